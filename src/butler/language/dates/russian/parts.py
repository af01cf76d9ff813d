"""Russian parts of the day: «на вечер», «рано утром», «в ночь на субботу»."""

from __future__ import annotations

from butler.language.dates.grammar.words import Read
from butler.language.dates.listing import one_of
from butler.language.dates.moment import Grain
from butler.language.dates.piece import Piece
from butler.language.dates.russian.clock import RussianClock

GREETINGS = one_of("добрый доброе доброго доброй спокойной хорошего приятного хорошей")


class RussianParts(RussianClock):
    """Reads parts of the day, and «сейчас»."""

    def part(self, at: int, prep: str) -> Read | None:
        early = self.word(at) in ("рано", "поздно")
        if early:
            at += 1
        if self.says(at, "ближе", "к") or self.says(at, "под"):
            at += 2 if self.word(at) == "ближе" else 1
            prep = "к"
        word, before = self.word(at), self.word(at - 1)
        if word == "обеда" and before == "после":
            return Piece(part="pm"), at + 1
        part = self.name(at, "part")
        if not part or word.endswith(("ий", "ую", "яя", "ие", "им", "ой", "ое", "его", "ее")):
            return None
        if early:
            part = {"morning": "dawn", "evening": "late"}.get(part, part)
        if word in ("утром", "днем", "вечером", "ночью", "утречком", "вечерком", "рассвете"):
            return Piece(part=part), at + 1
        if part == "noon":
            return (Piece(part=part), at + 1) if (prep in ("в", "к") and word != "обеде") or before in ("до",) else None
        if word in ("утра", "ночи", "вечера", "дня"):
            is_bound = before in ("с", "до") and word != "дня"
            return (Piece(part=part), at + 1) if is_bound and not self.is_noun(at + 1) else None
        return self.named_part(part, at, prep, before)

    def named_part(self, part: str, at: int, prep: str, before: str) -> Read | None:
        """«на вечер», «к вечеру», «вечер пятницы», «в ночь на субботу»."""
        if before in GREETINGS:
            return None
        if prep == "в" and part == "night" and self.word(at + 1) in ("на", "с"):
            return Piece(part=part), at + 1
        if prep in ("на", "к", "под"):
            return Piece(part=part), at + 1
        of_day = (
            self.value(at + 1, "weekday") is not None
            or self.value(at + 1, "relday") is not None
            or self.day_month(at + 1, "")
        )
        after_day = self.value(at - 1, "weekday") is not None or self.value(at - 1, "relday") is not None
        return (Piece(part=part), at + 1) if of_day or after_day else None

    def now(self, at: int) -> Read | None:
        word = self.word(at)
        end = 0
        if word in ("сейчас", "немедленно", "незамедлительно") and self.word(at - 1) not in ("не", "уже"):
            end = at + 1
        elif self.says(at, "как", "можно") and self.word(at + 2) in ("скорее", "быстрее", "раньше"):
            end = at + 3
        elif self.says(at, "прямо", "сейчас"):
            end = at + 2
        return (Piece(instant=self.against.ref, grain=Grain.SECOND, sure=0.5), end) if end else None
