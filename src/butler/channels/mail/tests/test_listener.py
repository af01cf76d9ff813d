"""The house's own door for mail, as the world's mail programs find it."""

import logging
import smtplib
import socket
import ssl
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest

from butler.channels.mail.account import Security, SmtpAccount
from butler.channels.mail.listener import Limits, serve
from butler.channels.mail.reading import read
from butler.channels.mail.sending import Mail
from butler.channels.port import Outgoing, Received
from butler.channels.tests.certificates import write_certificate

NOON = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
RAW = (
    "Message-ID: <q1@client.test>\r\nFrom: vera@client.test\r\nSubject: Ужин\r\n\r\nСтол, пожалуйста.\r\n.\r\n".encode()
)
POISON = "xq-poison-5512"


@dataclass
class Shelf:
    """Keeps what is stored; can be told to fail or to take its time."""

    kept: list[Received] = field(default_factory=list)
    fails: Exception | None = None
    waits: threading.Event | None = None

    def __call__(self, received: Received) -> None:
        if self.waits:
            self.waits.wait(10)
        if self.fails:
            raise self.fails
        self.kept.append(received)


@contextmanager
def visiting(shelf, **more):
    known = {"recipients": ["concierge@house.test", "@club.test"], "now": lambda: NOON, "hostname": "house.test"}
    with serve("127.0.0.1", 0, shelf, **(known | more)) as port, smtplib.SMTP("127.0.0.1", port, timeout=10) as visit:
        visit.port = port
        visit.ehlo()
        yield visit


def test_a_letter_is_kept_raw_before_it_is_answered():
    shelf = Shelf()
    with visiting(shelf) as visit:
        assert visit.sendmail("vera@client.test", ["concierge@house.test"], RAW) == {}
        (received,) = shelf.kept
    assert received == Received(
        read(RAW).external_id, RAW, NOON, door="smtp", to=("concierge@house.test",), sender="vera@client.test",
        peer="127.0.0.1", greeting=received.greeting,
    )  # fmt: skip
    assert received.greeting


def test_what_cannot_be_kept_is_not_taken_and_the_same_letter_is_welcome_again(caplog):
    shelf = Shelf(fails=RuntimeError(POISON))
    with visiting(shelf) as visit:
        with pytest.raises(smtplib.SMTPDataError) as refusal:
            visit.sendmail("vera@client.test", ["concierge@house.test"], RAW)
        assert refusal.value.smtp_code == 451
        shelf.fails = None
        visit.sendmail("vera@client.test", ["concierge@house.test"], RAW)
    assert len(shelf.kept) == 1
    assert "RuntimeError" in caplog.text
    assert POISON not in caplog.text + str(refusal.value)


def test_a_shelf_that_takes_too_long_has_not_kept_it():
    shelf = Shelf(waits=threading.Event())
    with visiting(shelf, limits=Limits(store_seconds=0.3)) as visit:
        with pytest.raises(smtplib.SMTPDataError) as refusal:
            visit.sendmail("vera@client.test", ["concierge@house.test"], RAW)
        shelf.waits.set()
    assert refusal.value.smtp_code == 451


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("concierge@house.test", 250),
        ("Concierge@HOUSE.test", 250),
        ("concierge+olshansky@house.test", 250),
        ("postmaster@house.test", 250),
        ("anybody@club.test", 250),
        ("anybody@house.test", 550),
        ("concierge@elsewhere.test", 550),
        ("concierge@club.test.elsewhere.test", 550),
        ("@house.test", 553),
    ],
)
def test_we_take_mail_for_ourselves_only(address, code):
    with visiting(Shelf()) as visit:
        visit.mail("vera@client.test")
        assert visit.rcpt(address)[0] == code


def test_a_notice_of_non_delivery_has_no_sender_and_is_taken():
    shelf = Shelf()
    with visiting(shelf) as visit:
        visit.sendmail("", ["concierge@house.test"], RAW)
    assert shelf.kept[0].sender == ""


