"""What is left when a shift ends, and where it went."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from butler.ground import acting
from butler.ground.refusals import NotHere
from butler.ground.sealing import open_sealed
from butler.requests.access.requests import RequestCard, open_requests
from butler.requests.access.tasks import TaskCard, open_tasks, worded
from butler.requests.calendar import working_hours
from butler.requests.models import LeftWork, Quadrant, ShiftEnd
from butler.requests.rules.workday import next_start
from butler.staff.models import Staff

SOON = timedelta(hours=12)  # into the next shift: what is due by then is thought of today


@dataclass(frozen=True)
class Left:
    """One thing that is not finished: a task, or a request without a step in hand."""

    client_id: UUID
    title: str
    due_at: datetime | None
    due_name: str
    task_id: UUID | None
    request_id: UUID | None
    may_wait: bool  # until the next shift

    @property
    def name(self) -> str:
        """As the form calls it."""
        return f"task-{self.task_id}" if self.task_id else f"request-{self.request_id}"


@dataclass(frozen=True)
class LeftToday:
    """What a colleague leaves, what is due first on top; `calm` more have time and stay with them."""

    left: tuple[Left, ...]
    calm: int
    next_start: datetime


@dataclass(frozen=True)
class LeftLine:
    """One thing of a closed shift: where it went, why, and who holds it now."""

    client_id: UUID
    title: str
    way: str
    way_name: str
    why_name: str
    note: str
    holder: Staff
    offered_to: Staff | None  # it waits for their answer


@dataclass(frozen=True)
class ClosedShift:
    id: UUID
    staff: Staff
    at: datetime
    is_taken_back: bool
    lines: tuple[LeftLine, ...]


def left_today(person: Staff, *, now: datetime) -> LeftToday:
    """What this colleague has not finished and somebody must think of before the next shift."""
    hours = working_hours()
    begins = next_start(hours, now.astimezone(hours.zone).date(), person.shift_from, person.shift_to)
    tasks = open_tasks(now=now, owners=[person.pk])
    pressing = [card for card in tasks if card.place == Quadrant.NOW or _is_near(card.deadline, begins)]
    with_step = {card.request_id for card in tasks}
    asked = [card for card in open_requests(owners=[person.pk]) if card.id not in with_step]
    due = [card for card in asked if _is_near(card.due_at, begins)]
    found = [*(_of_task(card, begins) for card in pressing), *(_of_request(card) for card in due)]
    ordered = sorted(found, key=lambda left: (left.due_at is None, left.due_at or now, left.name))
    return LeftToday(tuple(ordered), len(tasks) - len(pressing), begins)


def _is_near(moment: datetime | None, begins: datetime) -> bool:
    return moment is not None and moment < begins + SOON


def _of_task(card: TaskCard, begins: datetime) -> Left:
    may_wait = card.deadline is None or card.deadline > begins
    return Left(card.client_id, card.title, card.deadline, "", card.id, None, may_wait)


def _of_request(card: RequestCard) -> Left:
    return Left(card.client_id, card.title, card.due_at, card.due_name, None, card.id, may_wait=False)


def closed_shift(shift_end_id: UUID) -> ClosedShift:
    """A shift that was closed, and who holds what now, for its colleague and for leads; else NotHere."""
    end = ShiftEnd.objects.select_related("staff").filter(pk=shift_end_id).first()
    reader = Staff.objects.filter(pk=acting.actor().staff_id or 0).first()
    if end is None or reader is None or not (reader == end.staff or reader.is_lead):
        raise NotHere
    rows = LeftWork.objects.filter(shift_end=end).select_related(
        "task__owner", "client_request__owner", "item__hand_over__taker"
    )
    return ClosedShift(end.pk, end.staff, end.at, end.taken_back_at is not None, tuple(_lines(rows)))


def last_shift_end(person: Staff, *, since: datetime) -> ShiftEnd | None:
    """The shift this colleague closed since then, if they did."""
    rows = ShiftEnd.objects.filter(staff=person, at__gte=since, taken_back_at__isnull=True)
    return rows.order_by("-at").first()


def _lines(rows: object) -> list[LeftLine]:
    found = []
    for row in rows.order_by("way", "pk"):  # type: ignore[attr-defined]
        thing = row.task or row.client_request
        if thing is None:
            continue
        item = row.item
        found.append(
            LeftLine(
                row.client_id,
                worded(row.task.asks if row.task else "", open_sealed(thing, "title")),
                row.way,
                row.get_way_display(),
                row.get_why_display() if row.why else "",
                open_sealed(row, "note") if row.note else "",
                thing.owner,
                item.hand_over.taker if item and item.state == item.State.OFFERED else None,
            )
        )
    return found
