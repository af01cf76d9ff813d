"""The house learns from what colleagues put right, at night or when a lead asks, and can forget it again.

Kept is how far single words sway a reading (`language.learnt`), under seal, in the row of the lesson in force; nothing
of a correction leaves the database. Where other messages would be read worse, nothing is kept.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime, timedelta
from uuid import UUID

from django.db import DatabaseError, InterfaceError, connection, transaction

from butler.ground import journal, live
from butler.ground.acting import acting_for
from butler.ground.later import later
from butler.ground.models import House
from butler.language.learnt import Learnt, as_text
from butler.language.learnt.lessons import Figures, lesson
from butler.reception.corrections import Gathered, gathered, standing
from butler.reception.models import Correction, Lesson
from butler.staff.models import Staff

State = Lesson.State
PURPOSE = "learn"
LOCK = 0x6C726E  # an advisory lock of the session
NIGHT_FROM = 3  # o'clock in the house; a worker that slept then is forgiven
LEFT_WAITING = timedelta(minutes=2)  # what was asked for and not begun is begun by the next ring


class Busy(Exception):
    """Another learner is at it: what it makes is what this one would make."""


@transaction.atomic
def ask(*, by: Staff, now: datetime) -> Lesson:
    """A lead wants the house to learn: a job does it. Asked twice is asked once."""
    row = Lesson.objects.filter(state=State.ASKED).first()
    row = row or Lesson.objects.create(state=State.ASKED, asked_by=by, asked_at=now)
    journal.record("house.learn_asked")
    live.changed("lesson")
    later("reception.learn", lesson_id=str(row.pk))
    return row


def begin(lesson_id: UUID, *, now: datetime) -> Lesson | None:
    """What was asked for; None when it is done already."""
    row = Lesson.objects.filter(pk=lesson_id, state=State.ASKED).first()
    return learn(row, now=now) if row else None


def by_night(*, now: datetime) -> Lesson | None:
    """Once a night, and only where there is something new; also what was asked for and left lying. Any ring may ask."""
    left = Lesson.objects.filter(state=State.ASKED, asked_at__lt=now - LEFT_WAITING).first()
    if left is not None:
        return learn(left, now=now)
    house = House.objects.first()
    if house is None or house.local(now).hour < NIGHT_FROM:
        return None
    night = house.local(now).date()
    if Lesson.objects.filter(night=night).exists():
        return None
    with acting_for(PURPOSE):
        if not _is_news(gathered(_forgotten_at())):
            return None
    return learn(Lesson(state=State.ASKED, asked_at=now, night=night), now=now)


def learn(row: Lesson | None = None, *, now: datetime, is_trial: bool = False) -> Lesson:
    """Learn every standing correction, and read by it from now on; in a trial only look, and keep no row.

    `row` is the lesson that was asked for, else a new one. Refused with Busy while another learner is at it.
    """
    row = row or Lesson(state=State.ASKED, asked_at=now)
    with _alone():
        with acting_for(PURPOSE):
            told = gathered(_forgotten_at())
            is_news = _is_news(told)
        learnt, figures = lesson(told.lines) if is_news and told.lines else (Learnt(), {})
        row.state, row.finished_at = _came_of(learnt, figures), now
        row.counts, row.mark = dict(told.counts), told.mark
        row.figures = {field: asdict(each) for field, each in figures.items()}
        if not is_trial:
            with acting_for(PURPOSE):
                _keep(row, told, learnt, is_news=is_news)
        return row


@transaction.atomic
def forget(*, now: datetime, by: Staff | None = None) -> Lesson:
    """Messages are read as Butler came. The corrections stay, and teach no more; those made from now on do."""
    _take_out_of_force()
    journal.record("house.forgot")
    live.changed("lesson")
    return Lesson.objects.create(state=State.FORGOTTEN, asked_by=by, asked_at=now, finished_at=now)


@transaction.atomic
def remember(lesson_id: UUID, *, by: Staff, now: datetime) -> Lesson | None:
    """Forgetting was a slip: the house learns again all that it knew. None when it learnt anew meanwhile."""
    row = Lesson.objects.select_for_update().filter(pk=lesson_id, state=State.FORGOTTEN).first()
    if row is None or Lesson.objects.filter(is_in_force=True).exists():
        return None
    row.state = State.NOTHING
    row.save(update_fields=["state"])
    return ask(by=by, now=now)


def _forgotten_at() -> datetime | None:
    rows = Lesson.objects.filter(state=State.FORGOTTEN).order_by("-finished_at")
    return rows.values_list("finished_at", flat=True).first()


def _is_news(told: Gathered) -> bool:
    """Would a lesson make anything that the last one did not?"""
    before = Lesson.objects.exclude(state=State.ASKED).order_by("-finished_at").first()
    if before is None or not before.mark:
        return bool(told.taught)
    learnt = Lesson.objects.filter(state=State.LEARNT)
    is_lost = not learnt.filter(is_in_force=True).exists() and learnt.filter(mark=told.mark).exists()
    return told.mark != before.mark or is_lost


def _came_of(learnt: Learnt, figures: Mapping[str, Figures]) -> str:
    if learnt:
        return State.LEARNT
    return State.WORSE if any(not each.strength for each in figures.values()) else State.NOTHING


def _keep(row: Lesson, told: Gathered, learnt: Learnt, *, is_news: bool) -> None:
    if row.state == State.LEARNT or (is_news and _has_lost_words()):
        _take_out_of_force()
    row.is_in_force = row.state == State.LEARNT
    row.weights = as_text(learnt) if row.is_in_force else ""
    row.save()
    if row.is_in_force:
        Correction.objects.filter(learnt_at__isnull=False).exclude(pk__in=told.taught).update(learnt_at=None)
        Correction.objects.filter(pk__in=told.taught, learnt_at__isnull=True).update(learnt_at=row.finished_at)
    journal.record("house.learnt", state=row.state, **row.counts)
    live.changed("lesson")


def _has_lost_words() -> bool:
    """Was a correction that is read by taken back, or erased with its client? Then what was learnt of it goes too."""
    row = Lesson.objects.filter(is_in_force=True).first()
    return row is not None and standing(None).filter(learnt_at__isnull=False).count() < row.counts["taught"]


def _take_out_of_force() -> None:
    for row in Lesson.objects.select_for_update().filter(is_in_force=True):
        row.is_in_force, row.weights = False, ""
        row.save(update_fields=["is_in_force", "weights"])


@contextmanager
def _alone() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK])
        if not cursor.fetchone()[0]:
            raise Busy
    try:
        yield
    finally:
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
        except (InterfaceError, DatabaseError):
            connection.close()  # the session is gone, and the lock with it
