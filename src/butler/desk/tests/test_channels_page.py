"""The owner's page of channels, and the letters that need somebody: seen, typed, refused in words, decided."""

from datetime import timedelta

import pytest
from django.db import ProgrammingError, transaction
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from butler.correspondence import accounts, actions, faring
from butler.correspondence.accounts import Settings
from butler.correspondence.models import Account, Letter
from butler.ground import clock
from butler.ground.acting import acting_as, acting_for
from butler.ground.models import Entry, House
from butler.ground.refusals import NotHere
from butler.ground.sealing import open_sealed

SECRET = "пароль-Лазурит-4410"
WORDS = "Столик у окна, кодовое слово Яшма"
SMTP = {
    "name": "Почта дома", "address": "anna@moika.test", "host": "mail.moika.test", "port": 465, "security": "tls",
    "user": "anna", "login": "password", "secret": SECRET, "per_minute": 20,
}  # fmt: skip


@pytest.fixture
def desk(client, owner, house):
    client.force_login(owner)
    return client


@pytest.fixture
def add(desk):
    return lambda kind="smtp", **typed: desk.post(reverse("desk:channel_new", args=[kind]), SMTP | typed)


@pytest.fixture
def account(add):
    add()
    with acting_for("test"):
        return Account.objects.get()


def page(desk, name="channels", *args) -> str:
    return desk.get(reverse(f"desk:{name}", args=args)).content.decode()


def test_a_house_without_accounts_is_told_that_nothing_leaves_yet(desk):
    assert "Письма пока не уходят" in page(desk)
    assert "Учётных записей пока нет" in page(desk)
    desk.post(reverse("desk:settings"), {"language": "en", "theme": ""})
    assert "No letter leaves yet" in page(desk)


def test_an_account_is_added_tried_at_once_and_its_password_is_shown_nowhere(add, desk, owner):
    assert add().status_code == 302
    with acting_as(owner.pk):
        account = Account.objects.get()
        assert (account.kind, account.per_minute, account.options["host"]) == ("smtp", 20, "mail.moika.test")
        assert open_sealed(account, "secret") == SECRET
        assert Entry.objects.filter(what="account.added").count() == 1
    assert set(ProcrastinateJob.objects.values_list("task_name", flat=True)) >= {
        "correspondence.check_account",
        "correspondence.wake_letters",
    }
    for said in (page(desk), page(desk, "channel", account.pk)):
        assert "anna@moika.test" in said
        assert SECRET not in said
    assert SECRET not in str(list(ProcrastinateJob.objects.values()))
    with acting_for("test"):
        assert SECRET not in str(list(Account.objects.values()))


def test_an_empty_password_keeps_the_one_there_is(desk, account, owner):
    door = reverse("desk:channel", args=[account.pk])
    assert desk.post(door, SMTP | {"secret": "", "name": "Почта"}).status_code == 302
    with acting_as(owner.pk):
        account.refresh_from_db()
        assert (account.name, open_sealed(account, "secret")) == ("Почта", SECRET)


@pytest.mark.parametrize(
    ("kind", "typed", "says"),
    [
        ("smtp", {"host": "https://mail.moika.test/x"}, "без https://"),
        ("smtp", {"address": "anna"}, "Нужен адрес почты"),
        ("smtp", {"address": "anna@moika.test\r\nBcc: all@moika.test"}, "Нужен адрес почты"),
        ("smtp", {"security": "none"}, "Без шифрования почта не покидает"),
        ("telegram", {"secret": "abc"}, "BotFather"),
    ],
)
def test_what_cannot_work_is_refused_in_words(add, kind, typed, says):
    answer = add(kind, **typed)
    assert answer.status_code == 422
    assert says in answer.content.decode()
    with acting_for("test"):
        assert not Account.objects.exists()


def test_an_account_that_fails_says_why_and_since_when(desk, account):
    with acting_for("test"):
        faring.note_trouble(account, "login_refused", now=clock.now())
    assert "сервер не принимает наше имя, пароль или токен" in page(desk)


def test_an_account_is_switched_off_and_on(desk, account):
    door = reverse("desk:channel_switch", args=[account.pk])
    for to, is_on in (("off", False), ("on", True)):
        desk.post(door, {"to": to})
        with acting_for("test"):
            assert Account.objects.get().is_on == is_on


def test_nobody_but_the_owner_sees_or_changes_an_account(client, account, anna, vera, mark):
    for person in (anna, vera, mark):
        client.force_login(person)
        for name in ("channels", "channel"):
            args = [account.pk] if name == "channel" else []
            assert client.get(reverse(f"desk:{name}", args=args)).status_code == 404
        with acting_as(person.pk):
            with pytest.raises(NotHere):
                accounts.add(Settings("smtp", "x"), by=person)
            with pytest.raises(ProgrammingError, match="only the owner"), transaction.atomic():
                Account.objects.update(options={"host": "elsewhere.test"})


# Letters that need somebody


@pytest.fixture
def uncertain(veresov, anna):
    now = clock.now()
    with acting_for("test"):
        letter = actions.draft_letter(actions.Draft(veresov.pk, "reply", WORDS, now), now=now)
        actions.approve(letter.pk, by=anna, now=now)
        rows = Letter.objects.filter(pk=letter.pk)
        rows.update(state="claimed", claimed_by="1")
        rows.update(state="sending", sending_at=now, dated_at=now)
        rows.update(state="uncertain", why="unsure")
    return letter


