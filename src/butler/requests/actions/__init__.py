"""Verbs on requests and tasks. Each is one transaction, leaves a line in the journal, and can be taken back."""

from butler.requests.actions.calendar import OwnDay, forget_day, keep_day, keep_week
from butler.requests.actions.refusals import HoldsNoGrant, InThePast, NeverOpen, Overtaken, Refused
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
    "HoldsNoGrant", "InThePast", "NeverOpen", "Overtaken", "OwnDay", "Refused", "accept_place", "accept_request",
    "add_task", "arrange", "close_request", "done", "forget_day", "hand_over", "keep_day", "keep_week", "open_request",
    "place", "reopen", "rescore", "rescore_all", "snooze", "take_back",
]  # fmt: skip
