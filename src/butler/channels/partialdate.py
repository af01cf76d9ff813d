"""Dates as address books keep them: often without a year, sometimes without a day."""

import re
from dataclasses import dataclass
from datetime import date

LEAP_YEAR = 2000  # 29 February exists in a date without a year


@dataclass(frozen=True)
class PartialDate:
    year: int | None = None
    month: int | None = None
    day: int | None = None
    written: str = ""

    @property
    def is_unclear(self) -> bool:
        return self.year is None and self.month is None and self.day is None

    def __str__(self) -> str:
        """As vCard 4.0 writes it: 1980-03-22, --03-22, 1980-03, ---22; else the words of the card."""
        if self.is_unclear:
            return self.written
        if self.year is None and self.month is None:
            return f"---{self.day:02}"
        year = "-" if self.year is None else f"{self.year:04}"
        return "-".join([year, *(f"{part:02}" for part in (self.month, self.day) if part)])


MONTHS = {
    "янв": 1, "фев": 2, "мар": 3, "апр": 4, "май": 5, "мая": 5, "июн": 6, "июл": 7, "авг": 8, "сен": 9, "окт": 10,
    "ноя": 11, "дек": 12, "jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9,
    "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip

TIME = r"(?:[T ].*)?"
FORMS = [
    re.compile(form + TIME, re.DOTALL | re.ASCII)
    for form in (
        r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})Z?",
        r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})Z?",
        r"--(?P<m>\d{1,2})-?(?P<d>\d{2})",
        r"--(?P<m>\d{1,2})-(?P<d>\d{1,2})",
        r"---(?P<d>\d{1,2})",
        r"--(?P<m>\d{1,2})",
        r"(?P<y>\d{4})-(?P<m>\d{1,2})",
        r"(?P<y>\d{4})",
        r"(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?:(?P<y>\d{4})(?: ?г\.?)?)?",
        r"(?P<d>\d{1,2})\.(?P<m>\d{1,2})",
        r"(?P<y>\d{4})[./](?P<m>\d{1,2})[./](?P<d>\d{1,2})",
    )
]
SLASHED = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})" + TIME, re.ASCII | re.DOTALL)
WORDS = (
    re.compile(r"(?P<d>\d{1,2}) (?P<month>[^\W\d]{3,12})\.?,?(?: (?P<y>\d{4})(?: ?г(?:ода|\.)?)?)?"),
    re.compile(r"(?P<month>[^\W\d]{3,12})\.? (?P<d>\d{1,2})(?:,? (?P<y>\d{4}))?"),
)


def read_date(written: str, *, no_year: str = "") -> PartialDate:
    """`no_year`: the year that a program writes where none is known. A date that cannot be one keeps its words."""
    written = written.strip()[:200]
    parts = _numbers(written) or _words(written) or _slashed(written)
    if parts is None:
        return PartialDate(written=written)
    year, month, day = parts
    if year == 0 or (no_year and str(year) == no_year.strip()):
        year = None
    if not _can_be(year, month, day):
        return PartialDate(written=written)
    return PartialDate(year, month, day, written)


def _numbers(written: str):
    for form in FORMS:
        if found := form.fullmatch(written):
            parts = found.groupdict()
            return tuple(int(parts[name]) if parts.get(name) else None for name in ("y", "m", "d"))
    return None


def _words(written: str):
    for form in WORDS:
        found = form.fullmatch(written)
        if found and (month := MONTHS.get(found["month"].lower()[:3])):
            return int(found["y"]) if found["y"] else None, month, int(found["d"])
    return None


def _slashed(written: str):
    """3/22/1980 and 22/3/1980 are clear, 3/4/1980 is not."""
    found = SLASHED.fullmatch(written)
    if found is None:
        return None
    first, second, year = (int(part) for part in found.groups())
    if first == second or first > 12 >= second:
        return year, second, first
    return (year, first, second) if second > 12 >= first else None


def _can_be(year: int | None, month: int | None, day: int | None) -> bool:
    try:
        date(year or LEAP_YEAR, month or 1, 1 if day is None else day)
    except ValueError:
        return False
    return month != 0 and any(part is not None for part in (year, month, day))
