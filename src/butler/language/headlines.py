"""The piece of a text where what was looked for stands thickest, with its words marked. Pure."""

import re
from collections.abc import Iterable
from functools import lru_cache

from butler.language.tokens import lowered

AROUND = 200  # signs of a piece
LONGEST_ENDING = 4  # letters that a form may have beyond its stem
SKIPPED = "…"

Span = tuple[int, int]
Piece = tuple[str, bool]


def headline(text: str, stems: Iterable[str]) -> tuple[Piece, ...]:
    """Pieces of about AROUND signs, each with whether it was looked for; the beginning where nothing was found."""
    found = spans(text, tuple(stems))
    start, end = _window(text, found)
    pieces: list[Piece] = [(SKIPPED, False)] if start else []
    at = start
    for left, right in found:
        if start <= left and right <= end:
            pieces += [(text[at:left], False), (text[left:right], True)]
            at = right
    pieces += [(text[at:end], False), (SKIPPED if end < len(text) else "", False)]
    return tuple((words, is_found) for words, is_found in pieces if words)


def spans(text: str, stems: tuple[str, ...]) -> list[Span]:
    """Where words of these stems stand."""
    if not stems:
        return []
    return [found.span() for found in _words_of(stems).finditer(lowered(text))]


@lru_cache(64)
def _words_of(stems: tuple[str, ...]) -> re.Pattern[str]:
    """A word may have a few letters beyond its stem."""
    either = "|".join(re.escape(stem) for stem in sorted(stems, key=len, reverse=True))
    return re.compile(rf"\b(?:{either})\w{{0,{LONGEST_ENDING}}}\b")


def _window(text: str, found: list[Span]) -> Span:
    """Where to cut: around the most words, at the edges of words."""
    best = max((start for start, _ in found), key=lambda start: _in_reach(start, found), default=0)
    start = 0 if best < AROUND // 2 else _after_a_gap(text, best - AROUND // 4)
    if len(text) - start <= AROUND:
        return start, len(text)
    gap = text.rfind(" ", start, start + AROUND)
    return start, gap if gap > start else start + AROUND


def _in_reach(start: int, found: list[Span]) -> int:
    return sum(start <= left < start + AROUND * 3 // 4 for left, _ in found)


def _after_a_gap(text: str, at: int) -> int:
    gap = text.find(" ", at)
    return gap + 1 if gap != -1 and gap - at < AROUND // 4 else at
