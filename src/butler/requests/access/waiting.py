"""What a request waits for, and which others it is one with."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from butler.ground.sealing import open_sealed
from butler.requests.models import Merge, Pause
from butler.staff.models import Staff


@dataclass(frozen=True)
class PauseCard:
    """A pause that stands: why, since when, until when, who said so."""

    why: str
    note: str
    by: Staff
    since: datetime
    until: datetime

    @property
    def why_name(self) -> str:
        return str(Pause.Why(self.why).label)


def standing_pause(request_id: UUID) -> Pause | None:
    """The pause of a request that has not ended."""
    return Pause.objects.select_related("by").filter(client_request=request_id, ended_at__isnull=True).first()


def pause_of(request_id: UUID) -> PauseCard | None:
    """The pause of a request that has not ended, opened."""
    row = standing_pause(request_id)
    if row is None:
        return None
    return PauseCard(row.why, open_sealed(row, "note") if row.note else "", row.by, row.since, row.until)


def merged_into(request_id: UUID) -> UUID | None:
    """The request that this one is the same as, by a person's word."""
    row = Merge.objects.filter(merged=request_id, apart_at__isnull=True).values_list("kept", flat=True)
    return row.first()


def stands_for(request_id: UUID) -> UUID:
    """The request that goes on for this one: itself, or at the end of its merges."""
    found = [request_id]
    while (into := merged_into(found[-1])) is not None and into not in found:
        found.append(into)
    return found[-1]


def merged_here(request_id: UUID) -> list[UUID]:
    """Requests that a person said are the same as this one."""
    rows = Merge.objects.filter(kept=request_id, apart_at__isnull=True).order_by("at")
    return list(rows.values_list("merged", flat=True))
