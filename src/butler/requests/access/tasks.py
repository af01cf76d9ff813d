"""The doors to the steps of work."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from butler.dossiers.models import Standing
from butler.ground.refusals import NotHere
from butler.ground.sealing import open_sealed
from butler.network.models import Contact, Organisation
from butler.requests import rules
from butler.requests.access.pressing import NONE, Pressure, facts, pressure_on
from butler.requests.calendar import working_hours
from butler.requests.models import Category, DueWhat, Quadrant, Task
from butler.requests.rules import Hours, Kept, Score
from butler.staff.models import Staff


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
    must_start_at: datetime | None
    organisation: Organisation | None  # whom it deals with, and how
    contact: Contact | None
    means: str
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
        """The nearest of the hour at which it begins, the promised time and the point of no return."""
        moments = (self.must_start_at, self.due_at, self.no_return_at)
        return min((moment for moment in moments if moment), default=None)

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


def open_tasks(*, now: datetime, owners: Iterable[int] | None = None, client_id: UUID | None = None) -> list[TaskCard]:
    """Open tasks whose day has come, that the one who acts may see: of these owners and this client, if given.

    By place, then as dragged, then the most urgent first. As many queries however many tasks.
    """
    tasks = _rows().filter(done_at__isnull=True).filter(Q(snoozed_until__isnull=True) | Q(snoozed_until__lte=now))
    if owners is not None:
        tasks = tasks.filter(owner__in=list(owners))
    if client_id is not None:
        tasks = tasks.filter(client=client_id)
    return sorted(_cards(tasks, now), key=_by_place)


def tasks_of(request_id: UUID, *, now: datetime) -> list[TaskCard]:
    """The open steps of one request, those that are put off too; the nearest first."""
    cards = _cards(_rows().filter(client_request=request_id, done_at__isnull=True), now)
    return sorted(cards, key=lambda card: (card.deadline is None, card.deadline or card.asked_at, card.id))


def task(task_id: UUID, *, now: datetime) -> TaskCard:
    """One task, done ones too; NotHere for a stranger, and when there is none."""
    row = _rows().filter(pk=task_id).first()
    if row is None:
        raise NotHere
    return _cards([row], now)[0]


def count_open(*, now: datetime, owners: Iterable[int] | None = None) -> int:
    """How many tasks `open_tasks` would give; opens nothing."""
    tasks = Task.objects.filter(done_at__isnull=True).filter(Q(snoozed_until__isnull=True) | Q(snoozed_until__lte=now))
    return tasks.count() if owners is None else tasks.filter(owner__in=list(owners)).count()


def kept_scores(whose: Q) -> Iterator[Kept]:
    """The open tasks of these with the score on their row. One query of plain numbers: a house has many."""
    rows = Task.objects.filter(whose, done_at__isnull=True).annotate(is_key_client=Q(client__standing=Standing.KEY))
    return map(Kept._make, rows.order_by("pk").values_list(*Kept._fields))


def _rows() -> QuerySet[Task]:
    return Task.objects.select_related("client", "owner", "moved_by", "organisation", "contact").defer("reasons")


def _cards(rows: Iterable[Task], now: datetime) -> list[TaskCard]:
    found, hours = list(rows), working_hours()
    pressure = pressure_on(found, now=now)
    return [_card(row, _pressing(row, pressure), hours, now) for row in found]


def _pressing(row: Task, pressure: Mapping[UUID, Pressure]) -> Pressure:
    return pressure.get(row.client_request_id, NONE) if row.client_request_id else NONE


def _card(row: Task, pressure: Pressure, hours: Hours, now: datetime) -> TaskCard:
    found = rules.score(facts(row, pressure), hours, now)
    moved = _moved(row, now)
    came_back = row.snoozed_until is not None and row.snoozed_until <= now
    return TaskCard(
        id=row.pk,
        client_id=row.client_id,
        request_id=row.client_request_id,
        title=worded(row.asks, open_sealed(row, "title")),
        detail=open_sealed(row, "detail"),
        effort=row.effort_minutes * rules.MINUTE,
        score=found,
        place=moved.to if moved else Quadrant(found.quadrant),
        moved=moved,
        is_seen=row.is_seen and not came_back,
        has_come_back=came_back,
        **{name: getattr(row, name) for name in OPEN},
    )


def worded(asks: str, title: str) -> str:
    """The title of a task; of one that a due moment made, with what is to be done, in the reader's language."""
    if not asks:
        return title
    what = str(DueWhat(asks).label)
    return f"{what[:1].upper()}{what[1:]}: {title}"


OPEN = ["category", "owner", "asked_at", "due_at", "no_return_at", "must_start_at", "organisation", "contact", "means",
        "rank", "snoozed_until", "done_at"]  # fmt: skip


def _moved(row: Task, now: datetime) -> Moved | None:
    if row.moved_to is None or row.moved_by is None or row.moved_at is None:
        return None
    if not rules.stands(row.moved_to, row.moved_until, now):
        return None
    return Moved(Quadrant(row.moved_to), row.moved_by, row.moved_at, row.moved_until)


def _by_place(card: TaskCard) -> tuple:
    return (card.place, card.rank, -card.score.urgency, -card.score.importance, card.asked_at, card.id)
