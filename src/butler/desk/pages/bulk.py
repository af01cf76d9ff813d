"""One act on several tasks of the matrix: what cannot be done is told by name, and one tap takes all of it back."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from butler.desk import toasts
from butler.desk.dates import id_asked
from butler.desk.shell import StaffRequest
from butler.ground import clock
from butler.ground.house import the_house
from butler.ground.refusals import NotHere
from butler.requests import access, actions
from butler.requests.models import Move
from butler.staff.models import Staff
from butler.staff.views import staff_view

MOST = 60
BACK_AT_WORK = 9  # o'clock of the next day
Act = Callable[[UUID], Move | None]


@dataclass
class Done:
    """What one act did: the moves, and the titles of what it could not be done with."""

    moves: list[Move] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


@require_POST
@staff_view
def bulk(request: StaffRequest) -> HttpResponse:
    """POST /tasks/together/: act is take, hand_over, snooze, done or seen; `task` are ids, `to` a colleague."""
    ids = [pk for each in request.POST.getlist("task")[:MOST] if (pk := id_asked(each))]
    act = _act(request, clock.now())
    if act is None or not ids:
        toasts.refused(request, _("Choose the tasks first, and for a hand-over the colleague."))
        return _back(request)
    found = together(ids, act)
    for title in found.refused:
        toasts.refused(request, _("Not done with “%(title)s”.") % {"title": title})
    if found.moves:
        count = len(found.moves)
        said = ngettext("Done with %(n)s task.", "Done with %(n)s tasks.", count) % {"n": count}
        undo = reverse("desk:bulk_undo") + "?" + "&".join(f"move={move.pk}" for move in found.moves)
        toasts.said(request, said, undo=undo)
    return _back(request)


@require_POST
@staff_view
def undo(request: StaffRequest) -> HttpResponse:
    """POST /tasks/together/undo/?move=...: all of it goes back; what somebody has gone on with stays, told by name."""
    moves = [pk for each in request.GET.getlist("move")[:MOST] if (pk := id_asked(each))]
    kept = 0
    for pk in reversed(moves):
        try:
            actions.take_back(pk, by=request.user, now=clock.now())
        except actions.Overtaken:
            kept += 1
    if kept:
        said = ngettext("%(n)s task was gone on with and stays.", "%(n)s tasks were gone on with and stay.", kept)
        toasts.refused(request, said % {"n": kept})
    if kept < len(moves):
        toasts.said(request, _("Taken back."))
    return redirect("desk:matrix")


def together(ids: list[UUID], act: Act) -> Done:
    """Do `act` with each, in order of ids; what one may not see is passed over in silence."""
    found = Done()
    for pk in sorted(dict.fromkeys(ids)):
        try:
            title = access.task(pk, now=clock.now()).title
        except NotHere:
            continue
        try:
            move = act(pk)
        except actions.Refused:
            found.refused.append(title)
        else:
            if move is not None:
                found.moves.append(move)
    return found


def _act(request: StaffRequest, now: datetime) -> Act | None:
    me, colleague = request.user, _colleague(request.POST.get("to", ""))
    tomorrow = _tomorrow(now)
    acts: dict[str, Act | None] = {
        "take": lambda pk: actions.hand_over(pk, me, by=me, now=now),
        "hand_over": (lambda pk: actions.hand_over(pk, colleague, by=me, now=now)) if colleague else None,
        "snooze": lambda pk: actions.snooze(pk, tomorrow, by=me, now=now),
        "done": lambda pk: actions.done(pk, by=me, now=now),
        "seen": lambda pk: actions.accept_place(pk, by=me, now=now),
    }
    return acts.get(request.POST.get("act", ""))


def _colleague(typed: str) -> Staff | None:
    return Staff.objects.filter(pk=int(typed), is_active=True).first() if typed.isdecimal() else None


def _tomorrow(now: datetime) -> datetime:
    morning = now.astimezone(the_house().tz).replace(hour=BACK_AT_WORK, minute=0, second=0, microsecond=0)
    return morning + timedelta(days=1)


def _back(request: StaffRequest) -> HttpResponse:
    whose = request.POST.get("whose", "")
    return redirect(reverse("desk:matrix") + (f"?whose={whose}" if whose in ("team", "house") else ""))


urls = [
    path("tasks/together/", bulk, name="bulk"),
    path("tasks/together/undo/", undo, name="bulk_undo"),
]
