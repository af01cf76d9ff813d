"""Alarm clocks of requests: the matrix is placed anew as time passes, and what is due comes before its owner."""

from procrastinate.contrib.django import app

from butler.ground import clock
from butler.ground.acting import acting_for
from butler.requests import actions


@app.periodic(cron="*/3 * * * *")
@app.task(name="requests.rescore", queue="house", queueing_lock="requests.rescore")
def rescore(timestamp: int) -> None:
    """Every three minutes; the page scores for itself meanwhile, so a worker that slept does no harm."""
    with acting_for("rescore"):
        actions.rescore_all(now=clock.now())


@app.task(name="requests.recount", queue="house", queueing_lock="requests.recount")
def recount() -> None:
    """The hours of the house have changed: whatever was counted in them is counted anew."""
    with acting_for("rescore"):
        actions.rescore_all(now=clock.now())


@app.periodic(cron="* * * * *")
@app.task(name="requests.ring", queue="house", queueing_lock="requests.ring")
def ring(timestamp: int) -> None:
    """Every minute; a sweep that was missed is made good by the next."""
    with acting_for("due"):
        actions.settle_hand_overs(now=clock.now())  # first: what was covered goes home, not to any heir
        actions.adopt_orphans(now=clock.now())  # a grant that was given until now has ended
        actions.ring_due(now=clock.now())


@app.periodic(cron="* * * * *")
@app.task(name="requests.clocks", queue="house", queueing_lock="requests.clocks")
def clocks(timestamp: int) -> None:
    """Every minute: clocks that near their end ring once, and what stopped is counted. Pages count for themselves."""
    with acting_for("clocks"):
        actions.ring_clocks(now=clock.now())
