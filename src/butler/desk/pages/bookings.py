"""Bookings: what is promised, who told us, when and how; and what is not proven yet."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from butler.assurance.access import asked_again
from butler.assurance.recovering import recover
from butler.assurance.spares import spares_of
from butler.bookings import access, actions
from butler.bookings.access import BookingCard
from butler.bookings.forms import CancellationForm, EvidenceForm, InstructionForm
from butler.bookings.models import Instruction, State
from butler.desk import toasts
from butler.desk.shell import address
from butler.dossiers.access import Card, cards
from butler.ground import clock
from butler.ground.house import the_house
from butler.ground.models import House
from butler.ground.refusals import NotHere
from butler.staff.models import Staff
from butler.staff.views import staff_view

SPANS = {"today": (0, 1), "tomorrow": (1, 2), "week": (0, 7)}  # days from today
MEANING = {
    State.WANTED: ("risk", "circle-help"),
    State.UNPROVEN: ("risk", "circle-alert"),
    State.HELD: ("wait", "hourglass"),
    State.CONFIRMED: ("ok", "badge-check"),
    State.CANCELLED: ("off", "ban"),
    State.DONE: ("off", "check"),
}
ICONS = {
    "restaurant": "utensils", "tickets": "ticket", "flight": "plane", "charter": "plane-takeoff", "rail": "train-front",
    "hotel": "hotel", "transfer": "car-front", "car_rental": "car", "airport_passage": "crown", "yacht": "ship",
    "gift": "gift", "flowers": "flower-2", "courier": "package", "medical": "stethoscope", "beauty": "sparkles",
    "tutor": "graduation-cap", "club": "medal", "sport": "dumbbell", "art": "palette", "household": "house",
    "event": "party-popper",
}  # fmt: skip


@dataclass(frozen=True)
class Row:
    """A booking with its client's name."""

    booking: BookingCard
    client: Card

    @property
    def meaning(self) -> str:
        return MEANING[State(self.booking.state)][0]

    @property
    def state_icon(self) -> str:
        return MEANING[State(self.booking.state)][1]

    @property
    def icon(self) -> str:
        return ICONS.get(self.booking.kind, "calendar-check")

    @property
    def is_unproven(self) -> bool:
        return self.booking.state in access.NOT_PROVEN


@dataclass(frozen=True)
class Day:
    """The bookings that begin on one day, on the calendar of their place."""

    day: date
    rows: tuple[Row, ...]


@require_GET
@staff_view
def bookings(request: HttpRequest) -> HttpResponse:
    """GET /bookings/?span=today|tomorrow|week&unproven=1"""
    house, now = the_house(), clock.now()
    span = request.GET.get("span", "today")
    span = span if span in SPANS else "today"
    start, end = _span(house, now, *SPANS[span])
    rows = _rows(access.bookings_between(start, end, now=now, cancelled=True))
    unproven = [row for row in rows if row.is_unproven]
    is_unproven_only = request.GET.get("unproven") == "1"
    live = [row for row in rows if row.booking.state != State.CANCELLED]
    context = {
        "span": span,
        "spans": tuple(SPANS),
        "days": _by_day(unproven if is_unproven_only else rows),
        "live": live,
        "unproven": unproven,
        "first": min(unproven, key=lambda row: (-row.booking.importance, row.booking.starts_at), default=None),
        "is_unproven_only": is_unproven_only,
        "now": now,
    }
    return render(request, "desk/bookings.html", context)


@require_GET
@staff_view
def booking(request: HttpRequest, booking_id: UUID) -> HttpResponse:
    """GET /bookings/<id>/: the promise, what proves it, how the client likes it."""
    return render(request, "desk/booking.html", _page(booking_id))


@require_POST
@staff_view
def evidence(request: HttpRequest, booking_id: UUID) -> HttpResponse:
    """POST /bookings/<id>/evidence/: somebody told us something."""
    with timezone.override(the_house().tz):
        form = EvidenceForm(request.POST, now=clock.now())
        if form.is_valid():
            try:
                actions.add_evidence(booking_id, form.told(), by=_me(request), now=clock.now())
            except actions.IsOff:
                toasts.refused(request, _("This booking is cancelled. A new promise is a new booking."))
            else:
                toasts.said(request, _("Written down. The state follows from the evidence."))
            return redirect("desk:booking", booking_id)
        return render(request, "desk/booking.html", _page(booking_id) | {"evidence_form": form}, status=422)


