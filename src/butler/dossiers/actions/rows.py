"""How every part of a dossier is written: a row, and a line of the journal."""

from typing import Any
from uuid import UUID

from django.db import transaction

from butler.dossiers.models import Client
from butler.ground import journal
from butler.ground.refusals import NotHere


def row_of(model: Any, client_id: UUID, row_id: UUID) -> Any:
    """The row, locked; NotHere for a stranger, and when there is none."""
    row = model.objects.select_for_update().filter(pk=row_id, client=client_id).first()
    if row is None:
        raise NotHere
    return row


@transaction.atomic
def keep(row: Any, what: str) -> Any:
    """A new row of a dossier; NotHere for a stranger."""
    if not Client.objects.filter(pk=row.client_id).exists():
        raise NotHere
    row.save(force_insert=True)
    journal.record(what, about=row)
    return row


@transaction.atomic
def change(model: Any, client_id: UUID, row_id: UUID, fields: dict[str, Any], what: str) -> Any:
    """Other values for some fields of a row."""
    row = row_of(model, client_id, row_id)
    write(row, fields, what)
    return row


def write(row: Any, fields: dict[str, Any], what: str) -> None:
    """Set the fields, save them and say which in the journal."""
    for name, value in fields.items():
        setattr(row, name, value)
    row.save(update_fields=list(fields))
    journal.record(what, about=row, fields=sorted(fields))
