"""When a rule happens, on the wall clock, within a window.

Only the days of the window are looked at: a weekly meeting since 2009 costs as much as one since Monday. A rule with
COUNT is first turned into one with an end, by arithmetic where every period picks equally often, else by counting the
periods once; that end is kept. Everything here is wall clock time: zones come later, and a wall time that summer time
skips or repeats is read as RFC 5545 3.3.5 says.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import islice

from butler.calendars.reading.days import LAST_YEAR, day_fits, days_of_month, days_of_week, days_of_year
from butler.calendars.reading.refusals import Refused, Why
from butler.calendars.reading.rule import Freq, Rule

DAY = 86_400
STEPS = 400_000  # moments looked at for one answer; a rule that needs more has no business in a calendar
BARREN = {Freq.YEARLY: 200, Freq.MONTHLY: 2_000, Freq.WEEKLY: 8_000}  # periods in a row without a time: it has ended
BARREN_DAYS = 50_000
LAST_DAY = datetime(LAST_YEAR, 12, 31).toordinal()  # noqa: DTZ001 - wall clocks have no zone
EARLIEST, LATEST = datetime(1, 1, 1), datetime(LAST_YEAR, 12, 31, 23, 59, 59)  # noqa: DTZ001
PER_DAY = {Freq.HOURLY: 24, Freq.MINUTELY: 1_440, Freq.SECONDLY: DAY}

Wall = tuple[int, int]  # a day and the seconds since its midnight: compares fast, cannot overflow


def walls(rule: Rule, start: datetime, since: datetime, until: datetime) -> list[datetime]:
    """The rule's wall times from `since` up to but not including `until`, in order; never before `start`."""
    since = max(since, start)
    end = last_of(rule, start)
    if end is not None and end < until:
        until = end + timedelta(seconds=1)
    if since >= until:
        return []
    found = _plain(rule, start, since, until)
    if found is not None:
        return found
    stop = _wall(until)
    return [_moment(wall) for wall in _until(_walls(rule, start, _wall(since)), stop)]


def first_walls(rule: Rule, start: datetime, limit: int) -> list[datetime]:
    """The first `limit` wall times of the rule."""
    end = _wall(rule.until or LATEST)
    count = limit if rule.count is None else min(limit, rule.count)
    return [_moment(wall) for wall in islice(_walls(rule, start, _wall(start)), count) if wall <= end]


def last_of(rule: Rule, start: datetime) -> datetime | None:
    """The last wall time the rule can have, from UNTIL or COUNT; None when it goes on for ever."""
    if rule.count is None:
        return rule.until
    counted = _counted(rule, start)
    return counted if rule.until is None else min(counted, rule.until)


@lru_cache(maxsize=65_536)
def _counted(rule: Rule, start: datetime) -> datetime:
    """The wall time of the COUNT-th occurrence; LATEST where the rule runs out of years before."""
    assert rule.count is not None  # noqa: S101 - last_of asks only then
    if _is_plain(rule):
        if rule.freq == Freq.DAILY and not rule.byday:
            return _later(start, (rule.count - 1) * rule.interval)
        if rule.freq == Freq.WEEKLY:
            return _counted_weeks(rule, start)
    for wall in islice(_walls(rule, start, _wall(start)), rule.count - 1, None):
        return _moment(wall)
    return LATEST


def _counted_weeks(rule: Rule, start: datetime) -> datetime:
    """In the first week only the days from DTSTART count, in the others all."""
    assert rule.count is not None  # noqa: S101
    first = start.toordinal()
    week = first - (first - 1 - rule.wkst) % 7
    days = days_of_week(rule, week, start.weekday())
    begun = bisect_left(days, first)
    weeks, place = divmod(begun + rule.count - 1, len(days))
    return _later(start, days[place] - first + 7 * rule.interval * weeks)


def _later(start: datetime, days: int) -> datetime:
    return start + timedelta(days=days) if start.toordinal() + days <= LAST_DAY else LATEST


def _is_plain(rule: Rule) -> bool:
    """Every n days, or weeks on given weekdays: most of what people write."""
    return not any(rule[BY_MONTH:BY_DAY]) and not any(rule[BY_HOUR:BY_END])


