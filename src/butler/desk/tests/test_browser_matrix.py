"""The matrix in a real Chromium: keys, drag, the dialog, and what axe finds."""

import os
import re
from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from butler.desk.tests.browser import EVERY_LOOK
from butler.desk.tests.conftest import furnish
from butler.desk.tests.living import living_house

pytestmark = pytest.mark.browser

NEW = ["Клавишей вбок", "Отложить назавтра", "Передать Илье", "Сделать быстро"]
PLACED = ["Первое перед сном", "Второе перед сном", "Перетащить туда"]


def furnish_matrix() -> None:
    """Anna's tasks: some new, some placed in 4; nothing about them depends on the hour of the test."""
    from butler.bookings import actions as bookings
    from butler.bookings.actions import Told
    from butler.dossiers import actions as dossiers
    from butler.ground import clock
    from butler.ground.acting import acting_for
    from butler.requests import actions as requests
    from butler.staff.models import Staff

    furnish()
    now = clock.now()
    anna, ilya = (Staff.objects.get(email=f"{name}@house.test") for name in ("anna", "ilya"))
    with acting_for("test"):
        client = dossiers.admit(
            led_by=anna, covered_by=ilya, now=now, since=date(2021, 3, 1), gender="f",
            given_name="Мария", patronymic="Андреевна", surname="Ольшанская",
        )  # fmt: skip
        for number, title in enumerate(NEW + PLACED):
            asked_at = now - timedelta(minutes=number)
            row = requests.add_task(client, title=title, category="other", owner=anna, now=asked_at, cost_of_failure=0)
            if title in PLACED:
                requests.accept_place(row.pk, by=anna, now=asked_at)
        dinner = bookings.book(
            client, kind="restaurant", title="Ужин", starts_at=now + timedelta(minutes=5), by=anna, now=now
        )
        bookings.add_evidence(dinner.pk, Told("word", told_by="Полина"), by=anna, now=now)
        bookings.instruct(dinner.pk, text="Стол у окна", is_must=True, by=anna, now=now)


@pytest.fixture(scope="module")
def house_address(django_db_setup: None, django_db_blocker) -> Iterator[str]:
    with django_db_blocker.unblock(), living_house(f"live_matrix_{os.getpid()}", furnish_matrix) as address:
        yield address


@pytest.fixture
def desk(window):
    anna = window("anna@house.test", width=1440)
    anna.open("/matrix/")
    return anna


def row(desk, title):
    return desk.page.locator("[data-row]", has_text=title)


def titles(desk, quadrant):
    return desk.page.locator(f"[data-quadrant='{quadrant}'] h3").all_inner_texts()


def settle(desk):
    """Until nothing is asked of the house any more."""
    desk.page.wait_for_timeout(100)
    desk.page.locator(".htmx-request").first.wait_for(state="detached")
    desk.page.wait_for_load_state("networkidle")
    desk.page.wait_for_timeout(100)


def drag(desk, held, onto, *, down=0):
    """With a real mouse, in steps."""
    start, end = held.bounding_box(), onto.bounding_box()
    mouse = desk.page.mouse
    mouse.move(start["x"] + 120, start["y"] + 12)
    mouse.down()
    for step in range(1, 9):
        mouse.move(
            start["x"] + 120 + (end["x"] - start["x"]) * step / 8,
            start["y"] + 12 + (end["y"] + end["height"] / 2 + down - start["y"] - 12) * step / 8,
        )
    mouse.up()
    settle(desk)


def stand_on(desk, title):
    """By J and K only, as a hand on the keyboard does."""
    for _ in range(12):
        desk.page.keyboard.press("KeyJ")
        if title in desk.page.evaluate("document.activeElement.textContent"):
            break
    settle(desk)


@pytest.mark.parametrize(("width", "theme"), EVERY_LOOK)
def test_nobody_objects_to_the_pages(window, width, theme):
    anna = window("anna@house.test", width=width)
    anna.paint(theme)
    anna.open("/matrix/")
    task = anna.page.locator(".task a[data-main]").first.get_attribute("href")
    anna.open("/bookings/?span=week")
    booking = anna.page.locator(".book a[data-main]").first.get_attribute("href")
    for path in (task, f"{task}hand-over/", f"{task}snooze/", "/requests/new/", "/bookings/?span=week", booking):
        anna.open(path)
        assert anna.objections() == [], path


