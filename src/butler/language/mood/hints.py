"""One thing in a text that speaks of a mood."""

from dataclasses import dataclass

from butler.language.mood.labels import Label


@dataclass(frozen=True, slots=True)
class Hint:
    """A mood, how strongly it is told (1 is enough to believe it), and where: `text[start:end]`."""

    label: Label
    weight: float
    start: int
    end: int
