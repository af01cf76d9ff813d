"""Verbs of a conversation: answer, note, rest, and say who owns it."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Max
from django.db.models.functions import Coalesce

from butler.channels.port import File
from butler.correspondence import actions, doors, presence, rules
from butler.correspondence.models import Approval, Channel, Conversation, Letter, Message
from butler.correspondence.talking import Beginning, conversation_with
from butler.correspondence.whose import Whose
from butler.dossiers.models import Client
from butler.ground import journal, live
from butler.ground.later import later
from butler.ground.refusals import NotHere
from butler.ground.sealing import open_sealed
from butler.staff.models import Staff

AGAIN = timedelta(minutes=2)
SENDABLE = (Channel.MAIL, Channel.TELEGRAM)
CAME = Coalesce("raw__received_at", "sent_at")  # when we had it, whatever its own date says


class Overtaken(Exception):
    """Something was said since the writer looked: by a colleague (`by`), or by them (none). Nothing has changed."""

    def __init__(self, by: Staff | None):
        super().__init__("overtaken")
        self.by = by


@transaction.atomic
def answer(
    conversation_id: UUID, text: str, *, by: Staff, now: datetime, seen_until: UUID | None = None, anyway: bool = False,
    once: UUID | None = None, files: Sequence[File] = (),
) -> Letter:  # fmt: skip
    """An answer in the words of a colleague: their pressing the button is the yes. It leaves through the outbox.

    `seen_until` is the last message or letter that the writer saw. Overtaken when a colleague answered or they wrote
    after it; anyway=True says it all the same. `once` names this writing: the button pressed twice is one letter, and
    so are the same words again within two minutes with nothing heard between, from a page that was gone back to.
    Refused when the files are too many or too large.
    """
    actions.check(rules.may_carry([len(file.content) for file in files]))
    row = _locked(conversation_id)
    pressed = Letter.objects.filter(pk=once).first() if once else None
    if pressed is not None and _is_the_same(pressed, row, text):
        return pressed
    if seen_until is not None and not anyway:
        _check_nothing_came_since(row, seen_until, by)
    if not files and not anyway and (before := _said_just_now(row, text, by=by, now=now)) is not None:
        return before
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
        id=_name(once, is_taken=pressed is not None),
        files=tuple(files),
    )
    letter = actions.draft_letter(draft, now=now)
    actions.approve(letter.pk, by=by, now=now)
    _rest(row, Conversation.Waiting.THEM, at=now)
    presence.gone(row.pk, by, keep_words=False)
    letter.refresh_from_db()
    return letter


def _name(once: UUID | None, *, is_taken: bool) -> UUID:
    """What a writing is kept by: the name that its page gave it, unless other words have that already."""
    return uuid4() if once is None or is_taken else once


def _is_the_same(letter: Letter, row: Conversation, text: str) -> bool:
    """The same press again, not other words from a page that was gone back to, nor words that were taken back."""
    stands = letter.state != Letter.State.WITHDRAWN and letter.conversation_id == row.pk
    return stands and open_sealed(letter, "body") == text.strip()


def _said_just_now(row: Conversation, text: str, *, by: Staff, now: datetime) -> Letter | None:
    """Their answer in the very same words, if it stands and nothing has come since."""
    since = now - AGAIN
    heard = row.messages.annotate(came_at=CAME).filter(way=Message.Way.IN).aggregate(last=Max("came_at"))["last"]
    letters = Letter.objects.filter(conversation=row, purpose="answer", drafted_at__gte=since, files__isnull=True)
    given = letters.filter(approvals__given_by=by, approvals__is_yes=True, approvals__taken_back_at__isnull=True)
    before = given.order_by("-drafted_at").first()
    if before is None or (heard is not None and heard > before.drafted_at):
        return None
    return before if _is_the_same(before, row, text) else None


def _check_nothing_came_since(row: Conversation, seen_until: UUID, by: Staff) -> None:
    seen = _seen_at(row, seen_until)
    came = row.messages.annotate(came_at=CAME).filter(came_at__gt=seen, way=Message.Way.IN)
    if came.exists():
        raise Overtaken(None)
    said = (
        row.messages.filter(sent_at__gt=seen, way=Message.Way.OUT).exclude(written_by=by).select_related("written_by")
    )
    if (other := said.order_by("-sent_at").first()) is not None:
        raise Overtaken(other.written_by)
    answers = Approval.objects.filter(letter__conversation=row, letter__purpose="answer", is_yes=True)
    given = answers.filter(given_at__gt=seen, taken_back_at__isnull=True).exclude(given_by=by)
    if (yes := given.select_related("given_by").order_by("-given_at").first()) is not None:
        raise Overtaken(yes.given_by)


def _seen_at(row: Conversation, seen_until: UUID) -> datetime:
    """When the last thing that they saw came; a message that moved away, or none of this conversation: NotHere."""
    message = row.messages.annotate(came_at=CAME).filter(pk=seen_until).values_list("came_at", flat=True).first()
    letter = Letter.objects.filter(pk=seen_until, conversation=row).values_list("drafted_at", flat=True).first()
    found = message or letter
    if found is None:
        raise NotHere
    return found


@transaction.atomic
def take_back_answer(letter_id: UUID, *, by: Staff, now: datetime) -> str:
    """The answer was a slip: within ten seconds it stays in the house. Returns the conversation's id."""
    letter = actions.take_back(letter_id, by=by, now=now)
    actions.withdraw(letter.pk, why="taken_back", now=now)
    if letter.conversation is not None:
        _rest(letter.conversation, Conversation.Waiting.US)
    return str(letter.conversation_id)


