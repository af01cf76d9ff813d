"""What the world's name servers say: the one port through which anything of ours asks them.

Whoever judges a sender is given somebody who answers, and never asks by itself: a test gives one that knows a handful
of names, and a house without a name server one that answers nothing.
"""

import threading
import time
from typing import Literal, Protocol

import dns.exception
import dns.name
import dns.resolver

Kind = Literal["TXT", "A", "AAAA", "MX", "PTR"]
SECONDS = 3.0  # for one question
REST_SECONDS = 60.0  # after nobody answered: not every letter shall wait for a name server that is not there
KEPT = 2000  # answers, as long as their owners allow


class Unanswered(Exception):
    """Nobody answered: not that there is no such name. Later it may be otherwise."""


class Names(Protocol):
    def ask(self, name: str, kind: Kind) -> tuple[str, ...]:
        """The records of a name, of MX the servers in their order; none where there are none. Raises Unanswered."""


class NobodyAnswers:
    """A house that asks no name server: nothing is proven by names, and nothing disproven."""

    def ask(self, name: str, kind: Kind) -> tuple[str, ...]:
        raise Unanswered


class Resolver:
    """The name servers of this machine. Safe to share between threads."""

    def __init__(self, resolver: dns.resolver.Resolver | None = None) -> None:
        self.resolver = resolver
        self.rests_until = 0.0
        self.lock = threading.Lock()

    def ask(self, name: str, kind: Kind) -> tuple[str, ...]:
        if time.monotonic() < self.rests_until:
            raise Unanswered
        try:
            found = self._of_this_machine().resolve(name, kind, lifetime=SECONDS, search=False)
        except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
            return ()
        except (dns.name.LabelTooLong, dns.name.NameTooLong, dns.name.EmptyLabel, dns.name.IDNAException, UnicodeError):
            return ()  # no name at all: nobody has it
        except (dns.resolver.NoResolverConfiguration, dns.exception.Timeout):
            self.rests_until = time.monotonic() + REST_SECONDS
            raise Unanswered from None
        except dns.exception.DNSException:  # their server is broken: it is theirs alone
            raise Unanswered from None
        return tuple(_text(one, kind) for one in (sorted(found, key=_preference) if kind == "MX" else found))

    def _of_this_machine(self) -> dns.resolver.Resolver:
        with self.lock:
            if self.resolver is None:
                self.resolver = dns.resolver.Resolver()
                self.resolver.cache = dns.resolver.LRUCache(KEPT)
            return self.resolver


def _preference(record) -> int:  # type: ignore[no-untyped-def]
    return int(record.preference)


def _text(record, kind: Kind) -> str:  # type: ignore[no-untyped-def]
    if kind == "TXT":
        return b"".join(record.strings).decode("utf-8", "replace")
    if kind == "MX":
        return str(record.exchange.to_text(omit_final_dot=True))
    return str(record.target.to_text(omit_final_dot=True) if kind == "PTR" else record.address)
