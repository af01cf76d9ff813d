"""Which scores no longer say what the rule says: only these are written anew.

A house looks at all its open tasks every few minutes, and few of them have changed.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from butler.requests.rules.hours import MINUTE, Hours
from butler.requests.rules.scoring import (
    IMPORTANT,
    URGENT,
    Facts,
    becomes_urgent_at,
    importance,
    quadrant_of,
    stands,
    urgency,
)


class Kept(NamedTuple):
    """A task as it stands on its row: what its score is made of, and the score that was last written down."""

    id: UUID
    due_at: datetime | None
    no_return_at: datetime | None
    effort_minutes: int
    cost_of_failure: int
    is_key_client: bool
    is_for_occasion: bool
    is_promised: bool
    moved_to: int | None
    moved_until: datetime | None
    snoozed_until: datetime | None
    urgency: int
    importance: int
    quadrant: int | None
    becomes_urgent_at: datetime | None
    scored_at: datetime | None


def outdated(tasks: Iterable[Kept], hours: Hours, now: datetime) -> Iterator[UUID]:
    """The tasks whose score at `now` is not the one on their row, in their order."""
    urgent: dict[tuple[datetime, int], tuple[int, datetime | None]] = {}  # many tasks share their hour
    important: dict[tuple[int, bool, bool, bool], int] = {}
    for task in tasks:
        worth = (task.cost_of_failure, task.is_key_client, task.is_for_occasion, task.is_promised)
        if worth not in important:
            important[worth] = importance(Facts(None, None, MINUTE, *worth))
        deadline = _nearest(task.due_at, task.no_return_at)
        if deadline is None:
            pressing, from_when = urgency(NO_DEADLINE, hours, now), None
        else:
            when = (deadline, task.effort_minutes)
            if when not in urgent:
                facts = Facts(due_at=deadline, effort=task.effort_minutes * MINUTE)
                urgent[when] = urgency(facts, hours, now), becomes_urgent_at(facts, hours)
            pressing, from_when = urgent[when]
        if _differs(task, pressing, important[worth], from_when, now):
            yield task.id


NO_DEADLINE = Facts()


def _nearest(due_at: datetime | None, no_return_at: datetime | None) -> datetime | None:
    if due_at is None or no_return_at is None:
        return due_at or no_return_at
    return min(due_at, no_return_at)


def _differs(task: Kept, pressing: int, weighs: int, from_when: datetime | None, now: datetime) -> bool:
    if task.scored_at is None or (task.urgency, task.importance) != (pressing, weighs):
        return True
    if task.becomes_urgent_at != from_when or (task.snoozed_until is not None and task.snoozed_until <= now):
        return True
    # The reasons name a moment otherwise before it has come and after.
    if any(moment and task.scored_at < moment <= now for moment in (task.due_at, task.no_return_at)):
        return True
    place = quadrant_of(urgent=pressing >= URGENT, important=weighs >= IMPORTANT)
    return task.quadrant != (task.moved_to if stands(task.moved_to, task.moved_until, now) else place)
