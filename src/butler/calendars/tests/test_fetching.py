"""Links lead to the open internet, or nowhere."""

import gzip
import http.client
import io
import socket

import pytest

from butler.calendars import fetching
from butler.calendars.fetching import Failure, NotFetched, fetch, is_public

PUBLIC = "93.184.215.14"


class FakeServer:
    """Answers in order, and remembers where it was asked and what."""

    def __init__(self, *answers: bytes, addresses=(PUBLIC,)):
        self.answers, self.addresses = list(answers), addresses
        self.connected: list[tuple[str, str, int]] = []
        self.asked: list[bytes] = []

    def resolve(self, host, port):
        return self.addresses

    def connect(self, address, host, port, timeout):
        self.connected.append((address, host, port))
        connection = http.client.HTTPConnection(host, port)
        connection.sock = FakeSocket(self.answers.pop(0), self.asked)
        return connection

    def fetch(self, link, mark=""):
        return fetch(link, mark, resolve=self.resolve, connect=self.connect)


class FakeSocket:
    def __init__(self, answer: bytes, asked: list[bytes]):
        self.answer, self.asked = answer, asked

    def sendall(self, content):
        self.asked.append(bytes(content))

    def makefile(self, *args):
        return io.BytesIO(self.answer)

    def close(self):
        pass


def answer(status: str, *headers: str, body: bytes = b"") -> bytes:
    return "\r\n".join([f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *headers, "", ""]).encode() + body


def test_a_calendar_is_fetched_from_the_address_that_was_checked():
    server = FakeServer(answer("200 OK", 'ETag: "7"', body=b"BEGIN:VCALENDAR"))
    found = server.fetch("webcal://calendar.example/a.ics?key=1")
    assert (found.content, found.mark) == (b"BEGIN:VCALENDAR", '"7"')
    assert server.connected == [(PUBLIC, "calendar.example", 443)]
    assert server.asked[0].startswith(b"GET /a.ics?key=1 HTTP/1.1\r\nHost: calendar.example")


def test_what_has_not_changed_is_not_sent_again():
    server = FakeServer(answer("304 Not Modified"), answer("304 Not Modified"))
    assert server.fetch("https://calendar.example/", '"7"').content is None
    assert b'If-None-Match: "7"' in server.asked[0]
    server.fetch("https://calendar.example/", "at Tue, 24 Nov 2026 05:00:00 GMT")
    assert b"If-Modified-Since: Tue, 24 Nov 2026 05:00:00 GMT" in server.asked[1]


def test_packed_content_is_unpacked_within_the_limit(monkeypatch):
    packed = gzip.compress(b"x" * 100_000)
    good = FakeServer(answer("200 OK", "Content-Encoding: gzip", body=packed))
    assert len(good.fetch("https://calendar.example/").content) == 100_000
    monkeypatch.setattr(fetching, "MAX_BYTES", 50_000)
    bomb = FakeServer(answer("200 OK", "Content-Encoding: gzip", body=packed))
    assert failure(bomb, "https://calendar.example/") == Failure.TOO_LARGE


def failure(server: FakeServer, link: str) -> Failure:
    with pytest.raises(NotFetched) as missing:
        server.fetch(link)
    return missing.value.failure


@pytest.mark.parametrize(
    "link",
    [
        "http://calendar.example/a.ics",
        "ftp://calendar.example/a.ics",
        "file:///etc/passwd",
        "https://user:word@calendar.example/",
        "https://calendar.example:22/",
        "https://calendar.example:99999/",
        "https://",
        "https://[::1/",
        "https://calendar.example/a\r\nX: y",
        "calendar.example",
        "",
    ],
)
def test_odd_links_are_refused_before_anything_is_asked(link):
    server = FakeServer()
    assert failure(server, link) == Failure.BAD_LINK
    assert server.connected == []


PRIVATE = [
    "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "255.255.255.255",
    "224.0.0.1", "192.0.2.1", "198.18.0.1", "240.0.0.1", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1",
    "::ffff:127.0.0.1", "::ffff:93.184.215.14", "2002:7f00:1::", "64:ff9b::7f00:1", "2001:db8::1", "::127.0.0.1", "no",
]  # fmt: skip


@pytest.mark.parametrize("address", PRIVATE)
def test_addresses_of_somebodys_own_network_are_not_public(address):
    assert not is_public(address)
    server = FakeServer(addresses=(PUBLIC, address))
    assert failure(server, "https://calendar.example/") == Failure.NOT_PUBLIC
    assert server.connected == []


@pytest.mark.parametrize("address", [PUBLIC, "8.8.8.8", "2606:4700:4700::1111"])
def test_addresses_of_the_open_internet_are_public(address):
    assert is_public(address)


def test_a_redirect_is_checked_like_the_link():
    inside = FakeServer(answer("302 Found", "Location: http://169.254.169.254/latest"))
    assert failure(inside, "https://calendar.example/") == Failure.BAD_LINK
    assert len(inside.connected) == 1

    class Rebinding(FakeServer):
        def resolve(self, host, port):
            return ["10.0.0.1"] if self.connected else [PUBLIC]

    rebinding = Rebinding(answer("301 Moved", "Location: /elsewhere"))
    assert failure(rebinding, "https://calendar.example/") == Failure.NOT_PUBLIC
    assert len(rebinding.connected) == 1


def test_half_a_file_is_no_file():
    whole = answer("200 OK", body=b"BEGIN:VCALENDAR")
    assert failure(FakeServer(whole[:-5]), "https://calendar.example/") == Failure.UNREACHABLE
    packed = gzip.compress(b"BEGIN:VCALENDAR")[:-9]
    half = FakeServer(answer("200 OK", "Content-Encoding: gzip", body=packed))
    assert failure(half, "https://calendar.example/") == Failure.UNREACHABLE


def test_a_server_that_drips_is_cut_off(monkeypatch):
    monkeypatch.setattr(fetching, "SECONDS", 0.3)
    here, there = socket.socketpair()
    server = FakeServer()

    def connect(*_):
        connection = http.client.HTTPConnection("calendar.example")
        connection.sock = here
        return connection

    there.sendall(b"HTTP/1.1 200 OK\r\n")
    with there, pytest.raises(NotFetched) as missing:
        fetch("https://calendar.example/", resolve=server.resolve, connect=connect)
    assert missing.value.failure == Failure.TOO_SLOW


def test_a_ring_of_redirects_ends():
    ring = FakeServer(*[answer("302 Found", "Location: /again")] * 10)
    assert failure(ring, "https://calendar.example/") == Failure.REFUSED
    assert len(ring.connected) == 5


@pytest.mark.parametrize(
    ("status", "expected"),
    [("404 Not Found", Failure.NOT_FOUND), ("403 Forbidden", Failure.NOT_FOUND), ("500 Oops", Failure.REFUSED)],
)
def test_other_answers_say_why(status, expected):
    assert failure(FakeServer(answer(status)), "https://calendar.example/") == expected


def test_a_host_that_is_silent_or_unknown_is_unreachable():
    def unknown(host, port):
        raise OSError("no such host")

    with pytest.raises(NotFetched) as missing:
        fetch("https://calendar.example/", resolve=unknown)
    assert missing.value.failure == Failure.UNREACHABLE

    server = FakeServer()
    with pytest.raises(NotFetched) as missing:
        fetch("https://calendar.example/", resolve=server.resolve, connect=lambda *_: Slow())
    assert missing.value.failure == Failure.TOO_SLOW


class Slow:
    def request(self, *args, **kwargs):
        raise TimeoutError

    def close(self):
        pass
