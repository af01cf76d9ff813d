"""Text to train the small models of reading: written lines, expanded into many."""

from butler.language.training.rows import LANGUAGES, Line, lines, mark, replies

__all__ = ["LANGUAGES", "Line", "lines", "mark", "replies"]
