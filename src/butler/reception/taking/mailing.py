"""Messages into conversations: raw bytes kept, unique by channel and id, the person found by address."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from butler.channels.mail import reading
from butler.channels.mail.letter import Mailbox, MailLetter, Wrong
from butler.correspondence.models import Attachment, Channel, Conversation, Message, RawMessage
from butler.correspondence.talking import known_conversation
from butler.correspondence.threads import thread_key
from butler.correspondence.whose import Whose, holders_of, whose_is
from butler.dossiers.access import contact_index
from butler.reception.entries import Entry, Mailed
from butler.reception.ledger import Ledger
from butler.reception.rules import Refusal
from butler.reception.taking.matching import House

FRESH = timedelta(days=7)  # an older question is history, not work
Way, Waiting = Message.Way, Conversation.Waiting


@dataclass(frozen=True)
class Arrival:
    """A message that is not here yet, and whom it was exchanged with."""

    number: int
    entry: Entry
    raw: RawMessage
    letter: MailLetter
    other: Mailbox
    is_ours: bool


def take(chunk: Sequence[tuple[int, Entry]], ledger: Ledger, house: House) -> None:
    """A run of messages at once: a few statements for all of them."""
    fresh = _not_here_yet(chunk, ledger, house)
    owners = _owners({one.other.address for one in fresh})
    for one in fresh:
        one.raw.client_id = owners[one.other.address].client_id
    ledger.create_all([(one.number, one.entry, one.raw) for one in fresh], "message", is_main=False)
    talks = _talks(fresh, owners, ledger)
    messages = [(one, _message(one, talks[owners[one.other.address]], house)) for one in fresh]
    ledger.create_all([(one.number, one.entry, message) for one, message in messages], "message")
    files = [(one.number, one.entry, file) for one, message in messages for file in _files(one, message)]
    ledger.create_all(files, "message", is_main=False)
    _bring_forward(messages, ledger)


def _not_here_yet(chunk: Sequence[tuple[int, Entry]], ledger: Ledger, house: House) -> list[Arrival]:
    marks = {number: _mark(entry.what) for number, entry in chunk if isinstance(entry.what, Mailed)}
    rows = RawMessage.objects.filter(channel=Channel.MAIL, external_id__in=marks.values()).only("pk", "external_id")
    have = {row.external_id: row for row in rows}
    arrivals = []
    for number, entry in chunk:
        ledger.begin(number, entry)
        mark, mailed = marks[number], entry.what
        assert isinstance(mailed, Mailed)  # noqa: S101 - the caller cuts runs by what they hold
        if here := have.get(mark) or house.seen_messages.get(mark):
            ledger.same(here, "message")
            continue
        arrived = (mailed.letter and mailed.letter.sent_at) or ledger.now
        row = RawMessage(channel=Channel.MAIL, external_id=mark, content=mailed.raw, received_at=arrived)
        have[mark] = row
        if ledger.is_dry:
            house.seen_messages[mark] = RawMessage(pk=row.pk)
        if mailed.letter is None or Wrong.UNREADABLE in mailed.letter.wrong:
            ledger.create_all([(number, entry, row)], "message", is_main=False)  # kept for a person to look at
            ledger.problem(Refusal.UNREADABLE)
        else:
            arrivals.append(_arrival(number, entry, row, mailed.letter, house))
    return arrivals


def _mark(mailed: Mailed) -> str:
    return mailed.letter.external_id if mailed.letter else reading.external_id(mailed.raw, "")


def _arrival(number: int, entry: Entry, row: RawMessage, letter: MailLetter, house: House) -> Arrival:
    is_ours = letter.sender.address in house.staff
    outside = [one for one in letter.to + letter.cc if one.address not in house.staff]
    other = next(iter(outside or letter.to), letter.sender) if is_ours else letter.sender
    return Arrival(number, entry, row, letter, other, is_ours)


def _owners(addresses: set[str]) -> dict[str, Whose]:
    """Who writes from each address. An address that two clients share belongs to nobody until a person says so."""
    indexes = {address: contact_index("mail", address) for address in addresses}
    holders = holders_of(indexes.values())
    return {address: whose_is(holders.get(index, set()), index) for address, index in indexes.items()}


def _talks(fresh: list[Arrival], owners: dict[str, Whose], ledger: Ledger) -> dict[Whose, Conversation]:
    """The one conversation with each of them: the one there is, whatever its channel, or a new one."""
    talks: dict[Whose, Conversation] = {}
    new = []
    for one in sorted(fresh, key=_sent_at(ledger)):
        whose = owners[one.other.address]
        if whose in talks:
            continue
        found = known_conversation(whose)
        talks[whose] = found or _new_talk(one, whose, ledger)
        if found is None:
            new.append((one.number, one.entry, talks[whose]))
    ledger.create_all(new, "message", is_main=False)
    return talks


def _new_talk(one: Arrival, whose: Whose, ledger: Ledger) -> Conversation:
    return Conversation(
        client_id=whose.client_id,
        person_id=whose.person_id,
        channel=Channel.MAIL,
        address="" if whose.client_id else one.other.address,
        address_index=whose.address_index,
        subject=one.letter.subject,
        waiting=_waiting(one, ledger),
        last_at=one.letter.sent_at or ledger.now,
    )


def _waiting(one: Arrival, ledger: Ledger) -> str:
    if (one.letter.sent_at or ledger.now) < ledger.now - FRESH:
        return Waiting.NOBODY
    return Waiting.THEM if one.is_ours else Waiting.US


def _message(one: Arrival, talk: Conversation, house: House) -> Message:
    sender = one.letter.sender
    return Message(
        client_id=talk.client_id,
        conversation=talk,
        raw=one.raw,
        person_id=None if one.is_ours else talk.person_id,
        way=Way.OUT if one.is_ours else Way.IN,
        channel=Channel.MAIL,
        sent_at=one.raw.received_at,
        written_by=house.staff.get(sender.address),
        sender=f"{sender.name} <{sender.address}>" if sender.name else sender.address,
        subject=one.letter.subject,
        body=one.letter.text,
        thread_key=thread_key(one.letter.message_id),
    )


def _files(one: Arrival, message: Message) -> list[Attachment]:
    return [
        Attachment(
            client_id=message.client_id,
            message=message,
            name=file.name,
            content_type=file.content_type,
            size=file.size,
            content=file.content,
        )
        for file in one.letter.attachments
    ]


def _bring_forward(messages: list[tuple[Arrival, Message]], ledger: Ledger) -> None:
    """A conversation stands at its last word."""
    last: dict[UUID, tuple[Arrival, Message]] = {}
    for one, message in messages:
        if message.conversation_id not in last or message.sent_at > last[message.conversation_id][1].sent_at:
            last[message.conversation_id] = (one, message)
    for one, message in last.values():
        talk = message.conversation
        if message.sent_at > talk.last_at and not ledger.is_dry:
            ledger.begin(one.number, one.entry)
            ledger.change(talk, "message", is_main=False, last_at=message.sent_at, waiting=_waiting(one, ledger))


def _sent_at(ledger: Ledger):
    return lambda one: one.letter.sent_at or ledger.now
