"""Russian dates: the pieces they are made of."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

from butler.language.dates import calendar, figures
from butler.language.dates.grammar import DASHES, Grammar, Length, Read
from butler.language.dates.holidays.names import RUSSIAN
from butler.language.dates.listing import one_of
from butler.language.dates.moment import Grain
from butler.language.dates.piece import Piece
from butler.language.dates.resolve import days_of
from butler.language.dates.words_ru import SHORT_WEEKDAYS, lexicon

PREPOSITIONS = one_of("в во на к ко о об")
ABOUT = one_of("около примерно приблизительно ориентировочно ровно где-то прямо так")
ORDINAL_ENDINGS = one_of("е го ого му ому м ом й ый ое ая я ю ую ей х")
OF_DAY = {"утра": "morning", "дня": "day", "вечера": "evening", "ночи": "night", "пополудни": "pm"}
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
STREETS = one_of(
    "ул улица улице улицу улицы улицей площадь площади пл наб набережная метро ст станция станции имени пр проспект"
)
SEASONS = {"winter": 12, "spring": 3, "summer": 6, "autumn": 9}
HOUR_LEADS = one_of("до после с по часов")
PLURALS = one_of("дни недели месяцы часы")
GREETINGS = one_of("добрый доброе доброго доброй спокойной хорошего приятного хорошей")


class Russian(Grammar):
    """Reads the pieces of a Russian text."""

    lexicon = lexicon()
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

    # Small readings

    def number(self, at: int) -> tuple[float, int] | None:
        """A count in figures or words, and the index after it."""
        token = self.tokens[at] if at < self.size else None
        if token is None:
            return None
        if token.form in ("number", "dotted"):
            if token.word.isdigit():
                return (int(token.word), at + 1) if len(token.word) <= 4 else None
            return _decimal(token.word, at)
        return self.worded(at)

    def worded(self, at: int) -> tuple[float, int] | None:
        value = self.kind(at, "number")
        if not isinstance(value, int | float):
            return None
        end = at + 1
        if value in (20, 30, 40, 50, 60, 70, 80, 90, 100):
            unit = self.kind(end, "number")
            if isinstance(unit, int) and 0 < unit < (10 if value < 100 else 100):
                value, end = value + unit, end + 1
        if self.says(end, "с", "половиной"):
            return value + 0.5, end + 2
        return value, end

    def ordinal(self, at: int) -> tuple[int, int] | None:
        """«21-го», «двадцать первое», «пятого»."""
        if self.is_number(at, 2):
            dash = self.past_dash(at + 1)
            if (
                self.word(dash) in ORDINAL_ENDINGS
                and self.is_near(dash)
                and (dash > at + 1 or self.word(dash) not in ("м", "г"))
            ):
                return int(self.word(at)), dash + 1
            return None
        value = self.value(at, "ordinal")
        if value is not None:
            return value, at + 1
        tens = self.value(at, "number")
        unit = self.value(at + 1, "ordinal")
        if tens in (20, 30) and unit is not None and unit < 10:
            return tens + unit, at + 2
        return None

    def day_number(self, at: int) -> tuple[int, int, bool] | None:
        """A number that can be a day of a month; and whether it was said as an ordinal."""
        said = self.ordinal(at)
        if said and 1 <= said[0] <= 31:
            return said[0], said[1], True
        if self.is_number(at, 2) and 1 <= int(self.word(at)) <= 31:
            return int(self.word(at)), at + 1, False
        return None

    def length(self, at: int) -> Length | None:
        amounts: list[tuple[float, str]] = []
        end = at
        while len(amounts) < 4:
            one = self.amount(end)
            if one is None:
                break
            amounts.append(one[0])
            end = one[1]
            joint = end + 1 if self.word(end) == "и" else end
            if self.amount(joint) is None or self.unit_rank(joint) >= self.unit_rank_of(amounts[-1][1]):
                break
            end = joint
        return (amounts, end) if amounts else None

    def unit_rank(self, at: int) -> int:
        one = self.amount(at)
        return self.unit_rank_of(one[0][1]) if one else 99

    @staticmethod
    def unit_rank_of(unit: str) -> int:
        return ["second", "minute", "hour", "day", "week", "month", "quarter", "half", "year", "decade"].index(unit)

    def amount(self, at: int) -> tuple[tuple[float, str], int] | None:
        """«два часа», «полчаса», «час с половиной», «2-3 дня» (the lesser)."""
        whole = self.kind(at, "length")
        if isinstance(whole, tuple):
            return whole, at + 1
        read = self.number(at)
        if read is None:
            return self.lone_unit(at)
        count, end = read
        if self.word(end) in DASHES and (more := self.number(end + 1)):
            end = more[1]
        unit = self.name(end, "unit")
        if not unit or (self.word(end) == "г" and self.word(end + 1) != "."):
            return None
        return (count, unit), self.past_dot(end + 1) if len(self.word(end)) < 4 else end + 1

    def lone_unit(self, at: int) -> tuple[tuple[float, str], int] | None:
        unit = self.name(at, "unit")
        if not unit or self.word(at) in ("ч", "г", "м", "мин", "лет", "дн", "сек", "мес", "днем", "часов", "дней"):
            return None
        if self.says(at + 1, "с", "половиной"):
            return (1.5, unit), at + 3
        if self.says(at + 1, "-", "полтора") or self.says(at + 1, "-", "другой"):
            return (1, unit), at + 3
        return (1, unit), at + 1

    # Pieces

    def piece(self, at: int) -> Read | None:
        first = self.preposition(at)
        start, prep = first
        best: Read | None = None
        for read in (
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
            self.now(start),
        ):
            if read is not None and (best is None or read[1] > best[1]):
                best = read
        return best

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

    def is_alone(self, start: int, end: int) -> bool:
        """Nothing else in the text?"""
        while self.word(end) in (".", "!", "?"):
            end += 1
        return start == 0 and end >= self.size

    def near_day(self, at: int) -> Read | None:
        if self.says(at, "после", "завтра"):
            return self.day_from_now(2, at + 2)
        day = self.value(at, "relday")
        if day is None:
            return None
        if self.word(at + 1) in DASHES and self.value(at + 2, "relday") is not None and self.is_near(at + 1):
            return self.day_from_now(day, at + 3)
        return self.day_from_now(day, at + 1)

    def day_from_now(self, days: int, end: int) -> Read | None:
        try:
            return Piece(near=calendar.unit_around(self.against.ref.date(), "day", days)), end
        except OverflowError:
            return None

    def turned(self, at: int, prep: str) -> Read | None:
        """«следующая пятница», «на этой неделе», «последние два месяца», «этим вечером»."""
        turn = self.value(at, "turn")
        if turn is None:
            return None
        at += 1
        if self.word(at) == "же":
            at += 1
        if turn == 1 and self.kind(at - 1, "that") and self.name(at, "unit") not in ("week", "month", "year"):
            return None
        more = self.value(at, "turn")
        if more is not None:  # «в эту ближайшую пятницу», «в самую следующую»
            turn, at = more or turn, at + 1
        weekday = self.value(at, "weekday")
        if weekday is not None:
            return Piece(weekday=weekday, turn=turn), at + 1
        month = self.value(at, "month")
        if month is not None:
            return Piece(month=month, turn=turn), at + 1
        return self.turned_span(turn, at, prep)

    def turned_span(self, turn: int, at: int, prep: str) -> Read | None:
        ref = self.against.ref.date()
        if self.kind(at, "weekend"):
            return self.weekend_piece(turn, at + 1)
        season = self.name(at, "season")
        if season:
            return self.season_piece(season, at + 1, turn=turn)
        part = self.name(at, "part")
        if part:
            return self.turned_part(turn, part, at)
        read = self.number(at)
        unit = self.name(read[1], "unit") if read else self.name(at, "unit")
        if not unit:
            return self.turned_holiday(turn, at)
        if read and read[0] != 1:
            count = int(read[0])
            piece = self.run_of(turn if turn else 1, count, unit) if count and unit != "decade" else None
            return (piece, read[1] + 1) if piece else None
        end = (read[1] if read else at) + 1
        if not read and self.word(at) in PLURALS:
            piece = self.run_of(turn or 1, 3, unit) if prep in ("в", "на") and turn >= 0 else None
            return (piece, end) if piece else None
        if unit == "day":
            return self.day_from_now(turn, end) if turn == 1 and self.word(at) == "день" else None
        if unit in calendar.CLOCK_UNITS:
            piece = self.run_of(turn or 1, 1, unit) if turn >= 0 and unit != "second" and prep in ("в", "на") else None
            return (piece, end) if piece else None
        try:
            return Piece(near=calendar.unit_around(ref, unit, turn)), end
        except OverflowError:
            return None

    def turned_part(self, turn: int, part: str, at: int) -> Read | None:
        day = self.day_from_now(turn, at + 1)
        if day is None or part == "noon":
            return None
        return Piece(near=day[0].near, part=part), at + 1

    def turned_holiday(self, turn: int, at: int) -> Read | None:
        found = self.holiday_at(at)
        return (Piece(holiday=found[0], turn=turn), found[1]) if found else None

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
        if year is None:
            return piece, end
        return Piece(day=piece.day, month=piece.month, year=year[0]), year[1]

    def year_number(self, at: int) -> tuple[int, int] | None:
        """2015, 2015 г., «96», «'15»; two figures only where nothing else can be meant."""
        if self.word(at) in ("'", "’"):
            at += 1
        if not self.is_number(at):
            return None
        digits, end = self.word(at), at + 1
        ending = self.past_dash(end)
        if self.word(ending) in ORDINAL_ENDINGS and self.is_near(ending):
            end = ending + 1
        is_marked = self.word(end) in ("г", "год", "года", "году", "гг")
        if is_marked:
            end = self.past_dot(end + 1)
        if len(digits) == 4 and 1000 < int(digits) < 2200:
            return int(digits), end
        if len(digits) == 2 and (is_marked or int(digits) > 31):
            return calendar.full_year(digits), end
        return None

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

    def is_noun(self, at: int) -> bool:
        """A noun or adjective that the number before would belong to."""
        word = self.word(at)
        if not word or self.form(at) != "word" or word in self.starters or word in ("не", "но", "а"):
            return False
        if self.lexicon.get(word) and not self.name(at, "unit"):
            return False
        return _speech(word) in ("NOUN", "ADJF", "PRTF")

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

    def edge(self, at: int, prep: str) -> Read | None:
        """«в начале мая», «конец недели», «в первой половине июня», «в первых числах марта»."""
        edge = self.name(at, "edge")
        end = at + 1
        if not edge:
            read = self.ordinal(at)
            if self.says(at, "последних", "числах") or self.says(at, "последние", "числа"):
                edge, end = "end", at + 2
            elif self.word(at + 1) in ("числах", "числа", "дни", "днях") and self.word(at) in ("первых", "первые"):
                edge, end = "begin", at + 2
            elif read and read[0] in (1, 2) and self.word(read[1]) in ("половине", "половину", "половина", "половины"):
                edge, end = ("first half", "second half")[read[0] - 1], read[1] + 1
            else:
                return None
        if self.says(end, "рабочего", "дня"):
            return (Piece(part="evening", hour=18, half="24"), end + 2) if edge == "end" else None
        if self.word(end) == "дня":
            return self.half_of_day(edge, end + 1)
        inside = self.container(end)
        if inside is None:
            return None
        piece, end = inside
        return Piece(near=piece.near, month=piece.month, year=piece.year, turn=piece.turn, edge=edge), end

    @staticmethod
    def half_of_day(edge: str, end: int) -> Read | None:
        parts = {"first half": "am", "second half": "pm", "end": "evening", "begin": "morning", "middle": "day"}
        return Piece(part=parts[edge]), end

    def container(self, at: int) -> Read | None:
        """A week, month, quarter, season or year that something is part of."""
        if self.name(at, "unit") in ("week", "month", "quarter", "half", "year") and self.word(at) not in ("г", "лет"):
            return Piece(near=calendar.unit_around(self.against.ref.date(), self.name(at, "unit"))), at + 1
        month = self.value(at, "month")
        if month is not None:
            read = self.dated(Piece(month=month), at)
            later = self.turned(read[1], "") if read[0].year is None else None
            if later and later[0].near and later[0].near.grain is Grain.YEAR:
                return Piece(near=calendar.month_of(later[0].near.start.year, month)), later[1]
            return read
        other = self.turned(at, "") or self.year(at, "в") or self.season(at, "в") or self.nth(at)
        if other and other[0].weekday is None and not other[0].part and other[0].instant is None:
            return other
        return None

    def nth(self, at: int) -> Read | None:
        """«первый понедельник июня», «последний день мая», «второй квартал 2027», «третья неделя марта»."""
        is_last = self.word(at).startswith("последн") or self.word(at).startswith("крайн")
        read = (-1, at + 1) if is_last else self.ordinal(at) or self.roman_quarter(at)
        if read is None:
            return None
        count, end = read
        unit, weekday = self.name(end, "unit"), self.value(end, "weekday")
        if unit in ("quarter", "half") and 0 < count <= 4:
            return self.quarter(count, unit, self.past_dot(end + 1))
        if weekday is None and unit not in ("day", "week") and not self.kind(end, "weekend"):
            return None
        start = end + 1 + (self.word(end + 1) in ("в", "во"))
        inside = self.container(start)
        if inside is None:
            return None
        days = self.inside_of(inside[0])
        piece = days and self.nth_in(days, count, unit or "weekend", weekday)
        return (piece, inside[1]) if piece else None

    def roman_quarter(self, at: int) -> tuple[int, int] | None:
        romans = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
        count = romans.get(self.word(at))
        return (count, at + 1) if count and self.name(at + 1, "unit") in ("quarter", "half") else None

    def quarter(self, count: int, unit: str, at: int) -> Read | None:
        today = self.against.ref.date()
        size = 3 if unit == "quarter" else 6
        if count * size > 12:
            return None
        read, later = self.year_number(at), self.turned(at, "")
        year, end = today.year, at
        if read:
            year, end = read
        elif later and later[0].near and later[0].near.grain is Grain.YEAR:
            year, end = later[0].near.start.year, later[1]
        first = calendar.make(year, (count - 1) * size + 1, 1)
        if first is None:
            return None
        days = calendar.unit_around(first, unit)
        if end == at and days.end <= today and self.against.forward:
            days = calendar.unit_around(first.replace(year=year + 1), unit)
        return Piece(near=days), end

    def inside_of(self, piece: Piece) -> calendar.Days | None:
        return days_of(piece, self.against)

    @staticmethod
    def nth_in(days: calendar.Days, count: int, unit: str, weekday: int | None) -> Piece | None:
        return nth_piece(days, count, unit, weekday)

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

    # The clock

    def clock(self, at: int, prep: str) -> Read | None:
        form = self.form(at)
        if form in ("time", "hours"):
            return self.figure_clock(at)
        if self.word(at) in ("полдень", "полдню", "полудню", "полудня", "полудне"):
            return Piece(hour=12, half="24"), at + 1
        if self.word(at) in ("полночь", "полуночи", "полуночью"):
            return Piece(hour=0, half="24", part=""), at + 1
        return self.half_past(at) or self.quarter_to(at) or self.hour(at, prep)

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
            return _with_part(piece, "pm"), at + 2
        if self.says(at, "после", "обеда"):
            return _with_part(piece, "pm"), at + 2
        if part:
            return _with_part(piece, part), at + 1
        if piece.half == "" and piece.minute is not None:
            piece = Piece(hour=piece.hour, minute=piece.minute, second=piece.second, half="clock")
        if self.says(at, "по", "мск"):
            return piece, at + 2
        return piece, at + (self.word(at) in ("мск", "msk", "ровно"))

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

    def value_of(self, word: str, kind: str) -> int | None:
        found = self.lexicon.get(word, {}).get(kind)
        return found if isinstance(found, int) else None

    def minutes_into(self, hour: int | None, minute: int, end: int) -> Read | None:
        if hour is None or not 1 <= hour <= 12 or not self.word(end - 1).endswith(("ого", "его")):
            return None
        return self.clocked_open(Piece(hour=hour - 1 or 12, minute=minute), end)

    def clocked_open(self, piece: Piece, at: int) -> Read:
        """Spoken hours are of twelve: the part of day may follow."""
        part = OF_DAY.get(self.word(at), "")
        return (_with_part(piece, part), at + 1) if part else (piece, at)

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
        hour = self.number(end)
        if hour is None or not 1 <= hour[0] <= 24 or hour[0] % 1:
            return None
        return self.clocked_open(Piece(hour=int(hour[0]) - 1 or 12, minute=60 - minute), hour[1])

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
            return _with_part(Piece(hour=hour), part), end + 1
        if self.says(end, "после", "полудня"):
            return Piece(hour=hour, part="pm"), end + 2
        if self.name(end, "unit") == "hour" and self.word(end) != "часовой":
            return self.hours_said(hour, at, end, prep)
        if self.is_led(at, prep):
            return self.after_at(hour, at, end, prep)
        return None

    def may_have_part(self, part: str, hour: int, at: int, prep: str) -> bool:
        """«в 2 дня» and «в 2 ночи» are times, «на 2 дня», «2 ночи» are lengths."""
        if part not in ("day", "night"):
            return True
        is_led = prep in ("в", "во", "к", "ко", "около", "примерно", "ровно") or self.word(at - 1) in (
            "до",
            "после",
            "с",
            "часов",
        )
        return is_led and (hour in (12, 1, 2, 3, 4, 5) or part == "night")

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
            return _with_part(piece, "pm"), last + 2
        part = OF_DAY.get(self.word(last), "")
        if part:
            return _with_part(piece, part), last + 1
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
        return not _is_counted(word, int(number))

    # Parts of the day, weekends, seasons, years, holidays

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

    def weekend(self, at: int, prep: str) -> Read | None:
        if self.says(at, "уик", "-", "энд") or self.says(at, "уик", "-", "энде"):
            return self.weekend_piece(0, at + 3)
        if not self.kind(at, "weekend"):
            return None
        if self.word(at) in ("выходной", "выходного", "выходном") and prep not in ("в", "на"):
            return None
        is_led = (
            prep in ("в", "на", "к")
            or self.word(at - 1) in ("до", "после", "с", "за", "перед")
            or self.is_alone(at, at + 1)
        )
        return self.weekend_piece(0, at + 1) if is_led else None

    def weekend_piece(self, turn: int, end: int) -> Read | None:
        today = self.against.ref.date()
        is_sunday = today.weekday() == 6
        try:
            days = calendar.unit_around(today, "weekend", turn)
        except OverflowError:
            return None
        if turn == 0 and is_sunday:
            days = calendar.one(today)
        if self.word(end - 1) in ("выходной", "выходного", "выходном"):
            days = calendar.one(days.start)
        return Piece(near=days), end

    def season(self, at: int, prep: str) -> Read | None:
        season = self.name(at, "season")
        if not season or (
            self.word(at) in ("лет", "лета")
            and self.word(at - 1) not in ("до", "с", "конца", "к", "после", "начала", "середины")
        ):
            return None
        word = self.word(at)
        year = self.year_number(at + 1)
        if (
            not year
            and not prep
            and word not in ("летом", "зимой", "весной", "осенью")
            and self.word(at - 1) not in ("до", "с", "после")
        ):
            return None
        return self.season_piece(season, at + 1)

    def season_piece(self, season: str, at: int, turn: int | None = None) -> Read | None:
        return season_of(season, self.against.ref.date(), self.year_after(at), at, turn)

    def year_after(self, at: int) -> tuple[int, int] | None:
        read = self.year_number(at)
        if read:
            return read
        later = self.turned(at, "")
        if later and later[0].near and later[0].near.grain is Grain.YEAR:
            return later[0].near.start.year, later[1]
        return None

    def year(self, at: int, prep: str) -> Read | None:
        if not self.is_number(at) or len(self.word(at)) != 4 or not 1000 < int(self.word(at)) < 2200:
            return None
        end = self.past_dash(at + 1)
        end = end + 1 if self.word(end) in ("м", "го", "ом", "й", "й") and self.is_near(end) else at + 1
        is_marked = self.word(end) in ("год", "года", "году", "г", "годом", "годы", "гг", "году")
        if is_marked:
            return Piece(year=int(self.word(at))), self.past_dot(end + 1) if self.word(end) in ("г", "гг") else end + 1
        return (Piece(year=int(self.word(at)), sure=0.6), end) if end > at + 1 else None

    def holiday(self, at: int, prep: str) -> Read | None:
        found = self.holiday_at(at)
        if found is None or (self.word(at - 1) in ("с", "со") and self.word(at).endswith("ым")):
            return None
        year = self.year_after(found[1])
        if year:
            return Piece(holiday=found[0], year=year[0]), year[1]
        return Piece(holiday=found[0]), found[1]

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

    def bare(self, at: int) -> Read | None:
        start = at + (self.word(at) in ("в", "во"))
        said = self.ordinal(start)
        if (
            said
            and 1 <= said[0] <= 31
            and (self.form(start) == "number" or self.word(start).endswith(("ого", "его", "ое", "ому")))
        ):
            return Piece(day=said[0], bare=said[0]), said[1]
        read = self.number(start)
        if read is None or read[0] % 1 or not 0 <= read[0] <= 31:
            return None
        if self.form(start) == "word" and self.lexicon.get(self.word(start), {}).get("vague"):
            return None
        end = read[1]
        ending = self.past_dash(end)
        if (
            self.word(ending) in ("ми", "и", "х", "ти")
            and self.is_near(ending)
            and ending > end
            and self.form(at) == "number"
        ):
            end = ending + 1
        return Piece(bare=int(read[0])), end

    def bare_after_preposition(self, at: int) -> int | None:
        return at + 1 if self.word(at) in ("в", "на", "с", "к") else at

    def is_trap(self, at: int) -> bool:
        before = self.word(at - 1)
        if before == ".":
            before = self.word(at - 2)
        return before in STREETS and self.is_number(at)


