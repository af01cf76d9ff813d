"""The doors to work that is handed over: what is offered, what was answered, who covers whom now."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from butler.dossiers.models import Client, Compartment
from butler.ground import acting
from butler.ground.house import the_house
from butler.ground.refusals import NotHere
from butler.ground.sealing import open_sealed
from butler.requests.access.people import may_own, minutes_carried, standing_covers
from butler.requests.access.tasks import worded
from butler.requests.models import DueWhat, HandedItem, HandOver
from butler.requests.rules.takers import Candidate, best_first
from butler.staff.access import who_serve
from butler.staff.models import Role, Staff

State = HandedItem.State
STANDING = (State.OFFERED, State.ACCEPTED, State.REFUSED)  # still to be seen to, or still to go back


@dataclass(frozen=True)
class ItemCard:
    """One thing of a hand-over. Its words are there only for whoever may open the client."""

    id: UUID
    client_id: UUID
    request_id: UUID | None
    task_id: UUID | None
    is_open: bool
    title: str
    note: str
    due_at: datetime | None
    due_what: str
    state: str
    refusal: str
    words: str
    moved_at: datetime | None

    @property
    def kind(self) -> str:
        return "request" if self.request_id else "task" if self.task_id else "client"

    @property
    def is_offered(self) -> bool:
        return self.state == State.OFFERED

    @property
    def is_refused(self) -> bool:
        return self.state == State.REFUSED

    @property
    def is_accepted(self) -> bool:
        return self.state == State.ACCEPTED

    @property
    def state_name(self) -> str:
        return str(State(self.state).label)

    @property
    def refusal_name(self) -> str:
        return str(HandedItem.Refusal(self.refusal).label) if self.refusal else ""

    @property
    def due_name(self) -> str:
        return str(DueWhat(self.due_what).label) if self.due_what else ""


@dataclass(frozen=True)
class HandOverCard:
    """Who gives what to whom, why, from when, until when."""

    id: UUID
    giver: Staff
    taker: Staff
    by: Staff
    why: str
    at: datetime
    since: datetime
    until: datetime | None
    compartments: tuple[str, ...]
    items: tuple[ItemCard, ...]

    @property
    def why_name(self) -> str:
        return str(HandOver.Why(self.why).label)

    @property
    def compartment_names(self) -> list[str]:
        return [str(Compartment(code).label) for code in self.compartments]

    @property
    def offered(self) -> tuple[ItemCard, ...]:
        return tuple(item for item in self.items if item.is_offered)

    @property
    def refused(self) -> tuple[ItemCard, ...]:
        return tuple(item for item in self.items if item.is_refused)

    @property
    def accepted(self) -> tuple[ItemCard, ...]:
        return tuple(item for item in self.items if item.is_accepted)

    @property
    def client_ids(self) -> list[UUID]:
        """Clients of it, in the order of its items."""
        return list(dict.fromkeys(item.client_id for item in self.items))


@dataclass(frozen=True)
class Concern:
    """Whom a colleague covers by a hand-over, what waits for their answer, what was refused and lies before them."""

    covered: frozenset[UUID] = frozenset()
    offered: tuple[HandOverCard, ...] = ()
    refused: tuple[HandOverCard, ...] = ()


@dataclass(frozen=True)
class Taker:
    """A colleague who could take work over, and why they come where they come."""

    staff: Staff
    facts: Candidate


def hand_over_card(hand_over_id: UUID) -> HandOverCard:
    """One hand-over, for whoever takes, gives or offered it, and for others who may open its clients; else NotHere."""
    cards = _cards(HandedItem.objects.filter(hand_over=hand_over_id))
    if not cards:
        raise NotHere
    return cards[0]


def hand_overs(*, states: Iterable[str] = STANDING) -> list[HandOverCard]:
    """Every hand-over with something in these states that the one who acts may see, the latest first. Few queries."""
    return _cards(HandedItem.objects.filter(state__in=list(states)))


def concerns(person: Staff, *, now: datetime) -> QuerySet[HandedItem]:
    """What of all this is this colleague's to know now: waits for their answer, was refused to them or to somebody
    they lead, or is a client whom they cover.
    """
    given = Q(hand_over__giver=person) | Q(hand_over__by=person)
    if person.role == Role.OWNER:
        given = Q()
    elif person.is_lead:
        given |= Q(hand_over__giver__team__lead=person)
    offered = Q(state=State.OFFERED, hand_over__taker=person)
    covered = Q(pk__in=standing_covers(now).filter(hand_over__taker=person).values("pk"))
    return HandedItem.objects.filter(offered | covered | (Q(state=State.REFUSED) & given))


def concerning(person: Staff, *, now: datetime) -> Concern:
    """The same, opened; one query while there is nothing."""
    rows = list(concerns(person, now=now).values_list("hand_over", "client", "state"))
    cards = _cards(
        HandedItem.objects.filter(hand_over__in={head for head, _, state in rows if state != State.ACCEPTED})
    )
    ids = {wanted: {head for head, _, state in rows if state == wanted} for wanted in (State.OFFERED, State.REFUSED)}
    return Concern(
        frozenset(client for _, client, state in rows if state == State.ACCEPTED),
        tuple(sorted((card for card in cards if card.id in ids[State.OFFERED]), key=lambda card: (card.at, card.id))),
        tuple(card for card in cards if card.id in ids[State.REFUSED]),
    )


def takers(giver: Staff, client_ids: Iterable[UUID], *, by: Staff, now: datetime) -> list[Taker]:
    """Who could take work of these clients over from `giver`, whom to propose first; a lead may propose anybody."""
    people = {person.pk: person for person in who_serve() if person.pk != giver.pk}
    clients = list(Client.objects.filter(pk__in=set(client_ids)))
    able = {client.pk: set(may_own(client.pk, now=now).values_list("pk", flat=True)) for client in clients}
    near = {pk for client in clients for pk in (client.led_by_id, client.covered_by_id) if pk}
    loads = minutes_carried(people)
    wall = now.astimezone(the_house().tz).time()
    found = [
        Candidate(
            pk, sum(pk in held for held in able.values()), len(clients), pk in near, person.is_on_shift(wall),
            loads.get(pk, 0),
        )
        for pk, person in people.items()
    ]  # fmt: skip
    return [Taker(people[one.id], one) for one in best_first(found, may_grant=by.is_lead)]


def _cards(items: QuerySet[HandedItem]) -> list[HandOverCard]:
    """The hand-overs that have these items, each with all of its items that the one who acts may see."""
    ids = list(items.values_list("hand_over", flat=True).distinct())
    if not ids:
        return []
    heads = HandOver.objects.filter(pk__in=ids).select_related("giver", "taker", "by").order_by("-at", "pk")
    rows = HandedItem.objects.filter(hand_over__in=ids).select_related("client_request", "task").order_by("pk")
    of: dict[UUID, list[ItemCard]] = {}
    takes = {head.pk for head in heads if head.taker_id == acting.actor().staff_id}
    for row in rows:
        is_open = _may_open(row.client_id)
        if is_open or row.hand_over_id in takes:
            of.setdefault(row.hand_over_id, []).append(_item(row, is_open=is_open))
    return [_card(head, of[head.pk]) for head in heads if head.pk in of]


def _may_open(client_id: UUID) -> bool:
    try:
        acting.check_may_open(client_id, "profile")
    except NotHere:
        return False
    return True


def _card(head: HandOver, items: list[ItemCard]) -> HandOverCard:
    ordered = sorted(items, key=lambda item: (str(item.client_id), item.kind, str(item.id)))
    return HandOverCard(
        head.pk, head.giver, head.taker, head.by, head.why, head.at, head.since, head.until,
        tuple(head.compartments), tuple(ordered),
    )  # fmt: skip


def _item(row: HandedItem, *, is_open: bool) -> ItemCard:
    asked, task = (row.client_request, row.task) if is_open else (None, None)
    title = open_sealed(asked, "title") if asked else worded(task.asks, open_sealed(task, "title")) if task else ""
    return ItemCard(
        id=row.pk,
        client_id=row.client_id,
        request_id=row.client_request_id,
        task_id=row.task_id,
        is_open=is_open,
        title=title,
        note=open_sealed(row, "note") if is_open and row.note else "",
        due_at=asked.due_at if asked else (task.due_at or task.no_return_at) if task else None,
        due_what=asked.due_what if asked else "",
        state=row.state,
        refusal=row.refusal,
        words=open_sealed(row, "words") if is_open and row.words else "",
        moved_at=row.moved_at,
    )
