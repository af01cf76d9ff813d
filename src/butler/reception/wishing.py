"""A client wants otherwise what is still sought: which wish, what of it, and the request that says so."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from butler.correspondence.models import Message
from butler.dossiers.models import Client
from butler.ground.house import the_house
from butler.ground.sealing import open_sealed
from butler.language.changes import wanted_instead
from butler.language.drafting import Facts
from butler.language.names import Name
from butler.language.salutation import Voice
from butler.language.tongue import tongue
from butler.language.towns import zone_of
from butler.reception.meaning import Said, searches_meant
from butler.reception.rules.proposing import title
from butler.reception.rules.wishes import added_wish, differs, only_adds, otherwise, said_of
from butler.requests import actions as requests
from butler.requests.access import details
from butler.requests.models import ClientRequest, RequestState
from butler.requests.rules import specs
from butler.sourcing import actions as sourcing
from butler.sourcing.actions import Stage
from butler.staff.models import Staff

BEGINS_AWAY = frozenset({"flight", "rail", "charter", "transfer"})  # on the clock of where it begins
MAY_BE_MOVED = frozenset({"when", "party"})  # of what is ordered; all else a person settles with the supplier
GOES_ALONG = frozenset({"wishes", "class", "cabin"})  # what an order that is written already would have to say
SOUGHT = (
    RequestState.NEW, RequestState.ACCEPTED, RequestState.OPTIONS, RequestState.APPROVAL, RequestState.BOOKED,
)  # fmt: skip
AS_SLOTS = {"origin": "from", "goal": "to"}


@dataclass(frozen=True)
class Wish:
    """A request that is still sought, what is known of it, and what is known once the message was heard."""

    request: ClientRequest
    before: dict[str, str]
    after: dict[str, str]
    happens_at: datetime | None

    @property
    def names(self) -> frozenset[str]:
        return differs(self.before, self.after)


def wish_meant(
    message: Message, client: Client, said: Said, *, now: datetime, told: ClientRequest | None = None,
    is_change: bool = True,
) -> Wish | None:  # fmt: skip
    """The one wish that is meant (`told` by a person, where one was) and what it is now; the same where nothing new is
    said. None: it is not certain which, nothing is said that one could seek, or it would be over."""
    found = [told] if told is not None else [row for row in searches_meant(message, said) if row.state in SOUGHT]
    if len(found) != 1:
        return None
    request, known = found[0], dict(details(found[0].pk))
    heard = _heard(message, client, said, request, known)
    if not heard:
        return None
    after = otherwise(known, heard)
    happens_at = _happens_at(request, client, after)
    if "when" in differs(known, after) and happens_at is not None and happens_at <= now:
        return None
    wish = Wish(request, known, after, happens_at)
    return wish if is_change or only_adds(known, wish.names) else None


def may_follow(wish: Wish) -> bool:
    """Can the house carry it over by itself, as far as its search is?"""
    stage = sourcing.stage_of(wish.request.pk)
    if stage == Stage.ORDERED:
        return wish.names <= MAY_BE_MOVED and wish.happens_at is not None
    return stage != Stage.ORDERING or not wish.names & GOES_ALONG


def carry_out(
    wish: Wish, message: Message, *, promised_at: datetime, by: Staff, now: datetime, follows: timedelta
) -> dict[str, Any]:
    """The request says what is wanted now, and its search follows after `follows`. Returns what `put_back` needs."""
    request = wish.request
    before = requests.wish_otherwise(
        request.pk, wish.after, title=_title(request, wish.after, message), happens_at=wish.happens_at,
        promised_at=promised_at, by=by, now=now,
    )  # fmt: skip
    return {"wish": before, "search": sourcing.rewish(request.pk, wish.names, message=message, at=now + follows)}


def put_back(request_id: UUID, undo: dict[str, Any], *, now: datetime) -> bool:
    """The request stands as before. False where its search has followed already."""
    if undo["search"] is not None and not sourcing.unwish(request_id, undo["search"]):
        return False
    if undo.get("began") and not sourcing.unmake_operation(request_id):
        return False
    requests.wish_as_before(request_id, undo["wish"], now=now)
    return True


def _heard(
    message: Message, client: Client, said: Said, request: ClientRequest, known: dict[str, str]
) -> dict[str, str]:
    """What the message says of it; an hour later or earlier counts from what was wanted, and a few words that only add
    are a wish by themselves."""
    today = message.sent_at.astimezone(ZoneInfo(client.zone)).date().isoformat()
    allowed = {spec.name for spec in specs(request.category)}
    heard = {name: value for name, value in said_of(request.category, said.slots, today).items() if name in allowed}
    if not heard.get("when") and (moment := _shifted(message, client, said, known)):
        heard["when"] = moment
    if not heard and (wish := added_wish(said.words)):
        heard["wishes"] = wish
    return {name: value for name, value in heard.items() if value}


def _shifted(message: Message, client: Client, said: Said, known: dict[str, str]) -> str:
    try:
        planned = datetime.fromisoformat(known.get("when", "") if "T" in known.get("when", "") else "")
    except ValueError:
        return ""
    planned = planned.replace(tzinfo=None)
    ref = message.sent_at.astimezone(ZoneInfo(client.zone)).replace(tzinfo=None)
    wanted = wanted_instead(said.words, planned, ref=ref, lang=tongue(said.words))
    return wanted.starts_at.isoformat(timespec="minutes") if wanted is not None else ""


def _happens_at(request: ClientRequest, client: Client, known: dict[str, str]) -> datetime | None:
    """When it begins, where a day and an hour are known; as it was where neither is."""
    when = known.get("when", "")
    if "T" not in when and known.get("time"):
        when = f"{when}T{known['time']}"
    try:
        moment = datetime.fromisoformat(when)
    except ValueError:
        return None
    if "T" not in when:
        return None
    if moment.tzinfo is not None:
        return moment
    town = known.get("origin" if request.category in BEGINS_AWAY else "city", "")
    return moment.replace(tzinfo=zone_of(town) or ZoneInfo(client.zone))


def _title(request: ClientRequest, known: dict[str, str], message: Message) -> str:
    house = the_house()
    facts = Facts(Name("", "", "", "f"), Voice(house.language, "first"), message.sent_at, house.tz)
    slots: dict[str, list[tuple[Any, bool]]] = {
        AS_SLOTS.get(name, name): [(value, True)] for name, value in known.items() if name != "budget"
    }
    return title(request.category, slots, facts) or open_sealed(request, "title")
