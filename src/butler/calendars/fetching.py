"""A calendar's link, fetched from the open internet and from nowhere else.

Whoever gives us a link makes us knock at an address. So: https only, every address of the host must be public, we
connect to the very address that was checked (no second look-up), each redirect is checked the same way, and size and
time have bounds. Django and the house's rows are unknown here.
"""

import http.client
import ipaddress
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import SplitResult, urljoin, urlsplit

MAX_BYTES = 20 * 1024 * 1024
MAX_REDIRECTS = 4
SECONDS = 20.0
PORTS = (443, 8443)
NAT64 = ipaddress.ip_network("64:ff9b::/96")
AGENT = "Butler-Calendar/1.0"


class Failure(StrEnum):
    """Why a link was not read; a code, shown with advice."""

    BAD_LINK = "bad_link"  # not https, with a password in it, or not an address at all
    NOT_PUBLIC = "not_public"  # it leads into somebody's own network
    UNREACHABLE = "unreachable"
    TOO_SLOW = "too_slow"
    TOO_LARGE = "too_large"
    NOT_FOUND = "not_found"  # gone, or no longer shared with us
    REFUSED = "refused"  # any other answer that holds no calendar


class NotFetched(Exception):
    """Nothing was fetched."""

    def __init__(self, failure: Failure, detail: str = "") -> None:
        super().__init__(f"{failure}: {detail}" if detail else str(failure))
        self.failure, self.detail = failure, detail


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a link gave; `content` None means that nothing has changed since `mark`."""

    content: bytes | None
    mark: str = ""


Resolve = Callable[[str, int], Iterable[str]]
Connect = Callable[[str, str, int, float], http.client.HTTPConnection]


def resolve(host: str, port: int) -> list[str]:
    """All addresses of a host."""
    return [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


class _Pinned(http.client.HTTPSConnection):
    """A connection to one checked address; the certificate must still be the host's."""

    def __init__(self, address: str, host: str, port: int, timeout: float) -> None:
        super().__init__(host, port, timeout=timeout, context=ssl.create_default_context())
        self.address = address

    def connect(self) -> None:
        plain = socket.create_connection((self.address, self.port), self.timeout)
        self.sock = self._context.wrap_socket(plain, server_hostname=self.host)  # type: ignore[attr-defined]


def connect(address: str, host: str, port: int, timeout: float) -> http.client.HTTPConnection:
    """A connection to `address`, speaking to `host`."""
    return _Pinned(address, host, port, timeout)


def fetch(link: str, mark: str = "", *, resolve: Resolve = resolve, connect: Connect = connect) -> Fetched:
    """The bytes behind a calendar link; refuses with NotFetched. `mark` is what the last answer was known by."""
    deadline = time.monotonic() + SECONDS
    for _ in range(MAX_REDIRECTS + 1):
        url = _checked(link)
        address = _public_address(url, resolve)
        answer = _asked(url, address, mark, deadline, connect)
        if isinstance(answer, Fetched):
            return answer
        link = urljoin(link, answer)
    raise NotFetched(Failure.REFUSED, "too many redirects")


def _checked(link: str) -> SplitResult:
    """The link taken apart; webcal is https by another name."""
    try:
        url = urlsplit(link.strip())
        if url.scheme in ("webcal", "webcals"):
            url = url._replace(scheme="https")
        port = url.port
    except ValueError:
        raise NotFetched(Failure.BAD_LINK) from None
    is_odd = any(ord(letter) < 33 or ord(letter) == 127 for letter in link.strip())
    if url.scheme != "https" or not url.hostname or url.username is not None or is_odd or (port or 443) not in PORTS:
        raise NotFetched(Failure.BAD_LINK)
    return url


def _public_address(url: SplitResult, resolve: Resolve) -> str:
    """One address of the host, if all of them are public: one private among them is a trap."""
    assert url.hostname is not None  # noqa: S101 - _checked saw it
    try:
        found = list(resolve(url.hostname, url.port or 443))
    except (OSError, UnicodeError):
        raise NotFetched(Failure.UNREACHABLE, "no such host") from None
    if not found:
        raise NotFetched(Failure.UNREACHABLE, "no address")
    if not all(is_public(address) for address in found):
        raise NotFetched(Failure.NOT_PUBLIC)
    return found[0]


