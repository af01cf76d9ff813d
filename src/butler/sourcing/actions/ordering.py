"""An offer is taken, ordered, and proven by the supplier; or it falls, and the search goes on."""

from datetime import datetime, timedelta

from butler.correspondence import asking
from butler.correspondence.asking import NoWay
from butler.correspondence.models import Letter, Message
from butler.ground import journal, live
from butler.ground.house import the_house
from butler.ground.later import later
from butler.ground.sealing import open_sealed
from butler.language import outreach
from butler.requests.access.tastes import tastes_of
from butler.requests.actions import NotNow
from butler.requests.actions.requests import change_state, locked_request
from butler.requests.models import RequestState
from butler.requests.rules.services import lines_for
from butler.sourcing import letters
from butler.sourcing.access import details_of
from butler.sourcing.actions.asking import call_task, release, thank
from butler.sourcing.actions.hearing import asked_of_them
from butler.sourcing.actions.learning import propose_what_worked
from butler.sourcing.models import Offer, Operation
from butler.sourcing.rules.hearing import Heard, as_offered, to_order
from butler.staff.models import Staff

State, Stands = Operation.State, Offer.State
ORDER_ANSWERED_IN = timedelta(minutes=45)  # then somebody calls
LEAST_WAIT = timedelta(minutes=10)


def take(operation: Operation, offer: Offer, *, under: str, by: Staff | None, now: datetime) -> None:
    """This one, by this right. The database lets one offer be taken, and none after its hold."""
    offer.state, offer.accepted_at, offer.accepted_under, offer.accepted_by = Stands.ACCEPTED, now, under, by
    offer.save(update_fields=["state", "accepted_at", "accepted_under", "accepted_by"])
    if offer.order_id is None:
        order(operation, offer, now=now)
    operation.state = State.ORDERED
    operation.save(update_fields=["state"])
    step_request(operation, RequestState.BOOKED, now)
    journal.record("offer.taken", about=offer, under=str(under))
    live.changed("operation", client_id=operation.client_id, about=operation.pk)


def order(operation: Operation, offer: Offer, *, now: datetime) -> None:
    """Write the order; it waits for a colleague's yes like every order."""
    approach = offer.approach
    offer.order_by = max(now + LEAST_WAIT, min(now + ORDER_ANSWERED_IN, offer.hold_until or now + ORDER_ANSWERED_IN))
    words = outreach.order(
        letters.matter(operation, approach, now), what=open_sealed(offer, "what"), price=offer.price,
        currency=offer.currency, wishes=wishes_of(operation),
    )  # fmt: skip
    try:
        offer.order = letters.send(operation, approach, "booking", words, now=now, page="order")
    except NoWay:
        approach.task = call_task(operation, approach, now)
        approach.save(update_fields=["task"])
    offer.save(update_fields=["order", "order_by"])


def wishes_of(operation: Operation) -> list[str]:
    """What goes with such an order: how the client likes it, as the dossier says, and what was wished with it."""
    liked = [line.text for line in lines_for(operation.category, tastes_of(operation.client_id))]
    wished = details_of(operation.client_request).get("wishes", "").split(";")
    return [*liked, *(one.strip() for one in wished if one.strip() and one.strip() not in liked)]


def hear_order(operation: Operation, *, now: datetime) -> None:
    """What the supplier says to our order. In the sweep's transaction."""
    taken = operation.offers.filter(state=Stands.ACCEPTED).select_related("order", "approach__contact", "heard").first()
    if taken is None:
        go_on(operation, now)
        return
    if taken.order is not None and taken.order.state == Letter.State.WITHDRAWN:
        fall(operation, taken, Stands.DECLINED, now)  # a colleague said no to the order
        return
    _hear_page(operation, taken, now)
    _hear_words(operation, taken, now)
    if taken.state == Stands.ACCEPTED and taken.order_by is not None and taken.order_by <= now:
        _call(operation, taken, now)


def _hear_page(operation: Operation, offer: Offer, now: datetime) -> None:
    for answer in asking.pressed([offer.order_id] if offer.order_id else []):
        asking.take_in(answer.id, became=answer.act, now=now)
        if offer.state != Stands.ACCEPTED:
            continue
        if answer.act == "confirm":
            confirm(operation, offer, reference=str(answer.content.get("number") or ""), via=Offer.Via.PAGE, now=now)
        elif answer.act == "decline":
            fall(operation, offer, Stands.FELL, now)
        else:
            _call(operation, offer, now)


