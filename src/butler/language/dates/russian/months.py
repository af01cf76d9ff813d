"""Russian days of the month and of the week: «пятница», «8 мая», «обратно 21-го», «март 2027»."""

from __future__ import annotations

from butler.language.dates.grammar.words import DASHES, Read
from butler.language.dates.piece import Piece
from butler.language.dates.russian.numbers import RussianNumbers
from butler.language.dates.words_ru import SHORT_WEEKDAYS


class RussianMonths(RussianNumbers):
    """Reads weekdays, dates, months and years."""

    def weekday(self, at: int, prep: str) -> Read | None:
        weekday = self.value(at, "weekday")
        if weekday is None or (self.word(at) == "среде" and prep == "в"):
            return None
        end = at + 1
        if self.word(at) in SHORT_WEEKDAYS or len(self.word(at)) == 3:
            if (
                self.word(at) in ("суб", "пон", "ср", "вс")
                and not prep
                and self.word(end) not in (".", ",", "")
                and not self.is_number(end)
            ):
                return None
            end = self.past_dot(end)
        return Piece(weekday=weekday), end

    def day_month(self, at: int, prep: str) -> Read | None:
        said = self.day_number(at)
        if said is None:
            return None
        day, end, is_ordinal = said
        if self.word(end) in DASHES and self.value(end + 1, "month"):
            end += 1
        month = self.value(end, "month")
        if month is not None:
            return self.dated(Piece(day=day, month=month), end)
        if self.word(end) in ("числа", "число", "числу", "числе", "числом", "ч") and (
            self.word(end) != "ч" or is_ordinal
        ):
            return Piece(day=day), end + 1
        return (Piece(day=day, sure=0.8), end) if is_ordinal and self.stands_alone(at, end, prep) else None

    def dated(self, piece: Piece, at: int) -> Read:
        """The month at `at` and the year after it, if there is one."""
        end = (
            self.past_dot(at + 1)
            if len(self.word(at)) <= 4 and self.word(at) not in ("мая", "июня", "июля", "июль", "июнь", "март")
            else at + 1
        )
        after = end + 1 if self.word(end) in (*DASHES, ",") and self.is_number(end + 1) else end
        year = self.year_number(after)
        is_amount = after > end and year is not None and len(self.word(after)) < 4  # «за ноябрь, 64 тыс.»
        if year is None or is_amount:
            return piece, end
        return Piece(day=piece.day, month=piece.month, year=year[0]), year[1]

    def stands_alone(self, at: int, end: int, prep: str) -> bool:
        """An ordinal without a month is a day: «обратно 21-го», «до пятого», not «второй зал»."""
        before = self.word(at - 1)
        is_led = prep in ("на", "к") or before in ("с", "до", "по", "к", "после", "и", "или", "от")
        ends = self.word(end - 1)
        is_figure = self.form(at) == "number"
        if is_figure and ends not in ("го", "ого", "е", "ое", "му", "ому", "м"):
            return False
        if not is_figure and not ends.endswith(("ого", "его", "ому", "ему", "ое", "ье")):
            return False
        if not is_figure and not is_led:
            return False
        if ends in ("е", "ое", "м") and not is_led:
            return False
        return not self.is_noun(end)

    def month(self, at: int, prep: str) -> Read | None:
        month = self.value(at, "month")
        if month is None:
            return None
        piece, end = self.dated(Piece(month=month), at)
        before = self.word(at - 1)
        if piece.year is not None or self.is_alone(at, end):
            return piece, end
        word = self.word(at)
        if word in ("мая", "марта", "августа", "марте") and not (word == "марте" and prep == "в"):
            return (piece, end) if before in ("с", "до", "от", "по", "конца", "начала", "середины") else None
        if word in ("мар", "ноя", "сен", "дек", "авг", "янв", "фев", "апр", "июн", "июл", "окт") and not prep:
            return None
        return piece, end

    def year(self, at: int, prep: str) -> Read | None:
        if not self.is_number(at) or len(self.word(at)) != 4 or not 1000 < int(self.word(at)) < 2200:
            return None
        end = self.past_dash(at + 1)
        end = end + 1 if self.word(end) in ("м", "го", "ом", "й", "й") and self.is_near(end) else at + 1
        is_marked = self.word(end) in ("год", "года", "году", "г", "годом", "годы", "гг", "году")
        if is_marked:
            return Piece(year=int(self.word(at))), self.past_dot(end + 1) if self.word(end) in ("г", "гг") else end + 1
        return (Piece(year=int(self.word(at)), sure=0.6), end) if end > at + 1 else None
