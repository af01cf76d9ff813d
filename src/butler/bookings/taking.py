"""What a search has found and a supplier has proven becomes a promise, and the client hears it: once, in one act."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from butler.bookings import actions
from butler.bookings.actions import Told
from butler.bookings.models import Booking, Evidence, Kind
from butler.bookings.serving import prepare
from butler.correspondence import clients
from butler.ground.acting import acting_for
from butler.ground.house import the_house
from butler.ground.later import later
from butler.ground.sealing import open_sealed
from butler.language.dates import find
from butler.language.drafting import Matter, Option, Purpose
from butler.language.tongue import tongue
from butler.language.towns import zone_of
from butler.sourcing.access.wanted import details_of, matter_of, only_agreed
from butler.sourcing.models import Offer, Operation

PURPOSE = "bookings"
MOST = 200
USUAL_HOUR = {Kind.HOTEL: time(14), Kind.FLOWERS: time(12), Kind.GIFT: time(12), Kind.COURIER: time(12)}
CARRIES = frozenset({Kind.FLIGHT, Kind.RAIL, Kind.CHARTER, Kind.TRANSFER})
GOES_THERE = frozenset({"restaurant", "bar", "hotel", "clinic", "beauty", "fitness", "club"})  # the client himself
NOON, CHECK_OUT = time(12), time(12)
LASTS = {
    Kind.RESTAURANT: timedelta(hours=2), Kind.TICKETS: timedelta(hours=3), Kind.BEAUTY: timedelta(hours=2),
    Kind.MEDICAL: timedelta(hours=1), Kind.TUTOR: timedelta(hours=1),
}  # fmt: skip


def take_in(*, now: datetime) -> int:
    """Make promises of all proven offers that are none yet; how many. Safe to run twice, and at the same time."""
    with acting_for(PURPOSE):
        proven = Offer.objects.filter(state=Offer.State.CONFIRMED, booking__isnull=True)
        ids = list(proven.order_by("confirmed_at", "pk").values_list("pk", flat=True)[:MOST])
    return sum(_take(offer_id, now) for offer_id in ids)


def _take(offer_id: UUID, now: datetime) -> bool:
    with acting_for(PURPOSE):
        rows = Offer.objects.select_for_update(of=("self",), skip_locked=True)
        offer = rows.filter(pk=offer_id, booking__isnull=True).first()
        if offer is None:
            return False
        operation = Operation.objects.select_related("client", "client_request__message__conversation").get(
            pk=offer.operation_id
        )
        booking = _book(offer, operation, now)
        if operation.is_recovery:
            later("assurance.recover")
        elif operation.rewish_at is not None:  # the client wants it otherwise by now: told when it is moved
            later("assurance.change")
        else:
            _tell_client(offer, operation, booking, now)
    return True


def _book(offer: Offer, operation: Operation, now: datetime) -> Booking:
    request, known = operation.client_request, details_of(operation.client_request)
    kind = Kind(operation.category) if operation.category in Kind.values else Kind.OTHER
    zone = zone_there(operation, known)
    said = operation.happens_at or said_in(open_sealed(offer, "what"), known, zone, now)
    starts, ends = when(kind, said, known, zone, fallback=operation.answer_by)
    contact = offer.approach.contact
    booking = actions.book(
        operation.client, kind=kind, title=open_sealed(request, "title"), starts_at=starts, ends_at=ends, by=None,
        now=now, client_request=request, offer=offer, party_size=operation.party_size, price=offer.price,
        currency=offer.currency, city=operation.city, zone=zone.key,
        organisation=offer.approach.organisation or (contact.organisation if contact else None),
    )  # fmt: skip
    actions.add_evidence(booking.pk, _told(offer), by=None, now=now)
    lines = prepare(booking, by=None, now=now)
    if offer.order is not None:  # they stood in the order already
        actions.told([line.pk for line in lines], offer.order, now=now)
    booking.refresh_from_db()
    return booking


def zone_there(operation: Operation, known: Mapping[str, str]) -> ZoneInfo:
    """Of the place where it begins, where we know it; else of the house."""
    place = known.get("origin", "") if operation.category in CARRIES else known.get("city", "")
    return zone_of(place) or the_house().tz


def _told(offer: Offer) -> Told:
    """Their letter, their tap on our page, or a named voice."""
    is_call = offer.confirmed_message_id is None and offer.via == Offer.Via.PHONE
    kind = Evidence.Kind.MAIL if offer.confirmed_message_id else Evidence.Kind.CALL if is_call else PAGE
    return Told(
        kind=kind, told_by=open_sealed(offer, "confirmed_by"), reference=open_sealed(offer, "reference"),
        received_at=offer.confirmed_at, message=offer.confirmed_message,
    )  # fmt: skip


PAGE = Evidence.Kind.ANSWER_PAGE


def when(
    kind: str, happens_at: datetime | None, known: dict[str, str], zone: ZoneInfo, *, fallback: datetime
) -> tuple[datetime, datetime | None]:
    """When it begins and ends: at the hour that was said, else at the usual hour of its kind on the day that was said.

    A stay ends at noon of its last day; `fallback` where no day was said.
    """
    day = known.get("when", "")[:10]
    starts = happens_at or _on(day, USUAL_HOUR.get(Kind(kind), NOON), zone) or fallback
    last = _on(known.get("until", "")[:10], CHECK_OUT, zone)
    if last is not None and last > starts:
        return starts, last
    if kind == Kind.HOTEL:
        return starts, datetime.combine(starts.astimezone(zone).date() + timedelta(days=1), CHECK_OUT, zone)
    lasts = LASTS.get(Kind(kind))
    return starts, starts + lasts if lasts else None


def said_in(words: str, known: Mapping[str, str], zone: ZoneInfo, now: datetime) -> datetime | None:
    """The day and hour that the offer names, where the client named none; an hour alone is of the client's day."""
    here = now.astimezone(zone).replace(tzinfo=None)
    timed = [moment for moment in find(words, here, tongue(words)) if moment.has_time]
    if not timed:
        return None
    day = _on(known.get("when", "")[:10], NOON, zone)
    if timed[0].has_day:
        return timed[0].start.replace(tzinfo=zone)
    return datetime.combine(day.date(), timed[0].start.time(), zone) if day is not None else None


