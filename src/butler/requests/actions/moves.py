"""What people did with tasks and requests, remembered so that it can be taken back."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Max

from butler.requests.actions.refusals import Overtaken
from butler.requests.actions.scoring import iso
from butler.requests.models import ClientRequest, Move, Task
from butler.staff.models import Staff

# What taking back restores: ids, numbers and flags, then moments.
OF_TASK = ("owner_id", "moved_to", "moved_by_id", "rank", "is_seen", "quadrant", "done_by_id")
MOMENTS_OF_TASK = ("moved_at", "moved_until", "snoozed_until", "done_at")
OF_REQUEST = ("owner_id", "due_what", "phase")
MOMENTS_OF_REQUEST = ("due_at", "promised_at", "happens_at", "closed_at")


def remember(
    row: Task | ClientRequest, what: Move.What, by: Staff, now: datetime, *, part_of: Move | None = None, **more: Any
) -> Move:
    """Write how a task or a request stands before somebody does something with it; `more` are ids and codes."""
    names, moments = kept(row)
    before = {name: getattr(row, name) for name in names} | {name: iso(getattr(row, name)) for name in moments} | more
    if isinstance(row, ClientRequest):
        before["state_number"] = row.state_number
    number = 1 + (row.moves.aggregate(last=Max("number"))["last"] or 0)
    about = {"task": row} if isinstance(row, Task) else {"client_request": row}
    return Move.objects.create(
        client_id=row.client_id, number=number, what=what, by=by, at=now, before=before, part_of=part_of, **about
    )


def restore(row: Task | ClientRequest, before: dict[str, Any]) -> list[str]:
    """Put the fields back, unsaved; returns their names as `save(update_fields=...)` wants them."""
    names, moments = kept(row)
    for name in names:
        setattr(row, name, before[name])
    for name in moments:
        setattr(row, name, before[name] and datetime.fromisoformat(before[name]))
    return fields([*names, *moments])


def check_not_overtaken(row: Task | ClientRequest, move: Move) -> None:
    """Refuses with Overtaken when somebody did something else with it since."""
    if row.moves.filter(number__gt=move.number, taken_back_at__isnull=True).exists():
        raise Overtaken


def kept(row: Task | ClientRequest) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return (OF_TASK, MOMENTS_OF_TASK) if isinstance(row, Task) else (OF_REQUEST, MOMENTS_OF_REQUEST)


def fields(names: Iterable[str]) -> list[str]:
    return sorted({name.removesuffix("_id") for name in names})
