"""Hand work over: offered thing by thing, moved with the taker's yes, left with a no, brought back when a cover ends.

Ownership and grants move in one transaction with the answer. The database lets only the taker answer, and opens to
them what a lead has offered, or what they may open anyway.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from butler.dossiers.models import Compartment
from butler.ground import acting, journal, live
from butler.requests import access
from butler.requests.actions.covering import (
    A_RING,
    Thing,
    check_is_theirs,
    locked_item,
    move,
    put_leaders_back,
)
from butler.requests.actions.doors import shut_after
from butler.requests.actions.refusals import (
    HoldsNoGrant,
    InThePast,
    NotNow,
    OfferedAlready,
    OnlyALead,
    Overtaken,
    Refused,
)
from butler.requests.actions.undoing import take_back
from butler.requests.models import HandedItem, HandOver
from butler.staff.models import Staff

State = HandedItem.State


@transaction.atomic
def offer(
    things: Sequence[Thing], *, giver: Staff, taker: Staff, why: str, by: Staff, now: datetime,
    since: datetime | None = None, until: datetime | None = None, compartments: Iterable[str] = (),
) -> HandOver:  # fmt: skip
    """Offer a colleague's work to another, from `since` (now) until `until`, or for good. Nothing moves yet.

    `compartments` are opened with the yes; only a lead opens what is closed to the taker. Refuses with OnlyALead what
    a lead alone may do, HoldsNoGrant a taker who may not open a client, Overtaken what is not the giver's (any more),
    OfferedAlready what waits for an answer, InThePast a cover that would be over.
    """
    begins = max(since or now, now)
    if until is not None and until <= begins + A_RING:
        raise InThePast
    if by.pk != giver.pk and not by.is_lead:
        raise OnlyALead
    if not things or taker.pk == giver.pk or not (taker.is_active and taker.opens_dossiers):
        raise HoldsNoGrant
    head = HandOver.objects.create(
        giver=giver, taker=taker, by=by, why=HandOver.Why(why), at=now, since=begins, until=until,
        compartments=sorted({Compartment(code).value for code in compartments} | {Compartment.PROFILE.value}),
    )  # fmt: skip
    for thing in sorted(things, key=lambda one: str(one.request_id or one.task_id or one.client_id)):
        _put(head, thing, by, now)
    return head


def _put(head: HandOver, thing: Thing, by: Staff, now: datetime) -> None:
    acting.check_may_open(thing.client_id, "profile")
    check_is_theirs(head, thing)
    if not by.is_lead and not access.may_own(thing.client_id, now=now).filter(pk=head.taker_id).exists():
        raise HoldsNoGrant
    if thing.request_id is None and thing.task_id is None and head.until is None and not by.is_lead:
        raise OnlyALead
    waiting = HandedItem.objects.filter(
        state=State.OFFERED, client=thing.client_id, client_request=thing.request_id, task=thing.task_id
    )
    if waiting.exists():
        raise OfferedAlready
    item = HandedItem.objects.create(
        hand_over=head, client_id=thing.client_id, client_request_id=thing.request_id, task_id=thing.task_id,
        note=thing.note,
    )  # fmt: skip
    journal.record("hand_over.offered", about=item, to=head.taker_id, giver=head.giver_id, why=head.why)
    live.changed("task", client_id=item.client_id, about=item.pk)


@transaction.atomic
def accept(item_id: UUID, *, by: Staff, now: datetime) -> HandedItem:
    """The taker says yes: the work is theirs, now or when the hand-over begins. Said twice, nothing changes.

    Refuses with NotNow what is not offered any more, Overtaken what is not the giver's any more; then nothing moved.
    """
    item = locked_item(item_id, taker=by)
    if item.state == State.ACCEPTED:
        return item
    if item.state != State.OFFERED or (item.hand_over.until and item.hand_over.until <= now):
        raise NotNow
    _answer(item, State.ACCEPTED, by, now)
    if item.hand_over.since <= now:
        move(item, by, now)
    journal.record("hand_over.accepted", about=item if item.moved_at else item.hand_over, item=str(item.pk))
    return item


def accept_all(hand_over_id: UUID, *, by: Staff, now: datetime) -> tuple[list[HandedItem], list[tuple[UUID, Refused]]]:
    """Yes to everything that waits; what cannot be moved is told beside its id, the rest goes on."""
    taken, refused = [], []
    waiting = HandedItem.objects.filter(hand_over=hand_over_id, hand_over__taker=by, state=State.OFFERED)
    for item_id in waiting.order_by("pk").values_list("pk", flat=True):
        try:
            taken.append(accept(item_id, by=by, now=now))
        except Refused as why:
            acting.actor().known.pop(("open", "profile"), None)  # what was opened for it is shut again
            refused.append((item_id, why))
    return taken, refused


@transaction.atomic
def refuse(item_id: UUID, why: str, *, by: Staff, now: datetime, words: str = "") -> HandedItem:
    """The taker says no, and why; it stays with the giver. `words` are kept only from whoever may open the client."""
    item = locked_item(item_id, taker=by)
    if item.state == State.REFUSED:
        return item
    if item.state != State.OFFERED:
        raise NotNow
    item.refusal = HandedItem.Refusal(why)
    if words and access.may_own(item.client_id, now=now).filter(pk=by.pk).exists():
        item.words = words
    _answer(item, State.REFUSED, by, now, "refusal", "words")
    journal.record("hand_over.refused", about=item.hand_over, item=str(item.pk), why=str(item.refusal))
    return item


@transaction.atomic
def take_answer_back(item_id: UUID, *, by: Staff, now: datetime) -> HandedItem:
    """The answer was a slip: it waits again, and what moved is back. Overtaken when somebody worked on it since."""
    item = locked_item(item_id, taker=by)
    if item.state == State.OFFERED:
        return item
    if item.state not in (State.ACCEPTED, State.REFUSED):
        raise NotNow
    if item.answered_at is None or now > item.answered_at + A_RING:
        raise Overtaken
    for move_id in reversed(item.before.get("moves", [])):
        take_back(UUID(move_id), by=by, now=now)
    put_leaders_back(item)
    if item.state == State.ACCEPTED:
        journal.record("hand_over.waits_again", about=item)
    item.refusal, item.words, item.moved_at, item.before = "", "", None, {}
    item.state, item.answered_by, item.answered_at = State.OFFERED, None, None
    item.save(update_fields=["state", "refusal", "words", "answered_by", "answered_at", "moved_at", "before"])
    shut_after(item)
    return item


@transaction.atomic
def withdraw(item_id: UUID, *, by: Staff, now: datetime) -> HandedItem:
    """It stays where it is after all: what waits for an answer, or was refused. NotNow once it was accepted."""
    item = locked_item(item_id)
    acting.check_may_open(item.client_id, "profile")
    if item.state == State.WITHDRAWN:
        return item
    if item.state not in (State.OFFERED, State.REFUSED):
        raise NotNow
    if not (by.is_lead or by.pk in (item.hand_over.giver_id, item.hand_over.by_id)):
        raise OnlyALead
    item.state = State.WITHDRAWN
    item.save(update_fields=["state"])
    journal.record("hand_over.withdrawn", about=item)
    live.changed("task", client_id=item.client_id, about=item.pk)
    return item


def _answer(item: HandedItem, state: State, by: Staff, now: datetime, *more: str) -> None:
    item.state, item.answered_by, item.answered_at = state, by, now
    item.save(update_fields=["state", "answered_by", "answered_at", *more])
