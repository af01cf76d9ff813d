"""What of tonight is not proven, and in which order somebody should ask: importance times the time that is left."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta, tzinfo

MORNING_AFTER = timedelta(hours=12)  # tomorrow morning counts with today: there is no time to ask at dawn
NOON, NIGHT_ENDS = time(12), 5
LEAST_LEFT = timedelta(minutes=15)


@dataclass(frozen=True)
class Promise:
    """What matters of a booking that nothing proves."""

    id: object
    starts_at: datetime
    importance: int  # 0 to 3

    def weight(self, now: datetime) -> float:
        """Grows with importance and as the time runs out."""
        left = max(self.starts_at - now, LEAST_LEFT)
        return (1 + self.importance) / (left / timedelta(hours=1))


def by_weight(promises: Iterable[Promise], now: datetime) -> list[Promise]:
    """The heaviest first; of equals, the earlier."""
    return sorted(promises, key=lambda promise: (-promise.weight(now), promise.starts_at, str(promise.id)))


def board_ends(now: datetime, zone: tzinfo) -> datetime:
    """Until when the board of the evening looks: tomorrow noon. In the small hours the night is still this evening."""
    local = now.astimezone(zone)
    day = local.date() if local.hour < NIGHT_ENDS else local.date() + timedelta(days=1)
    return datetime.combine(day, NOON, zone)
