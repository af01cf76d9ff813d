"""What the client asked, its life, and the steps of work that come of it."""

from butler.requests.models.cases import Candidate, Detail, Look, Opinion
from butler.requests.models.lifecycle import StateChange
from butler.requests.models.pauses import Merge, Pause
from butler.requests.models.plans import PlanChange, PlannedTask, TakenTime
from butler.requests.models.requests import AT_REST, Category, ClientRequest, DueWhat, RequestState
from butler.requests.models.tasks import Means, Move, Quadrant, Task

__all__ = [
    "AT_REST", "Candidate", "Category", "ClientRequest", "Detail", "DueWhat", "Look", "Means", "Merge", "Move",
    "Opinion", "Pause", "PlanChange", "PlannedTask", "Quadrant", "RequestState", "StateChange", "TakenTime", "Task",
]  # fmt: skip
