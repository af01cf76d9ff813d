"""A dossier in a real Chromium: what is closed stays closed, what is taken out comes back, strangers learn nothing."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from butler.desk.tests.browser import Visit, visit
from butler.desk.tests.furnishing import PASSPORT, STRANGER, Known

pytestmark = pytest.mark.browser

CODE = "38К1945"


@pytest.fixture(scope="module")
def house_address(lived_in) -> str:
    return lived_in[0]


@pytest.fixture
def dossier(known: Known) -> str:
    return f"/clients/{known.client.pk}/"


@pytest.fixture
def anna(window) -> Visit:
    return window("anna@house.test")


@pytest.fixture
def plainly(browser, house_address, passes, anna) -> Iterator[Callable[[str], Page]]:
    """Anna's pages in a browser that runs no scripts: plainly("/clients/")."""
    kept = passes["anna@house.test"]
    with visit(browser, house_address, locale="ru-RU", java_script_enabled=False, storage_state=kept) as window:

        def open_page(path: str) -> Page:
            window.page.goto(window.base + path)
            return window.page

        yield open_page


def closed_line(page: Page, label: str):
    """The closed value that stands beside its label."""
    return page.locator(f"dt:has-text('{label}') + dd .closed").first


def test_a_closed_number_is_shown_for_a_reason_and_the_journal_has_it(anna, window, dossier, known):
    page = anna.page
    anna.open(dossier + "?tab=documents")
    assert PASSPORT not in page.content()
    line = page.locator(".papers .closed").first
    line.get_by_role("link", name="Показать").click()
    line.locator("select").select_option("check_in")
    assert PASSPORT not in page.content()  # asking is not yet seeing
    assert anna.objections() == []
    line.get_by_role("button", name="Показать").click()
    expect(page.locator(".closed__value")).to_have_text(PASSPORT)
    assert anna.objections() == []

    page.reload()
    assert PASSPORT not in page.content()
    expect(page.locator(".papers .closed .mask").first).to_be_visible()

    auditor = window("auditor@house.test")
    auditor.open("/journal/?kind=reads")
    row = auditor.page.locator("tr:has([data-s=warn])").first
    expect(row).to_contain_text("Анна Лаврова")
    expect(row).to_contain_text("для регистрации или пропуска")
    expect(row).to_contain_text(known.client.alias)
    for unsaid in (PASSPORT, STRANGER, "Ольшанская"):
        assert unsaid not in auditor.page.content()


def test_who_looked_stands_in_the_dossier_itself(anna, dossier):
    anna.open(dossier + "?tab=looks")
    expect(anna.page.locator("#dossier")).to_contain_text("Анна Лаврова")
    assert anna.objections() == []


def test_a_shown_value_is_hidden_by_its_button(anna, dossier):
    page = anna.page
    anna.open(dossier + "?tab=documents")
    closed_line(page, "Код подъезда").get_by_role("link", name="Показать").click()
    page.locator(".closed__ask button").click()
    expect(page.locator(".closed__value")).to_have_text(CODE)
    page.get_by_role("link", name="Скрыть").click()
    expect(page.locator(".closed__value")).to_have_count(0)
    assert CODE not in page.content()
    assert anna.objections() == []


def test_without_scripts_a_closed_value_is_shown_on_a_page_of_its_own(plainly, dossier):
    page = plainly(dossier + "?tab=documents")
    closed_line(page, "Код подъезда").get_by_role("link", name="Показать").click()
    assert CODE not in page.content()
    page.get_by_role("button", name="Показать").click()
    expect(page.locator(".closed__value")).to_have_text(CODE)
    page.get_by_role("link", name="Скрыть").click()
    assert CODE not in page.content()


