"""From pieces to phrases: what stands together says one moment."""

from __future__ import annotations

from butler.language.dates.grammar.words import Read, Words
from butler.language.dates.piece import Holiday, Piece, merged

PIECES_IN_A_PHRASE = 6
DEEPEST = 3  # "the day after the day before Easter" and no further


class Phrases(Words):
    """Joins pieces, and holds the names of holidays."""

    def remembered(self, at: int) -> Read | None:
        if at not in self.memory:
            self.memory[at] = self.piece(at) if at < self.size else None
        return self.memory[at]

    def phrase(self, at: int) -> Read | None:
        """Pieces that stand together and say one moment: «в пятницу, 8 мая, вечером»."""
        read = self.remembered(at)
        if read is None:
            return None
        piece, end = read
        for _ in range(PIECES_IN_A_PHRASE):
            longer = self.joined(piece, end)
            if longer is None:
                break
            piece, end = longer
        return piece, end

    def deeper(self, at: int) -> Read | None:
        """A phrase inside a phrase, where we are not too deep already."""
        if self.depth >= DEEPEST:
            return None
        self.depth += 1
        try:
            return self.phrase(at)
        finally:
            self.depth -= 1

    def joined(self, piece: Piece, end: int) -> Read | None:
        for start in self.links(end):
            following = self.remembered(start)
            if following is None or self.opens_span(start, following[1]):
                continue
            both = merged(piece, following[0])
            if both is not None:
                last = following[1]
                if start > end and self.word(start - 1) == "(" and self.word(last) == ")":
                    last += 1
                return both, last
        return None

    def of_event(self, at: int, piece: Piece) -> Read | None:
        """«утренний рейс в пятницу»: the day or part of day of what stands at `at`, with the day right after it."""
        if not self.is_event(at):
            return None
        day = self.deeper(at + 1)
        both = merged(piece, day[0]) if day else None
        return (both, day[1]) if day and both else (piece, at)

    def endpoint(self, at: int) -> Read | None:
        return self.phrase(at) or self.bare(at)

    def holiday_at(self, at: int) -> tuple[Holiday, int] | None:
        """The longest name of a holiday that begins here; dashes between its words do not matter."""
        for words, holiday in self.holidays.by_first.get(self.word(at), ()):
            end = self.matched(words, at)
            if end is not None:
                return holiday, end
        return None

    def matched(self, words: list[str], at: int) -> int | None:
        for place, word in enumerate(words):
            at = self.past_dash(at) if place else at
            if self.word(at) != word:
                return None
            at += 1
        return at
