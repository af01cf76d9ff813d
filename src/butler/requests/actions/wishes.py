"""A client wants something that is not arranged yet otherwise: the request says so, and goes back exactly."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from butler.ground import journal, live
from butler.ground.sealing import open_sealed
from butler.requests import access
from butler.requests.actions.cases import know
from butler.requests.actions.refusals import NotNow
from butler.requests.actions.requests import locked_request, put_next
from butler.requests.actions.scoring import SCORED, iso, put_score
from butler.requests.models import AT_REST, ClientRequest, Detail, Task
from butler.staff.models import Staff


@transaction.atomic
def wish_otherwise(
    request_id: UUID, details: Mapping[str, str], *, title: str, happens_at: datetime | None, promised_at: datetime,
    by: Staff, now: datetime,
) -> dict[str, Any]:  # fmt: skip
    """What is known of the request, its title, when it takes place and when the client hears are these now; its own
    task is called and scored anew. Returns how it stood, for `wish_as_before`. NotNow for what rests, NotHere for a
    stranger."""
    row = locked_request(request_id)
    if row.state in AT_REST:
        raise NotNow
    before = _standing(row)
    know(row.pk, {**dict.fromkeys(before["details"], ""), **details}, by=by, now=now)
    promised = max(promised_at, row.promised_at) if row.promised_at else promised_at
    _write(row, title or before["title"], happens_at, promised, before["title"], now)
    journal.record("request.wished_otherwise", about=row, names=sorted(set(details) | set(before["details"])))
    return before


@transaction.atomic
def wish_as_before(request_id: UUID, before: Mapping[str, Any], *, now: datetime) -> None:
    """The change was a slip: the request stands as it stood."""
    row = locked_request(request_id)
    called = open_sealed(row, "title")
    Detail.objects.filter(client_request=row).delete()
    for name, (value, by_id, at) in before["details"].items():
        Detail.objects.create(
            client_id=row.client_id, client_request=row, name=name, value=value, by_id=by_id,
            at=datetime.fromisoformat(at),
        )  # fmt: skip
    _write(row, before["title"], _moment(before["happens_at"]), _moment(before["promised_at"]), called, now)
    journal.record("request.wished_as_before", about=row)


def _standing(row: ClientRequest) -> dict[str, Any]:
    rows = Detail.objects.filter(client_request=row)
    return {
        "title": open_sealed(row, "title"), "happens_at": iso(row.happens_at), "promised_at": iso(row.promised_at),
        "details": {one.name: [open_sealed(one, "value"), one.by_id, one.at.isoformat()] for one in rows},
    }  # fmt: skip


def _write(
    row: ClientRequest, title: str, happens_at: datetime | None, promised_at: datetime | None, was_called: str,
    now: datetime,
) -> None:  # fmt: skip
    was_to_happen, hours = row.happens_at, access.working_hours()
    row.title, row.happens_at, row.promised_at = title, happens_at, promised_at
    put_next(row, now)
    row.save(update_fields=["title", "happens_at", "promised_at", "due_at", "due_what"])
    tasks = Task.objects.select_for_update(of=("self",)).select_related("client")
    for task in tasks.filter(client_request=row, done_at__isnull=True).order_by("pk"):
        is_its_own = open_sealed(task, "title") == was_called
        if not is_its_own and (task.no_return_at is None or task.no_return_at != was_to_happen):
            continue
        task.title = title if is_its_own else task.title
        task.no_return_at = happens_at
        put_score(task, hours, now)
        task.save(update_fields=["title", "no_return_at", *SCORED])
        live.changed("task", client_id=row.client_id, about=task.pk)


def _moment(said: str | None) -> datetime | None:
    return datetime.fromisoformat(said) if said else None