def test_a_preference_is_added_taken_out_and_brought_back_by_z(anna, dossier):
    page = anna.page
    anna.open(dossier)
    page.evaluate("window.stayed = true")
    page.locator("section:has(h2:has-text('Стол')) a.add").click()
    form = page.locator(".inline-form")
    form.locator("[name=value]").fill("Чай с чабрецом")
    assert anna.objections() == []
    form.locator("button.btn--main").click()
    taste = page.locator(".prefs li", has_text="Чай с чабрецом")
    expect(taste).to_be_visible()
    assert anna.objections() == []

    taste.locator("summary").click()
    taste.get_by_role("button", name="Убрать").click()
    expect(taste).to_have_count(0)
    expect(page.get_by_role("button", name="Вернуть")).to_be_visible()
    assert page.evaluate("window.stayed") is True  # all of it without leaving the page
    anna.follow(lambda: page.keyboard.press("KeyZ"))
    expect(taste).to_be_visible()
    assert anna.objections() == []
    anna.open(dossier)
    expect(taste).to_be_visible()


def test_a_preference_without_words_comes_back_with_what_is_wrong(anna, dossier):
    page = anna.page
    anna.open(dossier)
    page.locator("section:has(h2:has-text('Стол')) a.add").click()
    form = page.locator(".inline-form")
    form.evaluate("form => { form.noValidate = true }")
    form.locator("[name=evidence]").fill("сказала сама")
    form.locator("button.btn--main").click()
    expect(form.locator(".errorlist")).to_be_visible()
    expect(form.locator("[name=evidence]")).to_have_value("сказала сама")
    anna.complaints.clear()  # the browser notes every 422 in its console
    assert anna.objections() == []


def test_tabs_are_swapped_in_place_and_the_way_back_is_kept(anna, dossier):
    page = anna.page
    anna.open(dossier)
    page.evaluate("window.stayed = true")
    tabs = page.locator(".dossier__tabs")
    for label, tab, shown in (("Близкие", "circle", "Екатерина"), ("История", "history", "Шёлковый платок")):
        tabs.get_by_role("link", name=label).click()
        expect(page.locator("#dossier")).to_contain_text(shown)
        expect(tabs.locator("[aria-current=page]")).to_contain_text(label)
        assert page.url.endswith(f"{dossier}?tab={tab}")
        assert page.evaluate("window.stayed") is True
        assert anna.objections() == []
    anna.follow(page.go_back)
    expect(page.locator("#dossier")).to_contain_text("Екатерина")
    expect(tabs.locator("[aria-current=page]")).to_contain_text("Близкие")


def test_tabs_are_plain_links_without_scripts(plainly, dossier):
    page = plainly(dossier)
    for label, shown in (("Близкие", "Екатерина"), ("Поездки", "Выходные в Стамбуле"), ("Документы", "Загранпаспорт")):
        page.locator(".dossier__tabs").get_by_role("link", name=label).click()
        text = page.locator("#dossier").inner_text().replace("\xa0", " ")
        assert shown in text


@pytest.mark.parametrize("width", [1440, 390])
def test_a_stranger_meets_a_calm_page_that_says_nothing(window, known, width):
    anna = window("anna@house.test", width=width)
    nowhere = known.stranger.pk
    for path in (f"/clients/{nowhere}/", f"/clients/{nowhere}/?tab=documents", f"/clients/{nowhere}/note/new/"):
        answer = anna.open(path)
        assert answer is not None
        assert answer.status == 404
        assert "Такой страницы нет" in anna.page.locator("h1").inner_text()
        assert STRANGER not in anna.page.content()
        anna.complaints.clear()  # the 404 itself
        assert anna.objections() == []
    anna.follow(anna.page.get_by_role("link", name="К дню").click)
    assert anna.page.url == anna.base + "/"


def test_a_page_that_is_not_there_looks_the_same_as_one_that_is_closed(anna, known):
    closed = anna.page.request.get(f"{anna.base}/clients/{known.stranger.pk}/")
    missing = anna.page.request.get(f"{anna.base}/clients/00000000-0000-4000-8000-000000000000/")
    assert closed.status == missing.status == 404
    assert closed.text() == missing.text()
