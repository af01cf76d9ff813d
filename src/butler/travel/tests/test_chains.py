"""Chains of rides: what must always hold of a plan, and that like cars get the best there is."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from butler.travel.reading import Unreadable, drives_of, read_case
from butler.travel.rules.chains import INFINITE, Chain, Drives, NoPlan, cheapest_rows, garages_for, in_time
from butler.travel.rules.searching import best_chains, improved

BY_CAR = 100.0  # what a car costs at all


def day(chance: np.random.Generator, rides: int, garages: int, cars: int, plain: bool = True) -> Drives:
    """A day of rides in a town ten by ten, an hour each, with garages anywhere in it."""
    starts = np.sort(chance.uniform(0, 12, rides))
    picked, left, homes = (chance.uniform(0, 10, (count, 2)) for count in (rides, rides, garages))
    follows = np.linalg.norm(left[:, None] - picked[None], axis=2)
    late = starts[:, None] + 1 + follows / 10 > starts[None]
    leaves = np.linalg.norm(homes[:, None] - picked[None], axis=2) + BY_CAR
    returns = np.linalg.norm(homes[:, None] - left[None], axis=2)
    burden = np.zeros((garages, rides))
    if not plain:
        burden = np.where(chance.random((garages, rides)) < 0.3, INFINITE, 0.0)
        burden[0] = 5.0  # the first garage drives everything, dearer
    return Drives(np.where(late, INFINITE, follows), leaves, returns, burden, np.full(garages, cars))


@settings(max_examples=25, deadline=None)
@example(47579, 4, 2, False)  # a row of one ride, dearer with one garage
@given(st.integers(0, 10**6), st.integers(1, 25), st.integers(1, 4), st.booleans())
def test_every_ride_is_driven_once_by_a_car_that_can(seed, rides, garages, plain):
    drives = day(np.random.default_rng(seed), rides, garages, cars=rides, plain=plain)
    chains = best_chains(drives, rounds=30)
    assert sorted(ride for chain in chains for ride in chain.rides) == list(range(rides))
    assert np.isfinite(drives.total(chains))
    used = np.bincount([chain.garage for chain in chains], minlength=garages)
    assert (used <= drives.cars).all()
    _, bound = cheapest_rows(drives)
    assert drives.total(chains) >= bound - 1e-6


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 6), st.integers(1, 2))
def test_no_plan_is_cheaper_than_the_best_of_all(seed, rides, garages):
    drives = day(np.random.default_rng(seed), rides, garages, cars=rides)
    best = min(drives.total(chains) for chains in all_plans(drives))
    found = drives.total(best_chains(drives, rounds=60))
    assert found == pytest.approx(best) if garages == 1 else best - 1e-6 <= found <= best * 1.01


def all_plans(drives: Drives):
    """Every way to lay the rides into rows, with the best garages for each."""
    for rows in partitions(list(range(drives.rides))):
        chains = [min((Chain(g, tuple(row)) for g in range(drives.garages)), key=drives.cost) for row in rows]
        if np.isfinite(drives.total(chains)):
            yield chains


def partitions(rides: list[int]):
    if not rides:
        yield []
        return
    for rows in partitions(rides[:-1]):
        yield [*rows, [rides[-1]]]
        for at in range(len(rows)):
            yield [*rows[:at], [*rows[at], rides[-1]], *rows[at + 1 :]]


def test_more_rounds_never_make_it_dearer():
    drives = day(np.random.default_rng(5), rides=60, garages=4, cars=15)
    chains = garages_for(drives, cheapest_rows(drives)[0])
    costs = [drives.total(improved(drives, chains, rounds)) for rounds in (0, 50, 400)]
    assert costs[0] >= costs[1] >= costs[2]
    assert costs[2] < costs[0]


def test_the_same_day_gives_the_same_plan():
    drives = day(np.random.default_rng(5), rides=40, garages=3, cars=15)
    assert best_chains(drives, rounds=50) == best_chains(drives, rounds=50)


def test_few_cars_drive_longer_ways_rather_than_none():
    """Two rides at eight, one at ten that either could go on to: with two cars the third ride waits for one of them."""
    follows = np.full((3, 3), INFINITE)
    follows[:2, 2] = 50.0, 40.0
    leaves = np.full((1, 3), 1.0)
    free = Drives(follows, leaves, leaves, np.zeros((1, 3)), np.array([3]))
    scarce = Drives(follows, leaves, leaves, np.zeros((1, 3)), np.array([2]))
    assert sorted(chain.rides for chain in best_chains(free)) == [(0,), (1,), (2,)]
    assert sorted(chain.rides for chain in best_chains(scarce)) == [(0,), (1, 2)]
    with pytest.raises(NoPlan):
        best_chains(Drives(follows, leaves, leaves, np.zeros((1, 3)), np.array([1])))


def test_rides_in_a_circle_are_refused_and_others_put_in_order():
    can = np.zeros((3, 3), dtype=bool)
    can[2, 0] = can[0, 1] = True
    for order in permutations(range(3)):
        at = np.array(order)
        put = at[in_time(can[np.ix_(at, at)])]
        assert list(put) == [2, 0, 1]
    can[1, 2] = True
    with pytest.raises(NoPlan):
        in_time(can)


TWO_GARAGES = """2 3  1 2
0 0   9 2 9
0 0   1 9 9
1 9   -1 -1 3
9 1   -1 -1 -1
9 1   -1 4 -1
"""


def test_a_file_is_answered_with_chains_under_its_own_numbers(tmp_path):
    (tmp_path / "day.txt").write_text(TWO_GARAGES)
    answer = read_case({"id": "x", "file": "day.txt"}, tmp_path)
    assert answer == {"chains": [[1, 0, 2, 1]], "cost": 1 + 3 + 4 + 1}


@pytest.mark.parametrize("text", ["", "1", "0 3 1 1 1", "1 1 5 0 0 0", "1 1 5 0 0 0 0 0", "9 99999 1"])
def test_a_file_that_is_not_whole_is_refused(text):
    with pytest.raises(Unreadable):
        drives_of(text)
