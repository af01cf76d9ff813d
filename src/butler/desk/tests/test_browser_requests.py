"""A conversation in a real Chromium: what was understood, one tap each; the draft; two colleagues; without scripts."""

import re

import pytest
from playwright.sync_api import expect

from butler.desk.tests.browser import Visit, visit

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def house_address(lived_in) -> str:
    return lived_in[0]


@pytest.fixture
def talk(known) -> str:
    return f"/requests/{known.ids['talk']}/"


@pytest.fixture
def anna(window, talk) -> Visit:
    anna = window("anna@house.test")
    anna.open(talk)
    return anna


def test_what_was_understood_stands_beside_the_words(anna):
    grasp = anna.page.locator("#grasp")
    expect(grasp).to_contain_text("Столик на четверых, 28 ноября, 20:00")
    expect(grasp.locator(".unsaid")).to_contain_text("Детское кресло")
    expect(grasp.locator(".mood .tag").first).to_be_visible()
    expect(anna.page.locator("textarea[name=text]")).to_have_value(re.compile("на сколько человек"))
    assert anna.objections() == []


def test_a_guess_is_taken_by_a_tap_and_taken_back_within_ten_seconds(anna, known):
    card = anna.page.locator(f"#proposal-{known.ids['proposals'][0]}")
    anna.follow(card.locator("button[data-main]").click)
    expect(anna.page.locator(".guess--done")).to_contain_text("Столик на четверых")
    anna.follow(anna.page.locator("#toasts button, #toasts a").first.click)
    expect(anna.page.locator(f"#proposal-{known.ids['proposals'][0]}")).to_be_visible()
    assert anna.objections() == []


def test_it_can_be_put_right(anna, known):
    card = anna.page.locator(f"#proposal-{known.ids['proposals'][0]}")
    card.locator("summary").click()
    card.locator("select[name=code]").select_option("flowers")
    anna.follow(card.get_by_role("button", name="Исправить").click)
    expect(anna.page.locator("#toasts")).to_contain_text("Исправлено")
    anna.follow(anna.page.locator("#toasts button, #toasts a").first.click)
    expect(card).to_be_visible()


def test_a_colleague_who_writes_is_seen_without_a_reload(anna, window, talk):
    ilya = window("ilya@house.test")
    ilya.open(talk)
    ilya.page.locator("textarea[name=text]").press_sequentially("Добрый день")
    # At once by the live wire; where it opened a moment too late, with the page's own asking every half minute.
    expect(anna.page.locator("#beside")).to_contain_text("Илья", timeout=40_000)
    assert anna.objections() == []


def test_a_note_of_a_colleague_appears_by_itself(anna, window, talk):
    ilya = window("ilya@house.test")
    ilya.open(talk)
    ilya.page.locator("textarea[name=text]").fill("Катя не любит балкон")
    ilya.follow(ilya.page.get_by_role("button", name="Заметка команде").click)
    expect(anna.page.locator("#thread")).to_contain_text("Катя не любит балкон", timeout=10_000)


def test_what_one_has_begun_to_write_is_there_again(window, talk):
    anna = window("anna@house.test")
    anna.open(talk)
    field = anna.page.locator("textarea[name=text]")
    with anna.page.expect_response(lambda answer: "/here/" in answer.url):
        field.fill("Мария Андреевна, начатое письмо")
    anna.open(talk)
    expect(field).to_have_value("Мария Андреевна, начатое письмо")


def test_a_chosen_file_is_named_and_travels_only_with_the_answer(window, talk, known):
    anna = window("anna@house.test")
    anna.open(talk)
    sent = []
    anna.page.on("request", lambda request: sent.append(request) if request.method == "POST" else None)
    anna.page.set_input_files("input[name=enclosed]", {"name": "план.pdf", "mimeType": "", "buffer": b"%PDF-1.7"})
    expect(anna.page.locator("#enclosed-names")).to_have_text("план.pdf")
    with anna.page.expect_response(lambda answer: "/here/" in answer.url):
        anna.page.locator("textarea[name=text]").fill("План приложила")
    assert not any("%PDF" in str(request.post_data_buffer) for request in sent)
    assert anna.objections() == []
    anna.follow(anna.page.locator("button[value=answer]").click)
    expect(anna.page.locator(".say--unsent").last).to_contain_text("план.pdf")
    anna.follow(anna.page.locator("#toasts button, #toasts a").first.click)  # the house stays as it was


def test_an_answer_beside_a_colleagues_is_stopped_and_loses_nothing(window, talk):
    anna, ilya = window("anna@house.test"), window("ilya@house.test")
    for colleague in (anna, ilya):
        colleague.open(talk)
    anna.page.locator("textarea[name=text]").fill("Ответ Анны")
    ilya.page.locator("textarea[name=text]").fill("Ответ Ильи")
    ilya.follow(ilya.page.locator("button[value=answer]").click)
    anna.follow(anna.page.locator("button[value=answer]").click)
    expect(anna.page.get_by_role("alert")).to_contain_text("Илья")
    expect(anna.page.locator("textarea[name=text]")).to_have_value("Ответ Анны")
    anna.complaints.clear()  # 422 is the answer that was wanted
    anna.follow(anna.page.locator("button[name=anyway]").click)
    expect(anna.page.locator("#thread")).to_contain_text("Ответ Анны")


