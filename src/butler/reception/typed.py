"""What a colleague typed in one line becomes a request: read as a client's message is, shown, then written down."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from threading import Thread
from typing import Any
from uuid import UUID

from django.db import transaction

from butler.dossiers.access import Card, cards
from butler.dossiers.models import Client
from butler.ground import acting
from butler.ground.house import the_house
from butler.ground.refusals import NotHere
from butler.language import ready
from butler.language.drafting import Facts
from butler.language.message import Act, Asked, Context, Reading, read
from butler.language.names import Name
from butler.language.salutation import Voice
from butler.reception.access.proposals import SlotLine
from butler.reception.gazetteer import names_for
from butler.reception.naming import SLOTS
from butler.reception.rules.drafting import promise_by
from butler.reception.rules.proposing import plain, title_of
from butler.reception.rules.typed import Naming, Who, named_in, wishes_in, without
from butler.requests import actions as requests
from butler.requests.access import working_hours
from butler.requests.models import Category as Trade
from butler.requests.models import ClientRequest
from butler.requests.rules import first_answer_by
from butler.staff.models import Staff

LONGEST = 400  # signs of one line
SURE = 0.4  # below, the category is for a person to say
FEWEST = 2  # words; one word is a search
TOLD_APART = ("when", "party")  # slots with a place of their own


@dataclass(frozen=True)
class Line:
    """What was understood. One in `clients`: it is they; several: they may be meant; none: nobody is named.

    `when` is a moment (of the client's zone) if a day and an hour were said, else only `day`.
    """

    text: str
    clients: tuple[Card, ...] = ()
    title: str = ""
    category: str = Trade.OTHER
    is_request: bool = False  # reads like something that is wanted, not like a search
    when: datetime | None = None
    day: date | None = None
    party: str = ""
    slots: tuple[SlotLine, ...] = ()
    wishes: tuple[str, ...] = ()
    urgency: str = "soon"
    asked: Asked | None = field(default=None, repr=False)

    @property
    def client(self) -> Card | None:
        return self.clients[0] if len(self.clients) == 1 else None

    @property
    def category_name(self) -> str:
        return str(Trade(self.category).label)

    @property
    def offset(self) -> str:
        """Of the clock on which `when` is said: UTC+3, UTC+5:30."""
        minutes = (self.when.utcoffset() or timedelta(0)) // timedelta(minutes=1) if self.when else 0
        hours, rest = divmod(abs(minutes), 60)
        return f"UTC{'-' if minutes < 0 else '+'}{hours}" + (f":{rest:02}" if rest else "")


def read_line(text: str, *, now: datetime, client_id: UUID | None = None, seen: Iterable[Card] = ()) -> Line:
    """Read a line of a colleague's; `client_id` where they have said who it is. `seen`: clients they may open.

    Pure but for the names of the network and of the client's circle. Nothing is written down.
    """
    text = " ".join(text[:LONGEST].split())
    known = {card.id: card for card in seen or cards().values()}
    named = named_in(text, (Who(one.id, one.given_name, one.patronymic, one.surname) for one in known.values()))
    chosen = _chosen(named, client_id, known)
    words = _without_name(text, named, chosen)
    client = Client.objects.filter(pk=chosen[0].id).first() if len(chosen) == 1 else None
    zone = chosen[0].tz if len(chosen) == 1 else the_house().tz
    ref = now.astimezone(zone).replace(tzinfo=None)
    reading = read(words, ref=ref, context=Context(gazetteer=names_for(client)))
    return _understood(text, words, reading, chosen, now)


def open_line(line: Line, *, by: Staff, now: datetime) -> ClientRequest:
    """Write the request down with its first task in the matrix; wants a line whose client is known, else NotHere."""
    if line.client is None:
        raise NotHere
    acting.check_may_open(line.client.id, "profile")
    row = Client.objects.filter(pk=line.client.id).first()
    if row is None:
        raise NotHere
    usual = first_answer_by(working_hours(), now)
    due_at = promise_by(usual=usual, urgency=line.urgency, no_return_at=line.when, now=now)
    no_return_at = line.when if line.when and line.when > due_at else None
    with transaction.atomic():
        return requests.open_request(
            row, title=line.title, category=line.category, owner=by, now=now, due_at=due_at, detail=line.text,
            no_return_at=no_return_at, happens_at=line.when,
        )  # fmt: skip


def _chosen(named: list[Naming], client_id: UUID | None, known: dict[UUID, Card]) -> tuple[Card, ...]:
    if client_id is not None:
        if client_id not in known:
            raise NotHere
        return (known[client_id],)
    return tuple(known[one.id] for one in named)


def _without_name(text: str, named: list[Naming], chosen: tuple[Card, ...]) -> str:
    """The name is not read as a place or a person; a given name that may be anybody's stays where nobody is chosen."""
    spans = [one.span for one in named if one.is_sure or one.id in {card.id for card in chosen}]
    return without(text, spans[0]) if spans else text


def _understood(text: str, words: str, reading: Reading, chosen: tuple[Card, ...], now: datetime) -> Line:
    asked = reading.requests[0]
    zone = chosen[0].tz if len(chosen) == 1 else the_house().tz
    house = the_house()
    facts = Facts(client=Name("", "", "", "f"), voice=Voice(house.language, "first"), now=now, zone=zone)
    when, day = _when(asked, zone)
    is_sure = asked.categories[0].confidence >= SURE and asked.category in Trade.values
    told = [(one.start, one.end) for values in asked.slots.values() for one in values]
    return Line(
        text=text,
        clients=chosen,
        title=title_of(asked, words, facts) if is_sure else words,
        category=asked.category if is_sure else Trade.OTHER,
        is_request=is_sure and asked.act not in (Act.NONE, Act.THANKS) and len(text.split()) >= FEWEST,
        when=when,
        day=day,
        party=str(_first(asked, "party") or ""),
        slots=tuple(_lines(asked)),
        wishes=wishes_in(words, told),
        urgency=reading.urgency.value,
        asked=asked,
    )


def _when(asked: Asked, zone: Any) -> tuple[datetime | None, date | None]:
    """`2026-11-27T20:00` is a moment, `2026-11-27` a day, `T20:00` neither."""
    said = str(_first(asked, "when") or "")
    day, _, hour = said.partition("T")
    try:
        found = date.fromisoformat(day) if len(day) == 10 else None
        return (datetime.fromisoformat(said).replace(tzinfo=zone), found) if found and hour else (None, found)
    except ValueError:
        return None, None


def _lines(asked: Asked) -> Iterable[SlotLine]:
    for name, values in asked.slots.items():
        if name not in TOLD_APART and values:
            yield SlotLine(name, str(SLOTS.get(name, name)), plain(values[0].value), None)


def _first(asked: Asked, slot: str) -> Any:
    values = asked.slots.get(slot)
    return values[0].value if values else None


@cache
def get_ready() -> None:
    """Load what reading needs (dictionaries, trained models) beside other work; returns at once."""
    Thread(target=ready.load, name="reading", daemon=True).start()
