"""When a calendar is read again, and which days of it are kept."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DAYS_BACK, DAYS_AHEAD = 7, 60
LINK_EVERY = timedelta(hours=1)
SOONEST, LATEST = timedelta(minutes=15), timedelta(hours=12)
NIGHT = time(3, 30)  # the window moves on while the house sleeps, before its morning


def window_of(now: datetime, zone: ZoneInfo) -> tuple[date, date]:
    """The days that are kept as rows, the last one excluded, as the client counts days."""
    today = now.astimezone(zone).date()
    return today - timedelta(days=DAYS_BACK), today + timedelta(days=DAYS_AHEAD)


def next_look(*, is_link: bool, failing_since: datetime | None, now: datetime, zone: ZoneInfo) -> datetime:
    """A link hourly, a file when its window must move; after a failure, once more after as long as it has lasted."""
    if is_link and failing_since is not None:
        return now + min(max(now - failing_since, SOONEST), LATEST)
    if is_link:
        return now + LINK_EVERY
    tomorrow = now.astimezone(zone).date() + timedelta(days=1)
    return datetime.combine(tomorrow, NIGHT, zone)
