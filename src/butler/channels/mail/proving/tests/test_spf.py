"""Which servers may write for a domain, as RFC 7208 tells it."""

import pytest

from butler.channels.mail.proving.spf import Spf, evaluate
from butler.channels.mail.proving.tests.peers import Known

IP = "192.0.2.3"
ZONE = {
    ("example.com", "A"): ["192.0.2.10", "192.0.2.11"],
    ("example.com", "MX"): ["mail-a.example.com", "mail-b.example.com"],
    ("mail-a.example.com", "A"): ["192.0.2.129"],
    ("mail-b.example.com", "A"): ["192.0.2.130"],
    ("mail-a.example.com", "AAAA"): ["2001:db8::129"],
    ("amy.example.com", "A"): ["192.0.2.65"],
    ("129.2.0.192.in-addr.arpa", "PTR"): ["mail-a.example.com"],
    ("other.test", "TXT"): ["v=spf1 ip4:192.0.2.3 -all"],
    ("fails.test", "TXT"): ["v=spf1 -all"],
    ("twice.test", "TXT"): ["v=spf1 -all", "v=spf1 +all"],
    ("loop.test", "TXT"): ["v=spf1 include:loop.test -all"],
    ("192.0.2.3.spf.example.com", "A"): ["127.0.0.2"],
    ("3.2.0.192.in-addr.spf.example.com", "A"): ["127.0.0.2"],
    ("amy._spf.example.com", "A"): ["127.0.0.2"],
}


def result(policy: str, ip: str = IP, sender: str = "amy@example.com") -> Spf:
    names = Known(ZONE | {("example.com", "TXT"): ["other", policy]})
    return evaluate(names, ip=ip, sender=sender, greeting="h.test")[0]


@pytest.mark.parametrize(
    ("policy", "ip", "wanted"),
    [
        ("v=spf1 +all", IP, "pass"),
        ("v=spf1 -all", IP, "fail"),
        ("v=spf1 ~all", IP, "softfail"),
        ("v=spf1 ?all", IP, "neutral"),
        ("v=spf1", IP, "neutral"),
        ("v=spf10 -all", IP, "none"),
        ("V=SPF1 IP4:192.0.2.0/29 -ALL", IP, "pass"),
        ("v=spf1 ip4:192.0.2.8/29 -all", IP, "fail"),
        ("v=spf1 a -all", "192.0.2.10", "pass"),
        ("v=spf1 a -all", IP, "fail"),
        ("v=spf1 a/24 -all", IP, "pass"),
        ("v=spf1 a:amy.example.com -all", "192.0.2.65", "pass"),
        ("v=spf1 mx -all", "192.0.2.129", "pass"),
        ("v=spf1 mx -all", "192.0.2.131", "fail"),
        ("v=spf1 mx/30 mx/30 -all", "192.0.2.131", "pass"),
        ("v=spf1 mx -all", "2001:db8::129", "pass"),
        ("v=spf1 a:mail-a.example.com//64 -all", "2001:db8::1", "pass"),
        ("v=spf1 ip6:2001:db8::/32 -all", "2001:db8:1::5", "pass"),
        ("v=spf1 ip6:2001:db8::/32 -all", IP, "fail"),
        ("v=spf1 ip4:192.0.2.3 -all", "::ffff:192.0.2.3", "pass"),
        ("v=spf1 ptr -all", "192.0.2.129", "pass"),
        ("v=spf1 ptr -all", IP, "fail"),
        ("v=spf1 include:other.test -all", IP, "pass"),
        ("v=spf1 include:fails.test ~all", IP, "softfail"),
        ("v=spf1 include:nobody.test -all", IP, "permerror"),
        ("v=spf1 redirect=other.test", IP, "pass"),
        ("v=spf1 redirect=other.test", "192.0.2.4", "fail"),
        ("v=spf1 redirect=nobody.test", IP, "permerror"),
        ("v=spf1 exists:%{i}.spf.%{d} -all", IP, "pass"),
        ("v=spf1 exists:%{ir}.%{v}.spf.%{d2} -all", IP, "pass"),
        ("v=spf1 exists:%{l}._spf.%{o} -all", IP, "pass"),
        ("v=spf1 exists:%{x}.spf.%{d} -all", IP, "permerror"),
        ("v=spf1 unknown-word=1 -all", IP, "fail"),  # a modifier nobody knows
        ("v=spf1 nonsense -all", IP, "permerror"),
        ("v=spf1 ip4:192.0.2.300 -all", IP, "permerror"),
        ("v=spf1 include:loop.test -all", IP, "permerror"),
        ("v=spf1 include:twice.test -all", IP, "permerror"),
        ("v=spf1 " + "a:amy.example.com " * 11 + "-all", IP, "permerror"),
        ("v=spf1 exists:a.no exists:b.no exists:c.no +all", IP, "permerror"),  # more names that are not there than two
    ],
)  # fmt: skip
def test_a_server_is_judged_as_its_owner_has_published(policy, ip, wanted):
    assert result(policy, ip) == wanted


def test_a_notice_of_non_delivery_is_judged_by_how_the_server_greeted():
    names = Known({("mx.example.com", "TXT"): ["v=spf1 ip4:192.0.2.3 -all"]})
    assert evaluate(names, ip=IP, sender="", greeting="mx.example.com") == (Spf.PASSES, "mx.example.com")
    assert evaluate(names, ip=IP, sender="", greeting="localhost") == (Spf.NONE, "localhost")


def test_a_name_server_that_does_not_answer_proves_and_disproves_nothing():
    assert evaluate(Known(silent={"example.com"}), ip=IP, sender="a@example.com", greeting="")[0] == Spf.UNANSWERED
