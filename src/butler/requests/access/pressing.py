"""What presses upon steps of work from their requests: the clock that runs out first, and what cannot be late."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from butler.requests.access.clocks import clocks_of
from butler.requests.access.points import points_of
from butler.requests.models import Task
from butler.requests.rules import MINUTE
from butler.requests.rules.clocks import Clock
from butler.requests.rules.points import NoReturn, nearest, of_category
from butler.requests.rules.scoring import Facts
from butler.requests.rules.terms import ClockKind

A_WORD = 5 * MINUTE  # of work: what stops a clock that waits for a word of ours
BY_A_WORD = (ClockKind.ACKNOWLEDGE, ClockKind.UPDATE)


@dataclass(frozen=True)
class Pressure:
    """Of one request: the clock that runs out first, none while it is paused, and the next point of no return ahead."""

    clock: Clock | None = None
    point: NoReturn | None = None


NONE = Pressure()


def pressure_on(tasks: Iterable[Task], *, now: datetime) -> dict[UUID, Pressure]:
    """What presses upon the requests of these tasks; by request. Ten queries however many tasks."""
    ids = {task.client_request_id for task in tasks if task.client_request_id is not None}
    if not ids:
        return {}
    clocks, points = clocks_of(ids, now=now), points_of(ids)
    return {
        pk: Pressure(
            next((clock for clock in clocks.get(pk, ()) if not clock.is_paused), None),
            nearest([point for point in points.get(pk, ()) if point.at > now], now),
        )
        for pk in ids
    }


def facts(row: Task, pressure: Pressure = NONE) -> Facts:
    """What the score of a task is made of; wants the client joined.

    Its own point of no return stays when it has passed; one of its request counts while it lies ahead.
    """
    own = of_category(row.category, row.no_return_at) if row.no_return_at else None
    point = min((each for each in (own, pressure.point) if each), key=lambda each: each.at, default=None)
    clock, effort = pressure.clock, row.effort_minutes * MINUTE
    return Facts(
        due_at=min((moment for moment in (row.due_at, row.must_start_at) if moment), default=None),
        no_return_at=point.at if point else None,
        effort=effort,
        cost_of_failure=row.cost_of_failure,
        is_key_client=row.client.is_key,
        is_for_occasion=row.is_for_occasion,
        is_promised=row.is_promised,
        no_return=point.what if point else "",
        clock_at=clock.due_at if clock else None,
        clock=clock.kind if clock else "",
        clock_takes=_takes(clock, effort),
    )


def _takes(clock: Clock | None, effort: timedelta) -> timedelta:
    return min(A_WORD, effort) if clock is not None and clock.kind in BY_A_WORD else effort
