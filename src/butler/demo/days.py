"""The days of the demo house: what was asked, answered, booked and done. Each follows from its date and the seed.

A day never depends on when it is looked at; how far its story has come does. So a later day adds rows and finishes
what has become past; nothing that a person did is taken away.
"""

from collections.abc import Iterable

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, connection, connections, models

from butler.bookings import actions as bookings
from butler.bookings.models import Booking, Evidence, Instruction
from butler.correspondence.models import Conversation, Message, RawMessage
from butler.demo import chores, episodes, journeys, lives, talk, wishes
from butler.demo.rows import Rows, Span
from butler.demo.seals import Known
from butler.ground import acting
from butler.requests.models import ClientRequest, Move, StateChange, Task
from butler.travel.models import Leg, Trip
from config.settings import database

ORDER = (Conversation, RawMessage, Message, ClientRequest, StateChange, Booking, Evidence, Instruction, Trip, Leg, Task)


def live(one: Known, span: Span) -> None:
    """Bring one client's days to `span.today`: add what is new, finish what is past."""
    _write(plan(one, span), span)


def plan(one: Known, span: Span) -> Rows:
    """Every row of this client's days as they stand today, not yet written."""
    rows = Rows()
    for day in span.days():
        wishes.tell(one, day, span, rows)
        chores.tell(one, day, span, rows)
        journeys.tell(one, day, span, rows)
        episodes.tell(one, day, span, rows)
    talk.close(one, span, rows)
    return rows


def _write(rows: Rows, span: Span) -> None:
    known: dict[type[models.Model], set] = {}
    if not span.is_first:
        _leave_to_people(rows)
    for model in ORDER:
        found = rows.of(model)
        if not span.is_first and found:
            there = set(model.objects.filter(pk__in=[row.pk for row in found]).values_list("pk", flat=True))
            known[model] = there
            found = [row for row in found if row.pk not in there]
        model.objects.bulk_create(found, batch_size=500)  # type: ignore[attr-defined]
    if not span.is_first:
        _move_on(rows, known, span)


def _move_on(rows: Rows, known: dict[type[models.Model], set], span: Span) -> None:
    """Rows of an earlier day go on: conversations, requests, tasks that are over, bookings with new evidence."""
    _update(rows, known, Conversation, ("last_at", "waiting"))
    _update(rows, known, ClientRequest, ("state", "state_number", "closed_at", "due_at", "due_what"))
    _finish_tasks([row for row in rows.of(Task) if row.pk in known.get(Task, ()) and row.done_at])
    mine = {row.pk: row for row in rows.of(Booking) if row.pk in known.get(Booking, ())}
    for pk, state in Booking.objects.filter(pk__in=mine, cancelled_at=None).values_list("pk", "state"):
        row = mine[pk]
        if row.cancelled_at:
            bookings.cancel(pk, told_by="управляющий, по телефону", by=None, now=row.cancelled_at)
        elif state != row.state:
            bookings.recompute(pk, now=span.now)


def _leave_to_people(rows: Rows) -> None:
    """A request that a person of the demo has taken a step on goes its own way from there."""
    ours = rows.found[StateChange]
    theirs = lives.touched(list(rows.found[ClientRequest]), set(ours))
    for request_id in theirs:
        del rows.found[ClientRequest][request_id]
    for step_id in [pk for pk, step in ours.items() if step.client_request_id in theirs]:
        del ours[step_id]


def _finish_tasks(over: list[Task]) -> None:
    """Colleagues did yesterday's work, except what a person of the demo has moved: that is theirs."""
    ids = [row.pk for row in over]
    touched = set(Move.objects.filter(task__in=ids).values_list("task_id", flat=True))
    still_open = set(Task.objects.filter(pk__in=ids, done_at=None).values_list("pk", flat=True)) - touched
    Task.objects.bulk_update([row for row in over if row.pk in still_open], ["done_at", "done_by"], batch_size=500)


def _update(rows: Rows, known: dict[type[models.Model], set], model: type[models.Model], names: Iterable[str]) -> None:
    """Write what differs from what is there."""
    mine = {row.pk: row for row in rows.of(model) if row.pk in known.get(model, ())}
    there = model.objects.filter(pk__in=mine).values_list("pk", *names)  # type: ignore[attr-defined]
    changed = [mine[pk] for pk, *values in there if values != [getattr(mine[pk], name) for name in names]]
    model.objects.bulk_update(changed, list(names), batch_size=500)  # type: ignore[attr-defined]


def throw_away() -> None:
    """Empty every table of the house. Only for a demo house; it takes the owner of the tables."""
    ours = sorted(model._meta.db_table for model in apps.get_models() if model.__module__.startswith("butler."))
    owner = connections.create_connection(DEFAULT_DB_ALIAS)
    owner.settings_dict = connection.settings_dict | database("owner")
    try:
        with owner.cursor() as cursor:
            cursor.execute(f"TRUNCATE {', '.join(ours)} CASCADE")
    finally:
        owner.close()
    acting.forget_keys()
