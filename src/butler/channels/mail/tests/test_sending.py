"""Mail leaves: by Exim into Dovecot and back through our own door; and every way in which it does not."""

import logging
import time
import traceback
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from butler.channels.mail.account import Security, SmtpAccount
from butler.channels.mail.mailbox import Cursor, fetch_new
from butler.channels.mail.reading import read
from butler.channels.mail.sending import Mail
from butler.channels.port import File, NotDelivered, Outgoing, Receipt, Unsure, Why
from butler.channels.tests.peers import smtp_peer, until

NOON = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
POISON = "xq-poison-7731"
LETTER = Outgoing("1@house.test", "vera@house.test", "Ужин", "Стол на двоих.\n.\n..и точка\n", NOON, sender_name="Анна")


def received(servers, user):
    return fetch_new(servers.reader(user), Cursor(), now=NOON).messages


@pytest.mark.servers
@pytest.mark.parametrize("security", [Security.STARTTLS, Security.TLS])
def test_a_letter_goes_by_exim_into_dovecot_and_is_fetched_as_it_was(mail_servers, security):
    user = f"whole-{security}"
    files = (File("Меню на пятницу.pdf", "application/pdf", b"%PDF-1.7 \x00\xff"),)
    letter = replace(LETTER, message_id=f"{security}@house.test", to=f"{user}@house.test", files=files)

    receipt = Mail(mail_servers.sender(security)).send(letter)

    (found,) = until(lambda: received(mail_servers, user))
    read_back = read(found.raw)
    assert receipt == Receipt(letter.message_id)
    assert read_back.message_id == letter.message_id
    assert (read_back.subject, read_back.text) == ("Ужин", letter.body.strip())
    assert [(file.name, file.content) for file in read_back.attachments] == [(files[0].name, files[0].content)]


@pytest.mark.servers
@pytest.mark.parametrize(
    ("change", "why", "permanent", "code"),
    [
        ({"to": "unknown@house.test"}, Why.ADDRESS_REFUSED, True, "550 5.1.1"),
        ({"to": "later@house.test"}, Why.BUSY, False, "451 4.2.1"),
        ({"subject": "A lottery"}, Why.CONTENT_REFUSED, True, "550 5.7.1"),
        ({"body": "ы" * 400_000}, Why.TOO_LARGE, True, ""),
    ],
)
def test_exim_refuses_and_we_say_for_how_long(mail_servers, change, why, permanent, code):
    with pytest.raises(NotDelivered) as refusal:
        Mail(mail_servers.sender()).send(replace(LETTER, **change))
    assert (refusal.value.why, refusal.value.permanent, refusal.value.code) == (why, permanent, code)


@pytest.mark.servers
@pytest.mark.parametrize(
    ("account", "why"),
    [
        ({"password": POISON}, Why.LOGIN_REFUSED),
        ({"ca_file": ""}, Why.NOT_SECURE),
    ],
)
@pytest.mark.parametrize("security", [Security.STARTTLS, Security.TLS])
def test_a_broken_account_is_told_from_a_refused_letter(mail_servers, account, why, security):
    with pytest.raises(NotDelivered) as refusal:
        Mail(mail_servers.sender(security, **account)).send(LETTER)
    assert refusal.value.why is why
    assert refusal.value.why.needs_repair
    assert not refusal.value.permanent


def to_peer(port, security=Security.NONE, **more):
    return Mail(SmtpAccount("127.0.0.1", port, security, address="house@house.test", **({"seconds": 5.0} | more)))


def test_the_peer_of_these_tests_takes_a_letter():
    with smtp_peer() as port:
        assert to_peer(port).send(LETTER) == Receipt("1@house.test")


