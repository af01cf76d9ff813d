"""A notice in a real Chromium that is allowed to show it: once, grouped, with a way to the row."""

import pytest

pytestmark = pytest.mark.browser

# Every notice is shown by the browser itself, and kept, so that one can read it and press it.
KEEP = """
window.shown = [];
window.Notification = new Proxy(window.Notification, {
    construct(real, args) { const notice = new real(...args); window.shown.push(notice); return notice },
});
document.hasFocus = () => false;
const asks = window.fetch;
window.fetch = async (...given) => {
    const answer = await asks(...given);
    if (String(given[0]).endsWith('/notices/')) setTimeout(() => { window.isAnswered = true }, 100);
    return answer;
};
"""
ANSWERED = """() => new Promise(resolve => {
    const look = () => window.isAnswered ? resolve() : setTimeout(look, 20);
    look();
})"""
FRESH = """names => {
    const kept = JSON.parse(localStorage.getItem('butler-told') ?? '[]');
    const fresh = names ? kept.slice(0, kept.length - names) : kept;
    localStorage.setItem('butler-told', JSON.stringify(fresh));
}"""


@pytest.fixture(scope="module")
def house_address(lived_in) -> str:
    return lived_in[0]


@pytest.fixture
def anna(window):
    """She has asked for notices, and this browser allows them."""
    anna = window("anna@house.test", permissions=["notifications"])
    anna.page.add_init_script(KEEP)
    anna.open("/settings/")
    box = anna.page.locator("[name=wants_notices]")
    if not box.is_checked():
        box.check()
        anna.follow(anna.page.locator("#workplace button.btn--main").click)
    return anna


def asked_anew(anna, fresh: int) -> list[dict]:
    """Open the day as if so many of what is at hand had just come: what the browser says."""
    anna.open("/")
    anna.page.evaluate(ANSWERED)
    anna.page.evaluate(FRESH, fresh)
    anna.open("/")
    anna.page.evaluate(ANSWERED)
    return anna.page.evaluate("window.shown.map(({ title, body, tag }) => ({ title, body, tag }))")


def test_what_is_new_is_said_once_and_leads_to_its_row(anna):
    assert asked_anew(anna, 0) == []
    (said,) = asked_anew(anna, 1)
    assert said["title"]
    assert said["body"]
    anna.page.evaluate("window.shown[0].onclick()")
    anna.page.wait_for_load_state()
    row = anna.page.evaluate("document.activeElement.id || location.pathname")
    assert row.startswith(("need-", "/tasks/"))
    assert asked_anew(anna, 0) == []
    assert anna.objections() == []


def test_several_at_once_are_one_notice(anna):
    (said,) = asked_anew(anna, 2)
    assert said["tag"] == "butler"
    assert said["title"].endswith(": 2")
