"""Jobs: asked for with the data, never twice in the queue, and asked again when their worker died."""

from datetime import UTC, datetime

import pytest
from asgiref.sync import async_to_sync
from django.db import connection, transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from butler.ground.jobs import rescue_stalled
from butler.ground.later import later


@pytest.fixture(autouse=True)
def bell(monkeypatch):
    """A job that only rings."""
    task = app.task(name="test.bell", queue="house", queueing_lock="test.bell")(lambda: None)
    yield task
    app.tasks.pop("test.bell", None)


def waiting() -> int:
    return ProcrastinateJob.objects.filter(task_name="test.bell", status="todo").count()


def test_a_job_is_asked_for_with_the_data_or_not_at_all(db):
    with pytest.raises(RuntimeError), transaction.atomic():
        ring_and_fail()
    assert waiting() == 0
    later("test.bell")
    assert waiting() == 1


def ring_and_fail():
    later("test.bell")
    raise RuntimeError


def test_a_bell_that_waits_already_is_not_asked_for_twice_and_the_transaction_lives(db, house):
    with transaction.atomic():
        later("test.bell")
        later("test.bell")
        house.name = "Другой дом"
        house.save(update_fields=["name"])
    house.refresh_from_db()
    assert (waiting(), house.name) == (1, "Другой дом")


def test_a_job_of_an_unknown_name_is_refused(db):
    from procrastinate.exceptions import TaskNotFound

    with pytest.raises(TaskNotFound):
        later("nobody.knows")


@pytest.mark.django_db(transaction=False)
def test_the_jobs_of_a_dead_worker_are_asked_again(db):
    later("test.bell")
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (%s) RETURNING id", [LONG_AGO])
        (worker,) = cursor.fetchone()
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s", [worker])
    manager = app.job_manager

    assert async_to_sync(rescue_stalled)(manager) == 1
    assert waiting() == 1
    assert async_to_sync(rescue_stalled)(manager) == 0


LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
