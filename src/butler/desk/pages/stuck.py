"""Letters that did not go, or may have gone: a person looks, and decides."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from butler.correspondence import access, settling
from butler.correspondence.access import LetterCard
from butler.correspondence.actions import Refused
from butler.correspondence.settling import Decision, Stuck
from butler.desk import toasts
from butler.desk.letter_words import SETTLED, refusal_of, trouble_of
from butler.desk.shell import StaffRequest
from butler.dossiers.access import Card, cards
from butler.ground import clock
from butler.ground.refusals import NotHere
from butler.staff.views import staff_view


@dataclass(frozen=True)
class Row:
    """A letter that needs a person, with its words and its client."""

    stuck: Stuck
    letter: LetterCard
    client: Card
    trouble: str

    @property
    def is_uncertain(self) -> bool:
        return self.stuck.state == "uncertain"

    @property
    def is_open(self) -> bool:
        """There is something to decide; what is only held up leaves by itself once the cause is gone."""
        return self.stuck.state != "new"


def rows_for(now: datetime) -> list[Row]:
    """Every letter that needs a person, or is held up, of those the reader may see; the undecided first."""
    clients = cards()
    found = [one for one in (*settling.stuck(), *settling.held_up(now=now)) if one.client_id in clients]
    letters = access.letters([one.id for one in found]) if found else {}
    return [Row(one, letters[one.id], clients[one.client_id], trouble_of(one.why)) for one in found]


@require_safe
@staff_view
def stuck(request: StaffRequest) -> HttpResponse:
    """GET /letters/: what did not go, what may have gone, and what is held up."""
    return render(request, "desk/stuck.html", {"stuck": rows_for(clock.now())})


@require_POST
@staff_view
def decide(request: StaffRequest, letter_id: UUID) -> HttpResponse:
    """POST /letters/<id>/decision/: it went, send it again, or give it up."""
    asked = request.POST.get("decision", "")
    if asked not in set(Decision):
        raise NotHere
    decision = Decision(asked)
    try:
        settling.settle(letter_id, decision, by=request.user, now=clock.now())
    except Refused as refusal:
        toasts.refused(request, refusal_of(refusal.why))
    else:
        undo = reverse("desk:letter_decision_undo", args=[letter_id])
        toasts.said(request, str(SETTLED[decision]), undo=undo)
    return redirect("desk:stuck")


@require_POST
@staff_view
def undo(request: StaffRequest, letter_id: UUID) -> HttpResponse:
    """POST /letters/<id>/decision/undo/: the decision was a slip."""
    try:
        settling.take_back(letter_id, by=request.user, now=clock.now())
    except Refused as refusal:
        toasts.refused(request, refusal_of(refusal.why))
    else:
        toasts.said(request, _("It waits for your decision again."))
    return redirect("desk:stuck")


urls = [
    path("letters/", stuck, name="stuck"),
    path("letters/<uuid:letter_id>/decision/", decide, name="letter_decision"),
    path("letters/<uuid:letter_id>/decision/undo/", undo, name="letter_decision_undo"),
]
