"""Decisions about work: pure, without a clock."""

from butler.requests.rules.duplicates import Ask, looks_same
from butler.requests.rules.hours import HOUR, MINUTE, Holidays, Hours, Shift, first_answer_by
from butler.requests.rules.kept import Kept, outdated
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
from butler.requests.rules.templates import (
    LOOKS,
    PHASES,
    Kind,
    Phase,
    Spec,
    is_long,
    missing,
    next_turn,
    specs,
    text_of,
)

__all__ = [
    "HOUR", "IMPORTANT", "LOOKS", "MINUTE", "PHASES", "URGENCY_CODES", "URGENT", "URGENT_SLACK", "Ask", "Facts",
    "Holidays", "Hours", "Kept", "Kind", "Life", "Next", "Phase", "Quadrant", "Reason", "Score", "Shift", "Spec",
    "State", "What", "Why", "becomes_urgent_at", "first_answer_by", "importance", "is_long", "is_open", "looks_same",
    "may_become", "missing", "next_moment", "next_turn", "outdated", "quadrant_of", "rung_again", "score", "specs",
    "stands", "text_of", "urgency",
]  # fmt: skip
