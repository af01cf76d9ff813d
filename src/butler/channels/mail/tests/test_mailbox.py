"""Mail is fetched from a real Dovecot, which must not notice."""

import threading
import time
import traceback
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from imap_tools import MailBoxUnencrypted

from butler.channels.mail import mailbox as mailboxes
from butler.channels.mail.account import Security
from butler.channels.mail.filing import file_sent
from butler.channels.mail.mailbox import Cursor, fetch_new, mark_seen, wait
from butler.channels.mail.reading import read
from butler.channels.port import DoorShut, Outgoing, Shut
from butler.channels.tests.peers import imap_peer
from butler.channels.tests.servers import PASSWORD, running_pair

pytestmark = pytest.mark.servers
NOON = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
POISON = "xq-poison-3391"


def letter(number: int, words: str = "Стол, пожалуйста.") -> bytes:
    head = f"Message-ID: <q{number}@client.test>\r\nFrom: vera@client.test\r\nSubject: {number}\r\n"
    return f"{head}Content-Type: text/plain; charset=utf-8\r\n\r\n{words}\r\n".encode()


def numbers(messages) -> list[str]:
    return [read(one.raw).subject for one in messages]


@pytest.fixture
def by_hand(mail_servers):
    """A person's own mail program, in the same mailbox."""
    opened = []

    def open_it(user: str):
        box = MailBoxUnencrypted("127.0.0.1", mail_servers.imap, timeout=10).login(user, PASSWORD)
        opened.append(box)
        return box

    yield open_it
    for box in opened:
        box.logout()


@pytest.mark.parametrize("security", list(Security))
def test_what_came_since_is_fetched_once_over_any_encryption(mail_servers, security):
    user = f"new-{security}"
    account = mail_servers.reader(user, security)
    mail_servers.deliver(user, letter(1), letter(2))

    first = fetch_new(account, Cursor(), now=NOON)
    mail_servers.deliver(user, letter(3))
    second = fetch_new(account, first.cursor, now=NOON)
    third = fetch_new(account, second.cursor, now=NOON)

    assert numbers(first.messages) == ["1", "2"]
    assert numbers(second.messages) == ["3"]
    assert third.messages == ()
    assert third.cursor == second.cursor
    assert first.messages[0].external_id == read(letter(1)).external_id
    assert first.messages[0].door == user
    assert abs((first.messages[0].at - datetime.now(UTC)).total_seconds()) < 60


def test_the_mailbox_does_not_notice_unless_it_is_told(mail_servers, by_hand):
    mail_servers.deliver("peek", letter(1), letter(2))
    fetched = fetch_new(mail_servers.reader("peek"), Cursor(), now=NOON)
    box = by_hand("peek")
    assert [one.flags for one in box.fetch(mark_seen=False)] == [("\\Recent",)] * 2

    mark_seen(mail_servers.reader("peek"), fetched.cursor, (fetched.messages[0].place,))

    assert ["\\Seen" in one.flags for one in box.fetch(mark_seen=False)] == [True, False]


def test_a_folder_made_anew_is_read_anew_and_its_letters_keep_their_names(mail_servers, by_hand):
    box, folder = by_hand("anew"), "Заказы & брони"
    account = mail_servers.reader("anew", folder=folder)
    box.folder.create(folder)
    for number in (1, 2, 3):
        box.append(letter(number), folder)
    before = fetch_new(account, Cursor(), now=NOON)
    box.folder.delete(folder)
    box.folder.create(folder)
    box.append(letter(2), folder)

    after = fetch_new(account, before.cursor, now=NOON)

    assert numbers(before.messages) == ["1", "2", "3"]
    assert after.cursor.uid_validity != before.cursor.uid_validity
    assert [one.external_id for one in after.messages] == [before.messages[1].external_id]
    mark_seen(account, before.cursor, (after.messages[0].place,))  # asked for the folder that is gone
    box.folder.set(folder)
    assert ["\\Seen" in one.flags for one in box.fetch(mark_seen=False)] == [False]


def test_five_hundred_letters_come_in_batches_each_once(mail_servers):
    mail_servers.deliver("many", *(letter(number) for number in range(500)))
    account, cursor, seen, batches = mail_servers.reader("many"), Cursor(), [], 0
    while True:
        fetched = fetch_new(account, cursor, now=NOON)
        seen += numbers(fetched.messages)
        cursor, batches = fetched.cursor, batches + 1
        if not fetched.has_more:
            break
    assert seen == [str(number) for number in range(500)]
    assert batches == 5


def test_a_batch_is_bounded_in_bytes_and_takes_at_least_one(mail_servers, monkeypatch):
    monkeypatch.setattr(mailboxes, "BATCH_BYTES", 3_000)
    mail_servers.deliver("bytes", letter(1, "x" * 900 + "\r\n" * 2_000), letter(2), letter(3))
    first = fetch_new(mail_servers.reader("bytes"), Cursor(), now=NOON)
    second = fetch_new(mail_servers.reader("bytes"), first.cursor, now=NOON)
    assert (numbers(first.messages), first.has_more) == (["1"], True)
    assert (numbers(second.messages), second.has_more) == (["2", "3"], False)


def test_of_a_letter_beyond_all_measure_the_head_comes(mail_servers, monkeypatch):
    monkeypatch.setattr(mailboxes, "MAX_MESSAGE_BYTES", 2_000)
    mail_servers.deliver("large", letter(1, "x\r\n" * 2_000), letter(2))
    fetched = fetch_new(mail_servers.reader("large"), Cursor(), now=NOON)
    assert [len(one.raw) > 2_000 for one in fetched.messages] == [True, False]
    assert len(fetched.messages[0].raw) == 2_001
    assert fetched.messages[0].external_id == read(letter(1)).external_id


