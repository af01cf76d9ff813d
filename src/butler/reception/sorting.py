"""Raw bytes become a message in somebody's one conversation: parsed in a limited child, its writer found, kept.

The row is the state: `new` until it is read, says nothing to us, or cannot be read; then it is kept as it came, with
why, and shown to a person. Sorting twice is sorting once, and a worker that dies in between loses nothing.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from butler.channels.mail.proving.examining import Came
from butler.channels.mail.proving.verdict import Verdict
from butler.correspondence.models import Account, Channel, Conversation, Letter, Message, RawMessage, Wording
from butler.correspondence.moving import change_client
from butler.correspondence.rules.proof import carries_weight
from butler.correspondence.talking import Beginning, conversation_with
from butler.correspondence.threads import thread_key
from butler.correspondence.unread import envelope_of
from butler.correspondence.whose import Whose, writer
from butler.ground import journal, live
from butler.ground.acting import acting_for
from butler.ground.later import later
from butler.ground.limited import NotRead
from butler.ground.refusals import NotHere
from butler.ground.sealing import open_bytes, open_sealed
from butler.reception import arrivals
from butler.reception.limits import read_limited
from butler.reception.parsing import Parsed
from butler.reception.proving import PROVEN_BY_ITSELF, how_it_came, proof_of
from butler.reception.suppliers import named_by_number, spoken_of
from butler.staff.models import Staff

State, Way, Waiting = RawMessage.State, Message.Way, Conversation.Waiting
PURPOSE = "sort"
TRIES = 5  # a message on which so many runs have fallen is shown to a person
ASKING = ("approach", "chase", "booking", "reconfirmation", "ride", "service", "cancellation")
STILL_ANSWERED = timedelta(days=5)
MOST_OPEN = 20
CREDIBLE = timedelta(days=7)  # a message's own date, against when we had it


@dataclass(frozen=True)
class Sorted:
    """What became of one raw row."""

    state: str
    message_id: UUID | None = None


def sort(raw_id: UUID, *, now: datetime) -> Sorted | None:
    """Sort one raw row; None when it is sorted already or is not there."""
    with acting_for(PURPOSE):
        tried = _to_be_tried(raw_id, now)
        if tried is None:
            return None
        arrived = _arrived(tried)
    read = _read(arrived) if arrived is not None else None  # strangers' bytes and name servers hold up no transaction
    with acting_for(PURPOSE):
        row = _locked(raw_id)
        return _sort(row, read, now) if row is not None else None


@dataclass(frozen=True)
class Arrived:
    """What lies there, opened."""

    channel: str
    content: bytes
    came: Came


@dataclass(frozen=True)
class Read:
    """What it says and how sure we are of who says it; or why it cannot be read."""

    parsed: Parsed | None = None
    verdict: Verdict = PROVEN_BY_ITSELF
    why_not: str = ""


def _arrived(row: RawMessage) -> Arrived | None:
    """None for what a colleague wrote down: it stands in its conversation already."""
    if row.messages.exists():
        return None
    return Arrived(row.channel, open_bytes(row, "content"), how_it_came(row))


def _read(arrived: Arrived) -> Read:
    try:
        parsed = read_limited(arrivals.READERS[arrived.channel], arrived.content)
    except NotRead as refusal:
        return Read(why_not=str(refusal.reason))
    return Read(parsed, proof_of(arrived.content, parsed, arrived.channel, arrived.came))


def _locked(raw_id: UUID) -> RawMessage | None:
    rows = RawMessage.objects.select_for_update(of=("self",)).select_related("account")
    return rows.filter(pk=raw_id, state=State.NEW).first()


def _to_be_tried(raw_id: UUID, now: datetime) -> RawMessage | None:
    """Counted before it is tried, in a transaction of its own: what kills the worker is not tried for ever."""
    row = _locked(raw_id)
    if row is None:
        return None
    row.tries += 1
    row.save(update_fields=["tries"])
    if row.tries <= TRIES:
        return row
    _cannot_read(row, "tried_too_often", now)
    return None


def _sort(row: RawMessage, read: Read | None, now: datetime) -> Sorted:
    if read is None:  # a colleague wrote it down: it stands in its conversation since it was laid down
        return _done(row, row.messages.get(), now)
    if read.parsed is None:
        return _cannot_read(row, read.why_not, now)
    parsed = read.parsed
    if parsed.says_nothing or _is_echo(row, parsed):
        return _says_nothing(row, "" if parsed.says_nothing else "echo", now)
    parsed = _with_envelope(row, parsed)
    if (known := _known_version(row, parsed)) is not None:
        return _reword(row, known, parsed, now)
    return _take_in(row, parsed, read.verdict, now)


def _take_in(row: RawMessage, parsed: Parsed, verdict: Verdict, now: datetime) -> Sorted:
    is_believed = carries_weight(verdict.proof)
    is_house = not parsed.is_ours and _is_house(parsed)
    whose = _believed(writer(parsed.points), is_believed=is_believed, is_house=is_house)
    if row.written_by_id:  # a colleague heard them: these are their words, whoever's address it is
        whose, is_house = replace(whose, staff_id=None), False
    thread = _answered(parsed) or _supposed(whose, parsed, row.received_at)
    way = Way.OUT if parsed.is_ours else Way.NOTE if whose.staff_id or (is_house and is_believed) else Way.IN
    answered = thread.message if thread else None
    talk = _conversation(row, parsed, whose, thread, way)
    message = Message.objects.create(
        client_id=talk.client_id,
        conversation=talk,
        raw=row,
        person_id=talk.person_id if way == Way.IN else None,
        way=way,
        channel=row.channel,
        sent_at=_moment(parsed, row),
        written_by_id=row.written_by_id or whose.staff_id,
        sender=parsed.sender,
        name=parsed.name if row.channel == Channel.TELEGRAM else "",
        subject=parsed.subject,
        body=parsed.text,
        folded=parsed.folded,
        html=parsed.html,
        thread_key=thread_key(parsed.message_id),
        message_id=parsed.message_id,
        answers=answered if is_believed else None,
        would_answer=None if is_believed else answered,
        proof=verdict.proof,
        proof_why=verdict.why,
    )
    arrivals.keep_files(message, parsed)
    _bring_forward(talk, message, row.channel)
    change_client(row, talk.client_id)
    journal.record(f"message.{way}", about=message, channel=row.channel, automatic=parsed.is_automatic)
    return _done(row, message, now)


def _done(row: RawMessage, message: Message, now: datetime) -> Sorted:
    _close(row, State.READ, now)
    if message.way == Way.IN:
        later("reception.read", message_id=str(message.pk))
    live.changed("conversation", client_id=message.client_id, about=message.conversation_id)
    return Sorted(State.READ, message.pk)


# Where it stands


@dataclass(frozen=True)
class Thread:
    """What a message answers: whose client, in which conversation; the message, if there is one."""

    client_id: UUID | None
    conversation_id: UUID | None
    message: Message | None = None


def _answered(parsed: Parsed) -> Thread | None:
    """The nearest message or letter of ours that it names as answered."""
    for key in (thread_key(one) for one in parsed.answers):
        if (message := Message.objects.filter(thread_key=key).order_by("-sent_at").first()) is not None:
            return Thread(message.client_id, message.conversation_id, message)
        if (letter := Letter.objects.filter(external_id=key).first()) is not None:
            return Thread(letter.client_id, letter.conversation_id)
    return None


def _supposed(whose: Whose, parsed: Parsed, at: datetime) -> Thread | None:
    """Without a thread: what they were asked last, unless they name the number of another client's promise."""
    asked = _asked_last(whose, at)
    if asked is None or whose.organisation_id is None:
        return asked or _spoken_of(whose, parsed, at)
    named = named_by_number(whose.organisation_id, f"{parsed.subject}\n{parsed.text}", at=at)
    return asked if named is None or named.client_id == asked.client_id else Thread(named.client_id, None)


