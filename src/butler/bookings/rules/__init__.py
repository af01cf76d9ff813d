"""What evidence amounts to, and which wishes go with a promise. Pure."""

from butler.bookings.rules.states import (
    LASTS,
    SHELF_LIFE,
    STRENGTH,
    Evidence,
    Facts,
    Proof,
    Standing,
    State,
    state_of,
    strongest,
)

__all__ = [
    "LASTS", "SHELF_LIFE", "STRENGTH", "Evidence", "Facts", "Proof", "Standing", "State", "state_of", "strongest",
]  # fmt: skip
