"""What is sought is wanted otherwise: the request says so already, the search follows when that cannot be taken back.

Until then nothing is asked, ordered or put to anybody. Then whoever was asked or has offered hears it once, in the same
thread; an order that still waits is withdrawn. One that has left stays: what comes of it is moved once it stands.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from butler.correspondence import actions as correspondence
from butler.correspondence.asking import NoWay, close_page
from butler.correspondence.models import Letter, Message
from butler.ground import journal, live
from butler.ground.later import later_at
from butler.ground.sealing import open_sealed
from butler.language import outreach
from butler.requests import actions as requests
from butler.sourcing import access, letters
from butler.sourcing.access.wanted import budget_of, party_of
from butler.sourcing.actions.asking import call_task, say_goodbye
from butler.sourcing.actions.opening import last_help, plan, promise, whom, write_terms
from butler.sourcing.actions.ordering import go_on
from butler.sourcing.models import OPEN, Approach, Choice, Offer, Operation
from butler.sourcing.rules import Could, answer_by, plan_b_at

State, Stands, Asked = Operation.State, Offer.State, Approach.State
HEARS_OF_IT = (Asked.ASKED, Asked.OFFERED, Asked.PERHAPS, Asked.CALL)
STILL_FITS = frozenset({"budget", "wishes", "class", "cabin"})  # what was offered is judged anew, and may be taken
ELSEWHERE = frozenset({"place", "name", "city", "kind", "origin", "goal"})  # others may be meant than were asked
NOT_TOLD = frozenset({"budget"})  # what it may cost is nobody's business
MAY_STAY = (Letter.State.WAITING, Letter.State.NEW)


@transaction.atomic
def rewish(request_id: UUID, names: Iterable[str], *, message: Message | None, at: datetime) -> dict[str, Any] | None:
    """The search for this request follows at `at` what the request says by then; `names` of what is known have changed.
    Returns what was waiting so before, for `unwish`; None where nothing is sought."""
    operation = _open(request_id)
    if operation is None:
        return None
    waits = operation.rewish_at
    before = {
        "at": waits and waits.isoformat(), "message": operation.rewished_id and str(operation.rewished_id),
        "names": operation.rewish_names,
    }  # fmt: skip
    operation.rewish_names = sorted({*names, *operation.rewish_names})
    operation.rewish_at, operation.rewished, operation.due_at = at, message, min(at, operation.due_at or at)
    operation.save(update_fields=["rewish_at", "rewished", "rewish_names", "due_at"])
    journal.record("operation.wished_otherwise", about=operation, names=operation.rewish_names)
    later_at(at, "sourcing.sweep")
    return before


@transaction.atomic
def unwish(request_id: UUID, before: Mapping[str, Any]) -> bool:
    """It was a slip: the search goes on as it was. False where others have heard of the change."""
    operation = _open(request_id)
    if operation is None or operation.rewish_at is None:
        return False
    operation.rewish_at = datetime.fromisoformat(before["at"]) if before["at"] else None
    operation.rewished_id = UUID(before["message"]) if before["message"] else None
    operation.rewish_names = before["names"]
    operation.save(update_fields=["rewish_at", "rewished", "rewish_names"])
    return True


class Stage(StrEnum):
    """How far a search is, for whoever wants it otherwise."""

    NONE = "none"  # nothing is sought
    SEEKING = "seeking"
    ORDERING = "ordering"  # an order is written and waits for a yes
    ORDERED = "ordered"  # it has left, or somebody telephones it through


@transaction.atomic
def stage_of(request_id: UUID) -> Stage:
    """How far the search for this request is."""
    operation = _open(request_id)
    if operation is None:
        return Stage.NONE
    if _has_left(operation):
        return Stage.ORDERED
    return Stage.ORDERING if operation.state in (State.ORDERED, State.APPROVAL) else Stage.SEEKING


def follow(operation: Operation, *, now: datetime) -> bool:
    """Carry the changed wish over, if it is time; False while the search stands still. In the sweep's transaction."""
    if operation.rewish_at is None:
        return True
    names = set(operation.rewish_names)
    is_other_thing = bool(names - STILL_FITS)
    if operation.rewish_at > now or (is_other_thing and not _let_go_of_order(operation, now)):
        return False
    was, known = open_sealed(operation, "goal"), access.details_of(operation.client_request)
    those = _read_anew(operation, known, now)
    if is_other_thing:  # what was offered was offered for another evening
        operation.offers.filter(state=Stands.STANDING).update(state=Stands.DECLINED, put_to_house_at=None)
    if names - NOT_TOLD:
        _tell_those_who_were_asked(operation, those if names & ELSEWHERE else None, was, now)
    if is_other_thing:
        _plan_anew(operation, those, now)
    done_with(operation)
    journal.record("operation.follows_the_wish", about=operation)
    live.changed("operation", client_id=operation.client_id, about=operation.pk)
    return True


def done_with(operation: Operation) -> None:
    """Nothing waits to be carried over any more."""
    operation.rewish_at, operation.rewished, operation.rewish_names = None, None, []
    operation.save(update_fields=["rewish_at", "rewished", "rewish_names"])


