"""What a promise cannot be late for: its own hour, the end of free cancellation, the closing hour of the shop. Pure."""

from collections.abc import Iterator
from datetime import datetime, tzinfo

from butler.network.opening import last_closing
from butler.requests.rules.points import NoReturn, Point, of_category

FROM_A_SHOP = ("gift", "flowers")


def points_of(
    kind: str, starts_at: datetime, *, free_until: datetime | None = None, shop_hours: str = "", zone: tzinfo
) -> Iterator[NoReturn]:
    """The moments after which nothing helps. `shop_hours` is the supplier's line of hours, `zone` that of the place."""
    yield of_category(kind, starts_at)
    if free_until is not None:
        yield NoReturn(Point.FREE, free_until)
    if kind in FROM_A_SHOP and (closes := last_closing(shop_hours, starts_at, zone)):
        yield NoReturn(Point.SHOP, closes)
