"""A mail is examined: names are asked, signatures checked where it is safe, and the rule says what follows."""

import ipaddress
import time
from collections.abc import Callable
from dataclasses import dataclass

from butler.channels.mail.proving.marks import Marks, Result, Stamp, organisation, packed
from butler.channels.mail.proving.names import Kind, Names, Unanswered
from butler.channels.mail.proving.spf import Spf, evaluate
from butler.channels.mail.proving.verdict import Policy, Proof, Seen, Verdict, Why, is_aligned, judge

WHOLE_SECONDS = 12.0  # for all questions of one mail
# How a provider names itself in what it finds. Exactly, or as the end of a host's name; Microsoft gives no name.
PROVIDERS = {
    "imap.gmail.com": "mx.google.com",
    "outlook.office365.com": "",
    "imap-mail.outlook.com": "",
    "imap.yandex.ru": "yandex.net",
    "imap.yandex.com": "yandex.net",
    "imap.mail.ru": "mail.ru",
}


@dataclass(frozen=True)
class Came:
    """How it came to us: through which hands, as far as we saw it ourselves."""

    ip: str = ""  # of the server that brought it to our own door
    greeting: str = ""
    sender: str = ""  # of the envelope
    provider: str | None = None  # whose findings are believed; None: nobody's


def examine(raw: bytes, marks: Marks, came: Came, names: Names, holding: Callable[[bytes], tuple[int, ...]]) -> Verdict:
    """The verdict on one mail. `holding` is `marks.holding`, called where strangers' bytes can do no harm."""
    if not marks.domain:
        return Verdict(Proof.UNKNOWN, Why.NO_POLICY)
    bound = _Bounded(names)
    policy = policy_of(marks.domain, bound)
    found = _believed(marks.stamp, came.provider)
    server, server_for = _server(came, bound, found)
    signed = tuple(one.domain for one in found if (one.method, one.result) == ("dkim", "pass"))
    keys, is_unanswered = _keys(marks, bound)
    held = set(holding(packed(raw, keys))) if keys else set()
    seen = Seen(
        marks.senders, _demanded(policy, found, marks.domain),
        signed + tuple(one.domain for one in marks.signatures if one.number in held), server, server_for,
        is_unanswered, _provider(found, marks.domain),
    )  # fmt: skip
    return judge(seen)


def policy_of(domain: str, names: Names) -> Policy:
    """What the owner of the domain published for it, else for the domain above that they have registered."""
    above = organisation(domain)
    for name in dict.fromkeys((domain, above)):
        try:
            found = [one for one in names.ask(f"_dmarc.{name}", "TXT") if one.replace(" ", "").startswith("v=DMARC1")]
        except Unanswered:
            return Policy(is_answered=False)
        if len(found) == 1:
            pairs = (part.partition("=") for part in found[0].lower().split(";"))
            tags = {name.strip(): value.strip() for name, _, value in pairs}
            wants = tags.get("p", "none")
            return Policy(
                tags.get("sp", wants) if name != domain else wants, tags.get("adkim") == "s", tags.get("aspf") == "s"
            )
    return Policy()


class _Bounded:
    """Whoever answers, for so many seconds in all."""

    def __init__(self, names: Names) -> None:
        self.names, self.end = names, time.monotonic() + WHOLE_SECONDS

    def ask(self, name: str, kind: Kind) -> tuple[str, ...]:
        if time.monotonic() > self.end:
            raise Unanswered
        return self.names.ask(name, kind)


def _believed(stamp: Stamp | None, provider: str | None) -> tuple[Result, ...]:
    if stamp is None or provider is None:
        return ()
    is_theirs = stamp.by == provider or bool(provider and stamp.by.endswith(f".{provider}"))
    return stamp.results if is_theirs else ()


def _provider(found: tuple[Result, ...], domain: str) -> str:
    said = next((one for one in found if one.method == "dmarc" and one.domain in ("", domain)), None)
    return said.result if said else ""


def _demanded(policy: Policy, found: tuple[Result, ...], domain: str) -> Policy:
    """Where nobody answers us, our provider has been told: what it says of the owner's wish counts."""
    said = next((one for one in found if one.method == "dmarc" and one.domain in ("", domain)), None)
    if policy.is_answered or said is None or not said.policy:
        return policy
    return Policy(said.policy)


def _server(came: Came, names: Names, found: tuple[Result, ...]) -> tuple[Spf, str]:
    """Of our own door what we see ourselves; a server of this house's network in front of us has seen it instead."""
    said = next((one for one in found if one.method == "spf" and one.result in set(Spf)), None)
    if said is not None:
        return Spf(said.result), said.domain
    if not _is_of_the_world(came.ip):
        return Spf.NONE, ""
    return evaluate(names, ip=came.ip, sender=came.sender, greeting=came.greeting)


def _is_of_the_world(ip: str) -> bool:
    """Of this machine and its own network nobody publishes anything."""
    try:
        return ipaddress.ip_address(ip).is_global
    except ValueError:
        return False


def _keys(marks: Marks, names: Names) -> tuple[list[tuple[int, str]], bool]:
    """The keys of those signatures that could vouch for this sender, by their number; whether one is not to be had."""
    keys, is_unanswered = [], False
    for one in marks.signatures:
        if is_aligned(marks.domain, one.domain, is_strict=False):
            try:
                keys += [(one.number, key) for key in names.ask(one.key, "TXT")[:1]]
            except Unanswered:
                is_unanswered = True
    return keys, is_unanswered
