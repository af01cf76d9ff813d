"""How messages sounded: one at a time, and the trend of a client with its cause."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from butler.ground.sealing import open_sealed
from butler.reception import naming, rules
from butler.reception.models import Hearing
from butler.staff.models import Staff

TREND = 10  # messages


@dataclass(frozen=True)
class HearingCard:
    """How one message sounded, and why we think so."""

    id: UUID
    message_id: UUID
    client_id: UUID | None
    language: str
    mood: str
    mood_score: float
    also: tuple[str, ...]
    cause: str  # the words that tell it
    cause_start: int  # where they stand in the message; -1: nowhere
    cause_end: int
    said_by: Staff | None  # a colleague's word stands above the reading
    urgency: str
    no_return_at: datetime | None
    asked_by: UUID | None  # who of the circle wrote; none: the client, or nobody known
    may_decide: bool
    version: int

    @property
    def mood_name(self) -> str:
        return str(naming.MOODS.get(self.mood, self.mood))

    @property
    def urgency_name(self) -> str:
        return str(naming.URGENCY.get(self.urgency, self.urgency))

    @property
    def is_heavy(self) -> bool:
        return self.mood in rules.HEAVY


@dataclass(frozen=True)
class MoodPoint:
    message_id: UUID
    at: datetime
    mood: str
    weight: int  # -3 to 2
    cause: str
    said_by: Staff | None

    @property
    def mood_name(self) -> str:
        return str(naming.MOODS.get(self.mood, self.mood))


@dataclass(frozen=True)
class MoodTrend:
    """The last messages of a client, oldest first, and where it goes: "better", "same", "worse"."""

    client_id: UUID
    points: tuple[MoodPoint, ...]
    direction: str

    @property
    def cause(self) -> MoodPoint | None:
        """The last message that weighs; none when all is well."""
        return next((point for point in reversed(self.points) if point.weight < 0), None)


def hearing(message_id: UUID) -> HearingCard | None:
    """How a message sounded; none when it was not read, or for a stranger."""
    return hearings([message_id]).get(message_id)


def hearings(message_ids: Iterable[UUID]) -> dict[UUID, HearingCard]:
    """How these messages sounded; one query."""
    rows = Hearing.objects.filter(message__in=list(message_ids)).select_related("mood_said_by")
    return {row.message_id: _card(row) for row in rows}


def mood_trend(client_id: UUID) -> MoodTrend:
    """The mood of a client's last ten messages."""
    rows = Hearing.objects.filter(client=client_id).select_related("mood_said_by").order_by("-sent_at", "pk")[:TREND]
    points = tuple(_point(row) for row in reversed(rows))
    return MoodTrend(client_id, points, rules.direction([point.weight for point in points]))


def reading_of(row: Hearing) -> dict[str, Any]:
    """The whole reading, as it was kept."""
    found: dict[str, Any] = json.loads(open_sealed(row, "content") or "{}")
    return found


def _card(row: Hearing) -> HearingCard:
    held = reading_of(row)
    cause = held.get("cause") or {}
    return HearingCard(
        id=row.pk,
        message_id=row.message_id,
        client_id=row.client_id,
        also=tuple(held.get("also", ())),
        cause=cause.get("words", ""),
        cause_start=cause.get("start", -1),
        cause_end=cause.get("end", -1),
        said_by=row.mood_said_by,
        asked_by=UUID(held["asked_by"]) if held.get("asked_by") else None,
        may_decide=bool(held.get("may_decide", False)),
        **{name: getattr(row, name) for name in PLAIN},
    )


PLAIN = ("language", "mood", "mood_score", "urgency", "no_return_at", "version")


def _point(row: Hearing) -> MoodPoint:
    cause = (reading_of(row).get("cause") or {}).get("words", "")
    return MoodPoint(row.message_id, row.sent_at, row.mood, rules.weight(row.mood), cause, row.mood_said_by)
