"""The dossier, the journal and the team as people meet them: panels, masks, light and dark, phone and desk."""

import os
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from butler.desk.tests.browser import EVERY_LOOK
from butler.desk.tests.conftest import PASSWORD, furnish
from butler.desk.tests.living import living_house

pytestmark = pytest.mark.browser
PASSPORT = "75 1234569"
AT: dict[str, str] = {}


def furnish_with_a_dossier() -> None:
    """The cast, and Maria Andreevna with something in every panel."""
    from butler.dossiers import actions
    from butler.ground import clock
    from butler.ground.acting import acting_as, acting_for
    from butler.staff.models import Staff

    furnish()
    anna = Staff.objects.get(email="anna@house.test")
    owner = Staff.objects.create_user("owner@house.test", PASSWORD, given_name="Ольга", surname="Ким", role="owner")
    today, now = date(2026, 11, 24), datetime(2026, 11, 24, tzinfo=UTC)
    with acting_for("test"):
        client = actions.admit(
            led_by=anna, now=now, given_name="Мария", patronymic="Андреевна", surname="Ольшанская", gender="f",
            standing="key", since=date(2021, 3, 1), portrait="Ценит тишину и точность.", city="Санкт-Петербург",
        )  # fmt: skip
    with acting_as(anna.pk):
        at = client.pk
        pavel = actions.add_person(at, relation="spouse", given_name="Павел", gender="m", about="согласует подарки")
        actions.add_contact(at, kind="phone", value="+7 921 555-01-02", is_preferred=True)
        actions.add_contact(at, kind="mail", value="pavel@mail.example", person=pavel)
        actions.add_occasion(at, kind="anniversary", month=11, day=26, year=2014, title="Годовщина", person=pavel)
        for value, topic, polarity, sure in (
            ("Звонок до 9:00", "communication", "never", 90),
            ("Рислинг, сухой", "drink", "likes", 92),
            ("Устрицы", "food", "likes", 38),
            ("Жёсткая подушка", "room", "must", 85),
        ):
            actions.add_preference(at, value=value, topic=topic, polarity=polarity, confidence=sure, today=today)
        actions.add_document(at, kind="travel_passport", number=PASSPORT, expires_on=date(2027, 3, 1), country="RU")
        actions.add_secret(at, "identity", label="Код подъезда", value="38К1945")
        actions.add_mandate(at, category="all", limit=150_000)
        actions.add_gift(at, title="Шёлковый платок", given_on=date(2025, 3, 14))
        actions.add_note(at, text="В машине говорит только о делах.", by=anna, now=clock.now())
    AT.update(client=f"/clients/{at}/", grants=f"/team/grants/{at}/{anna.pk}/", colleague=f"/team/{anna.pk}/")
    assert owner.pk


@pytest.fixture(scope="module")
def house_address(django_db_setup: None, django_db_blocker) -> Iterator[str]:
    with django_db_blocker.unblock(), living_house(f"dossier_{os.getpid()}", furnish_with_a_dossier) as address:
        yield address


TABS = ("", "?tab=history", "?tab=trips", "?tab=circle", "?tab=documents", "?tab=looks")


@pytest.mark.parametrize(("width", "theme"), EVERY_LOOK)
def test_nobody_could_object_to_the_pages(window, width, theme):
    found = []
    visiting = window("anna@house.test", width=width)
    visiting.paint(theme)
    forms = ("edit/", "occasion/new/", "document/new/") if theme == "dark" else ()
    paths = ["/clients/", "/clients/new/", *(AT["client"] + rest for rest in (*TABS, *forms))]
    for path in paths:
        visiting.open(path)
        found += [(path, objection) for objection in visiting.objections()]
    visiting = window("owner@house.test", width=width)
    visiting.paint(theme)
    for path in ("/journal/", "/team/", "/team/new/", AT["grants"], AT["colleague"]):
        visiting.open(path)
        found += [(path, objection) for objection in visiting.objections()]
    assert found == []


def test_a_tab_is_swapped_in_place_and_the_address_follows(window):
    visiting = window("anna@house.test")
    page = visiting.page
    visiting.open(AT["client"])
    page.evaluate("window.stayed = true")
    page.click(".dossier__tabs a:has-text('Близкие')")
    page.wait_for_selector(".dossier__cards")
    assert page.url.endswith("?tab=circle")
    assert page.evaluate("window.stayed") is True
    assert visiting.objections() == []


def test_a_closed_value_is_shown_with_a_reason_and_hidden_again(window):
    visiting = window("anna@house.test")
    page = visiting.page
    visiting.open(AT["client"] + "?tab=documents")
    assert PASSPORT not in page.content()
    page.click(".papers .closed a")
    page.select_option(".papers .closed select", "check_in")
    page.click(".papers .closed button")
    page.wait_for_selector(".closed__value")
    assert page.inner_text(".closed__value") == PASSPORT
    page.click(".papers .closed a")
    page.wait_for_selector(".papers .mask")
    assert PASSPORT not in page.content()
    assert visiting.objections() == []


def test_a_note_is_written_mended_taken_out_and_brought_back_without_leaving_the_page(window):
    visiting = window("anna@house.test")
    page = visiting.page
    visiting.open(AT["client"])
    page.evaluate("window.stayed = true")
    page.locator("a.add[href*='/note/new/']").click()
    page.fill(".inline-form textarea", "   ")
    page.evaluate("document.querySelector('.inline-form').noValidate = true")
    page.click(".inline-form button.btn--main")
    page.wait_for_selector(".inline-form .errorlist")
    page.fill(".inline-form textarea", "Любит первый снег")
    page.click(".inline-form button.btn--main")
    page.wait_for_selector(".notes li:has-text('первый снег')")
    line = page.locator(".notes li:has-text('первый снег')")
    line.locator("summary").click()
    line.locator(".menu__list button").click()
    page.wait_for_selector(".toast form")
    assert page.locator(".notes li:has-text('первый снег')").count() == 0
    with page.expect_navigation():
        page.keyboard.press("KeyZ")
    assert page.locator(".notes li:has-text('первый снег')").count() == 1


def test_a_doubtful_taste_is_asked_about_and_kept(window):
    visiting = window("anna@house.test")
    page = visiting.page
    visiting.open(AT["client"])
    page.locator(".prefs [data-new] button.btn--sm").click()
    page.locator(".prefs [data-new]").wait_for(state="detached")
    assert visiting.objections() == []


def test_clients_are_found_while_one_types(window):
    visiting = window("anna@house.test")
    page = visiting.page
    visiting.open("/clients/")
    page.fill(".clients__filters input", "никто")
    page.wait_for_selector("#found .empty")
    page.fill(".clients__filters input", "ольш")
    page.wait_for_selector("#found .client-card")
    assert visiting.objections() == []
