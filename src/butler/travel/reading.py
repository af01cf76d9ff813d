"""`read dispatch`: a file of rides with fixed times and several garages, answered with chains. Pure.

The file: garages m, rides n, cars of each garage, then a square of m + n costs, -1 where a drive is impossible; the
garages come first. Numbers are parted by any white space.
"""

from pathlib import Path
from typing import Any

import numpy as np

from butler.travel.rules.chains import INFINITE, Drives, in_time
from butler.travel.rules.searching import best_chains

LARGEST = 4000  # garages and rides together: a square of 16 million costs, 128 MB


class Unreadable(Exception):
    """The file is not what it should be, and why."""


def read_case(case: dict[str, Any], root: Path) -> dict[str, Any]:
    """`chains`: every ride once, each chain as its garage and its rides in order of time; `cost` of all of them."""
    drives, order = drives_of((root / case["file"]).read_text("ascii"))
    chains = best_chains(drives)
    said = [[chain.garage, *(int(order[ride]) for ride in chain.rides)] for chain in chains]
    return {"chains": sorted(said), "cost": round(drives.total(chains))}


def drives_of(text: str) -> tuple[Drives, np.ndarray]:
    """The costs with the rides in an order of time, and which ride of the file each of them is. Else Unreadable."""
    words = text.split()
    if len(words) < 2:
        raise Unreadable("it does not say how many garages and rides there are")
    garages, rides = int(words[0]), int(words[1])
    size = garages + rides
    if not (garages > 0 and rides >= 0 and size <= LARGEST):
        raise Unreadable(f"{garages} garages and {rides} rides: more than we plan, or none")
    if len(words) != 2 + garages + size * size:
        raise Unreadable(f"{garages} garages and {rides} rides need {size * size} costs")
    numbers = np.array(words[2:], dtype=np.float64)
    square = numbers[garages:].reshape(size, size)
    square = np.where(square < 0, INFINITE, square)
    order = in_time(np.isfinite(square[garages:, garages:]))
    at = garages + order
    leaves, returns = square[:garages, at], square[np.ix_(at, np.arange(garages))].T
    drives = Drives(square[np.ix_(at, at)], leaves, returns, np.zeros_like(leaves), numbers[:garages].astype(np.int64))
    return drives, order
