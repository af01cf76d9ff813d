"""The bookings pages: who told us what, when and how; evidence, cancellations, instructions; nothing for strangers."""

import html
import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from butler.assurance import spares
from butler.bookings import access, actions
from butler.bookings.actions import Told
from butler.bookings.models import State
from butler.ground import clock
from butler.ground.acting import acting_as

MOSCOW = ZoneInfo("Europe/Moscow")
POISON = "Яшмовый зал"
REFERENCE = "SD-4821"


def at(time: str, day: int = 24) -> datetime:
    hour, minute = map(int, time.split(":"))
    return datetime(2026, 11, day, hour, minute, tzinfo=MOSCOW)


@pytest.fixture
def book(anna):
    def make(client, title, starts_at, **fields):
        with acting_as(anna.pk):
            return actions.book(
                client, kind=fields.pop("kind", "restaurant"), title=title, starts_at=starts_at, by=anna,
                now=clock.now(), **fields,
            )  # fmt: skip

    return make


@pytest.fixture
def dinner(book, olshanskaya, severny_dvor):
    return book(olshanskaya, POISON, at("20:00"), organisation=severny_dvor, party_size=4, importance=3)


@pytest.fixture
def visit(client, house):
    def sign_in(person):
        client.force_login(person)
        return client

    return sign_in


def text_of(answer) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())))


def look(desk, query="") -> str:
    answer = desk.get(reverse("desk:bookings") + query)
    assert answer.status_code == 200
    return text_of(answer)


def card(booking, person):
    with acting_as(person.pk):
        return access.booking(booking.pk, now=clock.now())


def tell(desk, booking, **told):
    return desk.post(reverse("desk:booking_evidence", args=[booking.pk]), told)


def test_an_unproven_booking_is_the_first_to_call(visit, anna, dinner, book, veresov):
    book(veresov, "Машина", at("10:00"), kind="transfer")
    text = look(visit(anna))
    assert "2 брони, 2 не подтверждены. Первый звонок: Мария Ольшанская" in text
    assert "ответа ещё нет" in text
    assert "на 4 человек" in text


def test_the_list_says_who_told_us_when_and_how_and_masks_the_number(visit, anna, dinner):
    desk = visit(anna)
    tell(desk, dinner, kind="reference", told_by="Полина, хостес", reference=REFERENCE)
    text = look(desk)
    assert "1 бронь, все подтверждены." in text
    assert "Полина, хостес, 8:00, номер брони" in text
    assert REFERENCE not in text
    assert REFERENCE in text_of(desk.get(reverse("desk:booking", args=[dinner.pk])))


@pytest.mark.parametrize(
    ("query", "titles"),
    [("", {"утром"}), ("?span=tomorrow", {"завтра"}), ("?span=week", {"утром", "завтра", "в воскресенье"})],
)
def test_days_are_days_of_the_house(visit, anna, book, veresov, query, titles):
    for title, moment in (("утром", at("0:00")), ("завтра", at("23:59", 25)), ("в воскресенье", at("12:00", 29))):
        book(veresov, f"Дело {title}", moment)
    book(veresov, "Дело вчера", at("23:00", 23))
    text = look(visit(anna), query)
    assert set(re.findall(r"Дело (утром|завтра|в воскресенье|вчера) (?!\d)", text)) == titles


def test_only_unproven_and_when_all_is_proven_it_is_said(visit, anna, dinner, book, veresov):
    desk = visit(anna)
    book(veresov, "Машина Вересову", at("10:00"))
    tell(desk, dinner, kind="call", told_by="Полина")
    text = look(desk, "?unproven=1")
    assert "Машина Вересову" in text
    assert POISON not in text
    assert "На завтра броней нет." in look(desk, "?span=tomorrow")


def test_a_word_is_written_down_and_proves_nothing(visit, anna, dinner):
    desk = visit(anna)
    tell(desk, dinner, kind="word", told_by="Полина")
    text = text_of(desk.get(reverse("desk:booking", args=[dinner.pk])))
    assert card(dinner, anna).state == State.UNPROVEN
    assert "ничего не доказывает" in text
    assert "Пока не подтверждено: Полина, 8:00, предварительно." in text


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ({"kind": "call"}, "Без этого ничего не доказано."),
        ({"kind": "reference", "told_by": "Полина"}, "Без этого ничего не доказано."),
        ({"kind": "mail", "told_by": "Полина", "good_until": "2026-11-23T10:00"}, "Это время уже прошло."),
        ({"kind": "confirmed", "told_by": "Полина"}, "Выберите корректный вариант."),
    ],
)
def test_what_proves_nothing_is_refused_and_nothing_typed_is_lost(visit, anna, dinner, told, says):
    answer = tell(visit(anna), dinner, **told)
    assert answer.status_code == 422
    assert says in text_of(answer)
    assert "told_by" not in told or 'value="Полина"' in answer.content.decode()
    assert card(dinner, anna).state == State.WANTED


def test_good_until_is_on_the_clock_of_the_house(visit, anna, dinner):
    tell(visit(anna), dinner, kind="mail", told_by="Полина", good_until="2026-11-24T18:00")
    assert card(dinner, anna).proof.stale_at == at("18:00")


def test_a_cancellation_says_who_told_us(visit, anna, dinner):
    desk = visit(anna)
    door = reverse("desk:booking_cancellation", args=[dinner.pk])
    assert desk.post(door, {"told_by": ""}).status_code == 422
    answer = desk.post(door, {"told_by": "Полина, звонок"}, follow=True)
    assert "Отмена: Полина, звонок, 8:00." in text_of(answer)
    assert "Добавить подтверждение" not in text_of(answer)
    assert "Отменено. Клиенту нужно сообщить решение." in text_of(answer)
    tell(desk, dinner, kind="call", told_by="Полина")
    assert card(dinner, anna).state == State.CANCELLED


