"""The only doors to sealed rows of a dossier. What comes out is plain and frozen; what was opened is in the journal."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from uuid import UUID
from zoneinfo import ZoneInfo

from butler.dossiers.models import Client
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
    opened = [_card(client) for client in clients]
    return {card.id: card for card in sorted(opened, key=_by_surname)}


def card(client_id: UUID) -> Card:
    """One client; NotHere for a stranger, and when there is none."""
    client = Client.objects.filter(pk=client_id).first()
    if client is None:
        raise NotHere
    return _card(client)


def _card(client: Client) -> Card:
    return Card(
        id=client.pk,
        given_name=open_sealed(client, "given_name"),
        patronymic=open_sealed(client, "patronymic"),
        surname=open_sealed(client, "surname"),
        **{name: getattr(client, name) for name in OPEN},
    )


OPEN = (
    "gender is_key language zone city address is_formal capital_you led_by_id covered_by_id "
    "digest_at quiet_from quiet_to channel since"
).split()


def _by_surname(card: Card) -> tuple[str, str]:
    return (card.surname.lower().replace("ё", "е"), card.given_name.lower())
