"""A worker is killed with -9 between the storing of a message and its sorting: nothing is lost, nothing doubled."""

import os
import signal
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import psycopg
import pytest
from django.db import connection

from butler.channels.mail.reading import identity
from butler.channels.tests.peers import until
from butler.command import supervise
from butler.command.home import Home
from butler.command.postgres import Embedded
from butler.correspondence import doors
from butler.correspondence.models import Message, RawMessage
from butler.ground.acting import acting_for
from butler.reception import sorting, sweeping
from config.testing import HOME

PATIENCE = 90.0  # seconds for a worker to start, on a busy machine
SERVER = Embedded(HOME, durable=False)


@pytest.fixture
def worker(own_house, tmp_path) -> Iterator[supervise.Child]:
    """The worker of every house, on this house's database."""
    child = supervise.worker(Home(tmp_path))
    child.env = Home(HOME).environment("worker") | {
        "BUTLER_DATABASE": connection.settings_dict["NAME"],
        "BUTLER_PG_SOCKET": str(SERVER.socket),
    }
    yield child
    kill(child)


def kill(child: supervise.Child) -> None:
    if not child.is_down:
        os.killpg(child.process.pid, signal.SIGKILL)
        child.process.wait()


def is_somebody_blocked() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted AND relation IS NOT NULL")
        return cursor.fetchone()[0] > 0


def test_a_message_that_was_stored_is_sorted_once_although_its_worker_was_killed_at_it(worker):
    at = datetime.now(UTC) - timedelta(minutes=5)  # the worker's own clock is the real one
    with acting_for("doors"):
        for number in range(3):
            raw = f"Message-ID: <{number}@client.test>\nFrom: vera@client.test\n\nСтол у окна {number}".encode()
            doors.store_raw(channel="mail", external_id=identity(raw), raw=raw, at=at)
    with psycopg.connect(SERVER.dsn("postgres", connection.settings_dict["NAME"])) as holding:
        holding.execute("LOCK TABLE correspondence_message IN EXCLUSIVE MODE")  # it is read, and cannot be kept
        worker.start()
        until(is_somebody_blocked, PATIENCE)
        kill(worker)
    with acting_for("test"):
        assert not Message.objects.exists()
        left = list(RawMessage.objects.filter(state="new").values_list("pk", "tries"))
    assert len(left) == 3
    assert any(tries for _, tries in left)

    now = datetime.now(UTC)
    assert sweeping.ask_again(now=now) == 3
    for raw_id, _ in [*left, *left]:  # the dead worker's own job, asked again, and the one that the sweep asked for
        sorting.sort(raw_id, now=now)
    with acting_for("test"):
        assert set(RawMessage.objects.values_list("state", flat=True)) == {"read"}
        assert sorted(Message.objects.values_list("raw_id", flat=True)) == sorted(raw_id for raw_id, _ in left)
