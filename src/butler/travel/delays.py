"""A leg will be late: told by a feed, an airline, a person. Whatever follows from it is derived from the row."""

from datetime import datetime, timedelta
from itertools import pairwise
from uuid import UUID

from django.db import transaction

from butler.bookings.models import Kind
from butler.ground import journal, live
from butler.ground.later import later
from butler.ground.refusals import NotHere
from butler.ground.sealing import open_sealed
from butler.travel.models import Leg

SAME_FLIGHT = timedelta(hours=30)  # a number flies every day: who speaks of it means the next, or the one in the air
LONGEST = 48 * 60  # minutes; longer is another flight


class NotALateness(ValueError):
    """Less than nothing, or longer than two days."""


@transaction.atomic
def report(leg_id: UUID, minutes: int, *, told_by: str, now: datetime) -> bool:
    """The leg leaves and arrives so many minutes late; 0 takes it back. False where that was known already.

    Refuses with NotALateness, and with NotHere a stranger.
    """
    if not 0 <= minutes <= LONGEST:
        raise NotALateness(minutes)
    leg = Leg.objects.select_for_update().filter(pk=leg_id).first()
    if leg is None:
        raise NotHere
    if leg.late_minutes == minutes:
        return False
    leg.late_minutes, leg.late_told_by, leg.late_told_at = minutes, told_by[:120], now
    leg.save(update_fields=["late_minutes", "late_told_by", "late_told_at"])
    journal.record("leg.late", about=leg, minutes=minutes)
    live.changed("booking", client_id=leg.client_id, about=leg.booking_id)
    later("assurance.journeys")
    return True


def report_flight(number: str, minutes: int, *, told_by: str, now: datetime) -> int:
    """The same of everybody who flies with this number about now; of how many it was news."""
    return sum(report(leg.pk, minutes, told_by=told_by, now=now) for leg in flying(number, now=now))


def flying(number: str, *, now: datetime) -> list[Leg]:
    """Legs of this flight number that leave soon or are under way."""
    rows = Leg.objects.select_related("booking").filter(
        booking__kind__in=(Kind.FLIGHT, Kind.CHARTER, Kind.RAIL), booking__cancelled_at=None,
        booking__starts_at__gt=now - SAME_FLIGHT, booking__starts_at__lt=now + SAME_FLIGHT,
    )  # fmt: skip
    wanted = bare(number)
    return [leg for leg in rows.order_by("booking__starts_at", "pk") if wanted and wanted in _numbers(leg)]


def bare(number: str) -> str:
    """«NV 402» and «nv402» are one number."""
    return "".join(number.split()).replace("-", "").upper()


def _numbers(leg: Leg) -> set[str]:
    """Every run of one or two words of the title, for a number may be written apart."""
    words = open_sealed(leg.booking, "title").replace(",", " ").split()
    return {bare(word) for word in words} | {bare(one + other) for one, other in pairwise(words)}
