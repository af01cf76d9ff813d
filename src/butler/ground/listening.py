"""Hearing what `live.changed` tells: one LISTEN connection per process, fanned out to any number of open pages.

A lost connection is made anew; what was told in between is not heard, so a page asks once more after it reconnects.
"""

import json
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import Any

import psycopg
from django.db import connection

from butler.ground.live import CHANNEL

PING_EVERY = 30.0  # seconds: a dead connection is noticed
AGAIN_AFTER = 1.0
READY_WITHIN = 5.0


@dataclass(frozen=True)
class Told:
    """Something changed: of which topic, of which client ("" for none), and its id."""

    topic: str
    client: str
    about: str


AGAIN = Told("again", "", "")  # the connection was lost for a while: whatever is shown may be old

_hearers: set[Callable[[Told], None]] = set()
_lock = threading.Lock()
_ear: threading.Thread | None = None
_is_listening = threading.Event()


@contextmanager
def hearing() -> Iterator[Callable[[float], Told | None]]:
    """Inside the block `wait(seconds)` gives the next thing told to this process, or None when nothing came."""
    heard: SimpleQueue[Told] = SimpleQueue()

    def wait(seconds: float) -> Told | None:
        try:
            return heard.get(timeout=seconds)
        except Empty:
            return None

    with _lock:
        _hearers.add(heard.put)
        _start()
    _is_listening.wait(READY_WITHIN)
    try:
        yield wait
    finally:
        with _lock:
            _hearers.discard(heard.put)


def open_pages() -> int:
    """How many hearers this process has now."""
    return len(_hearers)


def _start() -> None:
    global _ear
    if _ear is None or not _ear.is_alive():
        _ear = threading.Thread(target=_listen, args=(_parameters(),), name="live", daemon=True)
        _ear.start()


def _parameters() -> dict[str, Any]:
    wanted = dict(connection.get_connection_params())
    for name in ("cursor_factory", "context", "pool", "prepare_threshold"):
        wanted.pop(name, None)
    return wanted


def _listen(parameters: dict[str, Any]) -> None:
    was_lost = False
    while True:
        try:
            with psycopg.connect(**parameters, autocommit=True) as ear:
                ear.execute(f"LISTEN {CHANNEL}")
                _is_listening.set()
                if was_lost:
                    _tell(AGAIN)
                _hand_on(ear)
        except psycopg.Error:
            _is_listening.clear()
            was_lost = True
            time.sleep(AGAIN_AFTER)


def _hand_on(ear: psycopg.Connection) -> None:
    while True:
        for notice in ear.notifies(timeout=PING_EVERY):
            _tell(Told(**json.loads(notice.payload)))
        ear.execute("SELECT 1")


def _tell(told: Told) -> None:
    with _lock:
        for hear in _hearers:
            hear(told)


def _forget() -> None:
    """After a fork: the thread stayed with the parent, and so did its hearers."""
    global _ear, _lock
    _ear, _lock = None, threading.Lock()
    _is_listening.clear()
    _hearers.clear()


os.register_at_fork(after_in_child=_forget)
