"""Verbs on the calendar of the house. What was counted in its hours is counted anew in the same transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import uuid4

from django.db import transaction

from butler.ground import journal
from butler.ground.house import the_house
from butler.ground.later import later
from butler.ground.models import House, HouseDay
from butler.requests.actions.refusals import NeverOpen
from butler.requests.calendar import text_of
from butler.requests.rules import Holidays, Shift
from butler.staff.models import Staff


@dataclass(frozen=True)
class OwnDay:
    """A day of the house's own: closed when it has no hours."""

    day: date
    name: str = ""
    opens: time | None = None
    closes: time | None = None


@transaction.atomic
def keep_week(week: Sequence[Shift | None], holidays: Holidays, *, by: Staff, now: datetime) -> None:
    """The hours from Monday to Sunday, and what holidays are. A house that never opens is refused with NeverOpen."""
    if not any(week):
        raise NeverOpen
    house = _locked()
    house.week, house.holidays = [text_of(shift) for shift in week], holidays
    _changed(house, "week", "holidays")
    journal.record("house.week", about=house, week=house.week, holidays=house.holidays)


@transaction.atomic
def keep_day(own: OwnDay, *, by: Staff, now: datetime) -> OwnDay | None:
    """One day with hours of its own, or closed; returns how it stood before, None when it was like any other."""
    house, before = _locked(), own_day(own.day)
    HouseDay.objects.update_or_create(
        day=own.day,
        defaults={
            "opens_at": own.opens, "closes_at": own.closes, "name": own.name, "set_by_id": by.pk, "set_at": now,
        },
    )  # fmt: skip
    _changed(house)
    journal.record("house.day", about=house, day=own.day.isoformat(), closed=own.opens is None)
    return before


@transaction.atomic
def forget_day(day: date, *, by: Staff, now: datetime) -> OwnDay | None:
    """The day is like any other again; returns how it stood, None when it was no day of the house's own."""
    house, before = _locked(), own_day(day)
    if before is None:
        return None
    HouseDay.objects.filter(day=day).delete()
    _changed(house)
    journal.record("house.day_forgotten", about=house, day=day.isoformat())
    return before


def own_day(day: date) -> OwnDay | None:
    """That day as a day of the house's own, if it is one."""
    return next((as_own(row) for row in HouseDay.objects.filter(day=day)), None)


def as_own(row: HouseDay) -> OwnDay:
    return OwnDay(row.day, row.name, row.opens_at, row.closes_at)


def _locked() -> House:
    return House.objects.select_for_update().get()


def _changed(house: House, *names: str) -> None:
    house.calendar_stamp = uuid4()
    house.save(update_fields=["calendar_stamp", *names])
    known = the_house()
    for name in ("calendar_stamp", *names):
        setattr(known, name, getattr(house, name))
    later("requests.recount")
