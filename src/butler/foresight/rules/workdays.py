"""Counting in working days of the Russian production calendar."""

from datetime import date, timedelta

from butler.ground.workdays import is_workday

__all__ = ["before", "is_workday", "on_or_before"]

LONGEST_BREAK = 20  # days: no holiday is longer, so no walk is


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
