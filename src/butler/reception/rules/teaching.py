"""Which corrections teach: the latest word of each colleague, where colleagues agree. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

SET_ASIDE = "none"
SET_ASIDE_WEIGHS = 1 / 3  # «nothing» is pressed for other reasons too


@dataclass(frozen=True)
class Said:
    """What a colleague said of some words in one field; nobody's name stands in the words."""

    id: str
    field: str
    lang: str
    words: str
    label: str
    by: int
    at: datetime

    @property
    def weight(self) -> float:
        """Against the plain word of a colleague."""
        return SET_ASIDE_WEIGHS if self.label == SET_ASIDE else 1.0


def agreed(said: Sequence[Said]) -> tuple[list[Said], list[Said]]:
    """Those that teach, and those of which colleagues say different things; in order of saying.

    Of one colleague the latest word on the same words stands; the earlier is in neither.
    """
    latest: dict[tuple[str, str], dict[int, Said]] = {}
    for one in sorted(said, key=lambda one: (one.at, one.id)):
        latest.setdefault((one.field, one.words.casefold()), {})[one.by] = one
    teaching: list[Said] = []
    contradictory: list[Said] = []
    for voices in latest.values():
        kept = contradictory if len({one.label for one in voices.values()}) > 1 else teaching
        kept += voices.values()
    order = lambda one: (one.at, one.id)  # noqa: E731
    return sorted(teaching, key=order), sorted(contradictory, key=order)
