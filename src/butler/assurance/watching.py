"""What a coming booking tells the ladder, read from its rows."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from butler.assurance.models import StandIn
from butler.assurance.rules import ladder
from butler.assurance.rules.ladder import Coming, IsOpen, Step
from butler.bookings import access as bookings
from butler.bookings import rules as proving
from butler.bookings.models import Booking
from butler.ground.house import the_house
from butler.network import opening
from butler.requests import access as requests

AHEAD = timedelta(days=4)  # the first rung is three days before, moved earlier over a closed weekend
MOST = 2000  # bookings of one sweep


def coming_rows(now: datetime) -> QuerySet[Booking]:
    """Bookings with a supplier that begin in the next days and are not off, with what was said of them."""
    rows = Booking.objects.filter(starts_at__gt=now, starts_at__lte=now + AHEAD, cancelled_at__isnull=True)
    rows = rows.filter(organisation__isnull=False).select_related("organisation")
    rows = rows.exclude(stands_in__state=StandIn.State.ORDERED)  # a recovery hears its order
    return rows.prefetch_related("evidence", "reconfirmations").order_by("starts_at", "pk")[:MOST]


def coming_of(row: Booking, now: datetime) -> Coming:
    """The booking as the ladder looks at it."""
    told = bookings.facts(row).evidence
    proof = proving.strongest(told, now)
    yes = [each.received_at for each in told if each.proves and each.received_at <= now]
    house = row.organisation
    return Coming(
        kind=row.kind, starts_at=row.starts_at, importance=row.importance,
        reliability=house.reliability if house else 0, wanted_at=row.asked_at,
        proof=proof.kind if proof else None, told_at=max(yes, default=None),
    )  # fmt: skip


def steps_of(row: Booking, coming: Coming) -> tuple[Step, ...]:
    """Its ladder."""
    return ladder.ladder(coming, the_house().tz, open_hours(row))


def due_step(row: Booking, now: datetime) -> Step | None:
    """The rung that is to be asked now."""
    coming = coming_of(row, now)
    return ladder.due(coming, steps_of(row, coming), asked_about(row), now, open_hours(row))


def asked_about(row: Booking) -> set[str]:
    """The rungs at which we have asked about the booking as it stands."""
    return {each.rung for each in row.reconfirmations.all() if each.starts_at == row.starts_at}


def open_hours(row: Booking) -> IsOpen:
    """When both the house and the supplier are there to ask and to answer."""
    ours, theirs, zone = (
        requests.working_hours(),
        row.organisation.hours if row.organisation else "",
        ZoneInfo(row.zone),
    )
    return lambda moment: ours.is_open(moment) and opening.is_open(theirs, moment, zone)
