"""Points of no return: the real-world moments after which nothing helps, by what they are. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Point(StrEnum):
    CURTAIN = "curtain"
    DEPARTURE = "departure"
    SHOP = "shop"  # it closes
    FREE = "free"  # free cancellation ends
    BEGINS = "begins"
    NEEDED = "needed"  # handed over, signed, paid by then


# What the hour of a request is, by its category; whatever is not named here begins.
OF_CATEGORY = {
    "tickets": Point.CURTAIN,
    **dict.fromkeys(("flight", "charter", "rail", "transfer", "airport_passage", "yacht"), Point.DEPARTURE),
    **dict.fromkeys(
        ("gift", "flowers", "courier", "documents", "shopping", "payment", "reminder", "information"), Point.NEEDED
    ),
}


@dataclass(frozen=True)
class NoReturn:
    """One such moment, and what it is."""

    what: Point
    at: datetime


def of_category(category: str, at: datetime) -> NoReturn:
    """What a moment after which nothing helps is to a request of this category."""
    return NoReturn(OF_CATEGORY.get(category, Point.BEGINS), at)


def in_order(points: Iterable[NoReturn]) -> tuple[NoReturn, ...]:
    """The nearest first, each moment once: of two at the same one what says more stays."""
    by_moment: dict[datetime, NoReturn] = {}
    for point in points:
        standing = by_moment.get(point.at)
        if standing is None or list(Point).index(point.what) < list(Point).index(standing.what):
            by_moment[point.at] = point
    return tuple(by_moment[at] for at in sorted(by_moment))


def nearest(points: Iterable[NoReturn], now: datetime) -> NoReturn | None:
    """The next one ahead; when all have passed, the last of them."""
    ordered = in_order(points)
    return next((point for point in ordered if point.at > now), ordered[-1] if ordered else None)
