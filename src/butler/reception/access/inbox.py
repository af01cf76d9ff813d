"""The house's inbox: who waits, what was read in their words, how they sound."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count

from butler.correspondence import conversations
from butler.correspondence.conversations import TalkCard
from butler.reception.models import Hearing, Proposal


@dataclass(frozen=True)
class InboxRow:
    """A conversation, how many proposals wait for a person, and how its last message sounded."""

    talk: TalkCard
    open_proposals: int
    mood: str
    urgency: str


def inbox(*, view: str = "mine", waiting: str = "us", most: int | None = None) -> list[InboxRow]:
    """Conversations that wait for `us` or `them` (or "": all): `mine` or the whole `team`'s, the latest word first.

    Mine are those that I own, and those of clients whom I lead where nobody owns it. Seven queries, however many;
    `most` rows.
    """
    talks = conversations.inbox(view=view, waiting=waiting, most=most or conversations.LISTED)
    ids = [talk.id for talk in talks]
    waiting_now, heard = _open(ids), _heard(ids)
    return [InboxRow(talk, waiting_now.get(talk.id, 0), *heard.get(talk.id, ("", ""))) for talk in talks]


def _open(ids: list[UUID]) -> dict[UUID, int]:
    rows = Proposal.objects.filter(message__conversation__in=ids, state=Proposal.State.OPEN)
    counted = rows.values("message__conversation").annotate(n=Count("pk")).order_by()
    return {row["message__conversation"]: row["n"] for row in counted}


def _heard(ids: list[UUID]) -> dict[UUID, tuple[str, str]]:
    rows = (
        Hearing.objects.filter(message__conversation__in=ids)
        .order_by("message__conversation", "-sent_at")
        .distinct("message__conversation")
        .values_list("message__conversation", "mood", "urgency")
    )
    return {talk: (mood, urgency) for talk, mood, urgency in rows}