def test_a_letter_that_is_too_large_is_refused_when_it_says_so_and_when_it_does_not():
    shelf, large = Shelf(), RAW + b"x" * 70 + b"\r\n" * 40_000
    with visiting(shelf, limits=Limits(message_bytes=50_000)) as visit:
        assert visit.mail("vera@client.test", ["SIZE=60000"])[0] == 552
        visit.mail("vera@client.test")
        visit.rcpt("concierge@house.test")
        assert visit.data(large)[0] == 552
        visit.sendmail("vera@client.test", ["concierge@house.test"], RAW)
    assert [one.raw for one in shelf.kept] == [RAW]


def test_a_line_without_end_is_cut_off_before_it_fills_our_memory():
    with visiting(Shelf(), limits=Limits(message_bytes=50_000)) as visit:
        visit.mail("vera@client.test")
        visit.rcpt("concierge@house.test")
        visit.docmd("DATA")
        with pytest.raises((OSError, smtplib.SMTPServerDisconnected)):
            visit.send(b"x" * 20_000_000)


def test_only_so_many_recipients_for_one_letter():
    with visiting(Shelf(), limits=Limits(recipients=2)) as visit:
        visit.mail("vera@client.test")
        codes = [visit.rcpt(f"guest{n}@club.test")[0] for n in range(3)]
    assert codes == [250, 250, 452]


def test_one_address_may_not_fill_the_doorway():
    with visiting(Shelf(), limits=Limits(connections_each=2)) as visit:
        with smtplib.SMTP("127.0.0.1", visit.port, timeout=10):
            with pytest.raises(smtplib.SMTPConnectError) as refusal:
                smtplib.SMTP("127.0.0.1", visit.port, timeout=10)
            assert refusal.value.smtp_code == 421
        time.sleep(0.2)
        with smtplib.SMTP("127.0.0.1", visit.port, timeout=10) as again:
            assert again.noop()[0] == 250


@pytest.mark.parametrize("limits", [Limits(silence_seconds=0.5), Limits(visit_seconds=0.5)])
def test_who_says_nothing_or_stays_too_long_is_seen_out(limits):
    with visiting(Shelf(), limits=limits) as visit:
        started = time.monotonic()
        visit.sock.settimeout(5)
        assert visit.sock.recv(1) == b""
        assert time.monotonic() - started < 4


def test_a_letter_cut_off_in_the_middle_is_not_kept():
    shelf = Shelf()
    with visiting(shelf) as visit:
        visit.mail("vera@client.test")
        visit.rcpt("concierge@house.test")
        visit.docmd("DATA")
        visit.send(RAW[:40])
        visit.sock.shutdown(socket.SHUT_RDWR)
        visit.close()
        time.sleep(0.2)
    assert shelf.kept == []


def test_two_letters_cannot_be_smuggled_in_one():
    shelf = Shelf()
    smuggled = (
        RAW.replace(b"\r\n.\r\n", b"")
        + b"\n.\nMAIL FROM:<anna@house.test>\r\nRCPT TO:<concierge@house.test>\r\nDATA\r\n"
    )
    with visiting(shelf) as visit:
        visit.mail("vera@client.test")
        visit.rcpt("concierge@house.test")
        visit.docmd("DATA")
        visit.send(smuggled + b"From: anna@house.test\r\n\r\n\r\n.\r\n")
        assert visit.getreply()[0] == 250
    assert [one.sender for one in shelf.kept] == ["vera@client.test"]


def test_our_own_sending_finds_the_door_encrypted(tmp_path, caplog):
    caplog.set_level(logging.DEBUG)
    write_certificate(tmp_path)
    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    tls.load_cert_chain(tmp_path / "cert.pem", tmp_path / "key.pem")
    shelf = Shelf()
    letter = Outgoing("1@house.test", "concierge@house.test", POISON, POISON, NOON)
    with serve("127.0.0.1", 0, shelf, recipients=["concierge@house.test"], now=lambda: NOON, tls=tls) as port:
        account = SmtpAccount(
            "127.0.0.1", port, Security.STARTTLS, address="anna@house.test", ca_file=str(tmp_path / "cert.pem")
        )
        Mail(account).send(letter)
    assert read(shelf.kept[0].raw).text == POISON
    assert POISON not in caplog.text


def test_a_port_that_is_taken_is_said_at_once():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with (
            pytest.raises(OSError, match="address"),
            serve("127.0.0.1", port, Shelf(), recipients=[], now=lambda: NOON),
        ):
            pass
