"""What was read in messages and waits for a person: proposals, opened."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import get_language

from butler.ground.refusals import NotHere
from butler.ground.sealing import open_sealed
from butler.language.moments import day as day_words
from butler.language.moments import length_of
from butler.language.money import money
from butler.reception import naming
from butler.reception.models import Proposal
from butler.staff.models import Staff

UNDO = timedelta(seconds=10)
LISTED = 100


@dataclass(frozen=True)
class Evidence:
    """Where it stands in the message (`body[start:end]`), how we know, how sure we are. -1, -1: not in the words."""

    start: int
    end: int
    source: str
    confidence: float


def shown(value: Any) -> str:
    """A slot as people write it: «27 ноября, 20:00», «46 000 ₽»."""
    language = get_language() or "ru"
    if isinstance(value, dict) and "amount" in value:
        return money(Decimal(str(value["amount"])), str(value.get("currency") or "RUB"), language[:2])
    if lasting := length_of(str(value), language[:2]):
        return lasting
    day, has_time, hour = str(value).partition("T")
    try:
        said = [day_words(date.fromisoformat(day), language[:2])] if day else []
        hours = [f"{time.fromisoformat(hour):%-H:%M}"] if has_time else []
    except ValueError:
        return str(value)
    return ", ".join(said + hours)


@dataclass(frozen=True)
class SlotLine:
    """One thing that was said: its code, its name, the value as read, and its evidence."""

    name: str
    label: str
    value: Any  # text, number, or {"amount": ..., "currency": ...}
    evidence: Evidence | None

    @property
    def shown(self) -> str:
        return shown(self.value)


@dataclass(frozen=True)
class Guess:
    """What it may be: category (or topic, or rule) and act (or polarity), and how that is called."""

    code: str
    act: str
    name: str


@dataclass(frozen=True)
class Candidate:
    """Somebody who may have written it: found by name, never taken without a yes."""

    client_id: UUID
    person_id: UUID | None
    name: str
    why: str


@dataclass(frozen=True)
class ProposalCard:
    """One thing that was read, with its two guesses, its evidence, and what came of it."""

    id: UUID
    message_id: UUID
    conversation_id: UUID
    client_id: UUID | None
    number: int
    kind: str
    first: Guess
    second: Guess | None
    confidence: float
    title: str
    words: str
    evidence: tuple[Evidence, ...]
    slots: tuple[SlotLine, ...]
    request_id: UUID | None  # which open request it is about
    candidates: tuple[Candidate, ...]
    state: str
    made_at: datetime
    decided_by: Staff | None
    decided_at: datetime | None
    made_table: str
    made_id: str
    is_doubted: bool = False  # its sender is not proven, and nobody has vouched for them

    @property
    def kind_name(self) -> str:
        return str(Proposal.Kind(self.kind).label)

    @property
    def state_name(self) -> str:
        return str(Proposal.State(self.state).label)

    @property
    def is_open(self) -> bool:
        return self.state == Proposal.State.OPEN

    @property
    def percent(self) -> int:
        return round(100 * self.confidence)

    def may_undo(self, now: datetime) -> bool:
        """A slip is taken back within ten seconds."""
        return self.decided_at is not None and self.decided_by is not None and now - self.decided_at <= UNDO


def proposals(
    conversation_id: UUID | None = None, *, message_ids: Iterable[UUID] | None = None, only_open: bool = False
) -> list[ProposalCard]:
    """Proposals of a conversation (or of these messages), the newest message first, each message's in its own order.

    Without either: the open ones of everybody the one who acts may see.
    """
    rows = _rows()
    if conversation_id is not None:
        rows = rows.filter(message__conversation=conversation_id)
    if message_ids is not None:
        rows = rows.filter(message__in=list(message_ids))
    if only_open or (conversation_id is None and message_ids is None):
        rows = rows.filter(state=Proposal.State.OPEN)
    return [as_card(row) for row in rows.exclude(state=Proposal.State.STALE)[:LISTED]]


def proposal(proposal_id: UUID) -> ProposalCard:
    """One proposal; NotHere for a stranger."""
    row = _rows().filter(pk=proposal_id).first()
    if row is None:
        raise NotHere
    return as_card(row)


def content_of(row: Proposal) -> dict[str, Any]:
    """What the proposal holds under seal."""
    found: dict[str, Any] = json.loads(open_sealed(row, "content") or "{}")
    return found


def as_card(row: Proposal) -> ProposalCard:
    held = content_of(row)
    return ProposalCard(
        id=row.pk,
        message_id=row.message_id,
        conversation_id=row.message.conversation_id,
        client_id=row.client_id,
        number=row.number,
        kind=row.kind,
        first=Guess(row.code, row.act, naming.guess_name(row.kind, row.code, row.act)),
        second=_second(row),
        confidence=row.confidence,
        title=held.get("title", ""),
        words=held.get("words", ""),
        evidence=tuple(_evidence(span) for span in held.get("spans", ())),
        slots=tuple(_slots(held.get("slots", {}))),
        request_id=UUID(held["request"]) if held.get("request") else None,
        candidates=tuple(_candidate(one) for one in held.get("candidates", ())),
        is_doubted=not row.message.carries_weight,
        **{name: getattr(row, name) for name in STATE},
    )


STATE = ("state", "made_at", "decided_by", "decided_at", "made_table", "made_id")


def _rows() -> QuerySet[Proposal]:
    return Proposal.objects.select_related("message", "decided_by").order_by("-message__sent_at", "message", "number")


def _second(row: Proposal) -> Guess | None:
    if not (row.other_code or row.other_act):
        return None
    return Guess(row.other_code, row.other_act, naming.guess_name(row.kind, row.other_code, row.other_act))


def _evidence(span: list[Any]) -> Evidence:
    start, end, source, confidence = span
    return Evidence(start, end, source, confidence)


def _slots(held: dict[str, list[dict[str, Any]]]) -> Iterator[SlotLine]:
    order = list(naming.SLOTS)
    for name in sorted(held, key=lambda name: order.index(name) if name in order else len(order)):
        for one in held[name]:
            span = one.get("span")
            yield SlotLine(name, str(naming.SLOTS.get(name, name)), one["value"], _evidence(span) if span else None)


def _candidate(one: dict[str, str]) -> Candidate:
    person_id = UUID(one["person"]) if one.get("person") else None
    return Candidate(UUID(one["client"]), person_id, one.get("name", ""), one.get("why", ""))