def _asked_last(whose: Whose, at: datetime) -> Thread | None:
    """What somebody of the network was asked and has not answered yet, where that is about one client only.

    A messenger tells no thread, and a new mail none either: the one open question is what they answer.
    """
    if not whose.is_supplier:
        return None
    ours = Message.objects.filter(
        way=Way.OUT, letter__purpose__in=ASKING, sent_at__gt=at - STILL_ANSWERED, sent_at__lte=at, answered_by=None
    )
    same = {"conversation__contact": whose.contact_id} if whose.contact_id else {
        "conversation__contact": None, "conversation__organisation": whose.organisation_id,
    }  # fmt: skip
    found = list(ours.filter(**same).order_by("-sent_at", "-pk")[:MOST_OPEN])
    if len({one.client_id for one in found}) != 1:
        return None
    return Thread(found[0].client_id, found[0].conversation_id, found[0])


def _spoken_of(whose: Whose, parsed: Parsed, at: datetime) -> Thread | None:
    """A supplier writes by themselves about a promise of theirs: it belongs to that client."""
    if whose.organisation_id is None:
        return None
    booking = spoken_of(whose.organisation_id, f"{parsed.subject}\n{parsed.text}", at=at)
    return Thread(booking.client_id, None) if booking is not None else None


def _conversation(row: RawMessage, parsed: Parsed, whose: Whose, thread: Thread | None, way: str) -> Conversation:
    if way == Way.NOTE:
        if thread and thread.conversation_id:
            return Conversation.objects.select_for_update(of=("self",)).get(pk=thread.conversation_id)
        whose = _to_whom(parsed) or whose
    if whose.is_supplier and thread and thread.client_id:
        whose = whose.about(thread.client_id)
    beginning = Beginning(
        channel=row.channel,
        at=_moment(parsed, row),
        subject=parsed.subject,
        address=parsed.address,
    )
    return conversation_with(replace(whose, staff_id=None), beginning)


