"""A promise is asked about again: in writing, by telephone where nobody answers, and at last a lead hears of it."""

from datetime import datetime

from butler.assurance import letters, spares, telling, watching
from butler.assurance.models import Reconfirmation
from butler.assurance.rules import ladder
from butler.assurance.rules.ladder import Rung, Step
from butler.bookings.models import Booking
from butler.correspondence import asking
from butler.correspondence.asking import NoWay
from butler.ground import journal, live
from butler.requests import actions as requests
from butler.requests.models import Task

Outcome = Reconfirmation.Outcome


def ask_again(row: Booking, step: Step, *, now: datetime) -> Reconfirmation:
    """Ask at this rung; an older question that nobody answered is over, its call goes on. In the caller's act."""
    call = _close_older(row, now)
    coming = watching.coming_of(row, now)
    until = ladder.answer_by(step.rung, now, coming, watching.open_hours(row))
    asked = Reconfirmation(
        client_id=row.client_id, booking=row, rung=step.rung, starts_at=row.starts_at, due_at=step.at, asked_at=now,
        answer_by=until, task=call,
    )  # fmt: skip
    try:
        asked.letter = letters.send_reconfirmation(row, telling.owner_of(row, now=now), now=now)
    except NoWay:
        asked.answer_by = now
    if call is not None:
        asked.call_by = ladder.call_by(step.rung, asked.answer_by, coming)
    asked.save(force_insert=True)
    journal.record("booking.asked_again", about=row, rung=str(step.rung), in_writing=asked.letter is not None)
    live.changed("booking", client_id=row.client_id, about=row.pk)
    return asked


def press_on(row: Booking, asked: Reconfirmation, *, now: datetime) -> None:
    """Nobody has answered: somebody telephones; nobody has taken the call either: a lead hears of it. Each once."""
    if asked.task is None and asked.answer_by <= now and asked.calls < ladder.MOST_CALLS:
        telephone(row, asked, now=now)
    if asked.alarmed_at is not None or asked.call_by is None:
        return
    coming = watching.coming_of(row, now)
    steps = watching.steps_of(row, coming)
    if ladder.is_alarming(coming, steps, call_until=asked.call_by, calls=asked.calls, now=now):
        asked.alarmed_at = now
        telling.alarm(row, [str(one.organisation) for one in spares.look(row, now=now)], coming.no_return_at, now=now)
        asked.save(update_fields=["alarmed_at"])
        journal.record("booking.silent", about=row, rung=asked.rung)
        live.changed("booking", client_id=row.client_id, about=row.pk)


def telephone(row: Booking, asked: Reconfirmation, *, now: datetime) -> None:
    """Lay the call before the owner of the booking."""
    asked.call_by = ladder.call_by(Rung(asked.rung), now, watching.coming_of(row, now))
    asked.task = telling.call_task(row, until=asked.call_by, now=now)
    asked.save(update_fields=["task", "call_by"])


def close(asked: Reconfirmation, outcome: str, *, now: datetime, keep_task: bool = False) -> None:
    """The question is over: its page takes no answer, its call is no longer on anybody's list."""
    asked.outcome, asked.answered_at = outcome, now
    asked.save(update_fields=["outcome", "answered_at"])
    asking.close_page(asked.letter, why="answered" if outcome == Outcome.CONFIRMED else "stopped", now=now)
    if asked.task is not None and asked.task.done_at is None and not keep_task:
        requests.done(asked.task.pk, by=asked.task.owner, now=now)
    live.changed("booking", client_id=asked.client_id, about=asked.booking_id)


def _close_older(row: Booking, now: datetime) -> Task | None:
    """What still waits of an older rung ends; the call that nobody has made yet."""
    call = None
    for older in row.reconfirmations.filter(outcome="").select_related("letter", "task__owner"):
        if older.task is not None and older.task.done_at is None:
            call = older.task
        close(older, Outcome.SILENT, now=now, keep_task=True)
    return call
