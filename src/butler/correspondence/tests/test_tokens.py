"""Accounts without a password: what the owner pasted brings tokens, kept sealed, renewed, and seen by nobody."""

from datetime import timedelta

import pytest

from butler.channels.port import NotDelivered
from butler.channels.tests.provider import CLIENT, CLIENT_SECRET, REFRESH, provider, token_door
from butler.correspondence import accounts, tokens, wires
from butler.correspondence.accounts import Settings
from butler.correspondence.models import Account
from butler.ground import clock
from butler.ground.acting import acting_as, acting_for
from butler.ground.models import Entry
from butler.ground.sealing import open_sealed

US = "house@house.test"


@pytest.fixture
def world():
    with provider() as found, token_door(found, only="XOAUTH2") as door:
        found.door = door
        yield found


@pytest.fixture
def add(owner, house, world):
    """An account of the house that signs in by token: add(secret=...)."""

    def make(**more: str) -> Account:
        options = {
            "host": "127.0.0.1", "port": world.door.port, "security": "none", "user": US, "login": "oauth",
            "token_url": world.token_url, "client_id": CLIENT,
        }  # fmt: skip
        said = {"secret": REFRESH, "client_secret": CLIENT_SECRET} | more
        with acting_as(owner.pk):
            return accounts.add(Settings("smtp", "Gmail", US, options, **said), by=owner)

    return make


def why(account: Account, later: timedelta = timedelta()) -> str:
    with clock.set_to(clock.now() + later):
        return accounts.check(account.pk, now=clock.now())


def test_an_account_signs_in_by_token_and_asks_the_provider_only_when_one_ends(add, world):
    account = add()
    assert [why(account), why(account)] == ["", ""]
    assert world.given == 1
    assert why(account, timedelta(minutes=57)) == ""
    assert world.given == 1
    assert why(account, timedelta(minutes=59)) == ""  # two minutes before its end it is as good as gone
    assert world.given == 2


def test_a_token_that_the_provider_took_back_early_is_renewed_at_once(add, world):
    account = add()
    why(account)
    world.good.clear()
    assert why(account) == ""
    assert world.given == 2


def test_a_lasting_token_that_changes_with_every_use_is_kept_as_it_is_now(add, world):
    world.changes = True
    account = add()
    assert [why(account, timedelta(hours=2 * n)) for n in range(3)] == ["", "", ""]
    assert [one["refresh_token"] for one in world.asked] == [REFRESH, f"{REFRESH}-1", f"{REFRESH}-2"]


def test_a_permission_that_was_withdrawn_is_said_until_it_is_given_anew(add, world, owner):
    account = add()
    assert why(account) == ""
    world.good.clear()
    world.refresh = "1//another"
    assert why(account) == "permission_refused"
    with acting_as(owner.pk):
        known = Account.objects.get(pk=account.pk)
        assert known.failing_since == clock.now()
        assert known.why in accounts.REPAIRS
        accounts.change(account.pk, Settings("smtp", "Gmail", US, known.options, secret="1//another"), by=owner)
    assert why(account) == ""  # the secret of the application was kept


def test_a_provider_that_is_down_is_no_fault_of_the_permission(add, world):
    account = add()
    world.fails = 503
    assert why(account) == "not_reached"
    world.fails = 0
    assert why(account) == ""


def test_a_letter_waits_while_no_token_is_to_be_had(add, world):
    account = add(secret="revoked")
    with acting_for("test"):
        wire = wires.wire_for(account)
    with pytest.raises(NotDelivered) as refusal:
        wire.try_out()
    assert (refusal.value.why, refusal.value.permanent) == ("permission_refused", False)


def test_neither_token_nor_permission_stands_anywhere_in_the_clear(add, world, owner, caplog):
    caplog.set_level("DEBUG")
    account = add()
    why(account)
    with acting_for("test"):
        row = Account.objects.get(pk=account.pk)
        assert "xq-token-1" in open_sealed(row, "token")
        assert REFRESH in open_sealed(row, "secret")
        kept = str(list(Account.objects.values())) + repr(wires.smtp_of(row))
    with acting_as(owner.pk):
        kept += str(list(Entry.objects.values()))
        assert Entry.objects.filter(what="account.added").exists()
    ours = " ".join(record.getMessage() for record in caplog.records if not record.name.startswith("mail"))
    for word in ("xq-token-1", REFRESH, CLIENT_SECRET):
        assert word not in kept + ours


def test_a_password_that_was_there_before_is_no_permission(add, world):
    account = add()
    with acting_for("test"):
        row = Account.objects.get(pk=account.pk)
        for before in ("12345", "[]", "dver-na-moike"):
            row.secret, row.token = before, ""
            tokens.keep_permission(row, refresh=REFRESH, client_secret="")
            row.save()
            row.refresh_from_db()
            assert open_sealed(row, "secret") == f'{{"refresh": "{REFRESH}"}}'
