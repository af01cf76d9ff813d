"""The house's own door for mail: SMTP, kept open by a process that does nothing else.

A message is answered with 250 only after `store` has returned, so what was said to be taken is kept. `store` runs in a
thread and may be slow; when it fails, or takes too long, the sender is told to come again, and the external id keeps
the double out. We take mail for our own addresses only and pass nothing on.
"""

import asyncio
import logging
import ssl
import threading
from collections import Counter
from collections.abc import Callable, Collection, Coroutine, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from aiosmtpd.smtp import SMTP, Envelope, Session

from butler.channels.mail.reading import MAX_MESSAGE_BYTES, identity
from butler.channels.port import Received

log = logging.getLogger(__name__)
# The library writes addresses at INFO and every line of a letter at DEBUG: neither is for a log of ours.
logging.getLogger("mail.log").setLevel(logging.ERROR)

IDENT = "Butler"  # in the greeting
NOT_NOW = "451 4.3.0 We cannot keep it just now, please try again"
START_SECONDS = STOP_SECONDS = 10.0
NOBODY = "550 5.1.1 Nobody by that address here"


@dataclass(frozen=True)
class Limits:
    message_bytes: int = MAX_MESSAGE_BYTES
    recipients: int = 50
    connections: int = 100
    connections_each: int = 10  # from one address
    silence_seconds: float = 120.0
    visit_seconds: float = 900.0
    store_seconds: float = 60.0
    writers: int = 4  # how many `store` at once


@contextmanager
def serve(
    host: str,
    port: int,
    store: Callable[[Received], None],
    *,
    recipients: Collection[str],
    now: Callable[[], datetime],
    hostname: str = "localhost",
    tls: ssl.SSLContext | None = None,
    is_tls_at_once: bool = False,
    limits: Limits = Limits(),
) -> Iterator[int]:
    """Keep the door open within; gives its port (asked for 0: the free one that was found).

    Raises OSError when the port is taken. `recipients` are addresses and, with a leading `@`, whole domains;
    `concierge+anything@` is `concierge@`, and the postmaster of each domain is one of us. With `tls` STARTTLS is
    offered and not insisted on: the world sends as it can. With `is_tls_at_once` nothing is said before the handshake:
    for a provider that forwards to us so, not for the world's servers.
    """
    door = _Door(store, _Addresses(recipients), now, limits)
    visits: Counter[str] = Counter()
    opened: Future[int] = Future()
    loop = asyncio.new_event_loop()

    async def keep_open() -> None:
        try:
            server = await loop.create_server(
                lambda: _Visit(door, visits, hostname, None if is_tls_at_once else tls),
                host,
                port,
                ssl=tls if is_tls_at_once else None,
            )
        except OSError as error:
            return opened.set_exception(error)
        opened.set_result(server.sockets[0].getsockname()[1])
        async with server:
            await closing.wait()
            _cut_off(loop, door)
            await asyncio.sleep(0.05)  # the wires of those who were cut off are closed in this loop, not after it
        return None

    closing = asyncio.Event()
    thread = threading.Thread(target=_run, args=[loop, keep_open], name="mail-door", daemon=True)
    thread.start()
    try:
        yield opened.result(START_SECONDS)
    finally:
        if not loop.is_closed():
            loop.call_soon_threadsafe(closing.set)
        thread.join(STOP_SECONDS)
        door.writers.shutdown(wait=True, cancel_futures=True)


def _cut_off(loop: asyncio.AbstractEventLoop, door: "_Door") -> None:
    """Everybody who is still here; a handshake that is not over is no visit yet, and only the loop knows its wire."""
    for visit in tuple(door.here):
        visit.hang_up()
    for wire in list(getattr(loop, "_transports", {}).values()):
        wire.abort()


