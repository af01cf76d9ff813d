"""The only doors to trips and their legs. What comes out is plain and frozen."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Prefetch, QuerySet

from butler.ground.refusals import NotHere
from butler.ground.sealing import open_sealed
from butler.travel.models import Leg, Trip


@dataclass(frozen=True)
class LegCard:
    """One part of a journey, in the zones of both its ends."""

    id: UUID
    number: int
    booking_id: UUID
    kind: str
    state: str
    title: str
    origin: str
    destination: str
    departs_at: datetime
    departs_in: str
    arrives_at: datetime | None
    arrives_in: str

    @property
    def departs_local(self) -> datetime:
        return self.departs_at.astimezone(ZoneInfo(self.departs_in))

    @property
    def arrives_local(self) -> datetime | None:
        return self.arrives_at and self.arrives_at.astimezone(ZoneInfo(self.arrives_in))


@dataclass(frozen=True)
class TripCard:
    """A journey with its legs in order."""

    id: UUID
    client_id: UUID
    title: str
    starts_on: date
    ends_on: date
    countries: tuple[str, ...]
    legs: tuple[LegCard, ...]


def trips_of(client_id: UUID, *, since: date | None = None) -> list[TripCard]:
    """A client's trips, the next first; those that ended before `since` are left out. Two queries."""
    found = _rows().filter(client=client_id)
    if since:
        found = found.filter(ends_on__gte=since)
    return [_card(row) for row in found.order_by("starts_on", "pk")]


def trips_between(start: date, end: date, *, client_ids: Iterable[UUID] | None = None) -> list[TripCard]:
    """Trips that touch the days from `start` to `end`, both included. Two queries."""
    found = _rows().filter(starts_on__lte=end, ends_on__gte=start)
    if client_ids is not None:
        found = found.filter(client__in=list(client_ids))
    return [_card(row) for row in found.order_by("starts_on", "pk")]


def trip(trip_id: UUID) -> TripCard:
    """One trip; NotHere for a stranger, and when there is none."""
    row = _rows().filter(pk=trip_id).first()
    if row is None:
        raise NotHere
    return _card(row)


def _rows() -> QuerySet[Trip]:
    return Trip.objects.prefetch_related(Prefetch("legs", Leg.objects.select_related("booking").order_by("number")))


def _card(row: Trip) -> TripCard:
    return TripCard(
        id=row.pk,
        client_id=row.client_id,
        title=open_sealed(row, "title"),
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        countries=tuple(row.countries),
        legs=tuple(_leg_card(leg) for leg in row.legs.all()),
    )


def _leg_card(leg: Leg) -> LegCard:
    booking = leg.booking
    return LegCard(
        id=leg.pk,
        number=leg.number,
        booking_id=booking.pk,
        kind=booking.kind,
        state=booking.state,
        title=open_sealed(booking, "title"),
        origin=leg.origin,
        destination=leg.destination,
        departs_at=booking.starts_at,
        departs_in=booking.zone,
        arrives_at=leg.arrives_at or booking.ends_at,
        arrives_in=leg.arrival_zone or booking.zone,
    )
