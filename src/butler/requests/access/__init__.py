"""The only doors to what clients asked and to the steps of work. What comes out is plain and frozen."""

from butler.requests.access.lifecycle import Step, history, life, orphans
from butler.requests.access.moves import MoveCard, last_move
from butler.requests.access.people import colleagues_for, may_own
from butler.requests.access.requests import RequestCard, client_request, open_requests
from butler.requests.access.tasks import Moved, TaskCard, count_open, facts, open_tasks, task
from butler.requests.calendar import working_hours
from butler.requests.models import AT_REST

__all__ = [
    "AT_REST", "MoveCard", "Moved", "RequestCard", "Step", "TaskCard", "client_request", "colleagues_for", "count_open",
    "facts", "history", "last_move", "life", "may_own", "open_requests", "open_tasks", "orphans", "task",
    "working_hours",
]  # fmt: skip
