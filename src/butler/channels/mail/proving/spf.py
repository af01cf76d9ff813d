"""May this server send for that domain? Sender Policy Framework, RFC 7208; pure but for the names that are asked."""

import ipaddress
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import quote

from butler.channels.mail.proving.names import Kind, Names, Unanswered

MOST_ASKED, MOST_VOID, MOST_EACH = 10, 2, 10  # RFC 7208, 4.6.4
LONGEST_NAME = 253
MECHANISM = re.compile(r"([+\-~?])?([A-Za-z0-9]+)(?::([^/]*))?((?:/\d+)?(?://\d+)?)", re.ASCII)
MODIFIER = re.compile(r"([A-Za-z][A-Za-z0-9._-]*)=(.*)", re.ASCII)
MACRO = re.compile(r"%(?:\{([slodiphvcrtSLODIPHVCRT])(\d*)(r?)([.\-+,/_=]*)\}|([%_-]))", re.ASCII)
PLAIN_SIGNS = {"%": "%", "_": " ", "-": "%20"}
Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class Spf(StrEnum):
    PASSES = "pass"
    FAIL = "fail"
    SOFT_FAIL = "softfail"
    NEUTRAL = "neutral"
    NONE = "none"  # nothing is published
    UNANSWERED = "temperror"
    BROKEN = "permerror"  # what is published cannot be understood


SIGNS = {"+": Spf.PASSES, "-": Spf.FAIL, "~": Spf.SOFT_FAIL, "?": Spf.NEUTRAL}


class _Broken(Exception):
    """What they published is no policy."""


@dataclass
class _Visit:
    """One letter's questions, and how many are left of them."""

    names: Names
    ip: Address
    local: str
    domain: str  # of the sender
    greeting: str
    asked: int = 0
    void: int = field(default=0)

    def ask(self, name: str, kind: Kind) -> tuple[str, ...]:
        found = self.names.ask(name, kind)
        if not found:
            self.void += 1
            if self.void > MOST_VOID:
                raise _Broken
        return found

    def count(self) -> None:
        self.asked += 1
        if self.asked > MOST_ASKED:
            raise _Broken


def evaluate(names: Names, *, ip: str, sender: str, greeting: str) -> tuple[Spf, str]:
    """The result for whoever the envelope named, else for how the server greeted; and for which domain it is."""
    local, _, domain = sender.rpartition("@")
    local, domain = (local or "postmaster", domain) if domain else ("postmaster", greeting)
    domain = domain.lower().rstrip(".")
    if not _is_name(domain):
        return Spf.NONE, domain
    found = ipaddress.ip_address(ip)
    mapped = found.ipv4_mapped if isinstance(found, ipaddress.IPv6Address) else None
    try:
        return _of(_Visit(names, mapped or found, local, domain, greeting), domain), domain
    except Unanswered:
        return Spf.UNANSWERED, domain
    except _Broken:
        return Spf.BROKEN, domain


def _of(visit: _Visit, domain: str) -> Spf:
    published = [one for one in visit.names.ask(domain, "TXT") if re.match(r"v=spf1(?: |$)", one, re.I)]
    if not published:
        return Spf.NONE
    if len(published) > 1:
        raise _Broken
    mechanisms, redirect = _terms(published[0])
    for sign, name, value, lengths in mechanisms:
        if _matches(visit, domain, name, value, lengths):
            return SIGNS[sign]
    if not redirect:
        return Spf.NEUTRAL
    visit.count()
    there = _of(visit, _expanded(visit, redirect, domain))
    if there is Spf.NONE:
        raise _Broken
    return there


def _terms(policy: str) -> tuple[list[tuple[str, str, str, str]], str]:
    """The mechanisms in their order, and where the rest stands; all must be understood before any counts."""
    mechanisms, redirects = [], []
    for term in policy.split()[1:]:
        if modifier := MODIFIER.fullmatch(term):
            redirects += [modifier[2]] if modifier[1].lower() == "redirect" else []
            continue
        found = MECHANISM.fullmatch(term) if not term.lower().lstrip("+-~?").startswith("ip6:") else None
        sign, name, value, lengths = _ip6(term) if found is None else (found[1], found[2], found[3], found[4])
        if name.lower() not in KNOWN:
            raise _Broken
        mechanisms.append((sign or "+", name.lower(), value or "", lengths or ""))
    if len(redirects) > 1 or redirects == [""]:
        raise _Broken
    has_all = any(name == "all" for _, name, _, _ in mechanisms)
    return mechanisms, "" if has_all or not redirects else redirects[0]


