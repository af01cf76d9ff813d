"""Private pages in a real Chromium: on a phone first, light and dark, in both languages, with and without scripts."""

import os
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from butler.desk.tests.browser import Visit, chromium, visit
from butler.desk.tests.conftest import furnish
from butler.desk.tests.living import living_house

pytestmark = pytest.mark.browser
PICTURES = os.environ.get("BUTLER_PICTURES", "")
KINDS = ("approach", "order", "reconfirmation", "ride", "choice")
PHONE_AND_DESK = [(390, "light"), (1440, "dark")]
ORDER = {
    "ru": {"goal": "бронь 8841, сегодня в 19:30, на четверых", "lines": ["стол у окна", "без орехов (аллергия)"]},
    "en": {"goal": "booking 8841, today at 19:30, for four", "lines": ["a table at the window", "no nuts (allergy)"]},
}
APPROACH = {
    "ru": {"goal": "два билета на «Чайку», сегодня в 19:00", "lines": ["партер, 4–8 ряд", "у прохода"]},
    "en": {"goal": "two tickets for The Seagull, today at 19:00", "lines": ["stalls, rows 4 to 8", "at the aisle"]},
}
OPTIONS = {
    "ru": ["Партер, 6 ряд, места 11 и 12, у прохода", "Ложа бенуара, два кресла в первом ряду"],
    "en": ["Stalls, row 6, seats 11 and 12 at the aisle", "A box, two armchairs in the first row"],
}
MORE = {"alias": "Ф-4821", "answer_by": "16:00", "signed": "Анна Лаврова", "house": "Дом на Мойке", "party": 2}


def furnish_doors(addresses: dict[tuple[str, str], str]) -> None:
    """A page of every kind in both languages, and one that is settled."""
    import json

    from butler.correspondence.models import Channel, Letter, Page
    from butler.dossiers.models import Client
    from butler.ground import clock
    from butler.ground.acting import acting_for
    from butler.staff.models import Staff

    furnish()
    now = clock.now()
    with acting_for("test"):
        anna = Staff.objects.get(email="anna@house.test")
        client = Client.objects.create(
            given_name="Мария", surname="Ольшанская", gender="f", led_by=anna, since=now.date()
        )
        for language in ("ru", "en"):
            for kind in (*KINDS, "settled"):
                shows = MORE | (APPROACH if kind in ("approach", "choice") else ORDER)[language]
                if kind == "choice":
                    shows["options"] = [
                        {"number": number, "what": what, "price": str(46_000 + 14_000 * (number - 1)),
                         "currency": "RUB", "recommended": number == 1, "hold_until": "15:20"}
                        for number, what in enumerate(OPTIONS[language], start=1)
                    ]  # fmt: skip
                letter = Letter.objects.create(
                    client=client, purpose="approach", language=language, channel=Channel.MAIL, body="слова",
                    send_after=now, drafted_at=now,
                )  # fmt: skip
                page = Page.objects.create(
                    client=client, letter=letter, kind=kind if kind != "settled" else "order", language=language,
                    shows=json.dumps(shows, ensure_ascii=False), made_at=now, expires_at=now + timedelta(days=1),
                    closed_at=now if kind == "settled" else None,
                )  # fmt: skip
                addresses[kind, language] = f"/a/{page.pk}/"


@pytest.fixture(scope="module")
def doors(django_db_setup: None, django_db_blocker) -> Iterator[tuple[str, dict[tuple[str, str], str]]]:
    made: dict[tuple[str, str], str] = {}
    with django_db_blocker.unblock(), living_house(f"doors_{os.getpid()}", lambda: furnish_doors(made)) as address:
        yield address, made


@pytest.fixture(scope="module")
def browser():
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright's own loop runs in this thread
    try:
        with chromium() as opened:
            yield opened
    finally:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def stranger(browser, doors) -> Iterator[Callable[..., Visit]]:
    opened = []

    def open_window(**options) -> Visit:
        entered = visit(browser, doors[0], width=390, locale="ru-RU", **options)
        opened.append(entered)
        return entered.__enter__()

    yield open_window
    for entered in opened:
        entered.__exit__(None, None, None)


def picture(window: Visit, name: str) -> None:
    if PICTURES:
        window.page.screenshot(path=Path(PICTURES) / f"{name}.png", full_page=True)


@pytest.mark.parametrize("language", ["ru", "en"])
def test_nobody_could_object_to_a_private_page(stranger, doors, language):
    window, found = stranger(), []
    for kind in (*KINDS, "settled"):
        window.open(doors[1][kind, language])
        if kind == "settled":  # gone, and says so: that alone is no objection
            assert all("410" in complaint for complaint in window.complaints), window.complaints
            window.complaints.clear()
        for width, theme in PHONE_AND_DESK:
            window.resize(width)
            window.page.emulate_media(color_scheme=theme, reduced_motion="reduce")
            found += [(kind, width, theme, objection) for objection in window.objections()]
            picture(window, f"{kind}-{language}-{width}-{theme}")
    assert not found, found


@pytest.mark.parametrize(("language", "thanks"), [("ru", "Предложение у нас"), ("en", "We have your offer")])
def test_a_supplier_offers_corrects_what_was_wrong_and_is_thanked_without_scripts(stranger, doors, language, thanks):
    window = stranger(java_script_enabled=False)
    page = window.page
    page.emulate_media(reduced_motion="reduce")
    page.goto(window.base + doors[1]["approach", language])
    page.fill("#what", "партер, 6 ряд")
    page.fill("#price", "дорого")
    page.click("button[value=offer]")
    assert page.locator("#price-wrong").is_visible()
    assert page.input_value("#what") == "партер, 6 ряд"
    page.fill("#price", "46 000")
    page.click("button[value=offer]")
    assert thanks in page.inner_text("main").replace("\u00a0", " ")
    assert page.locator(".door__heard li").all_inner_texts()[0] == "партер, 6 ряд"
    picture(window, f"thanked-{language}")
    page.click("summary")
    assert page.input_value("#price") == "46000"


def test_a_client_chooses_on_the_phone_and_may_think_again(stranger, doors):
    window = stranger()
    page = window.page
    page.emulate_media(reduced_motion="reduce")
    page.goto(window.base + doors[1]["choice", "ru"])
    page.locator("button[value=choose]").nth(1).click()
    assert "Выбор записан" in page.inner_text("main").replace("\u00a0", " ")
    picture(window, "chosen")
    assert window.objections() == []
    page.click("summary")
    page.click("button[value=decide]")
    assert "Выберем за вас" in page.inner_text("main").replace("\u00a0", " ")


def test_what_is_not_there_is_told_calmly(stranger, doors):
    window = stranger()
    window.page.goto(window.base + "/a/00000000-0000-4000-8000-000000000000/")
    assert window.page.locator("h1").is_visible()
    picture(window, "nothing")
    window.complaints.clear()
    assert window.objections() == []
