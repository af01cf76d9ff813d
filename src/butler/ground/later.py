"""Jobs, asked for by name. The row is the state; the job is only an alarm clock."""

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued


def later(job: str, **ids: int | str) -> None:
    """Ask for a job by name, inside the current transaction: no commit, no job. Arguments are ids, never words.

    A job with a queueing lock that is already waiting is not asked for twice.
    """
    try:
        with transaction.atomic():  # else the refusal of a second one would abort the caller's transaction
            app.configure_task(job, allow_unknown=False).defer(**ids)
    except AlreadyEnqueued:
        pass
