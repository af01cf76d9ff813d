"""What a client's message in Russian or English says. Pure: text and what is known go in, values come out."""

from butler.language.message.reading import read
from butler.language.message.storing import as_json, from_json
from butler.language.message.values import (
    NOTHING,
    Act,
    Asked,
    Awaited,
    Category,
    Context,
    Guess,
    Open,
    Reading,
    Urgency,
)

__all__ = [
    "NOTHING",
    "Act",
    "Asked",
    "Awaited",
    "Category",
    "Context",
    "Guess",
    "Open",
    "Reading",
    "Urgency",
    "as_json",
    "from_json",
    "read",
]
