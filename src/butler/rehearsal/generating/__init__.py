"""Whole days made up by a seed, in the house's own format: people, promises, wishes, floods and failures. No Django."""

from butler.rehearsal.generating.days import Size, generate
from butler.rehearsal.generating.writing import as_yaml

__all__ = ["Size", "as_yaml", "generate"]
