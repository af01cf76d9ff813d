"""The only doors to promises, what proves them, and what was asked with them. What comes out is plain and frozen."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Prefetch, QuerySet

from butler.bookings import rules
from butler.bookings.models import Booking, Evidence, Instruction, Kind, State
from butler.ground.refusals import NotHere
from butler.ground.sealing import open_sealed
from butler.network.models import Organisation
from butler.staff.models import Staff

OFF = (State.CANCELLED, State.DONE)
NOT_PROVEN = (State.WANTED, State.HELD, State.UNPROVEN)


@dataclass(frozen=True)
class EvidenceCard:
    """Who told us, when, how. The reference stays masked in lists."""

    id: UUID
    kind: str
    told_by: str
    reference: str
    received_at: datetime
    stale_at: datetime | None
    stands: bool
    taken_by: Staff | None
    message_id: UUID | None

    @property
    def kind_name(self) -> str:
        return str(Evidence.Kind(self.kind).label)

    @property
    def proves(self) -> bool:
        return rules.STRENGTH[rules.Proof(self.kind)] > 0


@dataclass(frozen=True)
class InstructionCard:
    """How the client likes it."""

    id: UUID
    text: str
    is_must: bool
    state: str

    @property
    def state_name(self) -> str:
        return str(Instruction.State(self.state).label)


@dataclass(frozen=True)
class BookingCard:
    """A promise as lists and pages show it."""

    id: UUID
    client_id: UUID
    request_id: UUID | None
    kind: str
    title: str
    place: str
    city: str
    organisation_id: int | None
    organisation: str
    phone: str
    latitude: float | None
    longitude: float | None
    starts_at: datetime
    ends_at: datetime | None
    zone: str
    party_size: int
    price: Decimal | None
    currency: str
    reply_by: datetime | None
    free_until: datetime | None
    importance: int
    state: str
    proof: EvidenceCard | None  # what proves it; without one, what was told last
    evidence: tuple[EvidenceCard, ...]
    instructions: tuple[InstructionCard, ...]
    asked_at: datetime
    cancelled_at: datetime | None
    cancelled_told_by: str

    @property
    def is_proven(self) -> bool:
        return self.state == State.CONFIRMED

    @property
    def is_off(self) -> bool:
        return self.state in OFF

    @property
    def tz(self) -> ZoneInfo:
        return ZoneInfo(self.zone)

    @property
    def kind_name(self) -> str:
        return str(Kind(self.kind).label)

    @property
    def state_name(self) -> str:
        return str(State(self.state).label)

    @property
    def where(self) -> str:
        """The place in words: its own, else the organisation's name."""
        return self.place or self.organisation

    @property
    def open_musts(self) -> int:
        """Instructions that must be met and are not confirmed."""
        return sum(line.is_must and line.state != Instruction.State.CONFIRMED for line in self.instructions)


def bookings_between(
    start: datetime,
    end: datetime,
    *,
    now: datetime,
    client_ids: Iterable[UUID] | None = None,
    cancelled: bool = False,
    wishes: bool = True,
) -> list[BookingCard]:
    """Bookings that touch [start, end), by time; references masked. Three queries, however many there are.

    wishes=False leaves the instructions unread, for pages that do not show them.
    """
    found = _rows(wishes=wishes).filter(starts_at__lt=end).exclude(ends_at__isnull=False, ends_at__lte=start)
    found = found.exclude(ends_at__isnull=True, starts_at__lt=start)
    if client_ids is not None:
        found = found.filter(client__in=list(client_ids))
    if not cancelled:
        found = found.exclude(state=State.CANCELLED)
    return [_card(row, now) for row in found.order_by("starts_at", "pk")]


def unproven_between(
    start: datetime, end: datetime, *, now: datetime, client_ids: Iterable[UUID] | None = None
) -> list[BookingCard]:
    """Of those, what is not proven: the most important first, then the nearest."""
    found = [card for card in bookings_between(start, end, now=now, client_ids=client_ids) if card.state in NOT_PROVEN]
    return sorted(found, key=lambda card: (-card.importance, card.starts_at))


def booking(booking_id: UUID, *, now: datetime, open_references: bool = True) -> BookingCard:
    """One booking with its references; NotHere for a stranger, and when there is none."""
    row = _rows().filter(pk=booking_id).first()
    if row is None:
        raise NotHere
    return _card(row, now, open_references=open_references)


def bookings_of_request(request_id: UUID, *, now: datetime) -> list[BookingCard]:
    """What was promised for one request."""
    return [_card(row, now) for row in _rows().filter(client_request=request_id).order_by("starts_at", "pk")]


def bookings_by_id(ids: Iterable[UUID], *, now: datetime) -> dict[UUID, BookingCard]:
    """These bookings, as far as the one who acts may see them; references masked."""
    return {row.pk: _card(row, now) for row in _rows().filter(pk__in=list(ids))}


def facts(row: Booking) -> rules.Facts:
    """What a state is computed from."""
    return rules.Facts(
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        held_at=row.held_at,
        hold_until=row.reply_by,
        cancelled_at=row.cancelled_at,
        evidence=tuple(_told(each) for each in row.evidence.all()),
    )


def _rows(*, wishes: bool = True) -> QuerySet[Booking]:
    evidence = Evidence.objects.select_related("taken_by").order_by("-received_at", "pk")
    instructions = Instruction.objects.order_by("-is_must", "pk") if wishes else Instruction.objects.none()
    return Booking.objects.select_related("organisation").prefetch_related(
        Prefetch("evidence", evidence), Prefetch("instructions", instructions)
    )


def _card(row: Booking, now: datetime, *, open_references: bool = False) -> BookingCard:
    standing = rules.state_of(facts(row), now)
    evidence = tuple(_evidence_card(each, now, open_references) for each in row.evidence.all())
    proof = next((each for each in evidence if each.id == standing.proven_by), evidence[0] if evidence else None)
    organisation = row.organisation or Organisation()
    return BookingCard(
        title=open_sealed(row, "title"),
        place=open_sealed(row, "place"),
        organisation=organisation.name,
        phone=organisation.phone,
        latitude=row.latitude if row.latitude is not None else organisation.latitude,
        longitude=row.longitude if row.longitude is not None else organisation.longitude,
        request_id=row.client_request_id,
        state=State(standing.state),
        proof=proof,
        evidence=evidence,
        instructions=tuple(_instruction_card(each) for each in row.instructions.all()),
        cancelled_told_by=open_sealed(row, "cancelled_told_by"),
        **{name: getattr(row, name) for name in OPEN},
    )


OPEN = (
    "id", "client_id", "kind", "city", "organisation_id", "starts_at", "ends_at", "zone", "party_size", "price",
    "currency", "reply_by", "free_until", "importance", "asked_at", "cancelled_at",
)  # fmt: skip


def _evidence_card(row: Evidence, now: datetime, open_references: bool) -> EvidenceCard:
    told = _told(row)
    reference = open_sealed(row, "reference") if open_references else str(row.reference)
    return EvidenceCard(
        id=row.pk,
        kind=row.kind,
        told_by=open_sealed(row, "told_by"),
        reference=reference,
        received_at=row.received_at,
        stale_at=told.stale_at,
        stands=told.stands(now),
        taken_by=row.taken_by,
        message_id=row.message_id,
    )


def _instruction_card(row: Instruction) -> InstructionCard:
    return InstructionCard(row.pk, open_sealed(row, "text"), row.is_must, row.state)


def _told(row: Evidence) -> rules.Evidence:
    return rules.Evidence(row.pk, rules.Proof(row.kind), row.received_at, row.good_until)
