"""Work goes over in a real Chromium: the pack on a telephone and on one sheet, the keys, the end of a shift."""

import os
from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from butler.desk.tests.conftest import furnish
from butler.desk.tests.living import living_house

pytestmark = pytest.mark.browser
SHEET = {"width": 673, "height": 1002}  # A4 within its margins, in pixels of 96 to the inch


def furnish_hand_over() -> None:
    """Anna offers Ilya a client with five open things, promises, never-dos and somebody who speaks for her."""
    from butler.bookings import actions as bookings
    from butler.dossiers import actions as dossiers
    from butler.ground import clock
    from butler.ground.acting import acting_as, acting_for
    from butler.requests import actions
    from butler.staff.models import Staff

    furnish()
    now = clock.now()
    anna, ilya = (Staff.objects.get(email=f"{name}@house.test") for name in ("anna", "ilya"))
    with acting_for("test"):
        client = dossiers.admit(
            led_by=anna, covered_by=ilya, now=now, since=date(2021, 3, 1), gender="f",
            given_name="Мария", patronymic="Андреевна", surname="Ольшанская",
        )  # fmt: skip
        now = clock.now()  # the grants have begun
        dossiers.add_person(client.pk, relation="assistant", given_name="Нина", gender="f", may_ask=True)
        for value in ("Лилии в номере и на столе", "Звонок до девяти утра"):
            dossiers.add_preference(client.pk, value=value, topic="other", polarity="never", today=now.date())
        for number, title in enumerate(("Ужин на четверых", "Билеты на «Чайку»", "Няня на выходные", "Виза в Японию")):
            actions.open_request(
                client, title=title, category="other", owner=anna, now=now,
                due_at=now + timedelta(hours=6 * number + 1),
            )  # fmt: skip
        for number in range(6):
            bookings.book(
                client, kind="restaurant", title=f"Стол в «Северном дворе», {number + 1}", by=anna, now=now,
                starts_at=now + timedelta(hours=20 + number),
            )  # fmt: skip
    with acting_as(anna.pk):
        actions.offer(
            [actions.Thing(client.pk, note="В пятницу ждёт звонка до семи")], giver=anna, taker=ilya, why="leave",
            by=anna, now=now, until=now + timedelta(days=6),
        )  # fmt: skip


@pytest.fixture(scope="module")
def house_address(django_db_setup: None, django_db_blocker) -> Iterator[str]:
    with django_db_blocker.unblock(), living_house(f"live_handing_{os.getpid()}", furnish_hand_over) as address:
        yield address


def test_the_pack_is_answered_on_a_telephone_by_keys_and_taken_back(window):
    ilya = window("ilya@house.test", width=390)
    ilya.open("/")
    row = ilya.page.locator("#need li", has_text="передаёт вам")
    ilya.follow(row.locator("[data-main]").click)
    assert ilya.objections() == []
    assert "Лилии" in ilya.page.locator(".pack").inner_text()
    ilya.page.emulate_media(media="print")
    ilya.page.set_viewport_size(SHEET)
    assert ilya.page.evaluate("document.documentElement.scrollHeight") <= SHEET["height"]
    ilya.page.emulate_media(media="screen")
    ilya.resize(390)
    ilya.follow(lambda: ilya.page.keyboard.press("y"))
    assert ilya.page.locator(".handing__items .status").inner_text() == "принято"
    ilya.follow(lambda: ilya.page.keyboard.press("z"))
    assert ilya.page.locator(".handing__items button", has_text="Принять").is_visible()


def test_the_shift_is_closed_from_the_day_by_a_key(window):
    anna = window("anna@house.test", width=1440)
    anna.open("/")
    anna.follow(lambda: anna.page.keyboard.press("Shift+KeyE"))
    assert anna.page.locator(".left > li").count() >= 3
    assert anna.objections() == []
    later = anna.page.locator(".left > li", has_text="Виза")
    assert later.locator(".left__why").is_visible()
    assert not later.locator(".left__to").is_visible()
    anna.follow(anna.page.locator("main .btn--main").click)
    assert "Ничто не осталось без рук" in anna.page.locator(".lede").inner_text().replace("\xa0", " ")
    assert anna.objections() == []
