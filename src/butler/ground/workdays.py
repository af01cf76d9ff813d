"""The Russian production calendar: days off, moved days off and working Saturdays.

Named holidays are those of article 112 of the Labour Code; moved days come from the government's yearly decrees as the
`holidays` library carries them (0.109 knows those of 2026 and 2027: consultant.ru LAW_515170 and LAW_544706). A year
whose decree is not out yet follows the law's own days off.
"""

from datetime import date
from functools import lru_cache
from typing import Any


@lru_cache(maxsize=8192)
def is_workday(day: date) -> bool:
    """Does the town work that day?"""
    return bool(_calendar().is_working_day(day))


def is_holiday(day: date) -> bool:
    """Is it a day off by name or by decree, on whatever weekday? A plain Sunday is not."""
    return day in _calendar()


def is_moved_workday(day: date) -> bool:
    """Is it a Saturday or Sunday on which the town works because its day off was moved?"""
    return day.weekday() >= SATURDAY and is_workday(day)


def holiday_name(day: date, language: str) -> str:
    """What the day off is called, in "ru" or "en"; empty for a day that is none."""
    return _calendar(LOCALES.get(language, "ru")).get(day) or ""


SATURDAY = 5
LOCALES = {"ru": "ru", "en": "en_US"}


@lru_cache(maxsize=2)
def _calendar(locale: str = "ru") -> Any:
    import holidays  # half a second: only when somebody asks

    return holidays.country_holidays("RU", language=locale)
