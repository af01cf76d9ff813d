"""What follows when a letter has left, a message of the conversation; and when it surely has not, another way."""

from datetime import datetime

from butler.correspondence import composing
from butler.correspondence.models import Approval, Attachment, Channel, Conversation, Letter, LetterFile, Message
from butler.correspondence.rules.ways import Way
from butler.correspondence.talking import Beginning, conversation_with
from butler.correspondence.threads import thread_key
from butler.correspondence.whose import Whose
from butler.ground import journal, live
from butler.ground.later import later
from butler.ground.sealing import open_bytes, open_sealed

State = Letter.State


def has_left(letter: Letter, *, message_id: str, at: datetime) -> Message:
    """It is sent: a message of the conversation, which waits for them now. In the caller's transaction, once."""
    letter.state, letter.sent_at, letter.why = State.SENT, at, ""
    letter.external_id = thread_key(message_id)
    letter.save(update_fields=["state", "sent_at", "why", "external_id"])
    message = _message(letter, message_id, at)
    journal.record("letter.sent", about=letter, channel=letter.channel, purpose=letter.purpose)
    live.changed("letter", client_id=letter.client_id, about=letter.pk)
    live.changed("conversation", client_id=letter.client_id, about=message.conversation_id)
    if letter.channel == Channel.MAIL and not letter.is_filed:
        later("correspondence.file_copy", letter_id=str(letter.pk))
    return message


def send_instead(letter: Letter, way: Way, *, now: datetime) -> Letter:
    """The same words by another channel, because this letter surely did not go: at most one, the database says."""
    other = Letter(
        client_id=letter.client_id,
        conversation_id=letter.conversation_id,
        person_id=letter.person_id,
        purpose=letter.purpose,
        channel=way.channel,
        language=letter.language,
        subject=open_sealed(letter, "subject"),
        body=open_sealed(letter, "body"),
        state=State.NEW,
        allowed_by=Letter.AllowedBy.SAME_WORDS,
        send_after=now,
        drafted_at=now,
        answers_id=letter.answers_id,
        is_urgent=letter.is_urgent,
        instead_of=letter,
    )
    other.save(force_insert=True)
    for row in letter.files.order_by("position"):
        LetterFile.objects.create(
            client_id=row.client_id,
            letter=other,
            position=row.position,
            name=open_sealed(row, "name"),
            content_type=row.content_type,
            content=open_bytes(row, "content"),
        )
    journal.record("letter.another_way", about=other, channel=way.channel, instead_of=str(letter.pk))
    live.changed("letter", client_id=letter.client_id, about=other.pk)
    return other


def _message(letter: Letter, message_id: str, at: datetime) -> Message:
    talk = _conversation(letter, at)
    answer = _yes(letter)
    message = Message.objects.create(
        client_id=letter.client_id,
        conversation=talk,
        way=Message.Way.OUT,
        channel=letter.channel,
        sent_at=at,
        written_by=answer.given_by if answer else None,
        subject=open_sealed(letter, "subject"),
        body=open_sealed(letter, "body"),
        thread_key=letter.external_id,
        message_id=message_id,
        answers=letter.answers,
        letter=letter,
    )
    for row in letter.files.order_by("position"):
        content = open_bytes(row, "content")
        Attachment.objects.create(
            client_id=letter.client_id,
            message=message,
            name=open_sealed(row, "name"),
            content_type=row.content_type,
            size=len(content),
            content=content,
        )
    return message


def _conversation(letter: Letter, at: datetime) -> Conversation:
    """Its conversation, begun if there was none; it waits for them, unless they have written since."""
    talk = composing.conversation_of(letter)
    if talk is None:
        beginning = Beginning(channel=letter.channel, at=at, waiting=_waits(letter))
        talk = conversation_with(Whose(letter.client_id, letter.person_id), beginning)
    else:
        wrote_since = talk.messages.filter(way=Message.Way.IN, sent_at__gt=letter.drafted_at).exists()
        if letter.purpose not in composing.UNASKED and not wrote_since:
            talk.waiting = Conversation.Waiting.THEM
        talk.last_at = max(talk.last_at, at)
        talk.save(update_fields=["waiting", "last_at"])
    if letter.conversation_id != talk.pk:
        letter.conversation = talk
        letter.save(update_fields=["conversation"])
    return talk


def _waits(letter: Letter) -> str:
    return Conversation.Waiting.NOBODY if letter.purpose in composing.UNASKED else Conversation.Waiting.THEM


def _yes(letter: Letter) -> Approval | None:
    """Who said yes to these words, perhaps on another channel."""
    asked: Letter | None = letter
    while asked is not None:
        answer = asked.approvals.filter(is_yes=True, taken_back_at__isnull=True).select_related("given_by").first()
        if answer is not None:
            return answer
        asked = asked.instead_of
    return None
