"""Hours returned to clients: what was settled in a time, and how long they would have spent on it."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet, Sum

from butler.ground import acting
from butler.requests.models import ClientRequest, RequestState, StateChange
from butler.requests.rules.returned import Returned, Settled, returned

SETTLED = (RequestState.DELIVERED, RequestState.DEBRIEFED, RequestState.CLOSED)


def hours_returned(client_id: UUID, *, since: datetime, until: datetime) -> Returned:
    """What was settled for a client from `since` until just before `until` (aware), and the hours it returned.

    Its lines are the method, one for each category. NotHere for a stranger. Two queries.
    """
    acting.check_may_open(client_id, "profile")
    return returned_by_client(since=since, until=until, client_ids=[client_id]).get(client_id, Returned(()))


def returned_by_client(
    *, since: datetime, until: datetime, client_ids: Iterable[UUID] | None = None, owners: Iterable[int] | None = None
) -> dict[UUID, Returned]:
    """The same for every client that the one who acts may see, of these clients or owners if given."""
    rows = settled_between(since, until)
    if client_ids is not None:
        rows = rows.filter(client__in=list(client_ids))
    if owners is not None:
        rows = rows.filter(owner__in=list(owners))
    rows = rows.annotate(worked=Sum("tasks__effort_minutes", filter=Q(tasks__done_at__isnull=False)))
    found: dict[UUID, list[Settled]] = defaultdict(list)
    for client_id, category, worked in rows.values_list("client", "category", "worked"):
        found[client_id].append(Settled(category, worked or 0))
    return {client_id: returned(each) for client_id, each in found.items()}


def settled_between(since: datetime, until: datetime) -> QuerySet[ClientRequest]:
    """Requests that were settled for the first time within these moments, and are settled still."""
    steps = StateChange.objects.filter(after__in=SETTLED, taken_back_by__isnull=True)
    steps = steps.exclude(why__in=(StateChange.Why.MERGED, StateChange.Why.TAKEN_BACK, StateChange.Why.UNMERGED))
    earlier = steps.filter(at__lt=since).values("client_request")
    within = steps.filter(at__gte=since, at__lt=until).values("client_request")
    return ClientRequest.objects.filter(pk__in=within, state__in=SETTLED).exclude(pk__in=earlier)
