"""Which clocks of requests have ended in a time, and whether they were kept: the one place where reports ask for them.

Worked out from what the rows say: the first answer within the working hours that the house allows itself, and what a
client was told to hear by a moment.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from butler.reports.rules.figures import Ran
from butler.requests.access import working_hours
from butler.requests.models import ClientRequest, StateChange
from butler.requests.rules import Hours, State, first_answer_by

ACKNOWLEDGE, PROMISE = "acknowledge", "promise"
Steps = list[tuple[str, datetime]]


def ended(requests: QuerySet[ClientRequest], *, now: datetime) -> Iterable[Ran]:
    """The clocks of these requests that have stopped or run out by `now`, of those the one who acts may see."""
    hours = working_hours()
    taken = StateChange.objects.filter(number__gt=1, takes_back=None, taken_back_by=None).order_by("number")
    for row in requests.prefetch_related(Prefetch("changes", taken, to_attr="steps")):
        steps = [(step.after, step.at) for step in row.steps]  # type: ignore[attr-defined]
        for kind, due_at, stopped_at in _of(row, steps, hours):
            if due_at is not None and (stopped_at is not None or due_at <= now):
                yield Ran(kind, UUID(str(row.pk)), row.client_id, row.owner_id, due_at, stopped_at)


def _of(row: ClientRequest, steps: Steps, hours: Hours) -> Iterator[tuple[str, datetime | None, datetime | None]]:
    first = steps[0][1] if steps else None
    told = next((at for after, at in steps if after != State.ACCEPTED), None)
    yield ACKNOWLEDGE, first_answer_by(hours, row.opened_at), first
    yield PROMISE, row.promised_at, told
