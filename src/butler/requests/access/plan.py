"""The plan of a colleague's day, worked out when it is read, over the plan that was shown last."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Exists, QuerySet

from butler.requests import rules
from butler.requests.access.places import Places
from butler.requests.access.tasks import TaskCard, open_tasks
from butler.requests.calendar import working_hours
from butler.requests.models import Means, PlanChange, PlannedTask, TakenTime
from butler.requests.rules.moved import Moved, moved
from butler.requests.rules.plan import plan_day
from butler.requests.rules.planned import Day, Item, Reason, Span, Work
from butler.requests.rules.workday import openings_of
from butler.staff.models import Staff

A_PLACE = 100  # points: a place of the matrix weighs more than any score


@dataclass(frozen=True)
class Planned:
    """A task with its time today."""

    task: TaskCard
    starts_at: datetime
    ends_at: datetime
    why: tuple[Reason, ...]
    is_first: bool

    @property
    def minutes(self) -> int:
        """The part of the task that today takes."""
        return (self.ends_at - self.starts_at) // rules.MINUTE


@dataclass(frozen=True)
class NotToday:
    """A task that does not fit into today, and why."""

    task: TaskCard
    why: Reason
    may_wait: bool  # it can be put off to another day; else only other hands help


@dataclass(frozen=True)
class MyDay:
    """What the day holds from now on; minutes of work that have their time, that have none, and that are free."""

    day: date
    planned: tuple[Planned, ...]
    left: tuple[NotToday, ...]
    shown: tuple[Item, ...]  # as it was looked at last
    moved: tuple[Moved, ...]  # against that
    taken: tuple[TakenTime, ...]
    planned_minutes: int
    left_minutes: int
    free_minutes: int
    ends_at: datetime | None  # of the shift; none: the house is closed today
    has_changes: bool  # something moved that was not acknowledged


@dataclass(frozen=True)
class ChangeCard:
    """A change of the plan that its owner has not seen yet."""

    id: UUID
    task: TaskCard
    was: datetime
    to: datetime | None
    cause: str
    at: datetime | None
    minutes: int | None
    because_of: TaskCard | None  # none: no longer open, or nothing is to blame


def my_day(person: Staff, *, now: datetime, tasks: Iterable[TaskCard] | None = None) -> MyDay:
    """The rest of this colleague's shift, with those of their open tasks that the one who acts may see.

    `tasks` are these, where the caller has them already. Three queries; `shown` and `moved` are about the plan as it
    was looked at last.
    """
    hours = working_hours()
    day = now.astimezone(hours.zone).date()
    openings = openings_of(hours, day, person.shift_from, person.shift_to)
    found = open_tasks(now=now, owners=[person.pk]) if tasks is None else tasks
    cards = {str(card.id): card for card in found}
    known = _known(person, day)
    taken = taken_times(person, day) if known.has_taken else ()
    places = Places([*(card.organisation for card in cards.values()), *(each.organisation for each in taken)])
    frame = Day(openings, tuple(_span(each, places) for each in taken), places.minutes)
    works = [_work(key, card, places, day) for key, card in cards.items()]
    earlier = known.items
    plan = plan_day(works, frame, now, earlier)
    closes = openings[-1].ends_at if openings else now
    left = tuple(_left(cards[left.id], left.why, closes) for left in plan.left)
    return MyDay(
        day,
        tuple(
            Planned(cards[item.id], item.starts_at, item.ends_at, item.why, is_first=not number)
            for number, item in enumerate(plan.items)
        ),
        left,
        earlier,
        moved(earlier, works, plan, frame, now),
        taken,
        planned_minutes=plan.planned,
        left_minutes=sum(each.task.effort_minutes for each in left),
        free_minutes=plan.free,
        ends_at=openings[-1].ends_at if openings else None,
        has_changes=known.has_changes,
    )


@dataclass(frozen=True)
class _Known:
    """The plan as it was looked at last, and whether there is more to ask for. Where nothing is known, it is asked."""

    items: tuple[Item, ...]
    has_taken: bool
    has_changes: bool


def _known(person: Staff, day: date) -> _Known:
    rows = list(
        PlannedTask.objects.filter(staff=person, day=day)
        .annotate(has_taken=Exists(_taken(person, day)), has_changes=Exists(_unseen(person, day)))
        .order_by("starts_at", "task")
    )
    return _Known(
        tuple(Item(str(row.task_id), row.starts_at, row.ends_at) for row in rows),
        has_taken=not rows or rows[0].has_taken,
        has_changes=not rows or rows[0].has_changes,
    )


def _unseen(person: Staff, day: date) -> QuerySet[PlanChange]:
    return PlanChange.objects.filter(staff=person, day=day, seen_at__isnull=True)


def _taken(person: Staff, day: date) -> QuerySet[TakenTime]:
    begins, ends = (datetime.combine(day + timedelta(days=more), time.min, working_hours().zone) for more in (0, 1))
    return TakenTime.objects.filter(staff=person, dropped_at__isnull=True, ends_at__gt=begins, starts_at__lt=ends)


def taken_times(person: Staff, day: date) -> tuple[TakenTime, ...]:
    """What takes this colleague's time on a day of the house, by its hour."""
    return tuple(_taken(person, day).select_related("organisation").order_by("starts_at", "pk"))


def unseen_changes(person: Staff, day: date, tasks: Mapping[UUID, TaskCard]) -> list[ChangeCard]:
    """What moved in this colleague's day and was not acknowledged; of `tasks`, by the hour it moved to. One query."""
    rows = _unseen(person, day).filter(task__in=list(tasks))
    found = [
        ChangeCard(
            row.pk, tasks[row.task_id], row.was, row.to, row.cause, row.at, row.minutes,
            tasks.get(row.because_of_id) if row.because_of_id else None,
        )
        for row in rows
    ]  # fmt: skip
    return sorted(found, key=lambda card: (card.to is None, card.to or card.was, card.id))


def tasks_of_day(day: MyDay) -> dict[UUID, TaskCard]:
    """Every open task that the plan knows, by id."""
    each: Iterable[Planned | NotToday] = (*day.planned, *day.left)
    return {one.task.id: one.task for one in each}


def _left(card: TaskCard, why: Reason, closes: datetime) -> NotToday:
    may_wait = card.deadline is None or card.deadline > closes
    return NotToday(card, why, may_wait)


def _span(taken: TakenTime, places: Places) -> Span:
    return Span(taken.starts_at, taken.ends_at, places.key(taken.organisation), taken.kind)


def _work(key: str, card: TaskCard, places: Places, day: date) -> Work:
    """A person's choice of place goes before the score: what was put under "do now" is done now."""
    place = (len(rules.Quadrant) - card.place) * A_PLACE
    is_visit = card.means == Means.VISIT
    return Work(
        key,
        card.effort_minutes,
        place + (card.score.urgency + card.score.importance) // 2,
        due_at=card.due_at,
        no_return_at=card.no_return_at,
        must_start_at=card.must_start_at,
        place=places.key(card.organisation) if is_visit else "",
        phone=places.answers(card.organisation, None if is_visit else card.contact, day) if card.means else None,
        is_visit=is_visit,
    )
