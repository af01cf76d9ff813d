"""A recurrence rule as a frozen value (RFC 5545 3.3.10, RFC 7529), read from its text once and kept."""

import re
from collections.abc import Callable
from datetime import date, datetime
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple

from butler.calendars.reading.refusals import Refused, Why


class Freq(IntEnum):
    """How often, from the rarest."""

    YEARLY = 0
    MONTHLY = 1
    WEEKLY = 2
    DAILY = 3
    HOURLY = 4
    MINUTELY = 5
    SECONDLY = 6


WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


class Rule(NamedTuple):
    """One RRULE. Numbers are sorted and distinct; an empty tuple means that the part was not given."""

    freq: Freq
    interval: int = 1
    count: int | None = None  # type: ignore[assignment]  # the word of RFC 5545; nobody counts in a rule
    until: datetime | None = None  # as written, without a zone
    until_is_utc: bool = False
    until_is_date: bool = False
    wkst: int = 0  # Monday
    bymonth: tuple[int, ...] = ()
    byweekno: tuple[int, ...] = ()
    byyearday: tuple[int, ...] = ()
    bymonthday: tuple[int, ...] = ()
    byday: tuple[tuple[int, int], ...] = ()  # (ordinal or 0, weekday with Monday = 0)
    byhour: tuple[int, ...] = ()
    byminute: tuple[int, ...] = ()
    bysecond: tuple[int, ...] = ()
    bysetpos: tuple[int, ...] = ()
    skip: str = "OMIT"
    is_scaled: bool = False  # RSCALE was given


@lru_cache(maxsize=4096)
def rule_of(text: str) -> Rule:
    """The rule in `text`; refuses what cannot be understood. Lenient where calendars err and the sense is clear."""
    parts: dict[str, object] = {}
    for part in text.strip().strip(";").upper().split(";"):
        name, equals, value = (piece.strip() for piece in part.partition("="))
        if name.startswith("X-"):
            continue
        read = PARTS.get(name)
        if read is None or not equals or not value:
            raise Refused(Why.BAD_RULE, f"{name or part} is not understood")
        key = FIELDS.get(name, name.lower())
        if key in parts:
            raise Refused(Why.BAD_RULE, f"{name} is given twice")
        parts[key] = read(value)
    if "freq" not in parts:
        raise Refused(Why.BAD_RULE, "FREQ is missing")
    if parts.get("count") == ENDLESS:
        del parts["count"]
    if "until" in parts:
        parts["until"], parts["until_is_utc"], parts["until_is_date"] = parts["until"]  # type: ignore[misc]
    if "skip" in parts and "is_scaled" not in parts:
        raise Refused(Why.BAD_RULE, "SKIP without RSCALE")
    return Rule(**parts)  # type: ignore[arg-type]


def insist(rule: Rule) -> Rule:
    """The rule, if RFC 5545 allows it; refuses what "MUST NOT" stand together there."""
    for is_wrong, words in FORBIDDEN:
        if is_wrong(rule):
            raise Refused(Why.BAD_RULE, words)
    return rule


FORBIDDEN: tuple[tuple[Callable[[Rule], object], str], ...] = (
    (lambda rule: rule.count is not None and rule.until is not None, "COUNT and UNTIL together"),
    (lambda rule: rule.byweekno and rule.freq != Freq.YEARLY, "BYWEEKNO outside YEARLY"),
    (lambda rule: rule.byyearday and Freq.MONTHLY <= rule.freq <= Freq.DAILY, "BYYEARDAY in a month, week or day"),
    (lambda rule: rule.bymonthday and rule.freq == Freq.WEEKLY, "BYMONTHDAY in a week"),
    (
        lambda rule: any(nth for nth, _ in rule.byday) and (rule.freq > Freq.MONTHLY or rule.byweekno),
        "a numbered BYDAY outside a month or a year",
    ),
)


