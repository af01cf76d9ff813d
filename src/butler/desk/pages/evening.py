"""The control board of the evening: is everything still good? What is not proven comes first, with a call beside it."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from butler.assurance import access, hearing
from butler.assurance.access import Watched
from butler.bookings import actions as bookings
from butler.desk import toasts
from butler.desk.pages.bookings import Row
from butler.desk.shell import StaffRequest
from butler.dossiers.access import Card, cards
from butler.ground import clock
from butler.ground.refusals import NotHere
from butler.staff.views import staff_view


@dataclass(frozen=True)
class Line:
    """One promise of the board, with its client."""

    watched: Watched
    row: Row

    @property
    def is_broken(self) -> bool:
        return self.watched.recovery is not None

    @property
    def is_open(self) -> bool:
        """Something may still be asked about it."""
        return self.row.is_unproven


@require_GET
@staff_view
def evening(request: StaffRequest) -> HttpResponse:
    """GET /evening/"""
    return render(request, "desk/evening.html", _board())


@require_POST
@staff_view
def called(request: StaffRequest, booking_id: UUID) -> HttpResponse:
    """POST /evening/<booking>/: somebody has telephoned; `outcome`, and `who` said so."""
    outcome, who = request.POST.get("outcome", ""), request.POST.get("who", "").strip()[:120]
    if outcome not in hearing.OUTCOMES:
        raise NotHere
    try:
        hearing.called(booking_id, outcome, by=request.user, now=clock.now(), who=who)
    except bookings.NobodyNamed:
        return render(request, "desk/evening.html", _board() | {"nameless": booking_id}, status=422)
    except bookings.IsOff:
        toasts.refused(request, _("This booking is cancelled. A new promise is a new booking."))
    else:
        _say(request, outcome)
    return redirect("desk:evening")


def _say(request: StaffRequest, outcome: str) -> None:
    if outcome == "confirmed":
        toasts.said(request, _("Written down. The state follows from the evidence."))
    elif outcome == "declined":
        toasts.warned(request, _("It is off. The client is to hear a solution, not a problem."))
    else:
        toasts.said(request, _("Nobody answered: it comes back to you in twenty minutes."))


def _board() -> dict[str, Any]:
    now = clock.now()
    watched = access.evening(now=now)
    clients: dict[UUID, Card] = cards({each.booking.client_id for each in watched})
    lines = [
        Line(each, Row(each.booking, clients[each.booking.client_id]))
        for each in watched
        if each.booking.client_id in clients
    ]
    open_lines = [line for line in lines if line.is_open]
    return {
        "now": now,
        "broken": [line for line in lines if line.is_broken],
        "open": open_lines,
        "good": [line for line in lines if not line.is_broken and not line.is_open],
        "lines": lines,
        "first": open_lines[0] if open_lines else None,
    }


urls = [
    path("evening/", evening, name="evening"),
    path("evening/<uuid:booking_id>/", called, name="evening_called"),
]
