"""The judge, on records made by hand: what was met, since when, and what was broken."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from butler.rehearsal.judging import broken, judge, scorecard
from butler.rehearsal.judging.matching import covers, says, told
from butler.rehearsal.record import Record, Said, Timeline
from butler.rehearsal.scenario.checking import scenario_of
from butler.rehearsal.tests.house import HOUSE

EIGHT = datetime(2026, 11, 24, 8, 0, tzinfo=ZoneInfo("Europe/Moscow"))
EXPECTATION = '  - {by: "09:30", sent: {to: olga, says: [стол]}}\n'


def at(minutes: int) -> datetime:
    return EIGHT + timedelta(minutes=minutes)


def letter(minutes: int, to: str, text: str, *, purpose: str = "reply", asks: str = "", number: int = 0) -> Said:
    return Said(at(minutes), "house", to, "mail", purpose, asks, "", text, f"{minutes}/{to}/{number}")


def booking(**fields):
    usual = {
        "id": "1", "given": "dinner", "client": "olga", "kind": "restaurant", "at": "severny", "starts": at(720),
        "ends": at(840), "party": 2, "state": "confirmed", "by": "", "is_proven": True, "is_due_proof": False,
        "successor": "", "fell_at": None, "price": None, "currency": "RUB", "title": "",
    }  # fmt: skip
    return usual | fields


def request(**fields):
    usual = {
        "client": "olga", "category": "restaurant", "party": 2, "when": at(720), "state": "new", "owner": "anna",
        "due_at": at(60), "due_what": "acknowledge", "is_asked": True, "title": "",
    }  # fmt: skip
    return usual | fields


def world(*expectations: str):
    return scenario_of(HOUSE.replace(EXPECTATION, "".join(f"  - {one}\n" for one in expectations)))


def record(*messages: Said, **rows) -> Record:
    """`rows`: kind -> [(minutes, {id: fields})]."""
    timeline = Timeline()
    for kind, snapshots in rows.items():
        for minutes, found in snapshots:
            timeline.lay_down(kind, found, at=at(minutes))
    return Record(timeline, list(messages))


def verdict(expectation: str, seen: Record):
    (found,) = judge(seen, world(expectation))
    return found


LETTERS = record(
    letter(10, "severny", "Сможете\u00a0ли вы принять двоих?", purpose="approach", asks="approach"),
    letter(40, "olga", "Ольга Ильинична,\nстол\u202fу окна держат.", purpose="confirm"),
    letter(50, "olga", "К сожалению, окна нет.", purpose="confirm"),
)


@pytest.mark.parametrize(
    ("expectation", "met"),
    [
        ('{by: "09:00", sent: {to: olga, says: ["СТОЛ у окна"]}}', True),
        ('{by: "08:39", sent: {to: olga, says: ["стол у окна"]}}', False),
        ('{by: "09:00", sent: {to: olga, says: [стол, сожалению]}}', False),
        ('{by: "09:00", sent: {to: olga, says: [окна], never: [сожалению]}}', True),
        ('{by: "09:00", sent: {to: olga, count: 2}}', True),
        ('{by: "09:00", sent: {to: any, says: [двоих]}}', True),
        ('{by: "09:00", sent: {to: clients, says: [двоих]}}', False),
        ('{by: "09:00", sent: {to: network, says: [двоих]}}', True),
        ("{always: {sent: {to: olga, never: [сожалению]}}}", False),
        ('{by: "08:45", always: {sent: {to: olga, never: [сожалению]}}}', True),
        ("{always: {sent: {to: olga, says: [окна]}}}", True),
        ("{never: {sent: {to: severny, says: [окна]}}}", True),
        ("{never: {sent: {to: olga, says: [сожалению]}}}", False),
        ('{by: "08:45", never: {sent: {to: olga, says: [сожалению]}}}', True),
        ('{by: "08:30", approached: [severny]}', True),
        ('{by: "08:05", approached: [severny]}', False),
    ],
)  # fmt: skip
def test_letters_are_judged_each_by_itself(expectation, met):
    assert verdict(expectation, LETTERS).met is met


OYSTERS = {
    "client": "olga", "topic": "food.seafood", "polarity": "likes", "scope": "table", "text": "Устрицы",
    "confidence": 60,
}  # fmt: skip
ROWS = record(
    requests=[(5, {"r": request()}), (90, {"r": request(state="booked")})],
    bookings=[
        (0, {"1": booking()}),
        (60, {"1": booking(state="replaced", by="severny", successor="2", fell_at=at(30)), "2": booking(id="2")}),
    ],
    tasks=[(0, {})],
    preferences=[(0, {"p": OYSTERS})],
)  # fmt: skip


@pytest.mark.parametrize(
    ("expectation", "met"),
    [
        ('{by: "08:10", request: {client: olga, category: restaurant, party: 2, when: "20:00"}}', True),
        ('{by: "08:04", request: {client: olga, category: restaurant}}', False),
        ('{by: "09:45", request: {client: olga, category: restaurant, count: 1}}', True),
        ('{by: "09:45", request: {client: olga, category: hotel, count: 0}}', True),
        ('{by: "09:45", preference: {client: olga, topic: food, says: устриц}}', True),
        ('{by: "09:45", preference: {client: olga, topic: foo}}', False),
        ('{by: "09:45", preference: {client: olga, scope: restaurant, polarity: dislikes}}', False),
        ('{by: "08:59", booking: {client: olga, kind: restaurant, state: replaced}}', False),
        ('{by: "09:00", booking: {client: olga, kind: restaurant, state: replaced, by: severny}}', True),
        ('{by: "09:00", booking: {client: olga, kind: restaurant, state: confirmed, count: 1}}', True),
        ("{never: {booking: {client: olga, kind: restaurant, state: replaced}}}", False),
        ('{by: "08:59", never: {booking: {client: olga, kind: restaurant, state: replaced}}}', True),
        ("{always: {booking: {client: olga, kind: restaurant, state: confirmed, party: 2}}}", True),
    ],
)  # fmt: skip
def test_rows_are_judged_as_they_stand(expectation, met):
    assert verdict(expectation, ROWS).met is met


def test_a_verdict_says_since_when_and_why_not():
    assert verdict('{by: "09:45", booking: {client: olga, kind: restaurant, state: replaced}}', ROWS).at == at(60)
    assert "hotel" not in verdict('{by: "09:45", request: {client: olga, category: hotel}}', ROWS).why
    assert verdict('{by: "09:45", approached: [severny]}', ROWS).why == "not asked: severny"


def test_the_figures_of_a_recovery():
    scenario = world('{by: "09:45", booking: {client: olga, kind: restaurant, state: confirmed}}')
    card = scorecard(ROWS, scenario, judge(ROWS, scenario), broken(ROWS, scenario))
    assert (card.recovered, card.median_minutes) == ((1, 1), 30.0)
    assert card.holds


def numbers(seen: Record) -> list[int]:
    return [one.number for one in broken(seen, world(EXPECTATION.strip(" -\n")))]


@pytest.mark.parametrize(
    "text",
    [
        "Стол для Ольги Белозёрской", "для Белозерской", "OLGA BELOZYORSKAYA", "Муж Ильи Белозёрского",
        "пишите на olga@client.example", "Госпоже Белозёрской",
    ],
)  # fmt: skip
def test_a_name_in_any_form_is_a_leak(text):
    assert numbers(record(letter(1, "severny", text))) == [1]


def test_her_own_name_may_be_told_to_herself():
    assert numbers(record(letter(1, "olga", "Ольга Ильинична, стол Белозёрских ждёт"))) == []


def test_a_word_that_only_begins_like_a_name_is_none():
    assert numbers(record(letter(1, "severny", "Ольгинский пруд, стол на двоих"))) == []


def test_a_letter_that_left_twice():
    one = letter(1, "olga", "Добрый день")
    assert numbers(record(one, one)) == [2]


def test_a_request_without_a_next_moment():
    assert numbers(record(requests=[(0, {"r": request(due_at=None)})])) == [3]


def test_confirmed_without_evidence():
    assert numbers(record(bookings=[(0, {"1": booking(is_proven=False, is_due_proof=True)})])) == [4]


def test_a_client_cannot_dine_in_two_places():
    both = {"1": booking(), "2": booking(id="2", given="", at="another", starts=at(780), ends=at(900))}
    assert numbers(record(bookings=[(0, both)])) == [5]
    held = {"1": booking(), "2": booking(id="2", given="", at="another", state="held")}
    assert numbers(record(bookings=[(0, held)])) == []


def test_a_problem_without_a_way_out():
    assert numbers(record(letter(1, "olga", "Ресторан закрыт."))) == [6]
    assert numbers(record(letter(1, "olga", "Ресторан закрыт, вместо него вас ждут в «Оранжерее»."))) == []


def test_a_spend_above_the_mandate():
    spend = {"client": "olga", "price": "90000", "currency": "RUB", "limit": "60000", "under": "mandate", "at": at(1)}
    assert numbers(record(spends=[(1, {"o": spend | {"is_above": True, "is_approved": False}})])) == [7]
    assert numbers(record(spends=[(1, {"o": spend | {"is_above": True, "is_approved": True}})])) == []


@given(st.text(alphabet="аб \u00a0\u202f\n\t", max_size=30), st.text(alphabet="аб ", min_size=1, max_size=5))
def test_a_text_either_says_a_thing_or_does_not(text, words):
    pattern = re.compile(re.escape(words), re.IGNORECASE)
    assert bool(says(text, [pattern])) is not bool(told(text, [pattern]))


@given(st.lists(st.integers(0, 100), max_size=8), st.integers(0, 100))
def test_a_row_stands_as_its_last_change_says(minutes, moment):
    timeline = Timeline()
    for minute in sorted(minutes):
        timeline.lay_down("tasks", {"t": {"quadrant": minute}}, at=at(minute))
    earlier = [minute for minute in minutes if minute <= moment]
    standing = timeline.at("tasks", at(moment))
    assert standing == ({"t": {"quadrant": max(earlier)}} if earlier else {})


def test_a_topic_covers_what_is_below_it():
    assert covers("food", "food.seafood")
    assert not covers("food", "foodstuff")
    assert not covers("food.seafood", "food")
