"""The shell: where one may go, what part of the day it is, and that nothing inline hides in a template."""

import re
from datetime import date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.contrib.messages.storage.base import Message
from django.template.loader import render_to_string
from django.test import Client

from butler.desk.shell import PLACES, phase_of
from butler.desk.templatetags.house import hue, initials, nb
from butler.ground.acting import acting_as

MOSCOW = ZoneInfo("Europe/Moscow")
BUTLER = Path(__file__).resolve().parents[2]
SPRITE = BUTLER / "desk/static/desk/icons.svg"
TEMPLATES = sorted(BUTLER.glob("*/templates/**/*.html"))


@pytest.mark.parametrize(
    ("at", "name", "dot"),
    [
        (time(7, 59), "night", 8),
        (time(8), "morning", 8),
        (time(8, 42), "morning", 28.5),
        (time(11), "day", 106),
        (time(14), "day", 210),
        (time(19), "evening", 368),
        (time(21), "night", 412),
        (time(23, 30), "night", 412),
    ],
)
def test_the_day_of_the_house_walks_over_three_tracks(at, name, dot):
    phase = phase_of(datetime.combine(date(2026, 11, 24), at, MOSCOW), time(8), time(21))
    assert (phase.name, phase.dot) == (name, dot)


def test_a_house_that_opens_at_noon_has_no_morning():
    phase = phase_of(datetime(2026, 11, 24, 12, tzinfo=MOSCOW), time(12), time(23))
    assert phase.name == "day"
    assert phase.gone == [(8, 96)]


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Мария Андреевна Ольшанская", "МО"), ("Severny Dvor", "SD"), ("Вересов", "В"), ("«Оранжерея»", "О"), ("", "…")],
)
def test_a_monogram_is_of_the_first_and_the_last_word(name, letters):
    assert initials(name) == letters


def test_a_hue_stays_with_its_row():
    assert {hue(number) for number in range(60)} == {1, 2, 3, 4, 5, 6}
    assert hue("7") == hue(7)


def test_short_words_and_units_do_not_stand_alone():
    assert nb("в Риме на 2 дня, 46 000 ₽") == "в\u00a0Риме на\u00a02\u00a0дня, 46\u00a0000\u00a0₽"


def test_every_icon_that_a_template_names_is_drawn():
    drawn = set(re.findall(r'id="i-([a-z0-9-]+)"', SPRITE.read_text()))
    named = {name for page in TEMPLATES for name in re.findall(r'{% icon "([^"]+)"', page.read_text())}
    assert named | {place.icon for place in PLACES} <= drawn


@pytest.mark.parametrize("page", TEMPLATES, ids=lambda page: str(page.relative_to(BUTLER)))
def test_nothing_inline_that_the_content_policy_would_refuse(page):
    text = page.read_text()
    assert not re.search(r"\sstyle\s*=", text)
    assert not re.search(r"<style\b", text)
    assert not re.search(r"<script\b(?![^>]*\bsrc=)", text)
    assert not re.search(r"\son[a-z]+\s*=", text)
    assert not re.search(r"hx-on|hx-vals=.js:|href=.javascript:", text)


ROLES = {
    "concierge": {
        "day", "requests", "matrix", "calendar", "bookings", "evening", "clients", "network", "knowledge",
        "imports", "settings", "operations", "reports",
    },
    "auditor": {"journal", "settings"},
}  # fmt: skip


@pytest.mark.parametrize("role", ROLES)
def test_the_rail_shows_only_what_the_role_may_open(role):
    assert {place.name for place in PLACES if role in place.roles} == ROLES[role]


def test_a_stranger_is_asked_to_sign_in(client, house):
    assert client.get("/settings/").url == "/account/login/?next=/settings/"


@pytest.mark.parametrize("path", ["signup", "email", "password/reset", "password/set", "login/code", "sessions"])
def test_nobody_signs_up_or_asks_for_a_password_by_mail(client, house, path):
    assert client.get(f"/account/{path}/").status_code == 404


def test_anna_chooses_english_and_the_dark(client, anna, house):
    client.force_login(anna)
    answer = client.post("/settings/", {"language": "en", "theme": "dark"}, follow=True)
    anna.refresh_from_db()
    assert (anna.language, anna.theme, anna.single_keys) == ("en", "dark", False)
    assert '<html lang="en" data-theme="dark" data-keys="off"' in answer.text
    assert "Saved." in answer.text


def test_a_language_that_the_house_does_not_speak_is_refused(client, anna, house):
    client.force_login(anna)
    answer = client.post("/settings/", {"language": "xx", "theme": "dark"})
    anna.refresh_from_db()
    assert answer.status_code == 422
    assert anna.language == "ru"


def test_the_rail_turns_the_light_off_and_comes_back(client, anna, house):
    client.force_login(anna)
    answer = client.post("/settings/theme/", {"next": "/settings/"})
    assert (answer.url, answer.cookies["theme"].value) == ("/settings/", "dark")
    assert client.post("/settings/theme/", {"next": "https://elsewhere.test/"}).url == "/settings/"


def test_an_auditor_is_offered_nothing_that_would_refuse_him(client, auditor, house):
    client.force_login(auditor)
    page = client.get("/settings/").text
    offered = set(re.findall(r'href="(/[^"#]*)"', page)) - {"/static/"}
    for address in {address for address in offered if not address.startswith("/static/")}:
        assert client.get(address).status_code in (200, 302), address


def test_anna_signs_out_everywhere_else(client, anna, house):
    anna.set_password("a quiet word for tests")
    anna.save()
    elsewhere = Client()
    for device in (elsewhere, client):
        device.post("/account/login/", {"login": anna.email, "password": "a quiet word for tests"})
    assert client.get("/settings/").context["sessions"][1]["is_current"] is False
    client.post("/settings/sessions/")
    assert len(client.get("/settings/").context["sessions"]) == 1
    assert elsewhere.get("/settings/").status_code == 302


def test_a_new_password_is_a_long_one(client, anna, house):
    anna.set_password("a quiet word for tests")
    anna.save()
    client.force_login(anna)
    door = "/account/password/change/"
    words = {"oldpassword": "a quiet word for tests", "password1": "short", "password2": "short"}
    assert 'id="id_password1_error"' in client.post(door, words).text
    words |= {"password1": "four words that differ", "password2": "four words that differ"}
    assert client.post(door, words).url == "/settings/"


def test_the_shell_costs_one_query(rf, anna, house, django_assert_num_queries):
    request = rf.get("/settings/")
    request.user = anna
    with acting_as(anna.pk), django_assert_num_queries(1):
        page = render_to_string("desk/shell.html", {}, request)
    assert "Анна Лаврова" in page


def test_a_toast_offers_the_way_back(rf, anna, house):
    request = rf.get("/")
    request.user = anna
    said = [Message(25, "Задача перенесена", extra_tags="/tasks/7/undo/")]
    toasts = render_to_string("desk/parts/toasts.html", {"messages": said, "oob": True}, request)
    assert 'hx-swap-oob="beforeend:#toasts"' in toasts
    assert 'action="/tasks/7/undo/"' in toasts
