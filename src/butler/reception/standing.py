"""A client asks how something stands: the rows answer, in sentences that have evidence."""

from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from butler.assurance.models import Incident
from butler.bookings.models import Booking
from butler.briefs.access.client_mornings import said_of
from butler.correspondence.clients import addressee
from butler.correspondence.models import Message
from butler.dossiers.access import Card, cards
from butler.dossiers.models import Client
from butler.language.letters import Promise, of_promise
from butler.language.salutation import Voice
from butler.language.standing import Answer, answer
from butler.travel.models import Leg, Ride

JUST_BEGUN = timedelta(hours=2)
AHEAD = timedelta(days=45)
MOST = 3  # sentences
CARRIES = ("flight", "charter", "rail")


def standing_kinds(client_id: UUID, at: datetime) -> frozenset[str]:
    """Categories in which the client has something promised or wanted that is still to come at `at`."""
    kinds = set(coming(client_id, at).values_list("kind", flat=True))
    if _rides(client_id, at).exists():
        kinds.add("transfer")
    return frozenset(kinds)


def answer_to(message: Message, client: Client, asked: list[tuple[str, str]], *, by: datetime, now: datetime) -> str:
    """The answer to questions about (category, day as ISO or ""); empty where nothing is known. `by`: when we write
    again about what is not proven yet."""
    card = cards([client.pk])[client.pk]
    name, voice = addressee(client, message.person)
    proven: list[str] = []
    still_open: list[str] = []
    late, is_moved = 0, False
    for category, day in dict.fromkeys(asked):
        rows = _of_day(coming(client.pk, now).filter(kind=category), day, card)
        said, unproven = said_of(rows, card, now=now, most=MOST)
        broken = _being_moved(client.pk) if category in CARRIES else set()
        proven += [of_promise(one.promise, voice) for one in said if one.booking_id not in broken]
        still_open += [row.kind for row in unproven]
        is_moved = is_moved or bool(broken)
        late = max([late, *_late(rows)]) if category in CARRIES else late
        if category == "transfer":
            proven += _cars(client.pk, day, card, voice, now)
        if not (said or unproven or proven):
            still_open.append(category)
    about = addressee(client, None)[0] if message.person_id else None
    return answer(
        Answer(list(filter(None, proven))[:MOST], still_open, by, now, ZoneInfo(client.zone), late, is_moved, about),
        name=name, voice=voice,
    )  # fmt: skip


def coming(client_id: UUID, at: datetime) -> QuerySet[Booking]:
    """What begins from now on or lasts, and is not off; a house that is only asked to stand in is not spoken of."""
    lasting = Q(starts_at__gte=at - JUST_BEGUN) | Q(ends_at__gte=at)
    rows = Booking.objects.filter(lasting, client=client_id, cancelled_at=None, starts_at__lt=at + AHEAD)
    return rows.exclude(stands_in__state="ordered").order_by("starts_at", "pk")


def _of_day(rows: QuerySet[Booking], day: str, card: Card) -> QuerySet[Booking]:
    """Those of the day that was named; all where none was, or nothing is on it."""
    try:
        start = datetime.fromisoformat(day[:10]).replace(tzinfo=card.tz)
    except ValueError:
        return rows
    named = rows.filter(starts_at__gte=start, starts_at__lt=start + timedelta(days=1))
    return named if named.exists() else rows


def _being_moved(client_id: UUID) -> set[UUID]:
    """Legs that would be missed, while another seat is looked for."""
    rows = Incident.objects.filter(client=client_id, state__in=("open", "searched"), booking__leg__isnull=False)
    return set(rows.values_list("booking", flat=True))


def _late(rows: QuerySet[Booking]) -> list[int]:
    return list(Leg.objects.filter(booking__in=list(rows[:MOST])).values_list("late_minutes", flat=True))


def _rides(client_id: UUID, at: datetime) -> QuerySet[Ride]:
    return Ride.objects.filter(client=client_id, cancelled_at=None, pick_up_at__gte=at, pick_up_at__lt=at + AHEAD)


def _cars(client_id: UUID, day: str, card: Card, voice: Voice, now: datetime) -> list[str]:
    """Cars whose drivers have said yes."""
    rows = _rides(client_id, now).filter(state=Ride.State.CONFIRMED).order_by("pick_up_at", "pk")
    today = now.astimezone(card.tz).date()
    found = [row for row in rows if not day or row.pick_up_at.astimezone(card.tz).date().isoformat() == day[:10]]
    return [
        of_promise(Promise("transfer", row.pick_up_at, card.tz, card.tz, today, is_at_home=row.from_home), voice)
        for row in found[:MOST]
    ]
