"""Are two open requests the same ask, come by two channels? Pure; a person decides, this only suggests."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

NEAR = timedelta(days=3)  # asked for within these of one another
SAME_HOUR = timedelta(hours=3)
ENOUGH_WORDS = 0.5  # of the shorter title's words, by their beginnings
STEM = 5  # letters: «ужин» and «ужина», «столик» and «столика»
PLACES = ("name", "place", "goal", "city")


@dataclass(frozen=True)
class Ask:
    """What two asks of one client are compared by."""

    category: str
    opened_at: datetime
    title: str
    happens_at: datetime | None = None
    details: Mapping[str, str] = field(default_factory=dict)


def looks_same(one: Ask, other: Ask) -> bool:
    """Same kind, asked within days, nothing that contradicts, and a time, a place or half of the words in common."""
    if one.category != other.category or abs(one.opened_at - other.opened_at) > NEAR:
        return False
    found = [_same_moment(one, other), *(_same_detail(one, other, name) for name in ("when", "party", *PLACES))]
    if False in found:
        return False
    has_much = _same_moment(one, other) or any(_same_detail(one, other, name) for name in ("when", *PLACES))
    return bool(has_much) or _words_in_common(one.title, other.title) >= ENOUGH_WORDS


def _same_moment(one: Ask, other: Ask) -> bool | None:
    """None: at least one of them does not say."""
    if one.happens_at is None or other.happens_at is None:
        return None
    return abs(one.happens_at - other.happens_at) <= SAME_HOUR


def _same_detail(one: Ask, other: Ask, name: str) -> bool | None:
    mine, theirs = one.details.get(name), other.details.get(name)
    if not mine or not theirs:
        return None
    return mine.casefold() == theirs.casefold()


def _words_in_common(one: str, other: str) -> float:
    mine, theirs = _stems(one), _stems(other)
    return len(mine & theirs) / min(len(mine), len(theirs)) if mine and theirs else 0


def _stems(title: str) -> set[str]:
    words = (word.strip("«».,!?:;()\"'").casefold() for word in title.split())
    return {word[:STEM] for word in words if len(word) > 2}
