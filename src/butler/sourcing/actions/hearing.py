"""Answers to our questions are taken in, once: from the page, or in their own words."""

from dataclasses import replace
from datetime import datetime

from butler.correspondence import asking
from butler.correspondence.models import Message
from butler.ground import journal
from butler.ground.house import the_house
from butler.ground.sealing import open_sealed
from butler.language.suppliers import Asked
from butler.sourcing.access import details_of
from butler.sourcing.actions.asking import call_task
from butler.sourcing.models import Approach, Offer, Operation
from butler.sourcing.rules.hearing import Answer, Heard, pressed, to_question

State, Via = Approach.State, Offer.Via
LONGEST_ANSWER = 400  # characters kept beside the question
DEAF = (State.PLANNED, State.STOPPED)


def hear(operation: Operation, *, now: datetime) -> None:
    """Take in what has come since the last look, in the order it came. In the sweep's transaction."""
    rows = operation.approaches.exclude(state__in=DEAF).select_related("contact", "organisation", "heard")
    by_letter = {pk: row for row in rows.order_by("pk") for pk in (row.letter_id, row.chase_id) if pk}
    for answer in asking.pressed(list(by_letter)):
        _take(operation, by_letter[answer.letter_id], pressed(answer.act, answer.content, zone=the_house().tz),
              via=Via.PAGE, at=answer.at, now=now)  # fmt: skip
        asking.take_in(answer.id, became=answer.act, now=now)
    for message in asking.replies(by_letter):
        approach = by_letter[message.answers.letter_id]  # type: ignore[union-attr, index]
        if approach.heard is None or message.sent_at > approach.heard.sent_at:
            _read(operation, approach, message, now)
    _hear_late(operation)


def _hear_late(operation: Operation) -> None:
    """Who answers what we asked before the wish changed is kept beside it, and still asked what we ask now."""
    rows = operation.approaches.exclude(asked_before=None).select_related("heard")
    by_letter = {row.asked_before_id: row for row in rows if row.asked_before_id}
    for message in asking.replies(by_letter):
        approach = by_letter[message.answers.letter_id]  # type: ignore[union-attr, index]
        if approach.heard is None or message.sent_at > approach.heard.sent_at:
            approach.heard = message
            approach.answer = " ".join(open_sealed(message, "body").split())[:LONGEST_ANSWER]
            approach.save(update_fields=["heard", "answer"])
            journal.record("approach.answered", about=approach, heard="before_the_change", via=Via.WORDS)


def asked_of_them(operation: Operation) -> Asked:
    """What they were asked, as the reader of answers takes it: wall time of the house."""
    zone = the_house().tz
    if operation.happens_at is not None:
        when = operation.happens_at.astimezone(zone).replace(tzinfo=None)
        return Asked(operation.category, when, operation.party_size)
    day = details_of(operation.client_request).get("when", "")[:10]
    try:
        when, has_day = datetime.fromisoformat(day), True
    except ValueError:
        when, has_day = operation.answer_by.astimezone(zone).replace(tzinfo=None), False
    return Asked(operation.category, when, operation.party_size, has_time=False, has_day=has_day)


def _read(operation: Operation, approach: Approach, message: Message, now: datetime) -> None:
    zone, text = the_house().tz, open_sealed(message, "body")
    received = message.sent_at.astimezone(zone).replace(tzinfo=None)
    answer = to_question(text, asked_of_them(operation), received=received, zone=zone)
    approach.heard = message
    approach.save(update_fields=["heard"])
    _take(operation, approach, answer, via=Via.WORDS, at=message.sent_at, now=now, message=message, words=text)


def _take(
    operation: Operation, approach: Approach, answer: Answer, *, via: str, at: datetime, now: datetime,
    message: Message | None = None, words: str = "",
) -> None:  # fmt: skip
    if answer.heard == Heard.NOTHING:
        return
    approach.answered_at, approach.answer = at, " ".join((words or answer.terms.what).split())[:LONGEST_ANSWER]
    match answer.heard:
        case Heard.OFFER:
            approach.state = State.OFFERED
            keep_offer(operation, approach, answer, via=via, at=at, message=message)
        case Heard.REFUSED:
            approach.state = State.REFUSED
            _fall(approach)
        case Heard.FELL:
            approach.state = State.REFUSED
            _fall(approach)
        case Heard.CALL:
            approach.state, approach.task = State.CALL, call_task(operation, approach, now)
        case _:
            approach.state = State.PERHAPS
    approach.save(update_fields=["state", "answered_at", "answer", "task"])
    journal.record("approach.answered", about=approach, heard=str(answer.heard), via=via)


def keep_offer(
    operation: Operation, approach: Approach, answer: Answer, *, via: str, at: datetime,
    message: Message | None = None, **taken_down: object,
) -> Offer:  # fmt: skip
    """A newer offer of the same one stands in the place of the older."""
    approach.offers.filter(state=Offer.State.STANDING).update(state=Offer.State.FELL)
    said = answer.terms
    if not said.what:
        said = replace(said, what=open_sealed(operation, "goal"))
    return Offer.objects.create(
        client_id=operation.client_id, operation=operation, approach=approach, number=operation.offers.count() + 1,
        via=via, what=said.what, price=said.price, currency=said.currency, hold_until=said.hold_until,
        received_at=at, message=message, **taken_down,
    )  # fmt: skip


def _fall(approach: Approach) -> None:
    approach.offers.filter(state=Offer.State.STANDING).update(state=Offer.State.FELL)
