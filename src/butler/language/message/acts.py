"""What the words of a text say shall be done: each act's weight and the words that gave it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from butler.language.heads import AtWord, AtWords
from butler.language.message.tables import sections
from butler.language.message.values import Act, Span
from butler.language.tokens import lowered

KEPT_TEXTS = 64  # a clause is often the whole part, and asked for twice


class Group(NamedTuple):
    """Patterns that count once together."""

    name: str
    act: Act
    weight: float


@dataclass(frozen=True)
class Sign:
    """A pattern of an act met at `span`; `name` tells it from the other patterns of its act."""

    act: Act
    weight: float
    span: Span
    name: str


@lru_cache(KEPT_TEXTS)
def signs(text: str, lang: str) -> tuple[Sign, ...]:
    """Every group of patterns met in one part of a message, once each."""
    lower = lowered(text)
    return tuple(
        Sign(group.act, group.weight, met.span(), group.name)
        for group, pattern in _groups(lang).possible(lower)
        if (met := pattern.search(lower))
    )


@lru_cache(2)
def _groups(lang: str) -> AtWords[Group]:
    return AtWords(_compiled(lang))


def _compiled(lang: str) -> Iterator[tuple[Group, AtWord]]:
    for order, (head, lines) in enumerate(sections(f"acts.{lang}.txt")):
        act, weight = head.split()
        pattern = AtWord(rf"(?<!\w)(?:{'|'.join(lines)})(?!\w)")
        yield Group(f"{act}{order}", Act(act), float(weight)), pattern
