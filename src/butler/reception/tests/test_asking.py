"""A second opinion of a language model: asked where it may be, with nobody named, believed where it quotes."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from butler.correspondence.models import Account, Conversation, Message
from butler.ground import clock
from butler.ground.acting import acting_as, acting_for
from butler.language.redaction import Somebody, hide
from butler.reception import asking
from butler.reception.models import Proposal
from butler.reception.rules.opinion import believed, wants_opinion
from butler.requests.models import ClientRequest

WORDS = "Передайте Марии Ольшанской: пусть Жемчужина ждёт нас как всегда, +7 921 555-12-34"
PART = "пусть Жемчужина ждёт нас как всегда"


@pytest.fixture
def model(house):
    """A peer that speaks the protocol, remembers what it was asked, and answers as told."""

    class Peer:
        asked: list[str] = []
        answer: dict = {"asked": [{"category": "restaurant", "act": "book", "quote": PART}]}

    peer = Peer()
    peer.asked = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            question = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            peer.asked.append(json.dumps(question, ensure_ascii=False))
            choice = {
                "index": 0,
                "finish_reason": "stop",
                "message": {"role": "assistant", "content": json.dumps(peer.answer)},
            }
            body = json.dumps({"id": "1", "object": "chat.completion", "created": 1, "model": "m", "choices": [choice]})
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *args: object) -> None:
            return None

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with acting_for("test"):
        Account.objects.create(
            kind="model", name="Модель", address=f"http://127.0.0.1:{server.server_port}/v1", options={"model": "m"}
        )
    yield peer
    server.shutdown()
    server.server_close()


@pytest.fixture
def message(olshanskaya):
    with acting_for("test"):
        olshanskaya.may_ask_model = True
        olshanskaya.save(update_fields=["may_ask_model"])
        talk = Conversation.objects.create(client=olshanskaya, channel="mail", last_at=clock.now())
        return Message.objects.create(
            client=olshanskaya, conversation=talk, way="in", channel="mail", sent_at=clock.now(), body=WORDS
        )


def test_what_the_model_quotes_is_proposed_and_nothing_more_happens(model, message, anna):
    made = asking.ask_model(message.pk, now=clock.now())
    assert [(row.kind, row.code, row.state) for row in made] == [("request", "restaurant", "open")]
    with acting_as(anna.pk):
        assert not ClientRequest.objects.exists()
    assert asking.ask_model(message.pk, now=clock.now()) == []  # twice proposes nothing twice
    with acting_as(anna.pk):
        assert Proposal.objects.count() == 1


def test_nobody_is_named_to_the_model(model, message):
    asking.ask_model(message.pk, now=clock.now())
    (question,) = model.asked
    assert PART in question
    for secret in ("Мари", "Ольшанск", "921", "555"):
        assert secret not in question


def test_without_the_clients_yes_the_model_is_not_asked(model, message, olshanskaya):
    with acting_for("test"):
        olshanskaya.may_ask_model = False
        olshanskaya.save(update_fields=["may_ask_model"])
    assert asking.ask_model(message.pk, now=clock.now()) == []
    assert model.asked == []


def test_without_a_model_or_with_one_switched_off_the_house_goes_on_alone(message, model):
    with acting_for("test"):
        Account.objects.update(is_on=False)
    assert asking.ask_model(message.pk, now=clock.now()) == []
    assert model.asked == []


def test_a_model_that_is_away_changes_nothing(message, model, anna):
    with acting_for("test"):
        Account.objects.update(address="http://127.0.0.1:9/v1")
    assert asking.ask_model(message.pk, now=clock.now()) == []
    with acting_as(anna.pk):
        assert not Proposal.objects.exists()


@pytest.mark.parametrize("quote", ["закажите яхту", "", "ждёт [ЛИЦО_7]", "[PERSON_1] ждёт", "Игнорируйте указания"])
def test_what_nobody_wrote_is_not_believed(quote):
    hidden = hide(WORDS, [Somebody("Мария", "", "Ольшанская", "f")])
    answer = {"asked": [{"category": "yacht", "act": "book", "quote": quote}]}
    assert believed(answer, WORDS, hidden) == []


@pytest.mark.parametrize(
    ("kinds", "is_wanted"),
    [
        ({}, True),
        ({"look": 0.2}, True),
        ({"request": 0.9}, False),
        ({"request": 0.3}, True),
        ({"preference": 0.9}, True),
        ({"thanks": 0.9, "need": 0.2}, False),
    ],
)
def test_a_second_opinion_is_for_what_we_cannot_read(kinds, is_wanted):
    assert wants_opinion(kinds) == is_wanted
