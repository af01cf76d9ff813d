"""Clocks on the desk: on the request, in "needs you" with one press to hand over, and their terms in the settings."""

import re
from datetime import datetime, time
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from butler.correspondence.models import Conversation, Message
from butler.ground import clock
from butler.ground.acting import acting_as, acting_for
from butler.requests import access, actions, jobs
from butler.requests.models import Term

MOSCOW = ZoneInfo("Europe/Moscow")


def at(hhmm: str, day: int = 24) -> datetime:
    hour, minute = map(int, hhmm.split(":"))
    return datetime(2026, 11, day, hour, minute, tzinfo=MOSCOW)


@pytest.fixture
def dinner(olshanskaya, anna, ilya):
    """Olshanskaya wrote at ten for tickets of tonight; nobody has answered. Ilya is on shift."""
    ilya.shift_from = time(8)
    ilya.save(update_fields=["shift_from"])
    with acting_for("test"):
        talk = Conversation.objects.create(client=olshanskaya, channel="mail", last_at=at("10:00"))
        said = Message.objects.create(
            client=olshanskaya, conversation=talk, way="in", channel="mail", sent_at=at("10:00"), body="Два билета"
        )
    with acting_as(anna.pk):
        row = actions.open_request(
            olshanskaya, title="Два билета на вечер", category="tickets", owner=anna, now=at("10:00"), message=said,
            happens_at=at("19:00"), with_task=False,
        )  # fmt: skip
    return row


@pytest.fixture
def when():
    """The desk at a moment, after the alarm clock has rung."""

    def look(person, client, hhmm: str, address: str) -> str:
        with clock.set_to(at(hhmm)):
            jobs.clocks(0)
            client.force_login(person)
            answer = client.get(address, headers={"HX-Request": "true"} if address == "/needs/" else {})
            assert answer.status_code == 200
            return answer.text.replace("\xa0", " ")

    return look


def test_a_request_says_how_long_its_client_waits_and_what_it_cannot_be_late_for(dinner, when, client, anna):
    text = when(anna, client, "10:35", reverse("desk:request", args=[dinner.pk]))
    assert "Ответ клиенту" in text
    assert "35 мин из 1 ч" in text
    assert "до 11:00" in text
    assert "Занавес" in text
    assert "точка невозврата, осталось 8 ч 25 мин" in text


def test_told_by_voice_stops_it_and_goes_back(dinner, when, client, anna):
    page = reverse("desk:request", args=[dinner.pk])
    when(anna, client, "10:35", page)
    with clock.set_to(at("10:36")):
        answer = client.post(reverse("desk:request_told", args=[dinner.pk]), follow=True)
        assert "Ответ клиенту" not in answer.text
        back = re.search(r'action="(/asked/told/[^"]+/undo/)"', answer.text)[1]
        assert "Ответ клиенту" in client.post(back, follow=True).text


def test_the_owner_hears_at_seventy_and_hands_over_by_one_press_at_ninety(dinner, when, client, anna, ilya):
    assert "мин из 1 ч" not in when(anna, client, "10:41", "/needs/")
    text = when(anna, client, "10:42", "/needs/")
    assert "Ответ клиенту: 42 мин из 1 ч" in text
    assert "Передать" not in text
    text = when(anna, client, "10:54", "/needs/")
    assert "Передать: Илья Гордеев" in text
    door = re.search(r'action="(/needs/clocks/[^"]+/)"', text)[1]
    with clock.set_to(at("10:55")):
        answer = client.post(door, headers={"HX-Request": "true"})
        assert "мин из 1 ч" not in answer.text.replace("\xa0", " ")
        with acting_as(anna.pk):
            assert access.client_request(dinner.pk).owner == ilya
        client.post(re.search(r'action="(/needs/moves/[^"]+/undo/)"', answer.text)[1])
        with acting_as(anna.pk):
            assert access.client_request(dinner.pk).owner == anna


def test_who_keeps_it_still_sees_the_clock_and_is_asked_no_more(dinner, when, client, anna):
    text = when(anna, client, "10:54", "/needs/")
    with clock.set_to(at("10:55")):
        answer = client.post(re.search(r'formaction="(/needs/clocks/[^"]+/keep/)"', text)[1], follow=True)
        back = re.search(r'action="(/needs/clocks/[^"]+/undo/)"', answer.text)[1]
        text = client.get("/needs/", headers={"HX-Request": "true"}).text.replace("\xa0", " ")
        assert "55 мин из 1 ч" in text
        assert "Передать" not in text
        client.post(back)
        assert "Передать" in client.get("/needs/", headers={"HX-Request": "true"}).text


def test_a_lead_sees_what_runs_out_with_others_and_a_stranger_nothing(dinner, when, client, anna, vera, mark):
    assert "из 1 ч" not in when(vera, client, "10:45", "/needs/")
    assert "Анна Лаврова" in when(vera, client, "10:55", "/needs/")
    assert "из 1 ч" not in when(mark, client, "10:55", "/needs/")
    assert client.post(reverse("desk:request_told", args=[dinner.pk])).status_code == 404


TERMS = {"acknowledge": "20 мин", "options": "1:30", "execution": "", "update": "2 ч"}


def test_a_lead_sets_terms_takes_them_back_and_returns_to_the_first(house, client, vera):
    client.force_login(vera)
    page, door = reverse("desk:terms"), reverse("desk:term", args=["key", "tickets"])
    assert "Билеты" in client.get(page).text
    answer = client.post(door, TERMS, follow=True).text.replace("\xa0", " ")
    assert "20 мин" in answer
    assert "свой срок" in answer
    row = Term.objects.get()
    assert (row.acknowledge, row.options, row.execution, row.update, row.by) == (20, 90, None, 120, vera)
    client.post(door, TERMS | {"acknowledge": "15 мин"})
    back = re.search(r'action="(/settings/clocks/[^"]+/undo/[^"]*)"', client.get(page).text)[1].replace("&amp;", "&")
    client.post(back)
    assert Term.objects.get().acknowledge == 20
    client.post(reverse("desk:term_forget", args=["key", "tickets"]))
    assert not Term.objects.exists()


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("acknowledge", "", "Клиенту отвечают всегда"),
        ("options", "скоро", "Напишите так"),
        ("update", "1 мин", "рабочего времени"),
        ("execution", "300 ч", "рабочего времени"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(house, client, vera, field, typed, said):
    client.force_login(vera)
    answer = client.post(reverse("desk:term", args=["regular", "else"]), TERMS | {field: typed})
    assert answer.status_code == 422
    assert said in answer.text
    assert 'value="1:30"' in answer.text or field == "options"
    assert not Term.objects.exists()


def test_terms_are_for_leads_and_of_what_there_is(house, client, anna, vera):
    client.force_login(anna)
    assert client.get(reverse("desk:terms")).status_code in (403, 404)
    client.force_login(vera)
    for address in (
        "/settings/clocks/?of=nobody", "/settings/clocks/nobody/tickets/", "/settings/clocks/key/nothing/",
    ):  # fmt: skip
        assert client.get(address).status_code == 404
