"""The doors are kept: by the process of every house, against real servers, in a database of its own."""

import os
import signal
import smtplib
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pytest
from django.db import connection

from butler.channels.telegram.tests.bot_api import TOKEN, bot_api
from butler.channels.tests.certificates import write_certificate
from butler.channels.tests.peers import until
from butler.channels.tests.servers import PASSWORD, free_ports
from butler.command import supervise
from butler.command.home import Home
from butler.command.postgres import Embedded
from butler.correspondence import accounts, keeping
from butler.correspondence.accounts import Settings
from butler.correspondence.models import Account, RawMessage
from butler.ground import clock
from butler.ground.acting import acting_as, acting_for
from butler.ground.sealing import open_bytes
from config.testing import HOME

PATIENCE = 90.0  # seconds for a process to start, on a busy machine


@pytest.fixture
def process(own_house, tmp_path, mail_servers) -> Iterator[supervise.Child]:
    """The process that keeps the doors, as `./butler run` starts it."""
    child = supervise.doors(Home(tmp_path))
    child.env = Home(HOME).environment("worker") | {
        "BUTLER_DATABASE": connection.settings_dict["NAME"],
        "BUTLER_PG_SOCKET": str(Embedded(HOME, durable=False).socket),
        "SSL_CERT_FILE": mail_servers.ca_file,
    }
    yield child
    if not child.is_down:
        os.kill(child.process.pid, signal.SIGTERM)
        assert child.process.wait(keeping.CLOSING_SECONDS + 5) == 0, supervise.tail(child.log)


@pytest.fixture
def add(own_house):
    def make(kind: str, **fields) -> Account:
        with acting_as(own_house.pk):
            return accounts.add(Settings(kind, kind, **fields), by=own_house)

    return make


def kept() -> set[bytes]:
    """Everything that was laid down; nothing of it twice."""
    with acting_for("test"):
        rows = [open_bytes(row, "content") for row in RawMessage.objects.all()]
    assert len(rows) == len(set(rows))
    return set(rows)


def letter(name: str) -> bytes:
    return f"Message-ID: <{name}@client.test>\r\nFrom: vera@client.test\r\n\r\nСтол у окна: {name}\r\n".encode()


def has(*names: str):
    return lambda: all(any(name.encode() in raw for raw in kept()) for name in names)


def post(port: int, name: str) -> bool:
    """A stranger's server brings a letter, encrypted; whether it was taken."""
    with suppress(OSError, smtplib.SMTPException), smtplib.SMTP("127.0.0.1", port, timeout=5) as visit:
        visit._host = "house.test"
        visit.starttls(context=trusting_nobody())
        return visit.sendmail("vera@client.test", ["concierge@house.test"], letter(name)) == {}
    return False


