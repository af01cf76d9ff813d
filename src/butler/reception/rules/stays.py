"""«На две ночи с 5 декабря» is until the 7th. Pure."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

_LENGTH = re.compile(r"P(?:(\d+)W)?(?:(\d+)D)?$")
LONGEST = 400  # days


def last_day(begins: str, length: str) -> str:
    """The last day, ISO, of what begins on a day (`2026-12-05`, perhaps with an hour) and lasts `P2D` or `P1W`.

    Empty where either is not said in days.
    """
    said = _LENGTH.match(length or "")
    days = int(said[1] or 0) * 7 + int(said[2] or 0) if said else 0
    try:
        first = date.fromisoformat(begins[:10])
    except ValueError:
        return ""
    return (first + timedelta(days=days)).isoformat() if 0 < days <= LONGEST else ""


def days_meant(whens: Sequence[str], until: str, today: str) -> tuple[str, str]:
    """(when, until) of a wish: a day inside a span is the day that is meant («на этой неделе, лучше в четверг»), and a
    span that has begun begins today."""
    first, last = (whens[0] if whens else ""), until
    if last and (inside := [day for day in whens[1:] if first[:10] <= day[:10] <= last[:10]]):
        return inside[0], ""
    if last and first and first[:10] < today <= last[:10]:
        return today, last
    return first, last
