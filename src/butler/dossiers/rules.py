"""Pure decisions on a dossier: when a date falls, whether a passport lasts, what makes two values the same.

No Django, no database, no clock.
"""

import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from butler.channels import phones

LAST_YEAR = 9990  # beyond it `date` itself ends


class Dated(Protocol):
    """A date that may lack its day or its year."""

    @property
    def month(self) -> int: ...
    @property
    def day(self) -> int | None: ...
    @property
    def year(self) -> int | None: ...
    @property
    def returns(self) -> bool: ...


@dataclass(frozen=True)
class PartialDate:
    """A date as people tell it: "in May", "the 9th of December", "29 February 1988"."""

    month: int
    day: int | None = None
    year: int | None = None
    returns: bool = True


def falls_in(occasion: Dated, year: int) -> date:
    """The day of this occasion in `year`.

    29 February is kept on the 28th in common years: the house would rather be a day early than a day late, and it is
    still February. Without a day it is the first of the month, so that nothing of the month is missed.
    """
    last = monthrange(year, occasion.month)[1]
    return date(year, occasion.month, min(occasion.day or 1, last))


def next_date(occasion: Dated, today: date) -> date | None:
    """The next day of this occasion, today included; none when it happened once and is past."""
    if not occasion.returns and occasion.year:
        only = falls_in(occasion, occasion.year)
        return only if only >= today else None
    first = max(today.year, occasion.year or today.year)
    if first > LAST_YEAR:
        return None
    this_year = falls_in(occasion, first)
    return this_year if this_year >= today else falls_in(occasion, first + 1)


def dates_between(occasion: Dated, start: date, end: date) -> Iterator[date]:
    """Every day of this occasion from `start` up to, not including, `end`."""
    found = next_date(occasion, start)
    while found and found < end:
        yield found
        found = next_date(occasion, found + timedelta(days=1))


def turns(occasion: Dated, on: date) -> int | None:
    """How many years it makes on that day; none when the year is unknown or it is the first time."""
    if not occasion.year or on.year <= occasion.year:
        return None
    return on.year - occasion.year


def exists(month: int, day: int | None, year: int | None) -> bool:
    """Is there such a day? Without a year, 29 February is."""
    if not 1 <= month <= 12:
        return False
    return day is None or 1 <= day <= monthrange(year or 2024, month)[1]


# Documents

SIX_MONTHS = 6
SOON = timedelta(days=90)
HOME = frozenset({"RU"})


class Fault(StrEnum):
    """What is wrong with a document, the worst first."""

    EXPIRED = "expired"
    ENDS_BEFORE_TRIP = "ends_before_trip"  # before the journey is over
    SIX_MONTHS = "six_months"  # many borders want half a year beyond the journey
    SOON = "soon"


@dataclass(frozen=True)
class TripFacts:
    """What a document must outlast."""

    id: UUID | int
    starts_on: date
    ends_on: date
    countries: tuple[str, ...] = ()


@dataclass(frozen=True)
class Warned:
    """A fault of a document, for a trip or in general."""

    fault: Fault
    trip_id: UUID | int | None = None
    needed_until: date | None = None


def document_warnings(expiry: date | None, trips: Iterable[TripFacts], today: date) -> tuple[Warned, ...]:
    """What to say about a document that expires then, for the trips ahead. A document without an end is silent.

    Borders differ in whether six months count from entry or from departure; we count from the end of the journey,
    which satisfies both. At home the rule does not apply.
    """
    if expiry is None:
        return ()
    found = [warned for trip in trips if (warned := _for_trip(expiry, trip, today))]
    if expiry < today:
        found.insert(0, Warned(Fault.EXPIRED))
    elif not found and expiry - today <= SOON:
        found.append(Warned(Fault.SOON))
    return tuple(found)


