"""Updates come by polling or by webhook, files are brought: against a server that speaks the Bot API."""

import json
import logging
import threading
import time
import traceback
from datetime import UTC, datetime, timedelta

import pytest

from butler.channels.port import DoorShut, Shut
from butler.channels.telegram.fetching import fetch
from butler.channels.telegram.message import Kind, RemoteFile
from butler.channels.telegram.polling import poll
from butler.channels.telegram.reading import NotAnUpdate, read
from butler.channels.telegram.tests.bot_api import TOKEN, bot_api
from butler.channels.telegram.webhook import is_genuine, receive, set_webhook

NOON = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
SECRET = "s3cret-of-the-house-at-the-moika-1"
VOICE = RemoteFile(Kind.VOICE, "AwACv", "AgADv", size=5000)


def update(number: int, text: str = "Стол, пожалуйста") -> dict:
    chat = {"id": 700100200, "type": "private", "first_name": "Вера"}
    message = {"message_id": number, "chat": chat, "from": chat, "date": 1795500000, "text": text}
    return {"update_id": 5000 + number, "message": message}


@pytest.fixture
def api():
    with bot_api() as running:
        yield running


def test_each_update_comes_once_and_is_forgotten_there_when_the_next_are_asked_for(api):
    api.updates = [update(1), update(2)]
    first = poll(api.bot(), 0, now=NOON, seconds=0)
    again = poll(api.bot(), 0, now=NOON, seconds=0)  # we fell before we kept the offset
    api.updates.append(update(3))
    second = poll(api.bot(), first.offset, now=NOON, seconds=0)

    assert [read(one.raw).message for one in first.updates] == ["700100200:1", "700100200:2"]
    assert [one.external_id for one in again.updates] == [one.external_id for one in first.updates]
    assert [read(one.raw).message for one in second.updates] == ["700100200:3"]
    assert second.offset == 5004
    assert first.updates[0].door == "telegram:6500400300"
    assert json.loads(api.asked[0][1]["allowed_updates"])[0] == "message"


def test_a_long_poll_hears_an_update_come(api):
    timer = threading.Timer(0.5, lambda: api.updates.append(update(1)))
    timer.start()
    started = time.monotonic()
    assert len(poll(api.bot(), 0, now=NOON, seconds=20).updates) == 1
    assert time.monotonic() - started < 8
    timer.join()


def test_a_quiet_poll_ends_and_keeps_its_place(api):
    quiet = poll(api.bot(), 77, now=NOON, seconds=0)
    assert (quiet.updates, quiet.offset) == ((), 77)


@pytest.mark.parametrize(
    ("fails", "why", "needs_repair"),
    [
        (401, Shut.LOGIN_REFUSED, True),
        (404, Shut.LOGIN_REFUSED, True),
        (409, Shut.SOMEBODY_ELSE, True),
        (429, Shut.TOO_MANY, False),
        (500, Shut.NOT_REACHED, False),
        ("slow", Shut.NOT_REACHED, False),
        ("truncated", Shut.NOT_REACHED, False),
        ("nonsense", Shut.NOT_REACHED, False),
        ("redirects", Shut.NOT_UNDERSTOOD, False),
    ],
)
def test_a_door_that_cannot_be_asked_says_why(api, fails, why, needs_repair):
    api.fails = fails
    with pytest.raises(DoorShut) as refusal:
        poll(api.bot(seconds=0.5), 0, now=NOON, seconds=0)
    assert (refusal.value.why, refusal.value.needs_repair) == (why, needs_repair)
    assert refusal.value.retry_after == (timedelta(seconds=17) if fails == 429 else None)


def test_the_token_is_in_no_failure_and_no_log(api, caplog):
    caplog.set_level(logging.DEBUG)
    for token, fails in ((TOKEN, 500), (TOKEN, "hangs up"), (TOKEN + "x", 0)):
        api.fails = fails
        with pytest.raises(DoorShut) as refusal:
            poll(api.bot(token), 0, now=NOON, seconds=0)
        assert TOKEN not in "".join(traceback.format_exception(refusal.value)) + caplog.text


@pytest.mark.parametrize(
    ("said", "secret", "is_ours"),
    [
        (SECRET, SECRET, True),
        (SECRET + "x", SECRET, False),
        ("", SECRET, False),
        (None, SECRET, False),
        ("é" * 40, SECRET, False),
        ("", "", False),
        (None, "", False),
        ("short", "short", False),
    ],
)
def test_only_who_knows_a_good_secret_is_telegram(said, secret, is_ours):
    assert is_genuine(said, secret) is is_ours


def test_the_same_update_has_one_name_by_webhook_and_by_polling(api):
    api.updates = [update(1)]
    (polled,) = poll(api.bot(), 0, now=NOON, seconds=0).updates
    brought = receive(json.dumps(update(1), indent=2).encode(), api.bot().id, NOON)
    assert brought == polled


def test_what_is_no_update_is_refused_at_the_webhook():
    with pytest.raises(NotAnUpdate):
        receive(b"hello", 1, NOON)


def test_telegram_is_told_our_address_and_our_secret(api):
    set_webhook(api.bot(), "https://house.test/telegram/", SECRET)
    assert (api.webhook["url"], api.webhook["secret_token"]) == ("https://house.test/telegram/", SECRET)
    with pytest.raises(ValueError, match="secret"):
        set_webhook(api.bot(), "https://house.test/telegram/", "short")


def test_a_file_is_brought_whole(api):
    api.files["AwACv"] = bytes(range(256)) * 20
    assert fetch(api.bot(), VOICE) == api.files["AwACv"]


@pytest.mark.parametrize(
    ("fails", "at_most", "path", "why"),
    [
        (0, 5000, "", Shut.TOO_LARGE),
        (0, 4000, "", Shut.TOO_LARGE),
        (0, 9000, "/etc/passwd", Shut.NOT_UNDERSTOOD),
        (0, 9000, "documents/../../x", Shut.NOT_UNDERSTOOD),
        (0, 9000, "documents/gone", Shut.NOT_REACHED),
        (500, 9000, "", Shut.NOT_REACHED),
        ("truncated", 9000, "", Shut.NOT_REACHED),
        ("slow", 9000, "", Shut.NOT_REACHED),
    ],
)
def test_a_file_that_is_not_what_it_may_be_is_not_brought(api, fails, at_most, path, why):
    api.files["AwACv"] = b"x" * 5120
    if path:
        api.paths["AwACv"] = path
    api.fails = fails
    with pytest.raises(DoorShut) as refusal:
        fetch(api.bot(seconds=0.5, whole_seconds=1), VOICE, at_most=at_most)
    assert refusal.value.why is why
