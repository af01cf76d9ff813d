"""The house's database while somebody needs it: the embedded server, or an external one by address."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from butler.command.home import Home
from butler.command.postgres import Embedded
from butler.command.problems import Problem
from butler.command.steps import tell

OTHERS = ("DATABASE_WORKER_URL", "DATABASE_OWNER_URL")


def is_external() -> bool:
    """Is the database somebody else's server?"""
    if not os.environ.get("DATABASE_URL"):
        return False
    if missing := [name for name in OTHERS if not os.environ.get(name)]:
        raise Problem(f"DATABASE_URL is set, {' and '.join(missing)} not", next_step="set the address of each role")
    return True


def embedded(home: Home) -> Embedded:
    return Embedded(home.path, tell=tell)


@contextmanager
def needed(home: Home) -> Iterator[Embedded | None]:
    """Have the database running inside the block. The last one out stops the embedded server."""
    if is_external():
        yield None
        return
    server = embedded(home)
    with open(home.path / "database.users", "w") as users:
        fcntl.flock(users, fcntl.LOCK_SH)
        try:
            yield server.ensure()
        finally:
            with suppress(BlockingIOError):
                fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
                server.stop()
