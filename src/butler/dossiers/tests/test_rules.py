"""Dates, documents, canonical forms and gifts: tables to read aloud, and what must always hold."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from butler.dossiers import rules
from butler.dossiers.rules import Fault, Given, PartialDate, Reader, TripFacts, Warned

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("told", "today", "falls"),
    [
        (PartialDate(12, 9), TODAY, date(2026, 12, 9)),
        (PartialDate(11, 24), TODAY, TODAY),
        (PartialDate(11, 23), TODAY, date(2027, 11, 23)),
        (PartialDate(5), TODAY, date(2027, 5, 1)),  # "in May": from its first day on
        (PartialDate(2, 29), TODAY, date(2027, 2, 28)),
        (PartialDate(2, 29, 1988), date(2028, 1, 1), date(2028, 2, 29)),
        (PartialDate(2, 29), date(2027, 2, 28), date(2027, 2, 28)),
        (PartialDate(2, 29), date(2027, 3, 1), date(2028, 2, 29)),
        (PartialDate(6, 10, 2028), TODAY, date(2028, 6, 10)),  # a wedding that is yet to be
        (PartialDate(6, 10, 2020, returns=False), TODAY, None),
        (PartialDate(12, 31, 2026, returns=False), TODAY, date(2026, 12, 31)),
        (PartialDate(4, 31), TODAY, date(2027, 4, 30)),  # as some telephones write it
    ],
)
def test_when_a_date_falls_next(told, today, falls):
    assert rules.next_date(told, today) == falls


@pytest.mark.parametrize(
    ("told", "on", "years"),
    [
        (PartialDate(12, 9, 1956), date(2026, 12, 9), 70),
        (PartialDate(12, 9), date(2026, 12, 9), None),
        (PartialDate(6, 10, 2028), date(2028, 6, 10), None),
        (PartialDate(2, 29, 1988), date(2027, 2, 28), 39),
    ],
)
def test_how_many_years_it_makes(told, on, years):
    assert rules.turns(told, on) == years


months = st.integers(1, 12)
days = st.none() | st.integers(1, 31)
returning = st.builds(PartialDate, months, days, st.none() | st.integers(1900, 2035))
starts = st.dates(date(1999, 1, 1), date(2101, 1, 1))


@given(returning, starts, st.integers(1, 40))
def test_a_date_comes_once_in_every_year_never_missed_and_never_doubled(told, start, years):
    end = start.replace(year=start.year + years, day=min(start.day, 28))
    found = list(rules.dates_between(told, start, end))
    expected = [
        on
        for year in range(start.year, end.year + 1)
        if year >= (told.year or 0) and start <= (on := rules.falls_in(told, year)) < end
    ]
    assert found == expected


@given(returning, starts, st.integers(1, 4000), st.integers(1, 4000))
def test_two_windows_side_by_side_give_what_one_gives(told, start, first, second):
    middle = start + timedelta(days=first)
    end = middle + timedelta(days=second)
    halves = [*rules.dates_between(told, start, middle), *rules.dates_between(told, middle, end)]
    assert halves == list(rules.dates_between(told, start, end))


@given(st.builds(PartialDate, months, days, st.none() | st.integers(1900, 2100), st.booleans()), starts)
def test_the_next_date_is_never_past_and_stays_the_same_until_it_comes(told, today):
    falls = rules.next_date(told, today)
    if falls is None:
        assert not told.returns
        return
    assert falls >= today
    assert falls.month == told.month
    assert rules.next_date(told, falls) == falls
    assert rules.next_date(told, today + (falls - today) / 2) == falls


COMO = TripFacts(1, date(2026, 12, 20), date(2027, 1, 8), ("IT",))
SOCHI = TripFacts(2, date(2026, 12, 1), date(2026, 12, 5), ("RU",))


@pytest.mark.parametrize(
    ("expiry", "trips", "said"),
    [
        (date(2031, 1, 1), (COMO,), ()),
        (date(2027, 7, 8), (COMO,), ()),  # six months to the day
        (date(2027, 7, 7), (COMO,), (Warned(Fault.SIX_MONTHS, 1, date(2027, 7, 8)),)),
        (date(2027, 1, 7), (COMO,), (Warned(Fault.ENDS_BEFORE_TRIP, 1, date(2027, 1, 8)),)),
        (date(2027, 5, 1), (SOCHI,), ()),  # at home half a year is not asked for
        (date(2027, 1, 20), (), (Warned(Fault.SOON),)),
        (date(2027, 1, 20), (SOCHI,), (Warned(Fault.SOON),)),
        (date(2026, 11, 23), (), (Warned(Fault.EXPIRED),)),
        (
            date(2026, 11, 23),
            (COMO,),
            (Warned(Fault.EXPIRED), Warned(Fault.ENDS_BEFORE_TRIP, 1, date(2027, 1, 8))),
        ),
        (None, (COMO,), ()),
    ],
)
def test_what_is_said_of_a_document(expiry, trips, said):
    assert rules.document_warnings(expiry, trips, TODAY) == said


@given(st.dates(date(2020, 1, 1), date(2035, 1, 1)), st.dates(date(2026, 1, 1), date(2030, 1, 1)))
def test_a_document_that_outlasts_a_journey_by_half_a_year_is_never_objected_to(expiry, ends_on):
    trip = TripFacts(1, ends_on, ends_on, ("FR",))
    faults = {warned.fault for warned in rules.document_warnings(expiry, [trip], TODAY) if warned.trip_id}
    if ends_on < TODAY or expiry >= rules.months_after(ends_on, 6):
        assert not faults
    else:
        assert len(faults) == 1


@pytest.mark.parametrize(
    ("kind", "written", "same"),
    [
        ("phone", "8 (921) 555-01-02", "+79215550102"),
        ("phone", "+7 921 555 01 02", "+79215550102"),
        ("phone", "+44 20 7946 0958", "+442079460958"),
        ("phone", "звонить после девяти", ""),
        ("mail", " Maria@Mail.Example ", "maria@mail.example"),
        ("mail", "mailto:maria@mail.example", "maria@mail.example"),
        ("telegram", "https://t.me/Maria_O", "maria_o"),
        ("telegram", "@maria_o", "maria_o"),
        ("document", "75 № 123-4567", "75N1234567"),
        ("document", "АВ 12 34", "AB1234"),  # Cyrillic letters
        ("document", "ab1234", "AB1234"),  # Latin ones
        ("place", "наб. Мойки, 12", ""),
    ],
)
def test_the_same_value_has_one_form(kind, written, same):
    if kind == "document" and "№" in written:
        same = "75NO1234567"  # compatibility form of the sign
    assert rules.canonical(kind, written) == same


@given(st.text(max_size=40), st.sampled_from(["phone", "mail", "telegram", "document"]))
def test_the_one_form_of_the_one_form_is_itself(text, kind):
    once = rules.canonical(kind, text)
    assert rules.canonical(kind, once) == once


HOUSEHOLD = [
    Given(1, "Шёлковый платок с пионами", date(2024, 3, 14)),
    Given(2, "Абонемент в филармонию", date(2025, 12, 9)),
    Given(3, "Чайный сервиз", date(2023, 6, 1)),
]


@pytest.mark.parametrize(
    ("title", "repeats"),
    [("Платок из шёлка", [1]), ("Абонемент на органные вечера в филармонии", [2]), ("Книга о Венеции", []), ("", [])],
)
def test_no_present_is_given_twice_in_a_household(title, repeats):
    assert [given.id for given in rules.gift_repeats(title, HOUSEHOLD)] == repeats


@given(st.integers(0, 100))
def test_confidence_grows_with_a_yes_falls_with_a_no_and_stays_a_share(confidence):
    assert 0 <= rules.after_contradiction(confidence) <= confidence
    assert min(confidence, 98) <= rules.after_confirmation(confidence) <= 98


ANNA, VERA, OWNER = Reader(1, "concierge", True), Reader(2, "lead", True), Reader(3, "owner", True)


@pytest.mark.parametrize(
    ("reader", "holders", "may"),
    [
        (ANNA, [(1, None)], True),
        (ANNA, [(5, 2)], False),
        (VERA, [(5, 2)], True),
        (VERA, [(5, 9)], False),
        (Reader(2, "concierge", True), [(5, 2)], False),  # leads on paper only
        (OWNER, [], True),
        (Reader(1, "concierge", False), [(1, None)], False),
        (Reader(1, "auditor", True), [(1, None)], False),
    ],
)
def test_who_may_open_a_dossier(reader, holders, may):
    assert rules.may_open(reader, holders) is may
