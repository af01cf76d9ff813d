"""What a reading of a date gives: a day or span, a time of day or both, where it stands and how sure we are."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Grain(StrEnum):
    """How fine a moment was said."""

    SECOND = "second"
    MINUTE = "minute"
    HOUR = "hour"
    DAY_PART = "day_part"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


@dataclass(frozen=True)
class Moment:
    """A day, a time or a span that was said; `text[span[0]:span[1]]`.

    Times are naive: the wall clock of the `ref` the text was read against. Where no day was said, `start` is the next
    such time after `ref`. `end` is the last day of a span of days (at midnight, inclusive) or the end of hours.
    Weeks, months and longer have their last day as `end`, so the grain says what to do with it.
    """

    start: datetime
    end: datetime | None
    grain: Grain
    span: tuple[int, int]
    has_day: bool
    has_time: bool
    confidence: float
    is_bound: bool = False  # "до 14", "by Friday": not later than start
    day_part: str = ""  # morning, day, evening or night, when said («вечером»)
    is_after: bool = False  # «после шести», "from 5 pm", "с января": not earlier than start, no end said
    has_been: bool = False  # past only by the verb beside it: «в пятницу ужинали»
