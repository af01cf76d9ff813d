"""A small day, really played: the house's own jobs, on its own database, with everybody acting as the file says."""

import os

import pytest

from butler.ground import acting
from butler.rehearsal import judging, telling
from butler.rehearsal.playing import play
from butler.rehearsal.scenario.checking import scenario_of
from butler.rehearsal.tests.house import HOUSE
from config.testing import drop_database, prepare_database, visiting_database


@pytest.fixture
def played(django_db_blocker):
    """Play a scenario in an empty house: played(text, seed=1, kills=False)."""
    names: list[str] = []

    def run(text: str, **how):
        names.append(f"played_{os.getpid()}_{len(names)}")
        prepare_database(names[-1])
        acting.forget_keys()
        with django_db_blocker.unblock(), visiting_database(names[-1]):
            scenario = scenario_of(text)
            return scenario, play(scenario, **({"seed": 1} | how))

    yield run
    for name in names:
        drop_database(name)


def figures(scenario, record):
    verdicts, breaches = judging.judge(record, scenario), judging.broken(record, scenario)
    card = judging.scorecard(record, scenario, verdicts, breaches)
    return telling.whole(record, scenario, verdicts, breaches, card)


def test_a_morning_is_played_and_judged_and_the_same_seed_gives_it_again(played):
    scenario, record = played(HOUSE)
    told = figures(scenario, record)

    assert [one["met"] for one in told["expectations"]] == [True], told["expectations"]
    assert not any(one["broken"] for one in told["invariants"])
    assert not told["failures"]
    assert [one["from"] for one in told["messages"]][:1] == ["olga"]
    (request,) = told["requests"]
    assert (request["client"], request["category"], request["owner"]) == ("olga", "restaurant", "anna")
    assert told["approvals"][0]["given_at"].startswith("2026-11-24T08:33")
    assert [one["staff"] for one in told["briefs"]][:1] == ["anna"]
    assert figures(*played(HOUSE)) == told


def test_a_worker_that_dies_loses_nothing(played):
    text = HOUSE.replace("expect:", '  - {at: "08:30", crash: worker}\n  - {at: "08:33", crash: worker}\nexpect:')
    scenario, record = played(text)
    told = figures(scenario, record)
    assert told["scorecard"]["crashes"] == 2
    assert told["scorecard"]["holds"], told["expectations"]
