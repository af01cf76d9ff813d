"""The moods a message may be in."""

from dataclasses import dataclass
from enum import StrEnum


class Label(StrEnum):
    """One word for how the writer feels."""

    CALM = "calm"
    PLEASED = "pleased"
    GRATEFUL = "grateful"
    ANXIOUS = "anxious"
    IRRITATED = "irritated"
    ANGRY = "angry"
    SAD = "sad"
    EXCITED = "excited"


NEGATIVE = frozenset({Label.ANXIOUS, Label.IRRITATED, Label.ANGRY, Label.SAD})
POSITIVE = frozenset({Label.PLEASED, Label.GRATEFUL, Label.EXCITED})


@dataclass(frozen=True, slots=True)
class Mood:
    """What we heard: the mood, how sure we are (0 to 1), weaker ones, and the words that told us, `text[a:b]`."""

    label: Label
    score: float
    also: tuple[Label, ...] = ()
    cause: tuple[int, int] | None = None
