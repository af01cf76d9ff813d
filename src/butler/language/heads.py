"""Patterns that begin at a word, searched only in texts that have a word beginning as they do.

A table of a hundred alternatives is slow to search in every text, and most texts have none of them. How a pattern may
begin is read from Python's own reading of it; where that tells nothing (or a later Python keeps it elsewhere), the
pattern is searched in every text: slower, never otherwise.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, Generic, TypeVar

T = TypeVar("T")
LETTERS = 3  # that are looked at
KEPT_TEXTS = 64
AT_A_WORD = (r"(?<!\w)", r"\b")
_BEGINNING = re.compile(rf"\b\w{{1,{LETTERS}}}")
_WIDTHLESS = frozenset(("AT", "ASSERT", "ASSERT_NOT"))


class AtWord:
    r"""A pattern whose source begins with `(?<!\w)` or `\b`; `search` and `finditer` are those of `re`."""

    def __init__(self, source: str):
        self.pattern = re.compile(source)
        self.heads = heads(source)

    def search(self, text: str) -> "re.Match[str] | None":
        return self.pattern.search(text) if self.may_be_in(text) else None

    def finditer(self, text: str) -> "Iterator[re.Match[str]]":
        return self.pattern.finditer(text) if self.may_be_in(text) else iter(())

    def may_be_in(self, text: str) -> bool:
        """False where no word of the text begins as the pattern must."""
        return self.heads is None or not self.heads.isdisjoint(beginnings(text))


class AtWords(Generic[T]):
    """Many such patterns, each with what it means: `possible` leaves out those that cannot be met in a text."""

    def __init__(self, patterns: Iterable[tuple[T, AtWord]]):
        self.all = tuple(patterns)
        self._always = frozenset(at for at, (_, pattern) in enumerate(self.all) if pattern.heads is None)
        self._by_head: dict[str, list[int]] = {}
        for at, (_, pattern) in enumerate(self.all):
            for head in pattern.heads or ():
                self._by_head.setdefault(head, []).append(at)

    def possible(self, text: str) -> "Iterator[tuple[T, re.Pattern[str]]]":
        """In the order they were given."""
        met = set(self._always)
        for head in beginnings(text):
            met.update(self._by_head.get(head, ()))
        for at in sorted(met):
            yield self.all[at][0], self.all[at][1].pattern


@lru_cache(KEPT_TEXTS)
def beginnings(text: str) -> frozenset[str]:
    """The first letters of every word of a text: one, two and three of them."""
    found = set(_BEGINNING.findall(text))
    return frozenset(word[:size] for word in found for size in range(1, len(word) + 1))


def heads(source: str) -> frozenset[str] | None:
    """The letters that a match may begin with, three at most of each; None where it may begin with anything."""
    if not source.startswith(AT_A_WORD):
        return None
    try:
        from re import _parser  # type: ignore[attr-defined]  # private: see the head of this file

        read = list(_parser.parse(source))
        if str(read[0][0]) not in _WIDTHLESS:
            return None  # «\bодно|другое»: not every way begins at a word
        growing, grown = _grow(read, {""})
    except (ImportError, AttributeError, TypeError, ValueError):
        return None
    found = growing | grown
    return None if "" in found else frozenset(found)


def _grow(items: Iterable[Any], growing: set[str]) -> tuple[set[str], set[str]]:
    """The beginnings after these items: those that may go on, and those that end here or are long enough."""
    grown: set[str] = set()
    for operation, value in items:
        if str(operation) in _WIDTHLESS:
            continue
        growing, ended = _after(str(operation), value, growing)
        grown |= ended
    return growing, grown


def _after(operation: str, value: Any, growing: set[str]) -> tuple[set[str], set[str]]:
    if operation == "LITERAL":
        return _longer(growing, {chr(value)})
    if operation == "IN" and all(str(kind) == "LITERAL" for kind, _ in value):
        return _longer(growing, {chr(letter) for _, letter in value})
    if operation == "SUBPATTERN":
        return _grow(value[-1], growing)
    if operation == "BRANCH":
        ways = [_grow(way, growing) for way in value[1]]
        return set().union(*(way for way, _ in ways)), set().union(*(ended for _, ended in ways))
    if operation in ("MAX_REPEAT", "MIN_REPEAT"):
        least, most, repeated = value
        once, ended = _grow(repeated, growing)
        skipped = growing if least == 0 else set()
        return (skipped | once, ended) if most == 1 else (set(skipped), ended | once)
    return set(), growing


def _longer(growing: set[str], letters: set[str]) -> tuple[set[str], set[str]]:
    in_word = {letter for letter in letters if letter.isalnum() or letter == "_"}
    longer = {head + letter for head in growing for letter in in_word}
    ended = set(growing) if letters - in_word else set()
    return {head for head in longer if len(head) < LETTERS}, ended | {head for head in longer if len(head) == LETTERS}
