"""One bot's account, and one question to Telegram: asked once, bounded in time and size, its failures told apart.

The token is part of the address Telegram is asked at, so the address is in no exception and in no log of ours.
"""

import json
import logging
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import httpx

from butler.channels.port import File

TOKEN = re.compile(r"/bot[^/\s]+")
MAX_ANSWER_BYTES = 16 * 1024 * 1024


class _NoToken(logging.Filter):
    """httpx writes every address it asks: keep the token out of it."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = TOKEN.sub("/bot…", record.getMessage()), None
        return True


logging.getLogger("httpx").addFilter(_NoToken())


@dataclass(frozen=True)
class Bot:
    token: str = field(repr=False)
    base: str = "https://api.telegram.org"  # or a Bot API server of one's own
    proxy: str = field(default="", repr=False)  # nothing is taken from the environment
    seconds: float = 20.0  # for one step
    whole_seconds: float = 120.0  # for the whole answer

    @property
    def id(self) -> int:
        """Who it is; the number before the colon of its token."""
        number = self.token.partition(":")[0]
        return int(number) if number.isdigit() else 0


@dataclass(frozen=True)
class Answer:
    status: int
    result: Any = None
    said: str = field(default="", repr=False)  # their description: to recognise a refusal by, not to be shown
    retry_after: timedelta | None = None

    @property
    def is_ok(self) -> bool:
        return self.status == 200


class NotAsked(Exception):
    """The question surely did not reach them."""


class NoAnswer(Exception):
    """They may have heard the question; there was no answer, or none that can be read."""


def ask(
    bot: Bot, method: str, fields: dict[str, Any], files: dict[str, File] | None = None, *, wait: float = 0
) -> Answer:
    """One method of the Bot API. `wait`: how many seconds more they may think before they answer."""
    parts = {name: (file.name, file.content, file.content_type) for name, file in (files or {}).items()}
    plain = {name: value if isinstance(value, str) else json.dumps(value) for name, value in fields.items()}
    with asking(bot, wait) as client:
        request = client.build_request("POST", f"/bot{bot.token}/{method}", data=plain, files=parts or None)
        response = client.send(request, stream=True)
        try:
            body = whole(response, MAX_ANSWER_BYTES, bot.whole_seconds + wait)
        finally:
            response.close()
    return _answer(response.status_code, body)


@contextmanager
def asking(bot: Bot, wait: float = 0) -> Iterator[httpx.Client]:
    limits = httpx.Timeout(bot.seconds, read=bot.seconds + wait)
    try:
        with httpx.Client(base_url=bot.base, proxy=bot.proxy or None, timeout=limits, trust_env=False) as client:
            yield client
    except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError, httpx.UnsupportedProtocol):
        raise NotAsked from None
    except httpx.HTTPError:
        raise NoAnswer from None


def whole(response: httpx.Response, at_most: int, seconds: float) -> bytes:
    """The body, or NoAnswer when it is larger or slower than it may be."""
    end, parts, size = time.monotonic() + seconds, [], 0
    for part in response.iter_bytes():
        size += len(part)
        if size > at_most or time.monotonic() > end:
            raise NoAnswer
        parts.append(part)
    return b"".join(parts)


def _answer(status: int, body: bytes) -> Answer:
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        said = None
    if not isinstance(said, dict):
        if status == 200:
            raise NoAnswer
        return Answer(status)
    more = said.get("parameters")
    seconds = more.get("retry_after") if isinstance(more, dict) else None
    later = timedelta(seconds=min(seconds, 86_400)) if isinstance(seconds, int) and seconds >= 0 else None
    if status == 200 and said.get("ok") is not True:
        raise NoAnswer
    return Answer(status, said.get("result"), str(said.get("description", ""))[:500], later)
