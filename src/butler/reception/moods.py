"""A person says how a message sounded: their word stands above every reading, and is kept to learn from."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from butler.ground import acting, journal, live
from butler.ground.refusals import NotHere
from butler.ground.sealing import open_sealed
from butler.reception.models import Correction, Hearing
from butler.reception.naming import MOODS
from butler.staff.models import Staff

LONGEST = 1_000  # characters of a message that are kept beside the word


@transaction.atomic
def say_mood(message_id: UUID, label: str, *, by: Staff, now: datetime) -> Hearing:
    """It sounded like this. Refused with ValueError for a mood that we do not know, NotHere for a stranger."""
    if label not in MOODS:
        raise ValueError("no such mood")
    row = Hearing.objects.select_for_update(of=("self",)).select_related("message").filter(message=message_id).first()
    if row is None:
        raise NotHere
    if row.client_id is not None:
        acting.check_may_open(row.client_id, "profile")
    was, row.mood, row.mood_said_by = row.mood, label, by
    row.save(update_fields=["mood", "mood_said_by"])
    if was != label:
        Correction.objects.create(
            client_id=row.client_id, what="mood", words=open_sealed(row.message, "body")[:LONGEST], was=was, now=label,
            by=by, at=now,
        )  # fmt: skip
        journal.record("mood.said", about=row, was=was, now=label)
    live.changed("conversation", client_id=row.client_id, about=row.message.conversation_id)
    return row
