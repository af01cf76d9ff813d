"""What is promised and not proven; and the board of the evening: everything that comes, with what was asked of whom."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from butler.assurance import rules
from butler.assurance.models import Incident, Reconfirmation, StandIn
from butler.assurance.rules.promises import board_ends
from butler.bookings import access as bookings
from butler.bookings.access import BookingCard
from butler.bookings.models import Evidence
from butler.ground.house import the_house
from butler.ground.sealing import open_sealed
from butler.network.models import Contact

UNDER_WAY = timedelta(hours=2)  # what began so lately is still on the board


@dataclass(frozen=True)
class AskedAgain:
    """One question whether a promise stands: at which rung, when, how, and what came of it ("": still open)."""

    rung: str
    asked_at: datetime
    in_writing: bool
    answer_by: datetime
    call_by: datetime | None
    is_call_due: bool
    is_alarmed: bool
    outcome: str

    @property
    def rung_name(self) -> str:
        return str(Reconfirmation.Rung(self.rung).label)

    @property
    def outcome_name(self) -> str:
        return str(Reconfirmation.Outcome(self.outcome).label) if self.outcome else ""


@dataclass(frozen=True)
class Recovery:
    """How what broke is being made good: its state, whom we have asked to stand in."""

    state: str
    asked: str = ""
    waits_for_yes: bool = False

    @property
    def state_name(self) -> str:
        return str(Incident.State(self.state).label)


@dataclass(frozen=True)
class Watched:
    """One line of the board."""

    booking: BookingCard
    weight: float  # nothing for what is proven
    asked: AskedAgain | None = None  # the last question
    recovery: Recovery | None = None
    speaks: str = ""  # who spoke for the supplier last, by name

    @property
    def is_proven(self) -> bool:
        return self.booking.is_proven


def evening(*, now: datetime, client_ids: Iterable[UUID] | None = None) -> list[Watched]:
    """Everything from now until tomorrow noon, what weighs most and is proven least first; proven things by time.

    What broke stands first while it is being made good.
    """
    end = board_ends(now, the_house().tz)
    cards = bookings.bookings_between(now - UNDER_WAY, end, now=now, client_ids=client_ids, cancelled=True)
    ids = [card.id for card in cards]
    asked, broken, voices = _asked(ids), _broken(ids), _voices(cards)
    rows = [
        Watched(card, _weight(card, now), asked.get(card.id), broken.get(card.id), voices.get(card.id, ""))
        for card in cards
        if not card.is_off or card.id in broken
    ]
    return sorted(rows, key=lambda row: (row.recovery is None, -row.weight, row.booking.starts_at, str(row.booking.id)))


def _weight(card: BookingCard, now: datetime) -> float:
    is_open = card.state in bookings.NOT_PROVEN and card.starts_at > now
    return rules.Promise(card.id, card.starts_at, card.importance).weight(now) if is_open else 0.0


def asked_again(booking_id: UUID) -> list[AskedAgain]:
    """When its supplier was asked again, the last first."""
    rows = Reconfirmation.objects.filter(booking=booking_id).select_related("task").order_by("-asked_at", "pk")
    return [_question(row) for row in rows]


def _asked(ids: list[UUID]) -> dict[UUID, AskedAgain]:
    rows = Reconfirmation.objects.filter(booking__in=ids).select_related("task").order_by("asked_at", "pk")
    return {row.booking_id: _question(row) for row in rows}


def _question(row: Reconfirmation) -> AskedAgain:
    return AskedAgain(
        rung=row.rung, asked_at=row.asked_at, in_writing=row.letter_id is not None, answer_by=row.answer_by,
        call_by=row.call_by, is_call_due=row.task is not None and row.task.done_at is None,
        is_alarmed=row.alarmed_at is not None, outcome=row.outcome,
    )  # fmt: skip


def _broken(ids: list[UUID]) -> dict[UUID, Recovery]:
    """What is being made good; what was made good has its own line."""
    going_on = Incident.objects.filter(booking__in=ids, state__in=[Incident.State.OPEN, Incident.State.SEARCHED])
    asked = StandIn.objects.filter(incident__in=going_on, state=StandIn.State.ORDERED)
    by_incident = {row.incident_id: row for row in asked.select_related("organisation", "letter")}
    found = {}
    for row in going_on:
        one = by_incident.get(row.pk)
        waits = one is not None and one.letter is not None and one.letter.state == "waiting"
        found[row.booking_id] = Recovery(row.state, one.organisation.name if one else "", waits)
    return found


def _voices(cards: Iterable[BookingCard]) -> dict[UUID, str]:
    """By booking: who told us something last in a call; else the one whom we know best there."""
    cards = list(cards)
    told: dict[UUID, str] = {}
    calls = Evidence.objects.filter(booking__in=[card.id for card in cards], kind=Evidence.Kind.CALL)
    for row in calls.order_by("received_at", "pk"):
        told[row.booking_id] = open_sealed(row, "told_by")
    houses = {card.organisation_id for card in cards if card.organisation_id}
    known = Contact.objects.filter(organisation__in=houses).order_by("warmth", "pk")
    by_house = {row.organisation_id: row.full_name for row in known}
    return {card.id: told.get(card.id) or by_house.get(card.organisation_id, "") for card in cards}


def unproven(
    start: datetime, end: datetime, *, now: datetime, client_ids: Iterable[UUID] | None = None
) -> list[BookingCard]:
    """Bookings from `start` until the morning after `end` that nothing proves, what weighs most first."""
    cards = bookings.unproven_between(start, end + rules.MORNING_AFTER, now=now, client_ids=client_ids)
    return in_order([card for card in cards if card.starts_at > now], now)


def in_order(cards: Iterable[BookingCard], now: datetime) -> list[BookingCard]:
    """By importance times the time that is left."""
    by_id = {card.id: card for card in cards}
    promises = [rules.Promise(card.id, card.starts_at, card.importance) for card in by_id.values()]
    return [by_id[promise.id] for promise in rules.by_weight(promises, now)]  # type: ignore[index]
