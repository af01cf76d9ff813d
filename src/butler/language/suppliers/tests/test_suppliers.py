"""Answers of suppliers: what they are, and that nothing less than a yes is ever read as one."""

import time
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from butler.language import second
from butler.language.suppliers import Asked, Clue, Kind, SupplierReply, read_reply
from butler.language.suppliers.cases import read_case
from butler.language.suppliers.tests.fourth import FOURTH
from butler.language.suppliers.tests.later import LATER
from butler.language.suppliers.tests.near import HEDGES, NEAR, YES
from butler.language.suppliers.tests.replies import ASKED, BLIND, RECEIVED
from butler.language.suppliers.tests.third import THIRD

FLOOR = 0.92
LONG = 200_000
SECONDS = 2.0


def read(text: str, asked: str = "R") -> SupplierReply:
    return read_reply(text, received=RECEIVED, asked=ASKED[asked])


def kind(text: str) -> Kind:
    return read(text).kind


@pytest.mark.parametrize("table", [BLIND, LATER, THIRD, FOURTH], ids=["first", "later", "third", "fourth"])
def test_the_kind_is_read_and_no_yes_where_there_is_none(table):
    read_as = [(read(text, asked).kind, wanted.split("|")) for _, asked, text, wanted, _ in table]
    assert not [wanted for got, wanted in read_as if got == "confirm" and "confirm" not in wanted]
    assert sum(got in wanted for got, wanted in read_as) >= FLOOR * len(table)


@pytest.mark.parametrize("table", [BLIND, LATER, THIRD, FOURTH], ids=["first", "later", "third", "fourth"])
def test_numbers_days_prices_and_terms_are_read(table):
    facts = [(read(text, asked), name, value) for _, asked, text, _, wanted in table for name, value in wanted.items()]
    right = [said(getattr(reply, name)) == value for reply, name, value in facts]
    assert sum(right) >= FLOOR * len(right)


def said(fact: object) -> object:
    if isinstance(fact, datetime):
        return fact.isoformat(timespec="minutes")
    if isinstance(fact, date):
        return fact.isoformat()
    return (float(fact[0]), fact[1]) if isinstance(fact, tuple) else fact


@pytest.mark.parametrize("text", NEAR)
def test_what_sounds_like_a_yes_is_none(text):
    assert kind(text) != Kind.CONFIRM


@pytest.mark.parametrize("text", YES)
def test_a_plain_yes_is_one(text):
    assert kind(text) == Kind.CONFIRM


@given(
    st.sampled_from(YES),
    st.lists(st.sampled_from(HEDGES), min_size=1, max_size=3),
    st.sampled_from([", ", ". ", "; ", " ", "\n", " — ", "! ", " ("]),
    st.booleans(),
)
@settings(max_examples=300, deadline=None)
def test_no_hedged_yes_is_a_yes(yes, hedges, between, comes_first):
    hedged = between.join(hedges)
    assert kind(f"{hedged}{between}{yes}" if comes_first else f"{yes}{between}{hedged}") != Kind.CONFIRM


@given(
    st.sampled_from([yes for yes in YES if not yes.startswith("Да")]),
    st.sampled_from(["не ", "Мы не можем сказать, что ", "not ", "Нет, не "]),
)
@settings(max_examples=48, deadline=None)
def test_no_denied_yes_is_a_yes(yes, denial):
    assert kind(denial + yes[0].lower() + yes[1:]) != Kind.CONFIRM


@given(st.sampled_from(YES))
@settings(max_examples=len(YES), deadline=None)
def test_no_asked_yes_is_a_yes(yes):
    assert kind(f"{yes}?") != Kind.CONFIRM


@pytest.mark.parametrize(
    "text",
    [
        "Подтверждаем, 17 октября",
        "Подтверждаем, 21:00",
        "Подтверждаем на двоих",
        "Confirmed for two people at 8pm",
        "Ждём вас в субботу",
    ],
)
def test_a_yes_to_something_else_is_an_offer(text):
    assert kind(text) == Kind.OFFER


def test_an_answer_longer_than_we_read_is_never_a_yes():
    assert kind("Подтверждаем стол. " + "Ресторан в саду. " * 400) != Kind.CONFIRM


def test_what_speaks_for_it_is_shown():
    text = "Стол забронирован, но ждём депозит"
    reply = read(text)
    assert {text[found.start : found.end] for found in reply.evidence if found.clue is Clue.FIRM} == {"забронирован"}
    assert reply.kind == Kind.TENTATIVE
    assert reply.confidence > 0


def test_an_answer_that_may_be_two_things_names_both():
    reply = read("Подтверждаем, 17 октября")
    assert (reply.kind, reply.second) == (Kind.OFFER, Kind.CONFIRM)


