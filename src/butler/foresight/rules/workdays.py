"""The Russian production calendar: which days people work, with moved days off and working Saturdays."""

from datetime import date, timedelta
from functools import lru_cache
from typing import Any

LONGEST_BREAK = 20  # days: no holiday is longer, so no walk is


@lru_cache(maxsize=8192)
def is_workday(day: date) -> bool:
    """Does the town work that day? Years whose decree is not out yet follow the law's own days off."""
    return bool(_calendar().is_working_day(day))


def on_or_before(day: date) -> date:
    """The last working day that is not after `day`."""
    for distance in range(LONGEST_BREAK):
        if is_workday(day - timedelta(days=distance)):
            return day - timedelta(days=distance)
    return day


def before(day: date, workdays: int) -> date:
    """The day from which `workdays` full working days fit before `day`; with 0, `day` itself."""
    while workdays > 0:
        day -= timedelta(days=1)
        workdays -= is_workday(day)
    return day


@lru_cache(maxsize=1)
def _calendar() -> Any:
    import holidays  # half a second: only when somebody looks ahead

    return holidays.country_holidays("RU")