def is_public(address: str) -> bool:
    """Whether an address belongs to the open internet, also when it hides an IPv4 address within an IPv6 one."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped or ip.sixtofour or ip.teredo or ip in NAT64:
            return False
        if int(ip) >> 32 == 0 or not ip.is_global:
            return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)


def _asked(url: SplitResult, address: str, mark: str, deadline: float, connect: Connect) -> Fetched | str:
    """The answer, or where it sends us."""
    connection = connect(address, url.hostname or "", url.port or 443, max(0.1, deadline - time.monotonic()))
    watch = threading.Timer(max(0.0, deadline - time.monotonic()), _cut, [connection])
    watch.daemon = True
    watch.start()  # a socket's own timeout starts anew with each drop that a slow server gives
    path = (url.path or "/") + (f"?{url.query}" if url.query else "")
    try:
        connection.request("GET", path, headers=_headers(mark))
        answer = connection.getresponse()
        if answer.status in (301, 302, 303, 307, 308):
            return answer.getheader("Location") or ""
        if answer.status == 304 and mark:
            return Fetched(None, mark)
        if answer.status in (401, 403, 404, 410):
            raise NotFetched(Failure.NOT_FOUND, str(answer.status))
        if answer.status != 200:
            raise NotFetched(Failure.REFUSED, str(answer.status))
        return Fetched(_body(answer, deadline), _mark(answer))
    except (OSError, http.client.HTTPException, UnicodeError) as error:
        is_late = isinstance(error, TimeoutError) or time.monotonic() >= deadline
        raise NotFetched(Failure.TOO_SLOW if is_late else Failure.UNREACHABLE, type(error).__name__) from None
    finally:
        watch.cancel()
        connection.close()


def _cut(connection: http.client.HTTPConnection) -> None:
    with suppress(OSError, AttributeError):  # it may be closed already, or not open yet
        connection.sock.shutdown(socket.SHUT_RDWR)


def _headers(mark: str) -> dict[str, str]:
    headers = {"User-Agent": AGENT, "Accept": "text/calendar, text/plain;q=0.5, */*;q=0.1", "Accept-Encoding": "gzip"}
    if mark.startswith("at "):
        return headers | {"If-Modified-Since": mark.removeprefix("at ")}
    return headers | ({"If-None-Match": mark} if mark else {})


def _mark(answer: http.client.HTTPResponse) -> str:
    """What the answer is known by next time: its ETag, else its date."""
    etag, date = answer.getheader("ETag"), answer.getheader("Last-Modified")
    mark = etag or (f"at {date}" if date else "")
    return mark if len(mark) <= 200 and mark.isascii() and mark.isprintable() else ""


def _body(answer: http.client.HTTPResponse, deadline: float) -> bytes:
    """The content, unpacked, never beyond the limits of size and time."""
    encoding = (answer.getheader("Content-Encoding") or "identity").strip().lower()
    if encoding not in ("identity", "gzip"):
        raise NotFetched(Failure.REFUSED, "encoding")
    unpack = zlib.decompressobj(wbits=31) if encoding == "gzip" else None
    parts, size = [], 0
    while part := answer.read1(65_536):
        if time.monotonic() > deadline:
            raise NotFetched(Failure.TOO_SLOW)
        try:
            piece = unpack.decompress(part, MAX_BYTES - size + 1) if unpack else part
        except zlib.error:
            raise NotFetched(Failure.REFUSED, "gzip") from None
        size += len(piece)
        if size > MAX_BYTES:
            raise NotFetched(Failure.TOO_LARGE)
        parts.append(piece)
    if time.monotonic() >= deadline:
        raise NotFetched(Failure.TOO_SLOW)
    if answer.length or (unpack and not unpack.eof):
        raise NotFetched(Failure.UNREACHABLE, "cut off")
    return b"".join(parts)
