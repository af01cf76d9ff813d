"""All that is due of open operations, derived from their rows. Safe to ring twice, and from two workers at once."""

from datetime import datetime
from uuid import UUID

from django.db.models import F, Q

from butler.correspondence.models import Letter
from butler.ground.acting import acting_for
from butler.sourcing.actions.asking import chase, open_waves
from butler.sourcing.actions.choosing import decide
from butler.sourcing.actions.ending import next_moment, tell_what_time_brings
from butler.sourcing.actions.hearing import hear
from butler.sourcing.actions.ordering import hear_order
from butler.sourcing.actions.rewishing import follow
from butler.sourcing.models import OPEN, Operation

PURPOSE = "sourcing"
MOST = 500  # operations of one sweep; the next one goes on
State = Operation.State


def sweep(*, now: datetime) -> int:
    """Do what is due at `now`; how many operations were moved."""
    with acting_for(PURPOSE):
        due = _due(now)
    return sum(_move(operation_id, now) for operation_id in due)


def _due(now: datetime) -> list[UUID]:
    """Those whose moment has come, and those to whom something was said: an answer, a yes, a no.

    Each question is asked by itself: all at once the planner takes longer than the answer is worth.
    """
    rows = Operation.objects.filter(state__in=OPEN)
    if not rows.exists():
        return []
    found: dict[UUID, None] = {}
    for told in (Q(due_at__lte=now), *_said()):
        found |= dict.fromkeys(rows.filter(told).order_by("pk").values_list("pk", flat=True)[:MOST])
    return sorted(found)[:MOST]


def _said() -> list[Q]:
    """What somebody may have said since the last look."""
    pressed = [
        Q(**{f"{letter}__page__answers__taken_at": None, f"{letter}__page__answers__isnull": False})
        for letter in ("approaches__letter", "offers__order", "choices__letter")
    ]
    heard = [
        Q(**{f"{row}__{letter}__message__answered_by__isnull": False, f"{row}__heard": None})
        | Q(**{f"{row}__{letter}__message__answered_by__sent_at__gt": F(f"{row}__heard__sent_at")})
        for row, letter in (("approaches", "letter"), ("approaches", "chase"), ("offers", "order"))
    ]
    decided = ~Q(offers__order__state=Letter.State.WAITING) & Q(offers__order__isnull=False)
    return [
        *pressed,
        *heard,
        Q(state=State.APPROVAL) & (decided | Q(offers__yeses__isnull=False)),
        Q(choices__closed_at=None, choices__letter__state=Letter.State.WITHDRAWN),
        Q(state=State.ORDERED, offers__state="accepted", offers__order__state=Letter.State.WITHDRAWN),
    ]


def _move(operation_id: UUID, now: datetime) -> bool:
    """One operation, in one transaction."""
    with acting_for(PURPOSE):
        rows = Operation.objects.select_for_update(of=("self",), skip_locked=True)
        operation = rows.select_related("client", "owner", "client_request__message__conversation").filter(
            pk=operation_id, state__in=OPEN
        ).first()  # fmt: skip
        if operation is None:
            return False
        hear(operation, now=now)
        if operation.state == State.ORDERED:
            hear_order(operation, now=now)
        goes_on = operation.state in OPEN and follow(operation, now=now)
        if goes_on:
            decide(operation, now=now)
        if goes_on and operation.state == State.SEARCHING:
            open_waves(operation, now=now)
            chase(operation, now=now)
        if goes_on and operation.state in OPEN:
            tell_what_time_brings(operation, now=now)
        if operation.state in OPEN:
            operation.due_at = next_moment(operation, now)
            operation.save(update_fields=["due_at"])
    return True
