"""The house's clock. Edges ask it once and pass the moment inward; rules never look at a clock."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

_set_to: ContextVar[datetime | None] = ContextVar("clock", default=None)


def now() -> datetime:
    """This moment, aware, in UTC; the moment set by `set_to` inside that block."""
    return _set_to.get() or datetime.now(UTC)


def today(zone: ZoneInfo) -> date:
    """The day that it is now in `zone`."""
    return now().astimezone(zone).date()


@contextmanager
def set_to(moment: datetime) -> Iterator[None]:
    """Hold the clock at `moment` (aware) for tests and rehearsals; refuses a naive moment with ValueError."""
    if moment.tzinfo is None:
        raise ValueError("the clock is set to an aware moment")
    token = _set_to.set(moment)
    try:
        yield
    finally:
        _set_to.reset(token)
