"""What somebody did last, and can still take back."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from butler.requests.models import Move


@dataclass(frozen=True)
class MoveCard:
    """What somebody did with a task or a request, and can still take back."""

    id: UUID
    task_id: UUID | None
    request_id: UUID | None
    what: str
    at: datetime


def last_move(staff_id: int, *, since: datetime) -> MoveCard | None:
    """What this colleague did last and has not taken back; what was done along with it is part of it."""
    standing = Move.objects.filter(by=staff_id, taken_back_at__isnull=True, part_of__isnull=True, at__gte=since)
    move = standing.order_by("-at", "-number").first()
    return MoveCard(move.pk, move.task_id, move.client_request_id, move.what, move.at) if move else None
