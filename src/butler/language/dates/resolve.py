"""From what was said to days and times: forward from now where nothing says otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from butler.language.dates.calendar import (
    EARLIEST,
    LATEST,
    ONE_DAY,
    Days,
    add_months,
    make,
    month_of,
    nth_weekday,
    one,
    year_of,
)
from butler.language.dates.moment import Grain
from butler.language.dates.piece import Holiday, Piece

PARTS = {  # hours from and to
    "dawn": (4, 9), "morning": (6, 12), "noon": (12, 14), "day": (12, 18), "evening": (18, 24), "night": (0, 6),
    "late": (21, 24), "am": (0, 12), "pm": (12, 18),
}  # fmt: skip
PART_NAMES = {"dawn": "morning", "noon": "day", "late": "evening", "am": "morning", "pm": "day"}
DEAD_OF_NIGHT = 6  # nobody books a table at three in the night by "завтра в три"


@dataclass(frozen=True, slots=True)
class Resolved:
    start: datetime
    end: datetime | None  # inclusive: the last day, or the end of hours
    grain: Grain


@dataclass(frozen=True, slots=True)
class Against:
    """What a text is read against: now, whether the future is meant, and what kind of hours it speaks of."""

    ref: datetime
    forward: bool = True
    evening: bool = False  # a dinner, a play: 8 is 20
    zone: float | None = None  # hours east of Greenwich of `ref`, where known
    after: datetime | None = None  # the start of a span whose end is read

    @property
    def today(self) -> date:
        return (self.after or self.ref).date()


def resolve(piece: Piece, against: Against) -> Resolved | None:
    """The moment, or None where the calendar has none (31 June, hour 27) or the year is absurd."""
    if piece.instant is not None:
        return Resolved(piece.instant, piece.until, piece.grain)
    days = days_of(piece, against)
    if days is None and piece.has_day:
        return None
    if days is not None and not EARLIEST <= days.start.year <= LATEST:
        return None
    if piece.has_clock:
        return _in_zone(_at_clock(piece, days, against), piece, against)
    if piece.part:
        return _in_part(piece, days or one(_part_day(piece, against)))
    if piece.is_offset and days:
        return Resolved(datetime.combine(days.start, against.ref.time()), None, Grain.DAY)
    return _whole(days) if days else None


def days_of(piece: Piece, against: Against) -> Days | None:
    """The days meant, without the time."""
    days = _days(piece, against)
    return edge_of(days, piece.edge) if days and piece.edge else days


def edge_of(days: Days, edge: str) -> Days:
    """The beginning, middle or end of a span, about a third of it; halves are halves."""
    length = (days.end - days.start).days
    third = timedelta(days=max(1, round(length / 3)))
    half = timedelta(days=max(1, length // 2))
    cut = {
        "begin": (days.start, days.start + third),
        "middle": (days.start + third, days.end - third),
        "end": (days.end - third, days.end),
        "first half": (days.start, days.start + half),
        "second half": (days.start + half, days.end),
        "last day": (days.last, days.end),
        "first day": (days.start, days.start + ONE_DAY),
    }
    start, end = cut[edge]
    return Days(start, max(end, start + ONE_DAY), Grain.DAY)


def _days(piece: Piece, against: Against) -> Days | None:
    if piece.holiday is not None:
        return _holiday(piece, piece.holiday, against)
    if piece.near is not None:
        is_narrower = piece.wider is not None and (piece.weekday is not None or piece.month is not None)
        return _inside(piece, piece.wider if is_narrower and piece.wider else piece.near)
    if piece.month is not None:
        return _date(piece, piece.month, against) if piece.day is not None else _month(piece, piece.month, against)
    if piece.day is not None:
        return _day_of_month(piece, piece.day, against)
    if piece.weekday is not None:
        return one(_weekday(piece.weekday, piece.turn, against))
    return year_of(piece.year) if piece.year is not None and EARLIEST <= piece.year < LATEST else None


def _inside(piece: Piece, near: Days) -> Days | None:
    """A finer thing inside known days: Monday of next week, the 20th of last month, May of next year."""
    if near.grain is Grain.DAY:
        return near
    if piece.month is not None:
        if piece.day is None:
            return month_of(near.start.year, piece.month)
        return _one(make(near.start.year, piece.month, piece.day))
    if piece.day is not None:
        return _one(make(near.start.year, near.start.month, piece.day))
    if piece.weekday is not None:
        found = nth_weekday(near, piece.weekday, 1)
        return one(found) if found else None
    return near


def _one(when: date | None) -> Days | None:
    return one(when) if when else None


def _holiday(piece: Piece, holiday: Holiday, against: Against) -> Days | None:
    if piece.year is not None:
        return holiday(piece.year)
    if piece.near is not None:
        return _holiday_near(holiday, piece.wider or piece.near)
    today, turn = against.today, piece.turn
    years = [today.year + step for step in (-2, -1, 0, 1, 2, 3)]
    known = [days for days in map(holiday, years) if days]
    if turn is not None and turn < 0:
        past = [days for days in known if days.end <= today]
        return past[turn] if len(past) >= -turn else None
    coming = [days for days in known if days.end > today]
    if not against.forward and turn is None:
        return next((days for days in known if days.start.year == today.year), None)
    at = max(0, (turn or 0) - 1)
    return coming[at] if len(coming) > at else None


def _holiday_near(holiday: Holiday, near: Days) -> Days | None:
    for year in (near.start.year, near.last.year):
        days = holiday(year)
        if days and days.start < near.end and days.end > near.start:
            return days
    return None


def _date(piece: Piece, month: int, against: Against) -> Days | None:
    day = piece.day or 1
    if piece.year is not None:
        return _one(make(piece.year, month, day))
    today = against.today
    if piece.turn is not None and piece.turn < 0:
        years = [today.year, today.year - 1]
        past = (make(year, month, day) for year in years)
        return _one(next((when for when in past if when and when < today), None))
    years = list(range(today.year, today.year + 9))  # 29 February comes every fourth year, once every eighth
    coming = [when for year in years if (when := make(year, month, day)) and when >= today]
    if not against.forward:
        return _one(make(today.year, month, day) or (coming[0] if coming else None))
    if piece.weekday is not None:  # "Monday, 18 February" says the year, too
        right = [when for when in coming[:2] if when.weekday() == piece.weekday]
        return _one(right[0] if right else coming[0] if coming else None)
    return _one(coming[0] if coming else None)


def _month(piece: Piece, month: int, against: Against) -> Days:
    today, turn = against.today, piece.turn
    if piece.year is not None:
        return month_of(piece.year, month)
    if turn is not None and turn < 0:
        return month_of(today.year - (month >= today.month) + turn + 1, month)
    is_over = month < today.month or (month == today.month and (turn or 0) >= 1)
    return month_of(today.year + (is_over if against.forward or turn else 0) + max(0, (turn or 0) - 1), month)


def _day_of_month(piece: Piece, day: int, against: Against) -> Days | None:
    month = against.today.replace(day=1)
    for step in range(24):
        first = add_months(month, step)
        when = make(first.year, first.month, day)
        if when and when >= against.today and (piece.weekday is None or when.weekday() == piece.weekday):
            return one(when)
    return None


def _weekday(weekday: int, turn: int | None, against: Against) -> date:
    today = against.today
    ahead = (weekday - today.weekday() - 1) % 7 + 1  # one to seven days
    if turn is None and not against.forward:
        return today - timedelta(days=(today.weekday() - weekday) % 7)
    if turn is None or turn == 0:
        return today + timedelta(days=ahead % 7 if turn == 0 else ahead)
    if turn == 1:
        return today - timedelta(days=today.weekday()) + timedelta(days=7 + weekday)
    if turn > 1:
        return today + timedelta(days=ahead + 7 * (turn - 1))
    return today + timedelta(days=ahead - 7 - (7 if ahead == 7 else 0) + 7 * (turn + 1))


def _whole(days: Days) -> Resolved:
    start = datetime.combine(days.start, time())
    if days.end - days.start == ONE_DAY:
        return Resolved(start, None, days.grain)
    return Resolved(start, datetime.combine(days.last, time()), days.grain)


def _part_day(piece: Piece, against: Against) -> date:
    """Today, or tomorrow where that part of today is over."""
    ends = PARTS[piece.part][1]
    is_over = against.forward and against.after is None and against.ref.hour >= ends
    return against.today + (ONE_DAY if is_over else timedelta())


def _in_part(piece: Piece, days: Days) -> Resolved:
    start, end = PARTS[piece.part]
    midnight = datetime.combine(days.start, time())
    last = datetime.combine(days.last, time())
    return Resolved(midnight + timedelta(hours=start), last + timedelta(hours=end), Grain.DAY_PART)


def _at_clock(piece: Piece, days: Days | None, against: Against) -> Resolved | None:
    clock = time_of(piece, against, is_day_known=days is not None)
    if clock is None:
        return None
    grain = Grain.SECOND if piece.second is not None else Grain.HOUR if piece.minute is None else Grain.MINUTE
    start = datetime.combine(days.start if days else against.today, clock)
    if piece.hour == 24 or (piece.part == "night" and clock.hour == 0 and piece.hour == 12 and days):
        start += ONE_DAY  # midnight at the end of the day
    if days is not None:
        long = days.end - days.start > ONE_DAY
        end = start + (days.last - days.start) if long else None
        return Resolved(start, end, grain)
    if against.after is not None:
        while start <= against.after:
            start += ONE_DAY
    elif against.forward and start < against.ref.replace(second=0, microsecond=0):
        start += ONE_DAY
    return Resolved(start, None, grain)


def _in_zone(said: Resolved | None, piece: Piece, against: Against) -> Resolved | None:
    """A time of a named zone as the wall of `ref` shows it, where its zone is known."""
    if said is None or piece.zone is None or against.zone is None:
        return said
    shift = timedelta(hours=against.zone - piece.zone)
    return Resolved(said.start + shift, said.end + shift if said.end else None, said.grain)


def time_of(piece: Piece, against: Against, *, is_day_known: bool) -> time | None:
    """The time on the wall; an open hour is the likelier half of the day."""
    hour, minute, second = piece.hour or 0, piece.minute or 0, piece.second or 0
    if not (0 <= hour <= 24 and 0 <= minute <= 59 and 0 <= second <= 59) or (hour == 24 and minute):
        return None
    hour = _hour_in_part(hour, PART_NAMES.get(piece.part, piece.part), piece.half)
    if piece.half == "clock" and not piece.part:
        hour += 12 if against.evening and hour < 12 else 0
    elif not piece.part and piece.half == "" and 1 <= hour <= 12:
        hour = _likely_hour(hour, minute, against, is_day_known=is_day_known)
    return time(hour % 24, minute, second)


def _hour_in_part(hour: int, part: str, half: str) -> int:
    if half == "am":
        return hour % 12 if hour <= 12 else hour
    if half == "pm":
        return hour % 12 + 12 if hour <= 12 else hour
    if half == "24" or not part or hour > 12:
        return hour
    if part == "morning":
        return hour
    if part == "day":
        return hour if hour >= 8 else hour + 12
    if part == "evening":
        return hour + 12 if hour < 12 else 24
    return hour + 12 if 6 < hour < 12 else hour % 12  # night: eleven is late, two is early


def _likely_hour(hour: int, minute: int, against: Against, *, is_day_known: bool) -> int:
    if against.evening and hour < 12:
        return hour + 12
    if hour == 12:
        return 12
    if against.after is not None and not is_day_known:
        past = (hour, minute) <= (against.after.hour, against.after.minute)
        return hour + 12 if past and (hour + 12, minute) > (against.after.hour, against.after.minute) else hour
    if is_day_known or not against.forward:
        return hour + 12 if hour <= DEAD_OF_NIGHT and is_day_known else hour
    now = (against.ref.hour, against.ref.minute)
    if (hour, minute) >= now and not (hour <= DEAD_OF_NIGHT and minute == 0):
        return hour
    return hour + 12 if (hour + 12, minute) >= now else hour
