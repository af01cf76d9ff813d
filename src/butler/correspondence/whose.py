"""Whose address it is: a client's circle, a colleague, somebody of the network, or nobody's that we know.

Clients are found through the blind index only. An address that two clients share belongs to nobody until a person says
so; one that several people of a client share belongs to that client.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from uuid import UUID

from django.db.models import F, Func, Q, Value
from django.db.models.functions import Right

from butler.dossiers.access import contact_index
from butler.dossiers.models import ContactPoint
from butler.network.models import Contact, Organisation
from butler.staff.models import Staff

DIGITS = 10  # of a telephone number, from its end: what is the same however it is written
Point = tuple[str, str]  # kind of ContactPoint, value


@dataclass(frozen=True)
class Whose:
    """With whom a conversation is: somebody we know, or an address."""

    client_id: UUID | None = None
    person_id: UUID | None = None
    contact_id: int | None = None
    organisation_id: int | None = None
    staff_id: int | None = None
    address_index: bytes = b""

    @property
    def is_known(self) -> bool:
        return bool(self.client_id or self.contact_id or self.organisation_id or self.staff_id)

    @property
    def is_supplier(self) -> bool:
        return bool(self.contact_id or self.organisation_id)

    def about(self, client_id: UUID) -> "Whose":
        """The same somebody of the network, writing about this client."""
        return replace(self, client_id=client_id)


def writer(points: Iterable[Point]) -> Whose:
    """Who writes from these addresses, the surest first: a colleague, a client's circle, the network; else an address.

    `points` are of one sender: a mail address, or a messenger's id, name and number.
    """
    listed = [(kind, value) for kind, value in points if value]
    indexes = [index for kind, value in listed if (index := contact_index(kind, value))]
    whose = Whose(address_index=indexes[0] if indexes else b"")
    if staff := _colleague(listed):
        return replace(whose, staff_id=staff)
    holders = holders_of(indexes)
    circle = {holder for held in holders.values() for holder in held}
    return whose_is(circle, whose.address_index) if circle else _of_the_network(listed, whose)


def holders_of(indexes: Iterable[bytes]) -> dict[bytes, set[tuple[UUID, UUID | None]]]:
    """(client, person of the circle) who hold each of these indexes; one query."""
    points = ContactPoint.objects.filter(index__in=[index for index in indexes if index])
    points = points.filter(Q(person__isnull=True) | Q(person__removed_at__isnull=True))
    found: dict[bytes, set[tuple[UUID, UUID | None]]] = defaultdict(set)
    for client_id, person_id, index in points.values_list("client_id", "person_id", "index"):
        found[bytes(index)].add((client_id, person_id))
    return dict(found)


def whose_is(holders: set[tuple[UUID, UUID | None]], index: bytes) -> Whose:
    """Of one client: theirs, and that person's if only one of the circle has it. Of several clients: nobody's."""
    clients = {client_id for client_id, _ in holders}
    if len(clients) != 1:
        return Whose(address_index=index)
    return Whose(clients.pop(), next(iter(holders))[1] if len(holders) == 1 else None)


def _colleague(points: list[Point]) -> int | None:
    mails = [value.lower() for kind, value in points if kind == ContactPoint.Kind.MAIL]
    return Staff.objects.filter(email__in=mails, is_active=True).values_list("pk", flat=True).first()


def _of_the_network(points: list[Point], whose: Whose) -> Whose:
    """The one contact who has such an address; else the one organisation; of several contacts their organisation."""
    contacts = [contact for kind, value in points for contact in _contacts(kind, value)]
    houses = {contact.organisation_id for contact in contacts}
    if len({contact.pk for contact in contacts}) == 1:
        return Whose(contact_id=contacts[0].pk, organisation_id=contacts[0].organisation_id)
    if not contacts:
        houses = {pk for kind, value in points for pk in _organisations(kind, value)}
    house = next(iter(houses)) if len(houses) == 1 else None
    return Whose(organisation_id=house) if house else whose


def _contacts(kind: str, value: str) -> list[Contact]:
    if kind == ContactPoint.Kind.MAIL:
        return list(Contact.objects.filter(mail__iexact=value))
    if kind == ContactPoint.Kind.TELEGRAM:
        return list(Contact.objects.filter(telegram__in=[value, f"@{value.lstrip('@')}", value.lstrip("@")]))
    return list(Contact.objects.annotate(dialled=_dialled()).filter(dialled=_tail(value))) if _tail(value) else []


def _organisations(kind: str, value: str) -> list[int]:
    found = Organisation.objects.none()
    if kind == ContactPoint.Kind.MAIL:
        found = Organisation.objects.filter(mail__iexact=value)
    elif kind == ContactPoint.Kind.TELEGRAM:
        found = Organisation.objects.filter(telegram__in=[value, f"@{value.lstrip('@')}", value.lstrip("@")])
    elif kind == ContactPoint.Kind.PHONE and _tail(value):
        found = Organisation.objects.annotate(dialled=_dialled()).filter(dialled=_tail(value))
    return list(found.values_list("pk", flat=True))


def _dialled() -> Right:
    digits = Func(F("phone"), Value(r"\D"), Value(""), Value("g"), function="regexp_replace")
    return Right(digits, DIGITS)


def _tail(number: str) -> str:
    digits = "".join(letter for letter in number if letter.isdigit())
    return digits[-DIGITS:] if len(digits) >= DIGITS else ""
