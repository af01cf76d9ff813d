"""Anna's morning in a real Chromium: in, look, answer, take back, go on; by mouse, by keys, and without scripts."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from butler.desk.tests.browser import Visit, visit
from butler.desk.tests.conftest import PASSWORD
from butler.desk.tests.furnishing import STRANGER

pytestmark = pytest.mark.browser

IN_RUSSIAN = {"KeyG": "п", "KeyM": "ь", "KeyD": "в", "KeyJ": "о"}  # what the same keys print in the Russian layout


@pytest.fixture(scope="module")
def house_address(lived_in) -> str:
    return lived_in[0]


@pytest.fixture
def anna(window) -> Visit:
    """At her day."""
    anna = window("anna@house.test")
    anna.open("/")
    return anna


@pytest.fixture
def without_scripts(browser, house_address, passes, window) -> Iterator[Visit]:
    """Anna's window in a browser that runs no scripts."""
    window("anna@house.test")  # signs in, if nobody has yet
    pass_ = passes["anna@house.test"]
    with visit(browser, house_address, locale="ru-RU", java_script_enabled=False, storage_state=pass_) as anna:
        anna.page.goto(anna.base + "/")
        yield anna


def press_in_russian(page: Page, code: str) -> None:
    """A key of the keyboard while the Russian layout is chosen: another letter, the same place."""
    keyboard = page.context.new_cdp_session(page)
    key = {"code": code, "key": IN_RUSSIAN[code], "windowsVirtualKeyCode": ord(code[-1])}
    keyboard.send("Input.dispatchKeyEvent", {"type": "keyDown", "text": IN_RUSSIAN[code], **key})
    keyboard.send("Input.dispatchKeyEvent", {"type": "keyUp", **key})
    keyboard.detach()


def words(page: Page, where: str) -> str:
    """What stands there, with plain spaces."""
    return page.locator(where).inner_text().replace("\xa0", " ")


def waiting(page: Page) -> int:
    """How many digests wait for a word, as the page says."""
    return int(page.locator("#digests-title .count").inner_text())


def said(page: Page) -> str:
    return words(page, "#toasts")


def test_signing_in_lands_on_the_day(window):
    anna = window()
    anna.sign_in("anna@house.test", PASSWORD)
    assert anna.page.url == anna.base + "/"
    assert re.match("Добр(ое|ый|ой) .+, Анна", anna.page.locator("h1").inner_text())
    expect(anna.page.locator(".rail [aria-current=page]")).to_have_text(re.compile("День"))
    assert anna.objections() == []


def test_the_day_shows_who_needs_what_what_comes_and_what_waits(anna):
    page = anna.page
    assert "Обед у окна" in words(page, "#need")
    assert "Позвонить флористу" in (page.locator("#need").text_content() or "").replace("\xa0", " ")  # folded, too
    assert "Ужин на двоих" in words(page, ".panel--lanes")
    assert "Совет директоров" in words(page, ".panel--lanes")
    assert page.locator("#ideas article").count() > 0
    assert waiting(page) == 3


@pytest.mark.parametrize("press", [lambda page, code: page.keyboard.press(code), press_in_russian])
def test_g_and_a_letter_lead_to_a_page_in_either_layout(anna, press):
    page = anna.page
    press(page, "KeyG")
    anna.follow(lambda: press(page, "KeyM"))
    assert page.url == anna.base + "/matrix/"
    press(page, "KeyG")
    anna.follow(lambda: press(page, "KeyD"))
    assert page.url == anna.base + "/"
    assert anna.objections() == []


def test_the_palette_finds_a_client_by_a_few_letters(anna):
    page = anna.page
    page.keyboard.press("Control+KeyK")
    page.keyboard.type("верес")
    expect(page.locator("#cmd-list a").first).to_contain_text("Вересов", timeout=20_000)  # dictionaries are loading
    assert anna.objections() == []
    anna.follow(lambda: page.keyboard.press("Enter"))
    assert page.locator("h1").inner_text() == "Андрей Викторович Вересов"


def test_the_palette_does_not_know_a_client_of_another_team(anna):
    page = anna.page
    page.keyboard.press("Control+KeyK")
    with page.expect_response(lambda answer: "/palette/" in answer.url):
        page.keyboard.type("корабл")
    expect(page.locator("#cmd-list a")).to_have_count(0)
    assert STRANGER not in page.content()


