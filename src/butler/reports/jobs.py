"""The alarm clock of the monthly letter: asked every ten minutes, done once a month for each client who wants it."""

from procrastinate.contrib.django import app

from butler.ground import clock
from butler.reports import actions


@app.periodic(cron="5-59/10 * * * *")
@app.task(name="reports.month_letters", queue="house", queueing_lock="reports.month_letters", retry=3)
def month_letters(timestamp: int) -> None:
    """Draft what is due. Safe to ring twice."""
    actions.prepare_due(now=clock.now())
