"""All that is due of promises, derived from rows. Safe to ring twice, and from two workers at once."""

from datetime import datetime
from uuid import UUID

from django.db.models import F, Q

from butler.assurance import asking, hearing, watching
from butler.assurance.models import Reconfirmation
from butler.assurance.rules.ladder import MOST_CALLS
from butler.bookings.models import Booking
from butler.ground.acting import acting_for

PURPOSE = "assurance"
MOST = 500  # bookings moved by one sweep; the next one goes on


def sweep(*, now: datetime) -> int:
    """Ask what is to be asked, hear what has come, press on where nobody answers; how many bookings were looked at."""
    with acting_for(PURPOSE):
        ids = _due(now)
    return sum(_move(booking_id, now) for booking_id in ids)


def _due(now: datetime) -> list[UUID]:
    """Bookings whose rung has come, and those of whose open question something may be said or done."""
    rungs = [row.pk for row in watching.coming_rows(now) if watching.due_step(row, now) is not None]
    waits = Reconfirmation.objects.filter(outcome="")
    told = Q(answer_by__lte=now, task__isnull=True, calls__lt=MOST_CALLS) | Q(call_by__lte=now, alarmed_at__isnull=True)
    told |= Q(letter__page__answers__isnull=False, letter__page__answers__taken_at=None)
    answered = "letter__message__answered_by"
    told |= Q(**{f"{answered}__isnull": False, "heard": None}) | Q(**{f"{answered}__sent_at__gt": F("heard__sent_at")})
    told |= Q(booking__cancelled_at__isnull=False) | Q(booking__starts_at__lte=now)
    told |= ~Q(booking__starts_at=F("starts_at")) | Q(booking__evidence__received_at__gt=F("asked_at"))
    told |= Q(calls__gte=MOST_CALLS, alarmed_at__isnull=True)
    said = waits.filter(told).order_by("booking").values_list("booking", flat=True).distinct()
    return list(dict.fromkeys([*said[:MOST], *rungs]))[:MOST]


def _move(booking_id: UUID, now: datetime) -> bool:
    """One booking, in one transaction."""
    with acting_for(PURPOSE):
        rows = Booking.objects.select_for_update(of=("self",), skip_locked=True)
        row = rows.select_related("client", "organisation", "client_request__owner").filter(pk=booking_id).first()
        if row is None:
            return False
        if (asked := _open_question(row)) is not None:
            hearing.hear(row, asked, now=now)
        row.refresh_from_db()
        if row.cancelled_at is None and (step := watching.due_step(row, now)) is not None:
            asking.ask_again(row, step, now=now)
        if (asked := _open_question(row)) is not None:
            asking.press_on(row, asked, now=now)
    return True


def _open_question(row: Booking) -> Reconfirmation | None:
    rows = Reconfirmation.objects.filter(booking=row, outcome="")
    return rows.select_related("letter", "task__owner", "heard").first()
