"""Work is handed over with a pack: offered here, read in a minute, accepted or refused thing by thing."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext_lazy
from django.views.decorators.http import require_POST, require_safe

from butler.desk import toasts
from butler.desk.handing import Giving, OfferForm
from butler.desk.pack import packs
from butler.desk.shell import StaffRequest
from butler.dossiers import access as dossiers
from butler.ground import clock
from butler.ground.refusals import NotHere
from butler.requests import access, actions
from butler.requests.models import HandedItem
from butler.staff import access as people
from butler.staff.views import staff_view

WHY_NOT: dict[type[actions.Refused], Any] = {
    actions.HoldsNoGrant: pgettext_lazy("refusal", "This colleague may not open the dossier. A lead may offer it."),
    actions.OnlyALead: pgettext_lazy("refusal", "A team lead does this."),
    actions.OfferedAlready: pgettext_lazy("refusal", "Something of it waits for an answer already."),
    actions.Overtaken: pgettext_lazy("refusal", "Somebody has worked on it since, or has it. Nothing was moved."),
    actions.InThePast: pgettext_lazy("refusal", "It would be over before it begins."),
    actions.NotNow: pgettext_lazy("refusal", "It does not wait for an answer any more."),
}


@staff_view
def new(request: StaffRequest) -> HttpResponse:
    """GET and POST /hand-overs/new/?giver=&client=&request=&task=: whose work, what of it, to whom, until when."""
    giver = _giver(request)
    giving = Giving(giver, request.user, now=clock.now(), asked=request.GET)
    form = OfferForm(request.POST if request.method == "POST" else None, giving=giving)
    if request.method == "POST" and form.is_valid():
        try:
            head = actions.offer(form.things, giver=giver, by=request.user, now=clock.now(), **form.how)
        except actions.Refused as refused:
            form.add_error(None, str(WHY_NOT.get(type(refused), WHY_NOT[actions.NotNow])))
        else:
            text = _("Offered to %(name)s. It is theirs with their yes.") % {"name": head.taker}
            toasts.said(request, text, undo=reverse("desk:hand_over_withdraw", args=[head.pk]))
            return redirect("desk:hand_over", head.pk)
    context = {"form": form, "giving": giving, "giver": giver, "is_for_another": giver != request.user}
    return render(request, "desk/hand_over_new.html", context, status=422 if form.errors else 200)


@require_safe
@staff_view
def hand_overs(request: StaffRequest) -> HttpResponse:
    """GET /hand-overs/: what waits for me, what I gave, what is covered; a lead sees the team's."""
    found = access.hand_overs()
    me = request.user.pk
    mine = [card for card in found if card.taker.pk == me and card.offered]
    others = [card for card in found if card not in mine]
    names = dossiers.cards({pk for card in found for pk in card.client_ids})
    return render(request, "desk/hand_overs.html", {"mine": mine, "others": others, "names": names, "me": me})


@require_safe
@staff_view
def hand_over(request: StaffRequest, hand_over_id: UUID) -> HttpResponse:
    """GET /hand-overs/<id>/: the pack, and what is to be answered."""
    return render(request, "desk/hand_over.html", page_of(request, hand_over_id))


def page_of(request: StaffRequest, hand_over_id: UUID) -> dict[str, Any]:
    """What the pack's page shows to this reader."""
    now, card = clock.now(), access.hand_over_card(hand_over_id)
    me = request.user
    clients = dossiers.cards(card.client_ids)
    found = packs(card, now=now)
    return {
        "card": card,
        "packs": found,
        "lines": sum(pack.lines for pack in found),
        "items": [(item, clients.get(item.client_id)) for item in card.items],
        "is_taker": me == card.taker,
        "may_withdraw": me.is_lead or me in (card.giver, card.by),
        "refusals": HandedItem.Refusal.choices,
        "now": now,
    }


@require_POST
@staff_view
def accept_all(request: StaffRequest, hand_over_id: UUID) -> HttpResponse:
    """POST /hand-overs/<id>/accept/: yes to everything that waits; what cannot be moved is told."""
    access.hand_over_card(hand_over_id)
    taken, refused = actions.accept_all(hand_over_id, by=request.user, now=clock.now())
    for _item_id, why in refused:
        toasts.refused(request, str(WHY_NOT.get(type(why), WHY_NOT[actions.NotNow])))
    if taken:
        text = ngettext("Accepted: %(n)s thing is yours.", "Accepted: %(n)s things are yours.", len(taken))
        toasts.said(request, text % {"n": len(taken)}, undo=reverse("desk:hand_over_undo", args=[hand_over_id]))
    return redirect("desk:hand_over", hand_over_id)


@require_POST
@staff_view
def undo_all(request: StaffRequest, hand_over_id: UUID) -> HttpResponse:
    """POST /hand-overs/<id>/undo/: the yes to all was a slip."""
    card = access.hand_over_card(hand_over_id)
    if request.user != card.taker:
        raise NotHere
    for item in card.accepted:
        _try(request, item, actions.take_answer_back)
    return redirect("desk:hand_over", hand_over_id)


