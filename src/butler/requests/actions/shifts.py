"""Close a shift: what is left goes to the next one with a reason, to a colleague, or stays; and the way back."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from butler.ground import journal
from butler.ground.refusals import NotHere
from butler.requests.actions.covering import Thing
from butler.requests.actions.handing import offer, withdraw
from butler.requests.actions.refusals import NotNow, Overtaken
from butler.requests.actions.tasks import snooze
from butler.requests.actions.undoing import take_back
from butler.requests.models import ClientRequest, HandedItem, HandOver, LeftWork, ShiftEnd, Task
from butler.staff.models import Staff

Way = LeftWork.Way


@dataclass(frozen=True)
class Choice:
    """Where one thing goes: `why` to the next shift, `to` whom."""

    way: str
    task_id: UUID | None = None
    request_id: UUID | None = None
    why: str = ""
    note: str = ""
    to: Staff | None = None


@transaction.atomic
def close_shift(choices: Sequence[Choice], *, until: datetime, by: Staff, now: datetime) -> ShiftEnd:
    """The shift is over: what may wait comes back `until`, what is offered waits for a yes, the rest stays in hand.

    All or nothing. Refuses as `snooze` and `offer` do, with NotNow what cannot be put off (a request itself).
    """
    end = ShiftEnd.objects.create(staff=by, at=now)
    rows = [_row(end, choice, by) for choice in choices]
    handed: dict[Staff, list[LeftWork]] = defaultdict(list)
    for row, choice in zip(rows, choices, strict=True):
        if row.way == Way.LATER:
            if row.task_id is None:
                raise NotNow
            row.move = snooze(row.task_id, until, by=by, now=now)
        elif row.way == Way.HANDED:
            if choice.to is None:
                raise NotNow
            handed[choice.to].append(row)
    for taker, given in handed.items():
        _offer(taker, given, by, now)
    for row in rows:
        row.save(force_insert=True)
    journal.record("shift.closed", about=end, left=len(rows))
    return end


@transaction.atomic
def open_shift_again(shift_end_id: UUID, *, by: Staff, now: datetime) -> ShiftEnd:
    """It was closed too early: what was put off or offered is back. Overtaken when a colleague has accepted already."""
    end = ShiftEnd.objects.select_for_update().filter(pk=shift_end_id, staff=by).first()
    if end is None:
        raise NotHere
    if end.taken_back_at:
        return end
    for row in end.left.select_related("item").order_by("pk"):
        if row.move_id:
            take_back(row.move_id, by=by, now=now)
        if row.item and row.item.state == HandedItem.State.ACCEPTED:
            raise Overtaken
        if row.item and row.item.state in (HandedItem.State.OFFERED, HandedItem.State.REFUSED):
            withdraw(row.item.pk, by=by, now=now)
    end.taken_back_at = now
    end.save(update_fields=["taken_back_at"])
    journal.record("shift.opened_again", about=end)
    return end


def _row(end: ShiftEnd, choice: Choice, by: Staff) -> LeftWork:
    """The thing must be the colleague's own, and there."""
    thing: Task | ClientRequest | None
    if choice.task_id:
        thing = Task.objects.filter(pk=choice.task_id, owner=by).first()
    elif choice.request_id:
        thing = ClientRequest.objects.filter(pk=choice.request_id, owner=by).first()
    else:
        thing = None
    if thing is None:
        raise NotHere
    return LeftWork(
        shift_end=end, client_id=thing.client_id, task_id=choice.task_id, client_request_id=choice.request_id,
        way=Way(choice.way), why=LeftWork.Why(choice.why) if choice.way == Way.LATER else "", note=choice.note,
    )  # fmt: skip


def _offer(taker: Staff, rows: list[LeftWork], by: Staff, now: datetime) -> None:
    """A step of a request of one's own goes with the whole request."""
    things: dict[Thing, list[LeftWork]] = defaultdict(list)
    notes: dict[Thing, str] = {}
    for row in rows:
        asked = row.client_request or (row.task.client_request if row.task else None)
        own = asked if asked and asked.owner_id == by.pk else None
        thing = Thing(row.client_id, own.pk, None) if own else Thing(row.client_id, None, row.task_id)
        things[thing].append(row)
        notes[thing] = notes.get(thing) or str(row.note or "")
    given = [Thing(one.client_id, one.request_id, one.task_id, notes[one]) for one in things]
    head = offer(given, giver=by, taker=taker, why=HandOver.Why.SHIFT, by=by, now=now)
    items = {(item.client_request_id, item.task_id): item for item in head.items.all()}
    for thing, left in things.items():
        for row in left:
            row.item = items[thing.request_id, thing.task_id]
