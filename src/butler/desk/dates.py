"""Days and ids that stand in addresses and forms: what somebody typed there is not trusted."""

from datetime import date
from uuid import UUID

from django.utils.dateparse import parse_date

FIRST, LAST = date(2000, 1, 1), date(2100, 1, 1)  # a page reaches some weeks before and after the day it shows


def day_asked(text: str) -> date | None:
    """The day written as 2026-11-25, if there is such a day and the house may have lived it; else none."""
    try:
        day = parse_date(text)
    except ValueError:  # well formed, but no such day
        return None
    return day if day and FIRST <= day <= LAST else None


def id_asked(text: str) -> UUID | None:
    """The id of a row as it was written, if it is one; else none."""
    try:
        return UUID(text)
    except ValueError:
        return None
