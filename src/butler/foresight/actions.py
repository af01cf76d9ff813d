"""Verbs of foresight: propose what comes, take it on, put it aside."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from butler.dossiers.models import Gift, Occasion, Preference
from butler.foresight import access, gathering, wording
from butler.foresight.gathering import Ahead, Key
from butler.foresight.models import Anticipation, Idea
from butler.foresight.rules import ideas
from butler.ground import journal
from butler.ground.house import the_house
from butler.ground.refusals import NotHere
from butler.ground.sealing import open_sealed
from butler.requests import actions as requests
from butler.requests.models import Category, Task
from butler.staff.models import Staff

State = Anticipation.State
BATCH = 500
ONE_AT_A_TIME = 0x666F7265  # an advisory lock: two mornings at once would propose the same thing


@dataclass(frozen=True)
class Proposed:
    """What a look ahead has done."""

    new: int
    ideas: int
    passed: int


@transaction.atomic
def propose(*, now: datetime) -> Proposed:
    """Look ahead: every date and document that it is time to speak of gets one anticipation, with ideas. Safe twice."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_AT_A_TIME])
    house = the_house()
    today = house.local(now).date()
    ahead = gathering.everything_ahead(today)
    known = gathering.known()

    new = [each for each in ahead if each.foreseen.is_due(today) and each.key not in known]
    rows = {each.key: _row(each, now) for each in new}
    Anticipation.objects.bulk_create(rows.values(), batch_size=BATCH)
    made = _ideas(new, rows, house.language, today)
    Idea.objects.bulk_create(made, batch_size=BATCH)
    passed = _put_right(ahead, known)
    if rows or passed:
        journal.record("foresight.proposed", new=[str(row.pk) for row in rows.values()], passed=passed)
    return Proposed(len(rows), len(made), passed)


@transaction.atomic
def take(anticipation_id: UUID, *, by: Staff, now: datetime, idea_id: UUID | None = None) -> Task:
    """Somebody takes it on: a task in the matrix, with the order-by day of the chosen idea as its deadline."""
    row = _decide(anticipation_id, State.TAKEN, by, now)
    card = access.anticipation(row.pk)
    idea = next((each for each in card.ideas if each.id == idea_id), None)
    house = the_house()
    due_on = (idea.order_by if idea else None) or max(row.start_by, house.local(now).date())
    return requests.add_task(
        row.client,
        title=idea.title if idea else card.title or " ".join(filter(None, (card.kind_name.capitalize(), card.person))),
        category=Category.DOCUMENTS if row.document_id else Category.GIFT,
        owner=by,
        now=now,
        due_at=datetime.combine(due_on, time(18), house.tz),
        is_for_occasion=row.occasion_id is not None,
    )


@transaction.atomic
def dismiss(anticipation_id: UUID, *, by: Staff, now: datetime) -> Anticipation:
    """Not this time: it is not proposed again for this date."""
    return _decide(anticipation_id, State.DISMISSED, by, now)


def _row(each: Ahead, now: datetime) -> Anticipation:
    occasion, document, trip, falls_on = each.key
    return Anticipation(
        client_id=each.client_id,
        kind=Anticipation.Kind.OCCASION if occasion else Anticipation.Kind.DOCUMENT,
        occasion_id=occasion,
        document_id=document,
        trip_id=trip,
        falls_on=falls_on,
        start_by=each.foreseen.start_by,
        reasons=[[str(code), numbers] for code, numbers in each.foreseen.reasons],
        noticed_at=now,
    )


def _ideas(new: Iterable[Ahead], rows: dict[Key, Anticipation], language: str, today: Any) -> list[Idea]:
    wanting = [each for each in new if each.occasion and each.occasion.wants_gift]
    if not wanting:
        return []
    suppliers = gathering.suppliers()
    tastes, gifts = gathering.tastes_and_gifts({each.client_id for each in wanting})
    made = []
    for each in wanting:
        whose = each.occasion.person_id if each.occasion else None
        household = _household(each, tastes[each.client_id], gifts[each.client_id], whose)
        made += _idea_rows(each, household, suppliers, rows[each.key], language, today)
    return made


def _idea_rows(
    each: Ahead, household: ideas.Household, suppliers: list[ideas.Supplier], row: Anticipation, language: str,
    today: Any,
) -> list[Idea]:  # fmt: skip
    occasion = each.occasion
    if occasion is None:
        return []
    relation = occasion.person.relation if occasion.person else ""
    falls_on, born = each.foreseen.falls_on, occasion.year if occasion.kind == Occasion.Kind.BIRTHDAY else None
    age = falls_on.year - born if born else None
    found = ideas.ideas(occasion.kind, relation, falls_on, household, suppliers, today, age=age)
    return [
        Idea(
            client_id=each.client_id,
            anticipation=row,
            organisation_id=idea.supplier.id if idea.supplier else None,
            title=wording.title(idea, language),
            why=wording.why(idea, language),
            price=idea.price,
            order_by=idea.order_by,
            rank=rank,
        )
        for rank, idea in enumerate(found, start=1)
    ]


def _household(each: Ahead, tastes: Iterable[Preference], gifts: Iterable[Gift], whose: UUID | None) -> ideas.Household:
    """Tastes of whom it is for; whatever anybody of the household must never meet counts too, and every present."""
    heard = [
        ideas.Taste(taste.polarity, taste.topic, open_sealed(taste, "value"))
        for taste in tastes
        if taste.person_id == whose or taste.polarity == "never" or taste.topic == "allergy"
    ]
    given = [ideas.Given(open_sealed(gift, "title"), gift.supplier) for gift in gifts]
    return ideas.Household(each.city, tuple(heard), tuple(given), spread=each.client_id.int % 1009)


def _put_right(ahead: Iterable[Ahead], known: dict[Key, Anticipation]) -> int:
    """What is over, or was moved in the dossier, passes; what was moved back is proposed again. Returns what passed."""
    coming = {each.key for each in ahead}
    over = [row.pk for key, row in known.items() if row.state == State.PROPOSED and key not in coming]
    back = [row.pk for key, row in known.items() if row.state == State.PASSED and key in coming]
    if over:
        Anticipation.objects.filter(pk__in=over).update(state=State.PASSED)
    if back:
        Anticipation.objects.filter(pk__in=back).update(state=State.PROPOSED)
    return len(over)


def _decide(anticipation_id: UUID, state: str, by: Staff, now: datetime) -> Anticipation:
    found = Anticipation.objects.select_for_update(of=("self",)).select_related("client")
    row = found.filter(pk=anticipation_id).first()
    if row is None:
        raise NotHere
    row.state, row.decided_by, row.decided_at = state, by, now
    row.save(update_fields=["state", "decided_by", "decided_at"])
    journal.record(f"anticipation.{state}", about=row)
    return row
