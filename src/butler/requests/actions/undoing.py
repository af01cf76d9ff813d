"""One way back for whatever somebody did with a task or a request."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from butler.ground import journal
from butler.ground.refusals import NotHere
from butler.requests.actions.due import ring_if_due
from butler.requests.actions.merging import merge_again, take_apart
from butler.requests.actions.moves import check_not_overtaken, restore
from butler.requests.actions.refusals import Overtaken
from butler.requests.actions.requests import change_state, locked_request
from butler.requests.actions.tasks import locked_task, put_task_back
from butler.requests.models import ClientRequest, Merge, Move, Pause, StateChange
from butler.staff.models import Staff


@transaction.atomic
def take_back(move_id: UUID, *, by: Staff, now: datetime) -> Move:
    """Put a task or a request back as it stood before a move, with all that was done along with it.

    Overtaken when something was done with it since. Pressed twice, the second changes nothing.
    """
    move = Move.objects.select_for_update().filter(pk=move_id).first()
    if move is None:
        raise NotHere
    if move.taken_back_at:
        _check_it_may_be_seen(move)
        return move
    _put_back(move, by, now)
    for part in move.parts.select_for_update().filter(taken_back_at__isnull=True).order_by("-at", "-number", "pk"):
        _put_back(part, by, now)
    return move


def _check_it_may_be_seen(move: Move) -> None:
    if move.task_id:
        locked_task(move.task_id)
    elif move.client_request_id:
        locked_request(move.client_request_id)


def _put_back(move: Move, by: Staff, now: datetime) -> None:
    if move.task_id:
        put_task_back(move, by=by, now=now)
    else:
        _put_request_back(move, by, now)
    move.taken_back_at = now
    move.save(update_fields=["taken_back_at"])


def _put_request_back(move: Move, by: Staff, now: datetime) -> None:
    assert move.client_request_id is not None  # noqa: S101 - a move is of a task or of a request
    row = locked_request(move.client_request_id)
    check_not_overtaken(row, move)
    if merge_id := move.before.get("merge"):
        _put_merge_back(move, merge_id, row, by, now)
    else:
        _put_state_back(row, move, by, now)
    _put_pause_back(move, by, now)
    row.save(update_fields=restore(row, move.before))
    ring_if_due(row, now)
    journal.record("request.taken_back", about=row, move=str(move.pk), kind=move.what, by_author=move.by_id == by.pk)


def _put_state_back(row: ClientRequest, move: Move, by: Staff, now: datetime) -> None:
    step = StateChange.objects.filter(client_request=row, number=move.before["state_number"] + 1).first()
    if step is None or StateChange.objects.filter(takes_back=step).exists():
        return
    if row.state != step.after:
        raise Overtaken
    change_state(row, step.before, by=by, now=now, why=StateChange.Why.TAKEN_BACK, takes_back=step)


def _put_merge_back(move: Move, merge_id: str, row: ClientRequest, by: Staff, now: datetime) -> None:
    merge = Merge.objects.select_for_update().get(pk=merge_id)
    if move.what == Move.What.UNMERGED:
        merge_again(merge, row, by=by, now=now)
    elif merge.apart_at is None:
        take_apart(merge, row, by=by, now=now)


def _put_pause_back(move: Move, by: Staff, now: datetime) -> None:
    """The pause that it began ends; the one that it ended goes on."""
    began, ended = move.before.get("began"), move.before.get("ended")
    if began:
        Pause.objects.filter(pk=began, ended_at__isnull=True).update(ended_at=now, ended_by=by)
    if ended:
        Pause.objects.filter(pk=ended).update(ended_at=None, ended_by=None)
