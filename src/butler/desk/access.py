"""What a dossier's page gathers from the rooms above dossiers: history, numbers, the year in bars."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count
from django.db.models.functions import TruncMonth

from butler.bookings.access import bookings_between
from butler.bookings.models import Booking
from butler.bookings.models import State as BookingState
from butler.dossiers.access import Dossier
from butler.dossiers.models import Client
from butler.ground.sealing import open_sealed
from butler.requests.models import ClientRequest, Task

MONTHS = 12
BASE, TALLEST, STEP, WIDTH, LEFT = 78, 58, 25, 16, 4  # of the drawing in client/year.html, in its own units
MOST = 60  # lines of one kind in the history
BACK, AHEAD = timedelta(days=730), timedelta(days=365)


@dataclass(frozen=True)
class Bar:
    """One month of the year with us, in units of the drawing."""

    month: date
    count: int
    x: int
    height: int
    is_now: bool

    @property
    def y(self) -> int:
        return BASE - self.height

    @property
    def middle(self) -> int:
        return self.x + WIDTH // 2


@dataclass(frozen=True)
class Year:
    """Requests of the last twelve months."""

    bars: tuple[Bar, ...]
    total: int

    @property
    def busiest(self) -> Bar | None:
        return max(self.bars, key=lambda bar: bar.count) if self.total else None


@dataclass(frozen=True)
class Past:
    """A line of the history."""

    at: datetime
    kind: str  # request, booking, gift
    icon: str
    title: str
    about: tuple[str, ...]
    state: str = ""
    mood: str = ""  # data-s
    link_to: UUID | None = None


def year_with_us(client_id: UUID, today: date, zone: ZoneInfo) -> tuple[Year, int]:
    """The last twelve months in bars, and the number of all requests. One query."""
    counted = (
        ClientRequest.objects.filter(client=client_id)
        .annotate(month=TruncMonth("opened_at", tzinfo=zone))
        .values_list("month")
        .annotate(n=Count("pk"))
    )
    by_month = {month.date().replace(day=1): n for month, n in counted}
    return as_year(by_month, today), sum(by_month.values())


def as_year(by_month: dict[date, int], today: date) -> Year:
    """Bars for the month of `today` and the eleven before it."""
    months = [_month_before(today.replace(day=1), back) for back in range(MONTHS - 1, -1, -1)]
    counts = [by_month.get(month, 0) for month in months]
    highest = max(counts) or 1
    bars = tuple(
        Bar(month, n, LEFT + STEP * place, max(round(TALLEST * n / highest), 2), is_now=place == MONTHS - 1)
        for place, (month, n) in enumerate(zip(months, counts, strict=True))
    )
    return Year(bars, sum(counts))


def count_bookings(client_id: UUID) -> int:
    """How many bookings there have been."""
    return Booking.objects.filter(client=client_id).count()


def history_of(dossier: Dossier, *, now: datetime) -> list[Past]:
    """Requests, bookings and presents of a client in one line of time, the latest first."""
    found = [*_requests(dossier.card.id), *_bookings(dossier.card.id, now), *_gifts(dossier)]
    return sorted(found, key=lambda past: past.at, reverse=True)


def by_month(history: Iterable[Past], zone: ZoneInfo) -> list[tuple[date, list[Past]]]:
    """The history in chapters, a month each."""
    chapters: dict[date, list[Past]] = defaultdict(list)
    for past in history:
        chapters[past.at.astimezone(zone).date().replace(day=1)].append(past)
    return list(chapters.items())


def open_tasks_by_owner() -> dict[int, int]:
    """How many open tasks each colleague has, of those the one who acts may see."""
    counted = Task.objects.filter(done_at__isnull=True).order_by().values_list("owner").annotate(n=Count("pk"))
    return dict(counted)


def clients_led_by() -> dict[int, int]:
    """How many clients each colleague leads."""
    led = Client.objects.filter(left_on__isnull=True).order_by().values_list("led_by").annotate(n=Count("pk"))
    return dict(led)


REQUEST_MOODS = {"new": "warn", "approval": "wait", "options": "wait", "cancelled": "", "closed": "", "debriefed": ""}
BOOKING_MOODS = {
    BookingState.CONFIRMED: "ok",
    BookingState.DONE: "",
    BookingState.CANCELLED: "risk",
    BookingState.UNPROVEN: "warn",
    BookingState.HELD: "wait",
    BookingState.WANTED: "wait",
}
ICONS = {
    "restaurant": "utensils", "tickets": "ticket", "flight": "plane", "charter": "plane-takeoff", "rail": "train-front",
    "hotel": "hotel", "transfer": "car-front", "car_rental": "car", "airport_passage": "door-open", "yacht": "ship",
    "gift": "gift", "flowers": "flower-2", "courier": "package", "medical": "stethoscope", "beauty": "sparkles",
    "tutor": "graduation-cap", "club": "key-round", "sport": "dumbbell", "art": "palette", "household": "house",
    "documents": "file-text", "shopping": "shopping-bag", "event": "party-popper", "reminder": "bell",
    "information": "info", "payment": "credit-card", "real_estate": "building-2",
}  # fmt: skip


def _requests(client_id: UUID) -> Iterable[Past]:
    rows = ClientRequest.objects.filter(client=client_id).select_related("owner").order_by("-opened_at")
    for row in rows[:MOST]:
        yield Past(
            at=row.opened_at,
            kind="request",
            icon=ICONS.get(row.category, "inbox"),
            title=open_sealed(row, "title"),
            about=(str(row.get_category_display()), str(row.owner)),
            state=str(row.get_state_display()),
            mood=REQUEST_MOODS.get(row.state, "ok"),
            link_to=row.pk,
        )


def _bookings(client_id: UUID, now: datetime) -> Iterable[Past]:
    found = bookings_between(now - BACK, now + AHEAD, now=now, client_ids=[client_id], cancelled=True)
    for card in found[-MOST:]:
        yield Past(
            at=card.starts_at,
            kind="booking",
            icon=ICONS.get(card.kind, "calendar-check"),
            title=card.title,
            about=tuple(filter(None, (card.kind_name, card.where, card.city))),
            state=card.state_name,
            mood=BOOKING_MOODS.get(BookingState(card.state), ""),
            link_to=card.id,
        )


def _gifts(dossier: Dossier) -> Iterable[Past]:
    for gift in dossier.gifts:
        at = datetime(gift.given_on.year, gift.given_on.month, gift.given_on.day, 12, tzinfo=dossier.card.tz)
        whom = gift.person.short_name if gift.person else ""
        yield Past(at, "gift", "gift", gift.title, tuple(filter(None, (whom, gift.supplier))))


def _month_before(month: date, back: int) -> date:
    number = month.year * 12 + month.month - 1 - back
    return date(number // 12, number % 12 + 1, 1)