def test_a_conversation_works_without_scripts(browser, house_address, passes, window, talk):
    window("anna@house.test")
    state = passes["anna@house.test"]
    with visit(browser, house_address, locale="ru-RU", java_script_enabled=False, storage_state=state) as plain:
        plain.page.goto(plain.base + talk)
        plain.page.locator("textarea[name=text]").fill("Без сценариев")
        plain.page.get_by_role("button", name="Заметка команде").click()
        expect(plain.page.locator("#thread")).to_contain_text("Без сценариев")
        plain.page.locator("#box input[name=q]").fill("сценарии")
        plain.page.locator("#box input[name=q]").press("Enter")
        expect(plain.page.locator("#box")).to_contain_text("Без сценариев")


@pytest.mark.parametrize("width", [1440, 390])
def test_the_dots_of_a_conversation_open_what_else_can_be_done(window, talk, width):
    anna = window("anna@house.test", width=width)
    anna.open(talk)
    anna.page.locator("[popovertarget=talk-more]").click()
    more = anna.page.locator("#talk-more")
    expect(more.get_by_role("button").first).to_be_in_viewport(ratio=1)
    assert anna.objections() == []
    more.locator("[data-open=split]").click()
    expect(anna.page.locator("#split")).to_be_visible()


def test_a_new_draft_appears_by_itself_unless_somebody_writes(window, talk, known):
    anna, ilya = window("anna@house.test"), window("ilya@house.test")
    for colleague in (anna, ilya):
        colleague.open(talk)
    anna.page.locator("textarea[name=text]").fill("Мои слова")
    ilya.page.locator("textarea[name=text]").evaluate("field => field.blur()")
    for colleague in (anna, ilya):
        colleague.page.locator("#answer").evaluate("part => part.setAttribute('data-old', '')")
    ilya.page.request.post(
        ilya.base + f"/requests/{known.ids['talk']}/words/",
        form={"text": "Заметка, чтобы страница узнала", "act": "note", "csrfmiddlewaretoken": _token(ilya)},
    )
    expect(ilya.page.locator("#answer:not([data-old])")).to_be_visible(timeout=10_000)
    expect(anna.page.locator("#thread")).to_contain_text("чтобы страница узнала", timeout=10_000)
    expect(anna.page.locator("#answer[data-old] textarea")).to_have_value("Мои слова")


def _token(visit: Visit) -> str:
    return visit.page.locator("input[name=csrfmiddlewaretoken]").first.input_value()


def test_on_a_phone_the_understanding_stands_after_the_words(window, talk):
    anna = window("anna@house.test", width=390)
    anna.open(talk)
    expect(anna.page.locator("#grasp")).to_be_visible()
    assert anna.objections() == []


def test_a_call_is_written_down_on_a_phone_without_scripts_and_taken_back(browser, house_address, passes, window):
    window("anna@house.test")
    state = passes["anna@house.test"]
    with visit(
        browser, house_address, width=390, locale="ru-RU", java_script_enabled=False, storage_state=state
    ) as plain:
        page = plain.page
        page.goto(plain.base + "/requests/")
        page.locator("#box").get_by_role("link", name="Записать звонок").click()
        page.get_by_label("Что сказали").fill("Просил столик на двоих завтра в 20:00")
        page.get_by_label("С какого номера").fill("не скажу")
        page.get_by_role("button", name="Записать").click()
        expect(page.get_by_role("main")).to_contain_text("Это не номер телефона")
        expect(page.get_by_label("Что сказали")).to_have_value("Просил столик на двоих завтра в 20:00")
        page.get_by_label("С какого номера").fill("+7 921 555-12-34")
        page.get_by_role("button", name="Записать").click()
        expect(page.locator("#toasts")).to_contain_text("Записано")
        page.locator("#toasts button").first.click()
        expect(page.locator("#toasts")).to_contain_text("Возвращено")


def test_the_key_of_a_call_works_everywhere(window):
    anna = window("anna@house.test")
    anna.open("/")
    anna.follow(lambda: anna.page.keyboard.press("c"))
    expect(anna.page.get_by_role("heading", name="Записать звонок")).to_be_visible()
    anna.page.keyboard.type("Звонил Павел")  # the field has the keyboard at once
    expect(anna.page.get_by_label("Что сказали")).to_have_value("Звонил Павел")
    assert anna.objections() == []


def test_a_word_without_end_does_not_widen_the_page(window, talk):
    anna = window("anna@house.test", width=390)
    anna.open(talk)
    anna.page.locator("#grasp h3").first.evaluate("title => { title.textContent = 'w'.repeat(300) }")
    assert anna.page.evaluate("document.documentElement.scrollWidth") == 390