@pytest.fixture
def annas(client, anna):
    client.force_login(anna)
    return client


def state(letter) -> str:
    with acting_for("test"):
        return Letter.objects.get(pk=letter.pk).state


def test_what_may_have_gone_stands_first_on_the_day_and_on_its_own_page(annas, uncertain):
    assert "письмо могло уйти" in page(annas, "day").lower()
    said = page(annas, "stuck")
    assert WORDS in said
    assert "сервер получил письмо целиком и не ответил" in said.lower()


def test_when_every_letter_found_its_way_the_page_says_so(annas, veresov):
    assert "Все письма нашли дорогу" in page(annas, "stuck")
    assert "письмо могло уйти" not in page(annas, "day").lower()


@pytest.mark.parametrize(("decision", "becomes"), [("send_again", "new"), ("was_sent", "sent"), ("give_up", "failed")])
def test_a_person_decides_and_takes_it_back(annas, uncertain, decision, becomes):
    answer = annas.post(reverse("desk:letter_decision", args=[uncertain.pk]), {"decision": decision}, follow=True)
    undo = reverse("desk:letter_decision_undo", args=[uncertain.pk])
    assert undo in answer.content.decode()
    assert state(uncertain) == becomes
    annas.post(undo)
    assert state(uncertain) == "uncertain"
    with clock.set_to(clock.now() + timedelta(minutes=1)):
        annas.post(reverse("desk:letter_decision", args=[uncertain.pk]), {"decision": "give_up"})
    with clock.set_to(clock.now() + timedelta(minutes=2)):
        assert "поздно" in annas.post(undo, follow=True).content.decode()
    assert state(uncertain) == "failed"


def test_a_decision_that_is_none_is_not_here(annas, uncertain):
    door = reverse("desk:letter_decision", args=[uncertain.pk])
    assert annas.post(door, {"decision": "burn"}).status_code == 404
    assert state(uncertain) == "uncertain"


def test_a_stranger_sees_no_letter_and_decides_nothing(client, mark, uncertain):
    client.force_login(mark)
    assert WORDS not in page(client, "stuck")
    door = reverse("desk:letter_decision", args=[uncertain.pk])
    assert client.post(door, {"decision": "give_up"}).status_code == 404
    assert state(uncertain) == "uncertain"


@pytest.mark.parametrize("typed", ["desk.example", "http://desk.example", "https://desk.example/path", "ftp://x"])
def test_an_address_that_would_make_broken_links_is_refused(desk, typed):
    answer = desk.post(reverse("desk:channels_doors"), {"origin": typed})
    assert answer.status_code == 422
    assert House.objects.get().origin == ""


def test_the_owner_says_under_which_address_letters_are_answered(desk):
    assert "без ссылки" in desk.get(reverse("desk:channels")).content.decode()
    desk.post(reverse("desk:channels_doors"), {"origin": "https://desk.example/"})
    assert House.objects.get().origin == "https://desk.example"
    assert "без ссылки:" not in desk.get(reverse("desk:channels")).content.decode()


def test_nobody_but_the_owner_moves_the_doors(client, anna, house):
    client.force_login(anna)
    assert client.post(reverse("desk:channels_doors"), {"origin": "https://evil.example"}).status_code in (403, 404)
    assert House.objects.get().origin == ""


OAUTH = SMTP | {
    "login": "oauth", "user": "anna@moika.test", "secret": "1//lasting-Lazurit",
    "token_url": "https://oauth2.googleapis.com/token", "client_id": "7.apps.example", "client_secret": "key-Lazurit",
}  # fmt: skip


def test_an_account_by_token_is_pasted_and_none_of_it_is_shown_again(desk, owner):
    assert desk.post(reverse("desk:channel_new", args=["smtp"]), OAUTH).status_code == 302
    with acting_as(owner.pk):
        account = Account.objects.get()
        assert open_sealed(account, "secret") == '{"refresh": "1//lasting-Lazurit", "client_secret": "key-Lazurit"}'
        assert account.options["login"] == "oauth"
    said = page(desk, "channel", account.pk)
    assert "7.apps.example" in said
    assert "Lazurit" not in said
    kept, door = {"secret": "", "client_secret": ""}, reverse("desk:channel", args=[account.pk])
    assert desk.post(door, OAUTH | kept).status_code == 302
    assert desk.post(door, OAUTH | kept | {"login": "password"}).status_code == 422


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"token_url": "http://login.example/token"}, "с https://"),
        ({"token_url": ""}, "с https://"),
        ({"client_id": ""}, "номер приложения"),
        ({"secret": ""}, "Вставьте долгий токен"),
        ({"user": ""}, "чей это ящик"),
    ],
)
def test_a_permission_that_is_not_whole_is_refused_in_words(desk, typed, says):
    answer = desk.post(reverse("desk:channel_new", args=["smtp"]), OAUTH | typed)
    assert answer.status_code == 422
    assert says in answer.content.decode()


def test_a_permission_that_was_withdrawn_says_what_to_do(desk, account):
    with acting_for("test"):
        faring.note_trouble(account, "permission_refused", now=clock.now())
    assert "разрешите дому доступ заново" in page(desk)
