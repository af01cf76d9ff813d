"""Cheaper chains for several garages: cut every chain, and join the pieces anew in the best of all ways at once.

A round cuts each chain in two (or three) and matches the tails (or the middles) to the heads by an assignment: the best
of exponentially many plans in a millisecond, never worse than the plan it started from. A little noise and a shrinking
leeway let the search leave a valley (record-to-record travel: G. Dueck, Journal of Computational Physics 104, 1993).
The same rides give the same plan: the number of rounds is fixed, not the time.
"""

from collections.abc import Sequence

import numpy as np
from scipy.optimize import linear_sum_assignment

from butler.travel.rules.chains import IMPOSSIBLE, Chain, Costs, Drives, NoPlan, cheapest_rows, garages_for

NOISE = 0.1  # of the mean cost of a ride, in the first round; none in the last
LEEWAY = 1.0  # how much dearer than the best a plan may be for a while, in mean costs of a ride
EACH = 40  # rounds for each ride of a small day
WORK = 1_500_000  # rides times rounds of a large one: some ten seconds for 500 rides
LEAST = 1_000  # however large it is


def best_chains(drives: Drives, rounds: int | None = None) -> list[Chain]:
    """Cheap chains that drive every ride once, with the cars there are: the optimum for one garage. Else NoPlan."""
    if drives.rides == 0:
        return []
    rows, bound = cheapest_rows(drives)
    chains = garages_for(drives, rows)
    if drives.garages > 1 and drives.total(chains) > bound + 1e-6:
        if rounds is None:
            rounds = min(EACH * drives.rides, max(LEAST, WORK // drives.rides))
        chains = improved(drives, chains, rounds)
    if not np.isfinite(drives.total(chains)):
        raise NoPlan("a ride cannot be reached by the cars there are")
    return chains


def improved(drives: Drives, chains: list[Chain], rounds: int, seed: int = 1) -> list[Chain]:
    """The best plan met in so many rounds; never dearer than `chains`."""
    chance = np.random.default_rng(seed)
    best, now = chains, chains
    lowest = cost = drives.total(chains, IMPOSSIBLE)  # fewer drives that cannot be are better
    scale = lowest / drives.rides if lowest < IMPOSSIBLE else 0.0
    for turn in range(rounds):
        left = 1 - turn / rounds
        if turn % 50 == 49:
            tried = garages_for(drives, [chain.rides for chain in now])
        elif turn % 3 == 0:
            tried = with_middles_matched(drives, now, chance)
        else:
            noise = NOISE * scale * left if turn % 3 == 1 else 0.0
            tried = with_tails_matched(drives, now, chance, noise)
        costs = drives.total(tried, IMPOSSIBLE)
        if costs <= max(cost, lowest + LEEWAY * scale * left):
            now, cost = tried, costs
        if costs < lowest - 1e-6:
            best, lowest = tried, costs
            scale = min(scale, lowest / drives.rides) or lowest / drives.rides
    return best


def with_tails_matched(
    drives: Drives, chains: Sequence[Chain], chance: np.random.Generator, noise: float = 0.0
) -> list[Chain]:
    """Cut every chain at a place of its own or at one moment for all, and give each tail the best head or a new car."""
    cuts = _cuts(drives, chains, chance)
    heads = [(chain.garage, chain.rides[:cut]) for chain, cut in zip(chains, cuts, strict=True)]
    tails = [chain.rides[cut:] for chain, cut in zip(chains, cuts, strict=True) if cut < len(chain.rides)]
    if not tails:
        return list(chains)
    used = np.bincount([garage for garage, _ in heads], minlength=drives.garages)
    for garage, spare in enumerate(drives.cars - used):
        heads += [(garage, ())] * min(int(spare), len(tails))
    costs = _joining(drives, heads, tails)
    wanted = costs + noise * chance.random(costs.shape) if noise else costs
    joined = dict(zip(*(side.tolist() for side in linear_sum_assignment(wanted)), strict=True))
    grown = [
        (garage, head + tails[joined[at]]) if at in joined else (garage, head)
        for at, (garage, head) in enumerate(heads)
    ]
    return [Chain(garage, rides) for garage, rides in grown if rides]


def _joining(drives: Drives, heads: list[tuple[int, tuple[int, ...]]], tails: list[tuple[int, ...]]) -> Costs:
    """What it costs that a head goes on with a tail, beside going home."""
    garages = np.array([garage for garage, _ in heads])
    ends = np.array([rides[-1] if rides else -1 for _, rides in heads])
    firsts = np.array([tail[0] for tail in tails])
    lasts = np.array([tail[-1] for tail in tails])
    is_new = (ends < 0)[:, None]
    costs = np.where(is_new, drives.leaves[np.ix_(garages, firsts)], drives.follows[np.ix_(ends, firsts)])
    costs = costs + drives.returns[np.ix_(garages, lasts)]
    if not drives.is_plain:
        burdens = np.array([drives.burden[:, list(tail)].sum(axis=1) for tail in tails])
        costs = costs + burdens[:, garages].T
    home = np.where(ends < 0, 0.0, drives.returns[garages, ends])
    return np.minimum(costs, IMPOSSIBLE) - np.minimum(home, IMPOSSIBLE)[:, None]


def with_middles_matched(drives: Drives, chains: Sequence[Chain], chance: np.random.Generator) -> list[Chain]:
    """Cut a piece out of every chain, and put all pieces back where together they cost least."""
    if chance.random() < 0.7:  # the same hours of all
        start = int(chance.integers(0, drives.rides))
        end = start + int(chance.integers(1, max(6, drives.rides // 4)))
        spans = [np.searchsorted(chain.rides, (start, end)) for chain in chains]
    else:
        spans = [np.sort(chance.integers(0, len(chain.rides) + 1, 2)) for chain in chains]
    heads = [chain.rides[:a] for chain, (a, _) in zip(chains, spans, strict=True)]
    middles = [chain.rides[a:b] for chain, (a, b) in zip(chains, spans, strict=True)]
    tails = [chain.rides[b:] for chain, (_, b) in zip(chains, spans, strict=True)]
    garages = np.array([chain.garage for chain in chains])
    costs = np.minimum(_inserting(drives, garages, heads, middles, tails), IMPOSSIBLE)
    hosts, pieces = linear_sum_assignment(costs)
    grown = [
        (int(garages[host]), heads[host] + middles[piece] + tails[host])
        for host, piece in zip(hosts, pieces, strict=True)
    ]
    return [Chain(garage, rides) for garage, rides in grown if rides]


def _inserting(
    drives: Drives,
    garages: np.ndarray,
    heads: list[tuple[int, ...]],
    middles: list[tuple[int, ...]],
    tails: list[tuple[int, ...]],
) -> Costs:
    """What each chain (row) costs with each middle piece (column) in it, beside its own head and tail."""
    ends = np.array([head[-1] if head else -1 for head in heads])
    starts = np.array([tail[0] if tail else -1 for tail in tails])
    firsts = np.array([middle[0] if middle else -1 for middle in middles])
    lasts = np.array([middle[-1] if middle else -1 for middle in middles])
    into = np.where((ends < 0)[:, None], drives.leaves[np.ix_(garages, firsts)], drives.follows[np.ix_(ends, firsts)])
    home = drives.returns[np.ix_(garages, lasts)]
    out_of = np.where((starts < 0)[:, None], home, drives.follows[np.ix_(lasts, starts)].T)
    costs = into + out_of
    if not drives.is_plain:
        costs = costs + np.array([drives.burden[:, list(middle)].sum(axis=1) for middle in middles])[:, garages].T
    costs[:, firsts < 0] = _without(drives, garages, ends, starts)[:, None]
    return costs


def _without(drives: Drives, garages: np.ndarray, ends: np.ndarray, starts: np.ndarray) -> Costs:
    """What closes a chain with nothing between its head and its tail."""
    home = np.where(ends >= 0, drives.returns[garages, ends], 0.0)
    leave = np.where(starts >= 0, drives.leaves[garages, starts], 0.0)
    closed: Costs = np.where((ends >= 0) & (starts >= 0), drives.follows[ends, starts], home + leave)
    return closed


def _cuts(drives: Drives, chains: Sequence[Chain], chance: np.random.Generator) -> list[int]:
    """Before which ride each chain is cut: anywhere, at one moment for all, or near it."""
    way = chance.random()
    if way < 0.5:
        return [int(chance.integers(1, len(chain.rides) + 1)) for chain in chains]
    moment = int(chance.integers(0, drives.rides))
    if way < 0.9:
        return [max(1, int(np.searchsorted(chain.rides, moment))) for chain in chains]
    near = max(2, drives.rides // 12)
    return [int(np.searchsorted(chain.rides, moment + chance.integers(-near, near))) for chain in chains]
