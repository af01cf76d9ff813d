"""Decisions of a search, as a table to read aloud, and what must always hold."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from butler.sourcing.rules import (
    Asked,
    Could,
    Fit,
    Offered,
    Reason,
    Right,
    Spend,
    Verdict,
    answer_by,
    best_first,
    chase_at,
    fits,
    judge,
    plan_b_at,
    plan_waves,
    right_to_take,
)
from butler.sourcing.rules.beginning import may_begin

TWO = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("left", "sizes"),
    [
        (timedelta(days=5), [2, 2, 2, 2]),
        (6 * HOUR, [3, 4, 1]),
        (2 * HOUR, [4, 4]),
        (HOUR, [5, 3]),
        (HOUR / 2, [8]),
    ],
)
def test_the_less_time_is_left_the_more_are_asked_at_once(left, sizes):
    those = [Could(number, None, 50) for number in range(1, 9)]
    assert [len(wave.asks) for wave in plan_waves(those, now=TWO, until=TWO + left)] == sizes


def test_the_warm_and_likely_come_first_who_rests_comes_last_and_colleagues_are_not_asked_at_once():
    rests, cold, warm, likely, colleague = (
        Could(1, None, 90, is_resting=True), Could(2, None, 20), Could(3, 7, 60, warmth=80), Could(4, 8, 60, warmth=40),
        Could(5, 7, 55),
    )  # fmt: skip
    waves = plan_waves([rests, cold, warm, likely, colleague], now=TWO, until=TWO + 3 * HOUR)
    assert [one.contact for one in waves[0].asks] == [3, 4, 2, 1]
    assert [one.contact for one in waves[1].asks] == [5]


@given(st.integers(0, 40), st.timedeltas(timedelta(minutes=1), timedelta(days=60)))
def test_nobody_is_asked_twice_and_every_moment_is_in_order(many, left):
    those = [Could(number, number % 5, number % 100) for number in range(many)]
    waves = plan_waves(those, now=TWO, until=TWO + left)
    asked = [one.contact for wave in waves for one in wave.asks]
    assert len(asked) == len(set(asked)) == min(many, 24)
    opens = [wave.opens_at for wave in waves]
    assert opens == sorted(opens)
    by = answer_by(TWO, TWO + left)
    assert TWO < chase_at(TWO, by) < by
    assert TWO <= plan_b_at(TWO, TWO + left) <= TWO + max(left, timedelta(0))


@pytest.mark.parametrize(
    ("term", "offered", "fit"),
    [
        ("партер", "партер, 6 ряд, места 11-12, два билета", Fit.MET),
        ("партер", "балкон второго яруса, 3 ряд", Fit.MISSED),
        ("партер", "два билета, 6 ряд", Fit.NOT_SAID),
        ("партер, ряд 4–8", "партер, ряд 6", Fit.MET),
        ("партер, ряд 4–8", "партер, ряд 12", Fit.MISSED),
        ("партер не дальше десятого ряда", "партер, 6 ряд", Fit.MET),
        ("партер не дальше десятого ряда", "партер, 14 ряд", Fit.MISSED),
        ("у прохода", "партер, 6 ряд, у прохода", Fit.MET),
        ("у прохода", "партер, 6 ряд", Fit.NOT_SAID),
        ("столик у окна", "есть стол у окна на четверых", Fit.MET),
        ("бизнес-класс", "места в экономе", Fit.MISSED),
        ("stalls, rows 4-8", "stalls, row 6", Fit.MET),
    ],
)
def test_a_term_is_met_only_when_it_is_said(term, offered, fit):
    assert fits(term, offered) == fit


PLAY = Asked(terms=(("партер", True), ("у прохода", False)), party=2, ceiling=Decimal(60_000), category="tickets")
GOOD = Offered("партер, 6 ряд, места 11-12", Decimal(44_000), hold_until=TWO + 2 * HOUR, reliability=95)


@pytest.mark.parametrize(
    ("changes", "verdict", "reason"),
    [
        ({}, Verdict.GOOD, Reason.PRICE_WITHIN),
        ({"price": Decimal(180_000)}, Verdict.LACKING, Reason.PRICE_ABOVE),
        ({"price": None}, Verdict.UNCLEAR, Reason.PRICE_NOT_SAID),
        ({"what": "балкон"}, Verdict.LACKING, Reason.HARD_TERM),
        ({"hold_until": TWO + HOUR / 12}, Verdict.LACKING, Reason.HOLD_TOO_SHORT),
        ({"currency": "EUR"}, Verdict.UNCLEAR, Reason.OTHER_CURRENCY),
    ],
)
def test_an_offer_is_judged_with_its_reasons(changes, verdict, reason):
    judged = judge(Offered(**(vars(GOOD) | changes)), PLAY, now=TWO)
    assert judged.verdict == verdict
    assert reason in {one.reason for one in judged.reasons}


def test_the_house_buys_nothing_resold_above_the_printed_price_unless_allowed():
    printed = Asked(**(vars(PLAY) | {"face_value": Decimal(15_000)}))
    assert judge(GOOD, printed, now=TWO).verdict == Verdict.LACKING
    assert judge(GOOD, Asked(**(vars(printed) | {"may_resell": True})), now=TWO).verdict == Verdict.GOOD


@given(st.lists(st.tuples(st.integers(1, 90_000), st.integers(0, 100), st.sampled_from(["партер", "балкон", "ложа"]))))
def test_what_is_better_in_everything_never_stands_lower(offers):
    judged = [(one, judge(Offered(one[2], Decimal(one[0]), reliability=one[1]), PLAY, now=TWO)) for one in offers]
    order = [one for one, _ in best_first(judged)]
    for better, worse in ((a, b) for a in order for b in order):
        if better[2] == "партер" != worse[2]:
            assert better[0] > 60_000 or order.index(better) < order.index(worse)


@pytest.mark.parametrize(
    ("spend", "right"),
    [
        (Spend(None), Right.MANDATE),
        (Spend(Decimal(44_000), mandate=Decimal(60_000)), Right.MANDATE),
        (Spend(Decimal(44_000), mandate=Decimal(60_000), client_chooses=True), Right.ASK_CLIENT),
        (Spend(Decimal(44_000), "EUR", mandate=Decimal(60_000)), Right.ASK_CLIENT),
        (Spend(Decimal(44_000)), Right.ASK_CLIENT),
        (Spend(Decimal(44_000), client_chose=True), Right.ASK_HOUSE),
        (Spend(Decimal(44_000), client_chose=True, yeses=1), Right.APPROVAL),
        (Spend(Decimal(44_000), mandate=Decimal(60_000), client_chose=True), Right.CLIENT),
        (Spend(Decimal(700_000), mandate=Decimal(900_000)), Right.ASK_HOUSE),
        (Spend(Decimal(700_000), client_chose=True, yeses=1), Right.ASK_HOUSE),
        (Spend(Decimal(700_000), client_chose=True, yeses=2), Right.APPROVAL),
    ],
)
def test_nothing_is_spent_without_a_right(spend, right):
    assert right_to_take(spend) == right


@pytest.mark.parametrize(
    ("category", "known", "begins"),
    [
        ("restaurant", {"when": "2026-11-25T20:00", "party": "2"}, True),
        ("restaurant", {"when": "2026-11-25", "party": "2"}, False),
        ("tickets", {"name": "Чайка", "when": "2026-11-24T19:00"}, True),
        ("hotel", {"when": "2026-12-04"}, True),
        ("medical", {"kind": "кардиолог"}, True),
        ("gift", {}, False),
        ("reminder", {"name": "таблетки", "when": "2026-12-04"}, False),
        ("transfer", {"goal": "Пулково", "when": "2026-12-04T10:00"}, False),
    ],
)
def test_the_network_is_asked_as_soon_as_enough_is_known(category, known, begins):
    assert may_begin(category, known) == begins
