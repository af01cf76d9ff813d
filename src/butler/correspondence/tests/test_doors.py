"""The doors: what is handed in is kept before it is acknowledged, strangers find no door, and no double stays."""

import json

import pytest
from django.db import ProgrammingError, connection, transaction
from django.urls import reverse

from butler.channels.mail.mailbox import Cursor as Read
from butler.channels.mail.mailbox import Fetched
from butler.channels.port import DoorShut, Received, Shut
from butler.channels.telegram.polling import Polled
from butler.channels.telegram.receiving import received
from butler.channels.telegram.webhook import HEADER
from butler.correspondence import doors, fetching, keeping
from butler.correspondence.models import Account, Cursor, RawMessage
from butler.correspondence.webhooks import webhook_secret
from butler.ground import clock
from butler.ground.acting import acting_at_the_door, acting_for
from butler.ground.sealing import open_bytes

POISON = "Кипарис-8031"


def update(number: int = 1, text: str = POISON, **more) -> dict:
    message = {"message_id": number, "date": 1_790_000_000, "text": text} | more
    message |= {"chat": {"id": 7001, "type": "private"}, "from": {"id": 7001, "first_name": "Мария"}}
    return {"update_id": 100 + number, "message": message}


@pytest.fixture
def mailbox(house):
    with acting_for("test"):
        return Account.objects.create(kind="imap", name="Ящик", options={"host": "localhost", "port": 1}, secret="x")


def kept() -> list[bytes]:
    with acting_for("test"):
        return [open_bytes(row, "content") for row in RawMessage.objects.order_by("received_at", "pk")]


def knock(client, account, body: dict | bytes, secret: str | None = None):
    said = webhook_secret(account.pk) if secret is None else secret
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    door = reverse("doors:telegram", args=[account.pk])
    return client.post(door, content, content_type="application/json", headers={HEADER: said})


def test_an_update_is_kept_and_its_sorting_asked_for_before_it_is_acknowledged(client, telegram):
    assert knock(client, telegram, update()).status_code == 200
    assert knock(client, telegram, update()).status_code == 200  # brought twice
    (raw,) = kept()
    assert POISON in raw.decode()
    with connection.cursor() as cursor:
        cursor.execute("SELECT task_name, args FROM procrastinate_jobs")
        ((name, args),) = cursor.fetchall()
    assert name == "reception.sort"
    assert POISON not in str(args)


def test_whoever_does_not_know_the_secret_finds_no_door(client, telegram, mailbox):
    assert knock(client, telegram, update(), secret="").status_code == 404
    assert knock(client, telegram, update(), secret="a" * 32).status_code == 404
    assert knock(client, mailbox, update()).status_code == 404
    assert client.get(reverse("doors:telegram", args=[telegram.pk])).status_code == 405
    with acting_for("test"):
        Account.objects.filter(pk=telegram.pk).update(is_on=False)
    assert knock(client, telegram, update()).status_code == 404
    assert kept() == []


def test_what_is_no_update_is_not_brought_for_ever(client, telegram):
    assert knock(client, telegram, b"{{{").status_code == 200
    assert kept() == []


def test_what_was_not_kept_is_not_acknowledged(client, telegram, monkeypatch):
    def fail(*args, **more):
        raise OSError("the disk is full")

    monkeypatch.setattr(doors, "later", fail)
    with pytest.raises(OSError, match="disk"):
        knock(client, telegram, update())
    assert kept() == []


def test_the_web_process_lays_down_and_reads_nothing(client, telegram, veresov):
    knock(client, telegram, update())
    with acting_at_the_door():
        assert not RawMessage.objects.exists()
        with pytest.raises(ProgrammingError), transaction.atomic():
            RawMessage.objects.create(
                client=None, channel="mail", external_id="x", state="read", received_at=clock.now(), content=b""
            )


def test_a_bot_polled_and_a_bot_that_knocks_bring_one_message(client, telegram, monkeypatch):
    knock(client, telegram, update())
    polled = Polled((received(update(), 7, clock.now()), received(update(2), 7, clock.now())), 103)
    monkeypatch.setattr(fetching.polling, "poll", lambda bot, offset, **more: polled)
    fetching.poll_bot(telegram.pk, seconds=1)
    assert len(kept()) == 2
    assert Cursor.objects.get().position == 103


def test_the_supervisor_is_told_while_there_is_a_door_to_keep(mailbox, telegram, settings, tmp_path):
    settings.HOME = tmp_path
    sign = tmp_path / "doors.wanted"
    kept_open = ((True, ""), (False, ""), (True, "https://butler.house.example/doors/"))  # one knocks: nobody asks
    said = []
    for is_on, webhook in kept_open:
        with acting_for("test"):
            Account.objects.filter(pk=mailbox.pk).update(is_on=False)
            Account.objects.filter(pk=telegram.pk).update(is_on=is_on, webhook=webhook)
        keeping.tell_the_supervisor()
        said.append(sign.exists())
    assert said == [True, False, False]


def test_messages_and_cursor_are_kept_together_or_not_at_all(mailbox, monkeypatch):
    mail = Received("a" * 64, b"From: a@b.example\n\nx", clock.now())
    asked: list[Read] = []

    def fetch(box, cursor, **more):
        asked.append(cursor)
        return Fetched((mail,), Read(9, 12), has_more=False)

    monkeypatch.setattr(fetching.mailbox, "fetch_new", fetch)
    with monkeypatch.context() as broken:
        broken.setattr(fetching, "note_worked", lambda *args, **more: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            fetching.fetch_mail(mailbox.pk, now=clock.now())
    assert kept() == []
    assert Cursor.objects.get().position == 0
    assert fetching.fetch_mail(mailbox.pk, now=clock.now()) == 1
    assert fetching.fetch_mail(mailbox.pk, now=clock.now()) == 0  # the server gave it again
    assert asked == [Read(), Read(), Read(9, 12)]
    assert len(kept()) == 1


def test_a_mailbox_that_does_not_let_us_in_says_so_and_rests(mailbox, monkeypatch):
    calls = []

    def shut(*args, **more):
        calls.append(1)
        raise DoorShut(Shut.LOGIN_REFUSED)

    monkeypatch.setattr(fetching.mailbox, "fetch_new", shut)
    for _ in range(3):
        assert fetching.fetch_mail(mailbox.pk, now=clock.now()) == 0
    mailbox.refresh_from_db()
    assert (mailbox.why, len(calls)) == ("login_refused", 1)