def _run(loop: asyncio.AbstractEventLoop, keep_open: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """To the end, then whoever is still in the middle of a message is cut off: unanswered, they come again."""
    with asyncio.Runner(loop_factory=lambda: loop) as runner:
        runner.run(keep_open())


class _Addresses:
    """Which addresses are ours."""

    def __init__(self, written: Collection[str]) -> None:
        self.whole = {one.lower() for one in written}
        self.domains = {one.rpartition("@")[2] for one in self.whole}

    def __contains__(self, written: str) -> bool:
        local, _, domain = written.lower().rpartition("@")
        plain = f"{local.partition('+')[0]}@{domain}"
        is_postmaster = local == "postmaster" and domain in self.domains
        return bool(local) and (is_postmaster or not self.whole.isdisjoint({written.lower(), plain, f"@{domain}"}))


class _Door:
    """What aiosmtpd asks while a message comes in."""

    def __init__(
        self, store: Callable[[Received], None], ours: _Addresses, now: Callable[[], datetime], limits: Limits
    ) -> None:
        self.store, self.ours, self.now, self.limits = store, ours, now, limits
        self.writers = ThreadPoolExecutor(limits.writers, thread_name_prefix="mail-store")
        self.here: set[_Visit] = set()

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address not in self.ours:
            return NOBODY
        if len(envelope.rcpt_tos) >= self.limits.recipients:
            return "452 4.5.3 Too many recipients"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        kept = asyncio.get_running_loop().run_in_executor(self.writers, self._keep, session, envelope)
        try:
            await asyncio.wait_for(kept, self.limits.store_seconds)
        except TimeoutError:
            log.error("a mail was not kept in time; its sender will come again")
            return NOT_NOW
        except Exception as error:  # whatever it is, the sender must hear that we have not taken it
            # Its class alone: the text of a database's error quotes what was to be written.
            log.error("a mail could not be kept (%s); its sender will come again", type(error).__name__)
            return NOT_NOW
        return "250 2.0.0 Kept"

    def _keep(self, session: Session, envelope: Envelope) -> None:
        raw = bytes(envelope.original_content or b"")
        self.store(
            Received(
                external_id=identity(raw),
                raw=raw,
                at=self.now(),
                door="smtp",
                to=tuple(envelope.rcpt_tos),
                sender=(envelope.mail_from or "").strip("<>"),  # of a notice of non-delivery it is `<>`
                peer=str((session.peer or ("",))[0]),
                greeting=str(session.host_name or ""),
            )
        )

    async def handle_exception(self, error: Exception) -> str:
        log.error("a visit at the mail door failed (%s)", type(error).__name__)
        return "451 4.3.0 Something is wrong here, please try again"


class _Visit(SMTP):
    """One connection, bounded in number, time and bytes."""

    line_length_limit = 64 * 1024  # strangers' programs do not keep to 998

    def __init__(self, door: _Door, visits: Counter[str], hostname: str, tls: ssl.SSLContext | None) -> None:
        self.visits, self.limits, self.door = visits, door.limits, door
        super().__init__(
            door,
            hostname=hostname,
            ident=IDENT,
            tls_context=tls,
            enable_SMTPUTF8=True,
            data_size_limit=self.limits.message_bytes,
            timeout=self.limits.silence_seconds,
            loop=asyncio.get_running_loop(),
        )

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        if self.transport is not None:  # the same visit, now encrypted
            return super().connection_made(transport)
        self.guest = str((transport.get_extra_info("peername") or ["?"])[0])
        self.visits[self.guest] += 1
        self.door.here.add(self)
        self.taken = 0
        super().connection_made(transport)
        self.end = self.loop.call_later(self.limits.visit_seconds, self.hang_up)
        crowd = self.visits.total() > self.limits.connections
        if crowd or self.visits[self.guest] > self.limits.connections_each:
            transport.write(b"421 4.3.2 Too many at the door, please come later\r\n")  # type: ignore[attr-defined]
            transport.close()
        return None

    def connection_lost(self, error: Exception | None) -> None:
        self.end.cancel()
        self.door.here.discard(self)
        self.visits[self.guest] -= 1
        if not self.visits[self.guest]:
            del self.visits[self.guest]
        super().connection_lost(error)

    def data_received(self, data: bytes) -> None:
        self.taken += len(data)
        if self.taken > 2 * self.limits.message_bytes + 1_000_000:  # a line without end would fill our memory
            return self.hang_up()
        super().data_received(data)
        return None

    async def smtp_MAIL(self, arg: str | None) -> None:
        self.taken = 0
        await super().smtp_MAIL(arg)

    def hang_up(self) -> None:
        """Cut them off: unanswered, they come again."""
        if self.transport is not None:
            self.transport.abort()  # type: ignore[attr-defined]
