"""Is the sender who they say to be: signatures, servers, what owners want, what our provider has found."""

import time

import dns.resolver
import pytest

from butler.channels.mail.proving.examining import Came, examine, policy_of
from butler.channels.mail.proving.marks import holding, of_bytes, organisation, packed
from butler.channels.mail.proving.names import NobodyAnswers, Resolver, Unanswered
from butler.channels.mail.proving.spf import Spf
from butler.channels.mail.proving.tests.peers import SELECTOR, Known, key, name_server, published, signed
from butler.channels.mail.proving.verdict import Policy, Seen, judge
from butler.ground.limited import run_limited

RAW = b"From: Vera <vera@client.test>\r\nSubject: Dinner\r\nMessage-ID: <1@client.test>\r\n\r\nA table for two.\r\n"
THEIRS = Came(ip="93.184.216.34", sender="vera@client.test", greeting="mx.client.test")
STRANGER = Came(ip="198.41.0.4", sender="x@thief.test", greeting="thief.test")


def verdict(raw: bytes, came: Came = STRANGER, names=None) -> tuple[str, str]:
    found = examine(raw, of_bytes(raw), came, names or Known(published("client.test")), holding)
    return str(found.proof), str(found.why)


def test_a_signature_of_their_own_proves_them_whoever_brought_it():
    assert verdict(signed(RAW, "client.test")) == ("proven", "signed")


def test_a_server_of_theirs_proves_them_without_a_signature():
    assert verdict(RAW, THEIRS) == ("proven", "server")


def test_a_letter_in_their_name_without_any_proof_is_not_believed_where_they_want_it_so():
    assert verdict(RAW) == ("unproven", "demanded")
    assert verdict(RAW, names=Known(published("client.test", "quarantine"))) == ("unproven", "demanded")


@pytest.mark.parametrize(
    "change",
    [
        lambda raw: raw.replace(b"for two", b"for ten"),
        lambda raw: raw.replace(b"Subject: Dinner", b"Subject: Money"),
        lambda raw: raw.replace(b"Vera <vera@", b"Boss <boss@"),
    ],
)
def test_words_changed_on_the_way_are_not_theirs(change):
    assert verdict(change(signed(RAW, "client.test"))) == ("unproven", "demanded")


def test_a_signature_of_somebody_else_proves_nothing():
    names = Known(published("client.test") | published("thief.test"))
    assert verdict(signed(RAW, "thief.test"), names=names) == ("unproven", "demanded")


def test_a_signature_of_the_first_bytes_alone_proves_nothing():
    assert verdict(signed(RAW, "client.test", length=True) + b"Pay him.\r\n") == ("unproven", "demanded")


def test_a_server_of_a_thief_proves_the_thief_and_nobody_else():
    names = Known(published("client.test") | {("thief.test", "TXT"): ["v=spf1 +all"]})
    assert verdict(RAW, STRANGER, names) == ("unproven", "demanded")


def test_a_second_sender_beside_the_first_is_never_believed():
    raw = signed(RAW, "client.test").replace(b"Subject:", b"From: anna@house.test\r\nSubject:", 1)
    assert verdict(raw) == ("unproven", "many_senders")
    both = RAW.replace(b"Vera <vera@client.test>", b"vera@client.test, anna@house.test")
    assert verdict(both, THEIRS)[1] == "many_senders"


def test_whoever_published_nothing_is_believed_as_ever():
    assert verdict(RAW, names=Known()) == ("unknown", "no_policy")
    assert verdict(RAW, names=Known(published("client.test", "none"))) == ("unknown", "no_policy")


def test_a_server_that_its_owner_disowns_is_not_believed_even_where_nothing_is_demanded():
    forged = Came(ip="198.41.0.4", sender="vera@client.test", greeting="thief.test")
    assert verdict(RAW, forged, Known(published("client.test", "none"))) == ("unproven", "wrong_server")


def test_without_an_answer_of_any_name_server_nobody_is_doubted():
    assert verdict(signed(RAW, "client.test"), THEIRS, NobodyAnswers()) == ("unknown", "unanswered")
    silent = Known(published("client.test"), silent={f"{SELECTOR}._domainkey.client.test"})
    assert verdict(signed(RAW, "client.test"), names=silent) == ("unknown", "unanswered")


def test_what_is_published_above_counts_below_and_strictly_only_for_itself():
    below = RAW.replace(b"@client.test", b"@mail.client.test")
    names = published("client.test")
    assert verdict(signed(below, "client.test"), names=Known(names)) == ("proven", "signed")
    names[("_dmarc.client.test", "TXT")] = ["v=DMARC1; p=reject; sp=none; adkim=s"]
    assert verdict(below, names=Known(names)) == ("unknown", "no_policy")
    names[("_dmarc.mail.client.test", "TXT")] = ["v=DMARC1; p=reject; adkim=s"]
    assert verdict(signed(below, "client.test"), names=Known(names)) == ("unproven", "demanded")


def test_a_policy_written_twice_or_not_at_all_demands_nothing():
    twice = Known({("_dmarc.client.test", "TXT"): ["v=DMARC1; p=reject", "v=DMARC1; p=none"]})
    assert policy_of("client.test", twice) == Policy()
    assert policy_of("client.test", Known({("_dmarc.client.test", "TXT"): ["v=spf1 -all"]})) == Policy()


def test_the_registered_domain_is_known_also_under_two_levels():
    assert [organisation(one) for one in ("a.b.club.co.uk", "x.mail.ru", "test")] == ["club.co.uk", "mail.ru", "test"]


