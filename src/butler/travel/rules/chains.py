"""Rides with fixed times into chains for cars: what a chain costs, the exact answer for like cars, and its garages.

The words of the trade: a *garage* is where like cars stand; a *chain* is what one car drives between leaving its garage
and coming back. With one garage the cheapest chains are a minimum path cover, so an assignment is exact; with several
it is the bound and the start of a search (`searching`). Costs are finite where a drive is possible, INFINITE elsewhere.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

Costs = NDArray[np.float64]
IMPOSSIBLE = 1e12  # what an assignment pays for a drive that cannot be: more than all that can
INFINITE = np.inf


class NoPlan(Exception):
    """The rides cannot all be driven: too few cars, a ride nobody reaches, or rides that run in a circle."""


@dataclass(frozen=True)
class Chain:
    """What one car of a garage drives, in order of time."""

    garage: int
    rides: tuple[int, ...]


@dataclass(frozen=True)
class Drives:
    """What driving costs: n rides, m garages. Rides stand in an order in which none precedes one it can follow."""

    follows: Costs  # n x n: ride j right after ride i
    leaves: Costs  # m x n: from the garage to the ride, with what a car costs at all
    returns: Costs  # m x n: from the ride to the garage
    burden: Costs  # m x n: the ride itself by a car of this garage; INFINITE where it does not suit
    cars: NDArray[np.int64]  # m

    @property
    def rides(self) -> int:
        return len(self.follows)

    @property
    def garages(self) -> int:
        return len(self.cars)

    @cached_property
    def is_plain(self) -> bool:
        """No garage minds which ride it drives."""
        return not self.burden.any()

    def cost(self, chain: Chain) -> float:
        return self.total([chain])

    def by_garage(self, rides: Sequence[int]) -> Costs:
        """What these rides in a row cost a car of each garage."""
        rides = list(rides)
        between = self.follows[rides[:-1], rides[1:]].sum()
        ends = self.leaves[:, rides[0]] + self.returns[:, rides[-1]]
        return ends + between if self.is_plain else ends + between + self.burden[:, rides].sum(axis=1)

    def total(self, chains: Sequence[Chain], most: float = INFINITE) -> float:
        """What they cost together; no single drive counts for more than `most`."""
        rides = np.array([ride for chain in chains for ride in chain.rides], dtype=np.int64)
        lengths = np.array([len(chain.rides) for chain in chains], dtype=np.int64)
        garages = np.array([chain.garage for chain in chains], dtype=np.int64)
        ends = np.cumsum(lengths) - 1
        between = np.ones(len(rides), dtype=bool)
        between[ends] = False
        linked = self.follows[rides[:-1], rides[1:]][between[:-1]]
        outside = self.leaves[garages, rides[ends - lengths + 1]] + self.returns[garages, rides[ends]]
        cost = np.minimum(linked, most).sum() + np.minimum(outside, most).sum()
        if not self.is_plain:
            cost += np.minimum(self.burden[np.repeat(garages, lengths), rides], most).sum()
        return float(cost)


def in_time(can_follow: NDArray[np.bool_]) -> NDArray[np.int64]:
    """An order in which every ride stands before those that can follow it; NoPlan for a circle."""
    waits_for = can_follow.sum(axis=0)
    ready = list(np.flatnonzero(waits_for == 0)[::-1])
    order = []
    while ready:
        ride = ready.pop()
        order.append(ride)
        freed = np.flatnonzero(can_follow[ride])
        waits_for[freed] -= 1
        ready += list(freed[waits_for[freed] == 0][::-1])
    if len(order) < len(can_follow):
        raise NoPlan("rides follow each other in a circle")
    return np.array(order, dtype=np.int64)


def cheapest_rows(drives: Drives) -> tuple[list[list[int]], float]:
    """The cheapest rows of rides when a car may come back to any garage, and what they cost: the bound for all plans.

    Exact for one garage. Uses no more cars than there are; NoPlan where those do not suffice.
    """
    burden = drives.burden.min(axis=0)
    leave = (drives.leaves + drives.burden - burden).min(axis=0)
    # What the ride is dearer by with this garage stands in `leave` alone: a row of one ride would pay it twice.
    back = np.where(np.isfinite(drives.burden), drives.returns, INFINITE).min(axis=0)
    cost = _possible(drives.follows)
    saved = cost - back[:, None] - leave[None, :]  # what it saves that one car drives both
    # Asked for the ride before each: twice as fast as for the one after, where many rides follow few.
    rides, before = linear_sum_assignment(np.ascontiguousarray(np.minimum(saved, 0).T))
    nexts = np.full(drives.rides, -1)
    is_linked = saved[before, rides] < 0
    nexts[before[is_linked]] = rides[is_linked]
    rows = _rows(nexts)
    if len(rows) > drives.cars.sum():
        rows = _rows(_with_so_many_cars(cost, leave, back, int(drives.cars.sum())))
    between = sum(float(drives.follows[row[:-1], row[1:]].sum()) for row in rows)
    ends = sum(float(leave[row[0]] + back[row[-1]]) for row in rows)
    return rows, between + ends + float(burden.sum())


def _with_so_many_cars(cost: Costs, leave: Costs, back: Costs, cars: int) -> NDArray[np.int64]:
    """The next ride after each, -1 for none, with no more chains than cars: cars are rows and columns of their own."""
    rides = len(cost)
    square = np.zeros((rides + cars, rides + cars))
    square[:rides, :rides] = cost
    square[rides:, :rides] = _possible(leave)
    square[:rides, rides:] = _possible(back)[:, None]
    rows, columns = linear_sum_assignment(square)
    if square[rows, columns].max() >= IMPOSSIBLE:
        raise NoPlan("there are fewer cars than rides at one time")
    return np.where(columns[:rides] < rides, columns[:rides], -1)


def _rows(nexts: NDArray[np.int64]) -> list[list[int]]:
    follows_one = {int(after) for after in nexts if after >= 0}
    rows = []
    for first in range(len(nexts)):
        if first in follows_one:
            continue
        row = [first]
        while (after := int(nexts[row[-1]])) >= 0:
            row.append(after)
        rows.append(row)
    return rows


def garages_for(drives: Drives, rows: Sequence[Sequence[int]]) -> list[Chain]:
    """The same rows of rides, each to the garage that makes all of them cheapest. NoPlan: more rows than cars."""
    places = np.repeat(np.arange(drives.garages), np.minimum(drives.cars, len(rows)))
    if len(places) < len(rows):
        raise NoPlan("there are fewer cars than rides at one time")
    costs = _possible(np.array([drives.by_garage(row) for row in rows]))
    which, where = linear_sum_assignment(costs[:, places])
    return [Chain(int(places[place]), tuple(rows[row])) for row, place in zip(which, where, strict=True)]


def _possible(costs: Costs) -> Costs:
    return np.minimum(costs, IMPOSSIBLE)
