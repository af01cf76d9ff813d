"""The world's name servers as tests know them, and letters signed as their owners sign them."""

import base64
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

import dkim
import dns.flags
import dns.message
import dns.rcode
import dns.rrset
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from butler.channels.mail.proving.names import Kind, Unanswered

SELECTOR = "k1"


class Known:
    """Answers what it was told, nothing else exists; `silent` names bring no answer at all."""

    def __init__(self, records: dict[tuple[str, Kind], list[str]] | None = None, *, silent: set[str] | None = None):
        self.records, self.silent, self.asked = records or {}, silent or set(), list[tuple[str, Kind]]()

    def ask(self, name: str, kind: Kind) -> tuple[str, ...]:
        self.asked.append((name, kind))
        if name in self.silent:
            raise Unanswered
        return tuple(self.records.get((name, kind), ()))


@cache
def key() -> tuple[bytes, str]:
    """A private key, and the record in which its owner publishes the other half."""
    made = rsa.generate_private_key(65537, 2048)
    private = made.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption()
    )
    public = made.public_key().public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    return private, f"v=DKIM1; k=rsa; p={base64.b64encode(public).decode()}"


def published(domain: str, policy: str = "reject") -> dict[tuple[str, Kind], list[str]]:
    """What a careful owner of a domain publishes: a key, a policy, and that one server writes for them."""
    return {
        (f"{SELECTOR}._domainkey.{domain}", "TXT"): [key()[1]],
        (f"_dmarc.{domain}", "TXT"): [f"v=DMARC1; p={policy}"],
        (domain, "TXT"): ["v=spf1 ip4:93.184.216.34 -all"],
    }


def signed(raw: bytes, domain: str, **more: object) -> bytes:
    found: bytes = dkim.sign(raw, SELECTOR.encode(), domain.encode(), key()[0], include_headers=HEADERS, **more)
    return found + raw


HEADERS = [b"from", b"subject"]


@contextmanager
def name_server(records: dict[tuple[str, Kind], list[str]], *, broken: bool = False) -> Iterator[int]:
    """A real name server on this machine, by UDP; gives its port."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as door:
        door.bind(("127.0.0.1", 0))
        door.settimeout(0.1)
        stop = threading.Event()
        thread = threading.Thread(target=_answer, args=[door, records, stop, broken], daemon=True)
        thread.start()
        yield door.getsockname()[1]
        stop.set()
        thread.join(5)


def _answer(door: socket.socket, records: dict, stop: threading.Event, broken: bool) -> None:
    while not stop.is_set():
        try:
            said, who = door.recvfrom(4096)
        except TimeoutError:
            continue
        query = dns.message.from_wire(said)
        (asked,) = query.question
        answer = dns.message.make_response(query)
        answer.flags |= dns.flags.RA
        kind = dns.rdatatype.to_text(asked.rdtype)
        name = asked.name.to_text(omit_final_dot=True)
        found = records.get((name, kind))
        if broken:
            answer.set_rcode(dns.rcode.SERVFAIL)
        elif found:
            answer.answer.append(dns.rrset.from_text_list(asked.name, 60, "IN", kind, found))
        elif not any(known == name for known, _ in records):
            answer.set_rcode(dns.rcode.NXDOMAIN)
        door.sendto(answer.to_wire(), who)
