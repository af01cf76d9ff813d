"""The doors: what arrives is laid down as it came, sealed, before anybody reads it; then its sorting is asked for.

Whoever brings something (a mailbox, the house's own mail server, a bot, a colleague who heard it by telephone) calls
`store_raw` or `write_down` inside somebody's acting, and acknowledges only after the commit. The row is the state of
the reading, the job an alarm clock: `ask_again` rings for what was left.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction

from butler.channels.mail.reading import told_apart
from butler.correspondence.faring import note_heard
from butler.correspondence.models import Account, Channel, Conversation, Message, RawMessage
from butler.correspondence.talking import Beginning, conversation_with
from butler.correspondence.whose import Whose
from butler.dossiers.models import Client
from butler.ground import acting, journal, live
from butler.ground.later import later, later_at
from butler.ground.refusals import NotHere
from butler.ground.sealing import HOUSE, open_bytes
from butler.staff.models import Staff

LEFT_AFTER = timedelta(minutes=2)  # a row that is still new then has lost its job
ASKED_AT_ONCE = 500
HASH_LENGTH = 64  # of sha256 in hex: what mail's own reading gives


@dataclass(frozen=True)
class Stored:
    """The row of what arrived, and whether it is new here."""

    raw: RawMessage
    is_new: bool


@transaction.atomic
def store_raw(
    *, channel: str, external_id: str, raw: bytes, at: datetime, account: Account | None = None,
    envelope: Mapping[str, Any] | None = None, client_id: UUID | None = None, by: Staff | None = None,
    sort_at: datetime | None = None,
) -> Stored:  # fmt: skip
    """Lay down what arrived and ask for its sorting, in one transaction. The same message again is the same row.

    `external_id` is the channel's own, the same for every copy; `envelope` what the wire said beside the bytes; `by` is
    the colleague who wrote it down. It is sorted at once, or at `sort_at`.
    """
    mark = mark_of(channel, external_id, account)
    acting.data_key(client_id or HOUSE, "profile")  # made before the savepoint below, never lost with it
    row = RawMessage(
        client_id=client_id,
        channel=channel,
        external_id=mark,
        account=account,
        content=raw,
        envelope=json.dumps(dict(envelope or {}), ensure_ascii=False),
        received_at=at,
        state=RawMessage.State.NEW,
        written_by=by,
    )
    if not _laid_down(row):
        known = RawMessage.objects.filter(channel=channel, external_id=mark).first()
        another = _mark_of_another(known, mark, raw) if known is not None else ""
        if not another:
            return Stored(known or row, is_new=False)
        row.external_id = another
        if not _laid_down(row):
            return Stored(RawMessage.objects.get(channel=channel, external_id=another), is_new=False)
    if account is not None:
        note_heard(account, at=at)
    journal.record("message.arrived", about=row, channel=str(channel), account=str(account.pk) if account else "")
    if sort_at is None:
        later("reception.sort", raw_id=str(row.pk))
    else:
        later_at(sort_at, "reception.sort", raw_id=str(row.pk))
    return Stored(row, is_new=True)


@transaction.atomic
def write_down(
    where: Conversation | Client, text: str, *, by: Staff, at: datetime, how: str = "phone", once: str = ""
) -> Message:
    """What they said by telephone ("phone"), or words of theirs that a colleague pasted ("pasted"): read like a mail.

    It stands in the conversation at once. `once` names this writing: with the same name nothing is written twice.
    Refused with ValueError when it says nothing.
    """
    if not text.strip():
        raise ValueError("nothing was said")
    channel = Channel.PHONE if how == "phone" else Channel.DESK
    talk = _talk_with(where, channel, at)
    stored = store_raw(
        channel=channel, external_id=f"written|{once or uuid4()}", raw=text.strip().encode(), at=at,
        envelope={"by": by.pk, "how": how}, client_id=talk.client_id, by=by,
    )  # fmt: skip
    if not stored.is_new:
        return Message.objects.get(raw=stored.raw)
    message = Message.objects.create(
        client_id=talk.client_id, conversation=talk, raw=stored.raw, person_id=talk.person_id, way=Message.Way.IN,
        channel=channel, sent_at=at, written_by=by, body=text.strip(),
    )  # fmt: skip
    talk.waiting, talk.last_at = Conversation.Waiting.US, max(at, talk.last_at)
    talk.save(update_fields=["waiting", "last_at"])
    journal.record("message.in", about=message, channel=str(channel))
    live.changed("conversation", client_id=talk.client_id, about=talk.pk)
    return message


def mark_of(channel: str, external_id: str, account: Account | None) -> str:
    """Sixty-four characters that name a message on its channel; a bot's numbers are its own, so its id is part."""
    if channel == Channel.MAIL and len(external_id) == HASH_LENGTH:
        return external_id
    return hashlib.sha256(f"{account.pk if account else ''}|{external_id}".encode()).hexdigest()


def ask_again(*, now: datetime) -> int:
    """Ask again for the sorting of what has lain unread for two minutes; how many. Asked twice it is sorted once."""
    left = RawMessage.objects.filter(state=RawMessage.State.NEW, received_at__lte=now - LEFT_AFTER)
    ids = list(left.order_by("received_at", "pk").values_list("pk", flat=True)[:ASKED_AT_ONCE])
    for raw_id in ids:
        later("reception.sort", raw_id=str(raw_id))
    return len(ids)


@transaction.atomic
def looked_at(raw_id: UUID, *, by: Staff) -> None:
    """A colleague has seen what could not be read; it leaves the list and stays in the house."""
    row = RawMessage.objects.select_for_update().filter(pk=raw_id, state=RawMessage.State.UNREADABLE).first()
    if row is None:
        raise NotHere
    row.seen_by = by
    row.save(update_fields=["seen_by"])
    journal.record("message.unreadable_seen", about=row)
    live.changed("unread")


def _talk_with(where: Conversation | Client, channel: str, at: datetime) -> Conversation:
    if isinstance(where, Client):
        acting.check_may_open(where.pk, "profile")
        return conversation_with(Whose(where.pk), Beginning(channel=channel, at=at))
    row = Conversation.objects.select_for_update(of=("self",)).filter(pk=where.pk).first()
    if row is None:
        raise NotHere
    if row.client_id:
        acting.check_may_open(row.client_id, "profile")
    return row


def _mark_of_another(known: RawMessage, mark: str, raw: bytes) -> str:
    """Of a mail that bears the Message-ID of another: a mark of its own, so that it is not taken for a double."""
    told = told_apart(raw)
    if known.channel != Channel.MAIL or told == told_apart(open_bytes(known, "content")):
        return ""
    return hashlib.sha256(f"{mark}|{told}".encode()).hexdigest()


def _laid_down(row: RawMessage) -> bool:
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        return False
    return True
