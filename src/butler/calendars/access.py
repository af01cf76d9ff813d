"""The only doors to what stands in calendars. What comes out is plain and frozen."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from butler.calendars.models import Occurrence, Source
from butler.ground.sealing import open_sealed


@dataclass(frozen=True)
class OccurrenceCard:
    """One happening of an entry, with its times as aware moments and the zone of its place."""

    id: UUID
    client_id: UUID
    title: str
    place: str
    starts_at: datetime
    ends_at: datetime
    zone: str
    is_all_day: bool
    is_busy: bool


@dataclass(frozen=True)
class SourceCard:
    """A calendar: where it comes from, when it was read, and what went wrong."""

    id: UUID
    client_id: UUID
    name: str
    kind: str
    fetched_at: datetime | None
    failure: str
    failed_at: datetime | None


def occurrences_between(
    start: datetime, end: datetime, *, client_ids: Iterable[UUID] | None = None
) -> list[OccurrenceCard]:
    """What happens within [start, end), by time, cancelled entries left out; one query, however many."""
    touches = Q(starts_at__lt=end) & (Q(ends_at__gt=start) | Q(ends_at__gte=start, starts_at__gte=start))
    found = Occurrence.objects.filter(touches, event__is_cancelled=False).select_related("event")
    if client_ids is not None:
        found = found.filter(client__in=list(client_ids))
    return [_card(row) for row in found.order_by("starts_at", "pk")]


def sources(*, client_id: UUID | None = None) -> list[SourceCard]:
    """The calendars the one who acts may see; one query."""
    found = Source.objects.defer("ics")
    if client_id is not None:
        found = found.filter(client=client_id)
    return sorted((_source(row) for row in found), key=lambda card: card.name.lower())


def _card(row: Occurrence) -> OccurrenceCard:
    return OccurrenceCard(
        id=row.pk,
        client_id=row.client_id,
        title=open_sealed(row.event, "summary"),
        place=open_sealed(row.event, "place"),
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        zone=row.zone,
        is_all_day=row.is_all_day,
        is_busy=row.event.is_busy,
    )


def _source(row: Source) -> SourceCard:
    return SourceCard(
        id=row.pk,
        client_id=row.client_id,
        name=open_sealed(row, "name"),
        kind=row.kind,
        fetched_at=row.fetched_at,
        failure=row.failure,
        failed_at=row.failed_at,
    )
