"""Verbs on requests: they open, go on, are closed, cancelled and taken up again. Each leaves a row of who and when."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from butler.dossiers.models import Client
from butler.ground import acting, journal
from butler.ground.refusals import NotHere
from butler.requests import access, rules
from butler.requests.actions.moves import remember
from butler.requests.actions.refusals import HoldsNoGrant, NotNow
from butler.requests.actions.tasks import add_task, done
from butler.requests.models import AT_REST, ClientRequest, Detail, Move, RequestState, StateChange
from butler.staff.models import Staff

Why = StateChange.Why


@transaction.atomic
def open_request(
    client: Client, *, title: str, category: str, owner: Staff, now: datetime, due_at: datetime | None = None,
    happens_at: datetime | None = None, message: Any = None, with_task: bool = True,
    details: Mapping[str, str] | None = None, **task: Any,
) -> ClientRequest:  # fmt: skip
    """A client asked for something. It has an owner and a next moment from the first, and by default a task.

    `due_at` is when the client was told to hear, `happens_at` when it takes place, `details` what is known of it by
    the names of `rules.templates`; `task` are further fields of that task (detail, no_return_at, effort_minutes,
    cost_of_failure, ...). Refuses with HoldsNoGrant an owner who may not open the dossier.
    """
    if not access.may_own(client.pk, now=now).filter(pk=owner.pk).exists():
        raise HoldsNoGrant
    row = ClientRequest(
        client=client, message=message, title=title, category=category, owner=owner, opened_at=now,
        promised_at=due_at, happens_at=happens_at,
    )  # fmt: skip
    put_next(row, now)
    row.save(force_insert=True)
    _write_step(row, "", RequestState.NEW, by=None, now=now)
    journal.record("request.opened", about=row, owner=owner.pk, category=category)
    _know(row, details or {}, now)
    if with_task:
        add_task(
            client, title=title, category=category, owner=owner, now=now, client_request=row, due_at=due_at, **task
        )
    return row


def _know(row: ClientRequest, details: Mapping[str, str], now: datetime) -> None:
    names = {spec.name for spec in rules.specs(row.category)}
    for name in sorted(names & set(details)):
        Detail.objects.create(client_id=row.client_id, client_request=row, name=name, value=details[name], at=now)


@transaction.atomic
def accept_request(request_id: UUID, *, by: Staff, now: datetime) -> ClientRequest:
    """Somebody has taken the request up. Said twice, or later than that, nothing changes."""
    row = locked_request(request_id)
    if row.state == RequestState.NEW:
        step(row, RequestState.ACCEPTED, by=by, now=now)
    return row


@transaction.atomic
def advance(request_id: UUID, state: RequestState | str, *, by: Staff, now: datetime, reason: str = "") -> Move | None:
    """The request goes on to another state; None when it stands there already.

    Refuses with NotNow when its life does not know the step from where it stands, with NotHere for a stranger.
    """
    row = locked_request(request_id)
    return None if row.state == state else step(row, RequestState(state), by=by, now=now, reason=reason)


@transaction.atomic
def close_request(request_id: UUID, *, by: Staff, now: datetime, reason: str = "") -> ClientRequest:
    """Nothing more is to be done for it; its open tasks are done with it. NotNow while something is booked."""
    row = locked_request(request_id)
    if row.state != RequestState.CLOSED:
        step(row, RequestState.CLOSED, by=by, now=now, reason=reason)
    return row


@transaction.atomic
def cancel_request(request_id: UUID, *, by: Staff, now: datetime, reason: str) -> Move | None:
    """It will not be, and why; its open tasks are done with it. Refuses as `advance`."""
    return advance(request_id, RequestState.CANCELLED, by=by, now=now, reason=reason)


@transaction.atomic
def reopen_request(request_id: UUID, *, by: Staff, now: datetime, reason: str = "") -> Move | None:
    """It is taken up again, with a task for its owner; None when it is open. Refuses as `advance`."""
    row = locked_request(request_id)
    if row.state not in (*AT_REST, RequestState.DELIVERED):
        return None
    return step(row, RequestState.ACCEPTED, by=by, now=now, reason=reason, why=Why.REOPENED)


def step(
    row: ClientRequest, after: RequestState, *, by: Staff, now: datetime, reason: str = "", why: Why = Why.STEP
) -> Move:
    """A person takes a locked request a step on; what they did is remembered, and what rests lets its tasks rest."""
    pause = access.standing_pause(row.pk)
    move = remember(row, MOVES.get((after, why), Move.What.STEP), by, now, ended=str(pause.pk) if pause else None)
    change_state(row, after, by=by, now=now, reason=reason, why=why)
    _finish_tasks(row, move, by, now)
    return move


MOVES = {
    (RequestState.CLOSED, Why.STEP): Move.What.CLOSED,
    (RequestState.CANCELLED, Why.STEP): Move.What.CANCELLED,
    (RequestState.ACCEPTED, Why.REOPENED): Move.What.REOPENED,
    (RequestState.CLOSED, Why.MERGED): Move.What.MERGED,
}


def change_state(
    row: ClientRequest, after: RequestState | str, *, by: Staff | None, now: datetime, reason: str = "",
    why: Why = Why.STEP, takes_back: StateChange | None = None,
) -> StateChange:  # fmt: skip
    """The only place where the state of a request changes: its row of who and when, its next moment, the journal.

    `row` is locked. `by` none: the house itself, under the purpose that acts. Refuses with NotNow; the database
    refuses the same.
    """
    before = row.state
    if takes_back is None and not _may_step(row, after, why):
        raise NotNow
    end_pause(row, by=by, now=now)
    row.state, row.state_number = RequestState(after), row.state_number + 1
    row.closed_at = now if row.state in AT_REST else None
    row.clocks_at = None  # one of its clocks may have stopped, another begun
    put_next(row, now)
    change = _write_step(row, before, after, by=by, now=now, reason=reason, why=why, takes_back=takes_back)
    row.save(update_fields=["state", "state_number", "closed_at", "due_at", "due_what", "clocks_at"])
    journal.record("request.state", about=row, before=before, after=str(after), why=str(why))
    return change


def _may_step(row: ClientRequest, after: RequestState | str, why: Why) -> bool:
    if why == Why.MERGED:
        return row.state not in AT_REST
    if not rules.may_become(row.state, after):
        return False
    return row.state not in AT_REST or access.merged_into(row.pk) is None  # what is one with another goes on there


def end_pause(row: ClientRequest, *, by: Staff | None, now: datetime) -> str | None:
    """Any step ends a pause, as does its moment (`by` none): what was put off with it comes back. Returns its id."""
    pause = access.standing_pause(row.pk)
    if pause is None:
        return None
    pause.ended_at, pause.ended_by = now, by
    pause.save(update_fields=["ended_at", "ended_by"])
    row.tasks.filter(done_at__isnull=True, snoozed_until=pause.until).update(snoozed_until=None, is_seen=False)
    return str(pause.pk)


def put_next(row: ClientRequest, now: datetime) -> None:
    """Write the next moment on the row, unsaved."""
    found = rules.next_moment(access.life(row), access.working_hours(), now)
    row.due_at, row.due_what = (found.at, found.what) if found else (None, "")


def locked_request(request_id: UUID) -> ClientRequest:
    """The request, locked; NotHere for a stranger, and when there is none."""
    row = ClientRequest.objects.select_for_update(of=("self",)).filter(pk=request_id).first()
    if row is None:
        raise NotHere
    acting.check_may_open(row.client_id, "profile")  # the lock in code beside the one in the database
    return row


def _write_step(
    row: ClientRequest, before: str, after: RequestState | str, *, by: Staff | None, now: datetime, reason: str = "",
    why: Why = Why.STEP, takes_back: StateChange | None = None,
) -> StateChange:  # fmt: skip
    who = acting.actor()
    return StateChange.objects.create(
        client_id=row.client_id,
        client_request=row,
        number=row.state_number,
        before=before,
        after=after,
        why=why,
        reason=reason,
        by_id=by.pk if by else who.staff_id,
        purpose="" if by or who.staff_id else who.purpose,
        at=now,
        takes_back=takes_back,
    )


def _finish_tasks(row: ClientRequest, move: Move, by: Staff, now: datetime) -> None:
    """What a due moment asked is done once the request went on; what rests leaves no work behind."""
    open_ones = row.tasks.filter(done_at__isnull=True)
    if row.state not in AT_REST:
        open_ones = open_ones.exclude(asks="").exclude(asks=row.due_what)
    for task_id in open_ones.order_by("pk").values_list("pk", flat=True):
        done(task_id, by=by, now=now, part_of=move)
