"""Which booking, ride or search of theirs a client means who wants it otherwise, and what is wanted instead."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from butler.bookings.models import Booking
from butler.correspondence.models import Message
from butler.language.changes import Wanted, wanted_instead
from butler.language.tongue import tongue
from butler.reception.standing import coming
from butler.requests import access as requests
from butler.requests.models import ClientRequest
from butler.travel.models import Ride

ALIKE = ({"tickets", "flight", "rail"}, {"transfer", "car_rental"}, {"flight", "charter"})  # one word for several
MOST = 20
ANY = frozenset({"none", "other", "information", "reminder"})


@dataclass(frozen=True)
class Said:
    """What was read of the wish: category, slots as kept (name -> values), the words."""

    category: str
    slots: dict[str, list[Any]]
    words: str

    @property
    def party(self) -> int | None:
        said = str(self.first("party") or "")
        return int(said) if said.isdecimal() and 0 < int(said) < 1000 else None

    def first(self, name: str) -> Any:
        values = self.slots.get(name) or [{}]
        return values[0].get("value") if isinstance(values[0], dict) else values[0]

    @property
    def day(self) -> str:
        """The first day that is named, ISO; empty: none."""
        said = str(self.first("was") or self.first("when") or "")
        return said[:10] if len(said) >= 10 else ""


def booking_meant(message: Message, said: Said, *, now: datetime) -> Booking | None:
    """The one booking that is meant: by category, house and day; None where several could be, or none is."""
    if message.client_id is None:
        return None
    rows = coming(message.client_id, now).filter(starts_at__gt=now)
    if said.category not in ANY:
        rows = rows.filter(kind__in=_alike(said.category))
    return _only(rows, said, message)


def _only(rows: QuerySet[Booking], said: Said, message: Message) -> Booking | None:
    found = list(rows.select_related("organisation")[:50])
    place = str(said.first("place") or "").lower()
    if place and (there := [row for row in found if _is_named(row, place)]):
        found = there
    if len(found) > 1 and said.day:
        found = [row for row in found if _day(row) == said.day]
    return found[0] if len(found) == 1 else None


def is_rather(booking: Booking, request: ClientRequest, said: Said) -> str:
    """Is it the promise ("booking") or what is still sought ("search")? By the house, else by the day; "": either."""
    known = requests.details(request.pk)
    place = str(said.first("place") or "").lower()
    marks = [
        (bool(place) and _is_named(booking, place), bool(place) and known.get("place", "").lower() == place),
        (_day(booking) == said.day, known.get("when", "")[:10] == said.day),
    ]
    for is_booking, is_search in marks:
        if is_booking != is_search:
            return "booking" if is_booking else "search"
    return ""


def ride_meant(message: Message, said: Said, *, now: datetime) -> Ride | None:
    """The one ride that is meant, by its day."""
    if message.client_id is None or said.category != "transfer":
        return None
    rows = Ride.objects.filter(client=message.client_id, cancelled_at=None, pick_up_at__gt=now)
    found = list(rows.select_related("booking").order_by("pick_up_at", "pk")[:50])
    if len(found) > 1 and said.day:
        zone = ZoneInfo(message.client.zone) if message.client else None
        found = [row for row in found if row.pick_up_at.astimezone(zone).date().isoformat() == said.day]
    return found[0] if len(found) == 1 else None


def search_meant(message: Message, said: Said) -> ClientRequest | None:
    """The one open request of this category for which nothing is booked yet."""
    found = searches_meant(message, said)
    return found[0] if len(found) == 1 else None


def searches_meant(message: Message, said: Said) -> list[ClientRequest]:
    """Open requests of this category for which nothing is booked yet: those of the day that was, where it is named."""
    rows = ClientRequest.objects.filter(client=message.client_id).exclude(state__in=requests.AT_REST)
    rows = rows.exclude(bookings__cancelled_at=None, bookings__isnull=False)
    if said.category not in ANY:
        rows = rows.filter(category__in=_alike(said.category))
    found = list(rows.select_related("owner").order_by("-opened_at", "pk")[:MOST])
    was = str(said.first("was") or "")[:10]
    if len(found) > 1 and len(was) == 10:
        found = [row for row in found if requests.details(row.pk).get("when", "")[:10] == was]
    return found


def instead(booking: Booking, message: Message, said: Said) -> tuple[datetime, int | None] | None:
    """(beginning, number of guests or None) that is wanted of this booking; None where nothing new is said."""
    zone = ZoneInfo(booking.zone)
    planned = booking.starts_at.astimezone(zone).replace(tzinfo=None)
    ref = message.sent_at.astimezone(zone).replace(tzinfo=None)
    party = said.party if said.party != booking.party_size else None
    wanted: Wanted | None = wanted_instead(said.words, planned, ref=ref, lang=tongue(said.words), party=party)
    if wanted is None or wanted.starts_at <= ref:
        return None
    return wanted.starts_at.replace(tzinfo=zone), wanted.party


def ride_instead(ride: Ride, message: Message, said: Said, zone: ZoneInfo) -> datetime | None:
    """When the car shall come instead."""
    planned = ride.pick_up_at.astimezone(zone).replace(tzinfo=None)
    ref = message.sent_at.astimezone(zone).replace(tzinfo=None)
    wanted = wanted_instead(said.words, planned, ref=ref, lang=tongue(said.words))
    return wanted.starts_at.replace(tzinfo=zone) if wanted and wanted.starts_at > ref + timedelta(minutes=5) else None


def _alike(category: str) -> set[str]:
    return {category}.union(*(group for group in ALIKE if category in group))


def _is_named(row: Booking, place: str) -> bool:
    name = row.organisation.name_key if row.organisation else ""
    stem = place.replace("«", "").replace("»", "").strip()
    return bool(stem) and bool(name) and (stem[: max(4, len(stem) - 2)] in name or name in stem)


def _day(row: Booking) -> str:
    return row.starts_at.astimezone(ZoneInfo(row.zone)).date().isoformat()


def uuid_of(value: str | None) -> UUID | None:
    """A kept id, or none."""
    return UUID(value) if value else None
