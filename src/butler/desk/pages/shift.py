"""Close the shift: what is left, each thing with a way; then who holds what, and that nothing is without a hand."""

from dataclasses import dataclass
from datetime import time, timedelta
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from butler.desk import toasts
from butler.desk.pages.handing import WHY_NOT
from butler.desk.shell import StaffRequest
from butler.dossiers.access import Card, cards
from butler.ground import clock
from butler.requests import access, actions
from butler.requests.models import LeftWork
from butler.staff.models import Staff
from butler.staff.views import staff_view

Way = LeftWork.Way
A_SHIFT = timedelta(hours=8)


@dataclass(frozen=True)
class Line:
    """One thing that is left: its client, to whom it could go, and what is proposed or was chosen."""

    left: access.Left
    client: Card
    takers: tuple[Staff, ...]
    way: str
    to: str
    why: str
    note: str

    @property
    def ways(self) -> list[tuple[str, str]]:
        """What may be chosen: a request itself cannot wait, and nobody takes what is closed to all others."""
        may = {Way.LATER: self.left.may_wait, Way.HANDED: bool(self.takers), Way.MINE: True}
        return [(way.value, str(way.label)) for way in Way if may[way]]


class Closing:
    """The page before the shift is closed, as it is or as it was sent."""

    def __init__(self, request: StaffRequest) -> None:
        self.request, self.now = request, clock.now()
        self.today = access.left_today(request.user, now=self.now)
        self._takers: dict[UUID, tuple[Staff, ...]] = {}

    @cached_property
    def lines(self) -> list[Line]:
        known = cards({left.client_id for left in self.today.left})
        return [self._line(left, known[left.client_id]) for left in self.today.left if left.client_id in known]

    def choices(self) -> list[actions.Choice]:
        """What was chosen, thing by thing."""
        return [self._choice(line) for line in self.lines]

    def _line(self, left: access.Left, client: Card) -> Line:
        takers = self._takers_of(client.id)
        on_shift = [one for one in takers if one.is_on_shift(self.wall)]
        proposed = Way.LATER if left.may_wait else Way.HANDED if on_shift else Way.MINE
        sent = self.request.POST.get
        return Line(
            left, client, takers, way=sent(left.name, proposed), to=sent(f"{left.name}-to", ""),
            why=sent(f"{left.name}-why", LeftWork.Why.LATER), note=sent(f"{left.name}-note", "").strip()[:300],
        )  # fmt: skip

    @cached_property
    def wall(self) -> time:
        """The time on the clock of the house."""
        return timezone.localtime(self.now).time()

    def _takers_of(self, client_id: UUID) -> tuple[Staff, ...]:
        if client_id not in self._takers:
            me = self.request.user
            found = access.takers(me, [client_id], by=me, now=self.now)
            self._takers[client_id] = tuple(one.staff for one in found if one.facts.opens_all)
        return self._takers[client_id]

    def _choice(self, line: Line) -> actions.Choice:
        left = line.left
        to = next((one for one in line.takers if str(one.pk) == line.to), None)
        way = line.way if line.way in dict(line.ways) else Way.MINE
        why = line.why if line.why in LeftWork.Why.values else LeftWork.Why.LATER
        return actions.Choice(way, left.task_id, left.request_id, why if way == Way.LATER else "", line.note, to)


@staff_view
def shift(request: StaffRequest) -> HttpResponse:
    """GET /shift/: what is left; POST closes the shift, all of it or nothing."""
    page = Closing(request)
    if request.method == "POST":
        try:
            end = actions.close_shift(page.choices(), until=page.today.next_start, by=request.user, now=page.now)
        except actions.Refused as refused:
            toasts.refused(request, str(WHY_NOT.get(type(refused), WHY_NOT[actions.NotNow])))
            return render(request, "desk/shift.html", _context(page), status=422)
        toasts.said(request, _("The shift is closed."), undo=reverse("desk:shift_undo", args=[end.pk]))
        return redirect("desk:shift_closed", end.pk)
    last = access.last_shift_end(request.user, since=page.now - A_SHIFT)
    return render(request, "desk/shift.html", _context(page) | {"last": last})


def _context(page: Closing) -> dict[str, Any]:
    return {
        "lines": page.lines, "calm": page.today.calm, "next_start": page.today.next_start,
        "reasons": LeftWork.Why.choices, "now": page.now,
    }  # fmt: skip


@require_safe
@staff_view
def closed(request: StaffRequest, shift_end_id: UUID) -> HttpResponse:
    """GET /shift/<id>/: who holds what, and that nothing is without a hand."""
    found, now = access.closed_shift(shift_end_id), clock.now()
    known = cards({line.client_id for line in found.lines})
    return render(request, "desk/shift_closed.html", {
        "closed": found, "lines": [(line, known.get(line.client_id)) for line in found.lines], "now": now,
        "orphans": len(access.orphans(now=now)) + len(access.orphan_tasks(now=now)),
        "is_mine": found.staff == request.user,
    })  # fmt: skip


@require_POST
@staff_view
def undo(request: StaffRequest, shift_end_id: UUID) -> HttpResponse:
    """POST /shift/<id>/undo/: it was closed too early."""
    try:
        actions.open_shift_again(shift_end_id, by=request.user, now=clock.now())
    except actions.Refused:
        toasts.refused(request, _("A colleague has taken something of it already. Nothing was changed."))
        return redirect("desk:shift_closed", shift_end_id)
    toasts.said(request, _("The shift goes on: everything is where it was."))
    return redirect("desk:shift")


urls = [
    path("shift/", shift, name="shift"),
    path("shift/<uuid:shift_end_id>/", closed, name="shift_closed"),
    path("shift/<uuid:shift_end_id>/undo/", undo, name="shift_undo"),
]
