"""What an agreement weighs: the rarer, the more. After Fellegi and Sunter, "A Theory for Record Linkage", 1969.

An agreement on a value weighs log2(1 / how often chance agrees on it), a difference log2(share of slips among true
pairs). Nothing is learnt from labels: how often chance agrees is counted from the records themselves.
"""

import math
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from butler.language.duplicates.likeness import LIKE, Record, likeness

SLIPS = 0.12  # of true pairs differ in a field: writers hurry, people move
HEAVIEST = 9.0  # one agreement alone convinces nobody
COMMON_FIELD = 1.0  # bits: what chance agrees on oftener is hardly compared
FIRM = 4.0  # bits: from here on a field tells people apart


@dataclass(frozen=True)
class Weights:
    """How often each value is met in its field, and what an agreement there weighs on the average, in bits."""

    shares: dict[str, dict[str, float]]
    usual: dict[str, float]


@dataclass
class Compared:
    """The balance of one pair; `agreed` and `differed` count only fields that tell people apart."""

    weight: float = 0.0
    agreed: int = 0
    differed: int = 0
    fields: list[str] = field(default_factory=list)


def weights_of(records: list[Record]) -> Weights:
    """Counted from the records; a field of few values («регион») weighs little by itself."""
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for record in records:
        for name, value in record.items():
            counted[name][value] += 1
    shares = {name: _shares(values) for name, values in counted.items()}
    usual = {name: -math.log2(sum(share * share for share in of.values())) for name, of in shares.items()}
    return Weights(shares, usual)


UNSEEN = 1_000  # people beyond a short list: in it every name looks common
MANY_VALUES = 4


def _shares(values: Counter[str]) -> dict[str, float]:
    total: float = values.total()
    if len(values) >= MANY_VALUES:
        total += UNSEEN * max(0.0, len(values) / total - 0.3)  # where most values differ, more would differ too
    return {value: count / total for value, count in values.items()}


def compare(one: Record, other: Record, weights: Weights) -> Compared:
    """Both records field by field; values that changed places count as agreeing."""
    balance = Compared()
    apart = []
    for name in one.keys() & other.keys():
        like = likeness(one[name], other[name])
        if like >= LIKE:
            _agree(balance, name, one[name], other[name], like, weights)
        else:
            apart.append(name)
    for name in _changed_places(apart, one, other):
        apart.remove(name)
        _agree(balance, name, one[name], one[name], 1.0, weights)
    for name in apart:
        usual = weights.usual[name]
        balance.weight += max(math.log2(SLIPS), -usual)
        balance.differed += usual >= FIRM
    return balance


def _agree(balance: Compared, name: str, value: str, told: str, like: float, weights: Weights) -> None:
    of = weights.shares[name]
    rarity = -math.log2(max(of.get(value, 0.0), of.get(told, 0.0), 1e-9))
    sure = 1.0 if like == 1.0 else 0.6 * (like - LIKE) / (1 - LIKE) + 0.3
    balance.weight += min(rarity, HEAVIEST, weights.usual[name] + 2) * sure
    balance.fields.append(name)
    balance.agreed += weights.usual[name] >= FIRM


def _changed_places(apart: list[str], one: Record, other: Record) -> list[str]:
    """Given name for surname and the other way round, or one of them alone."""
    moved = []
    for name in apart:
        if any(one[name] == other[there] for there in apart if there != name and not one[name].isdigit()):
            moved.append(name)
    return moved
