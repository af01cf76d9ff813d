"""When a returning date falls, and when a document must be seen to."""

from calendar import isleap, monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from butler.foresight.rules import workdays

NOTICE = 14  # days before the start-by day at which it is first proposed
AT_LEAST_AHEAD = 30  # and never later than so many days before the day itself


@dataclass(frozen=True)
class Annual:
    """A date as a dossier keeps it: the year or the day may be unknown."""

    month: int
    day: int | None
    year: int | None = None
    returns: bool = True

    def next(self, today: date) -> date | None:
        """When it falls next, today included; None when it is over for good."""
        if not self.returns:
            falls = _fall(self.year, self.month, self.day) if self.year else None
            return falls if falls and falls >= today else None
        for year in (today.year, today.year + 1):
            falls = _fall(year, self.month, self.day)
            if falls >= today:
                return falls
        raise AssertionError("a date returns within a year")

    def years(self, falls: date) -> int | None:
        """How many years it will be: 10 years married; None when the year is not known."""
        return falls.year - self.year if self.year and falls.year > self.year else None


def _fall(year: int, month: int, day: int | None) -> date:
    """29 February falls on the 28th in other years: a day early is kind, a day late is not. No day: the 1st."""
    if month == 2 and day == 29 and not isleap(year):
        day = 28
    return date(year, month, min(day or 1, monthrange(year, month)[1]))


class Why(StrEnum):
    """Codes of reasons."""

    MAKING = "making"  # days: to make and deliver, with the days to choose
    FORMALITIES = "formalities"  # days: what the office takes
    SIX_MONTHS = "six_months"  # the passport must outlive the trip
    ENDS_BEFORE = "ends_before"  # the visa ends before the trip does


@dataclass(frozen=True)
class Foreseen:
    """A day that comes, the last calm day to begin, why, and whether to speak of it already."""

    falls_on: date
    start_by: date
    reasons: tuple[tuple[str, dict], ...]

    def is_due(self, today: date) -> bool:
        spoken_from = min(self.start_by - timedelta(days=NOTICE), self.falls_on - timedelta(days=AT_LEAST_AHEAD))
        return spoken_from <= today <= self.falls_on


CHOOSING = 3  # working days for the client to choose
IN_HAND = 1  # the gift lies ready the working day before


def occasion(dated: Annual, making: int, today: date) -> Foreseen | None:
    """A returning day, planned back over the making and delivery (working days) of what would suit."""
    falls = dated.next(today)
    if falls is None:
        return None
    needed = making + CHOOSING + IN_HAND
    return Foreseen(falls, workdays.before(falls, needed), (("making", {"days": needed}),))


LEAD = {  # days that the formalities take, in peace
    "passport": 60,
    "travel_passport": 90,
    "visa": 60,
    "driving_licence": 45,
    "insurance": 21,
    "membership": 30,
    "power_of_attorney": 21,
    "other": 30,
}
HOME = {"RU", "BY", "KZ", "AM", "KG"}  # where an internal passport is enough
SIX_MONTHS = timedelta(days=183)


def expiry(kind: str, expires_on: date) -> Foreseen:
    """A document that ends: begin while there is time for the formalities."""
    days = LEAD.get(kind, LEAD["other"])
    start = workdays.on_or_before(expires_on - timedelta(days=days))
    return Foreseen(expires_on, start, (("formalities", {"days": days}),))


def for_trip(kind: str, country: str, expires_on: date, trip: tuple[date, date, tuple[str, ...]]) -> Foreseen | None:
    """A document that is too short for a trip: a passport outlives it by six months, a visa covers it."""
    starts_on, ends_on, countries = trip
    abroad = set(countries) - HOME
    if kind == "travel_passport" and abroad and expires_on < ends_on + SIX_MONTHS:
        why: tuple[str, dict] = (Why.SIX_MONTHS, {"expires": expires_on.isoformat()})
    elif kind == "visa" and country in abroad and expires_on < ends_on:
        why = (Why.ENDS_BEFORE, {"expires": expires_on.isoformat()})
    else:
        return None
    start = workdays.on_or_before(starts_on - timedelta(days=LEAD[kind]))
    return Foreseen(starts_on, start, (why, (Why.FORMALITIES, {"days": LEAD[kind]})))
