"""Who has a conversation open, and who is writing an answer: so that two do not answer unknowingly."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from butler.correspondence.models import Conversation, Presence
from butler.ground import acting, live
from butler.ground.refusals import NotHere
from butler.ground.sealing import open_sealed
from butler.staff.models import Staff

HERE = timedelta(seconds=90)  # who was not heard of for longer has gone
LONGEST = 4000


@dataclass(frozen=True)
class Beside:
    """A colleague who has the conversation open."""

    staff: Staff
    seen_at: datetime
    is_writing: bool


@transaction.atomic
def seen(
    conversation_id: UUID, staff: Staff, *, now: datetime, writing: bool = False, words: str | None = None
) -> None:
    """A colleague has it open (asked again every half minute); `words` is their answer as far as it is typed.

    words=None leaves what was kept, "" forgets it. NotHere for a stranger.
    """
    talk = Conversation.objects.filter(pk=conversation_id).first()
    if talk is None:
        raise NotHere
    if talk.client_id is not None:
        acting.check_may_open(talk.client_id, "profile")
    row = Presence.objects.select_for_update().filter(conversation=talk, staff=staff).first()
    before = None if row is None else _signs(row, now)
    row = row or Presence(client_id=talk.client_id, conversation=talk, staff=staff)
    row.seen_at, row.writing_at = now, now if writing else None
    if row.client_id != talk.client_id:  # the conversation found its client since
        row.client_id, row.words = talk.client_id, ""
    if words is not None:
        row.words = words[:LONGEST]
    row.save()
    if before != _signs(row, now):
        live.changed("conversation", client_id=talk.client_id, about=talk.pk)


def who_else(conversation_id: UUID, *, but: Staff, now: datetime) -> list[Beside]:
    """Colleagues, but this one, who have it open just now; who writes first."""
    rows = Presence.objects.filter(conversation=conversation_id, seen_at__gt=now - HERE).exclude(staff=but)
    found = [_beside(row, now) for row in rows.select_related("staff").order_by("pk")]
    return sorted(found, key=lambda beside: (not beside.is_writing, str(beside.staff)))


def kept_words(conversation_id: UUID, staff: Staff) -> str:
    """The answer this colleague had begun; only they get it back."""
    if acting.actor().staff_id != staff.pk:
        return ""
    row = Presence.objects.filter(conversation=conversation_id, staff=staff).first()
    return open_sealed(row, "words") if row else ""


def gone(conversation_id: UUID, staff: Staff, *, keep_words: bool = True) -> None:
    """They closed it; after an answer their words are forgotten too."""
    row = Presence.objects.filter(conversation=conversation_id, staff=staff).first()
    if row is None:
        return
    row.writing_at = None
    if not keep_words:
        row.words = ""
    row.save(update_fields=["writing_at", "words"])


def _beside(row: Presence, now: datetime) -> Beside:
    return Beside(row.staff, row.seen_at, _is_writing(row, now))


def _is_writing(row: Presence, now: datetime) -> bool:
    return row.writing_at is not None and now - row.writing_at < HERE


def _signs(row: Presence, now: datetime) -> tuple[bool, bool]:
    return now - row.seen_at < HERE, _is_writing(row, now)
