"""Which clocks of requests have stopped in a time, and whether they were kept: as the requests keep them."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import QuerySet

from butler.reports.rules.figures import Ran
from butler.requests.models import ClientRequest, FinishedClock


def ended(requests: QuerySet[ClientRequest], *, since: datetime, until: datetime) -> Iterator[Ran]:
    """The clocks of these requests that stopped from `since` until just before `until` (aware), with their owners then.

    Of those that the one who acts may see. One query.
    """
    rows = FinishedClock.objects.filter(client_request__in=requests, stopped_at__gte=since, stopped_at__lt=until)
    for row in rows.order_by("stopped_at", "pk"):
        yield Ran(row.kind, row.client_request_id, row.client_id, row.owner_id, row.due_at, row.stopped_at)
