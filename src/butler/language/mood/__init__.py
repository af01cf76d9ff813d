"""How the writer of a message feels: a hint with its cause, never a fact."""

from butler.language.mood.labels import NEGATIVE, POSITIVE, Label, Mood
from butler.language.mood.reading import read_mood

__all__ = ["NEGATIVE", "POSITIVE", "Label", "Mood", "read_mood"]
