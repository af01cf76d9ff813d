"""The only doors to what clients asked and to the steps of work. What comes out is plain and frozen."""

from butler.requests.access.cases import (
    CandidateCard,
    Case,
    LookCard,
    OpinionLine,
    case_of,
    details,
    missing_of,
    next_look,
)
from butler.requests.access.clocks import (
    Kept,
    Pressing,
    clocks_kept,
    clocks_kept_by_owner,
    clocks_of,
    own_terms,
    pressing_clocks,
)
from butler.requests.access.handing import (
    Concern,
    HandOverCard,
    ItemCard,
    Taker,
    concerning,
    concerns,
    hand_over_card,
    hand_overs,
    takers,
)
from butler.requests.access.lifecycle import Step, history, life, orphan_tasks, orphans
from butler.requests.access.likeness import likely_same
from butler.requests.access.moves import MoveCard, last_move
from butler.requests.access.people import colleagues_for, heir, may_own
from butler.requests.access.plan import (
    ChangeCard,
    MyDay,
    NotToday,
    Planned,
    my_day,
    taken_times,
    tasks_of_day,
    unseen_changes,
)
from butler.requests.access.points import points_of
from butler.requests.access.pressing import NONE, Pressure, facts, pressure_on
from butler.requests.access.requests import RequestCard, client_request, open_requests
from butler.requests.access.returned import hours_returned, returned_by_client
from butler.requests.access.shifts import (
    ClosedShift,
    Left,
    LeftLine,
    LeftToday,
    closed_shift,
    last_shift_end,
    left_today,
)
from butler.requests.access.tasks import Moved, TaskCard, count_open, kept_scores, open_tasks, task, tasks_of
from butler.requests.access.waiting import (
    PauseCard,
    merged_here,
    merged_into,
    pause_of,
    standing_pause,
    stands_for,
)
from butler.requests.calendar import working_hours
from butler.requests.models import AT_REST

__all__ = [
    "AT_REST", "NONE", "CandidateCard", "Case", "ChangeCard", "ClosedShift", "Concern", "HandOverCard", "ItemCard",
    "Kept", "Left", "LeftLine", "LeftToday", "LookCard", "MoveCard", "Moved", "MyDay", "NotToday", "OpinionLine",
    "PauseCard", "Planned", "Pressing", "Pressure", "RequestCard", "Step", "Taker", "TaskCard", "case_of",
    "client_request", "clocks_kept", "clocks_kept_by_owner", "clocks_of", "closed_shift", "colleagues_for",
    "concerning", "concerns", "count_open", "details", "facts", "hand_over_card", "hand_overs", "heir", "history",
    "hours_returned", "kept_scores", "last_move", "last_shift_end", "left_today", "life", "likely_same", "may_own",
    "merged_here", "merged_into", "missing_of", "my_day", "next_look", "open_requests", "open_tasks",
    "orphan_tasks", "orphans", "own_terms", "pause_of", "points_of", "pressing_clocks", "pressure_on",
    "returned_by_client", "standing_pause", "stands_for", "taken_times", "takers", "task", "tasks_of",
    "tasks_of_day", "unseen_changes", "working_hours",
]  # fmt: skip
