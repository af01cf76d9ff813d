"""A colleague knows that a doubted sender is who they say: from then on their words weigh what they always weighed."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from butler.correspondence.models import Message
from butler.ground import acting, journal, live
from butler.ground.later import later
from butler.ground.refusals import NotHere
from butler.staff.models import Staff


@transaction.atomic
def vouch(message_id: UUID, *, by: Staff, now: datetime) -> Message:
    """It is them: what the message answers it answers now, and it is read anew. Twice is once.

    NotHere for who may not see it, and for what nobody doubts.
    """
    row = Message.objects.select_for_update(of=("self",)).filter(pk=message_id, proof=Message.Proof.UNPROVEN).first()
    if row is None:
        raise NotHere
    if row.client_id is not None:
        acting.check_may_open(row.client_id, "profile")
    if row.vouched_by_id is not None:
        return row
    row.vouched_by, row.vouched_at, row.answers_id = by, now, row.answers_id or row.would_answer_id
    row.save(update_fields=["vouched_by", "vouched_at", "answers"])
    journal.record("message.vouched", about=row)
    later("reception.read", message_id=str(row.pk))
    live.changed("conversation", client_id=row.client_id, about=row.conversation_id)
    return row
