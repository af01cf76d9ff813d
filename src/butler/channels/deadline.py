"""An end for what has time-outs for every step and none for the whole: a peer that sends a letter a minute."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress


@contextmanager
def hang_up_after(seconds: float, connection: Callable[[], socket.socket | None]) -> Iterator[None]:
    """Within, the connection lives `seconds` at most; then whoever reads or writes on it sees it closed."""
    timer = threading.Timer(seconds, _hang_up, [connection])
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _hang_up(connection: Callable[[], socket.socket | None]) -> None:
    found = connection()
    if found is None:
        return
    with suppress(OSError):  # it is closed already
        # The plain socket's own: a TLS socket would first take away what its reader is using.
        socket.socket.shutdown(found, socket.SHUT_RDWR)
