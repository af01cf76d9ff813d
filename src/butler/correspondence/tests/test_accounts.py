"""The house's accounts: tried, filed beside, and silent about their secrets; and the wire of each kind."""

import logging
import socket

import pytest
from aiosmtpd.controller import Controller

from butler.channels.mail.certificate import made_here
from butler.channels.mail.listener import serve
from butler.channels.mail.sending import Mail
from butler.channels.port import Received, Why
from butler.channels.telegram.sending import Telegram
from butler.correspondence import accounts, faring, filing, outbox, wires
from butler.correspondence.models import Account, Letter
from butler.ground import clock
from butler.ground.acting import acting_for

POISON = "пароль-Лазурит-4410"


class Taking:
    """A mail server in this process that takes everything."""

    def __init__(self):
        self.taken = []

    async def handle_DATA(self, server, session, envelope):
        self.taken.append(envelope)
        return "250 taken"


@pytest.fixture
def server(account):
    """The mail server of the house's account, and what it took."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    taking = Taking()
    controller = Controller(taking, hostname="127.0.0.1", port=port)
    controller.start()
    with acting_for("test"):
        account.options = {"host": "127.0.0.1", "port": port, "security": "none"}
        account.save()
    yield taking
    controller.stop()


@pytest.fixture
def fresh(account):
    def read() -> Account:
        with acting_for("test"):
            return Account.objects.get(pk=account.pk)

    return read


def test_a_connection_that_works_is_noted_with_its_hour(server, account, fresh):
    assert accounts.check(account.pk, now=clock.now()) == ""
    assert (fresh().worked_at, fresh().failing_since, fresh().why) == (clock.now(), None, "")
    assert server.taken == []


def test_a_connection_that_fails_says_why_and_since_when(account, fresh):
    with acting_for("test"):
        account.options = {"host": "127.0.0.1", "port": 1, "security": "none"}
        account.save()
    assert accounts.check(account.pk, now=clock.now()) == "not_reached"
    assert (fresh().why, fresh().failing_since, fresh().worked_at) == ("not_reached", clock.now(), None)


@pytest.fixture
def listener(house, monkeypatch):
    """The account of the house's own mail server: listener(port)."""
    monkeypatch.setattr(accounts, "OPENING_SECONDS", 0)

    def make(port: int, **more: str) -> Account:
        with acting_for("test"):
            return Account.objects.create(
                kind="listener", name="Сервер", address="moika.test", options={"host": "127.0.0.1", "port": port} | more
            )

    return make


@pytest.fixture
def own(tmp_path, settings):
    """The certificate that the house has made for itself."""
    settings.HOME = tmp_path
    return made_here(tmp_path / "certificates", "moika.test", now=clock.now())


@pytest.mark.parametrize(("takes", "why"), [("@moika.test", ""), ("@elsewhere.test", "address_not_ours")])
def test_our_own_mail_server_works_when_it_takes_our_mail(listener, own, takes, why):
    kept: list[Received] = []
    with serve("127.0.0.1", 0, kept.append, recipients=[takes], now=clock.now, tls=own.context()) as port:
        assert accounts.check(listener(port).pk, now=clock.now()) == why
    assert kept == []


def test_our_own_mail_server_that_does_not_encrypt_is_not_as_it_should_be(listener):
    with serve("127.0.0.1", 0, print, recipients=["@moika.test"], now=clock.now) as port:
        assert accounts.check(listener(port).pk, now=clock.now()) == "not_secure"


def test_our_own_mail_server_may_encrypt_from_the_first_byte(listener, own):
    tls = own.context()
    with serve("127.0.0.1", 0, print, recipients=["@moika.test"], now=clock.now, tls=tls, is_tls_at_once=True) as port:
        assert accounts.check(listener(port, security="tls").pk, now=clock.now()) == ""


def test_a_certificate_that_is_not_there_is_said(listener, fresh, tmp_path):
    account = listener(1, certificate=str(tmp_path / "gone.pem"))
    assert accounts.check(account.pk, now=clock.now()) == "no_certificate"


def test_a_closed_door_and_anothers_are_not_our_own_mail_server(listener, server, account):
    assert accounts.check(listener(account.options["port"]).pk, now=clock.now()) == "somebody_else"
    assert accounts.check(listener(1).pk, now=clock.now()) == "not_reached"


def test_a_letter_leaves_by_a_real_wire_and_nothing_sealed_stands_in_a_log(
    server, approved, account, again, caplog, veresov
):
    with acting_for("test"):
        account.secret = POISON
        account.save()
    caplog.set_level(logging.DEBUG)
    letter = approved(f"Ваш стол готов. {POISON}", subject="Стол готов")
    with clock.set_to(letter.send_after + faring.OUT_OF_REACH_PAUSE):
        assert outbox.leave(wires.wire_for).sent == 1
    (taken,) = server.taken
    assert taken.rcpt_tos == ["andrey@veresov.test"]
    assert f"Message-ID: <{letter.pk.hex}@moika.test>".encode() in taken.original_content
    assert again(letter).state == Letter.State.SENT
    ours = [record.getMessage() for record in caplog.records if record.name != "mail.log"]  # the server's, in here too
    assert ours
    for word in (POISON, "Стол готов", "andrey@veresov.test", "Вересов"):
        assert not [line for line in ours if word in line]


@pytest.mark.parametrize("field", ["subject", "sender_name"])
def test_a_line_end_in_a_header_never_leaves(server, approved, account, again, field):
    words = "Стол\r\nBcc: everybody@elsewhere.test"
    if field == "sender_name":
        with acting_for("test"):
            account.options = account.options | {"sender_name": words}
            account.save()
    letter = approved(subject=words if field == "subject" else "Стол")
    with clock.set_to(letter.send_after + faring.OUT_OF_REACH_PAUSE):
        outbox.leave(wires.wire_for)
    assert (server.taken, again(letter).state, again(letter).why) == ([], Letter.State.FAILED, "not_sendable")


def test_each_kind_has_its_wire_and_shows_no_secret(account, telegram):
    with acting_for("test"):
        mail, chat = wires.wire_for(account), wires.wire_for(telegram)
        assert isinstance(mail, Mail)
        assert isinstance(chat, Telegram)
        assert chat.bot.token == "7:poison-token"
        assert "poison" not in repr(chat.bot)


def test_a_copy_is_filed_once_where_the_house_has_such_a_mailbox(approved, account, wire, monkeypatch, again):
    asked = []
    monkeypatch.setattr(filing, "file_sent", lambda mailbox, message, sender: asked.append((mailbox.host, message)))
    letter = approved()
    with clock.set_to(letter.send_after + faring.OUT_OF_REACH_PAUSE):
        outbox.leave(wire)
    assert not filing.file_copy(letter.pk)
    with acting_for("test"):
        Account.objects.create(
            kind="imap", name="Ящик", address="Anna@moika.test",
            options={"host": "localhost", "port": 993, "security": "none"},
        )  # fmt: skip
    assert filing.file_copy(letter.pk)
    assert filing.file_copy(letter.pk)
    assert asked == [("localhost", wire.left[0])]
    assert again(letter).is_filed


def test_a_letter_that_did_not_leave_is_not_filed(approved, account):
    assert not filing.file_copy(approved().pk)


def test_what_is_the_letters_fault_is_not_the_accounts(account, fresh):
    with acting_for("test"):
        faring.note_trouble(account, Why.ADDRESS_REFUSED, now=clock.now())
    assert fresh().failing_since is None
