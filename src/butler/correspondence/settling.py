"""What a person decides about a letter that may have gone, or surely did not: it went, send it again, give it up.

Mail is sent again with the same Message-ID and date, so whoever has it already sees one letter. A messenger has no such
mark: the person looks into the chat first. Within ten seconds a decision can be taken back.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from django.db import transaction

from butler.correspondence import actions, departing, rules
from butler.correspondence.composing import message_id
from butler.correspondence.models import Letter, Message
from butler.ground import journal, live
from butler.ground.later import later_at
from butler.ground.refusals import NotHere
from butler.staff.models import Staff

State = Letter.State
UNSURE = (State.UNCERTAIN, State.FAILED)


class Decision(StrEnum):
    WAS_SENT = "was_sent"
    SEND_AGAIN = "send_again"
    GIVE_UP = "give_up"


@dataclass(frozen=True)
class Stuck:
    """A letter that a person must see to, or that waits longer than it should. No words of it."""

    id: UUID
    client_id: UUID
    conversation_id: UUID | None
    state: str
    why: str
    channel: str
    purpose: str
    since: datetime


@transaction.atomic
def settle(letter_id: UUID, decision: Decision, *, by: Staff, now: datetime) -> Letter:
    """Decide. Refuses with NotHere a stranger, with Refused what is not open any more or leaves by another way."""
    letter = _locked(letter_id)
    actions.check(rules.may_settle(letter.state, decision, is_replaced=_is_replaced(letter)))
    letter.settled_by, letter.settled_at = by, now
    if decision == Decision.WAS_SENT:
        departing.has_left(letter, message_id=message_id(letter), at=letter.sending_at or now)
    elif decision == Decision.SEND_AGAIN:
        letter.state, letter.tries, letter.due_at = State.NEW, 0, now + rules.UNDO + rules.GRACE
        later_at(letter.due_at, "correspondence.send")
    else:
        letter.state = State.FAILED
    letter.save(update_fields=["state", "tries", "due_at", "settled_by", "settled_at"])
    journal.record("letter.settled", about=letter, decision=str(decision))
    live.changed("letter", client_id=letter.client_id, about=letter.pk)
    return letter


@transaction.atomic
def take_back(letter_id: UUID, *, by: Staff, now: datetime) -> Letter:
    """The decision was a slip: it is uncertain again. Refused later than ten seconds, and once it began to leave."""
    letter = _locked(letter_id)
    if letter.settled_at is None:
        return letter  # pressed twice
    actions.check(rules.may_unsettle(letter.state, settled_at=letter.settled_at, now=now))
    Message.objects.filter(letter=letter).delete()
    letter.state = State.UNCERTAIN if letter.dated_at else State.FAILED  # what surely did not go bears no date
    letter.settled_by = letter.settled_at = letter.sent_at = letter.due_at = None
    letter.save(update_fields=["state", "settled_by", "settled_at", "sent_at", "due_at"])
    journal.record("letter.unsettled", about=letter)
    live.changed("letter", client_id=letter.client_id, about=letter.pk)
    live.changed("conversation", client_id=letter.client_id, about=letter.conversation_id)
    return letter


def stuck() -> list[Stuck]:
    """Letters a person must see to, of those the one who acts may see; the oldest first."""
    rows = Letter.objects.filter(state__in=UNSURE, replaced_by__isnull=True)
    rows = rows.exclude(state=State.FAILED, settled_by__isnull=False)  # given up: that was the decision
    return [_stuck(row, row.sending_at or row.send_after) for row in rows.order_by("send_after", "pk")]


def held_up(*, now: datetime) -> list[Stuck]:
    """Letters that should have left and could not yet, because something is missing or broken; the oldest first."""
    late = Letter.objects.filter(state=State.NEW, send_after__lt=now - timedelta(minutes=1))
    late = late.exclude(why__in=("", "quiet_hours", "many_at_once"))
    return [_stuck(row, row.send_after) for row in late.order_by("send_after", "pk")]


def _stuck(row: Letter, since: datetime) -> Stuck:
    return Stuck(row.pk, row.client_id, row.conversation_id, row.state, row.why, row.channel, row.purpose, since)


def _is_replaced(letter: Letter) -> bool:
    return Letter.objects.filter(instead_of=letter).exclude(state__in=(State.FAILED, State.WITHDRAWN)).exists()


def _locked(letter_id: UUID) -> Letter:
    rows = Letter.objects.select_related("conversation__merged_into", "answers", "account", "instead_of")
    letter = rows.select_for_update(of=("self",)).filter(pk=letter_id).first()
    if letter is None:
        raise NotHere
    return letter
