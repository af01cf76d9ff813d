"""Values that are shown one at a time, and found without being opened."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from butler.dossiers import rules
from butler.dossiers.models import (
    Compartment,
    ContactPoint,
    DocumentNumber,
    FinanceNote,
    HealthNote,
    IdentityNote,
)
from butler.ground import journal
from butler.ground.refusals import NotHere
from butler.ground.sealing import blind_index, open_sealed

REVEALED: dict[str, tuple[Any, str]] = {
    "document": (DocumentNumber, Compartment.IDENTITY),
    "identity": (IdentityNote, Compartment.IDENTITY),
    "health": (HealthNote, Compartment.HEALTH),
    "finance": (FinanceNote, Compartment.FINANCE),
}


def reveal(client_id: UUID, kind: str, row_id: UUID, *, reason: str) -> str:
    """One value of identity, health or finance, written in the journal with the reason; NotHere as `card`."""
    if kind not in REVEALED:
        raise NotHere
    model, compartment = REVEALED[kind]
    row = model.everything.filter(pk=row_id, client=client_id, removed_at__isnull=True).first()
    if row is None:
        raise NotHere
    value = open_sealed(row, "value")
    journal.record("revealed", about=row, compartment=str(compartment), reason=reason)
    return value


@dataclass(frozen=True)
class Found:
    """Whose contact point or document it is."""

    client_id: UUID
    person_id: UUID | None
    row_id: UUID


def find_person(kind: str, value: str) -> list[Found]:
    """Whose telephone, mail address, Telegram name or document number this is, among those one may see.

    Several people may share one telephone, so there may be several; nothing sealed is opened.
    """
    index = contact_index(kind, value)
    if not index:
        return []
    if kind == "document":
        numbers = DocumentNumber.objects.filter(index=index).select_related("document")
        return [Found(row.client_id, row.document.person_id, row.document_id) for row in numbers]
    points = ContactPoint.objects.filter(kind=kind, index=index).order_by("pk")
    return [Found(point.client_id, point.person_id, point.pk) for point in points]


def contact_index(kind: str, value: str) -> bytes:
    """The blind index under which `value` is found; empty when its kind has none."""
    canonical = rules.canonical(kind, value)
    return blind_index(canonical, use=kind) if canonical else b""