@pytest.mark.parametrize("moment", ["greeting", "EHLO", "MAIL", "RCPT", "DATA", "body"])
def test_a_connection_lost_before_the_last_dot_surely_delivered_nothing(moment):
    with smtp_peer(dies_at=moment) as port, pytest.raises(NotDelivered) as refusal:
        to_peer(port).send(replace(LETTER, body="строка\n" * 200_000))
    assert (refusal.value.why, refusal.value.permanent) == (Why.NOT_REACHED, False)


@pytest.mark.parametrize("how", ["dies_at", "silent_at", "drips_at"])
def test_no_answer_after_the_last_dot_is_for_a_person(how):
    started = time.monotonic()
    with smtp_peer(**{how: "dot"}) as port, pytest.raises(Unsure):
        to_peer(port, seconds=1.0, whole_seconds=2.0).send(LETTER)
    assert time.monotonic() - started < 15


def test_an_answer_that_is_none_after_the_last_dot_is_for_a_person():
    with smtp_peer(said={"dot": b"hello?"}) as port, pytest.raises(Unsure):
        to_peer(port).send(LETTER)


@pytest.mark.parametrize("how", ["silent_at", "drips_at"])
def test_a_server_that_takes_its_time_is_left(how):
    started = time.monotonic()
    with smtp_peer(**{how: "RCPT"}) as port, pytest.raises(NotDelivered) as refusal:
        to_peer(port, seconds=1.0, whole_seconds=2.0).send(LETTER)
    assert refusal.value.why is Why.NOT_REACHED
    assert time.monotonic() - started < 15


@pytest.mark.parametrize(
    ("said", "why", "permanent"),
    [
        ({"greeting": b"554 go away"}, Why.BUSY, False),
        ({"MAIL": b"553 5.1.8 who are you"}, Why.SENDER_REFUSED, True),
        ({"MAIL": b"530 5.7.0 log in first"}, Why.LOGIN_REFUSED, False),
        ({"RCPT": b"450 4.7.1 greylisted"}, Why.BUSY, False),
        ({"RCPT": b"421 4.3.2 closing"}, Why.BUSY, False),
        ({"DATA": b"554 5.7.1 no"}, Why.CONTENT_REFUSED, True),
        ({"dot": b"552 5.3.4 too big"}, Why.TOO_LARGE, True),
        ({"dot": b"451 4.3.0 disk"}, Why.BUSY, False),
    ],
)
def test_a_refusal_at_any_moment_is_sure(said, why, permanent):
    with smtp_peer(said=said) as port, pytest.raises(NotDelivered) as refusal:
        to_peer(port).send(LETTER)
    assert (refusal.value.why, refusal.value.permanent) == (why, permanent)


def test_encryption_that_is_not_offered_is_insisted_on():
    with smtp_peer() as port, pytest.raises(NotDelivered) as refusal:
        to_peer(port, Security.STARTTLS, user="house", password=POISON).send(LETTER)
    assert refusal.value.why is Why.NOT_SECURE


def test_nobody_at_home_is_not_reached():
    with smtp_peer() as port:
        pass
    with pytest.raises(NotDelivered) as refusal:
        to_peer(port).send(LETTER)
    assert refusal.value.why is Why.NOT_REACHED


def test_mail_without_encryption_stays_on_this_machine():
    SmtpAccount("127.0.0.1", 25, Security.NONE)
    with pytest.raises(ValueError, match="stays on this machine"):
        SmtpAccount("mail.client.test", 25, Security.NONE)


def test_neither_the_password_nor_the_words_of_a_letter_are_in_a_failure_or_the_log(caplog):
    caplog.set_level(logging.DEBUG)
    letter = replace(LETTER, subject=POISON, body=POISON, to=f"{POISON}@client.test")
    said = {"RCPT": f"550 5.1.1 {POISON} is unknown".encode()}
    with smtp_peer(said=said) as port, pytest.raises(NotDelivered) as refusal:
        to_peer(port, password=POISON).send(letter)
    shown = "".join(traceback.format_exception(refusal.value)) + repr(to_peer(1, password=POISON).account) + caplog.text
    assert POISON not in shown