def _believed(whose: Whose, *, is_believed: bool, is_house: bool) -> Whose:
    """A doubted letter in a colleague's name, or the house's own, is a stranger's; others stand where they would."""
    if is_believed or not (whose.staff_id or is_house):
        return whose
    return Whose(address_index=whose.address_index)


def _to_whom(parsed: Parsed) -> Whose | None:
    """The first client or somebody of the network to whom a colleague wrote."""
    found = (writer([("mail", address)]) for address in parsed.recipients)
    return next((whose for whose in found if whose.is_known and not whose.staff_id), None)


def _is_house(parsed: Parsed) -> bool:
    """From an address of the house itself, and not what we know to have sent: a colleague's own mail program."""
    mails = [value.lower() for kind, value in parsed.points if kind == "mail"]
    return Account.objects.filter(address__in=mails).exists()


def _is_echo(row: RawMessage, parsed: Parsed) -> bool:
    """What we sent ourselves, come back. A bot's numbers are its own: there only what a colleague wrote by hand."""
    key = thread_key(parsed.message_id)
    if not key or not (row.channel == Channel.MAIL or parsed.is_ours):
        return False
    ours = Message.objects.filter(thread_key=key, way=Way.OUT)
    return ours.exists() or Letter.objects.filter(external_id=key).exists()


def _bring_forward(talk: Conversation, message: Message, channel: str) -> None:
    """A conversation stands at its last word, and on the channel that they used last."""
    if message.way == Way.NOTE:
        return
    if message.sent_at >= talk.last_at or not talk.messages.exclude(pk=message.pk).exists():
        talk.waiting = Waiting.US if message.way == Way.IN else Waiting.THEM
        talk.channel = channel if channel in (Channel.MAIL, Channel.TELEGRAM) else talk.channel
        talk.last_at = message.sent_at
        talk.save(update_fields=["waiting", "channel", "last_at"])
    elif message.way == Way.IN:
        talk.waiting = Waiting.US
        talk.save(update_fields=["waiting"])
    if channel == Channel.TELEGRAM and message.way == Way.IN:  # a bot answers where it was written to
        talk.address = open_sealed(message, "sender")
        talk.save(update_fields=["address"])


