"""What the client asked, its life, and the steps of work that come of it."""

from butler.requests.models.cases import Candidate, Detail, Look, Opinion
from butler.requests.models.clocks import ClockKind, ClockRing, FinishedClock, NoReturn, Term, Word
from butler.requests.models.handing import HandedItem, HandOver
from butler.requests.models.lifecycle import StateChange
from butler.requests.models.pauses import Merge, Pause
from butler.requests.models.plans import PlanChange, PlannedTask, TakenTime
from butler.requests.models.requests import AT_REST, Category, ClientRequest, DueWhat, RequestState
from butler.requests.models.shifts import LeftWork, ShiftEnd
from butler.requests.models.tasks import Means, Move, Quadrant, Task

__all__ = [
    "AT_REST", "Candidate", "Category", "ClientRequest", "ClockKind", "ClockRing", "Detail", "DueWhat",
    "FinishedClock", "HandOver", "HandedItem", "LeftWork", "Look", "Means", "Merge", "Move", "NoReturn", "Opinion",
    "Pause", "PlanChange", "PlannedTask", "Quadrant", "RequestState", "ShiftEnd", "StateChange", "TakenTime",
    "Task", "Term", "Word",
]  # fmt: skip
