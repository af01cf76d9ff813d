"""The only doors to what is foreseen. What comes out is plain and frozen."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from butler.dossiers.models import Document, Occasion
from butler.foresight.models import Anticipation, Idea
from butler.ground.refusals import NotHere
from butler.ground.sealing import open_sealed

State = Anticipation.State


@dataclass(frozen=True)
class IdeaCard:
    """One way to meet what comes: what, why, from whom, for how much, by when to order."""

    id: UUID
    title: str
    why: str
    organisation_id: int | None
    organisation: str
    price: Decimal | None
    currency: str
    order_by: date | None
    rank: int


@dataclass(frozen=True)
class AnticipationCard:
    """Something foreseen: what, why, by when to start, and ideas."""

    id: UUID
    client_id: UUID
    kind: str
    title: str  # of the occasion, if it has one of its own
    kind_name: str  # "birthday", "travel passport"
    person: str
    person_gender: str
    relation: str
    falls_on: date
    start_by: date
    state: str
    reasons: tuple[tuple[str, dict], ...]
    ideas: tuple[IdeaCard, ...]
    occasion_id: UUID | None
    document_id: UUID | None
    trip_id: UUID | None
    noticed_at: datetime

    @property
    def is_proposed(self) -> bool:
        return self.state == State.PROPOSED

    @property
    def state_name(self) -> str:
        return str(State(self.state).label)


def anticipations(
    *, ids: Iterable[UUID] | None = None, client_id: UUID | None = None, state: str = "", until: date | None = None
) -> list[AnticipationCard]:
    """What is foreseen, by the day on which to start; two queries."""
    found = _rows()
    if ids is not None:
        found = found.filter(pk__in=list(ids))
    if client_id is not None:
        found = found.filter(client=client_id)
    if state:
        found = found.filter(state=state)
    if until is not None:
        found = found.filter(start_by__lte=until)
    return [_card(row) for row in found.order_by("start_by", "falls_on", "pk")]


def anticipation(anticipation_id: UUID) -> AnticipationCard:
    """One of them; NotHere for a stranger, and when there is none."""
    row = _rows().filter(pk=anticipation_id).first()
    if row is None:
        raise NotHere
    return _card(row)


def _rows() -> QuerySet[Anticipation]:
    ideas = Idea.objects.select_related("organisation").order_by("rank")
    joined = Anticipation.objects.select_related("occasion__person", "document__person", "trip")
    return joined.prefetch_related(Prefetch("ideas", ideas))


def _card(row: Anticipation) -> AnticipationCard:
    thing = row.occasion or row.document
    person = thing.person if thing else None
    return AnticipationCard(
        title=open_sealed(row.occasion, "title") if row.occasion else "",
        kind_name=_kind_name(row),
        person=open_sealed(person, "given_name") if person else "",
        person_gender=person.gender if person else "",
        relation=person.relation if person else "",
        reasons=tuple((code, numbers) for code, numbers in row.reasons),
        ideas=tuple(_idea(idea) for idea in row.ideas.all()),
        **{name: getattr(row, name) for name in OPEN},
    )


OPEN = (
    "id", "client_id", "kind", "falls_on", "start_by", "state", "occasion_id", "document_id", "trip_id", "noticed_at",
)  # fmt: skip


def _kind_name(row: Anticipation) -> str:
    if row.occasion:
        return str(Occasion.Kind(row.occasion.kind).label)
    if row.document:
        return str(Document.Kind(row.document.kind).label)
    return str(Anticipation.Kind(row.kind).label)


def _idea(row: Idea) -> IdeaCard:
    return IdeaCard(
        id=row.pk,
        title=open_sealed(row, "title"),
        why=open_sealed(row, "why"),
        organisation_id=row.organisation_id,
        organisation=row.organisation.name if row.organisation else "",
        price=row.price,
        currency=row.currency,
        order_by=row.order_by,
        rank=row.rank,
    )
