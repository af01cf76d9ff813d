"""A client as lists and headings show them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from butler.dossiers import rules
from butler.dossiers.models import Client, Occasion, relation_name
from butler.ground.refusals import NotHere
from butler.ground.sealing import open_sealed


@dataclass(frozen=True)
class Card:
    """A client as lists and headings show them."""

    id: UUID
    given_name: str
    patronymic: str
    surname: str
    gender: str
    is_key: bool
    language: str
    zone: str
    city: str
    address: str
    is_formal: bool
    capital_you: bool
    led_by_id: int
    covered_by_id: int | None
    digest_at: time | None
    quiet_from: time
    quiet_to: time
    channel: str
    may_ask_model: bool
    since: date

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.surname}".strip()

    @property
    def full_name(self) -> str:
        return " ".join(filter(None, (self.given_name, self.patronymic, self.surname)))

    @property
    def initials(self) -> str:
        return (self.given_name[:1] + self.surname[:1]).upper()

    @property
    def tz(self) -> ZoneInfo:
        return ZoneInfo(self.zone)


def cards(ids: Iterable[UUID] | None = None) -> dict[UUID, Card]:
    """The clients whom the one who acts may see (of `ids`, if given), by surname; one query."""
    clients = Client.objects.filter(left_on__isnull=True)
    if ids is not None:
        clients = clients.filter(pk__in=set(ids))
    opened = [as_card(client) for client in clients]
    return {card.id: card for card in sorted(opened, key=_by_surname)}


def card(client_id: UUID) -> Card:
    """One client; NotHere for a stranger, and when there is none."""
    client = Client.objects.filter(pk=client_id).first()
    if client is None:
        raise NotHere
    return as_card(client)


def as_card(client: Client) -> Card:
    return Card(
        id=client.pk,
        given_name=open_sealed(client, "given_name"),
        patronymic=open_sealed(client, "patronymic"),
        surname=open_sealed(client, "surname"),
        **{name: getattr(client, name) for name in OPEN},
    )


OPEN = [
    "gender",
    "is_key",
    "language",
    "zone",
    "city",
    "address",
    "is_formal",
    "capital_you",
    "led_by_id",
    "covered_by_id",
    "digest_at",
    "quiet_from",
    "quiet_to",
    "channel",
    "may_ask_model",
    "since",
]


def _by_surname(card: Card) -> tuple[str, str]:
    return (card.surname.lower().replace("ё", "е"), card.given_name.lower())


@dataclass(frozen=True)
class Ahead:
    """The next date of a client, without opening its title."""

    on: date
    kind: str
    kind_name: str
    relation_name: str


def next_occasions(client_ids: Iterable[UUID], *, today: date, within: timedelta) -> dict[UUID, Ahead]:
    """For each client the nearest date, if it falls within this time; one query, nothing opened."""
    found: dict[UUID, Ahead] = {}
    for row in Occasion.objects.filter(client__in=set(client_ids)).select_related("person"):
        on = rules.next_date(row, today)
        if on is None or on - today > within or (row.client_id in found and found[row.client_id].on <= on):
            continue
        relation = relation_name(row.person.relation, row.person.gender) if row.person else ""
        found[row.client_id] = Ahead(on, row.kind, row.get_kind_display(), relation)
    return found
