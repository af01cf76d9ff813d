"""When to begin, and what to propose."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from butler.foresight.rules import dates, workdays
from butler.foresight.rules.dates import Annual
from butler.foresight.rules.ideas import GiftKind, Given, Household, Supplier, Taste, ideas, making_days
from butler.foresight.wording import title, why

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 11, 24), True),
        (date(2026, 11, 28), False),  # Saturday
        (date(2026, 1, 9), False),  # moved day off
        (date(2024, 12, 28), True),  # a working Saturday
        (date(2026, 5, 11), False),  # instead of Saturday, 9 May
        (date(2027, 1, 4), False),
    ],
)
def test_the_production_calendar(day, works):
    assert workdays.is_workday(day) is works


def test_working_days_are_counted_over_the_new_year():
    assert workdays.before(date(2027, 1, 14), 3) == date(2027, 1, 11)
    assert workdays.before(date(2027, 1, 11), 2) == date(2026, 12, 29)
    assert workdays.on_or_before(date(2027, 1, 5)) == date(2026, 12, 30)


@pytest.mark.parametrize(
    ("dated", "falls"),
    [
        (Annual(11, 24), date(2026, 11, 24)),
        (Annual(11, 23), date(2027, 11, 23)),
        (Annual(2, 29, 1988), date(2027, 2, 28)),
        (Annual(5, None), date(2027, 5, 1)),
        (Annual(12, 20, 2026, returns=False), date(2026, 12, 20)),
        (Annual(10, 20, 2026, returns=False), None),
        (Annual(10, 20, None, returns=False), None),
        (Annual(2, 31), date(2027, 2, 28)),
    ],
)
def test_when_a_date_falls_next(dated, falls):
    assert dated.next(TODAY) == falls


def test_a_leap_day_falls_on_itself_in_a_leap_year():
    assert Annual(2, 29, 1988).next(date(2028, 1, 10)) == date(2028, 2, 29)


def test_years_are_counted_only_where_the_year_is_known():
    assert Annual(12, 4, 2016).years(date(2026, 12, 4)) == 10
    assert Annual(12, 4).years(date(2026, 12, 4)) is None


def test_a_jewel_for_a_wife_is_begun_weeks_before_her_birthday():
    foreseen = dates.occasion(Annual(1, 15), making_days("birthday", "spouse"), TODAY)
    assert foreseen.falls_on == date(2027, 1, 15)
    assert foreseen.start_by == date(2026, 12, 7)  # 22 working days over the holidays
    assert foreseen.is_due(TODAY)
    assert not foreseen.is_due(date(2026, 11, 22))


annuals = st.builds(Annual, st.integers(1, 12), st.one_of(st.none(), st.integers(1, 31)), st.none())


@settings(max_examples=30, deadline=None)
@given(annuals, st.sampled_from([0, 5, 17]), st.integers(1, 20))
def test_over_four_years_a_date_is_spoken_of_once_a_year_even_when_the_house_sleeps_for_days(dated, making, step):
    start, seen = date(2025, 1, 1), []
    for day in (start + timedelta(days=n) for n in range(0, 4 * 365, step)):
        foreseen = dates.occasion(dated, making, day)
        if foreseen.is_due(day) and foreseen.falls_on not in seen:
            seen.append(foreseen.falls_on)
    years = [falls.year for falls in seen]
    assert len(set(years)) == len(years)
    assert set(years) >= {2026, 2027, 2028}


def test_documents_have_their_own_lead_times():
    assert dates.expiry("travel_passport", date(2027, 3, 1)).start_by == date(2026, 12, 1)
    assert dates.expiry("membership", date(2027, 1, 31)).start_by == date(2026, 12, 30)


TRIP = (date(2026, 12, 28), date(2027, 1, 8), ("TR",))


@pytest.mark.parametrize(
    ("kind", "country", "expires", "trip", "code"),
    [
        ("travel_passport", "RU", date(2027, 5, 1), TRIP, "six_months"),
        ("travel_passport", "RU", date(2028, 5, 1), TRIP, None),
        ("travel_passport", "RU", date(2027, 5, 1), (*TRIP[:2], ("RU",)), None),
        ("visa", "TR", date(2027, 1, 5), TRIP, "ends_before"),
        ("visa", "FR", date(2027, 1, 5), TRIP, None),
        ("passport", "RU", date(2027, 1, 5), TRIP, None),
    ],
)
def test_a_passport_outlives_a_trip_by_six_months_and_a_visa_covers_it(kind, country, expires, trip, code):
    foreseen = dates.for_trip(kind, country, expires, trip)
    assert (foreseen.reasons[0][0] if foreseen else None) == code


def supplier(number: int, kind: str, name: str = "", city: str = "Санкт-Петербург", **fields) -> Supplier:
    values = {"price_band": 3, "standing": 4, "reliability": 90} | fields
    return Supplier(number, name or f"{kind} {number}", kind, city, **values)


NETWORK = [
    supplier(1, "jeweller", "Аметист"),
    supplier(2, "florist", "Пион"),
    supplier(3, "boutique", "Шёлк"),
    supplier(4, "restaurant", "Северный двор", price_band=5),
    supplier(5, "theatre", "Малая сцена"),
    supplier(6, "gallery", "Свет"),
    supplier(7, "beauty", "Тишина"),
    supplier(8, "event", "Фейерверк"),
]
PETERSBURG = "Санкт-Петербург"
JANUARY = date(2027, 1, 20)


def kinds(household: Household, relation: str = "spouse", falls: date = JANUARY) -> list[str]:
    return [str(idea.kind) for idea in ideas("birthday", relation, falls, household, NETWORK, TODAY)]


def test_three_ideas_of_three_kinds_in_time():
    assert kinds(Household(PETERSBURG)) == ["jewel", "boutique", "evening"]


def test_what_is_liked_comes_first():
    assert kinds(Household(PETERSBURG, (Taste("likes", "flowers", "белые пионы"),)))[0] == "flowers"


@pytest.mark.parametrize(
    "against",
    [
        Taste("dislikes", "gift", "не носит украшения"),
        Taste("never", "style", "золото"),
        Taste("likes", "allergy", "серебро"),
    ],
)
def test_what_is_disliked_forbidden_or_an_allergy_is_never_proposed(against):
    assert "jewel" not in kinds(Household(PETERSBURG, (against,)))


def test_what_cannot_be_made_in_time_is_not_proposed():
    slow = {"jewel", "boutique", "evening", "art", "made", "party"}
    assert kinds(Household(PETERSBURG), falls=TODAY + timedelta(days=3))[0] == "flowers"
    for days in range(4):
        assert not slow & set(kinds(Household(PETERSBURG), falls=TODAY + timedelta(days=days)))


def test_there_are_three_ideas_even_where_the_network_has_no_maker_and_at_the_last_moment():
    for occasion in ("birthday", "anniversary", "name_day", "other"):
        for relation, age in (("spouse", None), ("child", 6), ("child", 15), ("child", None), ("friend", 40)):
            for days in (0, 1, 4, 40):
                falls = TODAY + timedelta(days=days)
                found = ideas(occasion, relation, falls, Household(PETERSBURG), [], TODAY, age=age)
                assert len({idea.kind for idea in found}) == 3
                assert all(idea.price > 0 and idea.order_by >= TODAY and idea.supplier is None for idea in found)
    assert len(ideas("memorial", "parent", JANUARY, Household(PETERSBURG), NETWORK, TODAY)) == 1


def test_a_boy_of_twelve_gets_what_two_makers_of_presents_and_a_table_can_do():
    makers = [
        supplier(30, "other", "Небесный свод", style="телескопы", makes_presents=True),
        supplier(31, "other", "Корица", style="торты", makes_presents=True),
        supplier(32, "restaurant", "Печь и сад"),
        supplier(33, "jeweller", "Аметист"),
    ]
    found = ideas("birthday", "child", JANUARY, Household(PETERSBURG), makers, TODAY, age=12)
    assert {idea.supplier.name for idea in found} == {"Небесный свод", "Корица", "Печь и сад"}
    given = Household(PETERSBURG, gifts=(Given("Телескоп с треногой", ""),))
    again = ideas("birthday", "child", JANUARY, given, makers, TODAY, age=12)
    assert len(again) == 3
    assert "Небесный свод" not in {idea.supplier.name for idea in again if idea.supplier}


def test_what_a_boy_loves_is_what_the_day_out_the_lesson_and_the_book_are_about():
    stars = Household(PETERSBURG, (Taste("likes", "other", "астрономия"),))
    found = ideas(
        "birthday", "child", TODAY + timedelta(days=8), stars, [supplier(32, "restaurant", "Печь")], TODAY, age=12
    )
    assert [title(idea, "ru").replace("\u00a0", " ") for idea in found] == [
        "Праздничный обед всей семьёй, «Печь»", "День открытий: астрономия", "Урок у мастера: астрономия",
    ]  # fmt: skip
    assert "Отмечено: астрономия" in why(found[1], "ru").replace("\u00a0", " ")
    assert "Noted: астрономия" in why(found[1], "en").replace("\u00a0", " ")
    never = Household(PETERSBURG, (Taste("dislikes", "other", "астрономия"),))
    assert not any(idea.theme for idea in ideas("birthday", "child", JANUARY, never, [], TODAY, age=12))


def test_a_son_of_thirty_is_no_child():
    found = ideas("birthday", "child", JANUARY, Household(PETERSBURG), NETWORK, TODAY, age=30)
    assert found[0].kind == GiftKind.JEWEL


SOMETHING = [*NETWORK, supplier(40, "museum"), supplier(41, "other", makes_presents=True, style="шкатулки")]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(SOMETHING), unique=True), st.integers(0, 90), st.sampled_from([None, 5, 12, 16, 40]))
def test_whatever_the_network_there_are_three_that_fit_the_age_and_can_be_had(network, days, age):
    found = ideas("birthday", "child", TODAY + timedelta(days=days), Household(PETERSBURG), network, TODAY, age=age)
    assert len(found) == 3
    assert all(idea.order_by >= TODAY for idea in found)
    if age != 40:
        assert not {GiftKind.JEWEL, GiftKind.CARE} & {idea.kind for idea in found}


def test_no_supplier_twice_in_a_household_and_no_habit():
    used = Household(PETERSBURG, gifts=(Given("Серьги", "Аметист"),))
    assert "jewel" not in kinds(used)
    habit = Household(PETERSBURG, gifts=tuple(Given("Шёлковый платок", "") for _ in range(3)))
    assert "boutique" not in kinds(habit)


def test_a_child_gets_no_jewel():
    assert "jewel" not in kinds(Household(PETERSBURG), relation="child")


def test_the_price_follows_the_house_and_the_order_day_the_making():
    idea = next(
        each
        for each in ideas("anniversary", "spouse", JANUARY, Household(PETERSBURG), NETWORK, TODAY)
        if each.kind == GiftKind.DINNER
    )
    assert idea.price == 117_000
    assert idea.order_by == workdays.before(JANUARY, 6)


def test_whoever_lays_the_table_hears_of_allergies():
    nuts = Household(PETERSBURG, (Taste("must", "allergy", "орехи"),))
    found = {idea.kind: idea for idea in ideas("anniversary", "spouse", JANUARY, nuts, NETWORK, TODAY)}
    assert found[GiftKind.DINNER].avoid == ("орехи",)
    assert found[GiftKind.JEWEL].avoid == ()


MAKERS = [
    supplier(20, "other", "Листок", style="семейная книга", makes_presents=True),
    supplier(21, "jeweller", "Горн", style="запонки на заказ", makes_presents=True),
    supplier(22, "florist", "Пион", style="авторские букеты", makes_presents=True),
    supplier(23, "gallery", "Волна", style="морские офорты"),
]


def made(*tastes: Taste, gifts: tuple[Given, ...] = (), spread: int = 0) -> str:
    household = Household(PETERSBURG, tastes, gifts, spread)
    found = ideas("anniversary", "spouse", TODAY + timedelta(days=14), household, MAKERS, TODAY)
    return next((idea.supplier.name for idea in found if idea.kind == GiftKind.MADE), "")


def test_whoever_has_a_door_for_presents_makes_one_whatever_their_trade():
    assert made(Taste("likes", "gift", "именные мелочи ручной работы")) == "Листок"
    assert made(spread=1) == "Горн"


def test_nothing_is_made_again_nor_against_taste_in_any_form_of_the_word():
    assert made(gifts=(Given("Старинные книги", ""),)) == "Горн"
    assert made(Taste("never", "gift", "запонок не носит"), spread=1) == "Листок"
    assert made(Taste("never", "gift", "запонки"), gifts=(Given("Книга", ""),)) == ""
