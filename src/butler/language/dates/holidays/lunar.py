"""Holidays of the Hebrew, Islamic, Chinese and Hindu years, and of the Parsi one of 365 days."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import lru_cache

from butler.language.dates.calendar import Days, one
from butler.language.dates.holidays import sky
from butler.language.dates.moment import Grain
from butler.language.dates.piece import Holiday

FIRST, LAST = 1800, 2200  # years the sky is reckoned for
DAY = timedelta(days=1)
BEIJING, DELHI = 8, 5.5  # hours east of Greenwich


# Hebrew: days begin at the evening before, so a holiday starts with its eve.

_HEBREW_EPOCH = -1373427


def _elapsed(year: int) -> int:
    months = (235 * year - 234) // 19
    day = 29 * months + (12084 + 13753 * months) // 25920
    return day + 1 if 3 * (day + 1) % 7 < 3 else day


def _rosh_hashanah(hebrew_year: int) -> int:
    before, this, after = (_elapsed(hebrew_year + step) for step in (-1, 0, 1))
    shift = 2 if after - this == 356 else 1 if this - before == 382 else 0
    return _HEBREW_EPOCH + this + shift


def _eve(day: int, length: int) -> Days:
    first = date.fromordinal(day)
    return Days(first - DAY, first + timedelta(days=length), Grain.DAY)


def tishri(offset: int, length: int = 1) -> Holiday:
    """Counted from Rosh Hashanah of the year."""
    return lambda year: _eve(_rosh_hashanah(year + 3761) + offset, length) if FIRST < year < LAST else None


def passover(offset: int, length: int = 1) -> Holiday:
    """Counted from the first day of Passover of the year."""
    return lambda year: _eve(_rosh_hashanah(year + 3761) - 163 + offset, length) if FIRST < year < LAST else None


def tisha_bav(year: int) -> Days | None:
    if not FIRST < year < LAST:
        return None
    day = _rosh_hashanah(year + 3761) - 163 + 112
    return _eve(day + (date.fromordinal(day).weekday() == 5), 1)  # not on a Sabbath


def _months_before_tevet(hebrew_year: int) -> int:
    """Days in Tishri, Heshvan and Kislev."""
    ending = (_rosh_hashanah(hebrew_year + 1) - _rosh_hashanah(hebrew_year)) % 10
    return 30 + (30 if ending == 5 else 29) + (29 if ending == 3 else 30)


def hanukkah(year: int) -> Days | None:
    if not FIRST < year < LAST:
        return None
    hebrew = year + 3761
    is_long = (_rosh_hashanah(hebrew + 1) - _rosh_hashanah(hebrew)) % 10 == 5
    return _eve(_rosh_hashanah(hebrew) + 30 + (30 if is_long else 29) + 24, 8)


def tu_bishvat(year: int) -> Days | None:
    if not FIRST < year < LAST:
        return None
    return _eve(_rosh_hashanah(year + 3760) + _months_before_tevet(year + 3760) + 29 + 14, 1)


def independence(year: int) -> Days | None:
    """5 Iyar, moved away from the Sabbath."""
    if not FIRST < year < LAST:
        return None
    day = _rosh_hashanah(year + 3761) - 163 + 20
    weekday = date.fromordinal(day).weekday()
    return _eve(day + {4: -1, 5: -2, 0: 1}.get(weekday, 0), 1)


# Islamic: a month begins on the day after the new moon, as Mecca reckons; what is seen there may differ by a day.

_ISLAMIC_EPOCH = 227015
SUNSET_IN_MECCA = 15.3  # UTC: since 1999 the moon must be new before it; earlier it was enough before midnight


def _islamic_month(year: int, month: int) -> date:
    tabular = 1 + 29 * (month - 1) + month // 2 + (year - 1) * 354 + (3 + 11 * year) // 30 + _ISLAMIC_EPOCH - 1
    moon = sky.when_elongation(sky.at(date.fromordinal(tabular) - DAY, 6), 0)
    latest = SUNSET_IN_MECCA if moon.year >= 1999 else 24.0
    return (moon + timedelta(hours=24 - latest)).date() + DAY


def islamic(month: int, day: int, length: int = 1) -> Holiday:
    """A day of the Islamic year that begins in the Gregorian year asked; the first of two."""

    @lru_cache(64)
    def days(year: int) -> Days | None:
        if not FIRST < year < LAST:
            return None
        guess = (year - 622) * 33 // 32
        for islamic_year in (guess - 1, guess, guess + 1, guess + 2):
            first = _islamic_month(islamic_year, month) + timedelta(days=day - 1)
            if first.year == year:
                return Days(first, first + timedelta(days=length), Grain.DAY)
        return None

    return days


def last_friday_of_ramadan(year: int) -> Days | None:
    ramadan = islamic(9, 1, 29)(year)
    return one(ramadan.last - timedelta(days=(ramadan.last.weekday() - 4) % 7)) if ramadan else None


# Chinese: months begin on the day of the new moon in Beijing.


@lru_cache(256)
def _chinese_month(year: int, month: int, day: int, later: int) -> date | None:
    """The first day of the lunar month that is `later` months after the one holding a day of the sun's year."""
    if not FIRST < year < LAST:
        return None
    starts = [(moon + timedelta(hours=BEIJING)).date() for moon in sky.new_moons(year)]
    solar = date(year - (month == 12), month, day)
    index = max(i for i, start in enumerate(starts) if start <= solar)
    return starts[index + later]


