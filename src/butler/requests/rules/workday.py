"""When one colleague works on a day: the hours of the house, with its lunch, as far as their own shift goes."""

from datetime import date, datetime, time, timedelta

from butler.requests.rules.hours import Hours
from butler.requests.rules.openings import moment_of
from butler.requests.rules.planned import Span

MOST_DAYS = 30  # ahead, until a house is taken for closed


def next_start(hours: Hours, day: date, starts: time, ends: time) -> datetime:
    """When the next shift after that day's begins; on the morning after, where the house knows no other."""
    for ahead in range(1, MOST_DAYS):
        openings = openings_of(hours, day + timedelta(days=ahead), starts, ends)
        if openings:
            return openings[0].starts_at
    return datetime.combine(day + timedelta(days=1), starts, hours.zone)


def openings_of(hours: Hours, day: date, starts: time, ends: time) -> tuple[Span, ...]:
    """Working times of the shift `starts` to `ends` on the clock of the house; none on a day when it is closed.

    An end not after the start is the next morning's. A shift that lies outside of the house's hours (a night watch) is
    worked as it stands.
    """
    shift = hours.shift_on(day)
    if shift is None:
        return ()
    begin = datetime.combine(day, starts, hours.zone)
    until = datetime.combine(day + timedelta(days=ends <= starts), ends, hours.zone)
    house = [(moment_of(opens), moment_of(closes)) for opens, closes in shift.on(day, hours.zone)]
    within = [Span(max(begin, opens), min(until, closes)) for opens, closes in house]
    return tuple(span for span in within if span.starts_at < span.ends_at) or (Span(begin, until),)
