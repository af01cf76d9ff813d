"""The shell around every page: where one may go, what waits there, and what part of the day it is."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time
from functools import cached_property
from itertools import pairwise
from typing import Any

from django.db.models import Func, IntegerField, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from butler.correspondence.models import Conversation, Letter
from butler.desk.keys import KEYS, Key
from butler.ground import clock
from butler.ground.models import House
from butler.requests.access import concerns
from butler.requests.models import Task
from butler.staff.models import Staff

THEMES = ("light", "dark")
MORNING_ENDS = 11
EVENING_STARTS = 17
PHASES = ("morning", "day", "evening")
# Their tracks in the drawing of parts/phase.html, in its own units.
TRACKS = ((8, 96), (106, 314), (324, 412))

WORKS_FOR_CLIENTS = frozenset({"concierge", "lead", "owner"})
LEADS = frozenset({"lead", "owner"})
KEEPS_WATCH = frozenset({"owner", "auditor"})
FOOT = 4  # the group at the bottom of the rail
EVERYONE = WORKS_FOR_CLIENTS | KEEPS_WATCH


class StaffRequest(HttpRequest):
    """A request that staff_view has let in: somebody of the house asks. For annotations."""

    user: Staff  # type: ignore[assignment]


@dataclass(frozen=True)
class Place:
    """A page of the house that stands in the rail."""

    name: str
    label: str | Promise
    icon: str
    roles: frozenset[str]
    key: str = ""  # the physical key after G
    group: int = 1
    url: str = ""
    count: int = 0
    is_current: bool = False

    @property
    def letter(self) -> str:
        """How the key is printed."""
        return self.key.removeprefix("Key")


PLACES = (
    Place("day", _("Day"), "sun-medium", WORKS_FOR_CLIENTS, "KeyD"),
    Place("requests", _("Requests"), "inbox", WORKS_FOR_CLIENTS, "KeyR"),
    Place("matrix", _("Matrix"), "grid-2x2", WORKS_FOR_CLIENTS, "KeyM"),
    Place("operations", _("Operations"), "zap", WORKS_FOR_CLIENTS, "KeyO"),
    Place("calendar", _("Calendar"), "calendar", WORKS_FOR_CLIENTS, "KeyL"),
    Place("bookings", _("Bookings"), "calendar-check", WORKS_FOR_CLIENTS, "KeyB"),
    Place("evening", _("Evening"), "moon-star", WORKS_FOR_CLIENTS, "KeyE"),
    Place("clients", _("Clients"), "users", WORKS_FOR_CLIENTS, "KeyC", group=2),
    Place("network", _("Network"), "share-2", WORKS_FOR_CLIENTS, "KeyN", group=2),
    Place("knowledge", _("Knowledge"), "book-open", WORKS_FOR_CLIENTS, "KeyK", group=2),
    Place("reports", _("Reports"), "trending-up", WORKS_FOR_CLIENTS, "KeyF", group=3),
    Place("team", _("Team"), "users-round", LEADS, "KeyP", group=3),
    Place("journal", _("Journal"), "scroll-text", KEEPS_WATCH, "KeyJ", group=3),
    Place("imports", _("Import"), "upload", WORKS_FOR_CLIENTS, "KeyI", group=4),
    Place("settings", _("Settings"), "settings", EVERYONE, "KeyS", group=4),
)
ON_THE_PHONE = ("day", "requests", "clients")  # beside the new request and "more"


@dataclass(frozen=True)
class Phase:
    """Where the day of the house is: a name, and where on the three tracks."""

    name: str  # morning, day, evening or night
    now: datetime
    opens: time
    closes: time
    dot: float

    @property
    def gone(self) -> list[tuple[int, float]]:
        """The walked parts of the tracks, as (from, to)."""
        return [(start, min(self.dot, end)) for start, end in TRACKS if self.dot > start]

    @property
    def parts(self) -> str:
        """For the script that moves the dot."""
        return json.dumps(_parts(_minutes(self.opens), _minutes(self.closes)))


def phase_of(now: datetime, opens: time, closes: time) -> Phase:
    """The part of the house's day at `now`, which must be in the house's own zone."""
    at, parts = _minutes(now.time()), _parts(_minutes(opens), _minutes(closes))
    for name, (begins, ends, left, right) in zip(PHASES, parts, strict=True):
        if begins <= at < ends:
            return Phase(name, now, opens, closes, round(left + (right - left) * (at - begins) / (ends - begins), 1))
    return Phase("night", now, opens, closes, TRACKS[0][0] if at < parts[0][0] else TRACKS[-1][1])


def _parts(start: int, end: int) -> list[list[int]]:
    """Each phase in minutes of the day, and its track: [from, to, left, right]."""
    noonward = min(max(MORNING_ENDS * 60, start), end)
    duskward = min(max(EVENING_STARTS * 60, noonward), end)
    bounds = (start, noonward, duskward, end)
    return [[*span, *track] for span, track in zip(pairwise(bounds), TRACKS, strict=True)]


class Shell:
    """What the shell's template asks for; each thing is worked out when it is asked, once."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.staff: Any = getattr(request, "user", None)  # a stranger, or nobody on a broken page

    @cached_property
    def theme(self) -> str:
        """The choice of this device, else of the person; empty follows the system."""
        chosen = self.request.COOKIES.get("theme") or getattr(self.staff, "theme", "")
        return chosen if chosen in THEMES else ""

    @property
    def is_discreet(self) -> bool:
        return self.request.COOKIES.get("discreet") == "1"

    @property
    def has_single_keys(self) -> bool:
        return getattr(self.staff, "single_keys", True)

    @cached_property
    def house(self) -> House:
        """The house, and in the same query what waits for this person."""
        return House.objects.annotate(**self._counts()).first() or House(name="Butler")

    @cached_property
    def now(self) -> datetime:
        return self.house.local(clock.now())

    @property
    def phase(self) -> Phase:
        return phase_of(self.now, self.house.opens_at, self.house.closes_at)

    @cached_property
    def places(self) -> list[Place]:
        return list(places_for(getattr(self.staff, "role", ""), self.request.path, self.waiting))

    @property
    def rail(self) -> list[Place]:
        return [place for place in self.places if place.group < FOOT]

    @property
    def foot(self) -> list[Place]:
        return [place for place in self.places if place.group == FOOT]

    @property
    def tabs(self) -> list[Place]:
        return [place for place in self.places if place.name in ON_THE_PHONE]

    @property
    def more(self) -> list[Place]:
        return [place for place in self.places if place.name not in ON_THE_PHONE]

    @property
    def waiting(self) -> dict[str, int]:
        """How many things wait in each place, by its name."""
        return {name: getattr(self.house, f"waiting_{name}", 0) for name in ("requests", "matrix")}

    @property
    def has_hand_overs(self) -> bool:
        """Something that is handed over waits for this person, or a client of another is in their hands for now."""
        return bool(getattr(self.house, "waiting_hand_overs", 0))

    @property
    def bell(self) -> dict[str, Any] | None:
        """Letters that wait for a yes."""
        url = address("desk:digests") if self._serves_clients else ""
        return {"url": url, "count": getattr(self.house, "waiting_letters", 0)} if url else None

    def _counts(self) -> dict[str, Any]:
        if not self._is_signed_in:
            return {}
        mine = {"owner_id": self.staff.pk}
        return {
            "waiting_requests": _count(Conversation.objects.filter(waiting=Conversation.Waiting.US)),
            "waiting_matrix": _count(Task.objects.filter(is_seen=False, done_at=None, **mine)),
            "waiting_hand_overs": _count(concerns(self.staff, now=clock.now())),
            "waiting_letters": _count(Letter.objects.filter(state=Letter.State.WAITING, client__led_by=self.staff.pk)),
        }

    @property
    def _serves_clients(self) -> bool:
        return getattr(self.staff, "role", "") in WORKS_FOR_CLIENTS

    @property
    def _is_signed_in(self) -> bool:
        return bool(self.staff and self.staff.is_authenticated)

    @property
    def new_request(self) -> str:
        return address("desk:new_request") if self._serves_clients else ""

    @property
    def call(self) -> str:
        return address("desk:write_down") if self._serves_clients else ""

    @property
    def keys(self) -> tuple[Key, ...]:
        return KEYS

    @property
    def new_line(self) -> str:
        return address("desk:new_line") if self._serves_clients else ""

    @property
    def home(self) -> str:
        """Where the mark leads: the first place this person may open."""
        return self.places[0].url if self.places else "/"

    @property
    def stream(self) -> str:
        """Where the page hears what changed."""
        return address("desk:live") if self._is_signed_in else ""

    @property
    def notices(self) -> str:
        """Where the browser asks what it may say of by itself; empty for whoever did not ask for it."""
        return address("desk:notices") if self._serves_clients and getattr(self.staff, "wants_notices", False) else ""

    @property
    def palette(self) -> str:
        return address("desk:palette")

    @property
    def theme_url(self) -> str:
        return address("desk:theme")


