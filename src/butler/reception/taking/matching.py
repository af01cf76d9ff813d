"""Who is known already: by telephone, mail and Telegram through the blind index, by what an earlier batch brought."""

from collections.abc import Iterable
from functools import cached_property
from uuid import UUID

from butler.correspondence.models import RawMessage
from butler.dossiers.access import cards, contact_index
from butler.dossiers.models import Client, ContactPoint
from butler.ground.sealing import blind_index, open_sealed
from butler.reception.models import ImportedRow
from butler.reception.rules import Known, plain
from butler.staff.models import Staff


def natural_key(kind: str, *parts: str) -> bytes:
    """A keyed hash of what makes an entry the same tomorrow."""
    return blind_index("|".join([kind, *(plain(part) for part in parts)]), use="import")


def known_by(points: Iterable[tuple[str, str]]) -> list[Known]:
    """Everybody who has one of these (kind, value) points, with their names opened."""
    indexes = [index for kind, value in points if (index := contact_index(kind, value))]
    if not indexes:
        return []
    rows = ContactPoint.objects.filter(index__in=indexes).select_related("client", "person").order_by("pk")
    return list(dict.fromkeys(_known(row) for row in rows if row.person is None or row.person.removed_at is None))


def _known(row: ContactPoint) -> Known:
    somebody = row.person or row.client
    return Known(row.client_id, row.person_id, open_sealed(somebody, "given_name"), open_sealed(somebody, "surname"))


def brought_before(key: bytes, table: str) -> str | None:
    """The id of the row that an earlier entry with this key became, unless it was taken back."""
    rows = ImportedRow.objects.filter(key=key, table=table, undone_at__isnull=True).exclude(action="problem")
    return rows.order_by("-batch__number", "-number").values_list("target", flat=True).first()


class House:
    """What is looked up again and again while a batch is taken in."""

    def __init__(self) -> None:
        self.seen_messages: dict[str, RawMessage] = {}  # of this run: a preview saves none

    @cached_property
    def names(self) -> dict[UUID, tuple[str, str, str]]:
        """Every client: given name, patronymic, surname."""
        return {card.id: (card.given_name, card.patronymic, card.surname) for card in cards().values()}

    @cached_property
    def staff(self) -> dict[str, Staff]:
        return {person.email.lower(): person for person in Staff.objects.filter(is_active=True)}

    @property
    def owner(self) -> Staff | None:
        return next((person for person in self.staff.values() if person.role == "owner"), None)

    def client_named(self, given_name: str, patronymic: str, surname: str) -> UUID | None:
        """The one client of exactly this full name."""
        wanted = tuple(plain(part) for part in (given_name, patronymic, surname))
        found = [id for id, names in self.names.items() if tuple(plain(part) for part in names) == wanted]
        return found[0] if all(wanted) and len(found) == 1 else None

    def add(self, client: Client, *names: str) -> None:
        self.names[client.pk] = (names[0], names[1], names[2])
