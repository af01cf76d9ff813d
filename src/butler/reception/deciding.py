"""A person decides on what was read: takes it, says what it is instead, sets it aside, or takes their slip back.

Each verb is one transaction with a line in the journal. Nothing here is ever called by a reading.
"""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from butler.correspondence.models import Message
from butler.ground import acting, journal, live
from butler.ground.refusals import NotHere
from butler.reception import clocking, effects
from butler.reception.access.proposals import UNDO, content_of
from butler.reception.effects import Effect, Matter
from butler.reception.models import Correction, Proposal
from butler.reception.rules.proposing import restated
from butler.staff.models import Staff

Kind, State = Proposal.Kind, Proposal.State
GRACE = timedelta(seconds=2)  # the press of the button needs a moment to reach us
NOT_AT_ONCE = (Kind.PERSON, Kind.LOOK, Kind.NEED, Kind.SUPPLIER)  # each of these wants a look of its own
ASKED_NOTHING = {  # set aside, it was read wrongly in this: a request was about nothing, nothing was to be changed
    Kind.REQUEST: "category", Kind.PART: "category", Kind.CHANGE: "act", Kind.CANCEL: "act", Kind.ANSWER: "act",
}  # fmt: skip
WITHOUT_CLIENT = (Kind.PERSON, Kind.LOOK, Kind.THANKS)


class Refused(Exception):
    """It cannot be done, and nothing has changed.

    `why`: decided (set aside or overtaken), no_client, no_guess, no_candidate, too_late, built_upon.
    """

    def __init__(self, why: str):
        super().__init__(why)
        self.why = why


@transaction.atomic
def take(
    proposal_id: UUID,
    *,
    by: Staff,
    now: datetime,
    guess: str = "first",
    candidate: int = 0,
    request_id: UUID | None = None,
) -> Proposal:
    """Yes: it becomes what it proposes. `guess` "second" takes the other guess, and keeps that as a correction.

    `candidate` chooses whom a PERSON proposal means; `request_id` to which request a part belongs, where the reading
    does not say. Taken twice is taken once.
    """
    row = _locked(proposal_id)
    if row.state in (State.TAKEN, State.CORRECTED):
        return row
    matter = _matter(row, candidate=candidate, request_id=request_id)
    if guess == "second":
        if not (row.other_code or row.other_act):
            raise Refused("no_guess")
        return _corrected(row, matter.said_again(row.other_code, row.other_act), by=by, now=now)
    return _decide(row, State.TAKEN, effects.apply(matter, by=by, now=now), by=by, now=now)


@transaction.atomic
def correct(
    proposal_id: UUID, *, by: Staff, now: datetime, category: str = "", act: str = "", kind: str = "",
    slots: Mapping[str, Any] | None = None, request_id: UUID | None = None,
) -> Proposal:  # fmt: skip
    """It is something else: that is kept, to learn from, and taken. Of a preference `category` is the topic."""
    row = _locked(proposal_id)
    if row.state in (State.TAKEN, State.CORRECTED):
        return row
    matter = _matter(row, request_id=request_id).said_again(category or row.code, act or row.act, kind=kind)
    if slots is not None:
        put_right = restated(dict(slots))
        _keep_slots(row, put_right, by=by, now=now)
        matter = matter.with_slots(put_right)
    return _corrected(row, matter, by=by, now=now)


@transaction.atomic
def dismiss(proposal_id: UUID, *, by: Staff, now: datetime) -> Proposal:
    """No: set aside, nothing comes of it. That nothing was asked is kept, to learn from."""
    row = _locked(proposal_id)
    if row.state == State.DISMISSED:
        return row
    if row.state != State.OPEN:
        raise Refused("decided")
    if row.kind in ASKED_NOTHING:
        what = ASKED_NOTHING[Kind(row.kind)]
        _keep(row, what, was=row.code if what == "category" else row.act, is_now="none", by=by, now=now)
    return _decide(row, State.DISMISSED, Effect(), by=by, now=now)


@transaction.atomic
def take_all(message_id: UUID, *, by: Staff, now: datetime) -> list[Proposal]:
    """Yes to every open proposal of a message that needs no look of its own: each becomes its own request or part.

    Of a message whose sender is doubted each needs one.
    """
    message = Message.objects.filter(pk=message_id).first()
    if message is None or not message.carries_weight:
        return []
    rows = Proposal.objects.filter(message=message_id, state=State.OPEN).exclude(kind__in=NOT_AT_ONCE)
    return [take(pk, by=by, now=now) for pk in rows.order_by("number").values_list("pk", flat=True)]