def _for_trip(expiry: date, trip: TripFacts, today: date) -> Warned | None:
    if trip.ends_on < today:
        return None
    if expiry < trip.ends_on:
        return Warned(Fault.ENDS_BEFORE_TRIP, trip.id, trip.ends_on)
    needed = months_after(trip.ends_on, SIX_MONTHS)
    if set(trip.countries) <= HOME and trip.countries:
        return None
    return Warned(Fault.SIX_MONTHS, trip.id, needed) if expiry < needed else None


def months_after(day: date, months: int) -> date:
    """The same day some months later, or the last of that month."""
    number = day.year * 12 + day.month - 1 + months
    year, month = divmod(number, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


# What makes two values the same, for the blind index

# Letters that look alike in the two alphabets: a series is typed in either.
ALIKE = str.maketrans("АВЕКМНОРСТУХ", "ABEKMHOPCTYX")
TELEGRAM = re.compile(r"^(?:https?://)?(?:www\.)?(?:t\.me|telegram\.me)/", re.IGNORECASE)


def canonical(kind: str, value: str) -> str:
    """The one form of a telephone, mail address, Telegram name or document number; empty when there is none."""
    text = unicodedata.normalize("NFKC", value).strip()
    if kind == "phone":
        return phones.normalise(text)[0] or ""
    if kind == "mail":
        return text.removeprefix("mailto:").lower()
    if kind == "telegram":
        return TELEGRAM.sub("", text).lstrip("@").rstrip("/").lower()
    if kind == "document":
        return "".join(letter for letter in text.upper() if letter.isalnum()).translate(ALIKE)
    return ""


# Gifts

STEM = 5  # letters that carry the sense of a Russian word in most of its forms
LIKENESS = 0.5
SMALL_WORDS = frozenset(["для", "под", "над", "без", "при", "его", "ее", "with", "for", "the", "and"])


@dataclass(frozen=True)
class Given:
    """A present that was given in this household."""

    id: UUID | int
    title: str
    given_on: date


def gift_repeats(title: str, household: Iterable[Given]) -> tuple[Given, ...]:
    """Presents of the household that this one would repeat, the latest first. A spouse counts: they share a table."""
    wanted = _stems(title)
    alike = [given for given in household if _likeness(wanted, _stems(given.title)) >= LIKENESS]
    return tuple(sorted(alike, key=lambda given: given.given_on, reverse=True))


def _stems(title: str) -> frozenset[str]:
    words = re.findall(r"\w+", title.lower().replace("ё", "е"))
    return frozenset(word[:STEM] for word in words if len(word) > 2 and word not in SMALL_WORDS)


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0


# Preferences

SURE, DOUBTFUL = 98, 50
CONFIRMED_AT_LEAST = 80


def after_confirmation(confidence: int) -> int:
    """How sure we are once the client showed or said it again."""
    return min(SURE, max(CONFIRMED_AT_LEAST, confidence + (100 - confidence) // 2))


def after_contradiction(confidence: int) -> int:
    """How sure we are once the client did otherwise: half as sure as before."""
    return confidence // 2


def is_doubtful(confidence: int) -> bool:
    """To be asked about gently before it is acted on."""
    return confidence < DOUBTFUL


def is_same_taste(one: str, other: str) -> bool:
    """The same words apart from case, ё and spaces."""
    return _plain(one) == _plain(other)


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower().replace("ё", "е")))


# Who may open a dossier: the check in code, beside the one in the database


@dataclass(frozen=True)
class Reader:
    """Who wants to open a dossier."""

    id: int
    role: str
    is_active: bool


def may_open(reader: Reader, holders: Iterable[tuple[int, int | None]]) -> bool:
    """Holders are (colleague, lead of their team): their own grant, their team's, or the owner of the house."""
    if not reader.is_active or reader.role == "auditor":
        return False
    if reader.role == "owner":
        return True
    return any(reader.id == holder or (reader.role == "lead" and reader.id == lead) for holder, lead in holders)
