"""Verbs of a search. Each is one transaction; whatever follows from it the sweep derives from the rows."""

from butler.sourcing.actions.opening import Goal, NothingToSearch, open_operation

__all__ = ["Goal", "NothingToSearch", "open_operation"]
