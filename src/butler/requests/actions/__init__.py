"""Verbs on requests and tasks. Each is one transaction, leaves a line in the journal, and can be taken back."""

from butler.requests.actions.calendar import OwnDay, forget_day, keep_day, keep_week
from butler.requests.actions.cases import add_candidate, enter_phase, judge_candidate, know, looked, plan_look
from butler.requests.actions.clocks import (
    NotAllowed,
    ask_relief_again,
    forget_terms,
    heard,
    keep_it,
    keep_points,
    keep_terms,
    ring_clocks,
    take_relief,
    told,
    untold,
)
from butler.requests.actions.covering import Thing, bring_back, settle_hand_overs
from butler.requests.actions.due import ring_due
from butler.requests.actions.handing import accept, accept_all, offer, refuse, take_answer_back, withdraw
from butler.requests.actions.merging import keep_apart, merge_requests, take_requests_apart
from butler.requests.actions.owners import (
    adopt_orphans,
    change_leaders,
    change_place,
    give_up,
    hand_request_over,
    let_go,
    set_grants,
)
from butler.requests.actions.pausing import pause_request, resume_request
from butler.requests.actions.planning import (
    acknowledge,
    give_time_back,
    look_at_my_day,
    take_time,
    take_time_again,
)
from butler.requests.actions.refusals import (
    HoldsNoGrant,
    InThePast,
    NeverOpen,
    NotNow,
    NotTheSame,
    OfferedAlready,
    OnlyALead,
    Overtaken,
    Refused,
    TooLong,
)
from butler.requests.actions.requests import (
    accept_request,
    advance,
    cancel_request,
    close_request,
    open_request,
    reopen_request,
)
from butler.requests.actions.scoring import rescore, rescore_all
from butler.requests.actions.shifts import Choice, close_shift, open_shift_again
from butler.requests.actions.tasks import accept_place, add_task, arrange, done, hand_over, place, reopen, snooze
from butler.requests.actions.undoing import take_back
from butler.requests.actions.unmaking import unmake_request, unmake_task
from butler.requests.actions.wishes import wish_as_before, wish_otherwise

__all__ = [
    "Choice", "HoldsNoGrant", "InThePast", "NeverOpen", "NotAllowed", "NotNow", "NotTheSame", "OfferedAlready",
    "OnlyALead", "Overtaken", "OwnDay", "Refused", "Thing", "TooLong", "accept", "accept_all", "accept_place",
    "accept_request", "acknowledge", "add_candidate", "add_task", "adopt_orphans", "advance", "arrange",
    "ask_relief_again", "bring_back", "cancel_request", "change_leaders", "change_place", "close_request",
    "close_shift", "done", "enter_phase", "forget_day", "forget_terms", "give_time_back", "give_up", "hand_over",
    "hand_request_over", "heard", "judge_candidate", "keep_apart", "keep_day", "keep_it", "keep_points",
    "keep_terms", "keep_week", "know", "let_go", "look_at_my_day", "looked", "merge_requests", "offer",
    "open_request", "open_shift_again", "pause_request", "place", "plan_look", "refuse", "reopen", "reopen_request",
    "rescore", "rescore_all", "resume_request", "ring_clocks", "ring_due", "set_grants", "settle_hand_overs",
    "snooze", "take_answer_back", "take_back", "take_relief", "take_requests_apart", "take_time", "take_time_again",
    "told", "unmake_request", "unmake_task", "untold", "wish_as_before", "wish_otherwise", "withdraw",
]  # fmt: skip
