"""The days of the demo house: what was asked, answered, booked and done, as each day follows from its date and the seed.

A day never depends on when it is looked at; how far its story has come does. So a later day adds rows and finishes
what has become past; nothing that a person did is taken away.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db import connection, models

from butler.bookings import actions as bookings
from butler.bookings.models import Booking, Evidence, Instruction
from butler.correspondence.models import Conversation, Message, RawMessage
from butler.demo import chores, episodes, journeys, talk, wishes
from butler.demo.rows import Rows, Span
from butler.demo.seals import Known
from butler.requests.models import ClientRequest, Move, Task
from butler.travel.models import Leg, Trip

BEFORE, AHEAD = timedelta(days=14), timedelta(days=21)
ORDER = (Conversation, RawMessage, Message, ClientRequest, Booking, Evidence, Instruction, Trip, Leg, Task)


def live(one: Known, span: Span) -> None:
    """Bring one client's days to `span.today`: add what is new, finish what is past."""
    rows = Rows()
    for day in _days(span.first - timedelta(days=7), span.today + AHEAD):
        wishes.tell(one, day, span, rows)
        chores.tell(one, day, span, rows)
        journeys.tell(one, day, span, rows)
        episodes.tell(one, day, span, rows)
    talk.close(one, span, rows)
    _write(rows, span)


def _days(first: date, last: date) -> Iterator[date]:
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)


def _write(rows: Rows, span: Span) -> None:
    known: dict[type[models.Model], set] = {}
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
    _update(rows, known, ClientRequest, ("state", "closed_at", "due_at"))
    touched = set(Move.objects.filter(task__in=known.get(Task, ())).values_list("task_id", flat=True))
    over = [row for row in rows.of(Task) if row.pk in known.get(Task, ()) and row.pk not in touched and row.done_at]
    still_open = set(Task.objects.filter(pk__in=[row.pk for row in over], done_at=None).values_list("pk", flat=True))
    Task.objects.bulk_update([row for row in over if row.pk in still_open], ["done_at", "done_by"])
    for row in rows.of(Booking):
        if row.pk in known.get(Booking, ()):
            bookings.recompute(row.pk, now=span.now)


def _update(rows: Rows, known: dict[type[models.Model], set], model: type[models.Model], names: Iterable[str]) -> None:
    there = known.get(model, set())
    model.objects.bulk_update([row for row in rows.of(model) if row.pk in there], list(names))  # type: ignore[attr-defined]


def throw_away() -> None:
    """Empty every table of the house. Only for a demo house, and only as the owner of the tables."""
    from django.apps import apps

    ours = [model._meta.db_table for model in apps.get_models() if model.__module__.startswith("butler.")]
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {', '.join(sorted(ours))} CASCADE")


__all__ = ["Any", "Rows", "Span", "dataclass", "field", "live", "throw_away"]