def _numbers(low: int, high: int, *, signed: bool = False) -> Callable[[str], tuple[int, ...]]:
    def read(value: str) -> tuple[int, ...]:
        found = {_integer(word) for word in value.split(",")}
        if any(not (low <= (abs(number) if signed else number) <= high) for number in found):
            raise Refused(Why.BAD_RULE, f"{value} is out of range")
        return tuple(sorted(found))

    return read


def _integer(word: str) -> int:
    if not re.fullmatch(r"\s*[+-]?[0-9]{1,9}\s*", word):
        raise Refused(Why.BAD_RULE, f"{word[:20]} is not a number")
    return int(word)


def _freq(value: str) -> Freq:
    try:
        return Freq[value]
    except KeyError:
        raise Refused(Why.BAD_RULE, f"FREQ={value[:20]}") from None


def _interval(value: str) -> int:
    number = _integer(value)
    if number < 1:
        raise Refused(Why.BAD_RULE, "INTERVAL below one")
    return number


ENDLESS = -1


def _count(value: str) -> int:
    number = _integer(value)
    if number == 0:
        raise Refused(Why.BAD_RULE, "COUNT=0")
    return max(number, ENDLESS)  # some exporters write COUNT=-1 for a series without an end


def _until(value: str) -> tuple[datetime, bool, bool]:
    found = re.fullmatch(r"(\d{8})(?:T(\d{6})(Z?))?", value)
    try:
        if found is None:
            raise ValueError
        moment = datetime.fromisoformat(found[1] + "T" + (found[2] or "000000"))
    except ValueError:
        raise Refused(Why.BAD_RULE, f"UNTIL={value[:20]}") from None
    return moment, bool(found[3]), found[2] is None


def _weekday(value: str) -> int:
    if value not in WEEKDAYS:
        raise Refused(Why.BAD_RULE, f"{value[:20]} is not a weekday")
    return WEEKDAYS.index(value)


def _days(value: str) -> tuple[tuple[int, int], ...]:
    found = set()
    for word in value.split(","):
        match = re.fullmatch(r"\s*([+-]?\d{1,2})?\s*([A-Z]{2})\s*", word)
        nth = int(match[1]) if match and match[1] else 0
        if match is None or abs(nth) > 53 or (match[1] and nth == 0):
            raise Refused(Why.BAD_RULE, f"BYDAY={word[:20]}")
        found.add((nth, _weekday(match[2])))
    return tuple(sorted(found))


def _scale(value: str) -> bool:
    if value not in ("GREGORIAN", "GREGORY", "ISO8601"):
        raise Refused(Why.OTHER_SCALE, value[:20])
    return True


def _skip(value: str) -> str:
    if value not in ("OMIT", "BACKWARD", "FORWARD"):
        raise Refused(Why.BAD_RULE, f"SKIP={value[:20]}")
    return value


PARTS: dict[str, Callable[[str], object]] = {
    "FREQ": _freq,
    "INTERVAL": _interval,
    "COUNT": _count,
    "UNTIL": _until,
    "WKST": _weekday,
    "BYMONTH": _numbers(1, 12),
    "BYWEEKNO": _numbers(1, 53, signed=True),
    "BYYEARDAY": _numbers(1, 366, signed=True),
    "BYMONTHDAY": _numbers(1, 31, signed=True),
    "BYDAY": _days,
    "BYHOUR": _numbers(0, 23),
    "BYMINUTE": _numbers(0, 59),
    "BYSECOND": _numbers(0, 60),
    "BYSETPOS": _numbers(1, 10**9, signed=True),
    "RSCALE": _scale,
    "SKIP": _skip,
}
FIELDS = {"RSCALE": "is_scaled"}


def last_day(year: int, month: int) -> int:
    """How many days the month has."""
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def days_in(year: int) -> int:
    """How many days the year has."""
    return 337 + last_day(year, 2)


def ordinal(year: int, month: int, day: int) -> int:
    """The day's number, as `date.toordinal` counts."""
    return date(year, month, day).toordinal()
