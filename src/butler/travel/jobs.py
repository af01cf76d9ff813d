"""Alarm clocks of rides: what is due is derived from the rows, so an empty queue loses nothing."""

from procrastinate.contrib.django import app

from butler.ground import clock
from butler.travel import rides


@app.task(name="travel.sweep", queue="house", queueing_lock="travel.sweep", retry=3)
def sweep() -> None:
    """Rung when a ride was planned or changed; safe to ring twice."""
    rides.sweep(now=clock.now())


@app.periodic(cron="* * * * *")
@app.task(name="travel.sweep_minutely", queue="house", queueing_lock="travel.sweep_minutely")
def sweep_minutely(timestamp: int) -> None:
    """Every minute; a ring that was missed is made good by the next."""
    rides.sweep(now=clock.now())
