"""Letters that may leave, and a wire that remembers what was handed to it."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from butler.channels.port import Outgoing, Receipt
from butler.channels.tests.servers import mail_servers
from butler.correspondence import actions, outbox
from butler.correspondence.actions import Draft
from butler.correspondence.models import Account, Conversation, Letter, Message
from butler.dossiers.actions import parts
from butler.ground import clock
from butler.ground.acting import acting_as, acting_for
from butler.ground.models import House
from butler.staff.models import Staff
from config.testing import drop_database, prepare_database, visiting_database

__all__ = ["mail_servers"]

SOON = timedelta(seconds=15)  # the yes can no longer be taken back


@contextmanager
def later(**delay: float) -> Iterator[None]:
    """Some time from now: later(minutes=5)."""
    with clock.set_to(clock.now() + timedelta(**delay)):
        yield


@dataclass
class Recorder:
    """A wire for tests: it keeps what left, and answers as it was told."""

    left: list[Outgoing] = field(default_factory=list)
    answers: list[Exception | Callable] = field(default_factory=list)

    def __call__(self, account: Account) -> "Recorder":
        return self

    def send(self, message: Outgoing) -> Receipt:
        answer = self.answers.pop(0) if self.answers else None
        if isinstance(answer, Exception):
            raise answer
        self.left.append(message)
        if answer is not None:
            answer()
        return Receipt(message.message_id)


@pytest.fixture
def wire() -> Recorder:
    return Recorder()


@pytest.fixture
def leave(wire):
    """Send what is due, some time later: leave(minutes=2)."""

    def send(**delay: float) -> outbox.Tally:
        with later(**(delay or {"seconds": 15})):
            return outbox.leave(wire)

    return send


@pytest.fixture
def account(house):
    """The house's way out for mail."""
    with acting_for("test"):
        return Account.objects.create(
            kind="smtp",
            name="Почта дома",
            address="anna@moika.test",
            options={"host": "localhost", "port": 2525, "security": "none"},
            per_minute=1000,
        )


@pytest.fixture
def telegram(house):
    with acting_for("test"):
        return Account.objects.create(kind="telegram", name="Бот дома", secret="7:poison-token", per_minute=1000)


@pytest.fixture
def reachable(veresov):
    """Veresov has a mail address."""
    with acting_for("test"):
        parts.add_contact(veresov.pk, kind="mail", value="Andrey@Veresov.test")
    return veresov


@pytest.fixture
def has_written(reachable):
    """He wrote to us by Telegram, two hours ago: his conversation."""
    at = clock.now() - timedelta(hours=2)
    with acting_for("test"):
        talk = Conversation.objects.create(client=reachable, channel="telegram", last_at=at)
        Message.objects.create(
            client_id=reachable.pk,
            conversation=talk,
            way="in",
            channel="telegram",
            sent_at=at,
            sender="7001",
            body="Есть ли столик?",
        )
    return talk


@pytest.fixture
def approved(reachable, anna):
    """Write a letter to Veresov and say yes: approved("Машина ждёт", channel="mail")."""

    def write(body: str = "Машина ждёт у подъезда.", **fields) -> Letter:
        fields = {"purpose": "reply", "send_after": clock.now(), "is_urgent": True} | fields
        drafted_at = fields.pop("drafted_at", clock.now())
        with acting_as(anna.pk):
            letter = actions.draft_letter(Draft(reachable.pk, body=body, **fields), now=drafted_at)
            actions.approve(letter.pk, by=anna, now=clock.now())
        return letter

    return write


@pytest.fixture
def again() -> Callable[[Letter], Letter]:
    """The row as it stands now."""

    def read(letter: Letter) -> Letter:
        with acting_for("test"):
            return Letter.objects.select_related("account").get(pk=letter.pk)

    return read


@pytest.fixture
def talk_with(house):
    """A conversation: talk_with(client=veresov, person=None, channel="mail")."""

    def make(**fields) -> Conversation:
        with acting_for("test"):
            return Conversation.objects.create(**({"channel": "mail", "last_at": clock.now()} | fields))

    return make


@pytest.fixture
def say():
    """Something is said in it: say(talk, "Добрый день", way="in", minutes_ago=5)."""

    def make(talk: Conversation, body: str, *, way: str = "in", minutes_ago: float = 0, **fields) -> Message:
        at = clock.now() - timedelta(minutes=minutes_ago)
        with acting_for("test"):
            return Message.objects.create(
                client_id=talk.client_id,
                conversation=talk,
                way=way,
                channel=talk.channel,
                sent_at=at,
                body=body,
                **fields,
            )

    return make


@pytest.fixture
def own_house(django_db_blocker) -> Iterator[Staff]:
    """A house whose rows other processes and threads see; gives its owner."""
    name = f"house_{os.getpid()}"
    prepare_database(name)
    with django_db_blocker.unblock(), visiting_database(name):
        House.objects.create(id=1, name="Дом на Мойке", founded_at=clock.now())
        yield Staff.objects.create_user("owner@house.test", given_name="Ольга", role="owner")
    drop_database(name)
