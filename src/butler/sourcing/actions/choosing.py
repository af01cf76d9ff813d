"""What is offered is judged; the first that is good enough is taken by some right, or client or house are asked."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from butler.correspondence import actions, asking, clients
from butler.correspondence.asking import Asks
from butler.correspondence.models import Approval, Letter
from butler.ground import journal, live
from butler.ground.later import later
from butler.ground.refusals import NotHere
from butler.ground.sealing import open_sealed
from butler.language.drafting import Option, Purpose
from butler.language.moments import by_when
from butler.language.suppliers.choosing import named_of
from butler.requests.models import RequestState
from butler.sourcing import access
from butler.sourcing.actions.ordering import go_on, order, step_request, take
from butler.sourcing.models import Choice, Offer, Operation, SpendYes
from butler.sourcing.rules import Judged, Offered, Right, Spend, Verdict, best_first, judge, right_to_take
from butler.staff.models import Staff

State, Stands = Operation.State, Offer.State
MOST_OPTIONS = 3
GATHER = timedelta(minutes=10)  # after the first good offer, before the client is asked: another may come
SHORT_HOLD = timedelta(minutes=45)
LONGEST_THOUGHT = timedelta(hours=24)
FIRST = {"confirm", "decide"}


def decide(operation: Operation, *, now: datetime) -> None:
    """Judge what stands and do the next thing that may be done. In the sweep's transaction."""
    _expire(operation, now)
    _hear_choice(operation, now)
    if operation.state == State.APPROVAL:
        _hear_house(operation, now)
    if operation.state != State.SEARCHING:
        return
    ranked = _judged(operation, now)
    good = [offer for offer, judged in ranked if judged.verdict == Verdict.GOOD]
    if good:
        _take_or_ask(operation, good, now)
    elif ranked and not _is_waited_for(operation):
        unclear = [offer for offer, judged in ranked if judged.verdict == Verdict.UNCLEAR]
        if unclear:
            put_to_client(operation, unclear[:MOST_OPTIONS], now=now)


def _take_or_ask(operation: Operation, good: Sequence[Offer], now: datetime) -> None:
    right = right_to_take(access.spend_of(good[0], operation, now))
    if right.is_enough:
        take(operation, good[0], under=UNDER[right], by=None, now=now)
    elif right == Right.ASK_CLIENT:
        if _is_dear(operation, good, now):
            return  # somebody may still offer it for what the client lets us spend
        if _has_gathered(operation, good, now):
            put_to_client(operation, good[:MOST_OPTIONS], now=now)
    else:
        _ask_house(operation, good[0], now)


UNDER = {
    Right.MANDATE: Offer.Under.MANDATE,
    Right.CLIENT: Offer.Under.CLIENT,
    Right.APPROVAL: Offer.Under.APPROVAL,
}


def gathers_until(operation: Operation) -> datetime | None:
    """When the client is asked, if nothing better comes."""
    first = operation.offers.filter(state=Stands.STANDING).order_by("received_at").first()
    return first.received_at + GATHER if first is not None else None


def _has_gathered(operation: Operation, good: Sequence[Offer], now: datetime) -> bool:
    until = gathers_until(operation)
    is_short = any(offer.hold_until is not None and offer.hold_until - now < SHORT_HOLD for offer in good)
    return is_short or not _is_waited_for(operation) or (until is not None and until <= now)


def _is_dear(operation: Operation, good: Sequence[Offer], now: datetime) -> bool:
    """Every good one is above what the client lets us spend, others are still to answer, and there is time."""
    mandate = access.mandate_for(operation, now)
    if mandate is None or now >= operation.plan_b_at or not _is_waited_for(operation):
        return False
    return all(one.price is not None and one.price > mandate.limit for one in good)


def _is_waited_for(operation: Operation) -> bool:
    """Is anybody still expected to answer?"""
    return (
        operation.approaches.filter(state__in=["asked", "call"]).exists()
        or operation.waves.filter(opened_at__isnull=True, approaches__state="planned").exists()
    )


def _judged(operation: Operation, now: datetime) -> list[tuple[Offer, Judged]]:
    asked = access.asked_of(operation)
    rows = operation.offers.filter(state=Stands.STANDING).select_related("approach__contact", "approach__organisation")
    judged = []
    for offer in rows.order_by("number"):
        found = judge(_offered(offer), asked, now=now)
        reasons = [[str(one.reason), one.fit == "met", one.term] for one in found.reasons]
        if (offer.score, offer.verdict, offer.reasons) != (found.score, str(found.verdict), reasons):
            offer.score, offer.verdict, offer.reasons = found.score, str(found.verdict), reasons
            offer.save(update_fields=["score", "verdict", "reasons"])
        judged.append((offer, found))
    return best_first(judged)


