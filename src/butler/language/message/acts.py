"""What the words of a text say shall be done: each act's weight and the words that gave it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from butler.language.message.tables import sections
from butler.language.message.values import Act, Span
from butler.language.tokens import plain


@dataclass(frozen=True)
class Sign:
    """A pattern of an act met at `span`; `name` tells it from the other patterns of its act."""

    act: Act
    weight: float
    span: Span
    name: str


def signs(text: str, lang: str) -> list[Sign]:
    """Every group of patterns met in one part of a message, once each."""
    lower = lowered(text)
    found = []
    for name, act, weight, pattern in _patterns(lang):
        met = pattern.search(lower)
        if met:
            found.append(Sign(act, weight, met.span(), name))
    return found


def lowered(text: str) -> str:
    """Lower case with «е» for «ё», letter for letter, so that spans hold: a few capitals become two."""
    lower = plain(text)
    if len(lower) == len(text):
        return lower
    return "".join(small if len(small := plain(letter)) == 1 else letter for letter in text)


@lru_cache(2)
def _patterns(lang: str) -> tuple[tuple[str, Act, float, re.Pattern[str]], ...]:
    return tuple(_compiled(lang))


def _compiled(lang: str) -> Iterator[tuple[str, Act, float, re.Pattern[str]]]:
    for order, (head, lines) in enumerate(sections(f"acts.{lang}.txt")):
        act, weight = head.split()
        pattern = re.compile(rf"(?<!\w)(?:{'|'.join(lines)})(?!\w)")
        yield f"{act}{order}", Act(act), float(weight), pattern
