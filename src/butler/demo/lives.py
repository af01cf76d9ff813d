"""How far a request of the demo house has come: its steps with who and when, and what is due next."""

from datetime import datetime
from typing import Any
from uuid import UUID

from butler.demo.fortune import row_id
from butler.demo.rows import Rows, Span
from butler.requests import rules
from butler.requests.access import working_hours
from butler.requests.models import AT_REST, ClientRequest, StateChange

# The way to each state, as a request usually goes.
WAYS = {
    "new": ("new",),
    "accepted": ("new", "accepted"),
    "booked": ("new", "accepted", "booked"),
    "confirmed": ("new", "accepted", "booked", "confirmed"),
}
HELD = (*WAYS["booked"], "delivered", "closed")  # it took place, though nobody had proven it before
PROVEN = (*WAYS["confirmed"], "delivered", "closed")
ANSWERED = ("new", "accepted", "closed")  # nothing was to be booked


def lives(row: ClientRequest, way: tuple[str, ...], moments: dict[str, datetime], span: Span, rows: Rows) -> Any:
    """Write the steps of a request along `way`, up to where it has come, and its next moment."""
    at = row.opened_at
    for number, state in enumerate(way, start=1):
        at = max(at, moments.get(state, at))
        rows.add(
            StateChange(
                id=row_id(span.seed, "step", row.pk, number), client_id=row.client_id, client_request=row,
                number=number, before=way[number - 2] if number > 1 else "", after=state, by=row.owner, at=at,
            )
        )  # fmt: skip
    row.state, row.state_number = way[-1], len(way)
    row.closed_at = at if row.state in AT_REST else None
    life = rules.Life(row.state, promised_at=row.promised_at, happens_at=row.happens_at)
    found = rules.next_moment(life, working_hours(), span.now)
    row.due_at, row.due_what = (found.at, str(found.what)) if found else (None, "")
    return rows.add(row)


def touched(ids: list[UUID], ours: set[UUID]) -> set[UUID]:
    """Requests that a person of the demo has taken a step on: they go their own way."""
    steps = StateChange.objects.filter(client_request__in=ids).exclude(pk__in=ours)
    return set(steps.values_list("client_request_id", flat=True))
