"""At the entrance: what a stranger on the net tries first."""

import pytest
from django.core.cache import cache
from django.test import Client

PASSWORD = "a quiet word for tests"
DOOR = "/account/login/"


@pytest.fixture
def anna_with_password(anna):
    anna.set_password(PASSWORD)
    anna.save(update_fields=["password"])
    cache.clear()
    yield anna
    cache.clear()


def knock(browser: Client, password: str = PASSWORD, email: str = "anna@house.test", **more: str):
    return browser.post(DOOR, {"login": email, "password": password, **more})


@pytest.mark.parametrize("where", ["//evil.example", "https://evil.example/", "javascript:alert(1)", "/\\evil.example"])
def test_signing_in_leads_nowhere_else(where, client, house, anna_with_password):
    assert knock(client, next=where)["Location"] == "/"
    assert "evil" not in client.post("/language/", {"language": "en", "next": where}).get("Location", "")
    assert "evil" not in client.post("/settings/theme/", {"theme": "dark", "next": where}).get("Location", "")


def test_the_session_of_a_stranger_is_not_the_one_of_who_signs_in(client, house, anna_with_password):
    client.get(DOOR)
    session = client.session
    session["planted"] = "x"
    session.save()
    client.cookies["butler"] = before = session.session_key
    knock(client)
    assert client.cookies["butler"].value not in ("", before)
    assert client.cookies["butler"]["httponly"]
    assert client.cookies["butler"]["samesite"] == "Lax"


def test_a_colleague_who_is_let_go_is_out_with_the_next_click(client, house, anna_with_password):
    knock(client)
    assert client.get("/settings/").status_code == 200
    type(anna_with_password).objects.filter(pk=anna_with_password.pk).update(is_active=False)
    assert client.get("/settings/").status_code == 302
    assert knock(Client()).status_code != 302 or "inactive" in knock(Client())["Location"]


def test_guessing_is_stopped_and_known_and_unknown_are_answered_alike(client, house, anna_with_password):
    known, unknown = knock(client, "wrong"), knock(client, "wrong", "nobody@house.test")
    assert known.status_code == unknown.status_code
    for _ in range(12):
        last = knock(client, "wrong")
    assert knock(client).status_code != 302, "the right word does not help any more"
    assert last.status_code in (200, 422, 429)


@pytest.mark.parametrize("address", ["/", "/nothing/", "/account/login/", "/account/signup/"])
def test_every_answer_has_its_guards(address, client, db):
    answer = client.get(address)
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer["Cache-Control"]


def test_a_name_that_is_not_ours_is_turned_away(client, db):
    answer = client.get("/", headers={"host": "evil.example"})
    assert answer.status_code == 400
    assert "default-src 'none'" in answer["Content-Security-Policy"]


def test_a_post_without_its_token_is_turned_away(house, anna_with_password):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(anna_with_password)
    for address in ("/settings/", "/settings/theme/", "/clients/new/", "/tasks/new/", "/imports/", "/language/", DOOR):
        assert browser.post(address, {}).status_code == 403, address
