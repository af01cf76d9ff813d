"""Days and times in a text of any European language. Months' names come from CLDR (babel)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from babel.dates import get_month_names

from butler.language.reservations.times import clock_hour

TONGUES = [
    "en",
    "de",
    "fr",
    "es",
    "it",
    "pt",
    "nl",
    "pl",
    "cs",
    "sk",
    "sv",
    "da",
    "nb",
    "fi",
    "ru",
    "uk",
    "hu",
    "tr",
    "ca",
    "et",
    "lv",
    "lt",
    "sl",
    "ro",
]
ISO = re.compile(r"(?<![\d.])(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?!\d)")
FULL = re.compile(
    r"(?<![\d.:])(?P<day>\d{1,2})(?P<sign>[./-])\s?(?P<month>\d{1,2})(?P=sign)\s?(?P<year>\d{4}|\d\d)(?![\d:])"
)
SHORT = re.compile(r"(?<![\d.:/])(?P<day>\d{1,2})(?:\.(?P<month>\d{1,2})\.|/(?P<other>\d{1,2}))(?![\d./])")
NAMED = re.compile(
    r"(?<![\d:.])(?P<day>\d{1,2})(?:st|nd|rd|th|er|º|\.)?(?:[ -]|\bde\b|\bof\b)*(?P<month>[^\W\d_]{3,12})\.?,?"
    r"(?:[ ,-]|\bde\b|\bdel\b)*(?P<year>\d{4}|\d\d(?!\d|:|\.\d|h\d))?"
)
NAMED_FIRST = re.compile(
    r"(?P<month>[^\W\d_]{3,12})\.? (?P<day>\d{1,2})(?:st|nd|rd|th)?(?:,? (?P<year>\d{4}))?(?![\d:])"
)
CLOCK = re.compile(
    r"(?<!\d)(?<!\d[:.,])(?<![+-])(?P<hour>[01]?\d|2[0-3])(?:(?P<sign>:|h)(?P<minute>[0-5]\d)(?::\d\d)?)"
    r"\s?(?P<half>[AaPp]\.?[Mm]\b\.?)?(?![\d:])(?:\s?\(?\+(?P<later>[12])(?!\d))?"
    r"|(?<!\d)(?<!\d[:.,])(?P<only>1[0-2]|[1-9]) ?(?P<halfonly>[AaPp]\.?[Mm])\b",
)


@dataclass(frozen=True)
class Said:
    """A day in a text: where it stands, and whether its year is written."""

    day: date
    start: int
    end: int
    has_year: bool


@dataclass(frozen=True)
class Clock:
    hour: int
    minute: int
    start: int
    end: int
    days_later: int = 0

    @property
    def text(self) -> str:
        return f"{self.hour:02}:{self.minute:02}:00"


@cache
def months() -> dict[str, int]:
    """Every name and abbreviation of a month in small letters; the first language in the list has a disputed one."""
    found: dict[str, int] = {}
    for tongue in TONGUES:
        for width in ("wide", "abbreviated"):
            for context in ("format", "stand-alone"):
                for number, name in get_month_names(width, context, tongue).items():
                    if len(word := name.lower().strip(".")) >= 3:
                        found.setdefault(word, number)
    return found


def month_of(word: str) -> int | None:
    word = word.lower().strip(".")
    return months().get(word) or (months().get(word[:3]) if len(word) == 4 else None)


def find(text: str, *, near: date | None = None) -> list[Said]:
    """Days in the order of the text. One without a year is the first from `near`'s week on, or none without `near`."""
    month_first = bool(re.search(r"\d ?[AaPp]\.?[Mm]\b", text)) and "/" in text
    found: list[Said] = []
    for said in sorted(every(text, near, month_first), key=lambda s: (s.start, -s.end)):
        if all(said.start >= before.end for before in found):
            found.append(said)
    return found


def every(text: str, near: date | None, month_first: bool) -> Iterator[Said]:
    for pattern in (ISO, FULL, SHORT, NAMED, NAMED_FIRST):
        for match in pattern.finditer(text):
            parts = match.groupdict()
            month = parts["month"] or parts.get("other")
            number = int(month) if month and month.isdigit() else month_of(month or "")
            day = int(parts["day"])
            swapped = month_first and parts.get("sign") == "/"
            if number and (swapped or number > 12):
                day, number = number, day
            made = make(parts.get("year"), number, day, near)
            if made:
                yield Said(made, match.start(), match.end(), bool(parts.get("year")))


def make(year: str | None, month: int | None, day: int, near: date | None) -> date | None:
    if not month:
        return None
    try:
        if year:
            return date(int(year) if len(year) == 4 else 2000 + int(year), month, day)
        if near is None:
            return None
        this = date(near.year, month, day)
        return this if (near - this).days <= 7 else date(near.year + 1, month, day)
    except ValueError:
        return None


def clocks(text: str) -> list[Clock]:
    """Times of the day in the order of the text."""
    found = []
    for match in CLOCK.finditer(text):
        part = match.groupdict()
        half = part["half"] or part["halfonly"]
        hour = clock_hour(int(part["hour"] or part["only"]), half.replace(".", "") if half else None)
        found.append(Clock(hour, int(part["minute"] or 0), match.start(), match.end(), int(part["later"] or 0)))
    return found
