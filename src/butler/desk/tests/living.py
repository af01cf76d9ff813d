"""A living house for browser tests: a database of its own and a real web server in front of it."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from butler.reception.typed import read

SRC = Path(__file__).resolve().parents[3]
PATIENCE = 30  # seconds until the server must answer
SERVER = ("-m", "granian", "--interface", "wsgi", "--workers", "1", "--blocking-threads", "4", "--no-access-log")
SOME_NOON = datetime(2026, 1, 1, 12)  # noqa: DTZ001 - wall time, as readings want it


@contextmanager
def living_house(name: str, furnish: Callable[[], object]) -> Iterator[str]:
    """The address of a house whose rows `furnish` made; everything is gone afterwards."""
    from config.testing import drop_database, prepare_database, visiting_database

    prepare_database(name)
    try:
        with visiting_database(name):
            furnish()
        read("столик на двоих завтра в 8", ref=SOME_NOON)  # trains what reading needs, once: no browser waits for that
        with _server(name) as address:
            yield address
    finally:
        drop_database(name)


@contextmanager
def _server(database: str) -> Iterator[str]:
    port = _free_port()
    env = os.environ | {"BUTLER_DATABASE": database, "PYTHONPATH": str(SRC), "PYTHONWARNINGS": "ignore"}
    command = [sys.executable, *SERVER, "--port", str(port), "config.wsgi:application"]
    address = f"http://127.0.0.1:{port}"
    with subprocess.Popen(command, cwd=SRC, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as server:
        try:
            _wait(address, server)
            yield address
        finally:
            server.terminate()
            server.communicate(timeout=PATIENCE)


def _wait(address: str, server: subprocess.Popen) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and server.poll() is None:
        try:
            with urlopen(f"{address}/account/login/", timeout=PATIENCE):  # noqa: S310 - our own server
                return
        except HTTPError as answer:
            raise AssertionError(f"the server answered {answer.code}") from answer
        except (URLError, ConnectionError):
            time.sleep(0.1)
    server.kill()
    raise AssertionError(f"the server did not start: {server.communicate()[0].decode()[-2000:]}")


def _free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])
