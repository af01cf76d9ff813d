"""Alarm clocks of bookings: evidence goes stale, holds run out, evenings end."""

from procrastinate.contrib.django import app

from butler.bookings import actions, serving, taking
from butler.ground import clock
from butler.ground.acting import acting_for


@app.periodic(cron="*/5 * * * *")
@app.task(name="bookings.recompute", queue="house", queueing_lock="bookings.recompute")
def recompute(timestamp: int) -> None:
    """Every five minutes; safe to ring twice."""
    with acting_for("recompute"):
        actions.recompute_stale(now=clock.now())


@app.task(name="bookings.take_in", queue="house", queueing_lock="bookings.take_in", retry=3)
def take_in() -> None:
    """Rung when a search has been proven; safe to ring twice."""
    taking.take_in(now=clock.now())


@app.periodic(cron="* * * * *")
@app.task(name="bookings.take_in_minutely", queue="house", queueing_lock="bookings.take_in_minutely")
def take_in_minutely(timestamp: int) -> None:
    """Every minute; a ring that was missed is made good by the next."""
    taking.take_in(now=clock.now())


@app.periodic(cron="* * * * *")
@app.task(name="bookings.serve", queue="house", queueing_lock="bookings.serve")
def serve(timestamp: int) -> None:
    """Every minute: what goes with the promises that come is told, and what suppliers say of it is heard."""
    serving.serve(now=clock.now())
