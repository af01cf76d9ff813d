"""Alarm clocks of operations: what is due is derived from the rows, so an empty queue loses nothing."""

from procrastinate.contrib.django import app

from butler.ground import clock
from butler.sourcing import sweeping


@app.task(name="sourcing.sweep", queue="house", queueing_lock="sourcing.sweep", retry=3)
def sweep() -> None:
    """Asked for whenever a row changed; safe to ring twice."""
    sweeping.sweep(now=clock.now())


@app.periodic(cron="* * * * *")
@app.task(name="sourcing.sweep_minutely", queue="house", queueing_lock="sourcing.sweep_minutely")
def sweep_minutely(timestamp: int) -> None:
    """Every minute; a minute that was missed is made good by the next."""
    sweeping.sweep(now=clock.now())
