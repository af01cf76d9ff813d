"""Taking a batch back, exactly: what it made goes, what it changed is as before. What somebody has built on since, or
changed since, stays and is named."""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import connection, models

from butler.dossiers.models import Client
from butler.ground.models import DataKey
from butler.ground.sealing import SealedBytesField, SealedField, open_sealed
from butler.reception.ledger import fingerprint, own_fields
from butler.reception.models import Batch, ImportedRow

Action, Kept = ImportedRow.Action, ImportedRow.Kept

# Parts that have no life of their own: they go with what they are parts of.
PARTS = {("dossiers.Client", "dossiers.Grant"), ("calendars.Source", "calendars.Event")}


def take_back(rows: list[ImportedRow], now: datetime) -> None:
    """Undo these rows of one batch; they come the last done first.

    Changes go back one by one, in that order. What was made is removed a table at a time, parts before wholes: the same
    in the end as one by one, and many times quicker.
    """
    made: dict[str, list[ImportedRow]] = {}
    for row in rows:
        if row.action == Action.CREATED:
            made.setdefault(row.table, []).append(row)
        else:
            _put_back(apps.get_model(row.table), row, now)
    for model in _parts_first([apps.get_model(table) for table in made]):
        _remove(model, made[model._meta.label], now)


def _parts_first(tables: list[type[models.Model]]) -> Iterator[type[models.Model]]:
    """Each table before those that it refers to."""
    left = list(tables)
    while left:
        referred = {field.related_model for one in left for field in one._meta.fields if field.related_model != one}
        free = [one for one in left if one not in referred] or left
        yield from free
        left = [one for one in left if one not in free]


def _remove(model: type[models.Model], rows: list[ImportedRow], now: datetime) -> None:
    targets = [row.target for row in rows]
    found = {str(target.pk): target for target in model._base_manager.select_for_update().filter(pk__in=targets)}
    in_use = dict(_in_use(model, rows))
    free = []
    for row in rows:
        if row.target not in found:
            row.kept = Kept.GONE
        elif row.target in in_use:
            row.kept, row.kept_for = Kept.IN_USE, in_use[row.target]
        elif row.after and _is_changed(row, found[row.target], own_fields(found[row.target])):
            row.kept = Kept.CHANGED_SINCE
        else:
            row.undone_at = now
            free.append(found[row.target])
    _delete(model, free)


def _delete(model: type[models.Model], free: list[models.Model]) -> None:
    pks = [row.pk for row in free]
    if not pks:
        return
    if model is Client:
        _delete_clients(pks)
    else:
        model._base_manager.filter(pk__in=pks).delete()


def _delete_clients(pks: list[Any]) -> None:
    """Nothing hangs on them but their grants, which a function of the database takes back, their keys and our book."""
    with connection.cursor() as cursor:
        for pk in pks:
            cursor.execute("SELECT reception_take_back_grants(%s)", [pk])
    ImportedRow.objects.filter(client__in=pks).update(client=None)
    Batch.objects.filter(client__in=pks).update(client=None)
    clients = Client._base_manager.filter(pk__in=pks)
    clients._raw_delete(clients.db)  # Django would ask to delete the grants itself, which nobody may
    DataKey.objects.filter(subject__in=pks).delete()


def _in_use(model: type[models.Model], rows: list[ImportedRow]) -> Iterator[tuple[str, str]]:
    """(target, table of what hangs on it)."""
    targets = [row.target for row in rows]
    for relation in model._meta.get_fields(include_hidden=True):
        if not relation.auto_created or relation.concrete or not (relation.one_to_many or relation.one_to_one):
            continue
        other: Any = relation.related_model
        if (model._meta.label, other._meta.label) in PARTS:
            continue
        column = relation.field.attname  # type: ignore[union-attr]
        hanging = other._base_manager.filter(**{f"{column}__in": targets})
        if other is ImportedRow:  # what another batch changed must be put back first
            hanging = hanging.filter(undone_at__isnull=True).exclude(batch=rows[0].batch_id)
        if other is Batch:
            hanging = hanging.exclude(state=Batch.State.UNDONE).exclude(pk=rows[0].batch_id)
        for target in hanging.values_list(column, flat=True).distinct():
            yield str(target), other._meta.label


def _put_back(model: type[models.Model], row: ImportedRow, now: datetime) -> None:
    target = model._base_manager.select_for_update().filter(pk=row.target).first()
    if target is None:
        row.kept = Kept.GONE
        return
    before = json.loads(open_sealed(row, "before"))
    if _is_changed(row, target, list(before)):
        row.kept = Kept.CHANGED_SINCE
        return
    for name, value in before.items():
        setattr(target, name, _as_it_was(model._meta.get_field(name), value))
    target.save(update_fields=list(before))
    row.undone_at = now


def _as_it_was(field: Any, value: Any) -> Any:
    if isinstance(field, SealedBytesField):
        return bytes.fromhex(value)
    return value if isinstance(field, SealedField) else field.to_python(value)


def _is_changed(row: ImportedRow, target: models.Model, names: list[str]) -> bool:
    return bytes(row.after) != fingerprint(target, names)
