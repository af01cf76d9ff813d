"""Take a part out of a dossier, and bring it back."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from butler.dossiers.actions.rows import row_of
from butler.dossiers.models import (
    ContactPoint,
    Document,
    FinanceNote,
    Gift,
    HealthNote,
    IdentityNote,
    Mandate,
    Note,
    Occasion,
    Person,
    Preference,
)
from butler.ground import journal
from butler.ground.refusals import NotHere

PARTS: dict[str, Any] = {
    "person": Person,
    "contact": ContactPoint,
    "occasion": Occasion,
    "preference": Preference,
    "document": Document,
    "mandate": Mandate,
    "gift": Gift,
    "note": Note,
    "identity": IdentityNote,
    "health": HealthNote,
    "finance": FinanceNote,
}
GO_WITH_A_PERSON = (ContactPoint, Occasion, Preference, Document)


@transaction.atomic
def remove(client_id: UUID, kind: str, row_id: UUID, *, now: datetime) -> None:
    """Take a part out of the dossier; `restore` brings it back. A person goes with their contacts, dates and tastes."""
    row = row_of(PARTS[kind], client_id, row_id)
    for each in (row, *_dependents(kind, row, removed_at=None)):
        each.removed_at = now
        each.save(update_fields=["removed_at"])
    journal.record(f"{kind}.removed", about=row)


@transaction.atomic
def restore(client_id: UUID, kind: str, row_id: UUID) -> None:
    """Bring back a part that was removed, with what left together with it. Already back is well too."""
    row = PARTS[kind].everything.select_for_update().filter(pk=row_id, client=client_id).first()
    if row is None:
        raise NotHere
    if row.removed_at is None:
        return
    for each in (*_dependents(kind, row, removed_at=row.removed_at), row):
        each.removed_at = None
        each.save(update_fields=["removed_at"])
    journal.record(f"{kind}.restored", about=row)


def _dependents(kind: str, row: Any, *, removed_at: datetime | None) -> list[Any]:
    if kind != "person":
        return []
    return [each for model in GO_WITH_A_PERSON for each in model.everything.filter(person=row, removed_at=removed_at)]
