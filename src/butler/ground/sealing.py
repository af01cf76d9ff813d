"""Sealed values: what may be read only by those with a grant is never in the clear in the database.

A sealed cell is `version(1) nonce(12) box`, sealed with the data key of the subject's compartment. The table, column
and row are associated data, so that a cell moved elsewhere does not open. Opening needs somebody who acts (`acting`),
and what was opened is written in the journal when their transaction ends: no plain text without a record.
"""

import hashlib
import hmac
import os
from collections.abc import Iterable
from typing import Any, cast
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import models

from butler.ground import acting, keys

HOUSE = UUID("00000000-0000-4000-8000-000000000001")  # the subject of what has no client yet
VERSION = b"\x01"
COMPARTMENTS = ("profile", "identity", "health", "finance", "family")


class Broken(Exception):
    """A sealed cell does not open: it was changed, moved, or its key was destroyed."""


class Sealed:
    """A value under seal. It prints as dots; `open_sealed` is the only way in."""

    __slots__ = ("box",)

    def __init__(self, box: bytes):
        self.box = box

    def __str__(self) -> str:
        return "•••" if self.box else ""

    def __repr__(self) -> str:
        return "<Sealed>"

    def __bool__(self) -> bool:
        return bool(self.box)


class SealedField(models.BinaryField):
    """Text (or bytes) under seal. Assign plain text and save the row; read with `open_sealed(row, "name")`.

    `subject` names the attribute that carries the client's id; a row without a client is sealed for the house.
    """

    holds: type = bytes

    def __init__(self, *args: Any, compartment: str = "profile", subject: str = "client_id", **kwargs: Any):
        self.compartment, self.subject = compartment, subject
        kwargs.setdefault("default", b"")
        kwargs["editable"] = False
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs | {"compartment": self.compartment, "subject": self.subject}

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Sealed | None:
        return None if value is None else Sealed(bytes(value))

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = getattr(model_instance, self.attname)
        if isinstance(value, str | bytes | memoryview):
            value = Sealed(self._seal(model_instance, value))
            setattr(model_instance, self.attname, value)
        return value

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        if isinstance(value, Sealed):
            value = value.box
        elif value == "":  # the default of a column added later
            value = b""
        elif value not in (None, b""):
            raise TypeError(f"{self.name}: a sealed value is set on its row and saved, never by an update")
        return super().get_db_prep_value(value, connection, prepared)

    def get_default(self) -> Any:
        return self.holds()

    def _seal(self, row: models.Model, value: Any) -> bytes:
        plain = value.encode() if isinstance(value, str) else bytes(value)
        if not plain:
            return b""
        nonce = os.urandom(keys.NONCE_BYTES)
        subject = getattr(row, self.subject, None) or HOUSE
        key = AESGCM(acting.data_key(subject, self.compartment))
        return VERSION + nonce + key.encrypt(nonce, plain, _cell(row, self, subject))

    def unseal(self, row: models.Model, box: bytes) -> bytes:
        subject = getattr(row, self.subject, None) or HOUSE
        nonce, rest = box[1 : 1 + keys.NONCE_BYTES], box[1 + keys.NONCE_BYTES :]
        key = AESGCM(acting.data_key(subject, self.compartment))
        try:
            return key.decrypt(nonce, rest, _cell(row, self, subject))
        except InvalidTag:
            raise Broken(f"{row._meta.label}.{self.name}") from None


class SealedTextField(SealedField):
    """Text under seal."""

    holds = str


class SealedBytesField(SealedField):
    """A file or raw mail under seal."""

    holds = bytes


def open_sealed(row: models.Model, name: str) -> str:
    """The plain text of `row.name`.

    Refuses with acting.NobodyActs outside an acting block, with NotHere when the one who acts holds no grant for it,
    with Broken when the cell does not open.
    """
    return _open(row, name).decode()


def open_bytes(row: models.Model, name: str) -> bytes:
    """The plain bytes of `row.name`; refuses as `open_sealed` does."""
    return _open(row, name)


def open_column(
    model: type[models.Model], name: str, subject: UUID, cells: Iterable[tuple[Any, Sealed | None]]
) -> list[str]:
    """The plain texts of one column of one subject's rows, given as (primary key, value): the lock and the journal
    are asked once for all of them. Refuses as `open_sealed` does, also where there are no rows."""
    field = cast(SealedField, model._meta.get_field(name))
    acting.check_may_open(subject, field.compartment)
    boxes = [(pk, value.box) for pk, value in cells if value is not None]
    if not boxes:
        return []
    acting.opened(subject, f"{model._meta.label_lower}.{name}")
    key = AESGCM(acting.data_key(subject, field.compartment))
    before, after = f"{subject}|{model._meta.db_table}|{field.column}|".encode(), 1 + keys.NONCE_BYTES
    try:
        return [
            key.decrypt(box[1:after], box[after:], before + str(pk).encode()).decode() if box else ""
            for pk, box in boxes
        ]
    except InvalidTag:
        raise Broken(f"{model._meta.label}.{name}") from None


def reseal(row: models.Model, subject_from: UUID | None, subject_to: UUID | None) -> list[str]:
    """Move every sealed cell of `row` from one subject's key to another's, for saving; returns the fields to update.

    Used when an unknown sender turns out to be a client, and back: the row's client changes, so must its key. None is
    the house.
    """
    moved = []
    for field in row._meta.concrete_fields:
        if not isinstance(field, SealedField):
            continue
        value = getattr(row, field.attname)
        if isinstance(value, Sealed) and value:
            setattr(row, field.subject, subject_from)
            setattr(row, field.attname, field.unseal(row, value.box))
            setattr(row, field.subject, subject_to)
            moved.append(field.name)
    return moved


def blind_index(canonical: str, *, use: str) -> bytes:
    """A keyed hash for exact search in sealed values (phone in E.164, mail in lower case, document number bare)."""
    return hmac.new(keys.derived(f"blind|{use}"), canonical.encode(), hashlib.sha256).digest()[:16]


def _open(row: models.Model, name: str) -> bytes:
    field = cast(SealedField, row._meta.get_field(name))
    value = getattr(row, field.attname)
    if not isinstance(value, Sealed):  # set a moment ago and not saved yet
        return value.encode() if isinstance(value, str) else bytes(value or b"")
    if not value:
        return b""
    subject = getattr(row, field.subject, None)
    if subject is not None:
        acting.check_may_open(subject, field.compartment)
    acting.opened(subject, f"{row._meta.label_lower}.{name}")
    return field.unseal(row, value.box)


def _cell(row: models.Model, field: SealedField, subject: UUID) -> bytes:
    return f"{subject}|{row._meta.db_table}|{field.column}|{row.pk}".encode()
