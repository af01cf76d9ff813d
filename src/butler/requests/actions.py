"""Verbs on requests and tasks. Each is one transaction, leaves a line in the journal, and can be taken back."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max, Q

from butler.dossiers.models import Client
from butler.ground import journal
from butler.ground.refusals import NotHere
from butler.requests import access, rules
from butler.requests.models import ClientRequest, Move, Quadrant, RequestState, Task
from butler.requests.rules import Hours, Why
from butler.staff.models import Staff

# What taking back restores: numbers and flags, then moments.
KEPT = ("owner_id", "moved_to", "moved_by_id", "rank", "is_seen", "quadrant", "done_by_id")
KEPT_MOMENTS = ("moved_at", "moved_until", "snoozed_until", "done_at")
SCORED = ("urgency", "importance", "quadrant", "reasons", "becomes_urgent_at", "scored_at")
BATCH = 500


class Refused(Exception):
    """What was asked cannot be done; nothing has changed."""


class HoldsNoGrant(Refused):
    """A task goes only to somebody who may open the client's dossier."""


class Overtaken(Refused):
    """Somebody has done something else with the task since: taking back would undo their work."""


class InThePast(Refused):
    """Putting off, or keeping a place, needs a moment ahead."""


@transaction.atomic
def open_request(
    client: Client, *, title: str, category: str, owner: Staff, now: datetime, due_at: datetime | None = None,
    message: Any = None, with_task: bool = True, **task: Any,
) -> ClientRequest:  # fmt: skip
    """A client asked for something. It has an owner from the first moment, and by default a first task in the matrix.

    `task` are further fields of that task (detail, no_return_at, effort_minutes, cost_of_failure, ...).
    """
    row = ClientRequest.objects.create(
        client=client,
        message=message,
        title=title,
        category=category,
        owner=owner,
        opened_at=now,
        due_at=due_at or rules.first_answer_by(access.working_hours(), now),
    )
    journal.record("request.opened", about=row, owner=owner.pk, category=category)
    if with_task:
        add_task(
            client, title=title, category=category, owner=owner, now=now, client_request=row, due_at=due_at, **task
        )
    return row


@transaction.atomic
def add_task(client: Client, *, title: str, category: str, owner: Staff, now: datetime, **fields: Any) -> Task:
    """A step of work, scored and placed at once. `fields` are those of Task, in plain text."""
    row = Task(client=client, title=title, category=category, owner=owner, asked_at=now, **fields)
    _score(row, access.working_hours(), now)
    row.save(force_insert=True)
    journal.record("task.added", about=row, owner=owner.pk, urgency=row.urgency, importance=row.importance)
    return row


@transaction.atomic
def place(task_id: UUID, quadrant: int, *, by: Staff, now: datetime, until: datetime | None = None) -> Move:
    """A person moves the task: their choice is kept, with who and until when, and it leaves the tray."""
    if until is not None and until <= now:
        raise InThePast
    row = _locked(task_id)
    move = _remember(row, Move.What.PLACED, by, now)
    row.moved_to, row.moved_by, row.moved_at, row.moved_until = Quadrant(quadrant), by, now, until
    row.is_seen, row.rank, row.snoozed_until = True, 0, None
    _save(row, "moved_to moved_by moved_at moved_until is_seen rank snoozed_until", now)
    journal.record("task.moved", about=row, to=int(quadrant), before=move.before["quadrant"], until=_iso(until))
    return move


@transaction.atomic
def accept_place(task_id: UUID, *, by: Staff, now: datetime) -> Move:
    """A person agrees with the rule: the task leaves the tray, and goes on moving with its score."""
    row = _locked(task_id)
    move = _remember(row, Move.What.ACCEPTED, by, now)
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
def hand_over(task_id: UUID, to: Staff, *, by: Staff, now: datetime) -> Move:
    """Give the task to a colleague who holds a grant for the client; it comes into their tray. Else HoldsNoGrant."""
    row = _locked(task_id)
    if to not in access.colleagues_for(row.client_id, now=now):
        raise HoldsNoGrant
    move = _remember(row, Move.What.HANDED_OVER, by, now)
    row.owner, row.is_seen, row.rank, row.snoozed_until = to, to == by, 0, None
    _save(row, "owner is_seen rank snoozed_until", now)
    journal.record("task.handed_over", about=row, to=to.pk)
    return move


@transaction.atomic
def snooze(task_id: UUID, until: datetime, *, by: Staff, now: datetime) -> Move:
    """Put the task off; at that moment it comes back to the tray. Never beyond its point of no return: InThePast."""
    row = _locked(task_id)
    if until <= now or (row.no_return_at and until >= row.no_return_at):
        raise InThePast
    move = _remember(row, Move.What.SNOOZED, by, now)
    row.snoozed_until, row.is_seen = until, True
    _save(row, "snoozed_until is_seen", now)
    journal.record("task.snoozed", about=row, until=_iso(until))
    return move


@transaction.atomic
def done(task_id: UUID, *, by: Staff, now: datetime) -> Move | None:
    """The task is done. Said twice, the second changes nothing and gives None."""
    row = _locked(task_id)
    if row.done_at:
        return None
    move = _remember(row, Move.What.DONE, by, now)
    row.done_at, row.done_by = now, by
    _save(row, "done_at done_by", now)
    journal.record("task.done", about=row)
    return move


