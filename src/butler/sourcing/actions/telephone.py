"""What a colleague heard by telephone about a question or an order of ours."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from butler.ground import journal
from butler.ground.later import later
from butler.ground.refusals import NotHere
from butler.ground.sealing import open_sealed
from butler.requests import actions as requests
from butler.sourcing.actions.hearing import keep_offer
from butler.sourcing.actions.ordering import confirm, fall
from butler.sourcing.models import OPEN, Approach, Offer, Operation
from butler.sourcing.rules.hearing import Answer, Heard, Terms
from butler.staff.models import Staff

State = Approach.State
OUTCOMES = ("confirmed", "declined", "offer", "no_answer")


@transaction.atomic
def called(
    approach_id: UUID, outcome: str, *, by: Staff, now: datetime, who: str = "", terms: Terms | None = None
) -> None:
    """`by` has telephoned: confirmed (with the name of `who` said so), declined, offer (with `terms`), no_answer.

    A yes to what was ordered proves it; a yes to a question is an offer. Refuses with NotHere what is closed, with
    ValueError an outcome that there is not, and a yes to an order without the name of who said it.
    """
    if outcome not in OUTCOMES:
        raise ValueError(outcome)
    row = Approach.objects.select_related("contact", "organisation", "task").filter(pk=approach_id).first()
    if row is None:
        raise NotHere
    operation = Operation.objects.select_for_update(of=("self",)).filter(pk=row.operation_id, state__in=OPEN).first()
    if operation is None:
        raise NotHere
    taken = row.offers.filter(state=Offer.State.ACCEPTED).select_related("approach__contact").first()
    if taken is not None:
        _of_order(operation, taken, outcome, who, by, now)
    else:
        _of_question(operation, row, outcome, who, terms or Terms(), by, now)
    if row.task is not None and row.task.done_at is None:
        requests.done(row.task.pk, by=by, now=now)
    journal.record("approach.called", about=row, outcome=outcome)
    later("sourcing.sweep")


def _of_order(operation: Operation, offer: Offer, outcome: str, who: str, by: Staff, now: datetime) -> None:
    if outcome == "confirmed":
        if not who.strip():
            raise ValueError("who said so?")
        confirm(operation, offer, reference="", via=Offer.Via.PHONE, now=now, who=who)
        offer.accepted_by = offer.accepted_by or by
        offer.save(update_fields=["accepted_by"])
    elif outcome == "declined":
        fall(operation, offer, Offer.State.FELL, now)


def _of_question(
    operation: Operation, row: Approach, outcome: str, who: str, terms: Terms, by: Staff, now: datetime
) -> None:
    row.asked_at, row.answer_by = row.asked_at or now, row.answer_by or operation.answer_by
    row.channel = row.channel or "phone"
    if outcome in ("confirmed", "offer"):
        row.state, row.answered_at, row.answer = State.OFFERED, now, terms.what or open_sealed(operation, "goal")
        keep_offer(operation, row, Answer(Heard.OFFER, terms), via=Offer.Via.PHONE, at=now, taken_down_by=by)
    elif outcome == "declined":
        row.state, row.answered_at = State.REFUSED, now
    else:
        row.state = State.SILENT
    row.save(update_fields=["state", "answered_at", "answer", "asked_at", "answer_by", "channel"])
