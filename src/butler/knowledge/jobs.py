"""What articles mean is taken down in the background: derived from the rows, safe to ring twice."""

from procrastinate.contrib.django import app

from butler.ground import clock
from butler.knowledge import actions
from butler.knowledge.models import Article
from butler.language import vectors

MOST = 100  # articles of one ring, of a tenth of a second each


@app.task(name="knowledge.sense", queue="house", queueing_lock="knowledge.sense", retry=3)
def sense() -> None:
    """Asked for whenever an article changed."""
    sense_all()


@app.periodic(cron="*/10 * * * *")
@app.task(name="knowledge.sense_again", queue="house", queueing_lock="knowledge.sense_again")
def sense_again(timestamp: int) -> None:
    """Every ten minutes: what a stopped worker has left, and what was written before there was a model."""
    sense_all()


def sense_all() -> int:
    """Take down what is due; how many articles it was."""
    if not vectors.can_be_read():
        return 0
    due = Article.objects.filter(sensed_at=None, removed_at=None, is_proposed=False).order_by("pk")
    return sum(actions.sense(pk, now=clock.now()) for pk in due.values_list("pk", flat=True)[:MOST])