def _ip6(term: str) -> tuple[str, str, str, str]:
    found = re.fullmatch(r"([+\-~?])?(ip6):([0-9A-Fa-f:.]+)((?:/\d+)?)", term, re.I)
    if found is None:
        raise _Broken
    return found[1], found[2], found[3], found[4]


def _matches(visit: _Visit, domain: str, name: str, value: str, lengths: str) -> bool:
    if name == "all":
        return True
    if name in ("ip4", "ip6"):
        return _is_within(visit.ip, value, lengths)
    visit.count()
    target = _expanded(visit, value, domain) if value else domain
    if name == "include":
        there = _of(visit, target)
        if there in (Spf.NONE, Spf.BROKEN):
            raise _Broken
        return there is Spf.PASSES
    if name == "exists":
        return bool(visit.ask(target, "A"))
    if name == "ptr":
        return any(one == target or one.endswith("." + target) for one in _proven_names(visit))
    hosts = (target,) if name == "a" else visit.ask(target, "MX")
    if len(hosts) > MOST_EACH:
        raise _Broken
    return any(_is_among(visit, host, lengths) for host in hosts)


KNOWN = {"all", "include", "a", "mx", "ptr", "ip4", "ip6", "exists"}


def _is_within(ip: Address, value: str, lengths: str) -> bool:
    try:
        network = ipaddress.ip_network(value + lengths, strict=False)
    except ValueError:
        raise _Broken from None
    return ip in network


def _is_among(visit: _Visit, host: str, lengths: str) -> bool:
    four, _, six = lengths.partition("//")
    length = four.lstrip("/") if visit.ip.version == 4 else six
    for address in visit.ask(host, "A" if visit.ip.version == 4 else "AAAA"):
        if _is_within(visit.ip, address, f"/{length}" if length else ""):
            return True
    return False


def _proven_names(visit: _Visit) -> Iterator[str]:
    """Names of the server that lead back to it; a name that cannot be asked counts for nothing."""
    try:
        names = visit.ask(visit.ip.reverse_pointer, "PTR")[:MOST_EACH]
    except Unanswered:
        return
    for name in names:
        try:
            if _is_among(visit, name, ""):
                yield name.lower().rstrip(".")
        except Unanswered:
            continue


def _expanded(visit: _Visit, spec: str, domain: str) -> str:
    """A domain with its macros written out (RFC 7208, 7); from the left it is shortened until it is a name."""
    if "%" in MACRO.sub("", spec):
        raise _Broken
    name = MACRO.sub(lambda found: _macro(visit, domain, found), spec).lower().rstrip(".")
    while len(name) > LONGEST_NAME and "." in name:
        name = name.partition(".")[2]
    if not name:
        raise _Broken
    return name


def _macro(visit: _Visit, domain: str, found: re.Match[str]) -> str:
    if found[5]:
        return PLAIN_SIGNS[found[5]]
    letter, count, is_reversed, signs = found[1], found[2], found[3], found[4] or "."
    values = {
        "s": f"{visit.local}@{visit.domain}", "l": visit.local, "o": visit.domain, "d": domain,
        "i": _dotted(visit.ip), "h": visit.greeting, "v": "in-addr" if visit.ip.version == 4 else "ip6", "p": "unknown",
        "c": str(visit.ip), "r": "unknown", "t": "0",
    }  # fmt: skip
    parts = re.split(f"[{re.escape(signs)}]", values[letter.lower()])
    if is_reversed:
        parts.reverse()
    if count:
        if int(count) == 0:
            raise _Broken
        parts = parts[-int(count) :]
    value = ".".join(parts)
    return quote(value, safe="-._~") if letter.isupper() else value


def _dotted(ip: Address) -> str:
    return str(ip) if ip.version == 4 else ".".join(ip.exploded.replace(":", ""))


def _is_name(domain: str) -> bool:
    labels = domain.split(".")
    return len(labels) > 1 and len(domain) <= LONGEST_NAME and all(0 < len(one) < 64 for one in labels)
