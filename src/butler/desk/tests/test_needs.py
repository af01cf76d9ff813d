"""The queue "needs you": every room's word in one list, done in place, taken back, and nothing for strangers."""

import re

import pytest
from django.urls import reverse

from butler.correspondence.models import Conversation, Message
from butler.ground import clock
from butler.ground.acting import acting_as, acting_for
from butler.reception.models import Proposal
from butler.requests import access, actions
from butler.requests.models import ClientRequest

POISON = "Яшмовый браслет"


@pytest.fixture
def waits(anna, house, olshanskaya):
    """Something read in a message, and a new task."""
    now = clock.now()
    with acting_for("test"):
        talk = Conversation.objects.create(client=olshanskaya, channel="telegram", last_at=now)
        said = Message.objects.create(
            client=olshanskaya, conversation=talk, way="in", channel="telegram", body="Стол на четверых", sent_at=now
        )
        proposal = Proposal.objects.create(
            client=olshanskaya, message=said, number=1, kind="request", code="restaurant", act="book", confidence=0.9,
            content='{"title": "Столик на четверых", "words": "Стол", "slots": {}}', made_at=now,
        )  # fmt: skip
        task = actions.add_task(olshanskaya, title=POISON, category="gift", owner=anna, now=now)
    return proposal, task


@pytest.fixture
def desk(client, anna):
    client.force_login(anna)
    return client


def needs(desk) -> str:
    answer = desk.get("/needs/", headers={"HX-Request": "true"})
    assert answer.status_code == 200
    return answer.text


def do(desk, kind, row):
    return desk.post(reverse(f"desk:need_{kind}", args=[row]), headers={"HX-Request": "true"})


def count(text) -> int:
    return int(re.search(r'class="count">(\d+)', text)[1])


def undo_at(answer) -> str:
    return re.search(r'action="(/needs/[^"]+/undo/)"', answer.text)[1]


def test_every_rooms_word_stands_in_one_queue_and_is_counted(desk, waits):
    text = needs(desk)
    assert "Столик на\xa0четверых" in text
    assert POISON in text
    assert count(text) == 2
    assert POISON in desk.get("/").text


def test_a_proposal_is_taken_in_place_and_taken_back(desk, waits, anna):
    answer = do(desk, "proposal", waits[0].pk)
    with acting_as(anna.pk):
        assert ClientRequest.objects.count() == 1
    assert f"need-proposal-{waits[0].pk}" not in answer.text
    assert desk.post(undo_at(answer)).url == "/#need"
    with acting_as(anna.pk):
        assert ClientRequest.objects.count() == 0
    assert count(needs(desk)) == 2


def test_a_task_takes_its_place_and_comes_back(desk, waits, anna):
    answer = do(desk, "task", waits[1].pk)
    assert count(answer.text) == 1
    desk.post(undo_at(answer))
    with acting_as(anna.pk):
        assert not access.task(waits[1].pk, now=clock.now()).is_seen


def test_where_nothing_waits_one_calm_line_says_so(desk, house):
    text = needs(desk)
    assert "Всё решено" in text or "empty" in text
    assert count(text) == 0


def test_mark_sees_and_does_nothing_of_it(client, waits, mark):
    client.force_login(mark)
    assert POISON not in needs(client)
    assert do(client, "proposal", waits[0].pk).status_code == 404
    assert do(client, "task", waits[1].pk).status_code == 404


def test_an_auditor_has_no_queue(client, waits, auditor):
    client.force_login(auditor)
    assert client.get("/needs/").status_code == 404
