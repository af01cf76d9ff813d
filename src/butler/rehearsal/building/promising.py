"""What suppliers have promised, journeys, drives, steps of work, and the calendars of clients."""

from datetime import datetime
from typing import Any

import airportsdata

from butler.bookings import actions as bookings
from butler.bookings.actions import Told
from butler.bookings.models import Booking
from butler.calendars import actions as calendars
from butler.rehearsal import words
from butler.rehearsal.building import driving
from butler.rehearsal.cast import Cast
from butler.rehearsal.scenario import records
from butler.requests import actions as requests
from butler.travel import actions as travel

TITLES = {
    "restaurant": "Стол", "tickets": "Билеты", "hotel": "Номер", "beauty": "Запись в салон", "club": "Клуб",
    "airport_passage": "Проход в аэропорту", "transfer": "Поездка", "medical": "Приём врача", "flowers": "Букет",
    "tutor": "Урок", "gift": "Подарок", "courier": "Доставка", "event": "Праздник", "art": "Просмотр",
    "household": "Мастер", "car_rental": "Автомобиль", "yacht": "Яхта", "charter": "Частный рейс", "rail": "Поезд",
    "flight": "Рейс",
}  # fmt: skip
PROOFS = {"mail": "mail", "pass": "pass", "call": "call"}


def promise(cast: Cast, now: datetime) -> None:
    """Everything that stands in the file's bookings, trips, tasks and calendars."""
    for booking in cast.scenario.bookings:
        _book(booking, cast, now)
    for booking in cast.scenario.bookings:
        driving.drive(booking, cast, now)
    for trip in cast.scenario.trips:
        _travel(trip, cast, now)
    for task in cast.scenario.tasks:
        _work(task, cast, now)
    for calendar in cast.scenario.calendars:
        client = cast.clients[calendar.client]
        calendars.add_source(client.pk, name="Календарь", now=now, ics=calendar.ics.replace("\n", "\r\n").encode())


def _book(one: records.Booking, cast: Cast, now: datetime) -> None:
    house = cast.houses[one.at]
    row = bookings.book(
        cast.clients[one.client], kind=words.category(one.kind) if one.kind != "documents" else "other",
        title=TITLES.get(one.kind, "Визит"), starts_at=one.starts, by=None, now=now, organisation=house,
        ends_at=one.ends, party_size=one.party or 1, importance=3 if one.important else 1, city=house.city,
        latitude=house.latitude, longitude=house.longitude, zone=str(cast.scenario.house.zone),
    )  # fmt: skip
    cast.bookings[one.id] = row.pk
    _prove(row, one.evidence, house.name, one.ref, now)
    for wish in one.wants:
        bookings.instruct(row.pk, text=wish, by=None, now=now)


def _prove(row: Booking, kind: str, told_by: str, reference: str, now: datetime) -> None:
    if kind not in PROOFS:
        return
    number = reference or (f"{row.pk.hex[:6].upper()}" if kind == "pass" else "")
    bookings.add_evidence(row.pk, Told(PROOFS[kind], told_by=told_by, reference=number), by=None, now=now)


def _travel(trip: records.Trip, cast: Cast, now: datetime) -> None:
    if not trip.legs:
        return
    client, first, last = cast.clients[trip.client], trip.legs[0], trip.legs[-1]
    row = travel.plan_trip(
        client, title=f"{first.from_} — {last.to}", starts_on=first.departs.date(), ends_on=last.arrives.date(),
        countries=sorted({code for leg in trip.legs for code in (_airport(leg.to, "country"),) if code}),
    )  # fmt: skip
    for leg in trip.legs:
        booking = _carry(leg, client, cast, now)
        travel.add_leg(
            row.pk, booking, arrives_at=leg.arrives, origin=leg.from_, destination=leg.to,
            arrival_zone=_airport(leg.to, "tz") or _zone_of(leg.to, cast),
        )  # fmt: skip
        cast.legs.add(booking.pk)
        if leg.number:
            cast.flights[leg.number] = booking.pk


def _carry(leg: records.Leg, client: Any, cast: Cast, now: datetime) -> Booking:
    """The booking of a leg."""
    house = next((cast.houses[one.id] for one in cast.scenario.network if one.name in (leg.from_, leg.to)), None)
    row = bookings.book(
        client, kind=words.TRANSPORT.get(leg.kind, leg.kind),
        title=" ".join(filter(None, (leg.number or TITLES.get(leg.kind, ""), f"{leg.from_} – {leg.to}"))),
        starts_at=leg.departs, ends_at=leg.arrives, by=None, now=now, importance=3 if leg.kind != "transfer" else 1,
        organisation=house if leg.kind == "stay" else None, zone=_airport(leg.from_, "tz") or _zone_of(leg.from_, cast),
    )  # fmt: skip
    _prove(row, leg.evidence, leg.number or TITLES.get(leg.kind, "перевозчик"), leg.number, now)
    return row


def _zone_of(place: str, cast: Cast) -> str:
    """Beside a place without a code the clock of the airport that the journey names with it; else the house's own."""
    near = [leg for trip in cast.scenario.trips for leg in trip.legs if place in (leg.from_, leg.to)]
    codes = [code for leg in near for code in (leg.from_, leg.to)]
    return next((zone for code in codes if (zone := _airport(code, "tz"))), str(cast.scenario.house.zone))


def _airport(code: str, field: str) -> str:
    known: dict[str, Any] = dict(airportsdata.load("IATA").get(code) or {}) if len(code) == 3 else {}
    return str(known.get(field, ""))


def _work(task: records.Task, cast: Cast, now: datetime) -> None:
    row = requests.add_task(
        cast.clients[task.client], title=task.title, category="other", owner=cast.clients[task.client].led_by,
        now=now, due_at=task.due, cost_of_failure=words.COSTS[task.importance],
    )  # fmt: skip
    cast.tasks[task.id] = row.pk
