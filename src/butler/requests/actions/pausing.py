"""A request waits on purpose: with a reason, until a moment, and then comes back by itself."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from butler.ground import journal
from butler.requests import access
from butler.requests.actions.moves import remember
from butler.requests.actions.refusals import InThePast, NotNow
from butler.requests.actions.requests import end_pause, locked_request, put_next
from butler.requests.actions.tasks import snooze
from butler.requests.models import AT_REST, ClientRequest, Move, Pause
from butler.staff.models import Staff


@transaction.atomic
def pause_request(request_id: UUID, *, until: datetime, why: str, by: Staff, now: datetime, note: str = "") -> Move:
    """Let a request wait until a moment, with what is to be done for it. A pause that stands gives way to this one.

    Refuses with InThePast for a moment that is not ahead, or not before what it is for takes place; with NotNow for
    what rests.
    """
    row = locked_request(request_id)
    if row.state in AT_REST:
        raise NotNow
    if until <= now or (row.happens_at and row.happens_at > now and until >= row.happens_at):
        raise InThePast
    ended = end_pause(row, by=by, now=now)
    new = Pause(client_id=row.client_id, client_request=row, why=why, note=note, by=by, since=now, until=until)
    move = remember(row, Move.What.PAUSED, by, now, began=str(new.pk), ended=ended)
    new.save(force_insert=True)
    _put_tasks_off(row, move, new)
    put_next(row, now)
    row.save(update_fields=["due_at", "due_what"])
    journal.record("request.paused", about=row, why=why, until=until.isoformat())
    return move


@transaction.atomic
def resume_request(request_id: UUID, *, by: Staff, now: datetime) -> Move | None:
    """Go on before the pause is over; None when there is no pause."""
    row = locked_request(request_id)
    standing = access.standing_pause(row.pk)
    if standing is None:
        return None
    move = remember(row, Move.What.RESUMED, by, now, ended=str(standing.pk))
    end_pause(row, by=by, now=now)
    put_next(row, now)
    row.save(update_fields=["due_at", "due_what"])
    journal.record("request.resumed", about=row)
    return move


def _put_tasks_off(row: ClientRequest, move: Move, pause: Pause) -> None:
    """What would come up meanwhile comes back with the request, unless nothing would help any more by then."""
    open_ones = row.tasks.filter(done_at__isnull=True).exclude(no_return_at__lte=pause.until)
    for task_id in open_ones.order_by("pk").values_list("pk", flat=True):
        snooze(task_id, pause.until, by=pause.by, now=pause.since, part_of=move)
