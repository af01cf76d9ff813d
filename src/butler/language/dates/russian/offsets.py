"""Russian offsets: «через полтора часа», «два дня назад», «за неделю до Нового года»."""

from __future__ import annotations

from butler.language.dates.grammar.words import Read
from butler.language.dates.listing import one_of
from butler.language.dates.russian.inside import RussianInside

ABOUT = one_of("около примерно приблизительно ориентировочно ровно где-то прямо так")


class RussianOffsets(RussianInside):
    """Reads moments counted from now or from another moment."""

    def offset(self, at: int) -> Read | None:
        """«через полтора часа», «два дня назад», «за неделю до Нового года», «минут через 20»."""
        word = self.word(at)
        if word in ("через", "чрез", "спустя"):
            return self.offset_ahead(at + 1)
        if word == "в" and self.word(at + 1) in ("течение", "течении"):
            return self.within(at + 2)
        if word in ("за", "в"):
            return self.before(at)
        if word == "-" and at == 0 and self.is_near(at + 1) and (read := self.length(at + 1)):
            piece = self.counted(read[0], -1)
            return (piece, read[1]) if piece else None
        unit = self.name(at, "unit")
        if unit and self.word(at + 1) == "через" and (count := self.number(at + 2)):
            piece = self.counted([(count[0], unit)], 1)
            return (piece, count[1]) if piece else None
        return self.offset_back(at)

    def offset_ahead(self, at: int) -> Read | None:
        start = at + (self.word(at) in ABOUT)
        if self.says(start, "какое", "-", "то", "время") or self.says(start, "какие", "-", "то"):
            return None
        read = self.length(start)
        if read is None:
            return None
        if self.word(read[1]) == "после":
            return self.beside(read[0], 1, read[1] + 1)
        if self.word(read[1]) in ("от", "с") and (later := self.beside(read[0], 1, read[1] + 1)):
            return later
        end = read[1]
        piece = self.counted(read[0], 1)
        return (piece, end) if piece else None

    def within(self, at: int) -> Read | None:
        read = self.length(at + (self.word(at) in ABOUT))
        if read is None or (len(read[0]) == 1 and self.name(at, "unit") == "day"):
            return None
        piece = self.window(read[0])
        return (piece, read[1]) if piece else None

    def before(self, at: int) -> Read | None:
        read = self.length(at + 1)
        if read and self.word(read[1]) in ("до", "перед"):
            return self.beside(read[0], -1, read[1] + 1)
        return None

    def offset_back(self, at: int) -> Read | None:
        start = at + (self.word(at) in ABOUT)
        read = self.length(start)
        if read is None:
            return None
        end = read[1]
        if self.says(end, "тому", "назад"):
            end += 1
        if self.word(end) == "назад":
            piece = self.counted(read[0], -1)
        elif self.word(end) in ("спустя", "вперед"):
            piece = self.counted(read[0], 1)
        elif self.says(end, "до") or self.says(end, "после"):
            return self.beside(read[0], -1 if self.word(end) == "до" else 1, end + 1)
        else:
            return None
        return (piece, end + 1) if piece else None
