"""English dates: the pieces they are made of, and their small words."""

from __future__ import annotations

from collections.abc import Iterator

from butler.language.dates.english.clock import LEADS, EnglishClock
from butler.language.dates.grammar.words import Read, longest
from butler.language.dates.holidays.names import ENGLISH
from butler.language.dates.listing import one_of
from butler.language.dates.piece import COLOURED, Piece
from butler.language.dates.words_en import DETERMINERS, EVENTS, TENSES

PREPOSITIONS = one_of(
    "on at in @ for around about approximately approx roughly exactly sometime sometimes of the during over circa near"
)


class English(EnglishClock):
    """Reads the dates of an English text."""

    holidays = ENGLISH
    from_words = one_of("from starting")
    to_words = one_of("to till until til through thru")
    between_words = one_of("between")
    and_words = one_of("and & or")
    until_words = one_of("by before until till til through thru")
    after_words = one_of("after since")
    starters = (
        PREPOSITIONS
        | LEADS
        | ENGLISH.starters
        | one_of(
            "half quarter noon midday midnight asap immediately now right as just within a "
            "an the starting from between tonight tonights tonite "
            "eom eoy eow eod eoq bom boy q couple few several early late sometime - ~ ( by "
            "after since through thru three-quarters"
        )
    )

    def preposition(self, at: int) -> tuple[int, str]:
        prep = ""
        for _ in range(5):
            word = self.word(at)
            if word == "~" or word in ("sometime", "sometimes"):
                at += 1
            elif word in PREPOSITIONS:
                prep = word if not prep or word in ("at", "on", "in", "@") else prep
                at += 1
            else:
                break
        return at, prep

    def piece(self, at: int) -> Read | None:
        start, prep = self.preposition(at)
        return longest(
            (
                self.in_figures(start, prep),
                self.near_day(start),
                self.turned(start, prep),
                self.weekday(start, prep),
                self.day_month(start, prep),
                self.month(start, prep),
                self.edge(start, prep),
                self.nth(start),
                self.week_of(start),
                self.quarter(start),
                self.offset(at),
                self.offset(start) if start > at and prep != "in" else None,
                self.clock(start, prep),
                self.part(start, prep),
                self.weekend(start, prep),
                self.season(start, prep),
                self.year(start, prep),
                self.holiday(start, prep),
                self.coloured(start),
                self.now(start),
                self.same_time(start),
            )
        )

    def coloured(self, at: int) -> Read | None:
        """ "the morning flight", "the evening show tomorrow"."""
        part = self.name(at, "part")
        return self.of_event(at + 1, Piece(part=self.part_of(at), sure=COLOURED)) if part else None

    def is_event(self, at: int) -> bool:
        return self.word(at) in EVENTS and self.word(at - 2) in DETERMINERS

    def tense(self, at: int) -> str:
        token = self.tokens[at]
        is_shortened = token.end - token.start > len(token.word)  # "we're" is read as "were"
        said = TENSES.get(token.word, "")
        return "ahead" if said == "past" and is_shortened else said

    def links(self, at: int) -> Iterator[int]:
        yield at
        if self.word(at) in (",", "(", "-", "–"):
            yield at + 1