def test_the_past_of_an_old_mailbox_stays_out(mail_servers, by_hand):
    box = by_hand("past")
    box.append(letter(1), "INBOX", dt=datetime(2019, 5, 1, 12, 0, tzinfo=UTC))
    box.append(letter(2), "INBOX", dt=datetime(2026, 11, 20, 12, 0, tzinfo=UTC))
    fetched = fetch_new(mail_servers.reader("past"), Cursor(), now=NOON, since=date(2026, 11, 1))
    assert numbers(fetched.messages) == ["2"]
    assert fetched.messages[0].at == datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.2"])  # the second knows no IDLE
def test_a_waiting_door_hears_a_letter_come(mail_servers, monkeypatch, host):
    monkeypatch.setattr(mailboxes, "POLL_SECONDS", 0.3)
    user = f"wait-{host[-1]}"
    account = mail_servers.reader(user, host=host)
    cursor = fetch_new(account, Cursor(), now=NOON).cursor
    timer = threading.Timer(0.7, mail_servers.deliver, [user, letter(1)])
    timer.start()
    started = time.monotonic()
    assert wait(account, cursor, seconds=15)
    assert time.monotonic() - started < 8
    timer.join()


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.2"])
def test_a_waiting_door_gives_up_in_time_and_when_it_is_told(mail_servers, host):
    account = mail_servers.reader(f"calm-{host[-1]}", host=host)
    cursor = fetch_new(account, Cursor(), now=NOON).cursor
    started = time.monotonic()
    assert not wait(account, cursor, seconds=1)
    assert not wait(account, cursor, seconds=60, should_stop=lambda: True)
    assert time.monotonic() - started < 10


def test_what_already_lies_there_is_not_waited_for(mail_servers):
    mail_servers.deliver("there", letter(1))
    assert wait(mail_servers.reader("there"), Cursor(), seconds=15)


@pytest.mark.parametrize(
    ("change", "security", "why"),
    [
        ({"password": POISON}, Security.TLS, Shut.LOGIN_REFUSED),
        ({"password": "пароль"}, Security.TLS, Shut.LOGIN_REFUSED),
        ({"folder": "Нет такой"}, Security.TLS, Shut.NO_SUCH_FOLDER),
        ({"ca_file": ""}, Security.TLS, Shut.NOT_SECURE),
        ({"ca_file": ""}, Security.STARTTLS, Shut.NOT_SECURE),
    ],
)
def test_a_broken_account_says_what_must_be_mended(mail_servers, change, security, why):
    account = mail_servers.reader("broken", security, **change)
    with pytest.raises(DoorShut) as refusal:
        fetch_new(account, Cursor(), now=NOON)
    assert refusal.value.why is why
    assert refusal.value.needs_repair
    assert POISON not in "".join(traceback.format_exception(refusal.value)) + repr(account)


@pytest.mark.parametrize("dies_at", ["greeting", "LOGIN", "EXAMINE", "SEARCH", "SIZES", "MESSAGE"])
@pytest.mark.parametrize("how", ["dies", "silent"])
def test_a_server_that_dies_or_falls_silent_at_any_moment_is_asked_again_later(mail_servers, dies_at, how):
    account = mail_servers.reader("vera", Security.NONE, seconds=0.5)
    started = time.monotonic()
    with imap_peer(dies_at, how) as port, pytest.raises(DoorShut) as refusal:
        fetch_new(replace(account, port=port), Cursor(), now=NOON)
    assert refusal.value.why is Shut.NOT_REACHED
    assert not refusal.value.needs_repair
    assert time.monotonic() - started < 10


def test_a_server_that_is_stopped_while_we_wait_is_not_reached():
    with ThreadPoolExecutor(1) as pool:
        with running_pair() as own:
            account = own.reader("vera")
            cursor = fetch_new(account, Cursor(), now=NOON).cursor
            waiting = pool.submit(wait, account, cursor, seconds=60)
            time.sleep(0.5)
        with pytest.raises(DoorShut) as refusal:
            waiting.result(15)
    assert refusal.value.why is Shut.NOT_REACHED


def sent(number: int) -> Outgoing:
    return Outgoing(f"s{number}@house.test", "vera@client.test", "Ужин", "Стол за Вами.", NOON)


@pytest.mark.parametrize("folder", ["", "Отправленные"])
def test_the_copy_of_a_sent_letter_is_filed_once(mail_servers, by_hand, folder):
    user = f"filing-{bool(folder)}"
    box = by_hand(user)
    if folder:
        box.folder.create(folder)
    account = mail_servers.reader(user, sent_folder=folder)

    assert [file_sent(account, sent(1), "anna@house.test") for _ in range(3)] == [True, False, False]
    assert file_sent(account, sent(2), "anna@house.test")

    box.folder.set(folder or "Sent")
    copies = list(box.fetch(mark_seen=False))
    assert [copy.headers["message-id"] for copy in copies] == [("<s1@house.test>",), ("<s2@house.test>",)]
    assert all("\\Seen" in copy.flags for copy in copies)
    assert copies[0].date == NOON


def test_a_copy_that_cannot_be_filed_says_why(mail_servers):
    with pytest.raises(DoorShut) as refusal:
        file_sent(mail_servers.reader("nowhere", sent_folder="Нет такой"), sent(1), "anna@house.test")
    assert refusal.value.why is Shut.NO_SUCH_FOLDER
