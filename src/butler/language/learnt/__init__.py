"""What a house was taught by its colleagues: how far single words sway a reading beyond what Butler came with.

Kept is how much a word speaks for each value of a field. No sentence, no name and no number: see `words`. A house that
was taught nothing has NOTHING, and reads as Butler came. `fitting` makes it of corrections, `trials` judges it.
"""

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from butler.language.learnt.words import Word

FIELDS = ("category", "act", "mood")
FURTHEST = 6.0  # how far the words of one text may sway a value together: e to this power
TWO = 2


@dataclass(frozen=True)
class Sway:
    """Of one field: what each word adds to each of the `labels`, as a logarithm."""

    labels: tuple[str, ...]
    words: Mapping[str, Sequence[float]]
    strength: float = 1.0  # as strongly as it was fitted

    def shares(self, before: Mapping[str, float], found: Iterable[Word]) -> dict[str, float]:
        """How probable each value is, with what the words found say beside what was read before."""
        added = dict.fromkeys(self.labels, 0.0)
        for name in {word.name for word in found} & self.words.keys():
            for label, weight in zip(self.labels, self.words[name], strict=True):
                added[label] += weight
        raised = {
            value: share * math.exp(max(-FURTHEST, min(FURTHEST, added.get(value, 0.0))))
            for value, share in before.items()
        }
        total = sum(raised.values()) or 1.0
        return {value: share / total for value, share in raised.items()}

    def why(self, found: Iterable[Word], label: str) -> tuple[tuple[int, int], ...]:
        """Where the words stand that spoke most for a value, two at most."""
        if label not in self.labels:
            return ()
        at = self.labels.index(label)
        spans: dict[tuple[int, int], float] = {}
        for word in found:
            if word.name in self.words:
                spans[word.start, word.end] = self.words[word.name][at]
        return tuple(span for span in sorted(spans, key=lambda span: -spans[span])[:TWO] if spans[span] > 0)

    def times(self, scale: float) -> "Sway":
        """The same, more gently."""
        words = {name: [weight * scale for weight in row] for name, row in self.words.items()}
        return Sway(self.labels, words, self.strength * scale)


@dataclass(frozen=True)
class Learnt:
    """Everything that a house was taught, by field ("category", "act", "mood")."""

    fields: Mapping[str, Sway] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return any(sway.words for sway in self.fields.values())


NOTHING = Learnt()


def as_text(learnt: Learnt) -> str:
    """To be kept; `from_text` reads it."""
    return json.dumps(
        {
            name: {
                "labels": sway.labels,
                "words": {word: [round(weight, 3) for weight in row] for word, row in sorted(sway.words.items())},
            }
            for name, sway in learnt.fields.items()
        },
        ensure_ascii=False,
    )


def from_text(text: str) -> Learnt:
    """What `as_text` wrote; empty text is NOTHING."""
    kept = json.loads(text) if text else {}
    return Learnt({name: Sway(tuple(one["labels"]), one["words"]) for name, one in kept.items()})
