"""Russian hours: «в 8», «в семь тридцать», «3 часа дня», «15 часов», «к восьми вечера»; and what is no hour."""

from __future__ import annotations

from butler.language.dates.grammar.words import DASHES, Read
from butler.language.dates.listing import one_of
from butler.language.dates.piece import Piece
from butler.language.dates.russian.grammatical import is_counted
from butler.language.dates.russian.spoken import OF_DAY, RussianSpoken, with_part

PREPOSITIONS = one_of("в во на к ко о об")
NOT_TIMES = one_of(
    "раз раза разу раза км м см мм кг г гр л мл руб рублей рубля рубль р руб тыс тысяч тысячи млн млрд "
    "миллион миллиона миллионов евро "
    "долларов доллара доллар usd eur гб мб человек человека чел персон персоны гостей гостя взрослых "
    "детей ребенка мест места место "
    "билета билетов номер номера номере этаже этаж этажа квартире доме дом подъезд подъезде классе "
    "класс год году лет ти рядов ряду ряд "
    "процентов процента штук шт звезд звезды спальни спальнями комнат комнаты экземплярах вариантах "
    "вариантов дней ночей суток "
    "местах часть частей терминале терминал зале зал зоне кв"
)
HOUR_LEADS = one_of("до после с по часов")


class RussianClock(RussianSpoken):
    """Reads hours with their minutes, by what stands before and after them."""

    def clock(self, at: int, prep: str) -> Read | None:
        form = self.form(at)
        if form in ("time", "hours"):
            return self.figure_clock(at)
        if self.word(at) in ("полдень", "полдню", "полудню", "полудня", "полудне"):
            return Piece(hour=12, half="24"), at + 1
        if self.word(at) in ("полночь", "полуночи", "полуночью"):
            return Piece(hour=0, half="24", part=""), at + 1
        return self.half_past(at) or self.quarter_to(at) or self.hour(at, prep)

    def hour(self, at: int, prep: str) -> Read | None:
        """«в 8», «в семь тридцать», «3 часа дня», «час дня», «15 часов», «в 8-00», «к восьми вечера»."""
        if self.word(at) == "час" or (self.word(at) == "часу" and prep == "к"):
            return self.one_o_clock(at, prep)
        read = self.number(at)
        if read is None or read[0] % 1 or not 0 <= read[0] <= 24:
            return None
        hour, end = int(read[0]), read[1]
        ending = self.past_dash(end)
        if self.word(ending) in ("ми", "и", "х", "ти") and self.is_near(ending) and ending > end:
            end = ending + 1
        part = OF_DAY.get(self.word(end), "")
        if part and not (part == "day" and ((hour > 6 and hour < 10) or hour > 12)):
            return with_part(Piece(hour=hour), part), end + 1
        if self.says(end, "после", "полудня"):
            return Piece(hour=hour, part="pm"), end + 2
        if self.name(end, "unit") == "hour" and self.word(end) != "часовой":
            return self.hours_said(hour, at, end, prep)
        if self.is_led(at, prep):
            return self.after_at(hour, at, end, prep)
        return None

    def is_led(self, at: int, prep: str) -> bool:
        return prep in ("в", "во", "к", "ко", "ровно") or self.word(at - 1) in ("часов", "часиков", "@")

    def one_o_clock(self, at: int, prep: str) -> Read | None:
        part = OF_DAY.get(self.word(at + 1), "")
        if part:
            return Piece(hour=1, part=part), at + 2
        is_time = prep in ("в", "к") and not self.is_noun(at + 1) and self.word(at - 1) in PREPOSITIONS
        return (Piece(hour=1, sure=0.7), at + 1) if is_time and self.word(at + 1) != "назад" else None

    def hours_said(self, hour: int, at: int, end: int, prep: str) -> Read | None:
        """«15 часов», «3 часа 20 минут дня»: a time where it is led or has a part of day; else it lasts so long."""
        minute, last = self.minutes_of(self.past_dot(end + 1) if self.word(end) == "ч" else end + 1)
        piece = Piece(hour=hour, minute=minute)
        if self.says(last, "после", "полудня"):
            return with_part(piece, "pm"), last + 2
        part = OF_DAY.get(self.word(last), "")
        if part:
            return with_part(piece, part), last + 1
        if self.word(last) in ("назад", "спустя", "подряд", "езды", "пути", "полета", "лету"):
            return None
        if self.is_hour_led(at, prep) or (self.is_alone(at, last) and hour > 12):
            return piece, last + (self.word(last) == "ровно")
        return None

    def minutes_of(self, at: int) -> tuple[int | None, int]:
        """«20 минут» after the hours, or two figures alone."""
        read = self.number(at)
        if read and 0 <= read[0] < 60 and read[0] % 1 == 0 and self.name(read[1], "unit") == "minute":
            return int(read[0]), read[1] + 1
        if self.is_number(at, 2) and len(self.word(at)) == 2 and int(self.word(at)) < 60:
            return (None, at) if self.value(at + 1, "month") else (int(self.word(at)), at + 1)
        return None, at

    def is_hour_led(self, at: int, prep: str) -> bool:
        before = self.word(at - 1)
        if prep in ("в", "во", "к", "ко", "около", "примерно", "ровно") or before in HOUR_LEADS:
            return True
        if before in DASHES:
            return self.form(at - 2) in ("number", "time")
        return prep == "на" and self.value(at - 2, "relday") is not None

    def after_at(self, hour: int, at: int, end: int, prep: str) -> Read | None:
        """A bare hour after «в» or «к», with its minutes if they follow."""
        minute, last = self.minutes_after(at, end)
        if minute is not None:
            return self.clocked(
                Piece(hour=hour, minute=minute, half="24" if hour > 12 or self.word(at)[0] == "0" else ""), last
            )
        if not self.can_be_hour(at, hour, end):
            return None
        if self.word(at - 2) in ("это", "этот", "всего") and prep == "в":
            return None  # «это в 10»: times, kilometres, anything
        return Piece(hour=hour, sure=0.75), end + (self.word(end) == "ровно")

    def minutes_after(self, at: int, end: int) -> tuple[int | None, int]:
        after = end
        if self.word(end) in DASHES and self.is_near(end) and self.is_near(end + 1):
            after = end + 1
            if (
                self.is_number(after, 2)
                and len(self.word(after)) == 2
                and int(self.word(after)) < 60
                and self.form(at) == "number"
            ):
                return (int(self.word(after)), after + 1) if not self.value(after + 1, "month") else (None, end)
            return None, end
        if self.form(at) == "number":
            is_clock = self.is_number(after, 2) and len(self.word(after)) == 2 and int(self.word(after)) < 60
            is_free = (
                not self.value(after + 1, "month")
                and not self.name(after + 1, "unit")
                and self.word(after + 1) not in NOT_TIMES
            )
            return (int(self.word(after)), after + 1) if is_clock and is_free else (None, end)
        read = self.worded(after)
        if (
            read
            and 10 <= read[0] < 60
            and read[0] % 1 == 0
            and not self.value(read[1], "month")
            and not self.is_noun(read[1])
        ):
            return int(read[0]), read[1]
        return None, end

    def can_be_hour(self, at: int, number: float, after: int) -> bool:
        word, form = self.word(after), self.form(after)
        if not 0 <= number <= 24:
            return False
        if (
            form in ("number", "dotted", "slashed")
            or word in NOT_TIMES
            or word in ("%", "$", "€", "₽", "£", "+", "№", "°")
        ):
            return False
        if word in DASHES and self.is_near(after):
            return False
        if self.word(at - 1) in ("№", "дом", "д", "кв"):
            return False
        if form != "word" or word in self.starters or (word in self.lexicon and not self.name(after, "unit")):
            return not self.value(after, "month")
        return not is_counted(word, int(number))
