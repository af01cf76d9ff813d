"""Digests: every letter to a client waits here for a yes, one by one or all at once."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from butler.bookings.access import bookings_by_id
from butler.briefs import access, actions
from butler.correspondence import rules
from butler.correspondence.actions import Refused
from butler.desk import toasts
from butler.desk.dates import id_asked
from butler.desk.shell import StaffRequest
from butler.ground import clock
from butler.ground.house import the_house
from butler.reports.access import letters_of_months
from butler.staff.views import staff_view

Verb = Callable[..., Any]  # of a letter that waits: (id, by=, now=)
WHY = {
    rules.Answer.NOT_WAITING: gettext_lazy("It was answered already, or has left."),
    rules.Answer.TOO_LATE: gettext_lazy("Too late to take back."),
    actions.FACTS_CHANGED: gettext_lazy("A fact behind it has changed: read it again and keep it in your words."),
    rules.Answer.EMPTY: gettext_lazy("A letter needs words."),
    rules.Answer.TOO_LONG: gettext_lazy("A letter to a client is no longer than 4000 characters."),
}


class LetterForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("Letter"), max_length=rules.LONGEST, widget=forms.Textarea(attrs={"rows": 9})
    )


@staff_view
def digests(request: StaffRequest) -> HttpResponse:
    """GET /digests/: the digests that leave today, waiting ones first."""
    found = access.digests_for(request.user.pk, _today())
    waiting = [digest for digest in found if digest.is_waiting]
    answered = [digest for digest in found if not digest.is_waiting]
    months = len(letters_of_months(led_by=request.user.pk, waiting=True))
    context = {"waiting": waiting, "answered": answered, "today": _today(), "months": months}
    return render(request, "desk/digests.html", context)


@staff_view
def digest(request: StaffRequest, pk: UUID) -> HttpResponse:
    """GET /digests/<id>/: the letter and what stands behind each sentence; POST keeps other words."""
    found = access.digest(pk)
    form = LetterForm(request.POST or None, initial={"text": found.text})
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["text"]
        if tried(request, lambda: actions.edit(pk, text, by=request.user, now=clock.now())):
            toasts.said(request, _("Kept in your words."))
        return redirect("desk:digest", pk)
    proofs = bookings_by_id([line.booking_id for line in found.lines if line.booking_id], now=clock.now())
    context = {
        "digest": found,
        "form": form,
        "lines": [(line, proofs.get(line.booking_id) if line.booking_id else None) for line in found.lines],
    }
    return render(request, "desk/digest.html", context, status=422 if form.errors else 200)


@require_POST
@staff_view
def answer(request: StaffRequest, pk: UUID) -> HttpResponse:
    """POST /digests/<id>/answer/: yes, it may leave at its hour, or no, it stays."""
    answered(request, actions.approve, actions.refuse, pk, undo="desk:digest_undo")
    return _back(request)


@require_POST
@staff_view
def approve(request: StaffRequest) -> HttpResponse:
    """POST /digests/approve/: one yes for all that are named."""
    ids = [pk for each in request.POST.getlist("digest") if (pk := id_asked(each))]
    approved, refused = actions.approve_all(ids, by=request.user, now=clock.now())
    for why in sorted(set(refused.values())):
        toasts.refused(request, _why(why))
    if not approved:
        return _back(request)
    count = len(approved)
    said = ngettext("%(count)s digest has your word.", "%(count)s digests have your word.", count) % {"count": count}
    undo = reverse("desk:digests_undo") + "?" + "&".join(f"digest={pk}" for pk in approved)
    toasts.said(request, said, undo=undo)
    return _back(request)


@require_POST
@staff_view
def undo(request: StaffRequest, pk: UUID) -> HttpResponse:
    """POST /digests/<id>/undo/: the answer was a slip."""
    taken_back(request, actions.take_back, pk)
    return _back(request)


@require_POST
@staff_view
def undo_all(request: StaffRequest) -> HttpResponse:
    """POST /digests/undo/?digest=...: the yes to all of them was a slip."""
    named = [pk for each in request.GET.getlist("digest") if (pk := id_asked(each))]
    if all(tried(request, partial(actions.take_back, pk, by=request.user, now=clock.now())) for pk in named):
        toasts.said(request, _("They wait for your word again."))
    return _back(request)


def answered(request: StaffRequest, approve: Verb, refuse: Verb, pk: UUID, *, undo: str) -> None:
    """The yes or the no of a letter that waits, said with the way back at the page named `undo`."""
    is_yes = request.POST.get("answer") == "yes"
    verb = approve if is_yes else refuse
    if tried(request, lambda: verb(pk, by=request.user, now=clock.now())):
        said = _("Approved: it leaves at its hour.") if is_yes else _("It stays in the house.")
        toasts.said(request, said, undo=reverse(undo, args=[pk]))


def taken_back(request: StaffRequest, take_back: Verb, pk: UUID) -> None:
    """The answer was a slip: the letter waits again, if it still may."""
    if tried(request, lambda: take_back(pk, by=request.user, now=clock.now())):
        toasts.said(request, _("It waits for your word again."))


def tried(request: StaffRequest, verb: Callable[[], Any]) -> bool:
    """Do it; a refusal is said in words and changes nothing."""
    try:
        verb()
    except Refused as refusal:
        toasts.refused(request, _why(refusal.why))
        return False
    return True


def _why(code: str) -> str:
    return str(WHY.get(code, WHY[rules.Answer.NOT_WAITING]))


def _back(request: StaffRequest) -> HttpResponse:
    return redirect(reverse("desk:day") + "#digests" if request.POST.get("next", "day") == "day" else "desk:digests")


def _today() -> date:
    return clock.today(the_house().tz)


urls = [
    path("digests/", digests, name="digests"),
    path("digests/approve/", approve, name="digests_approve"),
    path("digests/undo/", undo_all, name="digests_undo"),
    path("digests/<uuid:pk>/", digest, name="digest"),
    path("digests/<uuid:pk>/answer/", answer, name="digest_answer"),
    path("digests/<uuid:pk>/undo/", undo, name="digest_undo"),
]