def _open(request_id: UUID) -> Operation | None:
    rows = Operation.objects.select_for_update(of=("self",))
    return rows.filter(client_request=request_id, state__in=OPEN).first()


def _has_left(operation: Operation) -> bool:
    taken = operation.offers.filter(state=Stands.ACCEPTED).select_related("order").first()
    return taken is not None and (taken.order is None or taken.order.state not in (*MAY_STAY, Letter.State.WITHDRAWN))


def _let_go_of_order(operation: Operation, now: datetime) -> bool:
    """An order, or a choice, of the old wish that still waits stays in the house. False when the order has left."""
    if _has_left(operation):
        return False
    written = operation.offers.filter(state__in=[Stands.ACCEPTED, Stands.STANDING], order__isnull=False)
    for offer in written.select_related("order"):
        if offer.order is not None and offer.order.state in MAY_STAY:
            correspondence.withdraw(offer.order.pk, why="wish_changed", now=now)
        close_page(offer.order, why="stopped", now=now)
        offer.state, offer.accepted_under, offer.put_to_house_at = Stands.DECLINED, "", None
        offer.save(update_fields=["state", "accepted_under", "put_to_house_at"])
    for choice in operation.choices.filter(closed_at__isnull=True).select_related("letter"):
        _close(choice, now)
    if operation.state != State.SEARCHING:
        go_on(operation, now)
    return True


def _close(choice: Choice, now: datetime) -> None:
    if choice.letter is not None and choice.letter.state in MAY_STAY:
        correspondence.withdraw(choice.letter.pk, why="wish_changed", now=now)
    close_page(choice.letter, why="stopped", now=now)
    choice.closed_at = now
    choice.save(update_fields=["closed_at"])


def _read_anew(operation: Operation, known: dict[str, str], now: datetime) -> Sequence[Could]:
    """What is sought, as the request says it now; whom one would ask for that."""
    request = operation.client_request
    operation.goal = access.goal_of(request.category, known, now) or open_sealed(operation, "goal")
    operation.city = known.get("city", "") or operation.city
    operation.party_size, operation.happens_at = party_of(known), request.happens_at
    operation.answer_by = promise(request, None, now)
    operation.no_return_at = last_help(request.happens_at, now)
    operation.plan_b_at = plan_b_at(now, operation.answer_by)
    operation.plan_b_told_at = operation.late_told_at = None
    budget, currency = budget_of(known)
    if budget is not None:
        operation.ceiling, operation.currency = budget, currency
    operation.save()
    operation.terms.all().delete()
    write_terms(operation, access.terms_of(request, known))
    return whom(operation, known, now)


def _tell_those_who_were_asked(operation: Operation, those: Sequence[Could] | None, was: str, now: datetime) -> None:
    """Once, in the same thread: what is sought now; or thanks, where it is sought elsewhere, of `those`."""
    rows = operation.approaches.filter(state__in=HEARS_OF_IT)
    for approach in rows.select_related("contact", "organisation", "letter", "task").order_by("pk"):
        close_page(approach.letter, why="stopped", now=now)
        if those is None or _is_among(approach, those):
            _clarify(operation, approach, now)
        else:
            say_goodbye(operation, approach, now=now, goal=was)


def _clarify(operation: Operation, approach: Approach, now: datetime) -> None:
    by, terms = answer_by(now, operation.answer_by), letters.terms(operation)
    had_offered = approach.state == Asked.OFFERED and not approach.offers.filter(state=Stands.STANDING).exists()
    approach.asked_before, approach.chase, approach.chased_at = approach.letter, None, None
    approach.asked_at, approach.answer_by, approach.state = now, by, Asked.ASKED
    words = outreach.clarify(
        letters.matter(operation, approach, now), terms=terms, answer_by=by, had_offered=had_offered
    )
    try:
        approach.letter = letters.send(operation, approach, "approach", words, now=now, page="approach", lines=terms)
    except NoWay:
        approach.letter, approach.state = None, Asked.CALL
        if approach.task is not None:
            requests.done(approach.task.pk, by=operation.owner, now=now)
        approach.task = call_task(operation, approach, now)
    approach.save()
    journal.record("approach.clarified", about=approach)


def _is_among(approach: Approach, those: Sequence[Could]) -> bool:
    if approach.contact_id is not None:
        return any(one.contact == approach.contact_id for one in those)
    return any(one.organisation == approach.organisation_id for one in those)


def _plan_anew(operation: Operation, those: Sequence[Could], now: datetime) -> None:
    """Whom nobody has asked yet is asked for what is wanted now; whom it does not concern any more is not."""
    operation.approaches.filter(state=Asked.PLANNED).delete()
    operation.waves.filter(Q(opened_at__isnull=True), approaches__isnull=True).delete()
    heard = [(row.contact_id, row.organisation_id) for row in operation.approaches.all()]
    contacts = {contact for contact, _ in heard if contact is not None}
    desks = {house for contact, house in heard if contact is None}
    new = [one for one in those if (one.contact not in contacts if one.contact else one.organisation not in desks)]
    if new:
        plan(operation, new, now=now)
