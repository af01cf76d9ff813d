"""Verbs on tasks: each is one transaction, leaves a line in the journal, and can be taken back."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from butler.dossiers.models import Client
from butler.ground import journal, live
from butler.ground.refusals import NotHere
from butler.requests import access
from butler.requests.actions.moves import check_not_overtaken, fields, remember, restore
from butler.requests.actions.refusals import HoldsNoGrant, InThePast
from butler.requests.actions.scoring import BATCH, SCORED, iso, put_score
from butler.requests.models import Move, Quadrant, Task
from butler.staff.models import Staff


@transaction.atomic
def add_task(client: Client, *, title: str, category: str, owner: Staff, now: datetime, **fields: Any) -> Task:
    """A step of work, scored and placed at once. `fields` are those of Task, in plain text."""
    row = Task(client=client, title=title, category=category, owner=owner, asked_at=now, **fields)
    put_score(row, access.working_hours(), now)
    row.save(force_insert=True)
    live.changed("task", client_id=row.client_id, about=row.pk)
    journal.record("task.added", about=row, owner=owner.pk, urgency=row.urgency, importance=row.importance)
    return row


@transaction.atomic
def place(task_id: UUID, quadrant: int, *, by: Staff, now: datetime, until: datetime | None = None) -> Move:
    """A person moves the task: their choice is kept, with who and until when, and it leaves the tray."""
    if until is not None and until <= now:
        raise InThePast
    row = locked_task(task_id)
    move = remember(row, Move.What.PLACED, by, now)
    row.moved_to, row.moved_by, row.moved_at, row.moved_until = Quadrant(quadrant), by, now, until
    row.is_seen, row.rank, row.snoozed_until = True, 0, None
    _save(row, "moved_to moved_by moved_at moved_until is_seen rank snoozed_until", now)
    journal.record("task.moved", about=row, to=int(quadrant), before=move.before["quadrant"], until=iso(until))
    return move


@transaction.atomic
def accept_place(task_id: UUID, *, by: Staff, now: datetime) -> Move:
    """A person agrees with the rule: the task leaves the tray, and goes on moving with its score."""
    row = locked_task(task_id)
    move = remember(row, Move.What.ACCEPTED, by, now)
    row.moved_to = row.moved_by = row.moved_at = row.moved_until = None
    row.is_seen, row.rank, row.snoozed_until = True, 0, None
    _save(row, "moved_to moved_by moved_at moved_until is_seen rank snoozed_until", now)
    journal.record("task.accepted", about=row, quadrant=row.quadrant)
    return move


@transaction.atomic
def arrange(task_ids: Sequence[UUID], *, now: datetime) -> None:
    """Keep the order in which these tasks of one quadrant were dragged; tasks one may not see are passed over."""
    ranks = {task_id: number for number, task_id in enumerate(task_ids, start=1)}
    rows = list(Task.objects.select_for_update().filter(pk__in=ranks).order_by("pk"))
    for row in rows:
        row.rank = ranks[row.pk]
    Task.objects.bulk_update(rows, ["rank"], batch_size=BATCH)
    journal.record("tasks.arranged", tasks=[str(row.pk) for row in rows])


@transaction.atomic
def hand_over(task_id: UUID, to: Staff, *, by: Staff, now: datetime, part_of: Move | None = None) -> Move:
    """Give the task to a colleague who holds a grant for the client; it comes into their tray. Else HoldsNoGrant."""
    row = locked_task(task_id)
    if to not in access.colleagues_for(row.client_id, now=now):
        raise HoldsNoGrant
    move = remember(row, Move.What.HANDED_OVER, by, now, part_of=part_of)
    row.owner, row.is_seen, row.rank, row.snoozed_until = to, to == by, 0, None
    _save(row, "owner is_seen rank snoozed_until", now)
    journal.record("task.handed_over", about=row, to=to.pk)
    return move


@transaction.atomic
def snooze(task_id: UUID, until: datetime, *, by: Staff, now: datetime, part_of: Move | None = None) -> Move:
    """Put the task off; at that moment it comes back to the tray. Never beyond its point of no return: InThePast."""
    row = locked_task(task_id)
    if until <= now or (row.no_return_at and until >= row.no_return_at):
        raise InThePast
    move = remember(row, Move.What.SNOOZED, by, now, part_of=part_of)
    row.snoozed_until, row.is_seen = until, True
    _save(row, "snoozed_until is_seen", now)
    journal.record("task.snoozed", about=row, until=iso(until))
    return move


@transaction.atomic
def done(task_id: UUID, *, by: Staff, now: datetime, part_of: Move | None = None) -> Move | None:
    """The task is done, perhaps along with its request. Said twice, the second changes nothing and gives None."""
    row = locked_task(task_id)
    if row.done_at:
        return None
    move = remember(row, Move.What.DONE, by, now, part_of=part_of)
    row.done_at, row.done_by = now, by
    _save(row, "done_at done_by", now)
    journal.record("task.done", about=row)
    return move


@transaction.atomic
def reopen(task_id: UUID, *, by: Staff, now: datetime) -> None:
    """The task was not done after all: it comes back to the tray."""
    row = locked_task(task_id)
    if not row.done_at:
        return
    row.done_at = row.done_by = None
    row.is_seen = False
    _save(row, "done_at done_by is_seen", now)
    journal.record("task.reopened", about=row)


def put_task_back(move: Move, *, by: Staff, now: datetime) -> None:
    """The task stands as before the move; Overtaken when there is a later one. The caller marks the move."""
    assert move.task_id is not None  # noqa: S101 - a move is of a task or of a request
    row = locked_task(move.task_id)
    check_not_overtaken(row, move)
    _save(row, " ".join(restore(row, move.before)), now)
    journal.record("task.taken_back", about=row, move=str(move.pk), kind=move.what, by_author=move.by_id == by.pk)


def locked_task(task_id: UUID) -> Task:
    row = Task.objects.select_for_update(of=("self",)).select_related("client").filter(pk=task_id).first()
    if row is None:
        raise NotHere
    return row


def _save(row: Task, names: str, now: datetime) -> None:
    """Save what changed together with a fresh score: the place follows at once."""
    put_score(row, access.working_hours(), now)
    row.save(update_fields={*fields(names.split()), *SCORED})
    live.changed("task", client_id=row.client_id, about=row.pk)
