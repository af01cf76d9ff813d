"""Cases of months: what is missing, candidates and trials, looks that come back, and renewals that wake what rests."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from butler.ground import clock
from butler.ground.acting import acting_as, acting_for
from butler.ground.refusals import NotHere
from butler.requests import access, actions, rules
from butler.requests.models import Candidate, Category, Look, Task

from .conftest import at

WEEK = timedelta(days=7)
MOSCOW = ZoneInfo("Europe/Moscow")


@pytest.fixture
def governess(olshanskaya, anna):
    """A governess is looked for; for whom is known."""
    with acting_as(anna.pk):
        row = actions.open_request(
            olshanskaya, title="Гувернантка для Лизы", category="tutor", owner=anna, now=clock.now(), with_task=False,
            details={"people": "Лиза, 7 лет", "nonsense": "x"},
        )  # fmt: skip
        actions.accept_request(row.pk, by=anna, now=clock.now())
        actions.enter_phase(row.pk, "search", by=anna, now=clock.now())
    return row


def card(row, person) -> access.RequestCard:
    with acting_as(person.pk):
        return access.client_request(row.pk)


@pytest.mark.parametrize(
    ("category", "known", "missing"),
    [
        ("restaurant", {}, ("when", "time", "party", "place")),
        ("restaurant", {"when": "2026-11-30", "time": "19:30", "party": "4", "city": "Москва"}, ()),
        ("flight", {"origin": "Москва", "when": "2026-12-01"}, ("goal", "party")),
        ("tutor", {"kind": "английский"}, ("people",)),
        ("real_estate", {}, ("city", "budget")),
        ("courier", {"goal": "Мойка, 12"}, ("when",)),
        ("event", {"party": "40"}, ("when", "budget")),
        ("information", {}, ()),
    ],
)
def test_what_must_still_be_asked(category, known, missing):
    assert set(rules.missing(category, known)) == set(missing)


@pytest.mark.parametrize("category", Category.values)
def test_every_category_has_a_template_that_holds_what_it_needs(category):
    names = [spec.name for spec in rules.specs(category)]
    assert names
    assert len(names) == len(set(names))
    assert set(rules.missing(category, {})) <= set(names)


@pytest.mark.parametrize(
    ("at", "months", "turn"),
    [
        (datetime(2026, 1, 31, tzinfo=MOSCOW), 1, datetime(2026, 12, 31, tzinfo=MOSCOW)),
        (datetime(2026, 8, 30, tzinfo=MOSCOW), 6, datetime(2027, 2, 28, tzinfo=MOSCOW)),
        (datetime(2027, 3, 1, tzinfo=MOSCOW), 12, datetime(2027, 3, 1, tzinfo=MOSCOW)),
    ],
)
def test_a_renewal_returns_on_its_day_or_the_last_of_a_shorter_month(at, months, turn):
    assert rules.next_turn(at, months, datetime(2026, 12, 5, tzinfo=MOSCOW)) == turn


def test_what_is_known_is_sealed_kept_and_told_by_name(governess, anna, mark):
    with acting_as(anna.pk):
        assert access.details(governess.pk) == {"people": "Лиза, 7 лет"}
        assert access.missing_of(governess.pk) == ("kind",)
        actions.know(governess.pk, {"kind": "английский", "people": "", "party": "2"}, by=anna, now=clock.now())
        assert access.details(governess.pk) == {"kind": "английский"}  # a tutor has no party
        assert access.missing_of(governess.pk) == ("people",)
    with acting_as(mark.pk):
        assert access.details(governess.pk) == {}
        for door in (access.missing_of, access.case_of):
            with pytest.raises(NotHere):
                door(governess.pk)


def test_what_only_the_merged_one_knew_is_not_lost(governess, olshanskaya, anna):
    with acting_as(anna.pk):
        again = actions.open_request(
            olshanskaya, title="Английский", category="tutor", owner=anna, now=clock.now(),
            details={"kind": "английский", "people": "Лиза"},
        )  # fmt: skip
        actions.merge_requests(again.pk, governess.pk, by=anna, now=clock.now())
        assert access.details(governess.pk) == {"people": "Лиза, 7 лет", "kind": "английский"}


def test_candidates_are_tried_and_judged_and_the_trial_is_looked_at(governess, anna, ilya, mark):
    with acting_as(anna.pk):
        first = actions.add_candidate(governess.pk, name="Ольга Сергеевна", about="МГУ", by=anna, now=clock.now())
        second = actions.add_candidate(governess.pk, name="Мэри", by=anna, now=clock.now())
        actions.judge_candidate(second.pk, state="dropped", words="далеко живёт", by=anna, now=clock.now())
        with pytest.raises(actions.InThePast):
            actions.judge_candidate(first.pk, state="trial", trial_at=at("7:00"), by=anna, now=clock.now())
        actions.judge_candidate(first.pk, state="trial", trial_at=at("16:00", 26), by=anna, now=clock.now())
    assert (card(governess, anna).due_what, card(governess, anna).due_at) == ("look_again", at("16:00", 26))
    with acting_as(ilya.pk):
        actions.judge_candidate(first.pk, state="chosen", words="Лиза улыбалась", by=ilya, now=at("18:00", 26))
        case = access.case_of(governess.pk)
    assert [(one.name, one.state) for one in case.candidates] == [("Ольга Сергеевна", "chosen"), ("Мэри", "dropped")]
    assert [(said.words, said.by) for said in case.candidates[0].opinions] == [("Лиза улыбалась", ilya)]
    with acting_as(mark.pk):
        assert not Candidate.objects.exists()
        with pytest.raises(NotHere):
            actions.judge_candidate(first.pk, state="found", by=mark, now=clock.now())


def test_months_of_waiting_are_looked_at_as_agreed_and_else_by_the_phase(governess, anna):
    with acting_as(anna.pk):
        actions.advance(governess.pk, "options", by=anna, now=clock.now())
    assert (card(governess, anna).due_what, card(governess, anna).due_at) == ("look_again", at("8:00", 24) + WEEK)
    with acting_as(anna.pk):
        actions.plan_look(governess.pk, at=at("10:00", 30), by=anna, now=clock.now(), note="после каникул")
    assert card(governess, anna).due_at == at("10:00", 30)
    with acting_for("due"):
        assert actions.ring_due(now=at("10:00", 30)) == 1
        assert actions.ring_due(now=at("10:00", 30)) == 0
    with acting_as(anna.pk):
        assert Task.objects.get().asks == "look_again"
        assert access.case_of(governess.pk).looks == ()
    assert card(governess, anna).due_at > at("10:00", 30)


def test_a_renewal_wakes_what_rests_and_stands_for_the_next_year(olshanskaya, anna):
    with acting_as(anna.pk):
        club = actions.open_request(
            olshanskaya, title="Клуб", category="club", owner=anna, now=clock.now(), with_task=False
        )
        actions.plan_look(club.pk, at=at("10:00", 30), why="renewal", every_months=12, by=anna, now=clock.now())
        actions.close_request(club.pk, by=anna, now=clock.now())
    assert card(club, anna).due_at is None
    with acting_for("due"):
        assert actions.ring_due(now=at("10:00", 30)) == 1
    assert card(club, anna).state == "accepted"
    with acting_as(anna.pk):
        assert Task.objects.get().asks == "look_again"
        assert Look.objects.get().at == at("10:00", 30).replace(year=2027)
        step = access.history(club.pk)[0]
    assert (step.by, step.purpose, step.why) == (None, "due", "reopened")


def test_a_dinner_is_no_case(olshanskaya, anna):
    with acting_as(anna.pk):
        row = actions.open_request(olshanskaya, title="Ужин", category="restaurant", owner=anna, now=clock.now())
        assert access.case_of(row.pk) is None
        with pytest.raises(actions.NotNow):
            actions.enter_phase(row.pk, "search", by=anna, now=clock.now())
