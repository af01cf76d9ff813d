"""Verbs on requests."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from butler.dossiers.models import Client
from butler.ground import journal
from butler.ground.refusals import NotHere
from butler.requests import access, rules
from butler.requests.actions.tasks import add_task, done
from butler.requests.models import ClientRequest, RequestState
from butler.staff.models import Staff


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
