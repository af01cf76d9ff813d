"""Two conversations turn out to be with the same one: choose the other by name, make them one, and take it back."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _

from butler.correspondence import conversations
from butler.desk import toasts
from butler.desk.shell import StaffRequest
from butler.dossiers import access as dossiers
from butler.ground import clock
from butler.ground.refusals import NotHere
from butler.reception import regrouping
from butler.staff.views import staff_view

WHY_NOT = {
    "overtaken": lambda: _("One of them was merged meanwhile: look again."),
    "only_leads": lambda: _("Only a lead may do this."),
}


@staff_view
def merge(request: StaffRequest, pk: UUID) -> HttpResponse:
    """GET and POST /requests/<id>/merge/: what was said in the other (`other`) belongs here from now on."""
    talk, others = conversations.talk(pk), conversations.perhaps_the_same(pk)
    if request.method == "POST" and request.POST.get("other"):
        return _merged(request, talk.card, others)
    cards = dossiers.cards()
    context = {
        "talk": talk.card,
        "client": cards.get(talk.card.client_id) if talk.card.client_id else None,
        "others": others,
        "is_unchosen": request.method == "POST",
    }
    return render(request, "desk/requests_merge.html", context, status=422 if request.method == "POST" else 200)


def _merged(request: StaffRequest, talk: conversations.TalkCard, others: list[conversations.TalkCard]) -> HttpResponse:
    chosen = next((other for other in others if str(other.id) == request.POST["other"]), None)
    if chosen is None:
        raise NotHere
    try:
        made = regrouping.merge(chosen.id, talk.id, by=request.user, now=clock.now())
    except regrouping.Refused as refusal:
        toasts.refused(request, WHY_NOT.get(refusal.why, WHY_NOT["overtaken"])())
        return redirect("desk:conversation", talk.id)
    toasts.said(request, _("They are one conversation now."), undo=reverse("desk:regrouping_undo", args=[made.pk]))
    return redirect("desk:conversation", talk.id)


urls = [path("requests/<uuid:pk>/merge/", merge, name="conversation_merge")]
