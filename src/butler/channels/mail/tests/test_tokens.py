"""Mailboxes that take tokens and no passwords: a real Dovecot, and a mail server that lets in as Microsoft does."""

from datetime import UTC, datetime

import pytest

from butler.channels.mail.account import ImapAccount, Security, SmtpAccount
from butler.channels.mail.mailbox import Cursor, fetch_new
from butler.channels.mail.reading import read
from butler.channels.mail.sending import Mail
from butler.channels.oauth import NoToken, Permission, bearer, renew, xoauth2
from butler.channels.port import DoorShut, NotDelivered, Outgoing, Shut, Why
from butler.channels.tests.provider import CLIENT, CLIENT_SECRET, REFRESH, Provider, provider, token_door
from butler.channels.tests.servers import running_by_token

NOON = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
LETTER = Outgoing("1@house.test", "vera@client.test", "Стол", "Стол готов", NOON)
RAW = b"Message-ID: <q1@client.test>\r\nFrom: vera@client.test\r\nSubject: 1\r\n\r\nA table, please.\r\n"


def permission(tokens: Provider, **more) -> Permission:
    known = {"endpoint": tokens.token_url, "client_id": CLIENT, "refresh": REFRESH, "client_secret": CLIENT_SECRET}
    return Permission(**(known | more))


class Hand:
    """Whoever has tokens at hand: gives the first, and another when that is refused."""

    def __init__(self, *tokens: str) -> None:
        self.tokens, self.refused = list(tokens), list[str]()

    def __call__(self, refused: str) -> str:
        if refused:
            self.refused.append(refused)
            if len(self.tokens) == 1:
                raise NoToken(is_refused=True)
            self.tokens.pop(0)
        return self.tokens[0]


@pytest.fixture(scope="module")
def tokens():
    with provider() as found:
        found.good |= {"good"}
        yield found


@pytest.fixture(scope="module")
def mailbox(tokens):
    with running_by_token(tokens.introspection) as pair:
        pair.deliver("house", RAW)
        yield pair


def reading(pair, *at_hand: str) -> ImapAccount:
    return pair.reader("house@house.test", password="", token=Hand(*at_hand))


@pytest.mark.servers
def test_a_real_mailbox_is_read_by_token(mailbox):
    fetched = fetch_new(reading(mailbox, "good"), Cursor(), now=NOON)
    assert [read(one.raw).text for one in fetched.messages] == ["A table, please."]


@pytest.mark.servers
def test_a_token_that_was_taken_back_early_is_changed_for_another_in_the_same_visit(mailbox):
    account = reading(mailbox, "taken back", "good")
    assert len(fetch_new(account, Cursor(), now=NOON).messages) == 1
    assert account.token.refused == ["taken back"]


@pytest.mark.servers
@pytest.mark.parametrize(
    ("at_hand", "why"), [(("bad", "worse"), Shut.LOGIN_REFUSED), (("bad",), Shut.PERMISSION_REFUSED)]
)
def test_a_mailbox_that_refuses_says_which_of_the_two_must_be_mended(mailbox, at_hand, why):
    with pytest.raises(DoorShut) as refusal:
        fetch_new(reading(mailbox, *at_hand), Cursor(), now=NOON)
    assert (refusal.value.why, refusal.value.needs_repair) == (why, True)
    assert "bad" not in str(refusal.value)


@pytest.mark.servers
def test_the_token_of_one_opens_no_mailbox_of_another(mailbox):
    account = mailbox.reader("vera@house.test", password="", token=Hand("good", "good"))
    with pytest.raises(DoorShut) as refusal:
        fetch_new(account, Cursor(), now=NOON)
    assert refusal.value.why == Shut.LOGIN_REFUSED


def sending(door, *at_hand: str) -> SmtpAccount:
    user = "house@house.test"
    return SmtpAccount("127.0.0.1", door.port, Security.NONE, user=user, address=user, token=Hand(*at_hand))


