"""Verbs of a search. Each is one transaction; whatever follows from it the sweep derives from the rows."""

from butler.sourcing.actions.choosing import chosen, say_yes_to_price
from butler.sourcing.actions.ending import stop_search
from butler.sourcing.actions.opening import Goal, NobodyToAsk, NothingToSearch, open_operation, unmake_operation
from butler.sourcing.actions.rewishing import Stage, rewish, stage_of, unwish
from butler.sourcing.actions.telephone import called

__all__ = [
    "Goal", "NobodyToAsk", "NothingToSearch", "Stage", "called", "chosen", "open_operation", "rewish",
    "say_yes_to_price", "stage_of", "stop_search", "unmake_operation", "unwish",
]  # fmt: skip
