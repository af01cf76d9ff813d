"""What was written down by a slip goes again, as long as nobody has worked on it."""

from uuid import UUID

from django.db import transaction
from django.db.models import ProtectedError, Q, RestrictedError

from butler.ground import journal
from butler.ground.refusals import NotHere
from butler.requests.actions.refusals import Overtaken
from butler.requests.models import ClientRequest, Move, Task


@transaction.atomic
def unmake_request(request_id: UUID) -> None:
    """The request and its first task go. Overtaken where others have built on it; NotHere for a stranger."""
    row = ClientRequest.objects.select_for_update(of=("self",)).filter(pk=request_id).first()
    if row is None:
        raise NotHere
    _refuse_built_upon(list(Task.objects.filter(client_request=row)), Q(client_request=row))
    journal.record("request.unmade", about=row)
    _delete(ClientRequest.objects.filter(pk=row.pk))


@transaction.atomic
def unmake_task(task_id: UUID) -> None:
    """The task goes, with the same refusals."""
    row = Task.objects.select_for_update(of=("self",)).filter(pk=task_id).first()
    if row is None:
        raise NotHere
    _refuse_built_upon([row], Q(task=row))
    journal.record("task.unmade", about=row)
    _delete(Task.objects.filter(pk=row.pk))


def _refuse_built_upon(tasks: list[Task], own: Q) -> None:
    if len(tasks) > 1 or Move.objects.filter(own | Q(task__in=tasks)).exists():
        raise Overtaken


def _delete(rows: object) -> None:
    try:
        rows.delete()  # type: ignore[attr-defined]
    except (ProtectedError, RestrictedError):
        raise Overtaken from None
