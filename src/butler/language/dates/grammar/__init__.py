"""What both languages share: from the words of a text to its moments in order."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from butler.language.dates import calendar
from butler.language.dates.grammar.found import Found, day_and_hours
from butler.language.dates.grammar.past import Past
from butler.language.dates.resolve import Resolved, resolve


class Grammar(Past):
    """Finds the moments of one text. A language adds its pieces."""

    def moments(self) -> list[Found]:
        found: list[Found] = []
        at = 0
        while at < self.size:
            token = self.tokens[at]
            if token.word not in self.lexicon and token.word not in self.starters and token.form in ("word", "sign"):
                at += 1
                continue
            read = None if self.is_trap(at) else self.moment(at)
            if read is None:
                at += 1
                continue
            found += [self.in_its_tense(one) for one in read[0]]
            at = max(read[1], at + 1)
        return self.together(found)

    def moment(self, at: int) -> tuple[list[Found], int] | None:
        """What begins at this word: a span, a list, a bound or one moment."""
        return self.span(at) or self.listed(at) or self.bound(at) or self.single(at)

    def together(self, found: list[Found]) -> list[Found]:
        """A day beside hours of no day («в четверг с 9 до 18») is one moment; hours in a list share their day."""
        kept: list[Found] = []
        for each in found:
            last = kept[-1] if kept else None
            one = self.not_before(each, last) if last else each
            if last is not None and self.are_linked(last, one) and (both := day_and_hours(last, one)):
                kept[-1] = both
            elif last is not None and self.word(last.last) in self.and_words and one.first == last.last + 1:
                kept[-1], one = self.sharing(last, one)
                kept.append(one)
            else:
                kept.append(one)
        return kept

    def not_before(self, one: Found, last: Found) -> Found:
        """«14 декабря, обратно 21-го»: a day without a month comes after the day said before it."""
        piece = one.piece
        is_open = piece.day is not None and piece.month is None and piece.near is None and one.resolved.end is None
        if not is_open or not last.piece.has_day or last.resolved.start <= self.against.ref:
            return one
        resolved = resolve(piece, replace(self.against, ref=last.resolved.start))
        return replace(one, resolved=resolved) if resolved else one

    def are_linked(self, a: Found, b: Found) -> bool:
        return any(b.first == start for start in self.links(a.last))

    def sharing(self, a: Found, b: Found) -> tuple[Found, Found]:
        """«в понедельник в 9 и 10 вечера»: the day of the first, the part of day of the last."""
        if not (a.piece.has_clock and b.piece.has_clock) or b.piece.has_day or b.resolved.end or a.resolved.end:
            return a, b
        is_open = not a.piece.part and a.piece.half not in ("am", "pm", "24")
        if is_open and (b.piece.part or b.piece.half in ("am", "pm")) and (a.piece.hour or 0) <= 12:
            piece = replace(a.piece, part=b.piece.part, half=b.piece.half)
            resolved = resolve(piece, self.against)
            a = replace(a, piece=piece, resolved=resolved) if resolved else a
        if a.piece.has_day:
            shifted = datetime.combine(a.resolved.start.date(), b.resolved.start.time())
            near = calendar.one(shifted.date())
            b = replace(b, piece=replace(b.piece, near=near), resolved=Resolved(shifted, None, b.resolved.grain))
        return a, b