@require_POST
@staff_view
def withdraw_all(request: StaffRequest, hand_over_id: UUID) -> HttpResponse:
    """POST /hand-overs/<id>/withdraw/: it was a slip to offer it, or it stays after all."""
    card = access.hand_over_card(hand_over_id)
    done = [_try(request, item, actions.withdraw) for item in (*card.offered, *card.refused)]
    if any(done):
        toasts.said(request, _("It stays with %(name)s.") % {"name": card.giver})
    return redirect("desk:hand_overs")


@require_POST
@staff_view
def accept(request: StaffRequest, item_id: UUID) -> HttpResponse:
    """POST /handed/<item>/accept/"""
    return _answer(request, item_id, actions.accept, _("Accepted: it is yours."))


@require_POST
@staff_view
def refuse(request: StaffRequest, item_id: UUID) -> HttpResponse:
    """POST /handed/<item>/refuse/: `why` by its code, and `words` if they help."""
    why = request.POST.get("why", "")
    if why not in HandedItem.Refusal.values:
        raise NotHere
    words = request.POST.get("words", "").strip()[:300]
    return _answer(
        request,
        item_id,
        lambda pk, *, by, now: actions.refuse(pk, why, by=by, now=now, words=words),
        _("Refused: it stays with whoever gave it, and they read why."),
    )


@require_POST
@staff_view
def undo(request: StaffRequest, item_id: UUID) -> HttpResponse:
    """POST /handed/<item>/undo/: the answer was a slip."""
    return _answer(request, item_id, actions.take_answer_back, "")


@require_POST
@staff_view
def withdraw(request: StaffRequest, item_id: UUID) -> HttpResponse:
    """POST /handed/<item>/withdraw/: it stays where it is."""
    return _answer(request, item_id, actions.withdraw, "")


@require_POST
@staff_view
def back(request: StaffRequest, item_id: UUID) -> HttpResponse:
    """POST /handed/<item>/back/: the cover ends now."""
    return _answer(request, item_id, actions.bring_back, "")


def _answer(request: StaffRequest, item_id: UUID, verb: Callable[..., HandedItem], said: str) -> HttpResponse:
    try:
        item = verb(item_id, by=request.user, now=clock.now())
    except actions.Refused as refused:
        toasts.refused(request, str(WHY_NOT.get(type(refused), WHY_NOT[actions.NotNow])))
        item = HandedItem.objects.get(pk=item_id)
    else:
        toasts.said(request, said or _("Done."), undo=reverse("desk:handed_undo", args=[item_id]) if said else "")
    try:
        access.hand_over_card(item.hand_over_id)
    except NotHere:  # a cover has ended, and with it the reader's right
        return redirect("desk:hand_overs")
    return redirect("desk:hand_over", item.hand_over_id)


def _try(request: StaffRequest, item: access.ItemCard, verb: Callable[..., object]) -> bool:
    try:
        verb(item.id, by=request.user, now=clock.now())
    except actions.Refused as refused:
        toasts.refused(request, str(WHY_NOT.get(type(refused), WHY_NOT[actions.NotNow])))
        return False
    return True


def _giver(request: StaffRequest) -> Any:
    """Oneself; a lead may name another, and what is asked for by its request or task has an owner."""
    asked = request.POST.get("giver") or request.GET.get("giver") or ""
    if not asked:
        return _owner_asked(request) or request.user
    if not asked.isdecimal() or (int(asked) != request.user.pk and not request.user.is_lead):
        raise NotHere
    person = people.colleague(int(asked))
    if not person.opens_dossiers:
        raise NotHere
    return person


def _owner_asked(request: StaffRequest) -> Any:
    if not request.user.is_lead:
        return None
    try:
        if asked := request.GET.get("request"):
            return access.client_request(UUID(asked)).owner
        if asked := request.GET.get("task"):
            return access.task(UUID(asked), now=clock.now()).owner
        if asked := request.GET.get("client"):
            return people.colleague(dossiers.card(UUID(asked)).led_by_id)
    except ValueError:
        raise NotHere from None
    return None


urls = [
    path("hand-overs/", hand_overs, name="hand_overs"),
    path("hand-overs/new/", new, name="hand_over_new"),
    path("hand-overs/<uuid:hand_over_id>/", hand_over, name="hand_over"),
    path("hand-overs/<uuid:hand_over_id>/accept/", accept_all, name="hand_over_accept"),
    path("hand-overs/<uuid:hand_over_id>/undo/", undo_all, name="hand_over_undo"),
    path("hand-overs/<uuid:hand_over_id>/withdraw/", withdraw_all, name="hand_over_withdraw"),
    path("handed/<uuid:item_id>/accept/", accept, name="handed_accept"),
    path("handed/<uuid:item_id>/refuse/", refuse, name="handed_refuse"),
    path("handed/<uuid:item_id>/undo/", undo, name="handed_undo"),
    path("handed/<uuid:item_id>/withdraw/", withdraw, name="handed_withdraw"),
    path("handed/<uuid:item_id>/back/", back, name="handed_back"),
]
