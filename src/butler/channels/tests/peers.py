"""Small peers that fail on purpose, at one moment: what no real server does when it is asked to."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

ANSWERS = {"EHLO": b"250 peer", "MAIL": b"250 ok", "RCPT": b"250 ok", "DATA": b"354 go on", "QUIT": b"221 bye"}


@contextmanager
def smtp_peer(*, dies_at: str = "", silent_at: str = "", drips_at: str = "", said: dict | None = None) -> Iterator[int]:
    """Speaks SMTP until `dies_at` (a verb, `greeting`, `body`, `dot`); then it is gone, or silent. Yields its port."""
    answers = ANSWERS | {"greeting": b"220 peer", "dot": b"250 taken"} | (said or {})
    over = threading.Event()

    def visit(visitor: socket.socket) -> None:
        lines = visitor.makefile("rb")

        def answer(moment: str) -> bool:
            if moment == silent_at:
                over.wait(20)
            if moment == drips_at:
                while not over.wait(0.2):
                    visitor.sendall(b"250-more\r\n")
            if moment in (dies_at, silent_at):
                return False
            visitor.sendall(answers[moment] + b"\r\n")
            return True

        with visitor, lines, suppress(OSError):
            if not answer("greeting"):
                return
            for line in lines:
                verb = line[:4].decode().upper()
                if not answer(verb):
                    return
                if verb == "DATA" and answers["DATA"].startswith(b"354") and not _body(lines, dies_at, answer):
                    return

    with _listening(visit) as port:
        yield port
        over.set()


def _body(lines, dies_at, answer) -> bool:
    for line in lines:
        if dies_at == "body":
            return False
        if line == b".\r\n":
            return answer("dot")
    return False


@contextmanager
def imap_peer(ends_at: str, how: str) -> Iterator[int]:
    """Shows one message over IMAP until `ends_at`; of the MESSAGE it shows half. Then it `dies` or is `silent`."""
    over = threading.Event()
    message = b"Message-ID: <q@client.test>\r\n\r\n" + b"x" * 5000
    said = {
        "CAPABILITY": b"* CAPABILITY IMAP4rev1\r\n",
        "EXAMINE": b"* 1 EXISTS\r\n* OK [UIDVALIDITY 7] good\r\n",
        "SEARCH": b"* SEARCH 1\r\n",
        "SIZES": b"* 1 FETCH (UID 1 RFC822.SIZE %d)\r\n" % len(message),
    }
    half = b"* 1 FETCH (UID 1 BODY[] {%d}\r\n" % len(message) + message[:2000]

    def visit(visitor: socket.socket) -> None:
        lines = visitor.makefile("rb")
        with visitor, lines, suppress(OSError):
            if ends_at != "greeting":
                visitor.sendall(b"* OK peer\r\n")
                for line in lines:
                    verb = _verb(line.decode().upper())
                    if verb == ends_at:
                        break
                    visitor.sendall(said.get(verb, b"") + line.split()[0] + b" OK done\r\n")
            if ends_at == "MESSAGE":
                visitor.sendall(half)
            if how == "silent":
                over.wait(20)

    with _listening(visit) as port:
        yield port
        over.set()


def _verb(line: str) -> str:
    if "FETCH" in line:
        return "MESSAGE" if "BODY" in line else "SIZES"
    return next((verb for verb in line.split()[1:3] if verb != "UID"), "")


@contextmanager
def _listening(visit) -> Iterator[int]:
    door = socket.create_server(("127.0.0.1", 0))
    door.settimeout(0.1)
    over = threading.Event()

    def serve() -> None:
        while not over.is_set():
            with suppress(TimeoutError):
                visitor, _ = door.accept()
                visitor.settimeout(20)
                threading.Thread(target=visit, args=[visitor], daemon=True).start()

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield door.getsockname()[1]
    finally:
        over.set()
        thread.join(5)
        door.close()


def until(found, seconds: float = 10.0):
    """What `found()` gives as soon as it gives something; delivery takes a moment."""
    end = time.monotonic() + seconds
    while not (value := found()):
        assert time.monotonic() < end, "it never came"
        time.sleep(0.05)
    return value
