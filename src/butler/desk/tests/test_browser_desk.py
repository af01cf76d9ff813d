"""The desk by its keys in a real Chromium: the palette that does things, bulk acts, two managers, a phone."""

import os
import re
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from butler.desk.tests.browser import Visit
from butler.desk.tests.conftest import furnish
from butler.desk.tests.living import living_house

pytestmark = pytest.mark.browser

WISH = "стол на двоих завтра в 8, Ольшанская, тихо"
IN_TRAY = ("Заказать пионы", "Найти настройщика", "Узнать о пропуске")
SAID = (("Вересов", "Где машина?"), ("Ольшанская", "Перенесём ужин?"), ("Рейн", "Спасибо за вечер"))


def furnish_desk() -> None:
    """Anna's desk: three clients whom Ilya covers, tasks in the tray, conversations that wait for us."""
    from butler.correspondence.models import Conversation, Message
    from butler.dossiers import actions as dossiers
    from butler.ground import clock
    from butler.ground.acting import acting_for
    from butler.requests import actions as requests
    from butler.staff.models import Staff

    furnish()
    now = clock.now()
    anna, ilya = (Staff.objects.get(email=f"{name}@house.test") for name in ("anna", "ilya"))
    names = (("Андрей", "Викторович", "m"), ("Мария", "Андреевна", "f"), ("Константин", "Львович", "m"))
    with acting_for("test"):
        for number, ((given, patronymic, gender), (surname, words)) in enumerate(zip(names, SAID, strict=True)):
            client = dossiers.admit(
                led_by=anna, covered_by=ilya, now=now, since=date(2021, 3, 1), gender=gender,
                given_name=given, patronymic=patronymic, surname=surname, city="Санкт-Петербург",
            )  # fmt: skip
            at = now - timedelta(minutes=number + 1)
            requests.add_task(client, title=IN_TRAY[number], category="other", owner=anna, now=at, cost_of_failure=0)
            talk = Conversation.objects.create(client=client, channel="telegram", last_at=at)
            Message.objects.create(
                client=client, conversation=talk, way="in", channel="telegram", body=words, sent_at=at
            )


@pytest.fixture(scope="module")
def house_address(django_db_setup: None, django_db_blocker) -> Iterator[str]:
    with django_db_blocker.unblock(), living_house(f"live_desk_{os.getpid()}", furnish_desk) as address:
        yield address


@pytest.fixture
def anna(window) -> Visit:
    return window("anna@house.test")


def ask_palette(anna: Visit, words: str) -> None:
    anna.page.keyboard.press("Control+KeyK")
    anna.page.keyboard.insert_text(words)


def test_a_line_and_enter_make_a_request_and_z_takes_it_back(anna):
    anna.open("/bookings/")
    ask_palette(anna, WISH)
    proposal = anna.page.locator("#cmd .line")
    for fact in ("Мария Андреевна Ольшанская", "ресторан", "20:00", "UTC+3", "тихо"):
        expect(proposal).to_contain_text(fact, timeout=40_000)
    assert anna.objections() == []
    anna.page.keyboard.press("Escape")  # nothing is lost
    anna.page.keyboard.press("Control+KeyK")
    expect(anna.page.locator("#cmd input[type=search]")).to_have_value(WISH)
    anna.follow(lambda: anna.page.keyboard.press("Enter"))
    assert anna.page.url == anna.base + "/bookings/"
    expect(anna.page.locator("#toasts")).to_contain_text("Записано и")
    anna.follow(lambda: anna.page.keyboard.press("KeyZ"))
    expect(anna.page.locator("#toasts")).to_contain_text("Возвращено")


def test_enter_before_the_answer_waits_for_it_and_an_unnamed_client_is_asked(anna):
    anna.open("/bookings/")
    ask_palette(anna, "машина в аэропорт завтра в 6:40")
    anna.page.keyboard.press("Enter")
    who = anna.page.locator("#cmd .line__who button").first
    expect(who).to_be_focused()
    assert anna.objections() == []
    anna.follow(lambda: anna.page.keyboard.press("Enter"))
    anna.follow(lambda: anna.page.keyboard.press("KeyZ"))


def test_the_palette_acts_on_the_chosen_row_and_the_list_of_keys_is_true(anna):
    anna.open("/matrix/")
    anna.page.keyboard.press("KeyJ")
    ask_palette(anna, "отлож")
    act = anna.page.locator("#cmd-acts button:visible")
    expect(act).to_have_text(re.compile("Отложить"))
    anna.page.keyboard.press("Escape")
    anna.page.keyboard.press("Shift+Slash")
    keys = anna.page.locator("#keys[open]")
    expect(keys).to_contain_text("Отложить")
    expect(keys.locator("dt:visible", has_text="Операция")).to_have_count(0)
    anna.page.keyboard.press("Escape")
    anna.open("/clients/")
    anna.page.keyboard.press("Shift+Slash")
    expect(keys.locator("dt:visible", has_text="В квадрант")).to_have_count(0)
    assert anna.objections() == []


def test_on_a_phone_the_palette_is_a_sheet(window):
    anna = window("anna@house.test", width=390)
    anna.open("/")
    anna.page.locator(".find").click()
    anna.page.keyboard.insert_text(WISH)
    expect(anna.page.locator("#cmd .line")).to_contain_text("Ольшанская")
    assert anna.objections() == []
    box = anna.page.locator("#cmd").bounding_box()
    assert box is not None
    assert (box["x"], box["width"]) == (0, 390)


def test_x_marks_rows_and_one_act_does_all_of_them(anna):
    anna.open("/matrix/")
    anna.page.keyboard.press("KeyJ")
    anna.page.keyboard.press("KeyX")
    anna.page.keyboard.press("KeyJ")
    anna.page.keyboard.press("KeyJ")
    anna.page.keyboard.press("Shift+KeyX")
    expect(anna.page.locator("[data-pick]:checked")).to_have_count(3)
    assert anna.objections() == []
    anna.follow(anna.page.locator("#together button[value=seen]").click)
    expect(anna.page.locator("#toasts")).to_contain_text("Сделано")
    assert anna.page.locator("[data-tray] [data-row]").count() == 0
    anna.follow(lambda: anna.page.keyboard.press("KeyZ"))
    assert anna.page.locator("[data-tray] [data-row]").count() == 3


def test_what_needs_anna_is_done_in_place_and_the_next_row_has_the_keyboard(anna):
    anna.open("/")
    rows = anna.page.locator("#need [data-row]")
    before = rows.count()
    assert before >= 3
    rows.first.focus()
    second = rows.nth(1).get_attribute("id")
    anna.page.keyboard.press("Enter")
    expect(rows).to_have_count(before - 1)
    expect(anna.page.locator(f"#{second}")).to_be_focused()
    assert anna.objections() == []
    anna.follow(lambda: anna.page.keyboard.press("KeyZ"))
    expect(anna.page.locator("#need [data-row]")).to_have_count(before)
