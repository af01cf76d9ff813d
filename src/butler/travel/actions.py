"""Verbs on journeys: plan a trip, add its legs in the order they are flown."""

from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Max

from butler.bookings.models import Booking
from butler.dossiers.models import Client
from butler.ground import journal
from butler.ground.refusals import NotHere
from butler.travel.models import Leg, Trip


class Refused(Exception):
    """What was asked cannot be done; nothing has changed."""


class AnotherClients(Refused):
    """The booking belongs to another client than the trip."""


class EndsEarly(Refused):
    """It would end before it starts."""


@transaction.atomic
def plan_trip(
    client: Client, *, title: str, starts_on: date, ends_on: date, countries: list[str] | None = None
) -> Trip:
    """A journey, without legs yet. `countries` are ISO 3166 codes."""
    if ends_on < starts_on:
        raise EndsEarly
    row = Trip.objects.create(
        client=client, title=title, starts_on=starts_on, ends_on=ends_on, countries=countries or []
    )
    journal.record("trip.planned", about=row)
    return row


@transaction.atomic
def add_leg(trip_id: UUID, booking: Booking, *, arrives_at: datetime | None = None, **ends: Any) -> Leg:
    """The next leg of a trip, carried by a booking. `ends`: origin, destination, arrival_zone.

    The trip grows to hold it. The same booking twice is one leg.
    """
    trip = Trip.objects.select_for_update().filter(pk=trip_id).first()
    if trip is None:
        raise NotHere
    if booking.client_id != trip.client_id:
        raise AnotherClients
    if arrives_at is not None and arrives_at < booking.starts_at:
        raise EndsEarly
    if known := trip.legs.filter(booking=booking).first():
        return known
    number = 1 + (trip.legs.aggregate(last=Max("number"))["last"] or 0)
    leg = Leg.objects.create(
        client_id=trip.client_id, trip=trip, booking=booking, number=number, arrives_at=arrives_at, **ends
    )
    _stretch(trip, leg)
    journal.record("trip.leg", about=leg, number=number)
    return leg


@transaction.atomic
def carry_by(leg_id: UUID, booking: Booking, *, arrives_at: datetime | None = None) -> Leg:
    """The leg is carried by another booking from now on: the same way, at its own time, not late.

    Refuses with NotHere, with AnotherClients, with EndsEarly.
    """
    leg = Leg.objects.select_for_update(of=("self",)).select_related("trip__client__led_by").filter(pk=leg_id).first()
    if leg is None:
        raise NotHere
    if booking.client_id != leg.client_id:
        raise AnotherClients
    if arrives_at is not None and arrives_at < booking.starts_at:
        raise EndsEarly
    leg.booking, leg.arrives_at = booking, arrives_at or booking.ends_at
    leg.late_minutes, leg.judged_minutes, leg.late_told_by, leg.late_told_at = 0, 0, "", None
    leg.save()
    _stretch(leg.trip, leg)
    journal.record("trip.leg_carried", about=leg, number=leg.number)
    return leg


def _stretch(trip: Trip, leg: Leg) -> None:
    booking = leg.booking
    departs = booking.starts_at.astimezone(ZoneInfo(booking.zone)).date()
    ends_at = leg.arrives_at or booking.ends_at or booking.starts_at
    arrives = ends_at.astimezone(ZoneInfo(leg.arrival_zone or booking.zone)).date()
    trip.starts_on, trip.ends_on = min(trip.starts_on, departs), max(trip.ends_on, arrives)
    trip.save(update_fields=["starts_on", "ends_on"])