def season_of(season: str, today: date, year: tuple[int, int] | None, at: int, turn: int | None) -> Read | None:
    """Three months from the first of December, March, June or September; the one that is or comes next."""
    first_month = SEASONS[season]
    end = year[1] if year else at
    years = [year[0] - (first_month == 12)] if year else list(range(today.year - 2, today.year + 4))
    spans = []
    for one_year in years:
        start = calendar.make(one_year, first_month, 1)
        if start is None:
            return None
        spans.append(calendar.Days(start, calendar.add_months(start, 3), Grain.QUARTER))
    if year:
        return Piece(near=spans[0]), end
    past = [span for span in spans if span.end <= today]
    coming = [span for span in spans if span.end > today]
    if turn is not None and turn < 0:
        return Piece(near=past[turn]), end
    if turn == 1:
        coming = [span for span in coming if span.start > today]
    return Piece(near=coming[0]), end


def nth_piece(days: calendar.Days, count: int, unit: str, weekday: int | None) -> Piece | None:
    """The nth weekday, day, week or weekend of the days given."""
    if weekday is not None:
        found = calendar.nth_weekday(days, weekday, count)
        return Piece(near=calendar.one(found)) if found else None
    if unit == "day":
        when = days.start + timedelta(days=count - 1) if count > 0 else days.end + timedelta(days=count)
        return Piece(near=calendar.one(when)) if days.start <= when < days.end else None
    if unit == "weekend":
        saturday = calendar.nth_weekday(days, 5, count)
        return Piece(near=calendar.Days(saturday, saturday + timedelta(days=2), Grain.DAY)) if saturday else None
    thursday = calendar.nth_weekday(days, 3, count)
    return Piece(near=calendar.unit_around(thursday, "week")) if thursday else None


def _with_part(piece: Piece, part: str) -> Piece:
    return Piece(hour=piece.hour, minute=piece.minute, second=piece.second, half=piece.half, part=part, sure=piece.sure)


def _decimal(word: str, at: int) -> tuple[float, int] | None:
    try:
        return float(word.replace(",", ".")), at + 1
    except ValueError:
        return None


@lru_cache(20_000)
def _speech(word: str) -> str:
    from butler.language.tokens import parsed

    return parsed(word)[1]


@lru_cache(20_000)
def _is_counted(word: str, number: int) -> bool:
    """Could the word be what is counted: «8 классов», «4 номера», «в 4 номере»?"""
    from butler.language.tokens import _morph

    is_many = number % 100 // 10 == 1 or number % 10 not in (2, 3, 4)
    for parse in _morph().parse(word)[:3]:
        tag = parse.tag
        if "NOUN" not in tag and "ADJF" not in tag:
            continue
        if "loct" in tag or ("gent" in tag and ("plur" in tag or not is_many)):
            return parse.score > 0.2
    return False