@pytest.mark.parametrize(("only", "how"), [("XOAUTH2", "XOAUTH2"), ("", "OAUTHBEARER")])
def test_a_letter_leaves_by_token(tokens, only, how):
    with token_door(tokens, only=only) as door:
        Mail(sending(door, "good")).send(LETTER)
        assert [envelope.rcpt_tos for envelope in door.taken] == [["vera@client.test"]]
        ((said, words),) = door.said
    assert said == how
    assert words.decode() == (
        xoauth2("house@house.test", "good") if only else bearer("house@house.test", "good", "127.0.0.1", door.port)
    )


@pytest.mark.parametrize(("only", "nothing"), [("XOAUTH2", b""), ("", b"\1")])
def test_a_token_that_was_taken_back_early_costs_a_letter_nothing(tokens, only, nothing):
    with token_door(tokens, only=only) as door:
        account = sending(door, "taken back", "good")
        Mail(account).send(LETTER)
        assert len(door.taken) == 1
        assert ("refused", nothing) in door.said  # they say why, and want to hear something that says nothing


def test_a_letter_that_no_token_lets_in_waits_and_says_why(tokens):
    with token_door(tokens, only="XOAUTH2") as door:
        for at_hand, why in ((("bad", "worse"), Why.LOGIN_REFUSED), (("bad",), Why.PERMISSION_REFUSED)):
            with pytest.raises(NotDelivered) as refusal:
                Mail(sending(door, *at_hand)).send(LETTER)
            assert (refusal.value.why, refusal.value.permanent, refusal.value.why.needs_repair) == (why, False, True)
        assert door.taken == []


def test_a_server_that_takes_no_tokens_is_not_told_one():
    from butler.channels.tests.peers import smtp_peer

    with smtp_peer(said={"EHLO": b"250-peer\r\n250 AUTH PLAIN LOGIN"}) as port, pytest.raises(NotDelivered) as refusal:
        Mail(SmtpAccount("127.0.0.1", port, Security.NONE, address="h@house.test", token=Hand("good"))).send(LETTER)
    assert refusal.value.why == Why.LOGIN_REFUSED


# the provider


def test_a_permission_brings_a_token_that_holds_for_its_time(tokens):
    token = renew(permission(tokens))
    assert token.value in tokens.good
    assert (token.seconds, token.refresh) == (3600, "")
    assert tokens.asked[-1] == {
        "grant_type": "refresh_token", "refresh_token": REFRESH, "client_id": CLIENT, "client_secret": CLIENT_SECRET,
    }  # fmt: skip
    assert token.value not in repr(token)
    assert REFRESH not in repr(permission(tokens))


def test_a_lasting_token_that_is_changed_comes_with_the_new_one():
    with provider() as tokens:
        tokens.changes = True
        assert renew(permission(tokens)).refresh == f"{REFRESH}-1"
        with pytest.raises(NoToken):
            renew(permission(tokens))


@pytest.mark.parametrize(
    ("fails", "more", "is_refused"),
    [
        (0, {"refresh": "revoked"}, True),
        (0, {"client_secret": "wrong"}, True),
        (401, {}, True),
        (429, {}, False),
        (503, {}, False),
        (0, {"endpoint": "http://127.0.0.1:1/token"}, False),
        (0, {"endpoint": "http://provider.example/token"}, True),  # in the clear it goes nowhere
        (0, {"endpoint": "not an address"}, True),
    ],
)
def test_a_refusal_is_told_from_a_provider_that_is_down(fails, more, is_refused):
    with provider() as tokens:
        tokens.fails = fails
        with pytest.raises(NoToken) as none:
            renew(permission(tokens, **more))
    assert none.value.is_refused == is_refused
    assert REFRESH not in str(none.value)


@pytest.mark.parametrize(
    "nonsense",
    [b"hello", b"[]", b"{}", b'{"access_token": 7}', b'{"access_token": "a\\u0001auth"}', b'{"access_token": ""}',
     b'{"access_token": "a b"}', b'{"access_token": "a", "refresh_token": ["x"]}', b"{" * 100_000, b"x" * 100_000],
)  # fmt: skip
def test_nonsense_of_a_provider_is_no_token(nonsense):
    with provider() as tokens:
        tokens.nonsense = nonsense
        with pytest.raises(NoToken) as none:
            renew(permission(tokens))
    assert not none.value.is_refused
