"""The names that a reading may meet: the house's network, kept per process, and one client's circle."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db.models import Count, Max

from butler.dossiers.models import Client, Person
from butler.ground.sealing import open_sealed
from butler.language.evidence import Found
from butler.language.gazetteer import Gazetteer, Name
from butler.network.models import Contact, Organisation
from butler.reception.rules import category_of

SUPPLIERS = ("airline", "charter", "airport", "rail", "driver", "car_rental", "courier", "visa", "household", "tutor")


class Together(Gazetteer):
    """Two gazetteers as one: of names that overlap, the longer."""

    def __init__(self, *gazetteers: Gazetteer):
        super().__init__(())
        self.gazetteers = gazetteers

    def find(self, text: str) -> list[Found[Name]]:
        found = [one for gazetteer in self.gazetteers for one in gazetteer.find(text)]
        kept: list[Found[Name]] = []
        for one in sorted(found, key=lambda each: (each.start - each.end, each.start)):
            if all(one.end <= other.start or one.start >= other.end for other in kept):
                kept.append(one)
        return sorted(kept, key=lambda each: each.start)


def names_for(client: Client | None) -> Together:
    """The network's names, and those of the client's circle where the client is known."""
    circle = [Gazetteer(_circle(client))] if client is not None else []
    return Together(_network(_mark()), *circle)


def _mark() -> tuple[Any, ...]:
    """Changes whenever the network does: how many there are, and the newest. Two quick queries."""
    ends = {"n": Count("pk"), "last": Max("pk"), "longest": Max("name_key")}
    return tuple(tuple(model.objects.aggregate(**ends).values()) for model in (Organisation, Contact))


@lru_cache(2)
def _network(mark: tuple[Any, ...]) -> Gazetteer:
    return Gazetteer(_names_of_network())


def _names_of_network() -> Iterator[Name]:
    for pk, name, kind in Organisation.objects.values_list("pk", "name", "kind"):
        yield Name("supplier" if kind in SUPPLIERS else "venue", name, f"organisation:{pk}", about=category_of(kind))
    for city in Organisation.objects.exclude(city="").values_list("city", flat=True).distinct():
        yield Name("city", city, "")


def _circle(client: Client) -> Iterator[Name]:
    for person in Person.objects.filter(client=client):
        given, patronymic, surname = (open_sealed(person, part) for part in ("given_name", "patronymic", "surname"))
        forms = {f"{given} {surname}", f"{given} {patronymic}", f"{given} {patronymic} {surname}", given}
        whole = " ".join(filter(None, (given, patronymic, surname)))
        if given:
            yield Name("person", whole, _key(person.pk), tuple(sorted(form.strip() for form in forms if form.strip())))


def _key(person_id: UUID) -> str:
    return f"person:{person_id}"