def _offered(offer: Offer) -> Offered:
    house = offer.approach.organisation or (offer.approach.contact.organisation if offer.approach.contact else None)
    what = " ".join((open_sealed(offer, "what"), open_sealed(offer, "terms")))
    return Offered(what, offer.price, offer.currency, offer.hold_until, house.reliability if house else 70)


def _expire(operation: Operation, now: datetime) -> None:
    gone = operation.offers.filter(state=Stands.STANDING, hold_until__lte=now)
    for offer in gone.order_by("number"):
        if offer.order_id:
            _withdraw(offer, now)
        offer.state = Stands.EXPIRED
        offer.save(update_fields=["state"])
    for choice in operation.choices.filter(closed_at__isnull=True, until__lte=now):
        _close(choice, now)
        go_on(operation, now)
    put = operation.offers.filter(state=Stands.STANDING, put_to_house_at__isnull=False)
    if operation.state == State.APPROVAL and not put.exists():
        go_on(operation, now)


# The client chooses


def put_to_client(operation: Operation, offers: Sequence[Offer], *, now: datetime) -> Choice:
    """Put these to the client, the best first; the letter waits for a colleague's yes."""
    request = operation.client_request
    client, asked = operation.client, request.message
    zone = ZoneInfo(client.zone)
    until = min([offer.hold_until for offer in offers if offer.hold_until] or [now + LONGEST_THOUGHT])
    facts = clients.facts_for(
        client, asked.person if asked else None, now=now, options=[_option(one, now) for one in offers]
    )
    shows = {
        "goal": open_sealed(operation, "goal"),
        "options": [_shown(number, offer, now, zone, client.language) for number, offer in enumerate(offers, start=1)],
        "house": facts.house,
        "signed": facts.author,
    }
    letter = clients.write(
        client, str(Purpose.OPTIONS), clients.in_house_words(Purpose.OPTIONS, facts), now=now, asked=asked,
        page=Asks("choice", shows, max(until, now + timedelta(minutes=1))),
    )  # fmt: skip
    choice = Choice.objects.create(
        client_id=operation.client_id, operation=operation, letter=letter, offers=[str(one.pk) for one in offers],
        made_at=now, until=until,
    )  # fmt: skip
    operation.state = State.CHOICE
    operation.save(update_fields=["state"])
    step_request(operation, RequestState.OPTIONS, now)
    journal.record("operation.options", about=operation, offers=len(offers))
    return choice


def _option(offer: Offer, now: datetime) -> Option:
    return Option(access.what_for_client(offer, now=now), offer.price, offer.currency, hold_until=offer.hold_until)


def _shown(number: int, offer: Offer, now: datetime, zone: ZoneInfo, language: str) -> dict[str, object]:
    return {
        "number": number, "what": access.what_for_client(offer, now=now), "price": str(offer.price or ""),
        "currency": offer.currency, "recommended": number == 1,
        "hold_until": by_when(offer.hold_until, now, zone, language) if offer.hold_until else "",
    }  # fmt: skip


def _hear_choice(operation: Operation, now: datetime) -> None:
    choice = operation.choices.filter(closed_at__isnull=True).select_related("letter").first()
    if choice is None or choice.letter is None:
        return
    if choice.letter.state == Letter.State.WITHDRAWN:  # a colleague said no: other ways are looked for
        _close(choice, now)
        go_on(operation, now)
        return
    for answer in asking.pressed([choice.letter.pk]):
        asking.take_in(answer.id, became=answer.act, now=now)
        if choice.closed_at is None:
            number = 1 if answer.act in FIRST else int(str(answer.content.get("number") or 0) or 0)
            _chosen(operation, choice, None if answer.act == "decline" else number, via=Offer.Via.PAGE, now=now)


@transaction.atomic
def chosen(letter_id: UUID, number: int | None, *, by: Staff, now: datetime, words: str = "") -> bool:
    """The client has answered our options in words: a number from 1, or none of them (None). `words` that name one of
    them go before the number. False where that letter put nothing to choose, or it is decided already."""
    row = Choice.objects.select_related("operation").filter(letter=letter_id, closed_at__isnull=True).first()
    if row is None:
        return False
    operation = Operation.objects.select_for_update().get(pk=row.operation_id)
    if number is not None and words:
        number = _named(row, words) or number
    _chosen(operation, row, number, via=Offer.Via.WORDS, now=now)
    later("sourcing.sweep")
    return True