def _solstice(year: int) -> date:
    moment = sky.when_sun(sky.at(date(year - 1, 12, 21), 12), 270)
    return (moment + timedelta(hours=BEIJING)).date()


def chinese_new_year(offset: int = 0) -> Holiday:
    """The second new moon after the month of the winter solstice."""

    def days(year: int) -> Days | None:
        if not FIRST < year < LAST:
            return None
        first = _chinese_month(year, 12, _solstice(year).day, 2)
        return one(first + timedelta(days=offset)) if first else None

    return days


def chinese(month: int, day: int, offset: int) -> Holiday:
    """So many days into the lunar month that holds a day of the solar year."""

    def days(year: int) -> Days | None:
        first = _chinese_month(year, month, day, 0)
        return one(first + timedelta(days=offset)) if first else None

    return days


# Hindu: thirty tithis in a lunar month; the day is the one on which the tithi rules at its hour.

SUNRISE, MIDDAY, EVENING, MIDNIGHT = 6.25, 12.5, 18.75, 24.0


def hindu(month: int, tithi: int, hour: float = SUNRISE, *, later: int = 0, length: int = 1) -> Holiday:
    """A tithi (1 to 30) of a month (Chaitra is 0), which rules at an hour of Delhi; or so many days later."""

    @lru_cache(64)
    def days(year: int) -> Days | None:
        if not FIRST < year < LAST:
            return None
        for begins in _hindu_months(year, month):
            first = _day_of_tithi(begins, tithi, hour) + timedelta(days=later)
            if first.year == year:
                return Days(first, first + timedelta(days=length), Grain.DAY)
        return None

    return days


def _hindu_months(year: int, month: int) -> list[datetime]:
    """The new moons that begin a month of that name; one in which the sun changes no sign is a leap month."""
    moons = sky.new_moons(year)
    signs = [int(sky.sidereal_sun(moon) // 30) for moon in moons]
    return [moons[i] for i in range(len(moons) - 1) if signs[i] == (month - 1) % 12 and signs[i + 1] != signs[i]]


def _day_of_tithi(new_moon: datetime, tithi: int, hour: float) -> date:
    guess = new_moon + timedelta(days=(tithi - 0.5) * sky.SYNODIC_MONTH / 30)
    start = (guess + timedelta(hours=DELHI)).date() - 2 * DAY
    seen = [int(sky.elongation(sky.at(start + i * DAY, hour - DELHI)) // 12) + 1 for i in range(5)]
    if tithi in seen:
        return start + seen.index(tithi) * DAY
    return (guess + timedelta(hours=DELHI)).date()  # a tithi too short to rule at its hour


def sankranti(degrees: float, month: int, day: int, *, later: int = 0) -> Holiday:
    """The day the sun enters a sign among the stars; after sunset it counts for the next day."""

    def days(year: int) -> Days | None:
        if not FIRST < year < LAST:
            return None
        moment = sky.when_sun(sky.at(date(year, month, day), 12), degrees, sidereal=True) + timedelta(hours=DELHI)
        return one(moment.date() + timedelta(days=later + (moment.hour >= 18)))

    return days


def parsi_new_year(year: int) -> Days | None:
    """A year of 365 days without leap days: 17 August in 2018."""
    return one(date(2018, 8, 17) + timedelta(days=365 * (year - 2018))) if FIRST < year < LAST else None


def rabindra_jayanti(year: int) -> Days | None:
    """25 Boishakh, as it is kept in Bengal: 9 May, 8 May in leap years."""
    is_leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return one(date(year, 5, 8 if is_leap else 9)) if FIRST < year < LAST else None
