"""Whole days made up by a seed: the same again, well-formed, and played without a leak, an orphan or a double."""

import os

import pytest

from butler.ground import acting
from butler.rehearsal import judging
from butler.rehearsal.generating import Size, as_yaml, generate
from butler.rehearsal.generating.wishing import WISHES
from butler.rehearsal.playing import play
from butler.rehearsal.scenario import scenario_of_tree
from butler.rehearsal.scenario.checking import scenario_of
from butler.rehearsal.scenario.shapes import LISTS
from config.testing import drop_database, prepare_database, visiting_database


def test_the_same_seed_makes_the_same_day_and_another_seed_another():
    day = generate(Size(2, 5), seed=1)
    assert day == generate(Size(2, 5), seed=1)
    assert day != generate(Size(2, 5), seed=2)


@pytest.mark.parametrize(("managers", "seed"), [(1, 1), (5, 2), (50, 3)])
def test_a_generated_day_is_a_scenario(managers, seed):
    scenario = scenario_of_tree(generate(Size(managers), seed=seed))
    assert len(scenario.clients) == 20 * managers
    names = [one.name for one in scenario.clients]
    assert len(set(names)) == len(names)


def test_what_is_written_down_is_the_same_day():
    day = generate(Size(2, 5), seed=1)
    assert scenario_of(as_yaml(day)).clients == scenario_of_tree(day).clients


def test_wishes_of_every_category_in_both_languages_come_in_turn():
    assert {wish.category for wish in WISHES} == set(LISTS["category"]) - {"other"}
    day = generate(Size(10), seed=1)
    languages = {one["id"]: one["language"] for one in day["clients"]}
    wanted = [one["request"] for one in day["expect"] if "request" in one]
    assert {one["category"] for one in wanted} == {wish.category for wish in WISHES}
    assert {languages[one["client"]] for one in wanted} == {"ru", "en"}


def test_nothing_fails_where_nothing_is_to_fail():
    day = generate(Size(10, failure=0), seed=1)
    assert not [one for one in day["expect"] if one.get("booking", {}).get("state") == "replaced"]
    assert not [one for one in day["network"] if any(answer["after"] == "never" for answer in one["answers"])]


def test_a_small_generated_day_leaks_nothing_and_loses_nothing(django_db_blocker):
    """Wishes and dinners, in a house of one manager."""
    name = f"played_{os.getpid()}_day"
    prepare_database(name)
    acting.forget_keys()
    try:
        with django_db_blocker.unblock(), visiting_database(name):
            scenario = scenario_of_tree(generate(Size(1, 4), seed=1))
            record = play(scenario, seed=1)
    finally:
        drop_database(name)
    verdicts, breaches = judging.judge(record, scenario), judging.broken(record, scenario)
    card = judging.scorecard(record, scenario, verdicts, breaches)
    assert (card.leaks, card.orphans, card.doubled, card.failed_jobs) == (0, 0, 0, 0), breaches
    assert not [one.why for one in verdicts if not one.met]