BY_MONTH, BY_DAY = Rule._fields.index("bymonth"), Rule._fields.index("byday")
BY_HOUR, BY_END = Rule._fields.index("byhour"), Rule._fields.index("bysetpos") + 1


def _plain(rule: Rule, start: datetime, since: datetime, until: datetime) -> list[datetime] | None:
    """The window of a plain daily or weekly rule by arithmetic alone; None for every other rule."""
    if rule.freq == Freq.WEEKLY and _is_plain(rule):
        step = 7 * rule.interval
        weekday = start.weekday()
        week = start - timedelta(days=(weekday - rule.wkst) % 7)
        wanted = sorted({(each - rule.wkst) % 7 for _, each in rule.byday} or {(weekday - rule.wkst) % 7})
    elif rule.freq == Freq.DAILY and not rule.byday and _is_plain(rule):
        step, week, wanted = rule.interval, start, [0]
    else:
        return None
    found = []
    try:
        week += timedelta(days=max(0, (since - week).days // step * step))
        while week < until:
            for each in wanted:
                moment = week + timedelta(days=each) if each else week
                if since <= moment < until:
                    found.append(moment)
            week += timedelta(days=step)
    except OverflowError:  # the year 10,000
        pass
    return found


def _until(found: Iterator[Wall], stop: Wall) -> Iterator[Wall]:
    for wall in found:
        if wall >= stop:
            return
        yield wall


def _walls(rule: Rule, start: datetime, since: Wall) -> Iterator[Wall]:
    """All wall times from `since` on, in order and without end (but for the year 9999)."""
    since = max(since, _wall(start))
    found = _within_days(rule, start, since) if rule.freq > Freq.DAILY else _over_days(rule, start, since)
    last = None
    for wall in found:
        if wall >= since and wall != last:  # SKIP may name one day from two months
            yield wall
            last = wall


def _over_days(rule: Rule, start: datetime, since: Wall) -> Iterator[Wall]:
    """Rules that pick days, at the times of BYHOUR, BYMINUTE and BYSECOND, or at DTSTART's."""
    times = _times(rule, start)
    size, barren, patience = len(times), 0, BARREN.get(rule.freq, BARREN_DAYS)
    for days in _periods(rule, start, since[0]):
        places = _places(rule, len(days) * size) if rule.bysetpos else range(len(days) * size)
        barren = 0 if places else barren + 1
        if barren > patience:
            return
        for place in places:
            yield days[place // size], times[place % size]


def _places(rule: Rule, size: int) -> Sequence[int]:
    """BYSETPOS as places in a set of `size`, which is never built."""
    places = {number - 1 if number > 0 else size + number for number in rule.bysetpos}
    return sorted(place for place in places if 0 <= place < size)


def _times(rule: Rule, start: datetime) -> tuple[int, ...]:
    hours, minutes, seconds = rule.byhour or (start.hour,), rule.byminute or (start.minute,), _seconds(rule, start)
    return tuple(hour * 3600 + minute * 60 + second for hour in hours for minute in minutes for second in seconds)


def _seconds(rule: Rule, start: datetime) -> tuple[int, ...]:
    """BYSECOND=60 is a leap second, which no wall clock here shows."""
    return tuple(second for second in rule.bysecond if second < 60) if rule.bysecond else (start.second,)


def _periods(rule: Rule, start: datetime, since: int) -> Iterator[tuple[int, ...]]:
    """The days picked in each period that the rule visits, from the one before day `since` on."""
    weekday, interval = start.weekday(), rule.interval
    first = start.toordinal()
    if rule.freq == Freq.YEARLY:
        reached = max(start.year, datetime.fromordinal(since).year - 1)
        for year in range(start.year + _aligned(reached - start.year, interval), LAST_YEAR + 1, interval):
            yield days_of_year(rule, year, start.month, start.day, weekday)
    elif rule.freq == Freq.MONTHLY:
        begun, now = start.year * 12 + start.month - 1, datetime.fromordinal(since)
        reached = max(begun, now.year * 12 + now.month - 2)
        for month in range(begun + _aligned(reached - begun, interval), (LAST_YEAR + 1) * 12, interval):
            yield days_of_month(rule, month // 12, month % 12 + 1, start.day)
    elif rule.freq == Freq.WEEKLY:
        week = first - (weekday - rule.wkst) % 7
        step = 7 * interval
        for monday in range(week + (since - week) // step * step, LAST_DAY - 6, step):
            yield days_of_week(rule, monday, weekday)
    else:
        for day in range(first + _aligned(since - first, interval), LAST_DAY + 1, interval):
            yield (day,) if day_fits(rule, day) else ()


def _aligned(distance: int, interval: int) -> int:
    """The first multiple of `interval` that is not below `distance`."""
    return -(-distance // interval) * interval


def _within_days(rule: Rule, start: datetime, since: Wall) -> Iterator[Wall]:
    """Rules that recur several times a day. A day that does not fit is passed over whole."""
    per_day = PER_DAY[rule.freq]
    width = DAY // per_day  # seconds of one period
    first = (start.toordinal() * DAY + _seconds_of(start)) // width
    if not _within_period(rule, start, 0):
        return  # BYSETPOS names a place that no hour has
    steps = barren = 0
    for day in range(since[0], LAST_DAY + 1):
        barren += 1
        if barren > BARREN_DAYS:
            return
        if not day_fits(rule, day):
            continue
        begin = since[1] // width if day == since[0] else 0
        for period in _periods_of_day(rule, day * per_day, begin, per_day, first):
            barren, steps = 0, steps + 1
            if steps > STEPS:
                raise Refused(Why.TOO_OFTEN, "the rule needs too long")
            for time in _within_period(rule, start, period * width):
                yield day, time


def _periods_of_day(rule: Rule, base: int, begin: int, per_day: int, first: int) -> Iterator[int]:
    """The hours, minutes or seconds of one day that the interval meets and the parts allow."""
    interval = rule.interval
    narrow = _named_periods(rule)
    if narrow is not None and len(narrow) * interval < per_day:
        for period in narrow:
            if period >= begin and base + period >= first and (base + period - first) % interval == 0:
                yield period
        return
    begin = max(begin, first - base)
    allowed = None if narrow is None else frozenset(narrow)
    for period in range(first + _aligned(base + begin - first, interval) - base, per_day, interval):
        if allowed is None or period in allowed:
            yield period


@lru_cache(maxsize=1024)
def _named_periods(rule: Rule) -> tuple[int, ...] | None:
    """The periods of a day that BYHOUR, BYMINUTE and BYSECOND name, None when all of them."""
    if rule.freq == Freq.HOURLY:
        return rule.byhour or None
    if rule.freq == Freq.MINUTELY:
        if not rule.byhour and not rule.byminute:
            return None
        return tuple(hour * 60 + minute for hour in rule.byhour or range(24) for minute in rule.byminute or range(60))
    if not rule.byhour and not rule.byminute and not rule.bysecond:
        return None
    return tuple(
        hour * 3600 + minute * 60 + second
        for hour in rule.byhour or range(24)
        for minute in rule.byminute or range(60)
        for second in rule.bysecond or range(60)
        if second < 60
    )


def _within_period(rule: Rule, start: datetime, begin: int) -> list[int]:
    """The moments of one hour, minute or second, as seconds of the day."""
    if rule.freq == Freq.SECONDLY:
        found = [begin]
    elif rule.freq == Freq.MINUTELY:
        found = [begin + second for second in _seconds(rule, start)]
    else:
        minutes = rule.byminute or (start.minute,)
        found = [begin + minute * 60 + second for minute in minutes for second in _seconds(rule, start)]
    return [found[place] for place in _places(rule, len(found))] if rule.bysetpos else found


def _wall(moment: datetime) -> Wall:
    return moment.toordinal(), _seconds_of(moment)


def _seconds_of(moment: datetime) -> int:
    return moment.hour * 3600 + moment.minute * 60 + moment.second


def _moment(wall: Wall) -> datetime:
    return datetime.fromordinal(wall[0]) + timedelta(seconds=wall[1])
