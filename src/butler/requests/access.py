"""The only doors to what clients asked and to the steps of work. What comes out is plain and frozen."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from butler.dossiers.models import Compartment, Grant
from butler.ground.refusals import NotHere
from butler.ground.sealing import open_sealed
from butler.requests import rules
from butler.requests.calendar import working_hours
from butler.requests.models import Category, ClientRequest, Move, Quadrant, RequestState, Task
from butler.requests.rules import Facts, Hours, Score
from butler.staff.models import Role, Staff

AT_REST = (RequestState.CLOSED, RequestState.CANCELLED, RequestState.DEBRIEFED)


@dataclass(frozen=True)
class Moved:
    """A person's choice of place that still holds."""

    to: Quadrant
    by: Staff
    at: datetime
    until: datetime | None


@dataclass(frozen=True)
class TaskCard:
    """A step of work as the matrix shows it, with its score at the moment of reading."""

    id: UUID
    client_id: UUID
    request_id: UUID | None
    title: str
    detail: str
    category: str
    owner: Staff
    asked_at: datetime
    due_at: datetime | None
    no_return_at: datetime | None
    effort: timedelta
    score: Score
    place: Quadrant
    is_seen: bool
    has_come_back: bool  # it was put off until a moment that has come
    moved: Moved | None
    rank: int
    snoozed_until: datetime | None
    done_at: datetime | None

    @property
    def deadline(self) -> datetime | None:
        """The nearest of the promised time and the point of no return."""
        return min((moment for moment in (self.due_at, self.no_return_at) if moment), default=None)

    @property
    def effort_minutes(self) -> int:
        return self.effort // rules.MINUTE

    @property
    def category_name(self) -> str:
        return str(Category(self.category).label)

    @property
    def proposal(self) -> Quadrant:
        """Where the rule would put it."""
        return Quadrant(self.score.quadrant)


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
    due_at: datetime
    closed_at: datetime | None
    message_id: UUID | None
    open_tasks: int

    @property
    def category_name(self) -> str:
        return str(Category(self.category).label)

    @property
    def state_name(self) -> str:
        return str(RequestState(self.state).label)


@dataclass(frozen=True)
class MoveCard:
    """What somebody did with a task, and can still take back."""

    id: UUID
    task_id: UUID
    what: str
    at: datetime


def open_tasks(*, now: datetime, owners: Iterable[int] | None = None, client_id: UUID | None = None) -> list[TaskCard]:
    """Open tasks whose day has come, that the one who acts may see: of these owners and this client, if given.

    By place, then as dragged, then the most urgent first. Two queries.
    """
    tasks = _rows().filter(done_at__isnull=True).filter(Q(snoozed_until__isnull=True) | Q(snoozed_until__lte=now))
    if owners is not None:
        tasks = tasks.filter(owner__in=list(owners))
    if client_id is not None:
        tasks = tasks.filter(client=client_id)
    hours = working_hours()
    return sorted((_card(task, hours, now) for task in tasks), key=_by_place)


def task(task_id: UUID, *, now: datetime) -> TaskCard:
    """One task, done ones too; NotHere for a stranger, and when there is none."""
    row = _rows().filter(pk=task_id).first()
    if row is None:
        raise NotHere
    return _card(row, working_hours(), now)


def count_open(*, now: datetime, owners: Iterable[int] | None = None) -> int:
    """How many tasks `open_tasks` would give; opens nothing."""
    tasks = Task.objects.filter(done_at__isnull=True).filter(Q(snoozed_until__isnull=True) | Q(snoozed_until__lte=now))
    return tasks.count() if owners is None else tasks.filter(owner__in=list(owners)).count()


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


def colleagues_for(client_id: UUID, *, now: datetime) -> list[Staff]:
    """Colleagues who may take over work for this client: they hold a grant for the profile now."""
    holders = Grant.objects.filter(
        Q(ends_at__isnull=True) | Q(ends_at__gt=now),
        client=client_id,
        compartment=Compartment.PROFILE,
        starts_at__lte=now,
    )
    people = Staff.objects.filter(pk__in=holders.values("staff"), is_active=True).exclude(role=Role.AUDITOR)
    return list(people.order_by("given_name", "surname"))


def last_move(staff_id: int, *, since: datetime) -> MoveCard | None:
    """What this colleague did last and has not taken back."""
    move = (
        Move.objects.filter(by=staff_id, taken_back_at__isnull=True, at__gte=since).order_by("-at", "-number").first()
    )
    return MoveCard(move.pk, move.task_id, move.what, move.at) if move else None


def facts(row: Task) -> Facts:
    """What the score of a task is made of; wants the client joined."""
    return Facts(
        due_at=row.due_at,
        no_return_at=row.no_return_at,
        effort=row.effort_minutes * rules.MINUTE,
        cost_of_failure=row.cost_of_failure,
        is_key_client=row.client.is_key,
        is_for_occasion=row.is_for_occasion,
        is_promised=row.is_promised,
    )


def _rows() -> QuerySet[Task]:
    return Task.objects.select_related("client", "owner", "moved_by").defer("reasons")


def _requests() -> QuerySet[ClientRequest]:
    open_ones = Count("tasks", filter=Q(tasks__done_at__isnull=True))
    return ClientRequest.objects.select_related("owner").annotate(open_ones=open_ones)


def _card(row: Task, hours: Hours, now: datetime) -> TaskCard:
    found = rules.score(facts(row), hours, now)
    moved = _moved(row, now)
    came_back = row.snoozed_until is not None and row.snoozed_until <= now
    return TaskCard(
        id=row.pk,
        client_id=row.client_id,
        request_id=row.client_request_id,
        title=open_sealed(row, "title"),
        detail=open_sealed(row, "detail"),
        effort=row.effort_minutes * rules.MINUTE,
        score=found,
        place=moved.to if moved else Quadrant(found.quadrant),
        moved=moved,
        is_seen=row.is_seen and not came_back,
        has_come_back=came_back,
        **{name: getattr(row, name) for name in OPEN},
    )


OPEN = ["category", "owner", "asked_at", "due_at", "no_return_at", "rank", "snoozed_until", "done_at"]


def _moved(row: Task, now: datetime) -> Moved | None:
    if row.moved_to is None or row.moved_by is None or row.moved_at is None:
        return None
    if not rules.stands(row.moved_to, row.moved_until, now):
        return None
    return Moved(Quadrant(row.moved_to), row.moved_by, row.moved_at, row.moved_until)


def _by_place(card: TaskCard) -> tuple:
    return (card.place, card.rank, -card.score.urgency, -card.score.importance, card.asked_at, card.id)


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
        closed_at=row.closed_at,
        message_id=row.message_id,
        open_tasks=row.open_ones,  # type: ignore[attr-defined]
    )
