"""Reading what the house knows, by right."""

from butler.knowledge.access.by_right import (
    article,
    cities,
    latest,
    own,
    proposed_to,
    readable,
    reader,
    removed,
    versions,
)
from butler.knowledge.access.searching import Found, find

__all__ = [
    "Found", "article", "cities", "find", "latest", "own", "proposed_to", "readable", "reader", "removed", "versions",
]  # fmt: skip
