"""Who drives what: fewest cars, then the least empty driving, within shifts, by cars that suit, from where they stand.

A plan that stands is touched as little as possible: when something has changed, a ride that goes to another driver
costs more than any number of cars. What nobody can drive stays open and is said. The weights are set so high for each
day that a lower aim never buys a higher one: open rides, then changes, then cars, then empty minutes.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import pairwise
from uuid import UUID

import numpy as np

from butler.ground.places import Point
from butler.travel.rules.chains import INFINITE, Chain, Drives, cheapest_rows
from butler.travel.rules.exact import optimum
from butler.travel.rules.searching import best_chains
from butler.travel.rules.ways import Ways

ON_SITE_BEFORE = timedelta(minutes=10)  # the car stands there before the guest comes out


@dataclass(frozen=True)
class Ride:
    """One drive with fixed times (aware)."""

    id: UUID
    starts_at: datetime
    ends_at: datetime
    origin: Point | None = None
    destination: Point | None = None
    seats: int = 1
    car_class: int = 0  # at least this


@dataclass(frozen=True)
class Crew:
    """A driver with a car, on shift from and until (aware), at home somewhere."""

    id: UUID
    on_from: datetime
    on_until: datetime
    home: Point | None = None
    seats: int = 3
    car_class: int = 0
    away: frozenset[UUID] = frozenset()  # rides this crew must not drive: refused, or a driver the client will not have

    def suits(self, ride: Ride) -> bool:
        return self.seats >= ride.seats and self.car_class >= ride.car_class and ride.id not in self.away


@dataclass(frozen=True)
class Dispatch:
    """Who drives what; the rides nobody can drive; whether it is proven that no plan is better."""

    driver_of: Mapping[UUID, UUID]
    open_rides: tuple[UUID, ...] = ()
    empty_minutes: int = 0
    is_proven: bool = True

    @property
    def cars(self) -> int:
        return len(set(self.driver_of.values()))

    def changes(self, before: Mapping[UUID, UUID]) -> dict[UUID, tuple[UUID | None, UUID | None]]:
        """What is different from `before`: who drove it, who drives it now."""
        rides = {**before, **self.driver_of, **dict.fromkeys(self.open_rides)}
        told = {ride: (before.get(ride), self.driver_of.get(ride)) for ride in rides}
        return {ride: (old, new) for ride, (old, new) in told.items() if old != new}


@dataclass(frozen=True)
class Late:
    """A ride whose driver cannot be there in time, by how many minutes, and after which ride."""

    ride: UUID
    minutes: int
    after: UUID | None


def dispatch(
    rides: Sequence[Ride],
    crews: Sequence[Crew],
    ways: Ways,
    *,
    standing: Mapping[UUID, UUID] | None = None,
    fixed: frozenset[UUID] = frozenset(),
) -> Dispatch:
    """Plan a day. `standing`: who drives what now, touched as little as possible; `fixed` rides stay with theirs."""
    standing = {ride: crew for ride, crew in (standing or {}).items() if crew in {each.id for each in crews}}
    ordered = sorted(rides, key=lambda ride: (ride.starts_at, ride.ends_at, ride.id))
    if not ordered:
        return Dispatch({})
    garages = _alike(crews) if not standing else [[crew] for crew in crews]
    day = _Day(ordered, garages, ways, standing, fixed)
    drives = day.drives()
    chains = best_chains(drives)
    is_proven = drives.garages == 1 or drives.total(chains) <= cheapest_rows(drives)[1] + 1e-6
    if not is_proven and (best := optimum(drives)) is not None:
        chains, is_proven = best, True
    return day.told(chains, is_proven)


@dataclass(frozen=True)
class _Day:
    """The rides in order of time, and the crews in garages of like ones; the last garage is nobody's."""

    rides: Sequence[Ride]
    garages: Sequence[Sequence[Crew]]
    ways: Ways
    standing: Mapping[UUID, UUID]
    fixed: frozenset[UUID]

    def drives(self) -> Drives:
        follows = np.array([[self._between(one, other) for other in self.rides] for one in self.rides])
        out = np.array([[self._out(garage[0], ride) for ride in self.rides] for garage in self.garages])
        back = np.array([[self._back(garage[0], ride) for ride in self.rides] for garage in self.garages])
        shape = (len(self.garages), len(self.rides))
        out, back = out.reshape(shape), back.reshape(shape)
        car = 1 + float(sum(_largest(each) for each in (follows, out.T, back.T)))  # more than all empty minutes
        change = car * (1 + len(self.rides))
        open_ride = change * (1 + len(self.rides))
        burden = np.array([[change * self._burden(garage, ride) for ride in self.rides] for garage in self.garages])
        nobody = np.zeros((1, len(self.rides)))
        return Drives(
            follows=follows,
            leaves=np.vstack([out + car, nobody]),
            returns=np.vstack([back, nobody]),
            burden=np.vstack([burden.reshape(shape), nobody + open_ride]),
            cars=np.array([*(len(garage) for garage in self.garages), len(self.rides)]),
        )

    def told(self, chains: Iterable[Chain], is_proven: bool) -> Dispatch:
        driver_of: dict[UUID, UUID] = {}
        open_rides: list[UUID] = []
        free = {at: list(garage) for at, garage in enumerate(self.garages)}
        empty = 0.0
        for chain in sorted(chains, key=lambda each: each.rides):
            rides = [self.rides[ride] for ride in chain.rides]
            if chain.garage == len(self.garages):
                open_rides += [ride.id for ride in rides]
                continue
            crew = free[chain.garage].pop(0)
            driver_of |= {ride.id: crew.id for ride in rides}
            empty += self._out(crew, rides[0]) + self._back(crew, rides[-1])
            empty += sum(self._between(one, other) for one, other in pairwise(rides))
        return Dispatch(driver_of, tuple(open_rides), round(empty), is_proven)

    def _between(self, one: Ride, other: Ride) -> float:
        """Empty minutes, INFINITE when it is too late."""
        is_late_but_theirs = one.starts_at < other.starts_at and self._is_theirs(one, other)
        if one.ends_at > other.starts_at and not is_late_but_theirs:
            return INFINITE
        minutes = self.ways.minutes(one.destination, other.origin, one.ends_at)
        in_time = one.ends_at + timedelta(minutes=minutes) + ON_SITE_BEFORE <= other.starts_at
        return float(minutes) if in_time or is_late_but_theirs else INFINITE

    def _is_theirs(self, one: Ride, other: Ride) -> bool:
        """Both are fixed to one driver, late or not: a person has said so, or it is under way."""
        return {one.id, other.id} <= self.fixed and self.standing.get(one.id) == self.standing.get(other.id)

    def _out(self, crew: Crew, ride: Ride) -> float:
        minutes = _from_home(self.ways, crew, ride)
        leaves_at = ride.starts_at - ON_SITE_BEFORE - timedelta(minutes=minutes)
        return float(minutes) if leaves_at >= crew.on_from or self._is_fixed(crew, ride) else INFINITE

    def _back(self, crew: Crew, ride: Ride) -> float:
        minutes = _to_home(self.ways, crew, ride)
        is_back_at = ride.ends_at + timedelta(minutes=minutes)
        return float(minutes) if is_back_at <= crew.on_until or self._is_fixed(crew, ride) else INFINITE

    def _burden(self, garage: Sequence[Crew], ride: Ride) -> float:
        """1 for a change, 0 for none, INFINITE for what may not be."""
        crew = garage[0]
        now = self.standing.get(ride.id)
        if ride.id in self.fixed:
            return 0.0 if now == crew.id else INFINITE
        if not crew.suits(ride):
            return INFINITE
        return 1.0 if now is not None and now != crew.id else 0.0

    def _is_fixed(self, crew: Crew, ride: Ride) -> bool:
        return ride.id in self.fixed and self.standing.get(ride.id) == crew.id


