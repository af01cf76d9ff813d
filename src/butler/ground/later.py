"""Jobs, asked for by name. The row is the state; the job is only an alarm clock."""

from datetime import UTC, datetime, timedelta

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


def later_at(moment: datetime, job: str, **ids: int | str) -> None:
    """Ask for a job at `moment` (aware), by the machine's clock; as `later` otherwise.

    Asked for the same second twice, it rings once; and it is no reason not to ask for the job at once meanwhile.
    """
    at = moment.replace(microsecond=0) + timedelta(seconds=1)
    lock = " ".join([job, *map(str, ids.values()), f"at {at.astimezone(UTC):%F %T}"])
    try:
        with transaction.atomic():
            task = app.configure_task(job, allow_unknown=False, schedule_at=at, queueing_lock=lock)
            task.defer(**ids)
    except AlreadyEnqueued:
        pass
