"""The score of tasks, kept on their rows."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from butler.ground import journal
from butler.requests import access, rules
from butler.requests.models import Task
from butler.requests.rules import Hours, Why
from butler.staff.models import Staff

SCORED = ("urgency", "importance", "quadrant", "reasons", "becomes_urgent_at", "scored_at")
TOLD = SCORED[:-1]  # when it was told does not count
ALONE = Q(client_request__isnull=True)
BATCH = 500


def rescore(owner: Staff, *, now: datetime) -> int:
    """Score one colleague's open tasks anew; returns how many changed their place."""
    return _rescore(Q(owner=owner), now)


def rescore_all(*, now: datetime) -> int:
    """Score every open task anew; returns how many changed their place. Safe to run twice."""
    return _rescore(Q(), now)


@transaction.atomic
def _rescore(whose: Q, now: datetime) -> int:
    """Look at all of them, and lock and write only those of which the row no longer says the truth."""
    hours = access.working_hours()
    outdated = [*rules.outdated(access.kept_scores(whose & ALONE), hours, now), *_pressed(whose & ~ALONE, hours, now)]
    changed = []
    for start in range(0, len(outdated), BATCH):
        rows = list(
            Task.objects.select_for_update(of=("self",))
            .filter(pk__in=outdated[start : start + BATCH], done_at__isnull=True)
            .select_related("client")
            .order_by("pk")
        )
        pressure = access.pressure_on(rows, now=now)
        for row in rows:
            before = row.quadrant
            _come_back(row, now)
            _put_score(row, pressure, hours, now)
            if row.quadrant != before:
                changed.append([str(row.pk), before, row.quadrant])
        Task.objects.bulk_update(rows, [*SCORED, "is_seen", "snoozed_until"])
    if changed:
        journal.record("tasks.rescored", moved=changed)
    return len(changed)


def _pressed(whose: Q, hours: Hours, now: datetime) -> Iterator[UUID]:
    """Steps of requests whose score is another: what presses upon the request does not stand on their rows."""
    rows = list(Task.objects.filter(whose, done_at__isnull=True).select_related("client").order_by("pk"))
    pressure = access.pressure_on(rows, now=now)
    for row in rows:
        before = [getattr(row, name) for name in TOLD]
        _put_score(row, pressure, hours, now)
        if before != [getattr(row, name) for name in TOLD] or (row.snoozed_until and row.snoozed_until <= now):
            yield row.pk


def put_score(row: Task, hours: Hours, now: datetime) -> None:
    """Write the score at `now` on the row, unsaved."""
    _put_score(row, access.pressure_on([row], now=now), hours, now)


def _put_score(row: Task, pressure: Mapping[UUID, access.Pressure], hours: Hours, now: datetime) -> None:
    upon = pressure.get(row.client_request_id, access.NONE) if row.client_request_id else access.NONE
    found = rules.score(access.facts(row, upon), hours, now)
    row.urgency, row.importance = found.urgency, found.importance
    holds = rules.stands(row.moved_to, row.moved_until, now)
    row.quadrant = row.moved_to if holds else int(found.quadrant)
    row.reasons = [[reason.code, _numbers(reason)] for reason in found.reasons]
    row.becomes_urgent_at, row.scored_at = found.becomes_urgent_at, now


def _come_back(row: Task, now: datetime) -> None:
    """What was put off until now is news again."""
    if row.snoozed_until and row.snoozed_until <= now:
        row.snoozed_until, row.is_seen = None, False


def _numbers(reason: rules.Reason) -> dict[str, Any]:
    numbers = {
        "at": iso(reason.at),
        "minutes" if reason.code == Why.START_BY else "of": reason.number,
        "kind": reason.kind or None,
    }
    return {name: value for name, value in numbers.items() if value is not None}


def iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
