"""Russian times as they are spoken: «полвосьмого», «четверть девятого», «без двадцати восемь», «19:30 вечера»."""

from __future__ import annotations

from butler.language.dates import figures
from butler.language.dates.grammar.words import DASHES, Read
from butler.language.dates.piece import Piece
from butler.language.dates.russian.offsets import RussianOffsets

OF_DAY = {"утра": "morning", "дня": "day", "вечера": "evening", "ночи": "night", "пополудни": "pm"}


class RussianSpoken(RussianOffsets):
    """Reads times in figures and by halves and quarters."""

    def figure_clock(self, at: int) -> Read | None:
        return self.clocked(figures.time_in(self.tokens[at]), at + 1)

    def clocked(self, piece: Piece | None, at: int) -> Read | None:
        """A time and the words after it: «ч», «часов», «вечера»."""
        if piece is None:
            return None
        if self.word(at) in ("ч", "час", "часа", "часов", "мин", "минут"):
            at = self.past_dot(at + 1)
        part = OF_DAY.get(self.word(at), "")
        if self.says(at, "после", "полудня"):
            return with_part(piece, "pm"), at + 2
        if self.says(at, "после", "обеда"):
            return with_part(piece, "pm"), at + 2
        if part:
            return with_part(piece, part), at + 1
        if piece.half == "" and piece.minute is not None:
            piece = Piece(hour=piece.hour, minute=piece.minute, second=piece.second, half="clock")
        if self.says(at, "по", "мск"):
            return piece, at + 2
        return piece, at + (self.word(at) in ("мск", "msk", "ровно"))

    def clocked_open(self, piece: Piece, at: int) -> Read:
        """Spoken hours are of twelve: the part of day may follow."""
        part = OF_DAY.get(self.word(at), "")
        return (with_part(piece, part), at + 1) if part else (piece, at)

    def half_past(self, at: int) -> Read | None:
        """«полвосьмого», «пол восьмого», «половина третьего», «четверть девятого», «десять минут шестого»."""
        word = self.word(at)
        if word.startswith("пол") and self.value_of(word[3:], "ordinal"):
            return self.minutes_into(self.value_of(word[3:], "ordinal"), 30, at + 1)
        if word in ("пол", "половина", "половине", "половину", "половины"):
            after = at + 1 + (self.word(at + 1) in DASHES)
            return self.minutes_into(self.value(after, "ordinal"), 30, after + 1)
        if word in ("четверть", "четверти"):
            return self.minutes_into(self.value(at + 1, "ordinal"), 15, at + 2)
        read = self.number(at)
        if read and 0 < read[0] < 60 and self.word(read[1]) in ("минут", "минуты", "минута", "минуту", "мин"):
            return self.minutes_into(self.value(read[1] + 1, "ordinal"), int(read[0]), read[1] + 2)
        return None

    def minutes_into(self, hour: int | None, minute: int, end: int) -> Read | None:
        if hour is None or not 1 <= hour <= 12 or not self.word(end - 1).endswith(("ого", "его")):
            return None
        return self.clocked_open(Piece(hour=hour - 1 or 12, minute=minute), end)

    def quarter_to(self, at: int) -> Read | None:
        """«без четверти девять», «без двадцати минут восемь»."""
        if self.word(at) != "без":
            return None
        if self.word(at + 1) == "четверти":
            minute, end = 15, at + 2
        else:
            read = self.number(at + 1)
            if read is None or not 0 < read[0] < 60:
                return None
            minute, end = int(read[0]), read[1]
            end += self.word(end) in ("минут", "минуты", "мин")
        if self.word(end) == "час":
            return self.clocked_open(Piece(hour=12, minute=60 - minute), end + 1)
        if self.word(end) in ("полночь", "полдень"):
            return Piece(hour=23 if self.word(end) == "полночь" else 11, minute=60 - minute, half="24"), end + 1
        hour = self.number(end)
        if hour is None or not 1 <= hour[0] <= 24 or hour[0] % 1:
            return None
        return self.clocked_open(Piece(hour=int(hour[0]) - 1 or 12, minute=60 - minute), hour[1])


def with_part(piece: Piece, part: str) -> Piece:
    return Piece(hour=piece.hour, minute=piece.minute, second=piece.second, half=piece.half, part=part, sure=piece.sure)
