"""Calendars of houses for property tests: any hours, lunches, weeks and own days, over hours that clocks jump."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from butler.requests.rules import Holidays, Hours, Shift

MOSCOW = ZoneInfo("Europe/Moscow")
ZONES = [MOSCOW, ZoneInfo("America/New_York"), ZoneInfo("Europe/Berlin"), ZoneInfo("Asia/Kolkata")]

clocks = st.integers(0, 24 * 4 - 1).map(lambda quarter: time(quarter // 4, quarter % 4 * 15))
shifts = st.builds(Shift, clocks, clocks, st.none() | st.tuples(clocks, clocks))
moments = st.timedeltas(timedelta(0), timedelta(days=730)).map(lambda gone: datetime(2026, 1, 1, tzinfo=UTC) + gone)
own_days = st.dictionaries(st.dates(date(2026, 1, 1), date(2028, 1, 1)), st.none() | shifts, max_size=5)
weeks = st.tuples(*[st.none() | shifts] * 7).filter(any)
hours = st.builds(
    Hours,
    clocks,
    clocks,
    st.sampled_from(ZONES),
    week=st.just(()) | weeks,
    holidays=st.sampled_from(Holidays),
    days=own_days.map(lambda days: tuple(days.items())),
)
