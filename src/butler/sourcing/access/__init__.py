"""Reading operations. What comes out is plain and frozen; `NotHere` for strangers."""

from butler.sourcing.access.asking import could_be_asked
from butler.sourcing.access.cards import (
    happened,
    needs_house,
    offers_of,
    open_operations,
    open_operations_of_client,
    operation,
    operations_of,
    waves_of,
)
from butler.sourcing.access.money import mandate_for, spend_of
from butler.sourcing.access.wanted import asked_of, details_of, goal_of, only_agreed, terms_of, what_for_client

__all__ = [
    "asked_of", "could_be_asked", "details_of", "goal_of", "happened", "mandate_for", "needs_house", "offers_of",
    "only_agreed", "open_operations", "open_operations_of_client", "operation", "operations_of", "spend_of", "terms_of",
    "waves_of", "what_for_client",
]  # fmt: skip
