"""Messages leave by Telegram, each in one question; and every way in which one does not."""

import json
import logging
import time
import traceback
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from butler.channels.port import File, NotDelivered, Outgoing, Unsure, Why
from butler.channels.telegram.sending import Telegram
from butler.channels.telegram.tests.bot_api import TOKEN, bot_api

NOON = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
POISON = "xq-poison-2207"
LETTER = Outgoing("1@house.test", "700100200", "Ужин", "Стол за Вами: *пятница*, 20:00 <b>", NOON)
MENU = File("Меню на пятницу.pdf", "application/pdf", b"%PDF-1.7 \x00\xff\r\n--")
BOUQUET = File("букет.jpg", "image/jpeg", b"\xff\xd8\xff\xe0")


@pytest.fixture
def api():
    with bot_api() as running:
        yield running


def test_words_go_as_they_are_and_the_receipt_names_them(api):
    receipt = Telegram(api.bot()).send(LETTER)
    ((method, fields),) = api.asked
    assert method == "sendMessage"
    assert (fields["chat_id"], fields["text"]) == ("700100200", LETTER.body)
    assert "parse_mode" not in fields
    assert json.loads(fields["link_preview_options"]) == {"is_disabled": True}
    assert (receipt.external_id, receipt.at) == ("700100200:101", datetime.fromtimestamp(1795500000, UTC))


def test_an_answer_goes_under_the_message_and_into_the_account_it_answers(api):
    Telegram(api.bot()).send(replace(LETTER, to="700100200@bc_Zk91", in_reply_to="700100200:41"))
    ((_, fields),) = api.asked
    assert fields["business_connection_id"] == "bc_Zk91"
    assert json.loads(fields["reply_parameters"]) == {"message_id": 41, "allow_sending_without_reply": True}


@pytest.mark.parametrize(
    ("files", "method", "parts"),
    [
        ((MENU,), "sendDocument", ["document"]),
        ((BOUQUET,), "sendPhoto", ["photo"]),
        ((replace(BOUQUET, content=b"\xff" * (10 * 1024 * 1024 + 1)),), "sendDocument", ["document"]),
        ((MENU, BOUQUET), "sendMediaGroup", ["file0", "file1"]),
    ],
)
def test_files_and_words_go_together_in_one_question(api, files, method, parts):
    Telegram(api.bot()).send(replace(LETTER, files=files))
    ((asked, fields),) = api.asked
    assert asked == method
    assert [fields[part] for part in parts] == [(file.name, file.content_type, file.content) for file in files]
    caption = json.loads(fields["media"])[-1]["caption"] if "media" in fields else fields["caption"]
    assert caption == LETTER.body


@pytest.mark.parametrize(
    ("fits", "does_not", "why"),
    [
        ({"body": "ы" * 4096}, {"body": "ы" * 4097}, Why.TOO_LONG),
        ({"body": "🎂" * 2048}, {"body": "🎂" * 2049}, Why.TOO_LONG),
        ({"body": "ы" * 1024, "files": (MENU,)}, {"body": "ы" * 1025, "files": (MENU,)}, Why.TOO_LONG),
        ({"files": (MENU,) * 10}, {"files": (MENU,) * 11}, Why.TOO_LARGE),
        ({"body": "", "files": (MENU,)}, {"body": " \n"}, Why.NOT_SENDABLE),
        ({"to": "-1002003004005"}, {"to": "@vera"}, Why.NOT_SENDABLE),
        ({"to": "700100200@bc"}, {"to": "vera@client.test"}, Why.NOT_SENDABLE),
        ({"body": "🎂"}, {"body": "\ud83c"}, Why.NOT_SENDABLE),
    ],
)
def test_what_cannot_go_in_one_question_is_refused_before_it_is_asked(api, fits, does_not, why):
    wire = Telegram(api.bot())
    wire.send(replace(LETTER, **fits))
    with pytest.raises(NotDelivered) as refusal:
        wire.send(replace(LETTER, **does_not))
    assert (refusal.value.why, refusal.value.permanent) == (why, True)
    assert len(api.asked) == 1


@pytest.mark.parametrize(
    ("status", "description", "why", "permanent"),
    [
        (400, "Bad Request: chat not found", Why.ADDRESS_REFUSED, True),
        (400, "Bad Request: message is too long", Why.TOO_LONG, True),
        (400, "Bad Request: can't parse entities", Why.CONTENT_REFUSED, True),
        (401, "Unauthorized", Why.LOGIN_REFUSED, False),
        (403, "Forbidden: bot was blocked by the user", Why.ADDRESS_REFUSED, True),
        (404, "Not Found", Why.LOGIN_REFUSED, False),
        (413, "Request Entity Too Large", Why.TOO_LARGE, True),
    ],
)
def test_a_refusal_is_sure_and_says_for_how_long(api, status, description, why, permanent):
    api.fails, api.said[status] = status, {"description": description}
    with pytest.raises(NotDelivered) as refusal:
        Telegram(api.bot()).send(LETTER)
    assert (refusal.value.why, refusal.value.permanent, refusal.value.code) == (why, permanent, str(status))


def test_too_many_says_when_to_come_again(api):
    api.fails = 429
    with pytest.raises(NotDelivered) as refusal:
        Telegram(api.bot()).send(LETTER)
    assert (refusal.value.why, refusal.value.permanent) == (Why.TOO_MANY, False)
    assert refusal.value.retry_after == timedelta(seconds=17)


@pytest.mark.parametrize("fails", [500, 502, "slow", "drips", "truncated", "hangs up", "nonsense", "redirects"])
def test_a_question_without_a_good_answer_is_for_a_person_and_never_asked_twice(api, fails):
    api.fails = fails
    started = time.monotonic()
    with pytest.raises(Unsure):
        Telegram(api.bot(seconds=0.5, whole_seconds=1.0)).send(LETTER)
    assert len(api.asked) == 1
    assert time.monotonic() - started < 8


def test_nobody_at_home_is_surely_not_delivered():
    with bot_api() as gone:
        bot = gone.bot()
    with pytest.raises(NotDelivered) as refusal:
        Telegram(bot).send(LETTER)
    assert (refusal.value.why, refusal.value.permanent) == (Why.NOT_REACHED, False)


@pytest.mark.parametrize("fails", [0, 400, 401, 429, 500, "truncated", "hangs up"])
def test_neither_the_token_nor_the_words_are_in_a_failure_or_the_log(api, caplog, fails):
    caplog.set_level(logging.DEBUG)
    api.fails = fails
    api.said[400] = {"description": f"Bad Request: {POISON}"}
    try:
        Telegram(api.bot()).send(replace(LETTER, body=POISON))
        shown = ""
    except (NotDelivered, Unsure) as error:
        shown = "".join(traceback.format_exception(error))
    for secret in (TOKEN, POISON):
        assert secret not in shown + repr(api.bot()) + caplog.text
    assert "/bot…/sendMessage" in caplog.text or fails == "hangs up"
