"""What the judge knows of who is who: from the scenario alone."""

from dataclasses import dataclass, field

from butler.rehearsal.scenario.records import Client, Member, Scenario, Supplier

HOUSE = "house"


@dataclass(frozen=True)
class World:
    """The ids of a scenario by side."""

    scenario: Scenario
    client_of: dict[str, str] = field(default_factory=dict)  # of clients and their circle
    house_of: dict[str, str] = field(default_factory=dict)  # of organisations and their people

    def reached(self, to: str) -> "frozenset[str] | None":
        """The addressees whom `to` of an expectation means; None: anybody."""
        if to == "any":
            return None
        if to == "network":
            return frozenset(self.house_of)
        if to == "clients":
            return frozenset(self.client_of)
        people = {who for who, house in self.house_of.items() if house == to}
        return frozenset(people or {to})

    def is_reached(self, to: str, who: str) -> bool:
        if to == "network":  # nobody of any client's side, known or not
            return who not in self.client_of
        wanted = self.reached(to)
        return wanted is None or who in wanted

    def client(self, name: str) -> Client:
        return next(one for one in self.scenario.clients if one.id == name)

    def supplier(self, name: str) -> Supplier | None:
        return next((one for one in self.scenario.network if one.id == name), None)

    def side(self, client: Client) -> list[Client | Member]:
        return [client, *client.circle]


def world_of(scenario: Scenario) -> World:
    clients = {one.id: one.id for one in scenario.clients}
    for one in scenario.clients:
        clients |= {member.id or f"{one.id}/{n}": one.id for n, member in enumerate(one.circle)}
    houses = {one.id: one.id for one in scenario.network}
    houses |= {person.id: one.id for one in scenario.network for person in one.people}
    return World(scenario, clients, houses)