@transaction.atomic
def undo(proposal_id: UUID, *, by: Staff, now: datetime) -> Proposal:
    """The decision was a slip: within ten seconds all of it goes back. Refused later, and where others built on it."""
    row = _locked(proposal_id)
    if row.state == State.OPEN:
        return row  # pressed twice
    if row.decided_by_id is None or row.decided_at is None or now - row.decided_at > UNDO + GRACE:
        raise Refused("too_late")
    held = content_of(row)
    try:
        effects.take_back(row, held.pop("undo", {}), by=by, now=now)
    except effects.BuiltUpon:
        raise Refused("built_upon") from None
    row.corrections.filter(taken_back_at__isnull=True).update(taken_back_at=now)
    row.state, row.decided_by, row.decided_at, row.made_table, row.made_id = State.OPEN, None, None, "", ""
    row.content = json.dumps(held, ensure_ascii=False)
    row.save(update_fields=["state", "decided_by", "decided_at", "made_table", "made_id", "content"])
    clocking.keep(row.message)
    _tell("proposal.taken_back", row)
    return row


def _locked(proposal_id: UUID) -> Proposal:
    """The proposal with its message, locked; NotHere for a stranger, Refused when it is overtaken."""
    rows = Proposal.objects.select_for_update(of=("self",)).select_related("message__conversation", "client")
    row = rows.filter(pk=proposal_id).first()
    if row is None:
        raise NotHere
    if row.client_id is not None:
        acting.check_may_open(row.client_id, "profile")
    if row.state == State.STALE:
        raise Refused("decided")
    return row


def _matter(row: Proposal, *, candidate: int = 0, request_id: UUID | None = None) -> Matter:
    if row.state != State.OPEN:
        raise Refused("decided")
    if row.client_id is None and row.kind not in WITHOUT_CLIENT:
        raise Refused("no_client")
    held = content_of(row)
    if row.kind == Kind.PERSON and not 0 <= candidate < len(held.get("candidates", ())):
        raise Refused("no_candidate")
    if request_id is not None:
        held |= {"request": str(request_id), "is_told": True}
    return Matter(row, row.kind, row.code, row.act, held, candidate)


def _corrected(row: Proposal, matter: Matter, *, by: Staff, now: datetime) -> Proposal:
    if row.client_id is None and matter.kind not in WITHOUT_CLIENT:
        raise Refused("no_client")
    for what, was, is_now in _differences(row, matter):
        _keep(row, what, was=was, is_now=is_now, by=by, now=now)
    effect = effects.apply(matter, by=by, now=now)
    return _decide(row, State.CORRECTED, effect, by=by, now=now, said=matter)


def _differences(row: Proposal, matter: Matter) -> list[tuple[str, str, str]]:
    if row.kind == Kind.PREFERENCE:
        pairs = [("preference", f"{row.code}:{row.act}", f"{matter.code}:{matter.act}")]
    elif row.kind == Kind.SUPPLIER:
        pairs = [("supplier", row.code, matter.code)]
    else:
        pairs = [("category", row.code, matter.code), ("act", row.act, matter.act)]
    return [(what, was, is_now) for what, was, is_now in pairs if was != is_now]


def _keep(row: Proposal, what: str, *, was: str, is_now: str, by: Staff, now: datetime, slots: str = "") -> None:
    Correction.objects.create(
        client_id=row.client_id, proposal=row, what=what, words=content_of(row).get("words", ""), was=was[:40],
        now=is_now[:40], slots=slots, by=by, at=now,
    )  # fmt: skip
    journal.record("proposal.corrected", about=row, field=what, was=was[:40], now=is_now[:40])


def _keep_slots(row: Proposal, slots: dict[str, Any], *, by: Staff, now: datetime) -> None:
    was = content_of(row).get("slots", {})
    text = json.dumps({"was": was, "now": slots}, ensure_ascii=False)
    _keep(row, "slot", was=",".join(sorted(was)), is_now=",".join(sorted(slots)), by=by, now=now, slots=text)


def _decide(
    row: Proposal, state: str, effect: Effect, *, by: Staff, now: datetime, said: Matter | None = None
) -> Proposal:
    held = dict(said.held if said else content_of(row)) | {"undo": effect.undo}
    row.state, row.decided_by, row.decided_at = state, by, now
    row.made_table, row.made_id = effect.table, effect.id
    row.content = json.dumps(held, ensure_ascii=False)
    row.save(update_fields=["state", "decided_by", "decided_at", "made_table", "made_id", "content"])
    clocking.keep(row.message)
    _tell(f"proposal.{state}", row, made=effect.table, made_id=effect.id)
    return row


def _tell(what: str, row: Proposal, **detail: str) -> None:
    journal.record(what, about=row, kind=row.kind, **detail)
    talk = Message.objects.filter(pk=row.message_id).values_list("conversation", flat=True).first()
    live.changed("conversation", client_id=row.client_id, about=talk)
