"""Which function reads which kind. A reader is pure: (case, root) -> answer; it needs no Django and no database."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

Reader = Callable[[dict[str, Any], Path], dict[str, Any]]

KINDS = {
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
    module, function = KINDS[kind].split(":")
    reader: Reader = getattr(import_module(module), function)
    return reader