GMAIL = (
    b"Authentication-Results: mx.google.com;\r\n dkim=pass header.i=@client.test header.s=k1 header.b=abc;\r\n"
    b" spf=pass (google.com: domain of vera@client.test designates 1.2.3.4) smtp.mailfrom=vera@client.test;\r\n"
    b" dmarc=%s (p=REJECT sp=REJECT dis=NONE) header.from=client.test\r\n"
)
FORGED = GMAIL % b"pass"
IN_GMAIL = Came(provider="mx.google.com")


def test_what_our_own_provider_found_is_believed():
    assert verdict(GMAIL % b"pass" + RAW, IN_GMAIL) == ("proven", "signed")
    only_dmarc = b"Authentication-Results: mx.google.com; dmarc=pass header.from=client.test\r\n"
    assert verdict(only_dmarc + RAW, IN_GMAIL) == ("proven", "provider")
    failed = b"Authentication-Results: mx.google.com; dmarc=fail (p=REJECT) header.from=client.test\r\n"
    assert verdict(failed + RAW, IN_GMAIL, NobodyAnswers()) == ("unproven", "demanded")


def test_a_finding_that_the_sender_wrote_himself_is_not_believed():
    ours = b"Authentication-Results: mx.google.com; spf=fail smtp.mailfrom=x@thief.test; dmarc=fail\r\n"
    assert verdict(FORGED + RAW, STRANGER)[0] == "unproven"  # nobody stands before our own door
    assert verdict(FORGED + RAW, Came(provider="yandex.net"))[0] == "unproven"
    assert verdict(ours + FORGED + RAW, IN_GMAIL)[0] == "unproven"  # only the topmost is our provider's
    lookalike = FORGED.replace(b"mx.google.com", b"xmx.google.com")
    assert verdict(lookalike + RAW, IN_GMAIL)[0] == "unproven"


def test_microsoft_names_itself_not_at_all():
    stamp = (
        b"Authentication-Results: spf=pass (sender IP is 1.2.3.4)\r\n smtp.mailfrom=client.test; dkim=none (message not"
        b" signed)\r\n header.d=none;dmarc=pass action=none header.from=client.test;compauth=pass reason=100\r\n"
    )
    assert verdict(stamp + RAW, Came(provider="")) == ("proven", "server")
    assert verdict(stamp + RAW, Came(provider=None))[0] == "unproven"


@pytest.mark.parametrize("line", [b"", b";;;=", b"((((", b"a; dkim=pass header.d=", b"\xff\xfe; dmarc", b"x" * 90_000])
def test_nonsense_of_a_provider_and_of_a_signature_stands_for_nothing(line):
    raw = b"Authentication-Results: " + line + b"\r\nDKIM-Signature: " + line + b"\r\n" + RAW
    assert verdict(raw, Came(provider="a"))[0] == "unproven"


def test_signatures_are_checked_where_strangers_bytes_do_no_harm():
    raw = signed(RAW, "client.test")
    keys = [(one.number, key()[1]) for one in of_bytes(raw).signatures]
    assert run_limited(holding, packed(raw, keys)) == (0,)
    assert run_limited(holding, packed(raw, [(0, "v=DKIM1; p=")])) == ()
    assert run_limited(holding, packed(raw, [(7, key()[1])])) == ()


def test_the_rule_knows_nothing_but_what_was_seen():
    seen = Seen(("a@b.test",), Policy("reject"), server=Spf.UNANSWERED, server_for="b.test")
    assert judge(seen).proof == "unknown"
    assert judge(Seen(("a@b.test",), Policy("reject"), server=Spf.UNANSWERED, server_for="c.test")).proof == "unproven"
    assert judge(Seen((), Policy())).proof == "unknown"


def of_port(port: int) -> dns.resolver.Resolver:
    found = dns.resolver.Resolver(configure=False)
    found.nameservers, found.port = ["127.0.0.1"], port
    return found


def test_a_real_name_server_is_asked():
    zone = {
        ("club.test", "TXT"): ['"v=spf1 mx " "-all"'], ("club.test", "MX"): ["20 b.club.test.", "10 a.club.test."],
        ("a.club.test", "A"): ["93.184.216.34"], ("34.216.184.93.in-addr.arpa", "PTR"): ["a.club.test."],
    }  # fmt: skip
    with name_server(zone) as port:
        names = Resolver(of_port(port))
        assert names.ask("club.test", "TXT") == ("v=spf1 mx -all",)
        assert names.ask("club.test", "MX") == ("a.club.test", "b.club.test")
        assert names.ask("a.club.test", "A") == ("93.184.216.34",)
        assert names.ask("34.216.184.93.in-addr.arpa", "PTR") == ("a.club.test",)
        assert (
            names.ask("a.club.test", "AAAA") == names.ask("nobody.test", "A") == names.ask("a" * 90 + ".b", "A") == ()
        )


def test_a_broken_name_server_is_no_answer_and_a_silent_one_is_left_alone_for_a_while(monkeypatch):
    with name_server({}, broken=True) as port:
        names = Resolver(of_port(port))
        for _ in range(2):
            with pytest.raises(Unanswered):
                names.ask("club.test", "TXT")
        assert not names.rests_until
    monkeypatch.setattr("butler.channels.mail.proving.names.SECONDS", 0.3)
    with pytest.raises(Unanswered):
        names.ask("club.test", "TXT")
    started = time.monotonic()
    with pytest.raises(Unanswered):
        names.ask("other.test", "TXT")
    assert time.monotonic() - started < 0.1
