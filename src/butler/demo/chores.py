"""Steps of work that come of knowing the client: for this morning, to plan, to hand over, for later."""

from datetime import date, timedelta

from butler.demo import scenes
from butler.demo.fortune import rng, row_id
from butler.demo.rows import Rows, Span, at, fits, slots
from butler.demo.seals import Known
from butler.demo.words import gendered
from butler.requests.models import Task

MORNING = ("9:30", "10:00", "10:30", "11:00", "11:30", "12:00")


def tell(one: Known, day: date, span: Span, rows: Rows) -> None:
    """The chores that were noted down on `day`; what was due before today is done."""
    if not span.is_fresh(day):
        return
    chance = rng(span.seed, "chores", one.guest.key, day)
    fitting = [chore for chore in scenes.CHORES if fits(chore.needs, one, day)]
    fitting.sort(key=lambda chore: chance.random() - (0.35 if chore.needs else 0))  # what is theirs alone comes first
    for chore in fitting[: chance.choice((0, 1, 1, 2))]:
        words = slots(one, chance, day, "12:00", 2, day)
        due = _due(chore, day, chance)
        cost = {1: 3, 2: chance.choice((2, 3)), 3: 0, 4: 0}[chore.quadrant]
        over = day < span.today and (chore.quadrant in (1, 3) or chance.random() < 0.75)
        over = over or (due is not None and due < span.now)
        rows.add(
            Task(
                id=row_id(span.seed, "chore", one.guest.key, day, chore.title),
                client_id=one.id,
                title=chore.title,
                detail=gendered(chore.detail, one.guest.gender).format(**words),
                category=chore.category,
                owner=one.led_by,
                asked_at=at(day - timedelta(days=1), "17:20"),
                due_at=due,
                no_return_at=due + timedelta(hours=1) if due and chore.quadrant == 1 else None,
                effort_minutes=chore.minutes,
                cost_of_failure=cost,
                is_promised=chore.quadrant < 3,
                is_for_occasion=chore.category == "gift" and chore.quadrant < 3,
                is_seen=chance.random() < 0.85,
                done_at=at(day, "16:10") if over else None,
                done_by=one.led_by if over else None,
            )
        )


def _due(chore: scenes.Chore, day: date, chance):  # type: ignore[no-untyped-def]
    if chore.quadrant in (1, 3):
        return at(day, chance.choice(MORNING))
    return at(day + timedelta(days=chance.randint(3, 9)), "18:00") if chore.quadrant == 2 else None
