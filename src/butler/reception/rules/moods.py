"""What a mood weighs, and where a client's mood goes."""

from collections.abc import Sequence
from statistics import fmean

WEIGHTS = {
    "angry": -3,
    "irritated": -2,
    "anxious": -1,
    "sad": -1,
    "calm": 0,
    "excited": 1,
    "pleased": 1,
    "grateful": 2,
}
HEAVY = frozenset({"angry", "irritated", "anxious", "sad"})
RECENT = 3  # messages that say how it is now
STEP = 0.75  # of weight: less is no change


def weight(mood: str) -> int:
    """-3 angry to 2 grateful; a mood that we do not know weighs nothing."""
    return WEIGHTS.get(mood, 0)


def direction(weights: Sequence[int]) -> str:
    """Where it goes, from the oldest weight to the newest: "better", "worse" or "same".

    The last few against those before; with too few before, nothing is said.
    """
    now, before = weights[-RECENT:], weights[:-RECENT]
    if not before:
        return "same"
    change = fmean(now) - fmean(before)
    return "better" if change >= STEP else "worse" if change <= -STEP else "same"
