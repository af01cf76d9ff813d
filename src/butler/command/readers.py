"""Which function reads which kind. A reader is pure: (case, root) -> answer; it needs no Django and no database."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

Reader = Callable[[dict[str, Any], Path], dict[str, Any]]

WholeReader = Callable[[Iterable[dict[str, Any]]], Iterator[dict[str, Any]]]

DUPLICATES = "duplicates"  # the one kind that reads everything before it answers
KINDS = {
    DUPLICATES: "butler.language.duplicates.reading:read_all",
    "supplier-reply": "butler.language.suppliers.cases:read_case",
    "message": "butler.language.message.cases:read_message",
    "reservation": "butler.language.reservations.cases:read_case",
    "vcard": "butler.channels.vcard.reading:read_case",
    "mail-reply": "butler.channels.mail.replies:read_case",
    "recurrence": "butler.calendars.reading.cases:read_recurrence",
    "dates": "butler.language.dates.reading:read_case",
    "calendar": "butler.calendars.reading.cases:read_calendar",
    "dispatch": "butler.travel.reading:read_case",
}


def reader_of(kind: str) -> Reader:
    """Load the reader of one kind, and no other."""
    reader: Reader = _loaded(kind)
    return reader


def whole_reader_of(kind: str) -> WholeReader:
    """The reader of a kind that is answered from all its lines together."""
    reader: WholeReader = _loaded(kind)
    return reader


def _loaded(kind: str) -> Any:
    module, function = KINDS[kind].split(":")
    return getattr(import_module(module), function)
