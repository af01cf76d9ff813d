"""The plan of a colleague's day, worked out when it is read."""

from dataclasses import dataclass
from datetime import datetime

from butler.requests import rules
from butler.requests.access.tasks import TaskCard, open_tasks
from butler.requests.calendar import working_hours
from butler.requests.rules.plan import Day, Reason, Work, plan_day
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

    planned: tuple[Planned, ...]
    left: tuple[NotToday, ...]
    planned_minutes: int
    left_minutes: int
    free_minutes: int
    ends_at: datetime | None  # of the shift; none: the house is closed today


def my_day(person: Staff, *, now: datetime) -> MyDay:
    """The rest of this colleague's shift, with those of their open tasks that the one who acts may see. Two queries."""
    hours = working_hours()
    openings = openings_of(hours, now.astimezone(hours.zone).date(), person.shift_from, person.shift_to)
    cards = {str(card.id): card for card in open_tasks(now=now, owners=[person.pk])}
    closes = openings[-1].ends_at if openings else now
    plan = plan_day((_work(key, card) for key, card in cards.items()), Day(openings), now)
    left = tuple(_left(cards[left.id], left.why, closes) for left in plan.left)
    return MyDay(
        tuple(
            Planned(cards[item.id], item.starts_at, item.ends_at, item.why, is_first=not number)
            for number, item in enumerate(plan.items)
        ),
        left,
        planned_minutes=plan.planned,
        left_minutes=sum(each.task.effort_minutes for each in left),
        free_minutes=plan.free,
        ends_at=openings[-1].ends_at if openings else None,
    )


def _left(card: TaskCard, why: Reason, closes: datetime) -> NotToday:
    may_wait = card.deadline is None or card.deadline > closes
    return NotToday(card, why, may_wait)


def _work(key: str, card: TaskCard) -> Work:
    """A person's choice of place goes before the score: what was put under "do now" is done now."""
    place = (len(rules.Quadrant) - card.place) * A_PLACE
    return Work(
        key,
        card.effort_minutes,
        place + (card.score.urgency + card.score.importance) // 2,
        due_at=card.due_at,
        no_return_at=card.no_return_at,
    )
