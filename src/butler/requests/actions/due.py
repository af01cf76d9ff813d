"""Due moments of requests: each that came is laid before the owner, and the next one is set."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from butler.ground import journal
from butler.ground.sealing import open_sealed
from butler.requests import access, rules
from butler.requests.actions.tasks import add_task
from butler.requests.models import ClientRequest, DueWhat, Task

BATCH = 500  # of one sweep; the next one goes on


@transaction.atomic
def ring_due(*, now: datetime) -> int:
    """Lay every due moment that came before the owner of its request; returns how many. Safe to run twice."""
    due = ClientRequest.objects.select_for_update(skip_locked=True, of=("self",)).filter(due_at__lte=now)
    rows = list(due.select_related("client", "owner").order_by("pk")[:BATCH])
    for row in rows:
        _ring(row, now)
    return len(rows)


def _ring(row: ClientRequest, now: datetime) -> None:
    what = row.due_what
    if what not in (DueWhat.EVENT, DueWhat.RESUME):
        _lay_before_owner(row, now)
    found = rules.rung_again(what, access.life(row), access.working_hours(), now)
    assert found is not None  # noqa: S101 - what rests has no moment that could come
    row.due_at, row.due_what = found.at, found.what
    row.save(update_fields=["due_at", "due_what"])


def _lay_before_owner(row: ClientRequest, now: datetime) -> None:
    """A step of it that the owner has in hand comes back into the tray; without one, there is a new task."""
    in_hand = Q(asks=row.due_what) | Q(due_at__isnull=False) | Q(no_return_at__isnull=False)
    is_shown = Q(snoozed_until__isnull=True) | Q(snoozed_until__lte=now)
    steps = list(
        Task.objects.select_for_update()
        .filter(in_hand, client_request=row, owner=row.owner, done_at__isnull=True)
        .filter(is_shown)
        .order_by("pk")
    )
    for task in steps:
        task.is_seen, task.snoozed_until = False, None
    Task.objects.bulk_update(steps, ["is_seen", "snoozed_until"])
    asked = Task.objects.filter(client_request=row, asks=row.due_what, done_at__isnull=True)
    if not steps and not asked.exists():  # put off, or with a colleague: it is theirs to bring back
        _new_task(row, now)


def _new_task(row: ClientRequest, now: datetime) -> None:
    title = open_sealed(row, "title")
    add_task(
        row.client, title=title, category=row.category, owner=row.owner, now=now, client_request=row,
        asks=row.due_what, due_at=row.due_at,
    )  # fmt: skip
    journal.record("request.due", about=row, due=row.due_what)
