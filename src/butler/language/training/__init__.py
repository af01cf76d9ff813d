"""Text to train the small models of reading: written lines, expanded into many."""

from butler.language.training.rows import Line, lines, mark, replies

__all__ = ["Line", "lines", "mark", "replies"]