def late(rides: Iterable[Ride], crew: Crew, ways: Ways) -> list[Late]:
    """The rides this crew will not reach ten minutes before, each after the one it comes from; in order of time."""
    told = []
    before: Ride | None = None
    for ride in sorted(rides, key=lambda each: (each.starts_at, each.ends_at)):
        if before is None:
            can_be_there = crew.on_from + timedelta(minutes=_from_home(ways, crew, ride))
        else:
            minutes = ways.minutes(before.destination, ride.origin, before.ends_at)
            can_be_there = before.ends_at + timedelta(minutes=minutes)
        missing = can_be_there + ON_SITE_BEFORE - ride.starts_at
        if missing > timedelta(0):
            told.append(Late(ride.id, -(-missing // timedelta(minutes=1)), before.id if before else None))
        before = ride
    return told


def spare_minutes(ride: Ride, others: Iterable[Ride], crew: Crew, ways: Ways) -> int | None:
    """The least time left before and after when this crew takes the ride beside its others; negative: it cannot.

    None when the car does not suit it at all.
    """
    if not crew.suits(ride):
        return None
    row = sorted([*(each for each in others if each.id != ride.id), ride], key=lambda each: each.starts_at)
    at = next(place for place, each in enumerate(row) if each.id == ride.id)
    before, after = (row[at - 1] if at else None), (row[at + 1] if at + 1 < len(row) else None)
    left = [
        _left(before, ride, ways) if before else _left_from_home(crew, ride, ways),
        _left(ride, after, ways) if after else _left_to_home(crew, ride, ways),
    ]
    return min(int(each / timedelta(minutes=1)) for each in left)


def _left(one: Ride, other: Ride, ways: Ways) -> timedelta:
    minutes = ways.minutes(one.destination, other.origin, one.ends_at)
    return other.starts_at - ON_SITE_BEFORE - one.ends_at - timedelta(minutes=minutes)


def _left_from_home(crew: Crew, ride: Ride, ways: Ways) -> timedelta:
    return ride.starts_at - ON_SITE_BEFORE - timedelta(minutes=_from_home(ways, crew, ride)) - crew.on_from


def _left_to_home(crew: Crew, ride: Ride, ways: Ways) -> timedelta:
    return crew.on_until - ride.ends_at - timedelta(minutes=_to_home(ways, crew, ride))


def _from_home(ways: Ways, crew: Crew, ride: Ride) -> int:
    return ways.minutes(crew.home, ride.origin, ride.starts_at - timedelta(hours=1)) if crew.home else 0


def _to_home(ways: Ways, crew: Crew, ride: Ride) -> int:
    return ways.minutes(ride.destination, crew.home, ride.ends_at) if crew.home else 0


def _alike(crews: Sequence[Crew]) -> list[list[Crew]]:
    """Crews nobody could tell apart by their shift, their car and where they stand, together."""
    found: dict[Crew, list[Crew]] = defaultdict(list)
    for crew in crews:
        found[replace(crew, id=NOBODY)].append(crew)
    return list(found.values())


NOBODY = UUID(int=0)


def _largest(costs: np.ndarray) -> float:
    """The sum over rides of the dearest that can be."""
    if not costs.size:
        return 0.0
    return float(np.where(np.isfinite(costs), costs, 0).max(axis=1).sum())
