"""Is the sender who they say to be? The rule of the house, from what was seen; pure.

`proven` needs somebody who vouches for the very domain that the reader sees. `unproven` needs somebody's word that
this cannot be: the owner of the domain wants such mail distrusted, or says that this server does not send for it.
Everything between is `unknown`: no owner has said anything, and the letter is believed as letters always were.
"""

from dataclasses import dataclass
from enum import StrEnum

from butler.channels.mail.proving.marks import organisation
from butler.channels.mail.proving.spf import Spf

DEMANDS = ("quarantine", "reject")


class Proof(StrEnum):
    PROVEN = "proven"
    UNKNOWN = "unknown"
    UNPROVEN = "unproven"


class Why(StrEnum):
    NOTHING = ""
    SIGNED = "signed"
    SERVER = "server"  # it came from a server of theirs
    PROVIDER = "provider"  # our provider has found it so
    NO_POLICY = "no_policy"  # nobody published anything, or only what binds to nothing
    UNANSWERED = "unanswered"  # the name servers did not answer
    DEMANDED = "demanded"  # the owner of the domain wants mail without proof distrusted
    WRONG_SERVER = "wrong_server"  # the owner of the domain says that this server does not send for it
    MANY_SENDERS = "many_senders"
    NOT_EXAMINED = "not_examined"  # what they published or wrote breaks whoever reads it


@dataclass(frozen=True)
class Policy:
    """What the owner of a domain wants of mail in its name (DMARC, RFC 7489)."""

    wants: str = ""  # none, quarantine, reject; "": nothing published
    is_strict_signed: bool = False  # the very domain, not one above or below
    is_strict_server: bool = False
    is_answered: bool = True


@dataclass(frozen=True)
class Seen:
    senders: tuple[str, ...]
    policy: Policy
    signed_by: tuple[str, ...] = ()  # domains whose signature holds
    server: Spf = Spf.NONE
    server_for: str = ""  # the domain of the envelope
    is_key_unanswered: bool = False  # of a signature that could have vouched
    provider: str = ""  # what our provider says of it all: pass, fail or nothing


@dataclass(frozen=True)
class Verdict:
    proof: Proof
    why: Why = Why.NOTHING


def judge(seen: Seen) -> Verdict:
    """The one verdict."""
    domains = {one.rpartition("@")[2] for one in seen.senders}
    if len(seen.senders) > 1:  # which of them is shown, each program decides by itself
        return Verdict(Proof.UNPROVEN, Why.MANY_SENDERS)
    domain = next(iter(domains), "")
    if any(is_aligned(domain, one, is_strict=seen.policy.is_strict_signed) for one in seen.signed_by):
        return Verdict(Proof.PROVEN, Why.SIGNED)
    is_theirs = is_aligned(domain, seen.server_for, is_strict=seen.policy.is_strict_server)
    if seen.server is Spf.PASSES and is_theirs:
        return Verdict(Proof.PROVEN, Why.SERVER)
    if seen.provider == "pass":
        return Verdict(Proof.PROVEN, Why.PROVIDER)
    may_yet_be = seen.is_key_unanswered or (seen.server is Spf.UNANSWERED and is_theirs)
    if seen.policy.wants in DEMANDS and not may_yet_be:
        return Verdict(Proof.UNPROVEN, Why.DEMANDED)
    if seen.server is Spf.FAIL and is_theirs:
        return Verdict(Proof.UNPROVEN, Why.WRONG_SERVER)
    if may_yet_be or not seen.policy.is_answered:
        return Verdict(Proof.UNKNOWN, Why.UNANSWERED)
    return Verdict(Proof.UNKNOWN, Why.NO_POLICY)


def is_aligned(domain: str, other: str, *, is_strict: bool) -> bool:
    """Is what vouches the same as what is shown? Strictly the very domain, else one of the same owner."""
    if not domain or not other:
        return False
    return domain == other or (not is_strict and organisation(domain) == organisation(other))
