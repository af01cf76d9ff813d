"""Two conversations become one, or one becomes two; both can be taken back exactly.

What moved and how everything stood is kept in a `Regrouping`: ids, codes and moments, no words. Rows of the rooms above
(what was read in the messages) follow in `reception.regrouping`: call its verbs, they call these.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from butler.correspondence.models import Conversation, Letter, Message, Presence, Regrouping
from butler.correspondence.moving import move, put
from butler.correspondence.talking import Beginning, conversation_with, the_one_with, whose_key
from butler.correspondence.whose import Whose
from butler.ground import acting, journal, live
from butler.ground.refusals import NotHere
from butler.staff.models import Staff

Waiting, What = Conversation.Waiting, Regrouping.What
KEPT = ("waiting", "channel", "merged_into_id")
KEY = ("client_id", "person_id", "contact_id", "organisation_id")


class Refused(Exception):
    """It cannot be done, and nothing has changed. `why`: same, nothing, overtaken, only_leads."""

    def __init__(self, why: str):
        super().__init__(why)
        self.why = why


@transaction.atomic
def merge(source_id: UUID, target_id: UUID, *, by: Staff | None, now: datetime) -> Regrouping:
    """All that was said in `source` was said by the one whom `target` is with. The source is kept, empty.

    Refused: with itself (`same`), and where one of them is merged already (`overtaken`). NotHere for a stranger.
    """
    if source_id == target_id:
        raise Refused("same")
    source, target = locked(source_id, target_id)
    if source.merged_into_id or target.merged_into_id:
        raise Refused("overtaken")
    _check_may_move(source, target, by)
    messages = list(Message.objects.select_for_update().filter(conversation=source).order_by("pk"))
    row = _remember(What.MERGED, source, target, messages, by=by, now=now)
    move(messages, target)
    if source.client_id == target.client_id:  # a letter stays with the client to whom it goes
        Letter.objects.filter(pk__in=row.before["letters"]).update(conversation=target)
    Presence.objects.filter(conversation=source).delete()
    if source.last_at >= target.last_at:
        target.waiting, target.channel = source.waiting, source.channel
    target.last_at = max(source.last_at, target.last_at)
    target.save(update_fields=["waiting", "channel", "last_at"])
    source.merged_into = target
    source.save(update_fields=["merged_into"])
    _tell("conversation.merged", row, source, target)
    return row


@transaction.atomic
def split(
    conversation_id: UUID, message_ids: Iterable[UUID], *, to: Whose | None, by: Staff, now: datetime
) -> Regrouping:
    """These messages were said by somebody else: by `to`, or (none) by somebody whom nobody knows yet.

    Refused: no such message in it (`nothing`), or it is with `to` already (`same`). Letters of ours stay.
    """
    source = locked(conversation_id)[0]
    if source.merged_into_id:
        raise Refused("overtaken")
    if to is None and not by.is_lead:
        raise Refused("only_leads")  # what has no client is seen by leads only: nobody puts it out of their own sight
    messages = list(Message.objects.select_for_update().filter(conversation=source, pk__in=list(message_ids)))
    if not messages:
        raise Refused("nothing")
    beginning = Beginning(channel=source.channel, at=min(message.sent_at for message in messages))
    is_new = to is None or the_one_with(whose_key(to)) is None
    target = conversation_with(to or Whose(), beginning, follow=False)
    if target.pk == source.pk:
        raise Refused("same")
    _check_may_move(source, target, by)
    row = _remember(What.SPLIT, source, target, messages, by=by, now=now, is_new=is_new)
    move(messages, target)
    last = max(messages, key=lambda message: message.sent_at)
    if is_new or last.sent_at >= target.last_at:
        target.channel = last.channel if last.channel != "desk" else target.channel
        target.waiting = Waiting.US if last.way == Message.Way.IN else Waiting.THEM
    target.last_at = max(last.sent_at, target.last_at)
    target.save(update_fields=["waiting", "channel", "last_at"])
    source.last_at = _last_of(source) or source.last_at
    source.save(update_fields=["last_at"])
    _tell("conversation.split", row, source, target)
    return row


@transaction.atomic
def take_back(regrouping_id: UUID, *, by: Staff, now: datetime) -> Regrouping:
    """As it was before: what moved goes back; what was said since stays where it was said.

    Refused (`overtaken`) when what moved has moved on since, or there is another conversation with the same person now.
    """
    row = Regrouping.objects.select_for_update().filter(pk=regrouping_id).first()
    if row is None:
        raise NotHere
    if row.taken_back_at or row.target_id is None:
        return row  # said twice
    source, target = locked(row.source_id, row.target_id)
    moved = list(Message.objects.select_for_update().filter(pk__in=row.moved, conversation=target).order_by("pk"))
    if len(moved) < len(row.moved) or not _stands_as_left(row, source, target):
        raise Refused("overtaken")
    for message in moved:
        was = row.before["messages"].get(str(message.pk), {})
        put(message, source, client_id=source.client_id, person_id=_uuid(was.get("person", message.person_id)))
    Letter.objects.filter(pk__in=row.before["letters"], conversation=target).update(conversation=source)
    _restore(source, row.before["source"])
    _restore(target, row.before["target"])
    row.taken_back_at = now
    row.save(update_fields=["taken_back_at"])
    _tell("conversation.regrouping_taken_back", row, source, target)
    if row.before.get("is_new") and not _is_used(target):
        target.delete()  # begun by this splitting, and empty again: it never was
    return row


def _is_used(talk: Conversation) -> bool:
    merged = Conversation.objects.filter(merged_into=talk)
    return talk.messages.exists() or talk.letters.exists() or merged.exists()


def _stands_as_left(row: Regrouping, source: Conversation, target: Conversation) -> bool:
    if row.what == What.SPLIT:
        return source.merged_into_id is None and target.merged_into_id is None
    return source.merged_into_id == target.pk and target.merged_into_id is None and not _is_there_another(source)


def _is_there_another(source: Conversation) -> bool:
    """Has a new conversation with the same person begun? The house keeps one with each."""
    key = {name: getattr(source, name) for name in KEY} | {"address_index": bytes(source.address_index)}
    return any(key.values()) and the_one_with(key) is not None


def _check_may_move(source: Conversation, target: Conversation, by: Staff | None) -> None:
    """What loses its client is seen by leads only: nobody else puts it out of their own sight."""
    if by is not None and target.client_id is None and source.client_id is not None and not by.is_lead:
        raise Refused("only_leads")


def locked(*ids: UUID) -> list[Conversation]:
    """The conversations in the order asked, locked in the order of their ids; NotHere when one is not there."""
    found = Conversation.objects.select_for_update(of=("self",)).filter(pk__in=ids).order_by("pk")
    rows = {row.pk: row for row in found}
    if missing := set(ids) - set(rows):
        raise NotHere(len(missing))
    for client_id in {row.client_id for row in rows.values() if row.client_id}:
        acting.check_may_open(client_id, "profile")
    return [rows[pk] for pk in ids]


def _remember(
    what: str, source: Conversation, target: Conversation, messages: Sequence[Message], *, by: Staff | None,
    now: datetime, is_new: bool = False,
) -> Regrouping:  # fmt: skip
    letters = Letter.objects.filter(conversation=source) if what == What.MERGED else Letter.objects.none()
    before = {
        "source": _state(source),
        "target": _state(target),
        "messages": {str(one.pk): {"person": str(one.person_id or "")} for one in messages},
        "letters": [str(pk) for pk in letters.values_list("pk", flat=True)],
        "is_new": is_new,
    }
    # Whoever may see one of the clients alone must not learn of the other: the row is the target's.
    return Regrouping.objects.create(
        client_id=target.client_id, what=what, source=source, target=target, moved=[str(one.pk) for one in messages],
        before=before, by=by, at=now,
    )  # fmt: skip


def _state(talk: Conversation) -> dict[str, Any]:
    kept = {name: getattr(talk, name) for name in KEPT}
    kept |= {name: str(value) for name, value in kept.items() if isinstance(value, UUID)}
    return kept | {"last_at": talk.last_at.isoformat()}


def _restore(talk: Conversation, before: dict[str, Any]) -> None:
    """As it stood; what was said since counts: then it stands at its last word."""
    was = datetime.fromisoformat(before["last_at"])
    now_last = _last_of(talk)
    if now_last is None or now_last <= was:
        talk.waiting, talk.channel = before["waiting"], before["channel"]
        talk.last_at = was
    else:
        talk.last_at = now_last
    talk.merged_into_id = _uuid(before.get("merged_into_id"))
    talk.save(update_fields=["waiting", "channel", "last_at", "merged_into"])


def _last_of(talk: Conversation) -> datetime | None:
    found: datetime | None = talk.messages.exclude(way=Message.Way.NOTE).aggregate(last=Max("sent_at"))["last"]
    return found


def _uuid(text: Any) -> UUID | None:
    return UUID(str(text)) if text else None


def _tell(what: str, row: Regrouping, source: Conversation, target: Conversation) -> None:
    journal.record(what, about=row, source=str(source.pk), target=str(target.pk), messages=len(row.moved))
    for talk in (source, target):
        live.changed("conversation", client_id=talk.client_id, about=talk.pk)
