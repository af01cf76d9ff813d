"""Russian dates: the pieces they are made of, and their small words."""

from __future__ import annotations

from dataclasses import replace

from butler.language.dates import figures
from butler.language.dates.grammar.words import DASHES, Read, longest
from butler.language.dates.holidays.names import RUSSIAN
from butler.language.dates.listing import one_of
from butler.language.dates.piece import COLOURED, Piece
from butler.language.dates.russian.clock import NOT_TIMES, PREPOSITIONS
from butler.language.dates.russian.grammatical import tense
from butler.language.dates.russian.offsets import ABOUT
from butler.language.dates.russian.parts import RussianParts
from butler.language.dates.words_ru import EVENTS

STREETS = one_of(
    "ул улица улице улицу улицы улицей площадь площади пл наб набережная метро ст станция станции имени пр проспект"
)


class Russian(RussianParts):
    """Reads the dates of a Russian text."""

    holidays = RUSSIAN
    from_words = frozenset(("с", "со", "от", "начиная"))
    to_words = frozenset(("по", "до"))
    between_words = frozenset(("между",))
    and_words = frozenset(("и", "или", "либо"))
    until_words = frozenset(("до", "к", "ко", "по", "перед"))
    after_words = frozenset(("после", "позже"))
    starters = RUSSIAN.starters | one_of(
        "в во на к ко с со от до по после позже между перед начиная около примерно приблизительно через "
        "спустя за часам ровно без пол "
        "полпервого полвторого полтретьего полчетвертого полпятого полшестого полседьмого полвосьмого "
        "полдевятого полдесятого "
        "полодиннадцатого полдвенадцатого половина половине половину четверть четверти полдень полдню "
        "полудню полудня полудне полночь "
        "полуночи полуночью сейчас немедленно срочно накануне этой рано поздно ближе под - ( @ q к"
    )

    def piece(self, at: int) -> Read | None:
        first = self.preposition(at)
        start, prep = first
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
                self.offset(at),
                self.clock(start, prep),
                self.part(start, prep),
                self.weekend(start, prep),
                self.season(start, prep),
                self.year(start, prep),
                self.holiday(start, prep),
                self.coloured(start),
                self.now(start),
            )
        )

    def preposition(self, at: int) -> tuple[int, str]:
        prep = ""
        for _ in range(4):
            word = self.word(at)
            if word in PREPOSITIONS:
                if prep and prep != "к":
                    break
                prep, at = word, at + 1
            elif word in ABOUT:
                prep, at = prep or word, at + 1
            elif word == "где" and self.word(at + 1) in ("то", "-"):
                at += 2 if self.word(at + 1) == "то" else 3
                prep = prep or "около"
            elif word == "районе" and prep == "в":
                at += 1
            elif word in ("часам", "часиков", "часов") and (prep == "к" or self.word(at + 1) in ("в", "к")):
                prep, at = "к", at + 1 + (self.word(at + 1) in ("в", "к"))
            else:
                break
        return at, prep

    def in_figures(self, at: int, prep: str) -> Read | None:
        form = self.form(at)
        if form in ("iso", "ymd", "dmy"):
            piece = figures.date_in(self.tokens[at], months_first=False)
            return self.with_year_mark(piece, at + 1) if piece else None
        if form == "dotted":
            return self.dotted(at, prep)
        if form == "slashed" and (prep or self.is_alone(at, at + 1)) and self.word(at) != "24/7":
            piece = figures.short_date(self.tokens[at], months_first=False)
            return (piece, at + 1) if piece else None
        return None

    def with_year_mark(self, piece: Piece, at: int) -> Read:
        if self.word(at) in ("г", "год", "года"):
            at = self.past_dot(at + 1)
        return piece, at

    def dotted(self, at: int, prep: str) -> Read | None:
        """19.30 after «в» is a time; 10.12 is the tenth of December where its month has two figures."""
        day, month = self.word(at).split(".")
        is_counted = (
            self.name(at + 1, "unit") or self.word(at + 1) in NOT_TIMES or self.word(at + 1) in ("%", "€", "$", "₽")
        )
        if is_counted and not (self.word(at + 1) == "г" or self.name(at + 1, "unit") == "hour"):
            return None
        before = self.word(at - 1)
        is_led = bool(prep) or before in ("до", "с", "по", "после") or before in DASHES
        is_time = len(month) == 2 and int(day) < 24 and (12 < int(month) < 60 or int(month) == 0 or prep in ("в", "к"))
        if is_time and is_led:
            return self.clocked(figures.time_in(self.tokens[at]), at + 1)
        if len(month) != 2 or is_counted:
            return None
        piece = figures.short_date(self.tokens[at], months_first=False)
        if piece is None or int(month) > 12:
            return None
        return piece, self.past_dot(at + 1) if self.word(at + 2) in ("", ")", "/", "по", "до", *DASHES) else at + 1

    def coloured(self, at: int) -> Read | None:
        """«утренний рейс», «пятничный ужин», «субботний вечерний концерт»."""
        part, weekday = self.name(at, "of part"), self.value(at, "of weekday")
        if weekday is not None:
            more = self.coloured(at + 1) if self.name(at + 1, "of part") else None
            piece = replace(more[0], weekday=weekday) if more else Piece(weekday=weekday)
            return (piece, more[1]) if more else self.of_event(at + 1, piece)
        return self.of_event(at + 1, Piece(part=part, sure=COLOURED)) if part else None

    def is_event(self, at: int) -> bool:
        return self.word(at).startswith(EVENTS) and self.is_noun(at)

    def tense(self, at: int) -> str:
        return tense(self.word(at)) if self.form(at) == "word" else ""

    def is_trap(self, at: int) -> bool:
        before = self.word(at - 1)
        if before == ".":
            before = self.word(at - 2)
        return before in STREETS and self.is_number(at)
