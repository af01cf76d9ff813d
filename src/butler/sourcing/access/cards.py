"""Operations as people read them: the goal, whom we asked and what they said, what is offered and why it ranks so."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import QuerySet

from butler.ground.refusals import NotHere
from butler.ground.sealing import open_sealed
from butler.sourcing.access.money import spend_of
from butler.sourcing.models import OPEN, Approach, Offer, Operation
from butler.sourcing.rules import Right, right_to_take
from butler.staff.models import Staff

MOST_SHOWN = 100


@dataclass(frozen=True)
class AskCard:
    """One question that was put, or will be, to somebody; what became of it."""

    id: UUID
    name: str
    role: str
    state: str
    channel: str
    asked_at: datetime | None
    answer_by: datetime | None
    answered_at: datetime | None
    answer: str
    phone: str
    chance: int
    contact_id: int | None
    organisation_id: int | None

    @property
    def state_name(self) -> str:
        return str(Approach.State(self.state).label)

    @property
    def may_be_called(self) -> bool:
        return self.state in ("planned", "asked", "call", "silent", "perhaps", "offered") and bool(self.phone)


@dataclass(frozen=True)
class WaveCard:
    number: int
    opens_at: datetime
    opened_at: datetime | None
    asks: tuple[AskCard, ...]


@dataclass(frozen=True)
class ReasonCard:
    """Why an offer ranks so: a code, is it met, and the term it speaks of."""

    code: str
    is_met: bool
    term: str


@dataclass(frozen=True)
class OfferCard:
    id: UUID
    number: int
    what: str
    price: Decimal | None
    currency: str
    commission: Decimal | None
    hold_until: datetime | None
    state: str
    verdict: str
    score: int
    reasons: tuple[ReasonCard, ...]
    by: str
    reference: str
    waits_for_house: bool
    yeses: tuple[Staff, ...]
    order_waits: bool

    @property
    def state_name(self) -> str:
        return str(Offer.State(self.state).label)


@dataclass(frozen=True)
class Happened:
    """One line of the operation's own journal."""

    at: datetime
    what: str
    who: str = ""
    words: str = ""


@dataclass(frozen=True)
class OperationCard:
    id: UUID
    client_id: UUID
    request_id: UUID
    owner: Staff
    state: str
    alias: str
    category: str
    goal: str
    terms: tuple[tuple[str, bool], ...]
    ceiling: Decimal | None
    currency: str
    opened_at: datetime
    answer_by: datetime
    plan_b_at: datetime
    closed_at: datetime | None
    due_at: datetime | None
    asked: int
    offered: int

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def state_name(self) -> str:
        return str(Operation.State(self.state).label)


def open_operations() -> list[OperationCard]:
    """Every open search that the reader may see, the nearest promise first."""
    return _cards(Operation.objects.filter(state__in=OPEN).order_by("answer_by", "pk")[:MOST_SHOWN])


def open_operations_of_client(client_id: UUID) -> list[OperationCard]:
    """The open searches for one client, the nearest promise first."""
    return _cards(Operation.objects.filter(client=client_id, state__in=OPEN).order_by("answer_by", "pk")[:MOST_SHOWN])


def operations_of(request_id: UUID) -> list[OperationCard]:
    """The searches of a request, the newest first."""
    return _cards(Operation.objects.filter(client_request=request_id).order_by("-opened_at", "pk"))


def operation(operation_id: UUID) -> OperationCard:
    """One search; NotHere for a stranger, and when there is none."""
    found = _cards(Operation.objects.filter(pk=operation_id))
    if not found:
        raise NotHere
    return found[0]


def waves_of(operation_id: UUID) -> list[WaveCard]:
    """Whom we ask in which wave."""
    rows = Approach.objects.filter(operation=operation_id).select_related("wave", "contact", "organisation")
    waves: dict[int, WaveCard] = {}
    for row in rows.order_by("wave__number", "-chance", "pk"):
        before = waves.get(row.wave.number) or WaveCard(row.wave.number, row.wave.opens_at, row.wave.opened_at, ())
        waves[row.wave.number] = WaveCard(before.number, before.opens_at, before.opened_at, (*before.asks, _ask(row)))
    return list(waves.values())


def offers_of(operation_id: UUID) -> list[OfferCard]:
    """What is offered: what stands first, the best before the rest."""
    rows = Offer.objects.filter(operation=operation_id).select_related("approach__contact", "approach__organisation")
    rows = rows.select_related("order").prefetch_related("yeses__given_by")
    terms = _terms_by_number(operation_id)
    order = {"confirmed": 0, "accepted": 1, "standing": 2}
    cards = [_offer(row, terms) for row in rows]
    good = {"good": 0, "unclear": 1, "lacking": 2}
    return sorted(cards, key=lambda one: (order.get(one.state, 3), good.get(one.verdict, 3), -one.score, one.number))