@pytest.mark.parametrize(("whose", "is_made_good"), [("", True), ("client", False)])
def test_what_a_supplier_breaks_is_made_good_and_what_the_client_does_not_want_is_not(
    visit, anna, dinner, oranzhereya, whose, is_made_good
):
    oranzhereya.mail = "hall@oranzhereya.test"
    oranzhereya.save()
    desk, door = visit(anna), reverse("desk:booking_cancellation", args=[dinner.pk])
    for _ in range(2):  # they say it twice
        desk.post(door, {"told_by": "Полина", "whose": whose})
    desk.post(door, {"told_by": "Полина"})  # the restaurant has heard what we wished
    with acting_as(anna.pk):
        asked = [row.organisation for row in access.bookings_between(at("0:00"), at("23:59"), now=clock.now())]
    assert asked == ([oranzhereya.name] if is_made_good else [])


def test_instructions_are_added_confirmed_and_refused(visit, anna, dinner):
    desk = visit(anna)
    door = reverse("desk:booking_instructions", args=[dinner.pk])
    assert desk.post(door, {"text": ""}).status_code == 422
    desk.post(door, {"text": "Стол у окна", "is_must": "on"})
    (line,) = card(dinner, anna).instructions
    assert "1 обязательное без ответа" in text_of(desk.get(reverse("desk:booking", args=[dinner.pk])))
    for state in ("confirmed", "refused", "asked"):
        desk.post(reverse("desk:instruction", args=[line.id]), {"state": state})
        assert card(dinner, anna).instructions[0].state == state
    assert desk.post(reverse("desk:instruction", args=[line.id]), {"state": "done"}).status_code == 404


def test_another_zone_shows_both_clocks(visit, anna, book, veresov):
    book(veresov, "Ужин в Токио", at("13:00"), zone="Asia/Tokyo")
    desk = visit(anna)
    assert "19:00 13:00 дома Ужин в Токио" in look(desk)
    door = re.search(r"/bookings/[0-9a-f-]{36}/", desk.get(reverse("desk:bookings")).content.decode())[0]
    assert "сегодня, 19:00 (13:00 дома)" in text_of(desk.get(door))


def test_a_stranger_gets_404_and_not_one_byte(visit, mark, anna, dinner):
    with acting_as(anna.pk):
        line = actions.instruct(dinner.pk, text="Стол у окна", by=anna, now=clock.now())
    desk = visit(mark)
    assert POISON not in look(desk)
    page = desk.get(reverse("desk:booking", args=[dinner.pk]))
    assert page.status_code == 404
    assert POISON not in page.content.decode()
    given = {"kind": "call", "told_by": "Марк", "text": "Марк", "state": "refused"}
    for door in (
        *(reverse(f"desk:booking_{verb}", args=[dinner.pk]) for verb in ("evidence", "cancellation", "instructions")),
        reverse("desk:instruction", args=[line.pk]),
    ):
        assert desk.post(door, given).status_code == 404
    found = card(dinner, anna)
    assert (found.state, found.evidence, len(found.instructions)) == (State.WANTED, (), 1)
    assert found.instructions[0].state == "asked"


def test_a_stranger_gets_404_even_when_the_form_is_wrong(visit, mark, dinner):
    for verb in ("evidence", "cancellation", "instructions"):
        assert visit(mark).post(reverse(f"desk:booking_{verb}", args=[dinner.pk]), {}).status_code == 404


def test_an_auditor_has_no_bookings(visit, auditor):
    assert visit(auditor).get(reverse("desk:bookings")).status_code == 404


def test_the_pages_ask_few_questions(visit, anna, dinner, book, olshanskaya, veresov):
    for number in range(20):
        row = book([olshanskaya, veresov][number % 2], f"Дело {number}", at("9:00") + timedelta(minutes=number))
        with acting_as(anna.pk):
            actions.add_evidence(row.pk, Told("call", told_by="Полина"), by=anna, now=clock.now())
            actions.instruct(row.pk, text="Вода", by=anna, now=clock.now())
    desk = visit(anna)
    for door in (reverse("desk:bookings"), reverse("desk:booking", args=[dinner.pk])):
        desk.get(door)
        with CaptureQueriesContext(connection) as queries:
            assert desk.get(door).status_code == 200
        assert len(queries) <= 25, [query["sql"][:90] for query in queries]


def test_an_important_table_shows_who_could_stand_in_and_a_colleague_may_rule_one_out(
    visit, anna, dinner, oranzhereya, severny_dvor
):
    oranzhereya.mail, oranzhereya.phone = "hall@oranzhereya.test", "+7 812 000-00-22"
    oranzhereya.save()
    spares.refresh(now=clock.now())
    desk, page = visit(anna), reverse("desk:booking", args=[dinner.pk])
    assert re.search(r"Чем заменить 1 уровнем не ниже Оранжерея равное, \d+ из 100", text_of(desk.get(page)))
    with acting_as(anna.pk):
        (spare,) = spares.spares_of(dinner.pk)
    desk.post(reverse("desk:spare_out", args=[spare.id]))
    assert "Анна Лаврова: не это" in text_of(desk.get(page))
    desk.post(reverse("desk:spare_back", args=[spare.id]))
    assert "равное" in text_of(desk.get(page))


def test_mark_rules_no_spare_out(visit, mark, anna, dinner, oranzhereya):
    oranzhereya.mail = "hall@oranzhereya.test"
    oranzhereya.save()
    spares.refresh(now=clock.now())
    with acting_as(anna.pk):
        (spare,) = spares.spares_of(dinner.pk)
    assert visit(mark).post(reverse("desk:spare_out", args=[spare.id])).status_code == 404
