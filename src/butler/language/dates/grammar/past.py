"""What is told of the past: «в пятницу ужинали у вас» is last Friday, though «в пятницу» alone is the next."""

from __future__ import annotations

from dataclasses import replace

from butler.language.dates.grammar.found import Found
from butler.language.dates.grammar.lists import Lists
from butler.language.dates.listing import one_of
from butler.language.dates.moment import Grain
from butler.language.dates.resolve import resolve

AHEAD_OF_IT = one_of("на к ко до for by until till before бы чтобы если would if")  # before a day, or in its clause
SIGNS_INSIDE = one_of("« » \" ' “ ” - – / № # %")  # signs that part no clauses


class Past(Lists):
    """Turns back the days of what has happened."""

    def in_its_tense(self, found: Found) -> Found:
        """A weekday, day or month that might be either, by the nearest verb of its clause."""
        piece = found.piece
        is_open = piece.turn is None and piece.year is None and piece.near is None and piece.holiday is None
        is_day = piece.weekday is not None or piece.month is not None
        is_long = found.resolved.end is not None and (piece.month is None or found.resolved.grain is not Grain.MONTH)
        if not (is_open and is_day and self.against.forward) or found.is_bound or found.is_after or is_long:
            return found
        if self.word(found.first) in AHEAD_OF_IT or self.nearest_tense(found) != "past":
            return found
        turned = replace(piece, turn=-1)
        resolved = resolve(turned, self.against)
        return replace(found, piece=turned, resolved=resolved, has_been=True) if resolved else found

    def nearest_tense(self, found: Found) -> str:
        """Of the verbs of the clause the nearest one's; what is wished («бы», "would") never was."""
        before = self.clause_side(found.first - 1, -1)
        after = self.clause_side(found.last, 1)
        if any(self.word(at) in ("бы", "чтобы", "если", "would", "if") for at in (*before, *after)):
            return ""
        told = [(at - found.last, self.tense(at)) for at in after]
        told += [(found.first - 1 - at, self.tense(at)) for at in before]
        return min((one for one in told if one[1]), default=(0, ""), key=lambda one: one[0])[1]

    def clause_side(self, at: int, step: int) -> list[int]:
        words = []
        while 0 <= at < self.size and (self.form(at) != "sign" or self.word(at) in SIGNS_INSIDE):
            words.append(at)
            at += step
        return words
