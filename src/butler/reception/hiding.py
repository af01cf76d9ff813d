"""A client's words without anybody in them: whoever stands in the dossier, and whoever else is named like a person."""

from butler.dossiers.models import Client, ContactPoint, Person
from butler.ground.sealing import open_sealed
from butler.language.redaction import Hidden, Somebody, hide
from butler.language.slots.ner import persons


def without_anybody(text: str, client: Client | None) -> Hidden:
    """The text with tokens for the client, their circle and places, other persons, and every number that names one."""
    people = _people(client) if client else []
    return hide(text, people, _places(client) if client else (), persons(text))


def _people(client: Client) -> list[Somebody]:
    circle = Person.objects.filter(client=client).order_by("pk")
    return [_somebody(client), *(_somebody(person) for person in circle)]


def _somebody(row: Client | Person) -> Somebody:
    given, patronymic, surname = (open_sealed(row, part) for part in ("given_name", "patronymic", "surname"))
    return Somebody(given, patronymic, surname, row.gender)


def _places(client: Client) -> list[str]:
    rows = ContactPoint.objects.filter(client=client, kind=ContactPoint.Kind.PLACE)
    return [open_sealed(row, "value") for row in rows]
