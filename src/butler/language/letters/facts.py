"""What a sentence is made of: plain facts, already allowed to be said."""

import re
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from butler.language.moments import clock_with_home
from butler.language.names import Name

_FLIGHT = re.compile(r"(?<![A-ZА-Я0-9])([A-Z]{2}|[A-Z]\d|\d[A-Z]|[А-Я]{2})[ \u00a0-]?(\d{2,4})(?![\d:.])")
MOST_WISHES = 2
_LEAVE_OUT = ("исключить:", "исключить ", "avoid:", "no:")
_TRAIN = re.compile(r"(?<!\d)(\d{1,3}) ?([А-ЯA-Z]{1,2})(?![а-яa-z\d])")


@dataclass(frozen=True)
class Promise:
    """A proven booking, as a letter speaks of it."""

    kind: str
    at: datetime
    place: tzinfo  # the clock on the wall there
    home: tzinfo
    today: date  # the day of the letter
    is_end: bool = False  # its end is what happens today: a departure from a hotel
    venue: str = ""
    where: str = ""  # an address of its own
    is_at_home: bool = False  # nothing else is said of where: it is the client's own town
    number: str = ""
    destination: str = ""
    arrives_at: datetime | None = None
    arrival_zone: tzinfo | None = None
    party_size: int = 1
    wishes: tuple[str, ...] = ()  # of the client, each confirmed by the supplier

    @property
    def day(self) -> date:
        return self.at.astimezone(self.place).date()

    def time(self, language: str) -> str:
        """Local time, and the time at home where they differ."""
        return clock_with_home(self.at, self.place, self.home, language)


@dataclass(frozen=True)
class Day:
    """A date that comes."""

    kind: str
    on: date
    today: date
    person: Name | None = None
    relation: str = ""
    years: int | None = None


def flight_number(title: str) -> str:
    """«NV 402» out of a booking's title; empty when there is none."""
    found = _FLIGHT.search(title)
    return f"{found[1]}\u00a0{found[2]}" if found else ""


def train_number(title: str) -> str:
    """«752А» out of a booking's title; empty when there is none."""
    found = _TRAIN.search(title)
    return f"{found[1]}{found[2]}" if found else ""


def wishes_in_lines(wishes: tuple[str, ...]) -> tuple[str, str]:
    """The first wishes in small letters and without doubles: what is done, and what is left out."""
    done: list[str] = []
    left_out: list[str] = []
    for wish in wishes:
        text = wish.strip().rstrip(".")
        mark = next((mark for mark in _LEAVE_OUT if text.lower().startswith(mark)), "")
        text = _small_first(text[len(mark) :].strip())
        if not any(text.lower() in said.lower() or said.lower() in text.lower() for said in done + left_out):
            (left_out if mark else done).append(text)
    done = done[:MOST_WISHES]
    return "; ".join(done), "; ".join(left_out[: MOST_WISHES - len(done)])


def _small_first(text: str) -> str:
    """A capital only where the word is a name or an abbreviation: «VIP», «№ 5», «„Нева“»."""
    return text if text[1:2].isupper() or not text[:1].isupper() else text[:1].lower() + text[1:]