def context(request: HttpRequest) -> dict:
    """For every template: `shell`. Cheap: nothing is read until a template asks."""
    return {"shell": shell_of(request)}


def shell_of(request: HttpRequest) -> Shell:
    """The shell of this request: a view that needs to know what waits asks the same one as the template."""
    if not hasattr(request, "shell"):
        request.shell = Shell(request)  # type: ignore[attr-defined]
    return request.shell  # type: ignore[attr-defined, no-any-return]


def places_for(role: str, here: str, waiting: dict[str, int]) -> Iterator[Place]:
    """The places this role may open, with what waits in each."""
    for place in PLACES:
        url = address(f"desk:{place.name}")
        if role in place.roles and url:
            yield Place(
                place.name, place.label, place.icon, place.roles, place.key, place.group,
                url=url, count=waiting.get(place.name, 0), is_current=_is_here(place, here, url),
            )  # fmt: skip


def _is_here(place: Place, here: str, url: str) -> bool:
    return here == url or (place.name != "day" and here.startswith(url))


def _count(rows: QuerySet) -> Coalesce:
    """The number of `rows` as a part of another query."""
    return Coalesce(
        Subquery(rows.order_by().annotate(n=Func("pk", function="COUNT", output_field=IntegerField())).values("n")), 0
    )


def _minutes(moment: time) -> int:
    return moment.hour * 60 + moment.minute


def address(name: str, *args: object) -> str:
    """Where a page stands; empty while it is not there."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""
