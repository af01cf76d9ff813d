"""A second opinion of a text, from what it means and not from its words: its category, act, mood, or kind of answer.

Small linear models over the direction of a sentence (`vectors`). They are learnt from the same lines as the models of
words, but beforehand, by `tools/second_opinion.py`, for a house would wait minutes for it; `mark` says of which lines.
"""

from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from butler.language import training, vectors
from butler.language.linear import as_shares

KEPT_AT = Path(__file__).with_suffix(".npz")
FIELDS = ("category", "act", "mood", "reply")
LEAST = 1e-4  # no opinion rules a value out
SURE = 0.9  # surer than this by its words, a text is asked for nothing more


class Head(NamedTuple):
    """A linear model of one field; `common`: its labels, and how great a part of its rows each had."""

    common: dict[str, float]
    weights: Any
    bias: Any


def shares(field: str, text: str) -> dict[str, float]:
    """How probable each value of a field of `FIELDS` is; empty where no model of sentences is here."""
    if not vectors.can_be_read() or not text.strip():
        return {}
    head = _heads()[field]
    scores = vectors.of(text) @ head.weights + head.bias
    powers = np.exp(scores - scores.max())
    return dict(zip(head.common, (powers / powers.sum()).tolist(), strict=True))


def heard(field: str, text: str, before: dict[str, float], trust: float) -> dict[str, float]:
    """The shares of `before` with the second opinion weighed beside them, from not at all (0) to fully (1) by `trust`.

    It takes some thirty milliseconds, so it is asked only where no value of `before` is sure.
    """
    if max(before.values()) > SURE or not (meant := shares(field, text)):
        return before
    common = _heads()[field].common  # `before` knows how common each is as well
    told = {value: max(LEAST, meant.get(value, 0.0)) / common.get(value, 1.0) for value in before}
    return as_shares({value: share * told[value] ** trust for value, share in before.items()})


def lines_mark() -> str:
    """What changes when any line does that it is learnt from."""
    return training.mark(everything=True)


def mark() -> str:
    """Of which training lines it was learnt: what `lines_mark` said then."""
    with np.load(KEPT_AT, allow_pickle=False) as kept:
        return str(kept["mark"])


@lru_cache(1)
def _heads() -> dict[str, Head]:
    with np.load(KEPT_AT, allow_pickle=False) as kept:
        return {
            field: Head(
                dict(zip(kept[f"{field}_labels"].tolist(), kept[f"{field}_common"].tolist(), strict=True)),
                kept[f"{field}_weights"].astype(np.float32),
                kept[f"{field}_bias"].astype(np.float32),
            )
            for field in FIELDS
        }
