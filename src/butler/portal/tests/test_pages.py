"""The private page of a letter: seen without a name, answered with one press, and nothing else to find."""

import json
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from butler.correspondence import asking
from butler.correspondence.pages import ACTS, MOST_ANSWERS
from butler.ground import clock
from butler.ground.acting import acting_for

KINDS = sorted(ACTS)
FILLED = {"offer": {"what": "партер", "price": "46 000"}, "choose": {"number": "2"}}


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("kind", KINDS)
def test_every_page_says_what_it_is_about_and_names_no_client(door, visitor, kind, language):
    address, _ = door(kind, language=language)
    answer = visitor.get(address)
    said = answer.content.decode().replace("\u00a0", " ")
    assert answer.status_code == 200
    assert "Чайку" in said
    assert "Ольшанск" not in said
    assert f'lang="{language}"' in said
    assert not answer.cookies
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "no-store" in answer.headers["Cache-Control"]
    assert "noindex" in answer.headers["X-Robots-Tag"]


@pytest.mark.parametrize(("kind", "act"), [(kind, act) for kind in KINDS for act in ACTS[kind]])
def test_one_press_is_laid_down_and_read_back(door, visitor, laid, kind, act):
    address, page = door(kind)
    answer = visitor.post(address, {"act": act, **FILLED.get(act, {})})
    assert (answer.status_code, answer.headers["Location"]) == (302, address)
    ((pressed, content),) = laid(page)
    assert pressed == act
    if act == "offer":
        assert json.loads(content) == {"what": "партер", "price": "46000", "currency": "RUB"}
    if act == "choose":
        assert json.loads(content)["number"] == "2"
    assert "door__said" in visitor.get(address).content.decode()


@pytest.mark.parametrize("kind", KINDS)
def test_scanners_that_open_links_change_nothing(door, visitor, laid, kind):
    address, page = door(kind)
    for look in (visitor.get, visitor.head):
        assert look(address, {"act": "decline"}).status_code == 200
    assert visitor.put(address).status_code == 405
    assert laid(page) == []


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"what": ""}, "Обязательное поле"),
        ({"what": "партер", "price": "дорого"}, "46 000"),
        ({"what": "партер", "price": "-5"}, "46 000"),
        ({"what": "партер", "hold_until": "вечером"}, "15:20"),
        ({"what": "партер", "hold_until": "2020-01-01T10:00"}, "уже прошёл"),
    ],
)
def test_an_offer_that_cannot_be_read_says_where_and_loses_nothing(door, visitor, laid, given, words):
    address, page = door("approach")
    answer = visitor.post(address, {"act": "offer", **given})
    said = answer.content.decode()
    assert answer.status_code == 422
    assert words in said.replace("\u00a0", " ")
    assert 'aria-invalid="true"' in said
    assert given["what"] in said
    assert laid(page) == []


def test_an_hour_alone_is_today_or_tomorrow_on_the_clock_of_the_house(door, visitor, laid):
    address, page = door("approach")
    visitor.post(address, {"act": "offer", "what": "партер", "hold_until": "23:59"})
    ((_, content),) = laid(page)
    assert json.loads(content)["hold_until"].endswith("23:59:00+03:00")


def test_a_page_whose_time_is_over_or_that_is_settled_takes_nothing_and_says_so(door, visitor, laid):
    address, page = door("reconfirmation", hours=1)
    with clock.set_to(clock.now() + timedelta(hours=2)):
        assert "ничего больше не нужно" in visitor.get(address).content.decode().replace("\u00a0", " ")
        assert visitor.get(address).status_code == visitor.post(address, {"act": "confirm"}).status_code == 410
    other, second = door("order")
    with acting_for("test"):
        asking.close_page(second.letter, why="stopped", now=clock.now())
    assert visitor.post(other, {"act": "confirm"}).status_code == 410
    assert laid(page) == laid(second) == []


