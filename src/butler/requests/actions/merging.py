"""The same ask by mail and by phone is one request; and when it was not, it is taken apart again exactly.

Everything that refers to a request follows it, from whichever room: tasks, bookings, whatever is built later. What is
its own life (steps, moves, pauses, merges, clocks) stays.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from butler.ground import acting, journal
from butler.ground.refusals import NotHere
from butler.requests import access
from butler.requests.actions.moves import remember
from butler.requests.actions.refusals import NotNow, NotTheSame, Overtaken
from butler.requests.actions.requests import change_state, locked_request
from butler.requests.actions.tasks import done
from butler.requests.models import (
    AT_REST,
    ClientRequest,
    ClockRing,
    Detail,
    FinishedClock,
    HandedItem,
    LeftWork,
    Merge,
    Move,
    Pause,
    RequestState,
    StateChange,
)
from butler.staff.models import Staff

Why = StateChange.Why


@transaction.atomic
def merge_requests(merged_id: UUID, kept_id: UUID, *, by: Staff, now: datetime) -> Move:
    """The first is the same ask as the second: what belongs to it goes there, and it rests.

    Refuses with NotTheSame for requests of two clients or one and the same, with NotNow when either rests already.
    """
    merged, kept = _locked_both(merged_id, kept_id)
    if merged.pk == kept.pk or merged.client_id != kept.client_id:
        raise NotTheSame
    if merged.state in AT_REST or kept.state in AT_REST:
        raise NotNow
    row = Merge(client_id=kept.client_id, kept=kept, merged=merged, by=by, at=now)
    pause = access.standing_pause(merged.pk)
    move = remember(merged, Move.What.MERGED, by, now, merge=str(row.pk), ended=str(pause.pk) if pause else None)
    row.moved = _all_of(merged)
    row.save(force_insert=True)
    _bring_over(row, merged, by=by, now=now, move=move)
    return move


@transaction.atomic
def take_requests_apart(merged_id: UUID, *, by: Staff, now: datetime) -> Move | None:
    """It was a matter of its own after all: it stands where it stood, with all that came from it. None: it is so."""
    standing = Merge.objects.filter(merged=merged_id, apart_at__isnull=True).first()
    if standing is None:
        locked_request(merged_id)
        return None
    merged, _ = _locked_both(standing.merged_id, standing.kept_id)
    if not Merge.objects.filter(pk=standing.pk, apart_at__isnull=True).exists():
        return None  # a colleague was quicker
    move = remember(merged, Move.What.UNMERGED, by, now, merge=str(standing.pk))
    take_apart(standing, merged, by=by, now=now)
    return move


@transaction.atomic
def keep_apart(one_id: UUID, other_id: UUID, *, by: Staff, now: datetime) -> None:
    """A person says that these two are not the same: they are not suggested again."""
    one, other = _locked_both(one_id, other_id)
    if one.pk == other.pk or one.client_id != other.client_id:
        raise NotTheSame
    if not Merge.objects.filter(kept__in=[one, other], merged__in=[one, other]).exists():
        Merge.objects.create(client_id=one.client_id, kept=one, merged=other, by=by, at=now, apart_by=by, apart_at=now)
        journal.record("request.kept_apart", about=one, other=str(other.pk))


def take_apart(row: Merge, merged: ClientRequest, *, by: Staff, now: datetime) -> None:
    """Everything that came from a locked request goes back to it, and it takes up where it stood."""
    for relation in _follows():
        name, model = relation.field.name, relation.related_model
        ids = row.moved.get(model._meta.label, [])
        model.objects.filter(pk__in=ids, **{f"{name}__in": _chain(row)}).update(**{name: merged})
    row.apart_by, row.apart_at = by, now
    row.save(update_fields=["apart_by", "apart_at"])
    step = StateChange.objects.filter(client_request=merged, why=Why.MERGED).order_by("-number")[0]
    change_state(merged, step.before, by=by, now=now, why=Why.UNMERGED, takes_back=step)
    journal.record("request.taken_apart", about=merged, kept=str(row.kept_id))


def merge_again(row: Merge, merged: ClientRequest, *, by: Staff, now: datetime) -> None:
    """Taking apart is taken back: a locked request is one with the other again, with what it has now."""
    kept = locked_request(row.kept_id)
    if kept.state in AT_REST or merged.state in AT_REST:
        raise Overtaken
    row.moved, row.apart_at, row.apart_by = _all_of(merged), None, None
    row.save(update_fields=["moved", "apart_at", "apart_by"])
    _bring_over(row, merged, by=by, now=now)


def _bring_over(row: Merge, merged: ClientRequest, *, by: Staff, now: datetime, move: Move | None = None) -> None:
    if move:
        _finish_reminders(merged, move, by, now)
    for relation in _follows():
        name, model = relation.field.name, relation.related_model
        model.objects.filter(pk__in=row.moved[model._meta.label]).update(**{name: row.kept})
    change_state(merged, RequestState.CLOSED, by=by, now=now, why=Why.MERGED)
    journal.record("request.merged", about=row.kept, merged=str(merged.pk))


def _locked_both(one_id: UUID, other_id: UUID) -> tuple[ClientRequest, ClientRequest]:
    """Both, locked in the order of their ids whoever names them first: two colleagues at once wait, and never jam."""
    rows = ClientRequest.objects.select_for_update(of=("self",)).filter(pk__in=[one_id, other_id]).order_by("pk")
    found = {row.pk: row for row in rows}
    if one_id not in found or other_id not in found:
        raise NotHere
    for row in found.values():
        acting.check_may_open(row.client_id, "profile")
    return found[one_id], found[other_id]


def _follows() -> list[Any]:
    """What refers to a request and goes where it goes."""
    found = ClientRequest._meta.related_objects
    return [each for each in found if each.field.name == "client_request" and each.related_model not in STAYS]


STAYS = (StateChange, Move, Pause, Detail, ClockRing, FinishedClock, HandedItem, LeftWork)


def _all_of(merged: ClientRequest) -> dict[str, list[str]]:
    """Table -> ids of what refers to it and will follow."""
    found = {}
    for relation in _follows():
        rows = relation.related_model.objects.filter(**{relation.field.name: merged}).order_by("pk")
        found[relation.related_model._meta.label] = [str(pk) for pk in rows.values_list("pk", flat=True)]
    return found


def _chain(row: Merge) -> list[UUID]:
    """Where its things may be now: the kept one, and whatever that was merged into since."""
    found = [row.kept_id]
    while (into := Merge.objects.filter(merged=found[-1], apart_at__isnull=True).first()) is not None:
        if into.kept_id in found:
            break
        found.append(into.kept_id)
    return found


def _finish_reminders(merged: ClientRequest, move: Move, by: Staff, now: datetime) -> None:
    """What its own due moments asked is asked of the kept one from now on."""
    reminders = merged.tasks.filter(done_at__isnull=True).exclude(asks="")
    for task_id in reminders.order_by("pk").values_list("pk", flat=True):
        done(task_id, by=by, now=now, part_of=move)
