"""The points of no return of requests: their own hour, those of their steps, and those that bookings bring."""

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from butler.requests.models import ClientRequest, NoReturn, Task
from butler.requests.rules import points
from butler.requests.rules.points import Point


def points_of(request_ids: Iterable[UUID]) -> dict[UUID, tuple[points.NoReturn, ...]]:
    """What each of these requests cannot be late for, the nearest first; of those the one who acts may see.

    Three queries however many requests.
    """
    ids = list(request_ids)
    found: dict[UUID, list[points.NoReturn]] = defaultdict(list)
    rows = ClientRequest.objects.filter(pk__in=ids)
    category = {}
    for pk, what, at in rows.values_list("pk", "category", "happens_at"):
        category[pk] = what
        if at is not None:
            found[pk].append(points.of_category(what, at))
    steps = Task.objects.filter(client_request__in=ids, done_at__isnull=True, no_return_at__isnull=False)
    for pk, what, at in steps.values_list("client_request", "category", "no_return_at"):
        if pk is not None and at is not None:
            found[pk].append(points.of_category(what, at))
    for pk, what, at in NoReturn.objects.filter(client_request__in=ids).values_list("client_request", "what", "at"):
        found[pk].append(points.NoReturn(Point(what), at))
    return {pk: points.in_order(found[pk]) for pk in category}
