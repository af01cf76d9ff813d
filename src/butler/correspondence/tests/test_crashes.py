"""Whatever the moment at which a worker dies: nothing is lost, nothing leaves twice, nothing stays untold.

This is the short form of `./butler chaos sends`: the same storm, with fewer letters and kills.
"""

import os
from collections import Counter

import pytest

from butler.command.chaos.sends import Plan, Stage, judge, storm
from butler.command.home import Home
from butler.command.postgres import Embedded
from config.testing import HOME, drop_database, prepare_database

SEED = 20261126


@pytest.fixture
def stage(tmp_path):
    """A database of its own beside those of the other tests, and a real worker's environment."""
    name = f"chaos_{os.getpid()}"
    prepare_database(name)
    server = Embedded(HOME, durable=False)
    environment = {
        **Home(HOME).environment("worker"),
        "BUTLER_DATABASE": name,
        "BUTLER_PG_SOCKET": str(server.socket),
    }
    home = Home(tmp_path)
    yield Stage(home, server.dsn("postgres", name), environment)
    drop_database(name)


def test_letters_leave_once_although_of_two_workers_one_is_killed_and_the_database_goes(stage):
    report = storm(Plan(letters=40, kills=2, seed=SEED, restarts=1, workers=2), stage)
    assert (report.lost, report.doubled, report.unflagged) == (0, 0, 0), report
    assert report.sent + report.uncertain == report.letters == 40
    assert report.arrived >= report.sent
    assert (report.kills, report.restarts) == (2, 1)


PLAN = Plan(letters=3, kills=0, seed=1)
FINE = {"a": "sent", "b": "sent", "c": "sent"}


@pytest.mark.parametrize(
    ("states", "said", "arrived", "figures"),
    [
        (FINE, "abc", "abc", (0, 0, 0)),
        (FINE | {"c": "uncertain"}, "ab", "ab", (0, 0, 0)),
        (FINE | {"c": "uncertain"}, "ab", "abc", (0, 0, 0)),
        (FINE, "abc", "ab", (1, 0, 0)),
        (FINE | {"c": "new"}, "ab", "ab", (1, 0, 0)),
        (FINE, "abc", "abcc", (0, 1, 0)),
        (FINE | {"c": "new"}, "ab", "abc", (0, 0, 1)),
        (FINE, "ab", "abc", (0, 0, 1)),
        ({"a": "sent", "b": "sent"}, "ab", "ab", (1, 0, 0)),
    ],
)
def test_the_count_sees_what_is_lost_doubled_or_untold(states, said, arrived, figures):
    report = judge(PLAN, states, set(said), Counter(arrived), 0, 0, 1.0)
    assert (report.lost, report.doubled, report.unflagged) == figures
    assert report.is_clean == (figures == (0, 0, 0))
