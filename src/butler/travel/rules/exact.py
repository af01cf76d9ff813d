"""The proven optimum of a small day with several garages: one integer programme, a flow of cars for each garage.

Columns are drives that can be: out of a garage, from ride to ride, back. HiGHS (in scipy) solves it; a day too large or
too knotty for the limits gives None, and the caller keeps what the search found.
"""

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array

from butler.travel.rules.chains import Chain, Drives

MOST_DRIVES = 30_000  # columns
MOST_NODES = 500
SECONDS = 5.0

Drive = tuple[int, int, int]  # garage, from, to; GARAGE at an end
GARAGE = -1


def optimum(drives: Drives) -> list[Chain] | None:
    """The cheapest chains of all, proven; None where the limits were met first or there is no plan."""
    if drives.garages * drives.rides**2 > 4 * MOST_DRIVES:
        return None
    columns, costs = _columns(drives)
    if not columns or len(columns) > MOST_DRIVES:
        return None
    once, kept, cars = _rows(drives, columns)
    limits = ((once, 1, 1), (kept, 0, 0), (cars, 0, drives.cars))
    found = milp(
        costs,
        constraints=[LinearConstraint(rows, low, high) for rows, low, high in limits],
        integrality=np.ones(len(columns)),
        bounds=Bounds(0, 1),
        options={"mip_rel_gap": 0.0, "node_limit": MOST_NODES, "time_limit": SECONDS},
    )
    if found.status != 0:
        return None
    return _chains([column for column, share in zip(columns, found.x, strict=True) if share > 0.5])


def _columns(drives: Drives) -> tuple[list[Drive], list[float]]:
    """Every drive that can be, with its cost; a ride's burden is paid on arriving at it."""
    columns: list[Drive] = []
    costs: list[float] = []
    for garage in range(drives.garages):
        burden = drives.burden[garage]
        suits = np.isfinite(burden)
        out = drives.leaves[garage] + burden
        back = np.where(suits, drives.returns[garage], np.inf)
        between = np.where(suits[:, None], drives.follows + burden[None, :], np.inf)
        pairs = np.argwhere(np.isfinite(between))
        columns += [(garage, GARAGE, int(ride)) for ride in np.flatnonzero(np.isfinite(out))]
        costs += out[np.isfinite(out)].tolist()
        columns += [(garage, int(ride), GARAGE) for ride in np.flatnonzero(np.isfinite(back))]
        costs += back[np.isfinite(back)].tolist()
        columns += [(garage, int(one), int(other)) for one, other in pairs]
        costs += between[pairs[:, 0], pairs[:, 1]].tolist()
    return columns, costs


def _rows(drives: Drives, columns: list[Drive]) -> tuple[coo_array, coo_array, coo_array]:
    """Each ride is arrived at once; who arrives at it leaves it; no garage sends more cars than it has."""
    arrivals = [(ride, at) for at, (_, _, ride) in enumerate(columns) if ride != GARAGE]
    leaving = [(one, at) for at, (_, one, _) in enumerate(columns) if one != GARAGE]
    sent = [(garage, at) for at, (garage, one, _) in enumerate(columns) if one == GARAGE]
    into = [(columns[at][0] * drives.rides + ride, at) for ride, at in arrivals]
    out_of = [(columns[at][0] * drives.rides + ride, at) for ride, at in leaving]
    signs = np.r_[np.ones(len(into)), -np.ones(len(out_of))]
    return (
        _matrix(arrivals, np.ones(len(arrivals)), drives.rides, len(columns)),
        _matrix(into + out_of, signs, drives.rides * drives.garages, len(columns)),
        _matrix(sent, np.ones(len(sent)), drives.garages, len(columns)),
    )


def _matrix(places: list[tuple[int, int]], values: np.ndarray, rows: int, columns: int) -> coo_array:
    at = np.array(places, dtype=np.int64).reshape(-1, 2)
    return coo_array((values, (at[:, 0], at[:, 1])), shape=(rows, columns)).tocsr()


def _chains(driven: list[Drive]) -> list[Chain]:
    after = {(garage, one): other for garage, one, other in driven if one != GARAGE}
    chains = []
    for garage, one, ride in driven:
        if one != GARAGE:
            continue
        rides = [ride]
        while (following := after[garage, rides[-1]]) != GARAGE:
            rides.append(following)
        chains.append(Chain(garage, tuple(rides)))
    return chains
