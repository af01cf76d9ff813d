"""The plan of the day as its owner sees it: what it showed last is kept, and what it has moved is said once."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection, transaction

from butler.ground import journal
from butler.ground.refusals import NotHere
from butler.network.models import Organisation
from butler.requests import access
from butler.requests.access import MyDay, TaskCard
from butler.requests.actions.refusals import InThePast, TooLong
from butler.requests.models import PlanChange, PlannedTask, TakenTime
from butler.requests.rules.moved import JITTER, Moved, is_worth_telling
from butler.staff.models import Staff

LONGEST = timedelta(hours=14)  # that one meeting or absence takes


@transaction.atomic
def look_at_my_day(person: Staff, *, now: datetime, tasks: Iterable[TaskCard] | None = None) -> MyDay:
    """The plan of one's own day, shown: it is kept as shown, with a change for each task that moved.

    `tasks` are one's open tasks where they are known already. Looked at by two windows at once, each change is written
    once.
    """
    found = access.my_day(person, now=now, tasks=tasks)
    if _is_as_shown(found):
        return found
    with connection.cursor() as cursor:  # the other window waits, and then finds it shown
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('plan of the day'), %s)", [person.pk])
    found = access.my_day(person, now=now, tasks=tasks)
    _keep(person, found, now)
    return replace(found, has_changes=True)


@transaction.atomic
def acknowledge(change_ids: list[UUID], *, by: Staff, now: datetime) -> int:
    """The owner of the day has seen these changes; returns how many were new to them."""
    return PlanChange.objects.filter(pk__in=change_ids, staff=by, seen_at__isnull=True).update(seen_at=now)


@transaction.atomic
def take_time(
    staff: Staff, kind: str, starts_at: datetime, ends_at: datetime, *, now: datetime, at: Organisation | None = None
) -> TakenTime:
    """Hours that no task gets from now on. Refuses with InThePast what is over, and with TooLong."""
    if ends_at <= now:
        raise InThePast
    if not timedelta(0) < ends_at - starts_at <= LONGEST:
        raise TooLong
    row = TakenTime.objects.create(
        staff=staff, kind=TakenTime.Kind(kind), starts_at=starts_at, ends_at=ends_at, organisation=at, set_at=now
    )
    journal.record("time.taken", about=row, kind=row.kind)
    return row


@transaction.atomic
def give_time_back(taken_id: UUID, *, by: Staff, now: datetime) -> TakenTime:
    """One's own meeting or break does not take place; NotHere for another's."""
    return _set_dropped(taken_id, by, now)


@transaction.atomic
def take_time_again(taken_id: UUID, *, by: Staff) -> TakenTime:
    """It takes place after all."""
    return _set_dropped(taken_id, by, None)


def _set_dropped(taken_id: UUID, by: Staff, at: datetime | None) -> TakenTime:
    row = TakenTime.objects.select_for_update(of=("self",)).filter(pk=taken_id, staff=by).first()
    if row is None:
        raise NotHere
    row.dropped_at = at
    row.save(update_fields=["dropped_at"])
    journal.record("time.given_back" if at else "time.taken", about=row, kind=row.kind)
    return row


def _is_as_shown(found: MyDay) -> bool:
    stands = {str(each.task.id): (each.starts_at, each.ends_at) for each in found.planned}
    return stands == {item.id: (item.starts_at, item.ends_at) for item in found.shown}


def _keep(person: Staff, found: MyDay, now: datetime) -> None:
    rows = {row.task_id: row for row in PlannedTask.objects.filter(staff=person, day=found.day)}
    PlannedTask.objects.filter(staff=person, day__lt=found.day).delete()
    for one in found.moved:
        _tell(person, rows[UUID(one.id)], one, now)
    for each in found.planned:
        row = rows.pop(each.task.id, None) or PlannedTask(
            client_id=each.task.client_id, staff=person, task_id=each.task.id, day=found.day, told_at=each.starts_at
        )
        row.starts_at, row.ends_at = each.starts_at, each.ends_at
        row.save()
    PlannedTask.objects.filter(pk__in=[row.pk for row in rows.values()]).delete()
    _forget_what_is_over(person, found)


def _tell(person: Staff, row: PlannedTask, one: Moved, now: datetime) -> None:
    """Write the change down, into the one that is not seen yet if there is one. `told_at` is what the owner knows."""
    unseen = PlanChange.objects.filter(staff=person, task=row.task_id, day=row.day, seen_at__isnull=True).first()
    was = unseen.was if unseen else row.told_at
    if unseen and one.to is not None and abs(one.to - was) < JITTER:
        unseen.delete()  # it is where the owner thinks it is
        row.told_at = was
    elif is_worth_telling(row.told_at, one.to, one.cause):
        change = unseen or PlanChange(client_id=row.client_id, staff=person, task_id=row.task_id, day=row.day, was=was)
        change.to, change.cause, change.at, change.minutes, change.made_at = one.to, one.cause, one.at, one.minutes, now
        change.because_of_id = UUID(one.about) if one.about else None
        change.save()
        row.told_at = one.to or row.told_at
    elif one.to is not None and abs(one.to - row.told_at) >= JITTER:
        row.told_at = one.to  # time merely passed: seen by itself


def _forget_what_is_over(person: Staff, found: MyDay) -> None:
    """What is done, handed over or put off has no change to tell; what fits again after all has its hour instead."""
    known = access.tasks_of_day(found)
    unseen = PlanChange.objects.filter(staff=person, day=found.day, seen_at__isnull=True)
    unseen.exclude(task__in=list(known)).delete()
    stands = {each.task.id: each.starts_at for each in found.planned}
    for change in unseen.filter(to__isnull=True, task__in=list(stands)):
        if abs(stands[change.task_id] - change.was) < JITTER:
            change.delete()
        else:
            change.to = stands[change.task_id]
            change.save(update_fields=["to"])
