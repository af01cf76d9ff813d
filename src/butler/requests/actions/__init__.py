"""Verbs on requests and tasks. Each is one transaction, leaves a line in the journal, and can be taken back."""

from butler.requests.actions.refusals import HoldsNoGrant, InThePast, Overtaken, Refused
from butler.requests.actions.requests import accept_request, close_request, open_request
from butler.requests.actions.scoring import rescore, rescore_all
from butler.requests.actions.tasks import (
    accept_place,
    add_task,
    arrange,
    done,
    hand_over,
    place,
    reopen,
    snooze,
    take_back,
)

__all__ = [
    "HoldsNoGrant", "InThePast", "Overtaken", "Refused", "accept_place", "accept_request", "add_task", "arrange",
    "close_request", "done", "hand_over", "open_request", "place", "reopen", "rescore", "rescore_all", "snooze",
    "take_back",
]  # fmt: skip
