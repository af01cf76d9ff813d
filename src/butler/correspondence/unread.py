"""What came in and could not be read: kept as it came, shown until a person has looked."""

import json
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from butler.correspondence.models import Channel, RawMessage
from butler.ground.refusals import NotHere
from butler.ground.sealing import open_bytes, open_sealed

LISTED = 200


@dataclass(frozen=True)
class NotRead:
    """A message that nobody could read for us."""

    id: UUID
    channel: str
    received_at: datetime
    why: str
    sender: str  # as the wire named it, beside the bytes; may be empty
    tries: int

    @property
    def channel_name(self) -> str:
        return str(Channel(self.channel).label)


def not_read() -> list[NotRead]:
    """What could not be read and nobody has looked at yet, the oldest first; for leads, the owner, the worker."""
    state = RawMessage.State.UNREADABLE
    rows = RawMessage.objects.filter(state=state, seen_by__isnull=True).order_by("received_at", "pk")
    return [_line(row) for row in rows.defer("content")[:LISTED]]


def raw_bytes(raw_id: UUID) -> bytes:
    """The bytes as they came, to be handed out as a file; NotHere for a stranger."""
    row = RawMessage.objects.filter(pk=raw_id).first()
    if row is None:
        raise NotHere
    return open_bytes(row, "content")


def envelope_of(row: RawMessage) -> dict[str, str]:
    """What the wire said beside the bytes."""
    found: dict[str, str] = json.loads(open_sealed(row, "envelope") or "{}")
    return found


def _line(row: RawMessage) -> NotRead:
    return NotRead(row.pk, row.channel, row.received_at, row.why, str(envelope_of(row).get("from", "")), row.tries)
