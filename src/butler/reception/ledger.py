"""The book of one batch: every row that it makes or changes goes through here, so that it can be taken back exactly."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from butler.ground.sealing import SealedBytesField, SealedField, blind_index, open_bytes, open_sealed
from butler.reception.entries import Entry
from butler.reception.models import Batch, ImportedRow
from butler.staff.models import Staff

Action = ImportedRow.Action


@dataclass(frozen=True)
class Choices:
    """How a batch is to be taken in."""

    by: Staff | None = None
    as_clients: bool = False
    client_id: UUID | None = None


class Ledger:
    """Rows of a batch as they are done. One entry at a time; `flush` writes what was done since the last time."""

    def __init__(self, batch: Batch, choices: Choices, now: datetime, *, number: int = 0):
        self.batch, self.choices, self.now = batch, choices, now
        self.number, self.entry_number = number, 0
        self.is_dry = False  # a preview: what is saved will be taken back, so large things are not saved at all
        self.rows: list[ImportedRow] = []
        self.entry = Entry(0, 0, None)

    def begin(self, entry_number: int, entry: Entry) -> None:
        """Whatever is done from now on is done for this entry."""
        self.entry_number, self.entry = entry_number, entry

    def create(self, row: models.Model, kind: str, *, key: bytes = b"", is_main: bool = True) -> None:
        row.save(force_insert=True)
        self.created(row, kind, key=key, is_main=is_main)

    def created(self, row: models.Model, kind: str, *, key: bytes = b"", is_main: bool = True) -> None:
        """A row that a verb of its own room has saved."""
        kept = type(row)._base_manager.get(pk=row.pk)
        after = fingerprint(kept, own_fields(kept))
        self._write(Action.CREATED, kind, is_main=is_main, key=key, after=after, **_target(row))

    def create_all(self, rows: Sequence[tuple[int, Entry, models.Model]], kind: str, *, is_main: bool = True) -> None:
        """Many rows of one table, each for its entry. They are messages: nobody edits them."""
        if rows and not self.is_dry:
            type(rows[0][2])._base_manager.bulk_create([row for _, _, row in rows], batch_size=200)
        for number, entry, row in rows:
            self.begin(number, entry)
            self._write(Action.CREATED, kind, is_main=is_main, **_target(row))

    def same(self, row: models.Model, kind: str, *, key: bytes = b"") -> None:
        self._write(Action.UNCHANGED, kind, key=key, **_target(row))

    def problem(self, why: str, *, column: int = 0) -> None:
        self._write(Action.PROBLEM, "", why=why, column=column)

    def change(self, row: models.Model, kind: str, /, *, is_main: bool = True, **values: Any) -> bool:
        """Set what differs and save it; the image before is kept. Says whether anything differed."""
        before = read(row, list(values))
        differing = [name for name, value in values.items() if before[name] != _plain(value)]
        if not differing:
            return False
        for name in differing:
            setattr(row, name, values[name])
        row.save(update_fields=differing)
        self._note_change(row, kind, {name: before[name] for name in differing}, is_main=is_main)
        return True

    def _note_change(self, row: models.Model, kind: str, before: dict[str, Any], *, is_main: bool) -> None:
        client = row if row._meta.label == "dossiers.Client" else None
        client_id = client.pk if client else getattr(row, "client_id", None)
        self._write(
            Action.UPDATED,
            kind,
            is_main=is_main,
            client_id=client_id,
            before=json.dumps(before, cls=DjangoJSONEncoder, ensure_ascii=False),
            after=fingerprint(row, list(before)),
            **_target(row),
        )

    def _write(self, action: str, kind: str, **fields: Any) -> None:
        self.number += 1
        self.rows.append(
            ImportedRow(
                batch=self.batch,
                number=self.number,
                entry=self.entry_number,
                kind=kind,
                action=action,
                file=self.entry.file,
                line=self.entry.line,
                **fields,
            )
        )

    def flush(self) -> None:
        ImportedRow.objects.bulk_create(self.rows, batch_size=500)
        self.rows = []


# Of these the house itself keeps the rest up to date.
WATCHED = {"calendars.Source": ["name", "link"]}


def own_fields(row: models.Model) -> list[str]:
    """What a colleague could have changed: everything but ids and generated columns."""
    if row._meta.label in WATCHED:
        return WATCHED[row._meta.label]
    return [field.attname for field in row._meta.concrete_fields if not field.generated and not field.primary_key]


def read(row: models.Model, names: list[str]) -> dict[str, Any]:
    """The plain values of these fields."""
    sealed = {field.name for field in row._meta.concrete_fields if isinstance(field, SealedField)}
    return {name: _open(row, name) if name in sealed else _plain(getattr(row, name)) for name in names}


def _open(row: models.Model, name: str) -> str:
    if isinstance(row._meta.get_field(name), SealedBytesField):
        return open_bytes(row, name).hex()
    return open_sealed(row, name)


def _plain(value: Any) -> Any:
    return bytes(value).hex() if isinstance(value, bytes | memoryview) else value


def fingerprint(row: models.Model, names: list[str]) -> bytes:
    """A keyed hash of these fields, to see later whether somebody changed them."""
    values = json.dumps(read(row, sorted(names)), cls=DjangoJSONEncoder, sort_keys=True)
    return blind_index(f"{row._meta.label}|{row.pk}|{values}", use="import-after")


def _target(row: models.Model) -> dict[str, str]:
    return {"table": row._meta.label, "target": str(row.pk)}