@transaction.atomic
def note(conversation_id: UUID, text: str, *, by: Staff, now: datetime, once: UUID | None = None) -> Message:
    """A word among ourselves, beside the conversation; what it tells of the client's tastes is read.

    `once` names this writing, as in `answer`.
    """
    row = _locked(conversation_id)
    pressed = row.messages.filter(pk=once, way=Message.Way.NOTE).first() if once else None
    if pressed is not None and open_sealed(pressed, "body") == text.strip():
        return pressed
    name = _name(once, is_taken=pressed is not None)
    message = _say(row, Message.Way.NOTE, text, channel=Channel.DESK, by=by, now=now, name=name)
    later("reception.read", message_id=str(message.pk))
    return message


@transaction.atomic
def heard(conversation_id: UUID, text: str, *, by: Staff, now: datetime) -> Message:
    """What they said by telephone or face to face, written down by a colleague; it is read like a mail."""
    return doors.write_down(_locked(conversation_id), text, by=by, at=now)


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
    """The conversation with the client, or a new one."""
    return conversation_with(Whose(client.pk), Beginning(channel=channel, at=now))


@transaction.atomic
def owned_by(conversation_id: UUID, staff: Staff | None) -> None:
    """Who answers in it from now on; none: who leads the client."""
    row = _locked(conversation_id)
    row.owner = staff
    row.save(update_fields=["owner"])
    journal.record("conversation.owned", about=row, owner=staff.pk if staff else None)
    live.changed("conversation", client_id=row.client_id, about=row.pk)


def _say(row: Conversation, way: str, text: str, *, channel: str, by: Staff, now: datetime, name: UUID) -> Message:
    message = Message.objects.create(
        id=name,
        client_id=row.client_id,
        conversation=row,
        way=way,
        channel=channel,
        sent_at=now,
        written_by=by,
        body=text.strip(),
    )
    journal.record(f"message.{way}", about=message, channel=str(channel))
    live.changed("conversation", client_id=row.client_id, about=row.pk)
    return message


def _rest(row: Conversation, waiting: str, *, at: datetime | None = None) -> None:
    row.waiting = waiting
    row.last_at = at or row.last_at
    row.save(update_fields=["waiting", "last_at"])
    live.changed("conversation", client_id=row.client_id, about=row.pk)


def _locked(conversation_id: UUID) -> Conversation:
    row = Conversation.objects.select_for_update(of=("self",)).filter(pk=conversation_id).first()
    if row is None:
        raise NotHere
    return row
