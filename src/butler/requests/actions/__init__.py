"""Verbs on requests and tasks. Each is one transaction, leaves a line in the journal, and can be taken back."""

from butler.requests.actions.calendar import OwnDay, forget_day, keep_day, keep_week
from butler.requests.actions.due import ring_due
from butler.requests.actions.refusals import HoldsNoGrant, InThePast, NeverOpen, NotNow, Overtaken, Refused
from butler.requests.actions.requests import (
    accept_request,
    advance,
    cancel_request,
    close_request,
    open_request,
    reopen_request,
)
from butler.requests.actions.scoring import rescore, rescore_all
from butler.requests.actions.tasks import accept_place, add_task, arrange, done, hand_over, place, reopen, snooze
from butler.requests.actions.undoing import take_back
from butler.requests.actions.unmaking import unmake_request, unmake_task

__all__ = [
    "HoldsNoGrant", "InThePast", "NeverOpen", "NotNow", "Overtaken", "OwnDay", "Refused", "accept_place",
    "accept_request", "add_task", "advance", "arrange", "cancel_request", "close_request", "done", "forget_day",
    "hand_over", "keep_day", "keep_week", "open_request", "place", "reopen", "reopen_request", "rescore", "rescore_all",
    "ring_due", "snooze", "take_back", "unmake_request", "unmake_task",
]  # fmt: skip
