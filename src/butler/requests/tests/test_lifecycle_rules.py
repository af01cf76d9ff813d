"""What may follow what, and what is due next: to be read aloud."""

from datetime import time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from butler.requests import rules
from butler.requests.rules import Hours, Life, Next, State, What
from butler.requests.rules.lifecycle import AT_REST

from .conftest import at

HOUSE = Hours(time(8), time(21), ZoneInfo("Europe/Moscow"))
EIGHT = at("8:00")
TONIGHT, TOMORROW = at("19:00"), at("19:00", 25)


@pytest.mark.parametrize(
    ("before", "after", "may"),
    [
        ("new", "accepted", True),
        ("new", "booked", False),  # nobody has taken it up
        ("accepted", "options", True),
        ("options", "approval", True),
        ("approval", "booked", True),
        ("accepted", "confirmed", False),  # nothing is confirmed that was not booked
        ("booked", "confirmed", True),
        ("booked", "closed", False),  # what is booked is delivered or cancelled
        ("confirmed", "options", True),  # the promise broke: we look again
        ("confirmed", "closed", False),
        ("delivered", "debriefed", True),
        ("debriefed", "closed", True),
        ("closed", "accepted", True),  # taken up again
        ("cancelled", "accepted", True),
        ("cancelled", "closed", False),
        ("new", "new", False),
    ],
)
def test_what_may_follow_what(before, after, may):
    assert rules.may_become(before, after) is may


@pytest.mark.parametrize(
    ("life", "due"),
    [
        (Life("new"), Next(at("10:00"), What.ACKNOWLEDGE)),  # two hours of work
        (Life("new", promised_at=at("9:00")), Next(at("9:00"), What.ACKNOWLEDGE)),
        (Life("new", promised_at=at("7:00")), Next(at("8:15"), What.ACKNOWLEDGE)),  # late already: at once
        (Life("accepted"), Next(at("12:00"), What.OPTIONS)),
        (Life("accepted", promised_at=at("9:30")), Next(at("9:30"), What.OPTIONS)),
        (Life("accepted", look_at=at("9:00", 30)), Next(at("9:00", 30), What.LOOK_AGAIN)),
        (Life("options"), Next(at("12:00"), What.CLIENT_ANSWER)),
        (Life("approval"), Next(at("10:00"), What.CLIENT_ANSWER)),
        (Life("booked", happens_at=at("19:00", 28)), Next(at("16:00"), What.SUPPLIER_ANSWER)),
        (
            Life("booked", happens_at=at("9:00", 25)),
            Next(at("9:00"), What.SUPPLIER_ANSWER),
        ),  # a day before at the latest
        (Life("confirmed", happens_at=TONIGHT), Next(TONIGHT, What.EVENT)),
        (Life("confirmed"), Next(at("21:00"), What.UPDATE)),
        (Life("confirmed", happens_at=at("19:00", 23)), Next(at("9:00"), What.DEBRIEF)),
        (Life("delivered", happens_at=TONIGHT), Next(at("9:00", 25), What.DEBRIEF)),  # not at night
        (Life("options", paused_until=at("12:00", 27)), Next(at("12:00", 27), What.RESUME)),
        (Life("closed"), None),
        (Life("debriefed"), None),
        (Life("cancelled", paused_until=TOMORROW), None),
    ],
)
def test_what_is_due_next_at_eight_in_the_morning(life, due):
    assert rules.next_moment(life, HOUSE, EIGHT) == due


moments = st.none() | st.integers(-400, 400).map(lambda days: EIGHT + timedelta(days=days, minutes=17))


@given(st.sampled_from(State), moments, moments, moments, moments, st.sampled_from(What))
def test_what_is_open_always_has_a_moment_ahead(state, promised, happens, look, paused, what):
    life = Life(state, promised, happens, look, paused_until=paused)
    for due in (rules.next_moment(life, HOUSE, EIGHT), rules.rung_again(what, life, HOUSE, EIGHT)):
        if state in AT_REST:
            break
        assert due is not None
        assert due.at > EIGHT


def test_a_moment_that_nobody_heeded_rings_again_and_an_event_is_followed_by_its_debrief():
    life = Life("confirmed", happens_at=TONIGHT)
    assert rules.rung_again("options", Life("accepted"), HOUSE, EIGHT) == Next(EIGHT + timedelta(hours=2), What.OPTIONS)
    assert rules.rung_again("event", life, HOUSE, TONIGHT) == Next(at("9:00", 25), What.DEBRIEF)
