"""What the client asked, and the steps of work that come of it."""

from butler.requests.models.requests import Category, ClientRequest, RequestState
from butler.requests.models.tasks import Move, Quadrant, Task

__all__ = ["Category", "ClientRequest", "Move", "Quadrant", "RequestState", "Task"]
