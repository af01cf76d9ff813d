"""A model that answers well, badly, slowly, or not at all; against a real HTTP peer, and a real small model."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from butler.channels.model import Endpoint, NoAnswer, WhyNot, ask
from butler.channels.model.asking import fits

KEY = "ключ-яшма".encode().hex()
SCHEMA = {
    "type": "object",
    "properties": {"category": {"type": "string", "enum": ["restaurant", "flight"]}, "party": {"type": "integer"}},
    "required": ["category"],
    "additionalProperties": False,
}
GOOD = {"category": "restaurant", "party": 2}


class Peer:
    """Speaks the protocol; `answers` says how."""

    def __init__(self) -> None:
        self.asked: list[dict] = []
        self.answer: Callable[[BaseHTTPRequestHandler], None] = lambda handler: reply(handler, GOOD)
        peer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                peer.asked.append(json.loads(body) | {"path": self.path, "key": self.headers["Authorization"]})
                peer.answer(self)

            def log_message(self, *args: object) -> None:
                return None

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def endpoint(self) -> Endpoint:
        return Endpoint(f"http://127.0.0.1:{self.server.server_port}/v1", "small", KEY, seconds=1.5)


def reply(handler: BaseHTTPRequestHandler, content: object, *, status: int = 200, reason: str = "stop") -> None:
    said = content if isinstance(content, str) else json.dumps(content)
    choice = {"index": 0, "finish_reason": reason, "message": {"role": "assistant", "content": said}}
    raw(
        handler,
        json.dumps({"id": "1", "object": "chat.completion", "created": 1, "model": "m", "choices": [choice]}),
        status,
    )


def raw(handler: BaseHTTPRequestHandler, body: str, status: int = 200) -> None:
    handler.send_response(status)
    handler.send_header("Content-Type", "application/json")
    handler.send_header("Content-Length", str(len(body.encode())))
    handler.end_headers()
    handler.wfile.write(body.encode())


def drip(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    for _ in range(40):
        try:
            handler.wfile.write(b" ")
            handler.wfile.flush()
        except OSError:
            return
        time.sleep(0.2)


@pytest.fixture
def peer() -> Iterator[Peer]:
    found = Peer()
    yield found
    found.server.shutdown()
    found.server.server_close()


def asked(endpoint: Endpoint) -> dict:
    return ask(endpoint, instruction="Say what is asked.", text="Стол на двоих", schema=SCHEMA)


def test_a_good_answer_comes_back_as_it_was_given(peer):
    assert asked(peer.endpoint) == GOOD
    (question,) = peer.asked
    assert question["path"] == "/v1/chat/completions"
    assert question["key"] == f"Bearer {KEY}"
    assert question["response_format"]["json_schema"]["schema"] == SCHEMA


def test_a_fence_around_the_answer_does_no_harm(peer):
    peer.answer = lambda handler: reply(handler, f"```json\n{json.dumps(GOOD)}\n```")
    assert asked(peer.endpoint) == GOOD


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (lambda handler: reply(handler, GOOD, status=503), WhyNot.BUSY),
        (lambda handler: reply(handler, GOOD, status=429), WhyNot.BUSY),
        (lambda handler: reply(handler, GOOD, status=401), WhyNot.REFUSED),
        (lambda handler: reply(handler, GOOD, status=302), WhyNot.REFUSED),
        (lambda handler: reply(handler, '{"category": "rest', reason="length"), WhyNot.TRUNCATED),
        (lambda handler: reply(handler, '{"category": "rest'), WhyNot.NONSENSE),
        (lambda handler: reply(handler, "Я с радостью помогу!"), WhyNot.NONSENSE),
        (lambda handler: reply(handler, [1, 2]), WhyNot.NONSENSE),
        (lambda handler: reply(handler, {"category": "castle"}), WhyNot.NONSENSE),
        (lambda handler: reply(handler, {"party": 2}), WhyNot.NONSENSE),
        (lambda handler: reply(handler, GOOD | {"send": "now"}), WhyNot.NONSENSE),
        (lambda handler: reply(handler, {"category": "restaurant", "party": True}), WhyNot.NONSENSE),
        (lambda handler: reply(handler, ""), WhyNot.NONSENSE),
        (lambda handler: raw(handler, "<html>"), WhyNot.NONSENSE),
        (lambda handler: raw(handler, "{}"), WhyNot.NONSENSE),
        (lambda handler: reply(handler, "x" * 30_000), WhyNot.TOO_LONG),
        (lambda handler: time.sleep(4), WhyNot.TOO_SLOW),
        (drip, WhyNot.TOO_SLOW),
        (lambda handler: handler.connection.close(), WhyNot.NOT_REACHED),
    ],
)
def test_whatever_goes_wrong_is_no_answer_in_time_and_without_the_key(peer, answer, why):
    peer.answer = answer
    started = time.monotonic()
    with pytest.raises(NoAnswer) as refusal:
        asked(peer.endpoint)
    assert refusal.value.why == why
    assert time.monotonic() - started < 3.5
    assert KEY not in repr(refusal.value) + str(refusal.value.__cause__)
    assert len(peer.asked) == 1  # never asked twice


def test_nobody_at_that_address_is_no_answer():
    with pytest.raises(NoAnswer, match="not_reached"):
        asked(Endpoint("http://127.0.0.1:9/v1", "small", seconds=1.5))


def test_a_question_that_is_too_long_never_leaves(peer):
    with pytest.raises(NoAnswer, match="too_long"):
        ask(peer.endpoint, instruction="x", text="я" * 20_001, schema=SCHEMA)
    assert not peer.asked


def test_the_key_is_not_shown():
    assert KEY not in repr(Endpoint("http://h/v1", "m", KEY))


@pytest.mark.parametrize(
    ("value", "schema", "is_fit"),
    [
        ([1, 2], {"type": "array", "items": {"type": "integer"}}, True),
        ([1, "2"], {"type": "array", "items": {"type": "integer"}}, False),
        ([1, 2, 3], {"type": "array", "items": {"type": "integer"}, "maxItems": 2}, False),
        (1.5, {"type": "number"}, True),
        (True, {"type": "number"}, False),
        (None, {"type": "string"}, False),
    ],
)
def test_the_shape_is_looked_at_whatever_the_server_promised(value, schema, is_fit):
    assert fits(value, schema) == is_fit
