"""Holidays by name."""

from __future__ import annotations

from butler.language.dates.holidays import english, russian
from butler.language.dates.piece import Holiday


class Names:
    """The names of one language; the longest that fits wins."""

    def __init__(self, table: dict[str, Holiday]) -> None:
        self.by_first: dict[str, list[tuple[list[str], Holiday]]] = {}
        for names, holiday in table.items():
            for name in names.split("|"):
                words = name.split()
                self.by_first.setdefault(words[0], []).append((words, holiday))
        for known in self.by_first.values():
            known.sort(key=lambda pair: -len(pair[0]))
        self.starters = frozenset(self.by_first)


ENGLISH = Names(english.TABLE)
RUSSIAN = Names(russian.TABLE)
