"""The alarm clock of the morning: asked every ten minutes, done once a day; a late worker is forgiven."""

from procrastinate.contrib.django import app

from butler.briefs import actions
from butler.ground import clock


@app.periodic(cron="*/10 * * * *")
@app.task(name="briefs.morning", queue="house", queueing_lock="briefs.morning", retry=3)
def morning(timestamp: int) -> None:
    """Prepare the day if its hour has come; afterwards keep its letters true. Safe to ring twice."""
    actions.prepare_due(now=clock.now())
