"""Alarm clocks of bookings: evidence goes stale, holds run out, evenings end."""

from procrastinate.contrib.django import app

from butler.bookings import actions
from butler.ground import clock
from butler.ground.acting import acting_for


@app.periodic(cron="*/5 * * * *")
@app.task(name="bookings.recompute", queue="house", queueing_lock="bookings.recompute")
def recompute(timestamp: int) -> None:
    """Every five minutes; safe to ring twice."""
    with acting_for("recompute"):
        actions.recompute_stale(now=clock.now())
