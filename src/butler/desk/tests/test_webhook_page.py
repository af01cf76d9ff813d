"""How a bot's messages come: the owner chooses, a job agrees on it with Telegram, and the page says what is true."""

import json
from urllib.parse import urlsplit

import pytest
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from butler.channels.telegram.tests.bot_api import TOKEN, bot_api
from butler.channels.telegram.webhook import HEADER
from butler.correspondence import accounts, faring, fetching, webhooks
from butler.correspondence.accounts import Settings
from butler.correspondence.models import Account, RawMessage
from butler.ground import clock
from butler.ground.acting import acting_as, acting_for

UPDATE = {
    "update_id": 7,
    "message": {"message_id": 1, "date": 1_790_000_000, "text": "Стол", "chat": {"id": 5, "type": "private"}},
}
HOUSE = "https://butler.house.example"


@pytest.fixture
def api():
    with bot_api() as running:
        yield running


@pytest.fixture
def bot(owner, house, api) -> Account:
    with acting_as(owner.pk):
        options = {"base": f"http://127.0.0.1:{api.port}"}
        return accounts.add(Settings("telegram", "Бот дома", options=options, secret=TOKEN), by=owner)


@pytest.fixture
def page(client, owner, bot):
    """The bot's page; page(way=..., origin=...) chooses first."""
    client.force_login(owner)

    def ask(**chosen: str) -> str:
        if chosen:
            return client.post(reverse("desk:channel_webhook", args=[bot.pk]), chosen, follow=True).content.decode()
        return client.get(reverse("desk:channel", args=[bot.pk])).content.decode()

    return ask


def knock(client, url: str, secret: str) -> int:
    path = urlsplit(url).path
    return client.post(path, json.dumps(UPDATE), content_type="application/json", headers={HEADER: secret}).status_code


def now_is(bot: Account) -> Account:
    return Account.objects.get(pk=bot.pk)


def test_telegram_is_told_to_bring_messages_and_to_keep_them_again(page, bot, api, client):
    assert "Дом спрашивает их у Telegram сам" in page()
    assert "Договариваемся" in page(way="brought", origin=HOUSE)
    assert now_is(bot).webhook == ""
    assert webhooks.agree(bot.pk, now=clock.now()) == ""
    assert api.webhook["url"] == now_is(bot).webhook == f"{HOUSE}/doors/telegram/{bot.pk}/"
    assert "Сообщений пока не было" in page()

    assert knock(client, api.webhook["url"], "a" * 64) == 404
    assert knock(client, api.webhook["url"], api.webhook["secret_token"]) == 200
    with acting_for("test"):
        assert RawMessage.objects.count() == 1
    assert "Последнее сообщение пришло 24 ноября" in page()
    assert accounts.check(bot.pk, now=clock.now()) == ""

    page(way="asked")
    assert webhooks.agree(bot.pk, now=clock.now()) == ""
    assert (api.webhook, now_is(bot).webhook) == ({}, "")
    api.updates = [UPDATE]
    assert fetching.poll_bot(bot.pk, seconds=0) == 1


@pytest.mark.parametrize("origin", ["", "http://butler.house.example", "https://house.example/path", "ftp://x", "дом"])
def test_an_address_at_which_telegram_cannot_knock_is_refused_in_words(client, page, bot, origin):
    said = page(way="brought", origin=origin)
    assert "Пусть приносит Telegram" in said
    assert now_is(bot).webhook_wanted == ""


@pytest.mark.parametrize(
    ("fails", "why", "words", "is_asked_again"),
    [
        (400, "address_refused", "Telegram не принимает такой адрес", 0),
        (500, "not_reached", "До сервера не дозвониться", 1),
    ],
)
def test_what_telegram_refuses_is_said_and_messages_come_as_before(page, bot, api, fails, why, words, is_asked_again):
    page(way="brought", origin=HOUSE)
    api.fails = fails
    assert webhooks.agree(bot.pk, now=clock.now()) == why
    said = page()
    assert words in said
    assert "Сообщения приходят по-прежнему" in said
    asked = ProcrastinateJob.objects.filter(task_name="correspondence.agree_on_webhook")
    before = asked.count()
    webhooks.ask_for_the_unsettled()
    assert asked.count() - before == is_asked_again
    api.fails, api.updates = 0, [UPDATE]
    assert fetching.poll_bot(bot.pk, seconds=0) == 1


def test_a_check_sees_where_messages_really_go(page, bot, api):
    page(way="brought", origin=HOUSE)
    webhooks.agree(bot.pk, now=clock.now())
    api.knocks = {"pending_update_count": 3, "last_error_date": 1_790_000_000}
    assert accounts.check(bot.pk, now=clock.now()) == "cannot_bring"
    assert faring.rests_until(now_is(bot), is_leaving=True) < clock.now()  # letters leave all the same
    api.knocks, api.webhook = {}, {"url": "https://elsewhere.example/"}
    assert accounts.check(bot.pk, now=clock.now()) == "somebody_else"


def test_nobody_but_the_owner_chooses(client, bot, anna, vera, mark):
    for person in (anna, vera, mark):
        client.force_login(person)
        answer = client.post(reverse("desk:channel_webhook", args=[bot.pk]), {"way": "brought", "origin": HOUSE})
        assert answer.status_code == 404
    assert now_is(bot).webhook_wanted == ""
