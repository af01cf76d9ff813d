"""Notices of the browser: only for whoever asked, only what needs them now, and without names when names are hidden."""

from types import SimpleNamespace

import pytest
from django.urls import reverse

from butler.desk.notices import Kind, kind_of
from butler.ground import clock
from butler.ground.acting import acting_for
from butler.requests import actions

from .test_day_page import at

POISON = "кодовое слово Яшма"


@pytest.fixture
def wishes_notices(anna, house):
    anna.wants_notices = True
    anna.save()


@pytest.fixture
def told(client, anna):
    """What Anna's browser is told."""

    def ask() -> list[dict]:
        client.force_login(anna)
        return client.get(reverse("desk:notices")).json()["notices"]

    return ask


@pytest.fixture
def write_down(olshanskaya, anna, house):
    def make(title, **fields):
        with acting_for("test"):
            return actions.add_task(olshanskaya, title=title, category="other", owner=anna, now=clock.now(), **fields)

    return make


def test_nobody_is_told_who_did_not_ask_for_it(client, anna, house):
    client.force_login(anna)
    assert client.get(reverse("desk:notices")).status_code == 204
    assert "data-notices" not in client.get("/").content.decode()


def test_it_is_asked_for_in_the_settings_without_scripts(client, anna, house):
    client.force_login(anna)
    client.post(reverse("desk:settings"), {"language": "ru", "theme": "", "wants_notices": "on"})
    assert 'data-notices="/notices/"' in client.get("/").content.decode()


def test_a_calm_task_is_no_notice_and_is_one_when_it_becomes_urgent(wishes_notices, told, write_down):
    row = write_down("Найти няню", due_at=at(17), cost_of_failure=3, effort_minutes=30)
    assert told() == []
    with clock.set_to(at(16, 20)):
        notice = told()[0]
    assert (notice["id"], notice["kind"], notice["body"]) == (f"urgent-{row.pk}", "urgent", "Найти няню")
    assert notice["url"] == f"/#need-task-{row.pk}"
    assert "Ольшанск" in notice["title"]


@pytest.mark.parametrize(
    ("row", "severity", "kind"),
    [("line", "risk", Kind.RISK), ("line", "warn", None), ("letter", "risk", Kind.RISK), ("draft", "warn", Kind.ANSWER),
     ("proposal", "idea", Kind.ANSWER), ("proposal", "risk", Kind.RISK), ("task", "risk", None),
     ("request", "wait", None)],
)  # fmt: skip
def test_of_the_queue_only_what_is_at_risk_or_awaits_a_word_is_told(row, severity, kind):
    assert kind_of(SimpleNamespace(kind=row, severity=severity)) == kind  # type: ignore[arg-type]


def test_with_hidden_names_there_is_neither_name_nor_title(client, wishes_notices, told, write_down):
    write_down(f"Найти няню, {POISON}", due_at=at(8, 30), cost_of_failure=3)
    client.cookies["discreet"] = "1"
    notice = told()[0]
    assert (notice["title"], notice["body"]) == ("Butler", "Дело стало срочным")
    assert POISON not in client.get(reverse("desk:notices")).content.decode()


def test_a_stranger_to_the_client_is_told_nothing(client, write_down, mark):
    mark.wants_notices = True
    mark.save()
    write_down("Найти няню", due_at=at(8, 30), cost_of_failure=3)
    client.force_login(mark)
    assert client.get(reverse("desk:notices")).json()["notices"] == []