@transaction.atomic
def reopen(task_id: UUID, *, by: Staff, now: datetime) -> None:
    """The task was not done after all: it comes back to the tray."""
    row = _locked(task_id)
    if not row.done_at:
        return
    row.done_at = row.done_by = None
    row.is_seen = False
    _save(row, "done_at done_by is_seen", now)
    journal.record("task.reopened", about=row)


@transaction.atomic
def take_back(move_id: UUID, *, by: Staff, now: datetime) -> UUID:
    """Put a task back as it stood before a move; returns the task's id. Overtaken when there is a later move."""
    move = Move.objects.select_for_update().filter(pk=move_id).first()
    if move is None:
        raise NotHere
    row = _locked(move.task_id)
    if move.taken_back_at:
        return row.pk  # pressed twice
    if row.moves.filter(number__gt=move.number, taken_back_at__isnull=True).exists():
        raise Overtaken
    _restore(row, move.before)
    _save(row, " ".join(KEPT + KEPT_MOMENTS), now)
    move.taken_back_at = now
    move.save(update_fields=["taken_back_at"])
    journal.record("task.taken_back", about=row, move=str(move.pk), kind=move.what, by_author=move.by_id == by.pk)
    return row.pk


@transaction.atomic
def accept_request(request_id: UUID, *, by: Staff, now: datetime) -> ClientRequest:
    """Somebody has taken the request up."""
    return _state(request_id, RequestState.ACCEPTED, now, only_from=(RequestState.NEW,))


@transaction.atomic
def close_request(request_id: UUID, *, by: Staff, now: datetime) -> ClientRequest:
    """Nothing more is to be done for it; its open tasks are done with it."""
    row = _state(request_id, RequestState.CLOSED, now)
    for task_id in row.tasks.filter(done_at__isnull=True).order_by("pk").values_list("pk", flat=True):
        done(task_id, by=by, now=now)
    return row


def rescore(owner: Staff, *, now: datetime) -> int:
    """Score one colleague's open tasks anew; returns how many changed their place."""
    return _rescore(Q(owner=owner), now)


def rescore_all(*, now: datetime) -> int:
    """Score every open task anew; returns how many changed their place. Safe to run twice."""
    return _rescore(Q(), now)


@transaction.atomic
def _rescore(whose: Q, now: datetime) -> int:
    hours = access.working_hours()
    rows = list(
        Task.objects.select_for_update(of=("self",))
        .filter(whose, done_at__isnull=True)
        .select_related("client")
        .order_by("pk")
    )
    changed = []
    for row in rows:
        before = row.quadrant
        _come_back(row, now)
        _score(row, hours, now)
        if row.quadrant != before:
            changed.append([str(row.pk), before, row.quadrant])
    Task.objects.bulk_update(rows, [*SCORED, "is_seen", "snoozed_until"], batch_size=BATCH)
    if changed:
        journal.record("tasks.rescored", moved=changed)
    return len(changed)


def _locked(task_id: UUID) -> Task:
    row = Task.objects.select_for_update(of=("self",)).select_related("client").filter(pk=task_id).first()
    if row is None:
        raise NotHere
    return row


def _remember(row: Task, what: Move.What, by: Staff, now: datetime) -> Move:
    before = {name: getattr(row, name) for name in KEPT} | {name: _iso(getattr(row, name)) for name in KEPT_MOMENTS}
    number = 1 + (row.moves.aggregate(last=Max("number"))["last"] or 0)
    return Move.objects.create(
        client_id=row.client_id, task=row, number=number, what=what, by=by, at=now, before=before
    )


def _restore(row: Task, before: dict[str, Any]) -> None:
    for name in KEPT:
        setattr(row, name, before[name])
    for name in KEPT_MOMENTS:
        setattr(row, name, before[name] and datetime.fromisoformat(before[name]))


def _save(row: Task, names: str, now: datetime) -> None:
    """Save what changed together with a fresh score: the place follows at once."""
    _score(row, access.working_hours(), now)
    row.save(update_fields=[*_fields(names.split()), *SCORED])


def _come_back(row: Task, now: datetime) -> None:
    """What was put off until now is news again."""
    if row.snoozed_until and row.snoozed_until <= now:
        row.snoozed_until, row.is_seen = None, False


def _score(row: Task, hours: Hours, now: datetime) -> None:
    found = rules.score(access.facts(row), hours, now)
    row.urgency, row.importance = found.urgency, found.importance
    holds = rules.stands(row.moved_to, row.moved_until, now)
    row.quadrant = row.moved_to if holds else int(found.quadrant)
    row.reasons = [[reason.code, _numbers(reason)] for reason in found.reasons]
    row.becomes_urgent_at, row.scored_at = found.becomes_urgent_at, now


def _numbers(reason: rules.Reason) -> dict[str, Any]:
    numbers = {"at": _iso(reason.at), "minutes" if reason.code == Why.START_BY else "of": reason.number}
    return {name: value for name, value in numbers.items() if value is not None}


def _state(
    request_id: UUID, state: RequestState, now: datetime, *, only_from: tuple[RequestState, ...] = ()
) -> ClientRequest:
    row = ClientRequest.objects.select_for_update().filter(pk=request_id).first()
    if row is None:
        raise NotHere
    if row.state == state or (only_from and row.state not in only_from):
        return row
    before, row.state = row.state, state
    row.closed_at = now if state in access.AT_REST else None
    row.save(update_fields=["state", "closed_at"])
    journal.record("request.state", about=row, before=before, after=state)
    return row


def _fields(names: Iterable[str]) -> set[str]:
    return {name.removesuffix("_id") for name in names} - set(SCORED)


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