def needs_house(offer_id: UUID, *, now: datetime) -> bool:
    """Does the price of this offer still wait for a yes beside the order's own?"""
    offer = Offer.objects.select_related("operation").filter(pk=offer_id).first()
    if offer is None:
        raise NotHere
    return right_to_take(spend_of(offer, offer.operation, now, client_chose=True)) == Right.ASK_HOUSE


def happened(operation_id: UUID) -> list[Happened]:
    """What has happened, the newest first: derived from the rows, so nothing is told that is not so."""
    row = Operation.objects.select_related("owner").get(pk=operation_id)
    found = [Happened(row.opened_at, "opened", str(row.opened_by or ""))]
    for asked in Approach.objects.filter(operation=row).select_related("contact", "organisation"):
        who = str(asked.contact or asked.organisation or "")
        found += [
            Happened(at, what, who) for at, what in ((asked.asked_at, "asked"), (asked.chased_at, "chased")) if at
        ]
        if asked.answered_at:
            found.append(Happened(asked.answered_at, asked.state, who, open_sealed(asked, "answer")))
    for offer in row.offers.select_related("approach__contact", "approach__organisation"):
        who = str(offer.approach.contact or offer.approach.organisation or "")
        moments = ((offer.accepted_at, "taken"), (offer.confirmed_at, "confirmed"))
        found += [Happened(at, what, who) for at, what in moments if at]
    for choice in row.choices.all():
        found.append(Happened(choice.made_at, "choice"))
        if choice.answered_at:
            found.append(Happened(choice.answered_at, "chosen"))
    if row.closed_at:
        found.append(Happened(row.closed_at, row.state))
    return sorted(found, key=lambda one: one.at, reverse=True)


def _cards(rows: QuerySet[Operation]) -> list[OperationCard]:
    found = list(rows.select_related("owner").prefetch_related("terms"))
    asked, offered = _counts(found)
    return [_card(row, asked.get(row.pk, 0), offered.get(row.pk, 0)) for row in found]


def _counts(rows: Iterable[Operation]) -> tuple[dict[UUID, int], dict[UUID, int]]:
    ids = [row.pk for row in rows]
    asked: dict[UUID, int] = {}
    offered: dict[UUID, int] = {}
    for pk in Approach.objects.filter(operation__in=ids, asked_at__isnull=False).values_list("operation", flat=True):
        asked[pk] = asked.get(pk, 0) + 1
    for pk in Offer.objects.filter(operation__in=ids, state="standing").values_list("operation", flat=True):
        offered[pk] = offered.get(pk, 0) + 1
    return asked, offered


def _card(row: Operation, asked: int, offered: int) -> OperationCard:
    terms = sorted(row.terms.all(), key=lambda term: term.number)
    return OperationCard(
        id=row.pk, client_id=row.client_id, request_id=row.client_request_id, owner=row.owner, state=row.state,
        alias=row.alias, category=row.category, goal=open_sealed(row, "goal"),
        terms=tuple((open_sealed(term, "text"), term.is_hard) for term in terms), ceiling=row.ceiling,
        currency=row.currency, opened_at=row.opened_at, answer_by=row.answer_by, plan_b_at=row.plan_b_at,
        closed_at=row.closed_at, due_at=row.due_at, asked=asked, offered=offered,
    )  # fmt: skip


def _ask(row: Approach) -> AskCard:
    contact, house = row.contact, row.organisation or (row.contact.organisation if row.contact else None)
    return AskCard(
        id=row.pk, name=str(contact or house or ""),
        role=", ".join(filter(None, (contact.role if contact else "", house.name if contact and house else ""))),
        state=row.state, channel=row.channel, asked_at=row.asked_at, answer_by=row.answer_by,
        answered_at=row.answered_at, answer=open_sealed(row, "answer"),
        phone=(contact.phone if contact else "") or (house.phone if house else ""), chance=row.chance,
        contact_id=row.contact_id, organisation_id=row.organisation_id,
    )  # fmt: skip


def _offer(row: Offer, terms: dict[int, str]) -> OfferCard:
    order = row.order
    return OfferCard(
        id=row.pk, number=row.number, what=open_sealed(row, "what"), price=row.price, currency=row.currency,
        commission=row.commission, hold_until=row.hold_until, state=row.state, verdict=row.verdict, score=row.score,
        reasons=tuple(ReasonCard(code, is_met, terms.get(term, "")) for code, is_met, term in row.reasons),
        by=str(row.approach.contact or row.approach.organisation or ""), reference=open_sealed(row, "reference"),
        waits_for_house=row.state == "standing" and row.put_to_house_at is not None,
        yeses=tuple(yes.given_by for yes in row.yeses.all()),
        order_waits=order is not None and order.state == "waiting",
    )  # fmt: skip


def _terms_by_number(operation_id: UUID) -> dict[int, str]:
    row = Operation.objects.prefetch_related("terms").get(pk=operation_id)
    return {
        at: open_sealed(term, "text") for at, term in enumerate(sorted(row.terms.all(), key=lambda one: one.number))
    }
