"""Alarm clocks of promises: what is due is derived from the rows, so an empty queue loses nothing."""

from procrastinate.contrib.django import app

from butler.assurance import changing, journeys, recovering, spares, sweeping
from butler.ground import clock


@app.task(name="assurance.sweep", queue="house", queueing_lock="assurance.sweep", retry=3)
def sweep() -> None:
    """Asked for whenever something was said of a promise; safe to ring twice."""
    sweeping.sweep(now=clock.now())


@app.periodic(cron="* * * * *")
@app.task(name="assurance.sweep_minutely", queue="house", queueing_lock="assurance.sweep_minutely")
def sweep_minutely(timestamp: int) -> None:
    """Every minute; a minute that was missed is made good by the next."""
    sweeping.sweep(now=clock.now())


@app.task(name="assurance.recover", queue="house", queueing_lock="assurance.recover", retry=3)
def recover() -> None:
    """Rung when something was said about what broke; safe to ring twice."""
    recovering.sweep(now=clock.now())


@app.periodic(cron="* * * * *")
@app.task(name="assurance.recover_minutely", queue="house", queueing_lock="assurance.recover_minutely")
def recover_minutely(timestamp: int) -> None:
    """Every minute; a ring that was missed is made good by the next."""
    recovering.sweep(now=clock.now())


@app.task(name="assurance.change", queue="house", queueing_lock="assurance.change", retry=3)
def change() -> None:
    """Rung when a client wants something otherwise, and when its supplier says something; safe to ring twice."""
    changing.sweep(now=clock.now())


@app.periodic(cron="* * * * *")
@app.task(name="assurance.change_minutely", queue="house", queueing_lock="assurance.change_minutely")
def change_minutely(timestamp: int) -> None:
    """Every minute; a ring that was missed is made good by the next."""
    changing.sweep(now=clock.now())


@app.task(name="assurance.journeys", queue="house", queueing_lock="assurance.journeys", retry=3)
def follow_journeys() -> None:
    """Rung when a leg is said to be late; safe to ring twice."""
    journeys.sweep(now=clock.now())


@app.periodic(cron="* * * * *")
@app.task(name="assurance.journeys_minutely", queue="house", queueing_lock="assurance.journeys_minutely")
def follow_journeys_minutely(timestamp: int) -> None:
    """Every minute; a ring that was missed is made good by the next."""
    journeys.sweep(now=clock.now())


@app.periodic(cron="*/15 * * * *")
@app.task(name="assurance.look_for_spares", queue="house", queueing_lock="assurance.look_for_spares")
def look_for_spares(timestamp: int) -> None:
    """Every quarter of an hour; what has not changed is not written."""
    spares.refresh(now=clock.now())