def test_whoever_presses_again_and_again_is_heard_a_few_times(door, visitor, laid):
    address, page = door("reconfirmation")
    codes = [visitor.post(address, {"act": "confirm"}).status_code for _ in range(MOST_ANSWERS + 3)]
    assert codes.count(302) == MOST_ANSWERS == len(laid(page))
    assert codes[-1] == 429
    said = visitor.get(address).content.decode().replace("\u00a0", " ")
    assert "в силе последний ответ" in said
    assert 'name="act"' not in said


@pytest.mark.parametrize("number", ["3", "9", "0", "-1", "", "два"])
def test_an_option_that_was_not_put_is_not_chosen(door, visitor, laid, number):
    address, page = door("choice")
    answer = visitor.post(address, {"act": "choose", "number": number})
    assert answer.status_code in (400, 422)
    assert laid(page) == []


def test_the_thanks_say_what_was_understood_and_keep_it_for_a_correction(door, visitor):
    address, _ = door("approach")
    visitor.post(address, {"act": "offer", "what": "партер, 6 ряд", "price": "46000", "hold_until": "23:59"})
    said = visitor.get(address).content.decode().replace("\u00a0", " ")
    for words in ("<li>партер, 6 ряд</li>", "<li>46 000 ₽</li>", "<li>держат до 23:59</li>", 'value="46000"'):
        assert words in said
    other, _ = door("choice")
    visitor.post(other, {"act": "choose", "number": "2"})
    said = visitor.get(other).content.decode()
    assert "<li>ложа бенуара</li>" in said[: said.index("<details")].replace("\u00a0", " ")


def test_a_plain_yes_to_a_question_keeps_the_price_beside_it(door, visitor, laid):
    address, page = door("approach")
    visitor.post(address, {"act": "confirm", "price": "46 000", "currency": "EUR"})
    ((_, content),) = laid(page)
    assert json.loads(content) == {"price": "46000", "currency": "EUR"}
    assert visitor.post(address, {"act": "confirm", "price": "дорого"}).status_code == 422


def test_an_address_that_lost_its_last_stroke_in_a_mail_program_still_opens(door, visitor):
    address, _ = door("order")
    assert visitor.get(address.rstrip("/")).status_code == 200


@pytest.mark.parametrize(
    ("said", "read"), [("28.11 15:20", "2026-11-28T15:20"), ("28.11.2026, 15:20", "2026-11-28T15:20"),
                       ("2.1 9:05", "2027-01-02T09:05"), ("31.02 10:00", ""), ("27.11.2026 10:00", "")],
)  # fmt: skip
def test_a_day_and_an_hour_are_read_as_people_write_them(door, visitor, laid, said, read):
    with clock.set_to(datetime(2026, 11, 27, 12, tzinfo=UTC)):
        address, page = door("approach")
        visitor.post(address, {"act": "offer", "what": "партер", "hold_until": said})
        found = [json.loads(content)["hold_until"][:16] for _, content in laid(page)]
    assert found == ([read] if read else [])


def test_what_is_not_there_says_the_same_whatever_was_asked(visitor, db, house):
    found = [visitor.get(address) for address in (f"/a/{uuid4()}/", "/a/", "/a/x/", "/a/../a/1/", f"/a/{uuid4()}")]
    assert {answer.status_code for answer in found} == {404}
    assert len({answer.content for answer in found}) == 1
    assert visitor.post(f"/a/{uuid4()}/", {"act": "confirm"}).status_code == 404


junk = st.dictionaries(
    st.sampled_from(["act", "what", "price", "currency", "hold_until", "number", "words", "phone", "x"]),
    st.text(max_size=60)
    | st.sampled_from(["offer", "confirm", "choose", "1", "9", "1e999", "NaN", "0000-00-00", "25:99"]),
    max_size=8,
)


@pytest.mark.parametrize("kind", ["approach", "choice", "ride"])
def test_whatever_is_sent_nothing_breaks_and_only_what_the_page_offers_is_laid_down(door, visitor, laid, kind):
    address, page = door(kind)

    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    @given(junk)
    def send(body):
        assert visitor.post(address, body).status_code in (302, 400, 410, 422, 429)

    send()
    assert {act for act, _ in laid(page)} <= set(ACTS[kind])
    assert {json.loads(content).get("number") for act, content in laid(page) if act == "choose"} <= {"1", "2"}
