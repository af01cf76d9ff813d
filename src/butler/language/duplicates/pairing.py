"""The pairs that may be merged without asking, and those to show to a person."""

from __future__ import annotations

import math
from typing import Any, NamedTuple

from butler.language.duplicates.blocking import candidates
from butler.language.duplicates.likeness import Record, plain_record
from butler.language.duplicates.weighing import Compared, compare, weights_of

SURE = 0.99  # probable enough to merge without asking
LEAST_AGREED = 2  # fields that tell people apart must agree: a shared telephone is a household


class Pair(NamedTuple):
    """Places of two records in the list, and how probably they are one, from 0 to 1."""

    one: int
    other: int
    score: float


def duplicates(told: list[dict[str, Any]], *, sure: float = SURE) -> list[Pair]:
    """Pairs at least so `sure`, the surest first. Fields may be any; `id` is not compared. Never raises."""
    records = [plain_record(one) for one in told]
    weights = weights_of(records)
    expected = -math.log2(max(len(records), 2))  # of all who might be meant one is, give or take
    pairs = []
    for one, other in candidates(records):
        score = _score(compare(records[one], records[other], weights), expected, records[one], records[other])
        if score >= sure:
            pairs.append(Pair(one, other, round(score, 4)))
    return sorted(pairs, key=lambda pair: (-pair.score, pair.one, pair.other))


def _score(balance: Compared, expected: float, one: Record, other: Record) -> float:
    if balance.agreed < LEAST_AGREED or balance.differed > balance.agreed:
        return 0.0
    bits = balance.weight + expected
    return 1 / (1 + 2.0 ** -min(bits, 50.0))