@require_POST
@staff_view
def cancellation(request: HttpRequest, booking_id: UUID) -> HttpResponse:
    """POST /bookings/<id>/cancellation/: it is off: what a supplier breaks is made good, a client is obeyed."""
    form = CancellationForm(request.POST)
    if form.is_valid():
        told_by, now = form.cleaned_data["told_by"], clock.now()
        if request.POST.get("whose") == "client":
            actions.cancel(booking_id, told_by=told_by, by=_me(request), now=now)
            toasts.said(request, _("It is off, as the client wished."))
        else:
            try:
                recover(booking_id, told_by=told_by, by=_me(request), now=now)
            except actions.IsOff:
                toasts.refused(request, _("This booking is cancelled. A new promise is a new booking."))
            else:
                toasts.warned(request, _("It is off. The client is to hear a solution, not a problem."))
        return redirect("desk:booking", booking_id)
    return render(request, "desk/booking.html", _page(booking_id) | {"cancellation_form": form}, status=422)


@require_POST
@staff_view
def instructions(request: HttpRequest, booking_id: UUID) -> HttpResponse:
    """POST /bookings/<id>/instructions/: one more line."""
    form = InstructionForm(request.POST)
    if form.is_valid():
        actions.instruct(booking_id, **form.cleaned_data, by=_me(request), now=clock.now())
        return redirect("desk:booking", booking_id)
    return render(request, "desk/booking.html", _page(booking_id) | {"instruction_form": form}, status=422)


@require_POST
@staff_view
def instruction(request: HttpRequest, instruction_id: UUID) -> HttpResponse:
    """POST /instructions/<id>/: confirmed, refused, or asked again."""
    state = request.POST.get("state", "")
    if state not in Instruction.State.values:
        raise NotHere
    line = actions.answer_instruction(instruction_id, state, by=_me(request), now=clock.now())
    return redirect("desk:booking", line.booking_id)


def _me(request: HttpRequest) -> Staff:
    return cast(Staff, request.user)  # staff_view lets nobody else in


def _page(booking_id: UUID) -> dict[str, Any]:
    now = clock.now()
    rows = _rows([access.booking(booking_id, now=now)])
    if not rows:
        raise NotHere  # the client has left the house
    found = rows[0].booking
    return {
        "row": rows[0],
        "booking": found,
        "now": now,
        "client_url": address("desk:client", found.client_id),
        "request_url": address("desk:request", found.request_id) if found.request_id else "",
        "spares": spares_of(found.id),
        "asked": asked_again(found.id),
        "supplier_url": address("desk:organisation", found.organisation_id) if found.organisation_id else "",
        "evidence_form": EvidenceForm(now=now),
        "cancellation_form": CancellationForm(),
        "instruction_form": InstructionForm(),
    }


def _span(house: House, now: datetime, first: int, last: int) -> tuple[datetime, datetime]:
    midnight = house.local(now).replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight + timedelta(days=first), midnight + timedelta(days=last)


def _rows(found: list[BookingCard]) -> list[Row]:
    clients = cards({each.client_id for each in found})
    return [Row(each, clients[each.client_id]) for each in found if each.client_id in clients]


def _by_day(rows: list[Row]) -> list[Day]:
    days: dict[date, list[Row]] = {}
    for row in rows:
        days.setdefault(row.booking.starts_at.astimezone(row.booking.tz).date(), []).append(row)
    return [Day(day, tuple(found)) for day, found in sorted(days.items())]


urls = [
    path("bookings/", bookings, name="bookings"),
    path("bookings/<uuid:booking_id>/", booking, name="booking"),
    path("bookings/<uuid:booking_id>/evidence/", evidence, name="booking_evidence"),
    path("bookings/<uuid:booking_id>/cancellation/", cancellation, name="booking_cancellation"),
    path("bookings/<uuid:booking_id>/instructions/", instructions, name="booking_instructions"),
    path("instructions/<uuid:instruction_id>/", instruction, name="instruction"),
]
