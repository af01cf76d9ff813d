"""A day of rides for like cars: our plan beside what CP-SAT of OR-Tools finds, and beside the bare assignment.

    ./butler bench dispatch [--rides 500] [--seconds 120]

Fewest cars, then least empty driving; both get the same costs, and both must give the same optimum. Seconds are of the
clock, one after the other, on one thread each; the ratio counts. OR-Tools is laid into a folder of the bench at the
first run and is no part of Butler. A benchmark never fails a build.
"""

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from scipy.optimize import linear_sum_assignment

from butler.travel.rules.chains import INFINITE, Drives
from butler.travel.rules.searching import best_chains

PEER = "ortools==9.15.6755"
BY_CAR = 100_000  # above all empty minutes of a day
REPEATS = 9


def main(argv: list[str]) -> int:
    """Print what each takes, what each finds, and the ratios."""
    parser = argparse.ArgumentParser(prog="./butler bench dispatch", description=__doc__.split("\n\n")[0])
    parser.add_argument("--rides", type=int, default=500)
    parser.add_argument("--seconds", type=float, default=120, help="the most that CP-SAT gets")
    parser.add_argument("rest", nargs="*")
    args = parser.parse_args(argv)
    drives = a_day(args.rides)
    bound, bare = median(lambda: assigned(drives))
    chains, ours = median(lambda: best_chains(drives))
    cost = drives.total(chains)
    print(f"{args.rides} rides of like cars, one home")
    print(f"bare assignment  {1000 * bare:9.1f} ms   cost {bound:.0f}")
    print(f"ours             {1000 * ours:9.1f} ms   cost {cost:.0f}: {len(chains)} cars")
    print(f"                 {ours / bare:9.2f} of the bare assignment's time")
    if peer():
        value, seconds, proven = cp_sat(drives, args.seconds)
        print(f"CP-SAT           {1000 * seconds:9.1f} ms   cost {value:.0f}, {'proven' if proven else 'not proven'}")
        same = "the same" if value == cost else "not the same"
        print(f"ratio            {seconds / ours:9.0f} times as fast, the cost is {same}")
    return 0


def a_day(rides: int) -> Drives:
    """Rides of half an hour to an hour between six and midnight, anywhere in a town; empty driving in whole minutes."""
    chance = np.random.default_rng(20261126)
    starts = np.sort(chance.integers(6 * 60, 23 * 60, rides))
    ends = starts + chance.integers(20, 60, rides)
    picked, left, home = (chance.uniform(0, 40, (count, 2)) for count in (rides, rides, 1))
    empty = np.ceil(np.abs(left[:, None] - picked[None]).sum(axis=2))
    follows = np.where(ends[:, None] + empty + 10 <= starts[None], empty, INFINITE)
    leaves = np.ceil(np.abs(home[:, None] - picked[None]).sum(axis=2)) + BY_CAR
    returns = np.ceil(np.abs(home[:, None] - left[None]).sum(axis=2))
    return Drives(follows, leaves, returns, np.zeros((1, rides)), np.array([rides]))


def median(act: Callable[[], object]) -> tuple[object, float]:
    """What it gives, and the middle of some times."""
    times = []
    for _ in range(REPEATS):
        began = time.perf_counter()
        found = act()
        times.append(time.perf_counter() - began)
    return found, sorted(times)[REPEATS // 2]


def assigned(drives: Drives) -> float:
    """The optimum as one assignment, without chains: what any exact way must at least do."""
    alone = drives.leaves[0].sum() + drives.returns[0].sum()
    saved = np.minimum(np.minimum(drives.follows, 1e12) - drives.returns[0][:, None] - drives.leaves[0], 0).T.copy()
    rows, columns = linear_sum_assignment(saved)
    return float(alone + saved[rows, columns].sum())


def cp_sat(drives: Drives, most: float) -> tuple[float, float, bool]:
    """CP-SAT with one literal for each drive that can be: every ride has one before it or a new car, and one after."""
    from ortools.sat.python import cp_model

    began = time.perf_counter()
    model = cp_model.CpModel()
    rides = range(drives.rides)
    before = [[model.new_bool_var("") for _ in rides], [model.new_bool_var("") for _ in rides]]  # new car, goes home
    ways_in, ways_out = ([[way] for way in each] for each in before)
    cost = [round(drives.leaves[0, ride]) * before[0][ride] for ride in rides]
    cost += [round(drives.returns[0, ride]) * before[1][ride] for ride in rides]
    for one, other in np.argwhere(np.isfinite(drives.follows)):
        drive = model.new_bool_var("")
        ways_out[one].append(drive)
        ways_in[other].append(drive)
        cost.append(round(drives.follows[one, other]) * drive)
    for ways in (*ways_in, *ways_out):
        model.add_exactly_one(ways)
    model.minimize(sum(cost))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_time_in_seconds = most
    status = solver.solve(model)
    return solver.objective_value, time.perf_counter() - began, status == cp_model.OPTIMAL


def peer() -> bool:
    """Whether OR-Tools is here; laid into its own folder at the first need."""
    folder = Path(os.environ.get("BUTLER_HOME", ".butler")).resolve() / "peers-dispatch"
    if not (folder / "ortools").is_dir() and not laid(folder):
        print(f"{PEER} cannot be installed here: ours alone")
        return False
    sys.path.append(str(folder))  # after ours: it brings a numpy of its own
    return True


def laid(folder: Path) -> bool:
    """Whether the peer could be installed, by pip or by uv, whichever this machine has."""
    ways = (
        ["python3", "-m", "pip", "--python", sys.executable, "install", "-q", "--target", str(folder), PEER],
        ["uv", "pip", "install", "-q", "--python", sys.executable, "--target", str(folder), PEER],
    )
    for way in ways:
        try:
            if subprocess.run(way, stderr=subprocess.DEVNULL, check=False, timeout=300).returncode == 0:
                return True
        except (OSError, subprocess.TimeoutExpired):
            continue
    return False


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
