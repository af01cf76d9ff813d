"""What a mail says of who sent it, read for the judge: whom it names, who signed it, what a provider found.

Pure, and made for the limited child: nothing here asks the world, so whether a signature holds is worked out from keys
that somebody has fetched before.
"""

import re
import struct
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import Message
from functools import lru_cache

import dkim
from publicsuffixlist import PublicSuffixList

from butler.channels.mail import headers

MOST_SIGNATURES, MOST_RESULTS = 10, 10
LONGEST_STAMP = 8_000  # signs; what providers write is a tenth of it
TAG = re.compile(r"(?:^|;)\s*([a-z]+)\s*=\s*([^;]*)")
COMMENT = re.compile(r"\([^()]*\)")
FOUND = re.compile(r"\s*([A-Za-z][A-Za-z0-9-]*)(?:/\d+)?\s*=\s*([A-Za-z]+)(.*)", re.S)
PROPERTY = re.compile(r"\b((?:smtp|header|policy)\.[A-Za-z-]+)\s*=\s*\"?([^\s\";]+)", re.I)
DOMAIN = re.compile(r"(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)+[a-z0-9-]{2,63}")


@dataclass(frozen=True)
class Signature:
    """One that stands there, whether it holds or not."""

    number: int  # from the top
    domain: str
    key: str  # the name under which its key is published


@dataclass(frozen=True)
class Result:
    """One line of an Authentication-Results header (RFC 8601): dkim=pass header.d=club.test"""

    method: str
    result: str
    domain: str = ""
    policy: str = ""  # of dmarc, where a comment tells it


@dataclass(frozen=True)
class Stamp:
    """What whoever took the mail in for its provider found; the topmost alone, those below may be anybody's."""

    by: str  # their name for themselves; Microsoft has none
    results: tuple[Result, ...]


@dataclass(frozen=True)
class Marks:
    senders: tuple[str, ...] = ()  # addresses of every From
    signatures: tuple[Signature, ...] = ()
    stamp: Stamp | None = None

    @property
    def domain(self) -> str:
        return self.senders[0].rpartition("@")[2] if self.senders else ""


def marks_of(message: Message) -> Marks:
    """Whatever stands there; what cannot be read stands for nothing."""
    senders = tuple(dict.fromkeys(one.address for one in headers.mailboxes(message, "from") if one.address))
    stamps = headers.raw(message, "authentication-results")[:1]
    return Marks(senders, tuple(_signatures(message)), _stamp(stamps[0]) if stamps else None)


def of_bytes(raw: bytes) -> Marks:
    return marks_of(message_from_bytes(raw, policy=policy.compat32))


def _signatures(message: Message) -> list[Signature]:
    found = []
    for number, line in enumerate(headers.raw(message, "dkim-signature")[:MOST_SIGNATURES]):
        tags = {name: re.sub(r"\s+", "", value) for name, value in TAG.findall(line)}
        domain, selector = tags.get("d", "").lower(), tags.get("s", "").lower()
        key = f"{selector}._domainkey.{domain}"
        # A signature of the first bytes only lets anybody write below them.
        if "l" not in tags and DOMAIN.fullmatch(domain) and DOMAIN.fullmatch(key):
            found.append(Signature(number, domain, key))
    return found


def _stamp(line: str) -> Stamp:
    bare, policies = _without_comments(line[:LONGEST_STAMP])
    first, *rest = bare.split(";")
    is_named = "=" not in first
    parts = rest if is_named else [first, *rest]
    results = [_result(FOUND.fullmatch(part), policies) for part in parts[:MOST_RESULTS]]
    return Stamp((first.split() or [""])[0].lower() if is_named else "", tuple(one for one in results if one))


def _without_comments(line: str) -> tuple[str, str]:
    """The line as a machine reads it, and what was said in brackets."""
    said = []
    while (found := COMMENT.search(line)) is not None:
        said.append(found[0])
        line = line[: found.start()] + " " + line[found.end() :]
    return line, " ".join(said)


def _result(found: re.Match[str] | None, comments: str) -> Result | None:
    if found is None:
        return None
    method, said = found[1].lower(), {name.lower(): value.lower() for name, value in PROPERTY.findall(found[3])}
    named = {"dkim": ("header.d", "header.i"), "spf": ("smtp.mailfrom", "smtp.helo"), "dmarc": ("header.from",)}
    value = next((said[one] for one in named.get(method, ()) if one in said), "")
    policy = re.search(r"\bp=([a-z]+)", comments, re.I) if method == "dmarc" else None
    return Result(method, found[2].lower(), value.rpartition("@")[2], policy[1].lower() if policy else "")


# signatures, from keys that were fetched


def packed(raw: bytes, wanted: list[tuple[int, str]]) -> bytes:
    """A mail with the keys of some of its signatures, for `holding`."""
    keys = b"".join(
        struct.pack("!HI", number, len(key.encode())) + key.encode() for number, key in wanted[:MOST_SIGNATURES]
    )
    return struct.pack("!H", min(len(wanted), MOST_SIGNATURES)) + keys + raw


def holding(content: bytes) -> tuple[int, ...]:
    """Which signatures of a `packed` mail hold, by their number."""
    (count,) = struct.unpack_from("!H", content)
    at, found = 2, []
    keys = []
    for _ in range(count):
        number, size = struct.unpack_from("!HI", content, at)
        keys.append((number, content[at + 6 : at + 6 + size]))
        at += 6 + size
    for number, key in keys:
        if _holds(content[at:], number, key):
            found.append(number)
    return tuple(found)


def _holds(raw: bytes, number: int, key: bytes) -> bool:
    try:
        return bool(dkim.DKIM(raw).verify(number, dnsfunc=lambda name, timeout=0: key))
    except Exception:  # theirs: on bytes made to break it the library raises whatever it likes
        return False


@lru_cache(maxsize=1)
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList()


@lru_cache(maxsize=4096)
def organisation(domain: str) -> str:
    """The domain that somebody has registered: of mail.club.co.uk it is club.co.uk."""
    return str(_suffixes().privatesuffix(domain) or domain)
