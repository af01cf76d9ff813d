"""Decisions about work: pure, without a clock."""

from butler.requests.rules.hours import HOUR, MINUTE, Holidays, Hours, Shift, first_answer_by
from butler.requests.rules.lifecycle import Life, Next, State, What, is_open, may_become, next_moment, rung_again
from butler.requests.rules.scoring import (
    IMPORTANT,
    URGENCY_CODES,
    URGENT,
    URGENT_SLACK,
    Facts,
    Quadrant,
    Reason,
    Score,
    Why,
    becomes_urgent_at,
    importance,
    quadrant_of,
    score,
    stands,
    urgency,
)

__all__ = [
    "HOUR", "IMPORTANT", "MINUTE", "URGENCY_CODES", "URGENT", "URGENT_SLACK", "Facts", "Holidays", "Hours", "Life",
    "Next", "Quadrant", "Reason", "Score", "Shift", "State", "What", "Why", "becomes_urgent_at", "first_answer_by",
    "importance", "is_open", "may_become", "next_moment", "quadrant_of", "rung_again", "score", "stands", "urgency",
]  # fmt: skip
