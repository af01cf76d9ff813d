"""Verbs of a conversation: answer, note, write down a call, rest, and say whose it is."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from butler.correspondence import actions
from butler.correspondence.models import Attachment, Channel, Conversation, Letter, Message, RawMessage
from butler.dossiers.models import Client
from butler.ground import journal
from butler.ground.refusals import NotHere
from butler.ground.sealing import reseal
from butler.staff.models import Staff

SENDABLE = (Channel.MAIL, Channel.TELEGRAM)


@transaction.atomic
def answer(conversation_id: UUID, text: str, *, by: Staff, now: datetime) -> Letter:
    """An answer in the words of a colleague: their pressing the button is the yes. It leaves through the outbox."""
    row = _locked(conversation_id)
    client = row.client
    if client is None:
        raise NotHere  # nobody is answered before it is known who they are
    channel = row.channel if row.channel in SENDABLE else client.channel
    draft = actions.Draft(
        client_id=client.pk,
        purpose="answer",
        body=text.strip(),
        send_after=now,
        channel=channel,
        language=client.language,
        conversation_id=row.pk,
    )
    letter = actions.draft_letter(draft, now=now)
    actions.approve(letter.pk, by=by, now=now)
    _rest(row, Conversation.Waiting.THEM, at=now)
    letter.refresh_from_db()
    return letter


@transaction.atomic
def take_back_answer(letter_id: UUID, *, by: Staff, now: datetime) -> str:
    """The answer was a slip: within ten seconds it stays in the house. Returns the conversation's id."""
    letter = actions.take_back(letter_id, by=by, now=now)
    actions.withdraw(letter.pk, why="taken_back", now=now)
    if letter.conversation is not None:
        _rest(letter.conversation, Conversation.Waiting.US)
    return str(letter.conversation_id)


@transaction.atomic
def note(conversation_id: UUID, text: str, *, by: Staff, now: datetime) -> Message:
    """A word among ourselves, beside the conversation."""
    row = _locked(conversation_id)
    return _say(row, Message.Way.NOTE, text, channel=Channel.DESK, by=by, now=now)


@transaction.atomic
def heard(conversation_id: UUID, text: str, *, by: Staff, now: datetime) -> Message:
    """What they said by telephone or face to face, written down by a colleague."""
    row = _locked(conversation_id)
    message = _say(row, Message.Way.IN, text, channel=Channel.PHONE, by=by, now=now)
    _rest(row, Conversation.Waiting.US, at=now)
    return message


@transaction.atomic
def put_to_rest(conversation_id: UUID, *, now: datetime) -> None:
    """Nothing is awaited: a thank-you needs no answer."""
    row = _locked(conversation_id)
    _rest(row, Conversation.Waiting.NOBODY)
    journal.record("conversation.rested", about=row)


@transaction.atomic
def wake(conversation_id: UUID) -> None:
    """It waits for us after all."""
    row = _locked(conversation_id)
    _rest(row, Conversation.Waiting.US)
    journal.record("conversation.woken", about=row)


@transaction.atomic
def begin(client: Client, *, channel: str, now: datetime) -> Conversation:
    """The client's conversation on this channel, or a new one."""
    found = Conversation.objects.filter(client=client, channel=channel, person__isnull=True).first()
    if found:
        return found
    row = Conversation.objects.create(client=client, channel=channel, last_at=now, waiting=Conversation.Waiting.NOBODY)
    journal.record("conversation.begun", about=row)
    return row


@transaction.atomic
def belongs_to(conversation_id: UUID, client_id: UUID, *, now: datetime) -> Conversation:
    """An unknown sender turns out to be this client: every row moves, and is sealed anew with the client's key."""
    row = _locked(conversation_id)
    if row.client_id == client_id:
        return row  # said twice
    if row.client_id is not None or not Client.objects.filter(pk=client_id).exists():
        raise NotHere
    for message in Message.objects.filter(conversation=row).select_related("raw"):
        for attachment in Attachment.objects.filter(message=message):
            _move(attachment, client_id)
        if message.raw is not None:
            _move(message.raw, client_id)
        _move(message, client_id)
    _move(row, client_id)
    journal.record("conversation.sorted", about=row)
    return row


def _move(row: Conversation | Message | RawMessage | Attachment, client_id: UUID) -> None:
    sealed = reseal(row, row.client_id, client_id)
    row.client_id = client_id
    row.save(update_fields=["client", *sealed])


def _say(row: Conversation, way: str, text: str, *, channel: str, by: Staff, now: datetime) -> Message:
    message = Message.objects.create(
        client_id=row.client_id,
        conversation=row,
        way=way,
        channel=channel,
        sent_at=now,
        written_by=by,
        body=text.strip(),
    )
    journal.record(f"message.{way}", about=message, channel=str(channel))
    return message


def _rest(row: Conversation, waiting: str, *, at: datetime | None = None) -> None:
    row.waiting = waiting
    row.last_at = at or row.last_at
    row.save(update_fields=["waiting", "last_at"])


def _locked(conversation_id: UUID) -> Conversation:
    row = Conversation.objects.select_for_update(of=("self",)).filter(pk=conversation_id).first()
    if row is None:
        raise NotHere
    return row
