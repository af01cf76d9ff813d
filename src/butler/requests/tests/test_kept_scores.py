"""Which scores are written anew: none that still says what the rule says, and every one that does not."""

from datetime import timedelta
from uuid import uuid4

from hypothesis import given
from hypothesis import strategies as st

from butler.requests import rules
from butler.requests.rules import Facts, Kept
from butler.requests.tests.conftest import at
from butler.requests.tests.test_rules import HOUSE as HOURS

NOON = at("12:00")
MOMENTS = st.none() | st.integers(-3000, 12_000).map(lambda minutes: NOON + timedelta(minutes=minutes))
FACTS = st.builds(
    Facts,
    due_at=MOMENTS,
    no_return_at=MOMENTS,
    effort=st.integers(5, 600).map(lambda minutes: timedelta(minutes=minutes)),
    cost_of_failure=st.integers(0, 3),
    is_key_client=st.booleans(),
    is_for_occasion=st.booleans(),
    is_promised=st.booleans(),
)


def kept(facts: Facts, scored_at, **fields) -> Kept:
    """A task whose score was written down at that moment."""
    found = rules.score(facts, HOURS, scored_at)
    usual = {
        "moved_to": None, "moved_until": None, "snoozed_until": None, "quadrant": int(found.quadrant),
        "urgency": found.urgency, "importance": found.importance, "becomes_urgent_at": found.becomes_urgent_at,
    }  # fmt: skip
    return Kept(
        id=uuid4(), due_at=facts.due_at, no_return_at=facts.no_return_at, scored_at=scored_at,
        effort_minutes=facts.effort // timedelta(minutes=1), cost_of_failure=facts.cost_of_failure,
        is_key_client=facts.is_key_client, is_for_occasion=facts.is_for_occasion, is_promised=facts.is_promised,
        **(usual | fields),
    )  # fmt: skip


@given(FACTS, st.integers(0, 4000))
def test_a_score_is_written_anew_exactly_when_any_of_it_has_changed(facts, minutes):
    now = NOON + timedelta(minutes=minutes)
    row = kept(facts, NOON)
    is_outdated = [row.id] == list(rules.outdated([row], HOURS, now))
    assert is_outdated == (rules.score(facts, HOURS, now) != rules.score(facts, HOURS, NOON))


def test_what_a_person_chose_or_put_off_is_looked_at_when_its_moment_has_come():
    far = Facts(due_at=at("12:00", 30))
    placed = kept(far, NOON, moved_to=1, moved_until=at("13:00"), quadrant=1)
    put_off = kept(far, NOON, snoozed_until=at("13:00"))
    assert list(rules.outdated([placed, put_off], HOURS, at("12:59"))) == []
    assert list(rules.outdated([placed, put_off], HOURS, at("13:00"))) == [placed.id, put_off.id]


def test_a_task_that_was_never_scored_or_whose_client_has_become_a_key_client_is_scored():
    row = kept(Facts(), NOON)
    new, risen = row._replace(scored_at=None), row._replace(is_key_client=True)
    assert list(rules.outdated([row, new, risen], HOURS, NOON)) == [new.id, risen.id]