def _on(day: str, hour: time, zone: ZoneInfo) -> datetime | None:
    try:
        return datetime.combine(datetime.fromisoformat(day).date(), hour, zone) if day else None
    except ValueError:
        return None


def where_and_what(booking: Booking, matter: Matter, what: str) -> str:
    """«Северный двор: стол у окна»: the client must know where to go; an agent who only gets it is not named."""
    house = booking.organisation
    if house is None or house.kind not in GOES_THERE:
        return what
    is_said = house.name.casefold() in what.casefold() or house.name.casefold() == matter.place.casefold()
    return what if is_said else ": ".join(filter(None, (house.name, what)))


def _tell_client(offer: Offer, operation: Operation, booking: Booking, now: datetime) -> None:
    """What is arranged, with the supplier's number; it waits for a colleague's yes."""
    asked = operation.client_request.message
    matter: Matter = matter_of(operation.category, details_of(operation.client_request))
    what = "" if only_agreed(offer) else open_sealed(offer, "what")  # what was asked is said already
    facts = clients.facts_for(
        operation.client, asked.person if asked else None, now=now, matters=[matter],
        options=[Option(where_and_what(booking, matter, what), offer.price, offer.currency)],
        reference=open_sealed(offer, "reference"),
    )  # fmt: skip
    if body := clients.in_house_words(Purpose.CONFIRM, facts):
        clients.write(operation.client, str(Purpose.CONFIRM), body, now=now, asked=asked)
