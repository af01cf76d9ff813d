"""Spares: who could stand in is known before anything fails. Important bookings have up to three, the best first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from butler.assurance.models import Spare, StandIn
from butler.assurance.venues import stand_ins
from butler.bookings.models import Booking
from butler.ground import journal, live
from butler.ground.acting import acting_for
from butler.ground.refusals import NotHere
from butler.network.models import Organisation
from butler.staff.models import Staff

PURPOSE = "assurance"
AHEAD = timedelta(days=4)
MOST = 500  # bookings of one round
IMPORTANT = 2
KEPT = 3  # spares of one booking


@dataclass(frozen=True)
class SpareCard:
    """A spare as the booking's page shows it, beside what is booked."""

    id: UUID
    organisation_id: int
    name: str
    phone: str
    rank: int | None
    score: int
    km: float | None
    price: Decimal | None
    dearer_by: Decimal | None  # per head, room or thing; less than nothing: cheaper
    stars: Decimal | None
    keeps_spares: bool
    ruled_out_by: Staff | None


def refresh(*, now: datetime) -> int:
    """Look anew who could stand in for the important bookings of the next days; how many lists changed."""
    with acting_for(PURPOSE):
        rows = Booking.objects.filter(
            importance__gte=IMPORTANT, starts_at__gt=now, starts_at__lte=now + AHEAD, cancelled_at__isnull=True,
            organisation__isnull=False,
        ).exclude(stands_in__state=StandIn.State.ORDERED)  # fmt: skip
        ids = list(rows.order_by("starts_at", "pk").values_list("pk", flat=True)[:MOST])
    return sum(_refresh_one(booking_id, now) for booking_id in ids)


def look(row: Booking, *, now: datetime) -> list[Spare]:
    """Who could stand in for this booking, as things are now: written down, the best first. In the caller's act."""
    standing = {spare.organisation_id: spare for spare in Spare.objects.filter(booking=row)}
    out = {pk for pk, spare in standing.items() if spare.ruled_out_at is not None}
    fits = stand_ins(row, refused=out)[:KEPT]
    wanted = [(fit.venue.id, number, round(fit.score), fit.km) for number, fit in enumerate(fits, start=1)]
    had = [(pk, spare.rank, spare.score, spare.km) for pk, spare in standing.items() if pk not in out]
    if sorted(wanted, key=_by_rank) == sorted(had, key=_by_rank):
        return [standing[pk] for pk, *_rest in wanted]
    Spare.objects.filter(booking=row, ruled_out_at__isnull=True).delete()
    found = Spare.objects.bulk_create(
        Spare(
            client_id=row.client_id, booking=row, organisation_id=pk, rank=rank, score=score, km=km, found_at=now
        )
        for pk, rank, score, km in wanted
    )  # fmt: skip
    live.changed("booking", client_id=row.client_id, about=row.pk)
    return found


@transaction.atomic
def rule_out(spare_id: UUID, *, by: Staff, now: datetime) -> Spare:
    """Not this one: a colleague knows better; the next moves up. NotHere for a stranger; twice changes nothing."""
    spare = _locked(spare_id)
    if spare.ruled_out_at is None:
        spare.rank, spare.ruled_out_by, spare.ruled_out_at = None, by, now
        spare.save(update_fields=["rank", "ruled_out_by", "ruled_out_at"])
        journal.record("spare.ruled_out", about=spare, organisation=spare.organisation_id)
        look(spare.booking, now=now)
    return spare


@transaction.atomic
def bring_back(spare_id: UUID, *, by: Staff, now: datetime) -> UUID:
    """It may stand in after all: the booking it is for. NotHere for a stranger."""
    spare = _locked(spare_id)
    booking = spare.booking
    if spare.ruled_out_at is not None:
        journal.record("spare.brought_back", about=spare, organisation=spare.organisation_id)
        spare.delete()
        look(booking, now=now)
    return booking.pk


def spares_of(booking_id: UUID) -> list[SpareCard]:
    """The spares of a booking by rank, then those that were ruled out."""
    rows = Spare.objects.filter(booking=booking_id).select_related("organisation", "ruled_out_by", "booking")
    rows = rows.select_related("booking__organisation").order_by("rank", "-score", "pk")
    return [_card(row, row.booking.organisation) for row in rows]


def ruled_out(booking: Booking) -> list[int]:
    """The houses that a colleague does not want for this booking."""
    rows = Spare.objects.filter(booking=booking, ruled_out_at__isnull=False)
    return list(rows.values_list("organisation", flat=True))


def _card(row: Spare, booked: Organisation | None) -> SpareCard:
    house = row.organisation
    known = booked is not None and booked.price is not None and house.price is not None
    return SpareCard(
        id=row.pk, organisation_id=house.pk, name=house.name, phone=house.phone, rank=row.rank, score=row.score,
        km=row.km, price=house.price, dearer_by=house.price - booked.price if known else None,  # type: ignore
        stars=house.stars, keeps_spares=house.keeps_spares, ruled_out_by=row.ruled_out_by,
    )  # fmt: skip


def _refresh_one(booking_id: UUID, now: datetime) -> bool:
    with acting_for(PURPOSE):
        rows = Booking.objects.select_for_update(of=("self",), skip_locked=True).select_related("organisation")
        row = rows.filter(pk=booking_id, cancelled_at__isnull=True).first()
        if row is None:
            return False
        before = _ids(Spare.objects.filter(booking=row, ruled_out_at__isnull=True))
        return _ids(look(row, now=now)) != before


def _ids(rows: Iterable[Spare]) -> set[UUID]:
    return {row.pk for row in rows}


def _by_rank(spare: tuple[int, int | None, int, float | None]) -> int:
    return spare[1] or 0


def _locked(spare_id: UUID) -> Spare:
    rows = Spare.objects.select_for_update(of=("self",)).select_related("booking__organisation", "organisation")
    row = rows.filter(pk=spare_id).first()
    if row is None:
        raise NotHere
    return row
