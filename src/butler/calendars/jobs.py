"""Alarm clocks of calendars: a sweep of what is due, and one source just added."""

from uuid import UUID

from procrastinate.contrib.django import app

from butler.calendars import actions
from butler.ground import clock


@app.periodic(cron="*/10 * * * *")
@app.task(name="calendars.sweep", queue="house", queueing_lock="calendars.sweep")
def sweep(timestamp: int) -> None:
    """Every ten minutes: whatever is due is read. An empty queue loses nothing, for the rows say what is due."""
    actions.refresh_due(now=clock.now())


@app.task(name="calendars.refresh", queue="house", retry=3)
def refresh(source_id: str) -> None:
    """Read one source now. Safe to ring twice."""
    actions.refresh(UUID(source_id), now=clock.now())