def _named(choice: Choice, words: str) -> int | None:
    offers = {str(row.pk): open_sealed(row, "what") for row in Offer.objects.filter(pk__in=choice.offers)}
    return named_of(words, [offers.get(one, "") for one in choice.offers])


def _chosen(operation: Operation, choice: Choice, number: int | None, *, via: str, now: datetime) -> None:
    standing = {str(row.pk): row for row in operation.offers.filter(pk__in=choice.offers, state=Stands.STANDING)}
    wanted = choice.offers[number - 1] if number and 0 < number <= len(choice.offers) else ""
    choice.answered_at, choice.via, choice.chosen = now, via, standing.get(wanted)
    choice.save(update_fields=["answered_at", "via", "chosen"])
    _close(choice, now)
    journal.record("operation.chosen", about=operation, number=number or 0, via=via)
    if number is None:
        operation.offers.filter(pk__in=standing).update(state=Stands.DECLINED)
    if choice.chosen is None:
        go_on(operation, now)
        return
    right = right_to_take(access.spend_of(choice.chosen, operation, now, client_chose=True))
    if right.is_enough:
        take(operation, choice.chosen, under=UNDER[right], by=None, now=now)
    else:
        _ask_house(operation, choice.chosen, now)


def _close(choice: Choice, now: datetime) -> None:
    choice.closed_at = now
    choice.save(update_fields=["closed_at"])
    asking.close_page(choice.letter, why="answered", now=now)


# The house says yes to a price


def _ask_house(operation: Operation, offer: Offer, now: datetime) -> None:
    """The order is written and waits: a colleague's yes to it is the house's yes to the price. Above the limit of
    four eyes another colleague says yes to the price first."""
    operation.offers.exclude(pk=offer.pk).update(put_to_house_at=None)
    offer.put_to_house_at = now
    offer.save(update_fields=["put_to_house_at"])
    operation.state = State.APPROVAL
    operation.save(update_fields=["state"])
    if right_to_take(_with_one_yes_more(offer, operation, now)).is_enough:
        order(operation, offer, now=now)
    journal.record("operation.price_to_house", about=operation, offer=offer.number)
    live.changed("operation", client_id=operation.client_id, about=operation.pk)


def _with_one_yes_more(offer: Offer, operation: Operation, now: datetime) -> Spend:
    spend = access.spend_of(offer, operation, now, client_chose=True)
    return replace(spend, yeses=spend.yeses + 1)


@transaction.atomic
def say_yes_to_price(offer_id: UUID, *, by: Staff, now: datetime) -> SpendYes:
    """The house agrees to this price; the same colleague's yes twice is one. NotHere where nothing waits for it."""
    offer = Offer.objects.select_related("operation").filter(pk=offer_id, state=Stands.STANDING).first()
    if offer is None or offer.operation.state != State.APPROVAL or offer.put_to_house_at is None:
        raise NotHere
    yes, is_new = SpendYes.objects.get_or_create(
        offer=offer, given_by=by, defaults={"client_id": offer.client_id, "given_at": now}
    )
    if is_new:
        journal.record("offer.price_agreed", about=offer)
        later("sourcing.sweep")
    return yes


def _hear_house(operation: Operation, now: datetime) -> None:
    for offer in operation.offers.filter(state=Stands.STANDING, put_to_house_at__isnull=False):
        letter = offer.order
        if letter is None:
            if offer.yeses.exists():
                _ask_house(operation, offer, now)
            continue
        if letter.state == Letter.State.WITHDRAWN:
            offer.state, offer.order, offer.put_to_house_at = Stands.DECLINED, None, None
            offer.save(update_fields=["state", "order", "put_to_house_at"])
            go_on(operation, now)
        elif letter.state != Letter.State.WAITING:
            _agreed(operation, offer, letter, now)
        return


def _agreed(operation: Operation, offer: Offer, letter: Letter, now: datetime) -> None:
    """The order had its yes: that was the yes to its price."""
    yes = Approval.objects.filter(letter=letter, is_yes=True, taken_back_at__isnull=True).first()
    if yes is None:
        return
    SpendYes.objects.get_or_create(
        offer=offer, given_by=yes.given_by, defaults={"client_id": offer.client_id, "given_at": yes.given_at}
    )
    take(operation, offer, under=Offer.Under.APPROVAL, by=yes.given_by, now=min(now, offer.hold_until or now))


def _withdraw(offer: Offer, now: datetime) -> None:
    if offer.order_id:
        actions.withdraw(offer.order_id, why="hold_ran_out", now=now)
