"""Before a letter goes to the network it is read for the client's circle. One choke point: the outbox's claim.

The driver may know where his guest is fetched: the addresses of the dossier are not held against an order of a ride.
"""

from butler.correspondence import composing
from butler.correspondence.models import Letter
from butler.dossiers.models import Client, ContactPoint, DocumentNumber, Person
from butler.ground.sealing import open_sealed
from butler.language.guard import Circle, Leak, leaks
from butler.language.redaction import Somebody

CLEAN = "clean"
MAY_KNOW_THE_DOOR = ("ride",)
Kind = ContactPoint.Kind


def names_somebody(letter: Letter) -> list[Leak]:
    """What in a letter to the network would tell who the client is; nothing for a letter to the client's side."""
    talk = composing.conversation_of(letter)
    if talk is None or not (talk.contact_id or talk.organisation_id):
        return []
    words = [open_sealed(letter, "subject"), open_sealed(letter, "body")]
    words += [open_sealed(row, "name") for row in letter.files.order_by("position")]
    return leaks("\n".join(words), circle_of(letter.client, with_addresses=letter.purpose not in MAY_KNOW_THE_DOOR))


def circle_of(client: Client, *, with_addresses: bool = True) -> Circle:
    """The client and everybody around, with whatever names them."""
    points = list(ContactPoint.objects.filter(client=client))
    people: list[Client | Person] = [client, *Person.objects.filter(client=client).order_by("pk")]
    numbers = DocumentNumber.objects.filter(client=client)
    return Circle(
        people=tuple(_somebody(row) for row in people),
        phones=_values(points, Kind.PHONE),
        mails=_values(points, Kind.MAIL),
        numbers=(*(open_sealed(row, "value") for row in numbers), *_values(points, Kind.TELEGRAM)),
        addresses=_values(points, Kind.PLACE) if with_addresses else (),
    )


def _values(points: list[ContactPoint], kind: str) -> tuple[str, ...]:
    return tuple(open_sealed(point, "value") for point in points if point.kind == kind)


def _somebody(row: Client | Person) -> Somebody:
    given, patronymic, surname = (open_sealed(row, part) for part in ("given_name", "patronymic", "surname"))
    return Somebody(given, patronymic, surname, row.gender)
