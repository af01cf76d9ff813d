"""Lists that share their last words: «5 и 7 мая», «в 9 и 10 вечера»."""

from __future__ import annotations

from dataclasses import replace

from butler.language.dates.grammar.found import Found
from butler.language.dates.grammar.spans import Spans
from butler.language.dates.grammar.words import Read
from butler.language.dates.resolve import resolve

MOST_IN_A_LIST = 6
OF_PEOPLE = frozenset(("нас", "их", "вас", "гостей", "человек", "будет", "of"))
TOGETHER = frozenset(("двое", "трое", "четверо", "пятеро", "шестеро", "семеро", "восьмеро", "девятеро", "десятеро"))


class Lists(Spans):
    """Reads several moments said at once."""

    def listed(self, at: int) -> tuple[list[Found], int] | None:
        """«5 и 7 мая», «в 9 и 10 вечера»: several moments that share their last words."""
        numbers: list[tuple[int, int, int]] = []
        first = self.bare_after_preposition(at)
        here = first
        while here is not None and (read := self.bare(here)) and read[0].bare is not None:
            if self.word(read[1]) not in self.and_words and self.word(read[1]) != ",":
                break
            numbers.append((read[0].bare, here, read[1]))
            if len(numbers) > MOST_IN_A_LIST:
                return None
            here = self.bare_after_preposition(read[1] + 1)
        if not numbers or here is None or self.counts_people(at):
            return None
        last = self.phrase(here)
        if last is None:
            return None
        return self.shared(at, numbers, last, here)

    def counts_people(self, at: int) -> bool:
        """«нас восемь, в субботу …», «трое, завтра в семь»: people, before any moment is said."""
        return self.word(at - 1) in OF_PEOPLE or self.word(at) in TOGETHER

    def shared(
        self, at: int, numbers: list[tuple[int, int, int]], last: Read, here: int
    ) -> tuple[list[Found], int] | None:
        piece, end = last
        found: list[Found] = []
        for number, first, after in numbers:
            if piece.has_date and 1 <= number <= 31:
                one = replace(piece, day=number, weekday=None)
            elif piece.has_clock and piece.minute is None and number <= 24 and not piece.has_date:
                one = replace(piece, hour=number)
            else:
                return None
            resolved = resolve(one, self.against)
            if resolved is None:
                return None
            found.append(Found(resolved, one, at if not found else first, after))
        resolved = resolve(piece, self.against)
        if resolved is None:
            return None
        return [*found, Found(resolved, piece, here, end)], end