@pytest.mark.parametrize(
    ("text", "ref"),
    [
        ("Бронь № 8841", "8841"),
        ("Ваша бронь 8841 активна", "8841"),
        ("Conf # ABC123", "ABC123"),
        ("Booking reference: QX-55-1", "QX-55-1"),
        ("PNR KLMXYZ", "KLMXYZ"),
        ("Стол № 12 у окна", None),
        ("Бронь на 16 октября", None),
        ("Рейс SU 1440", None),
        ("позвоните 8 900 000 00 00", None),
    ],
)
def test_the_suppliers_number(text, ref):
    assert read(text).ref == ref


@pytest.mark.parametrize(
    ("text", "price"),
    [
        ("18 500 ₽", (18500, "RUB")),
        ("по 12 000 р.", (12000, "RUB")),
        ("52 тыс. евро", (52000, "EUR")),
        ("€740 per night", (740, "EUR")),
        ("USD 31,500 all in", (31500, "USD")),
        ("£185 each", (185, "GBP")),
        ("1 250,50 EUR", (Decimal("1250.50"), "EUR")),
        ("1,5 млн руб.", (1500000, "RUB")),
        ("номер 448120.", None),
        ("3 ряд, 12 место", None),
    ],
)
def test_the_price_with_its_currency(text, price):
    assert read(text).price == (price and (Decimal(price[0]), price[1]))


@pytest.mark.parametrize(
    ("text", "until"),
    [
        ("Держим стол до 18:00 сегодня", "2026-10-13T18:00"),
        ("Держим стол до пятницы", "2026-10-16"),
        ("Снимем бронь в 18:00, если не подтвердите", "2026-10-13T18:00"),
        ("Опцион на сутки", "2026-10-14T12:00"),
        ("We hold it until Thursday noon", "2026-10-15T12:00"),
        ("Предлагаем стол на девять, предложение действует до 15 октября", "2026-10-15"),
        ("Скорее всего, да; ответим в течение 24 часов", None),
    ],
)
def test_when_their_hold_ends(text, until):
    assert said(read(text).hold_until) == until


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("Подтверждаем, в восемь", "2026-10-16T20:00"),
        ("Можем в 21:15 на веранде", "2026-10-16T21:15"),
        ("На 16-е нет, на 18-е есть", "2026-10-18"),
        ("We can do 9pm on Saturday", "2026-10-17T21:00"),
        ("Подтверждаем стол", None),
    ],
)
def test_when_it_will_be(text, when):
    assert said(read(text).when) == when


PIECES = st.sampled_from(
    [text for _, _, text, *_ in BLIND] + list(NEAR) + ["до ", "31.02", "№", " 99:99 ", "в 24", "0 ₽", "?", "İ", "\0"]
)


@given(st.lists(st.one_of(PIECES, st.text(max_size=20)), max_size=6).map(" ".join), st.sampled_from(sorted(ASKED)))
@settings(max_examples=200, deadline=None)
def test_any_text_is_read(text, asked):
    reply = read(text, asked)
    assert reply.kind in Kind
    assert all(0 <= found.start < found.end for found in reply.evidence)


@pytest.mark.parametrize(
    "unit",
    [
        "подтверждаем ",
        "не ",
        "ждем … ",
        "если ",
        "1 ",
        "1",
        "№",
        "до 18:00 ",
        ",",
        "?",
        "booked ",
        "бронь ",
        "в 8 ",
        "₽",
        "a" * 50 + " ",
    ],
)
def test_a_long_answer_takes_a_moment(unit):
    started = time.process_time()
    read(unit * (LONG // len(unit)))
    assert time.process_time() - started < SECONDS


def test_a_thousand_answers_take_a_second_where_no_sentence_is_weighed(monkeypatch):
    monkeypatch.setattr(second, "shares", lambda field, text: {})
    for _, asked, text, *_ in BLIND:
        read(text, asked)  # the dictionary is loaded, the words are known
    started = time.process_time()
    for number in range(4):
        for _, asked, text, *_ in BLIND:
            read(f"{text} {number}", asked)
    assert time.process_time() - started < 4 * len(BLIND) / 1_000 * 3, "three times the wanted time: a busy machine"


def test_the_command_answers_in_its_form():
    case = {
        "id": "1",
        "text": "Держим стол до 18:00 сегодня, депозит 5 000 ₽, бронь № 31-К",
        "received": "2026-10-13T12:00",
        "asked": {"kind": "restaurant", "when": "2026-10-16T20:00", "party": 4},
    }
    answer = read_case(case, None)
    assert {name: answer[name] for name in ("id", "kind", "ref", "when", "price", "hold_until")} == {
        "id": "1",
        "kind": "tentative",
        "ref": "31-К",
        "when": None,
        "price": {"amount": 5000.0, "currency": "RUB"},
        "hold_until": "2026-10-13T18:00:00",
    }


def test_a_day_asked_without_a_time_knows_no_other_time():
    asked = Asked("hotel", datetime.fromisoformat("2026-12-03"), 2, has_time=False)
    assert read_reply("Подтверждаем, заезд с 14:00", received=RECEIVED, asked=asked).kind == Kind.CONFIRM