def test_a_key_places_a_task_the_keyboard_goes_on_and_z_takes_it_back(desk):
    stand_on(desk, "Клавишей вбок")
    assert "Клавишей вбок" in desk.page.locator("#why").inner_text()  # the panel follows
    desk.page.keyboard.press("Digit2")
    settle(desk)
    assert "Клавишей вбок" in titles(desk, 2)
    assert "Теперь в 2" in desk.page.locator("#toasts").inner_text()
    assert desk.page.evaluate("document.activeElement.matches('[data-row]')")
    assert re.search("4|Разложено", desk.page.locator("#matrix-lede").inner_text())
    desk.page.keyboard.press("KeyZ")
    settle(desk)
    desk.open("/matrix/")
    assert "Клавишей вбок" not in titles(desk, 2)
    assert row(desk, "Клавишей вбок").locator("xpath=ancestor::*[@data-tray]").count() == 1
    assert desk.objections() == []


def test_a_task_is_dragged_into_another_quadrant_and_stays_there(desk):
    drag(desk, row(desk, "Перетащить туда"), desk.page.locator("[data-quadrant='2']"))
    assert "Перетащить туда" in titles(desk, 2)
    assert "Теперь в 2" in desk.page.locator("#toasts").inner_text()
    desk.open("/matrix/")
    assert "Перетащить туда" in titles(desk, 2)
    assert desk.objections() == []


def test_an_order_within_a_quadrant_is_dragged_and_stays(desk):
    before = [title for title in titles(desk, 4) if title in PLACED[:2]]
    first, second = (row(desk, title) for title in before)
    drag(desk, first, second, down=20)
    desk.open("/matrix/")
    assert [title for title in titles(desk, 4) if title in PLACED[:2]] == before[::-1]
    assert desk.objections() == []


def test_a_hands_over_in_a_dialog(desk):
    stand_on(desk, "Передать Илье")
    desk.page.keyboard.press("KeyA")
    sheet = desk.page.locator("#task-sheet[open]")
    sheet.wait_for()
    assert desk.objections() == []
    sheet.get_by_label("Илья Гордеев").check()
    sheet.locator(".btn--main").click()
    settle(desk)
    assert row(desk, "Передать Илье").count() == 0
    assert desk.page.locator("#task-sheet[open]").count() == 0
    assert "Передано: Илья Гордеев." in desk.page.locator("#toasts").inner_text()


def test_s_puts_off_and_a_wrong_moment_is_said_in_the_dialog(desk):
    stand_on(desk, "Отложить назавтра")
    desk.page.keyboard.press("KeyS")
    sheet = desk.page.locator("#task-sheet[open]")
    sheet.wait_for()
    sheet.locator("input[type=datetime-local]").fill("2020-01-01T09:00")
    sheet.locator(".btn--main").click()
    sheet.locator(".errorlist").wait_for()
    desk.complaints.clear()  # the browser notes every 422 in its console
    assert desk.objections() == []
    sheet.locator(".cards button").last.click()
    settle(desk)
    assert row(desk, "Отложить назавтра").count() == 0
    assert desk.page.locator("#task-sheet[open]").count() == 0


def test_d_is_done(desk):
    stand_on(desk, "Сделать быстро")
    desk.page.keyboard.press("KeyD")
    settle(desk)
    assert row(desk, "Сделать быстро").count() == 0
    desk.open("/matrix/")
    assert row(desk, "Сделать быстро").count() == 0


def test_everything_works_without_scripts(browser, house_address, passes, window):
    window("anna@house.test")  # signs in, if nobody has yet
    context = browser.new_context(java_script_enabled=False, storage_state=passes["anna@house.test"], locale="ru-RU")
    page = context.new_page()
    page.goto(house_address + "/matrix/")
    card = page.locator("[data-row]", has_text="Клавишей вбок")
    card.locator("button[value='3']").click()
    assert "Клавишей вбок" in page.locator("[data-quadrant='3']").inner_text()
    page.locator("#matrix-actions button", has_text="Вернуть").click()
    assert "Почему так" in page.locator("#why").inner_text()
    page.locator("#why a", has_text="Отложить").click()
    assert "До какого времени?" in page.locator("h1").inner_text()
    context.close()
