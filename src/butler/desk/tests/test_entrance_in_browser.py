"""The entrance and the shell in a real Chromium: sign-in, the second key, keys, light, and what axe finds."""

import base64
import hmac
import struct
import time

import pytest

from butler.desk.tests.browser import EVERY_LOOK
from butler.desk.tests.conftest import PASSWORD

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("width", "theme"), EVERY_LOOK)
@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_entrance_is_open_to_everybody(window, width, theme, language):
    stranger = window(width=width)
    stranger.paint(theme)
    stranger.speak(language)
    stranger.open("/account/login/")
    assert stranger.page.locator("html").get_attribute("lang") == language
    assert stranger.objections() == []


@pytest.mark.parametrize(("width", "theme"), EVERY_LOOK)
def test_the_settings_are_open_to_everybody(window, width, theme):
    anna = window("anna@house.test", width=width)
    anna.paint(theme)
    anna.open("/settings/")
    assert anna.objections() == []


def test_a_wrong_password_is_said_beside_the_form(window):
    stranger = window()
    with pytest.raises(AssertionError, match="was not let in"):
        stranger.sign_in("anna@house.test", "not this one")
    assert stranger.page.locator("[role=alert]").count() == 1
    assert stranger.page.locator("#id_password").get_attribute("aria-invalid") == "true"
    assert stranger.objections() == []


def test_the_palette_opens_by_keys_and_gives_the_focus_back(window):
    anna = window("anna@house.test")
    anna.open("/settings/")
    anna.page.focus("[data-act=discreet]")
    anna.page.keyboard.press("Control+KeyK")
    assert anna.page.locator("#cmd").get_attribute("open") is not None
    assert anna.objections() == []
    anna.page.keyboard.press("ArrowDown")
    assert anna.page.evaluate("document.activeElement.closest('#cmd-list') !== null")
    anna.page.keyboard.press("Escape")
    assert anna.page.evaluate("document.activeElement.dataset.act") == "discreet"


def test_names_stay_hidden_on_the_next_page_too(window):
    anna = window("anna@house.test")
    anna.open("/settings/")
    anna.page.keyboard.press("Shift+KeyH")
    assert anna.page.title() == "Butler"
    anna.open("/settings/")
    assert anna.page.title() == "Butler"
    assert anna.page.evaluate("document.documentElement.hasAttribute('data-discreet')")


def test_single_keys_can_be_switched_off(window):
    ilya = window("ilya@house.test")
    ilya.open("/settings/")
    ilya.page.locator("input[name=single_keys]").uncheck()
    ilya.follow(ilya.page.locator("#workplace .btn--main").click)
    ilya.page.locator("h1").click()
    ilya.page.keyboard.press("Shift+Slash")
    assert ilya.page.locator("#keys").get_attribute("open") is None


def test_a_second_key_is_asked_for_from_then_on(window):
    auditor = window("auditor@house.test")
    page = auditor.page
    auditor.open("/account/2fa/totp/activate/")
    page.fill("[name=password]", PASSWORD)  # just to be sure
    auditor.follow(lambda: page.keyboard.press("Enter"))
    secret = page.text_content("details code")
    assert auditor.objections() == []
    page.fill("[name=code]", code_of(secret, at=time.time()))
    auditor.follow(lambda: page.keyboard.press("Enter"))
    assert page.locator(".codes li").count() == 10
    recovery = page.locator(".codes li").first.inner_text()
    assert auditor.objections() == []

    again = window()
    again.sign_in("auditor@house.test", PASSWORD)
    assert again.page.url.endswith("/account/2fa/authenticate/")
    assert again.objections() == []
    again.page.fill("[name=code]", recovery)
    again.follow(lambda: again.page.keyboard.press("Enter"))
    assert "/account/" not in again.page.url


def code_of(secret: str, *, at: float) -> str:
    """Six digits of an authenticator app (RFC 6238)."""
    digest = hmac.digest(base64.b32decode(secret.strip()), struct.pack(">Q", int(at) // 30), "sha1")
    offset = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[offset : offset + 4])[0] & 0x7FFFFFFF) % 10**6:06d}"
