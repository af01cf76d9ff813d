"""The doors to what clients asked."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from butler.ground.refusals import NotHere
from butler.ground.sealing import open_sealed
from butler.requests.models import AT_REST, Category, ClientRequest, DueWhat, RequestState
from butler.staff.models import Staff


@dataclass(frozen=True)
class RequestCard:
    """What a client asked."""

    id: UUID
    client_id: UUID
    title: str
    category: str
    state: str
    owner: Staff
    opened_at: datetime
    due_at: datetime | None  # none: it rests
    due_what: str
    promised_at: datetime | None
    happens_at: datetime | None
    closed_at: datetime | None
    message_id: UUID | None
    open_tasks: int

    @property
    def category_name(self) -> str:
        return str(Category(self.category).label)

    @property
    def state_name(self) -> str:
        return str(RequestState(self.state).label)

    @property
    def due_name(self) -> str:
        return str(DueWhat(self.due_what).label) if self.due_what else ""

    @property
    def is_open(self) -> bool:
        return self.state not in AT_REST


def open_requests(*, owners: Iterable[int] | None = None, client_id: UUID | None = None) -> list[RequestCard]:
    """Requests that are not at rest, what is due first on top. One query."""
    found = _requests().exclude(state__in=AT_REST)
    if owners is not None:
        found = found.filter(owner__in=list(owners))
    if client_id is not None:
        found = found.filter(client=client_id)
    return [_request_card(row) for row in found.order_by("due_at", "pk")]


def client_request(request_id: UUID) -> RequestCard:
    """One request; NotHere for a stranger, and when there is none."""
    row = _requests().filter(pk=request_id).first()
    if row is None:
        raise NotHere
    return _request_card(row)


def _requests() -> QuerySet[ClientRequest]:
    open_ones = Count("tasks", filter=Q(tasks__done_at__isnull=True))
    return ClientRequest.objects.select_related("owner").annotate(open_ones=open_ones)


def _request_card(row: ClientRequest) -> RequestCard:
    return RequestCard(
        id=row.pk,
        client_id=row.client_id,
        title=open_sealed(row, "title"),
        category=row.category,
        state=row.state,
        owner=row.owner,
        opened_at=row.opened_at,
        due_at=row.due_at,
        due_what=row.due_what,
        promised_at=row.promised_at,
        happens_at=row.happens_at,
        closed_at=row.closed_at,
        message_id=row.message_id,
        open_tasks=row.open_ones,  # type: ignore[attr-defined]
    )