def _hear_words(operation: Operation, offer: Offer, now: datetime) -> None:
    zone = the_house().tz
    for message in asking.replies([offer.order_id] if offer.order_id else []):
        if offer.state != Stands.ACCEPTED or (offer.heard is not None and message.sent_at <= offer.heard.sent_at):
            continue
        received = message.sent_at.astimezone(zone).replace(tzinfo=None)
        asked = as_offered(open_sealed(offer, "what"), asked_of_them(operation), received)
        said = to_order(open_sealed(message, "body"), asked, received=received, zone=zone)
        offer.heard = message
        offer.save(update_fields=["heard"])
        if said.heard == Heard.CONFIRMED:
            confirm(operation, offer, reference=said.terms.reference, via=Offer.Via.WORDS, now=now, message=message)
        elif said.heard == Heard.FELL:
            fall(operation, offer, Stands.FELL, now)
        elif said.heard == Heard.PERHAPS:
            _call(operation, offer, now)


def confirm(
    operation: Operation, offer: Offer, *, reference: str, via: str, now: datetime, message: Message | None = None,
    who: str = "",
) -> None:  # fmt: skip
    """The supplier has proven it: the search is over, the others are thanked, `bookings` makes the promise of it."""
    contact = offer.approach.contact
    offer.state, offer.confirmed_at, offer.reference, offer.confirmed_message = (
        Stands.CONFIRMED,
        now,
        reference,
        message,
    )
    offer.confirmed_by = who or str(contact or offer.approach.organisation or "")
    offer.via = via if message is None and via == Offer.Via.PHONE else offer.via
    offer.save(update_fields=["state", "confirmed_at", "reference", "confirmed_message", "confirmed_by", "via"])
    release(operation, winner=offer.approach, now=now)
    thank(operation, offer.approach, now=now)
    asking.close_page(offer.order, why="answered", now=now)
    operation.state, operation.closed_at, operation.due_at = State.BOOKED, now, None
    operation.save(update_fields=["state", "closed_at", "due_at"])
    step_request(operation, RequestState.CONFIRMED, now)
    journal.record("operation.booked", about=operation, offer=offer.number)
    live.changed("operation", client_id=operation.client_id, about=operation.pk)
    later("bookings.take_in")
    propose_what_worked(operation, offer, now=now)


def fall(operation: Operation, offer: Offer, state: str, now: datetime) -> None:
    """What was taken is not to be had after all: the search goes on."""
    asking.close_page(offer.order, why="stopped", now=now)
    offer.state, offer.accepted_under = state, ""
    offer.save(update_fields=["state", "accepted_under"])
    journal.record("offer.fell", about=offer, state=str(state))
    go_on(operation, now)


def go_on(operation: Operation, now: datetime) -> None:
    """Back to the search."""
    operation.state = State.SEARCHING
    operation.save(update_fields=["state"])
    step_request(operation, RequestState.OPTIONS, now, only_from=RequestState.BOOKED)
    live.changed("operation", client_id=operation.client_id, about=operation.pk)


def _call(operation: Operation, offer: Offer, now: datetime) -> None:
    """Nobody has answered our order, or not firmly: somebody telephones. Once."""
    if offer.asked_again_at is None:
        offer.asked_again_at = now
        offer.approach.task = call_task(operation, offer.approach, now)
        offer.approach.save(update_fields=["task"])
        offer.save(update_fields=["asked_again_at"])


def step_request(operation: Operation, state: str, now: datetime, *, only_from: str = "") -> None:
    """The request goes along as far as its life knows the step; else a person leads it."""
    request = locked_request(operation.client_request_id)
    if request.state == state or (only_from and request.state != only_from):
        return
    try:
        if state == RequestState.CONFIRMED and request.state != RequestState.BOOKED:
            change_state(request, RequestState.BOOKED, by=None, now=now)
        change_state(request, state, by=None, now=now)
    except NotNow:
        journal.record("operation.request_elsewhere", about=operation, state=str(request.state))
