"""When a morning begins, and which day of a client a digest is for."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

NOON = time(12)
LATEST = time(18)  # on the client's clock: later a morning letter is not written any more


@dataclass(frozen=True)
class Window:
    """From one morning of the house to the next."""

    start: datetime
    end: datetime

    def holds(self, moment: datetime) -> bool:
        return self.start <= moment < self.end


def morning_of(day: date, morning_at: time, zone: ZoneInfo) -> datetime:
    """The moment at which the house's morning of that day begins."""
    # in UTC: moments of one zone compare by their wall clocks, which is wrong in the night of a clock change
    return datetime.combine(day, morning_at, zone).astimezone(UTC)


def window(day: date, morning_at: time, zone: ZoneInfo) -> Window:
    """The time for which the morning of `day` prepares."""
    return Window(morning_of(day, morning_at, zone), morning_of(day + timedelta(days=1), morning_at, zone))


def day_due(now: datetime, morning_at: time, zone: ZoneInfo) -> date | None:
    """Which day's morning should be prepared by `now`; None before the morning hour. One that was slept through is
    caught up for the rest of its day; a day that is over is not prepared any more."""
    local = now.astimezone(zone)
    return local.date() if now >= morning_of(local.date(), morning_at, zone) else None


def digest_moment(window: Window, digest_at: time, zone: ZoneInfo) -> datetime:
    """The client's hour that lies in the window. Where the client is far east of the house, it is on their next day."""
    day = window.start.astimezone(zone).date()
    for distance in (-1, 0, 1, 2):
        moment = morning_of(day + timedelta(days=distance), digest_at, zone)
        if window.holds(moment):
            return moment
    # A clock change may leave a window an hour short: then the hour of the window's first day is meant.
    return max(morning_of(day, digest_at, zone), window.start)


def leaves_at(window: Window, digest_at: time, zone: ZoneInfo, now: datetime) -> datetime | None:
    """When a digest written now should leave: at the client's hour, or at once when that has passed; None in the
    evening, when a morning letter has nothing to say any more, and for a day that is over."""
    hour = digest_moment(window, digest_at, zone)
    if now <= hour:
        return hour
    local_hour, local_now = hour.astimezone(zone), now.astimezone(zone)
    in_time = local_now.date() == local_hour.date() and local_now.time() < LATEST
    return now if in_time else None
