"""A flight will be late: a feed or a person says so, through the house's own verb."""

from datetime import datetime

from butler.ground.acting import acting_for
from butler.rehearsal.cast import Cast
from butler.rehearsal.scenario import records
from butler.travel import delays

PURPOSE = "rides"  # as an airline's feed acts


def report(delay: records.Delay, cast: Cast, *, now: datetime) -> None:
    """As a feed of the airline would report it; the same news twice is once."""
    with acting_for(PURPOSE):
        delays.report_flight(delay.flight, delay.minutes, told_by=delay.flight, now=now)
