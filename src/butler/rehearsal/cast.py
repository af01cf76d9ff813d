"""Who is who: the ids of a scenario, the rows of the house that they became, and the addresses they write from."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from uuid import UUID

from butler.dossiers.models import Client, Person
from butler.network.models import Contact, Organisation
from butler.rehearsal.scenario import records
from butler.staff.models import Staff

CHANNELS = ("mail", "telegram", "phone")


@dataclass
class Cast:
    """Everybody and everything of the scenario, by id."""

    scenario: records.Scenario
    staff: dict[str, Staff] = field(default_factory=dict)
    clients: dict[str, Client] = field(default_factory=dict)
    circle: dict[str, Person] = field(default_factory=dict)
    houses: dict[str, Organisation] = field(default_factory=dict)
    contacts: dict[str, Contact] = field(default_factory=dict)
    bookings: dict[str, UUID] = field(default_factory=dict)
    rides: dict[str, UUID] = field(default_factory=dict)  # booking's id and number: the row of its drive
    flights: dict[str, UUID] = field(default_factory=dict)  # number: the booking that carries it
    tasks: dict[str, UUID] = field(default_factory=dict)
    topics: dict[UUID, str] = field(default_factory=dict)  # preferences of the file keep its own words
    legs: set[UUID] = field(default_factory=set)  # bookings that carry the journeys of the file
    addresses: dict[tuple[str, str], str] = field(default_factory=dict)
    sides: dict[str, str] = field(default_factory=dict)  # circle: its client; people: their organisation

    def know(self, who: str, member: Any) -> None:
        """Remember where this one writes from."""
        for channel in CHANNELS:
            if value := getattr(member, channel):
                self.addresses.setdefault((channel, plain(channel, value)), who)

    def at(self, channel: str, address: str) -> str:
        """Whose address this is; the address itself where it is nobody's."""
        return self.addresses.get((channel, plain(channel, address)), address)

    def is_network(self, who: str) -> bool:
        return who not in self.clients and who not in self.staff and self.sides.get(who, who) not in self.clients

    def client_of(self, who: str) -> str:
        """The client on whose side this one is; empty for the network."""
        side = self.sides.get(who, who)
        return side if side in self.clients else ""

    def house_of(self, who: str) -> str:
        """The organisation of one of the network."""
        return self.sides.get(who, who)

    def member(self, who: str) -> Any:
        """The record of whoever may be written to."""
        return self.members[who]

    @cached_property
    def members(self) -> dict[str, Any]:
        return dict(_members(self.scenario))

    def id_of_client(self, pk: UUID | None) -> str:
        """The id of the row of a client; the row's own where the scenario knows no such. Asked once all are known."""
        return self._client_ids.get(pk, str(pk or ""))

    def id_of_house(self, pk: int | None) -> str:
        return self._house_ids.get(pk, "" if pk is None else str(pk))

    def id_of_staff(self, pk: int | None) -> str:
        return self._staff_ids.get(pk, "" if pk is None else str(pk))

    @cached_property
    def _client_ids(self) -> dict[Any, str]:
        return _by_row(self.clients)

    @cached_property
    def _house_ids(self) -> dict[Any, str]:
        return _by_row(self.houses)

    @cached_property
    def _staff_ids(self) -> dict[Any, str]:
        return _by_row(self.staff)

    def keeper_of(self, client: str) -> records.StaffMember:
        """Who leads a client: whoever lists them first, else the first who could."""
        return self._keepers.get(client, self._first_who_could)

    @cached_property
    def _keepers(self) -> dict[str, records.StaffMember]:
        return {client: one for one in reversed(self.scenario.staff) for client in one.clients}

    @cached_property
    def _first_who_could(self) -> records.StaffMember:
        people = self.scenario.staff
        return next(iter([*(one for one in people if one.role in ("concierge", "lead", "owner")), *people]))

    @cached_property
    def lead(self) -> records.StaffMember | None:
        """Who is asked when the first person leaves a thing lying."""
        by_role = {role: one for role in ("owner", "lead") for one in reversed(self.scenario.staff) if one.role == role}
        return by_role.get("lead") or by_role.get("owner")


def _by_row(named: dict[str, Any]) -> dict[Any, str]:
    """The ids of rows; of two of one row, the first."""
    return {row.pk: name for name, row in reversed(named.items())}


def member_ids(client: records.Client) -> Iterator[tuple[str, records.Member]]:
    """The circle of a client, each with an id: its own, or one made of its place."""
    for number, member in enumerate(client.circle):
        yield member.id or f"{client.id}/{number}", member


def plain(channel: str, value: str) -> str:
    """An address without its ornaments."""
    if channel == "phone":
        return "".join(letter for letter in value if letter.isdigit())[-10:]
    return value.strip().lower().partition("@")[0] if channel == "telegram" else value.strip().lower()


def _members(scenario: records.Scenario) -> Iterator[tuple[str, Any]]:
    for client in scenario.clients:
        yield client.id, client
        yield from member_ids(client)
    for supplier in scenario.network:
        yield supplier.id, supplier
        yield from ((person.id, person) for person in supplier.people)
