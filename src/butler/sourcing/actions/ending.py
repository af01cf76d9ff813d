"""What time alone brings to a search: another way is proposed, the promised moment comes, the point of no return."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from butler.ground import journal, live
from butler.ground.house import the_house
from butler.ground.refusals import NotHere
from butler.ground.sealing import open_sealed
from butler.requests import actions as requests
from butler.sourcing.actions.asking import release
from butler.sourcing.actions.choosing import gathers_until
from butler.sourcing.models import OPEN, Approach, Offer, Operation
from butler.sourcing.rules import chase_at
from butler.staff.models import Staff

State = Operation.State
AT_LEAST_EVERY = timedelta(hours=6)


def tell_what_time_brings(operation: Operation, *, now: datetime) -> None:
    """Each moment is told once, to the owner as a task. In the sweep's transaction."""
    if operation.state in (State.BOOKED, State.STOPPED):
        return
    if operation.no_return_at is not None and operation.no_return_at <= now and operation.state != State.ORDERED:
        stop(operation, now=now)
        return
    if operation.state == State.ORDERED:
        return
    if operation.plan_b_told_at is None and operation.plan_b_at <= now and not _has_offers(operation):
        operation.plan_b_told_at = now
        _task(operation, _PLAN_B, now)
    if operation.late_told_at is None and operation.answer_by <= now:
        operation.late_told_at = now
        _task(operation, _LATE, now)
    operation.save(update_fields=["plan_b_told_at", "late_told_at"])


def stop(operation: Operation, *, now: datetime) -> None:
    """Nothing helps any more, or it is not wanted: those who were asked are told kindly."""
    release(operation, winner=None, now=now)
    operation.offers.filter(state=Offer.State.STANDING).update(state=Offer.State.DECLINED)
    operation.state, operation.closed_at, operation.due_at = State.STOPPED, now, None
    operation.save(update_fields=["state", "closed_at", "due_at"])
    journal.record("operation.stopped", about=operation)
    live.changed("operation", client_id=operation.client_id, about=operation.pk)


@transaction.atomic
def stop_search(operation_id: UUID, *, by: Staff, now: datetime) -> None:
    """A colleague ends the search. NotHere where it is closed already, or ordered: that is cancelled, not stopped."""
    rows = Operation.objects.select_for_update(of=("self",)).filter(pk=operation_id, state__in=OPEN)
    operation = rows.exclude(state=State.ORDERED).first()
    if operation is None:
        raise NotHere
    stop(operation, now=now)


def next_moment(operation: Operation, now: datetime) -> datetime:
    """When the sweep looks at it again: the first of all that may be due, ahead of `now`."""
    moments = [operation.plan_b_at, operation.answer_by, operation.no_return_at, now + AT_LEAST_EVERY]
    moments += operation.waves.filter(opened_at__isnull=True).values_list("opens_at", flat=True)
    moments += [gathers_until(operation), operation.rewish_at]
    for approach in operation.approaches.filter(state=Approach.State.ASKED):
        moments.append(approach.answer_by)
        if approach.asked_at and approach.answer_by and approach.chased_at is None:
            moments.append(chase_at(approach.asked_at, approach.answer_by))
    offers = operation.offers.filter(state__in=[Offer.State.STANDING, Offer.State.ACCEPTED])
    for offer in offers:
        moments += [offer.hold_until, offer.order_by]
    moments += operation.choices.filter(closed_at__isnull=True).values_list("until", flat=True)
    return min(moment for moment in moments if moment is not None and moment > now)


def _has_offers(operation: Operation) -> bool:
    return operation.offers.filter(state=Offer.State.STANDING, verdict__in=["good", "unclear"]).exists()


_PLAN_B, _LATE = "plan_b", "late"


def _task(operation: Operation, what: str, now: datetime) -> None:
    goal = open_sealed(operation, "goal")
    with translation.override(the_house().language):
        title = (
            _("Nothing yet, another way is needed: %(goal)s") if what == _PLAN_B else _("Promised by now: %(goal)s")
        ) % {"goal": goal}
    requests.add_task(
        operation.client, title=title, category=operation.category, owner=operation.owner, now=now,
        client_request=operation.client_request, due_at=max(operation.answer_by, now + timedelta(minutes=10)),
        no_return_at=operation.no_return_at,
    )  # fmt: skip
