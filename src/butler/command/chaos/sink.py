"""A mail server that takes everything, slowly and now and then without a word, and counts by Message-ID."""

from __future__ import annotations

import asyncio
import random
import re
import socket
from collections import Counter

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

MESSAGE_ID = re.compile(rb"(?im)^message-id:[ \t\r\n]*<([^>@]+)@")
SLOWEST = 0.02  # seconds until it answers: time enough to die in


class Sink:
    """What has arrived, by the part of the Message-ID before the @. `silent`: how often it takes without an answer."""

    def __init__(self, seed: int, *, silent: float = 0.0) -> None:
        self.arrived: Counter[str] = Counter()
        self.silent = silent
        self._chance = random.Random(seed)  # noqa: S311 - a repeatable storm, no secret
        self.port = _free_port()  # the controller knocks at its own door, so it must know the number beforehand
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port)

    def __enter__(self) -> Sink:
        self._controller.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._controller.stop()

    @property
    def total(self) -> int:
        return sum(self.arrived.values())

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        found = MESSAGE_ID.search(envelope.original_content or b"")
        self.arrived[found[1].decode() if found else "nameless"] += 1
        await asyncio.sleep(self._chance.random() * SLOWEST)
        if self._chance.random() < self.silent and server.transport is not None:
            server.transport.close()
        return "250 taken"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