def _moment(parsed: Parsed, row: RawMessage) -> datetime:
    """The message's own date where it can be believed, as a colleague's can, else when we had it."""
    said, had = parsed.sent_at, row.received_at
    return said if said and (row.written_by_id or abs(had - said) <= CREDIBLE) else had


def _with_envelope(row: RawMessage, parsed: Parsed) -> Parsed:
    """Without a sender of its own, a mail comes from whom the wire named."""
    said = str(envelope_of(row).get("from", ""))
    if parsed.points or not said:
        return parsed
    return replace(parsed, points=(("mail", said),), sender=said, address=parsed.address or said)


# Edited


def _known_version(row: RawMessage, parsed: Parsed) -> Message | None:
    """The same message in other words, earlier or later, through the same bot."""
    if row.channel == Channel.MAIL or not parsed.message_id:
        return None
    rows = Message.objects.select_for_update(of=("self",)).filter(thread_key=thread_key(parsed.message_id))
    return rows.filter(raw__account=row.account, raw__isnull=False).order_by("-sent_at").first()


def _reword(row: RawMessage, message: Message, parsed: Parsed, now: datetime) -> Sorted:
    """They changed what they had said: the words before are kept, the new ones are read. Older words change nothing."""
    change_client(row, message.client_id)
    until, words = parsed.edited_at, open_sealed(message, "body")
    if until is None or (message.edited_at and until <= message.edited_at) or words == parsed.text:
        return _says_nothing(row, "older_words", now)
    Wording.objects.create(client_id=message.client_id, message=message, raw=row, body=words, until=until)
    message.body, message.edited_at = parsed.text, until
    message.save(update_fields=["body", "edited_at"])
    if message.way == Way.IN:
        Conversation.objects.filter(pk=message.conversation_id).update(waiting=Waiting.US)
    journal.record("message.edited", about=message)
    return _done(row, message, now)


# What is not read


def _cannot_read(row: RawMessage, why: str, now: datetime) -> Sorted:
    _close(row, State.UNREADABLE, now, why)
    journal.record("message.unreadable", about=row, why=why)
    live.changed("unread")
    return Sorted(State.UNREADABLE)


def _says_nothing(row: RawMessage, why: str, now: datetime) -> Sorted:
    _close(row, State.NOTHING, now, why)
    return Sorted(State.NOTHING)


def _close(row: RawMessage, state: str, now: datetime, why: str = "") -> None:
    row.state, row.why, row.read_at = state, why, now
    row.save(update_fields=["state", "why", "read_at"])


# A person reads instead


@transaction.atomic
def said_by_hand(raw_id: UUID, text: str, *, by: Staff, now: datetime) -> Message:
    """A colleague writes down what an unreadable message says: it stands with whoever the wire named, and is read."""
    row = RawMessage.objects.select_for_update().filter(pk=raw_id, state=State.UNREADABLE).first()
    if row is None or not text.strip():
        raise NotHere
    sender = str(envelope_of(row).get("from", ""))
    whose = writer([("mail" if row.channel == Channel.MAIL else "telegram", sender)]) if sender else Whose()
    beginning = Beginning(channel=row.channel, at=row.received_at, address=sender)
    talk = conversation_with(replace(whose, staff_id=None), beginning)
    message = Message.objects.create(
        client_id=talk.client_id, conversation=talk, raw=row, person_id=talk.person_id, way=Way.IN,
        channel=row.channel, sent_at=row.received_at, sender=sender, body=text.strip(), written_by=by,
    )  # fmt: skip
    row.seen_by = by
    row.save(update_fields=["seen_by"])
    change_client(row, talk.client_id)
    _bring_forward(talk, message, row.channel)
    journal.record("message.read_by_hand", about=message)
    _done(row, message, now)
    return message
