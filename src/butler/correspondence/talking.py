"""The one conversation with each person, whatever the channel: found, or begun. The database holds it to one."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from butler.correspondence.models import Conversation
from butler.correspondence.whose import Whose
from butler.ground import journal

LONGEST_CHAIN = 20  # merges of merges


@dataclass(frozen=True)
class Beginning:
    """How a conversation begins, if there is none yet."""

    channel: str
    at: datetime
    subject: str = ""
    address: str = ""  # kept while nobody knows who writes
    waiting: str = Conversation.Waiting.NOBODY


def conversation_with(whose: Whose, beginning: Beginning, *, follow: bool = True) -> Conversation:
    """The conversation with them, locked, or a new one. Two who ask at once get the same.

    Where theirs was merged into another they are heard there, unless follow=False.
    """
    key = whose_key(whose)
    if any(key.values()):
        _one_at_a_time(key)
        found = known_conversation(whose) if follow else the_one_with(key)
        if found is not None:
            return found
    row = Conversation.objects.create(
        **key,
        channel=beginning.channel,
        subject=beginning.subject,
        address=beginning.address if not whose.is_known else "",
        waiting=beginning.waiting,
        last_at=beginning.at,
    )
    journal.record("conversation.begun", about=row, channel=str(beginning.channel))
    return row


def known_conversation(whose: Whose) -> Conversation | None:
    """The conversation with them, locked; where theirs was merged into another, that other."""
    key = whose_key(whose)
    return (the_one_with(key) or _merged_one(key)) if any(key.values()) else None


def the_one_with(key: dict[str, Any]) -> Conversation | None:
    """The standing conversation of this key, locked."""
    return _locked().filter(**_alike(key), merged_into__isnull=True).first()


def whose_key(whose: Whose) -> dict[str, Any]:
    """What makes a conversation the one with them. The address counts only while nobody is known."""
    return {
        "client_id": whose.client_id,
        "person_id": whose.person_id,
        "contact_id": whose.contact_id,
        "organisation_id": whose.organisation_id,
        "address_index": b"" if whose.client_id or whose.is_supplier else whose.address_index,
    }


def _merged_one(key: dict[str, Any]) -> Conversation | None:
    """Where a conversation of this key was merged into, from one to the next."""
    found = Conversation.objects.filter(**_alike(key), merged_into__isnull=False).order_by("-last_at", "pk").first()
    for _ in range(LONGEST_CHAIN):
        if found is None or found.merged_into_id is None:
            return found
        found = _locked().filter(pk=found.merged_into_id).first()
    return None


def _locked() -> QuerySet[Conversation]:
    return Conversation.objects.select_for_update(of=("self",))


def _alike(key: dict[str, Any]) -> dict[str, Any]:
    """A filter for exactly this key."""
    index = key["address_index"]
    names = {name: value for name, value in key.items() if name != "address_index"}
    found = {f"{name}__isnull" if value is None else name: value or True for name, value in names.items()}
    return found | ({"address_index": index} if index else {})


def _one_at_a_time(key: dict[str, Any]) -> None:
    """Until this transaction ends, whoever asks for the same conversation waits: then they find it."""
    name = "conversation|" + "|".join(value.hex() if isinstance(value, bytes) else str(value) for value in key.values())
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])
