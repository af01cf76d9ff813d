"""Alarm clocks of recoveries: what is due is derived from the rows, so an empty queue loses nothing."""

from procrastinate.contrib.django import app

from butler.assurance import recovering
from butler.ground import clock


@app.task(name="assurance.recover", queue="house", queueing_lock="assurance.recover", retry=3)
def recover() -> None:
    """Rung when something was said about what broke; safe to ring twice."""
    recovering.sweep(now=clock.now())


@app.periodic(cron="* * * * *")
@app.task(name="assurance.recover_minutely", queue="house", queueing_lock="assurance.recover_minutely")
def recover_minutely(timestamp: int) -> None:
    """Every minute; a ring that was missed is made good by the next."""
    recovering.sweep(now=clock.now())
