"""Decisions of a search: whom to ask when, what an offer is worth, by what right it is taken. Pure."""

from butler.sourcing.rules.money import FOUR_EYES_ABOVE, Right, Spend, right_to_take
from butler.sourcing.rules.offers import Asked, Facts, Judged, Offered, Reason, Verdict, best_first, judge
from butler.sourcing.rules.terms import Fit, fits
from butler.sourcing.rules.waves import (
    Could,
    Planned,
    answer_by,
    chase_at,
    pause,
    plan_b_at,
    plan_waves,
    wave_size,
)

__all__ = [
    "FOUR_EYES_ABOVE", "Asked", "Could", "Facts", "Fit", "Judged", "Offered", "Planned", "Reason", "Right", "Spend",
    "Verdict", "answer_by", "best_first", "chase_at", "fits", "judge", "pause", "plan_b_at", "plan_waves",
    "right_to_take", "wave_size",
]  # fmt: skip