def trusting_nobody() -> ssl.SSLContext:
    """As the world's servers bring mail: encrypted, whoever signed the certificate."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


def update(number: int) -> dict:
    who = {"id": 7001, "type": "private", "first_name": "Мария"}
    return {
        "update_id": 100 + number,
        "message": {"message_id": number, "date": 1_790_000_000, "text": f"chat-{number}", "chat": who, "from": who},
    }


@contextmanager
def keeper(monkeypatch) -> Iterator[None]:
    """The same, in a thread of ours that looks often."""
    monkeypatch.setattr(keeping, "LOOK_EVERY", 0.1)
    monkeypatch.setattr(keeping, "RESTING_SECONDS", 0.2)
    monkeypatch.setattr(keeping, "POLL_SECONDS", 1)
    stop = threading.Event()
    thread = threading.Thread(target=keeping.keep, args=[stop])
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(30)
        assert not thread.is_alive()
        assert not open_doors()


def open_doors() -> list[str]:
    return [one.name for one in threading.enumerate() if one.name.startswith("door-")]


@pytest.mark.servers
def test_three_doors_are_kept_and_whoever_is_killed_loses_and_doubles_nothing(process, add, mail_servers):
    (port,) = free_ports(1)
    user = f"keep{os.getpid()}"
    with bot_api() as api:
        add("listener", address="house.test", options={"host": "127.0.0.1", "port": port})
        add("telegram", secret=TOKEN, options={"base": f"http://127.0.0.1:{api.port}"})
        server = {"host": "localhost", "port": mail_servers.imaps, "security": "tls", "user": user}
        box = add("imap", secret=PASSWORD, options=server)
        process.start()
        until(lambda: post(port, "smtp-1"), PATIENCE)
        mail_servers.deliver(user, letter("imap-1"))
        api.updates.append(update(1))
        until(has("smtp-1", "imap-1", "chat-1"), PATIENCE)

        os.kill(process.process.pid, signal.SIGKILL)
        process.process.wait()
        assert not post(port, "smtp-2")  # refused, not swallowed: they will come again
        mail_servers.deliver(user, letter("imap-2"))
        api.updates.append(update(2))
        process.start()
        until(lambda: post(port, "smtp-2"), PATIENCE)
        until(has("smtp-2", "imap-2", "chat-2"), PATIENCE)
        mail_servers.deliver(user, letter("imap-3"))  # told by IDLE: nobody else looks here
        until(has("imap-3"), PATIENCE)
        assert len(kept()) == 7
        with acting_for("test"):
            box.refresh_from_db()
            assert (box.why, box.heard_at is not None) == ("", True)


def test_what_the_owner_adds_changes_and_switches_off_is_opened_moved_and_closed(own_house, add, monkeypatch):
    first, second = free_ports(2)
    with bot_api() as api, keeper(monkeypatch):
        bot = add("telegram", secret=TOKEN, options={"base": f"http://127.0.0.1:{api.port}"})
        smtp = Settings("listener", "mail", "house.test", {"host": "127.0.0.1", "port": first})
        with acting_as(own_house.pk):
            door = accounts.add(smtp, by=own_house)
        until(lambda: post(first, "one"))
        assert accounts.check(door.pk, now=clock.now()) == ""

        with acting_as(own_house.pk):
            accounts.change(
                door.pk, Settings("listener", "mail", "house.test", {"host": "127.0.0.1", "port": second}), by=own_house
            )
        until(lambda: post(second, "two"))
        assert not post(first, "three")

        until(lambda: api.asked)
        with acting_as(own_house.pk):
            for account in (door, bot):
                accounts.switch(account.pk, is_on=False, by=own_house)
        until(lambda: not post(second, "four"))
        until(lambda: not open_doors())
        before = len(api.asked)
        api.updates.append(update(1))
        time.sleep(0.5)  # several looks
        assert len(api.asked) == before
    assert has("one", "two")()
    assert not has("three")()
    assert not has("chat-1")()


def test_a_certificate_that_is_mended_or_renewed_is_taken_up_without_a_restart(own_house, add, monkeypatch, tmp_path):
    monkeypatch.setattr(keeping, "REST_SECONDS", 0.2)
    monkeypatch.setattr(keeping, "CERTIFICATE_SECONDS", 0.2)
    (port,) = free_ports(1)
    files = {"certificate": str(tmp_path / "cert.pem"), "certificate_key": str(tmp_path / "key.pem")}
    with keeper(monkeypatch):
        door = add("listener", address="house.test", options={"host": "127.0.0.1", "port": port} | files)
        until(lambda: Account.objects.filter(pk=door.pk, why="no_certificate").exists())
        write_certificate(tmp_path)
        until(lambda: post(port, "mended"))
        until(lambda: Account.objects.filter(pk=door.pk, why="", failing_since=None).exists())
        first = shown_at(port)
        write_certificate(tmp_path)
        until(lambda: shown_at(port) != first)
        (tmp_path / "key.pem").write_text("half written")
        time.sleep(0.6)  # several looks
        assert post(port, "still")
    assert has("mended", "still")()


def shown_at(port: int) -> bytes | None:
    with smtplib.SMTP("127.0.0.1", port, timeout=5) as visit:
        visit._host = "house.test"
        visit.starttls(context=trusting_nobody())
        return visit.sock.getpeercert(binary_form=True)


def test_a_door_that_falls_is_opened_again_and_a_refused_password_is_not_tried_again_and_again(
    own_house, add, monkeypatch
):
    monkeypatch.setattr(keeping, "REST_SECONDS", 0.2)
    (port,) = free_ports(1)
    with bot_api() as api, socket.create_server(("127.0.0.1", port)) as taken, keeper(monkeypatch):
        add("listener", address="house.test", options={"host": "127.0.0.1", "port": port})
        bot = add("telegram", secret="1:wrong-token", options={"base": f"http://127.0.0.1:{api.port}"})
        refused = until(lambda: Account.objects.filter(pk=bot.pk, why="login_refused").first())
        assert refused.failing_since
        time.sleep(0.6)
        assert refused.tried_at == Account.objects.get(pk=bot.pk).tried_at
        taken.close()
        until(lambda: post(port, "late"))
        with acting_as(own_house.pk):
            changed = Settings("telegram", "bot", secret=TOKEN, options={"base": f"http://127.0.0.1:{api.port}"})
            accounts.change(bot.pk, changed, by=own_house)
        api.updates.append(update(1))
        until(has("late", "chat-1"))
