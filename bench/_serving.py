"""A web application under granian, as Butler is served: two workers, alive for one block."""

import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PATIENCE = 60  # seconds
AS_SERVED = (
    "--interface", "wsgi", "--workers", "2", "--blocking-threads", "8", "--workers-kill-timeout", "1",
    "--no-access-log", "--no-ws",
)  # fmt: skip


@contextmanager
def served(granian: list[str], application: str, env: dict[str, str], folder: Path) -> Iterator[int]:
    """The port on which `application` answers."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        port = int(door.getsockname()[1])
    log = folder / f"{application.partition('.')[0]}.log"
    with (
        open(log, "wb") as words,
        subprocess.Popen(
            [*granian, *AS_SERVED, "--port", str(port), application], env=env, stdout=words, stderr=words
        ) as server,
    ):
        try:
            _wait(port, server, log)
            yield port
        finally:
            server.terminate()


def _wait(port: int, server: subprocess.Popen, log: Path) -> None:
    until = time.monotonic() + PATIENCE
    while server.poll() is None and time.monotonic() < until:
        with socket.socket() as knock:
            if knock.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    server.kill()
    raise RuntimeError(f"the server did not start: {log.read_text()[-2000:]}")
