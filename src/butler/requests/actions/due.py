"""Due moments of requests: each that came is laid before the owner, and the next one is set."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from butler.ground import journal
from butler.ground.sealing import open_sealed
from butler.requests import access, rules
from butler.requests.actions.cases import finish_look
from butler.requests.actions.requests import change_state, end_pause
from butler.requests.actions.tasks import add_task
from butler.requests.models import AT_REST, ClientRequest, DueWhat, Look, RequestState, StateChange, Task

BATCH = 500  # of one sweep; the next one goes on


@transaction.atomic
def ring_due(*, now: datetime) -> int:
    """Lay every due moment that came before the owner of its request; returns how many. Safe to run twice."""
    _wake_cases(now)
    due = ClientRequest.objects.select_for_update(skip_locked=True, of=("self",)).filter(due_at__lte=now)
    rows = list(due.select_related("client", "owner").order_by("pk")[:BATCH])
    for row in rows:
        _ring(row, now)
    return len(rows)


def ring_if_due(row: ClientRequest, now: datetime) -> None:
    """What came while a request rested lies before its owner at once, when it stands again; the row is locked."""
    if row.due_at is not None and row.due_at <= now:
        _ring(row, now)


def _wake_cases(now: datetime) -> None:
    """What rests is taken up again when a look at it comes: a club's renewal, a check after half a year."""
    resting = Look.objects.filter(at__lte=now, done_at__isnull=True, client_request__state__in=AT_REST)
    ids = resting.order_by("client_request").values_list("client_request", flat=True).distinct()
    rows = ClientRequest.objects.select_for_update(skip_locked=True, of=("self",)).filter(pk__in=list(ids[:BATCH]))
    for row in rows.order_by("pk"):
        change_state(row, RequestState.ACCEPTED, by=None, now=now, why=StateChange.Why.REOPENED)
        row.due_at, row.due_what = now, DueWhat.LOOK_AGAIN
        row.save(update_fields=["due_at", "due_what"])


def _ring(row: ClientRequest, now: datetime) -> None:
    what = row.due_what
    if what == DueWhat.RESUME:
        end_pause(row, by=None, now=now)
        row.due_what = DueWhat.LOOK_AGAIN
    if what != DueWhat.EVENT:
        _lay_before_owner(row, now)
    for look in row.looks.filter(at__lte=now, done_at__isnull=True).order_by("pk"):
        finish_look(look, now)  # it lies before the owner as a task now
    found = rules.rung_again(what, access.life(row), access.working_hours(), now)
    assert found is not None  # noqa: S101 - what rests has no moment that could come
    row.due_at, row.due_what = found.at, found.what
    row.save(update_fields=["due_at", "due_what"])


def _lay_before_owner(row: ClientRequest, now: datetime) -> None:
    """The steps of it that the owner has in hand come back into the tray; without one, there is a new task."""
    is_shown = Q(snoozed_until__isnull=True) | Q(snoozed_until__lte=now)
    open_ones = Task.objects.select_for_update().filter(client_request=row, done_at__isnull=True)
    steps = list(open_ones.filter(is_shown, owner=row.owner).order_by("pk"))
    for task in steps:
        task.is_seen, task.snoozed_until = False, None
    Task.objects.bulk_update(steps, ["is_seen", "snoozed_until"])
    if not steps and not open_ones.filter(asks=row.due_what).exists():  # with a colleague: it is theirs to do
        _new_task(row, now)


def _new_task(row: ClientRequest, now: datetime) -> None:
    title = open_sealed(row, "title")
    add_task(
        row.client, title=title, category=row.category, owner=row.owner, now=now, client_request=row,
        asks=row.due_what, due_at=row.due_at,
    )  # fmt: skip
    journal.record("request.due", about=row, due=row.due_what)
