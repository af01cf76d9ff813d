"""What was left in between is asked for again: the rows say what is due, the queue may be empty."""

from datetime import datetime, timedelta

from butler.correspondence import doors
from butler.correspondence.models import Message, RawMessage
from butler.ground.acting import acting_for
from butler.ground.later import later

LEFT_AFTER = timedelta(minutes=2)
LOOKED_BACK = timedelta(days=2)
AT_ONCE = 500


def ask_again(*, now: datetime) -> int:
    """Ask for the sorting and the reading of what has lain for two minutes; how many."""
    with acting_for("sweep"):
        unsorted = doors.ask_again(now=now)
        unread = (
            Message.objects.filter(way=Message.Way.IN, raw__state=RawMessage.State.READ, hearing__isnull=True)
            .filter(raw__read_at__lte=now - LEFT_AFTER, raw__read_at__gt=now - LOOKED_BACK)
            .order_by("raw__read_at", "pk")
        )
        ids = list(unread.values_list("pk", flat=True)[:AT_ONCE])
        for message_id in ids:
            later("reception.read", message_id=str(message_id))
        return unsorted + len(ids)
