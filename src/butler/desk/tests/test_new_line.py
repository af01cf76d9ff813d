"""A request from one line: the palette shows how it is understood, a yes writes it down, and the way back is open."""

import re
from datetime import timedelta
from urllib.parse import quote

import pytest
from django.urls import reverse

from butler.desk.keys import CODES
from butler.desk.tests.test_shell import TEMPLATES
from butler.ground import clock
from butler.ground.acting import acting_as
from butler.requests.models import ClientRequest, Task

WISH = "стол на двоих завтра в 8, Ольшанская, тихо"


@pytest.fixture
def desk(client, house, anna, olshanskaya):
    client.force_login(anna)
    return client


def written(person) -> list[ClientRequest]:
    with acting_as(person.pk):
        return list(ClientRequest.objects.all())


def test_the_palette_shows_how_a_line_is_understood(desk, olshanskaya):
    text = desk.get("/palette/", {"q": WISH}).text
    for fact in ("Мария", "ресторан", "завтра, 20:00", "UTC+3", "тихо", f'value="{olshanskaya.pk}"'):
        assert fact in text, fact


def test_a_yes_writes_it_down_and_comes_back_to_where_one_stood(desk, anna, olshanskaya):
    answer = desk.post("/new/", {"line": WISH, "client": str(olshanskaya.pk), "next": "/bookings/"})
    assert answer.url == "/bookings/"
    (row,) = written(anna)
    with acting_as(anna.pk):
        assert Task.objects.get().client_request_id == row.pk
    undo = re.search(r'action="(/new/[^"]+)"', desk.get("/bookings/").text)
    assert undo
    assert desk.post(undo[1]).url == "/bookings/"
    assert written(anna) == []


def test_too_late_it_stays(desk, anna, olshanskaya):
    desk.post("/new/", {"line": WISH})
    (row,) = written(anna)
    with clock.set_to(clock.now() + timedelta(seconds=20)):
        assert desk.post(reverse("desk:new_line_undo", args=[row.pk])).status_code == 302
    assert written(anna) == [row]


def test_without_a_client_it_is_asked_and_nothing_is_lost(desk, anna, olshanskaya):
    line = "стол на двоих завтра в 8"
    assert f'value="{olshanskaya.pk}"' in desk.get("/palette/", {"q": line}).text
    answer = desk.post("/new/", {"line": line})
    assert answer.status_code == 422
    assert line in answer.text
    assert written(anna) == []
    desk.post("/new/", {"line": line, "client": str(olshanskaya.pk)})
    assert len(written(anna)) == 1


def test_mark_writes_nothing_for_a_client_of_annas(client, house, mark, anna, olshanskaya):
    client.force_login(mark)
    assert "Мария" not in client.get("/palette/", {"q": WISH}).text
    assert client.post("/new/", {"line": WISH}).status_code == 422
    assert client.post("/new/", {"line": WISH, "client": str(olshanskaya.pk)}).status_code == 404
    assert written(anna) == []


def test_nobody_is_led_to_another_house(desk, olshanskaya):
    answer = desk.post("/new/", {"line": WISH, "next": "https://elsewhere.test/"})
    assert answer.url.startswith("/tasks/")


def test_a_request_is_found_by_its_words_and_by_its_client(desk, olshanskaya):
    desk.post("/new/", {"line": WISH})
    for letters in ("двоих", "ольш столик"):
        assert "на\xa0двоих" in desk.get("/palette/", {"q": letters}).text
    assert desk.get(f"/new/?q={quote(WISH)}").status_code == 200


def test_every_key_of_a_template_is_in_the_table():
    used = {code for page in TEMPLATES for code in re.findall(r'data-key="(\w+)', page.read_text())}
    assert used <= CODES | {"Digit"}
