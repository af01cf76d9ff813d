"""Russian days told from today: «завтра», «на этой неделе», «в выходные», «летом», and holidays."""

from __future__ import annotations

from butler.language.dates import calendar, units
from butler.language.dates.grammar.words import DASHES, Read
from butler.language.dates.listing import one_of
from butler.language.dates.moment import Grain
from butler.language.dates.piece import Piece
from butler.language.dates.russian.months import RussianMonths

PLURALS = one_of("дни недели месяцы часы")


class RussianNear(RussianMonths):
    """Reads days, spans and holidays by their place beside today."""

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
        if not read and self.word(at) in PLURALS and not self.word(at - 1).endswith(("ей", "ой")):  # «следующей недели»
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
        year, end = self.year_after(at) or (None, at)
        days = units.season_days(season, self.against.ref.date(), year=year, turn=turn)
        return (Piece(near=days), end) if days else None

    def year_after(self, at: int) -> tuple[int, int] | None:
        read = self.year_number(at)
        if read:
            return read
        later = self.turned(at, "")
        if later and later[0].near and later[0].near.grain is Grain.YEAR:
            return later[0].near.start.year, later[1]
        return None

    def holiday(self, at: int, prep: str) -> Read | None:
        found = self.holiday_at(at)
        if found is None or (self.word(at - 1) in ("с", "со") and self.word(at).endswith("ым")):
            return None
        year = self.year_after(found[1])
        if year:
            return Piece(holiday=found[0], year=year[0]), year[1]
        return Piece(holiday=found[0]), found[1]
