"""Open a house to its people, one server at a time; find out who serves it, and stop it."""

from __future__ import annotations

import errno
import fcntl
import json
import os
import signal
import socket
import sys
import time
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from butler.command import processes, supervise
from butler.command.database import embedded, is_external, needed
from butler.command.home import Home
from butler.command.problems import Problem
from butler.command.supervise import Child, Door, Supervisor

FIRST_PORT = 8000
PORTS_TRIED = 20
OTHERS_PATIENCE = 600  # the other starter may be setting up from nothing


@dataclass(frozen=True)
class Serving:
    """Who serves a home, and where; no address yet while it is being set up."""

    process: processes.Sighting
    address: str


def served_by(home: Home) -> Serving | None:
    """The living supervisor of this home."""
    try:
        noted = json.loads((home.path / "serving.json").read_text())
        seen = processes.Sighting(noted["pid"], noted["born"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return Serving(seen, noted["address"]) if seen.is_alive else None


def note(home: Home, address: str) -> None:
    """Write down that we serve this home."""
    me = processes.sight(os.getpid())
    assert me is not None  # noqa: S101 - we are alive
    half = home.path / "serving.json.half"
    half.write_text(json.dumps({"pid": me.pid, "born": me.born, "address": address}))
    half.replace(home.path / "serving.json")


@contextmanager
def only_server(home: Home) -> Iterator[Serving | None]:
    """Be the one who serves this home (None), or learn who does."""
    with open(home.path / "serving.lock", "w") as door:
        other = _wait_for_lock_or_other(home, door.fileno())
        if other is None:
            note(home, "")
        try:
            yield other
        finally:
            if other is None:
                (home.path / "serving.json").unlink(missing_ok=True)


def _wait_for_lock_or_other(home: Home, lock: int) -> Serving | None:
    said = False
    until = time.monotonic() + OTHERS_PATIENCE
    while time.monotonic() < until:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return None
        except BlockingIOError:
            other = served_by(home)
        if other and other.address:
            return other
        if other and not said:
            print(f"  process {other.process.pid} is starting this house just now: waiting for it", file=sys.stderr)
            said = True
        time.sleep(0.1)
    raise Problem("another start of this house does not come to its end", next_step="./butler stop, then start again")


def web_and_worker(home: Home, door: Door) -> list[Child]:
    return [supervise.web(home, door), supervise.worker(home), supervise.doors(home)]


def serve(
    home: Home,
    door: Door,
    *,
    greet: Callable[[str], None],
    prepare: Callable[[], None],
    children: Callable[[Home, Door], list[Child]] = web_and_worker,
) -> int:
    """Set up, start, stay until told to stop; a second starter is told where the first one is."""
    with only_server(home) as other:
        if other:
            print(
                f"This house is open already: {other.address}  (process {other.process.pid}; ./butler stop closes it)"
            )
            return 0
        supervise.end_left_behind(home)
        with needed(home) as server:
            prepare()
            supervisor = Supervisor(children(home, door), server)
            supervisor.stop_on(signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
            try:
                supervisor.open(door)
                if not supervisor.is_stopping:
                    note(home, door.address)
                    greet(door.address)
                supervisor.keep()
            finally:
                supervisor.close()
            print("\nButler has closed the house.", file=sys.stderr)
    return 0


def choose_door(host: str, port: int | None) -> Door:
    """The port asked for; without one the first that is free from 8000 on."""
    candidates = [port] if port is not None else range(FIRST_PORT, FIRST_PORT + PORTS_TRIED)
    for candidate in candidates:
        if free := _free_port(host, candidate):
            return Door(host, free)
    raise Problem(
        f"port {port} of {host} is taken" if port else f"ports {FIRST_PORT} and on are taken",
        next_step="choose another with --port N",
    )


def _free_port(host: str, port: int) -> int | None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
            return int(probe.getsockname()[1])
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                return None
            raise Problem(
                f"cannot listen on {host}:{port}: {error.strerror}", next_step="see --host and --port"
            ) from error


def open_browser(address: str) -> None:
    """Show the house on the screen, where there is one."""
    if os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY") or sys.platform == "darwin":
        webbrowser.open(address)


def stop(home: Home) -> bool:
    """Stop web, worker and PostgreSQL of a home, also after crashes; true when something ran."""
    serving = served_by(home)
    if serving:
        serving.process.end(patience=supervise.CLOSING_PATIENCE + 10)
    left = supervise.end_left_behind(home)
    stopped = not is_external() and embedded(home).stop()
    return bool(serving or left or stopped)