def test_escape_closes_the_palette_and_gives_the_focus_back(anna):
    page = anna.page
    page.focus("#need [data-row]")
    page.keyboard.press("Control+KeyK")
    expect(page.locator("#cmd input")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#need [data-row]").first).to_be_focused()


@pytest.mark.parametrize("press", [lambda page, code: page.keyboard.press(code), press_in_russian])
def test_j_and_k_walk_the_rows(anna, press):
    page = anna.page
    rows = page.locator("[data-row]:visible")
    press(page, "KeyJ")
    expect(rows.nth(0)).to_be_focused()
    press(page, "KeyJ")
    expect(rows.nth(1)).to_be_focused()
    page.keyboard.press("KeyK")
    expect(rows.nth(0)).to_be_focused()
    page.keyboard.press("KeyK")
    expect(rows.nth(0)).to_be_focused()  # the first stays the first


def test_enter_opens_what_the_row_is_about(anna):
    anna.page.locator("#need [data-row]", has_text="Обед у окна").focus()
    anna.follow(lambda: anna.page.keyboard.press("Enter"))
    assert "Обед у окна" in words(anna.page, "h1")


def test_a_digest_is_approved_by_its_button_and_taken_back_by_z(anna):
    page = anna.page
    anna.follow(page.locator("#digests").get_by_role("button", name="Одобрить", exact=True).click)
    assert "Одобрено" in said(page)
    expect(page.get_by_role("button", name="Вернуть")).to_be_visible()
    assert waiting(page) == 2
    assert anna.objections() == []
    anna.follow(lambda: page.keyboard.press("KeyZ"))
    assert waiting(page) == 3
    assert "Снова ждёт вашего слова" in said(page)


def test_all_digests_are_approved_by_y_and_taken_back_at_once(anna):
    page = anna.page
    anna.follow(lambda: page.keyboard.press("KeyY"))
    assert waiting(page) == 0
    assert "3 сводки одобрены" in said(page)
    assert anna.objections() == []
    anna.follow(lambda: page.keyboard.press("KeyZ"))
    assert waiting(page) == 3


def test_a_digest_goes_in_her_own_words_and_still_waits(anna):
    page = anna.page
    anna.follow(page.locator("#digests").get_by_role("link", name="Править").click)
    letter = page.locator("textarea[name=text]")
    letter.fill(letter.input_value() + "\nЗонт будет в машине.")
    anna.follow(page.get_by_role("button", name="Сохранить эти слова").click)
    assert "Сохранено вашими словами" in said(page)
    assert "Зонт будет в машине." in words(page, "blockquote")
    assert "Анна Лаврова" in words(page, "article.digest")
    assert anna.objections() == []
    anna.open("/")
    assert waiting(page) == 3


def test_a_digest_without_words_is_refused_and_nothing_is_lost(anna):
    page = anna.page
    anna.follow(page.locator("#digests").get_by_role("link", name="Править").click)
    page.evaluate("document.querySelector('textarea').form.noValidate = true")
    page.fill("textarea[name=text]", "   ")
    anna.follow(page.get_by_role("button", name="Сохранить эти слова").click)
    assert page.locator(".errorlist").count() == 1
    anna.complaints.clear()  # the browser notes every 422 in its console
    assert anna.objections() == []
    anna.open("/")
    assert waiting(page) == 3


def test_what_is_foreseen_is_taken_on_and_becomes_a_task(anna):
    page = anna.page
    ideas = page.locator("#ideas article")
    what = ideas.first.get_attribute("id")
    anna.follow(ideas.first.get_by_role("button", name="Взять").click)
    assert re.search("/tasks/[0-9a-f-]+/$", page.url)
    assert "Взято: теперь это задача" in said(page)
    assert anna.objections() == []
    anna.open("/")
    assert page.locator(f"#{what}").count() == 0


def test_shift_h_hides_names_on_the_page_and_in_the_title(anna, known):
    page = anna.page
    anna.open(f"/clients/{known.client.pk}/")
    assert "Ольшанская" in page.title()
    for hidden in (True, False):
        page.keyboard.press("Shift+KeyH")
        assert ("Ольшанская" not in page.title()) is hidden
        assert (page.title() == "Butler") is hidden
        blur = page.locator("h1.name").evaluate("name => getComputedStyle(name).filter")
        assert ("blur" in blur) is hidden
        expect(page.locator("[data-act=discreet]")).to_have_attribute("aria-pressed", str(hidden).lower())
        anna.open(f"/clients/{known.client.pk}/")  # the next page keeps it, from its first byte
        assert (page.title() == "Butler") is hidden
        assert anna.objections() == []


def test_light_and_dark_change_by_the_button_and_stay(anna):
    page = anna.page
    button = page.locator(".rail [data-act=theme]")
    paper = "getComputedStyle(document.documentElement).backgroundColor"
    seen = {page.evaluate(paper)}
    for theme in ("dark", "light"):
        with page.expect_response(lambda answer: "/settings/theme/" in answer.url):
            button.click()
        expect(page.locator("html")).to_have_attribute("data-theme", theme)
        anna.open("/")
        expect(page.locator("html")).to_have_attribute("data-theme", theme)
        assert anna.objections() == []
        seen.add(page.evaluate(paper))
    assert len(seen) == 2


def test_single_keys_can_be_switched_off_and_on(window):
    ilya = window("ilya@house.test")
    for is_on in (False, True):
        ilya.open("/settings/")
        ilya.page.locator("input[name=single_keys]").set_checked(is_on)
        ilya.follow(ilya.page.locator("#workplace .btn--main").click)
        ilya.open("/")
        ilya.page.keyboard.press("Shift+Slash")
        assert (ilya.page.locator("#keys").get_attribute("open") is not None) is is_on
        ilya.page.keyboard.press("Escape")
        ilya.page.keyboard.press("Control+KeyK")  # not a single key
        assert ilya.page.locator("#cmd").get_attribute("open") is not None
    assert ilya.objections() == []


def test_without_scripts_a_digest_is_approved_and_taken_back_by_plain_forms(without_scripts):
    page = without_scripts.page
    assert waiting(page) == 3
    page.locator("#digests").get_by_role("button", name="Одобрить", exact=True).click()
    assert "Одобрено" in said(page)
    assert waiting(page) == 2
    page.get_by_role("button", name="Вернуть").click()
    assert waiting(page) == 3


def test_without_scripts_the_rail_leads_everywhere(without_scripts):
    page = without_scripts.page
    page.locator(".rail a", has_text="Клиенты").click()
    assert "Вересов" in words(page, "main")


def test_on_a_phone_the_day_is_walked_by_the_tabs(window):
    anna = window("anna@house.test", width=390)
    page = anna.page
    anna.open("/")
    anna.follow(page.locator(".tabs a", has_text="Клиенты").click)
    assert page.url == anna.base + "/clients/"
    page.locator(".tabs button", has_text="Ещё").click()
    expect(page.locator("#more")).to_be_visible()
    assert anna.objections() == []
    anna.follow(page.locator("#more a", has_text="Матрица").click)
    assert page.url == anna.base + "/matrix/"
