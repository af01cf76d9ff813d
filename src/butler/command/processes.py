"""Other processes, named safely: a number alone is reused, a number with its start time is not."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PROC = Path("/proc")


@dataclass(frozen=True)
class Sighting:
    """One process, seen at one moment: its number and when the kernel says it was born."""

    pid: int
    born: str

    @property
    def is_alive(self) -> bool:
        return sight(self.pid) == self

    def send(self, signum: int) -> None:
        """Signal it, unless it has gone or its number now belongs to another."""
        if self.is_alive:
            try:
                os.kill(self.pid, signum)
            except ProcessLookupError:
                return

    def end(self, *, patience: float, first: int = signal.SIGTERM) -> bool:
        """Ask it to go, then make it go; true when it is gone."""
        self.send(first)
        if not self.wait_gone(patience):
            self.send(signal.SIGKILL)
        return self.wait_gone(5)

    def wait_gone(self, patience: float) -> bool:
        """Wait until it is gone, at most so many seconds."""
        until = time.monotonic() + patience
        while self.is_alive:
            if time.monotonic() > until:
                return False
            time.sleep(0.02)
        return True


def sight(pid: int) -> Sighting | None:
    """The living process of this number; a zombie is not living."""
    try:
        stat = (PROC / str(pid) / "stat").read_text(errors="replace")
    except OSError:
        return None
    # The name is in brackets and may itself hold brackets and blanks: count from the last one.
    fields = stat[stat.rindex(")") + 2 :].split()
    return None if fields[0] in ("Z", "X") else Sighting(pid, fields[19])


def all_pids() -> Iterator[int]:
    """The numbers of all processes that we can see."""
    return (int(entry.name) for entry in PROC.iterdir() if entry.name.isdecimal())


def working_in(folder: Path) -> list[Sighting]:
    """Living processes whose working folder is this one: a postmaster and its children stand in their data."""
    found = []
    for pid in all_pids():
        try:
            stands_in = os.readlink(PROC / str(pid) / "cwd")
        except OSError:
            continue
        if stands_in == str(folder) and (seen := sight(pid)):
            found.append(seen)
    return found


def command_of(pid: int) -> list[str]:
    """Its command line, empty when it has gone."""
    try:
        return (PROC / str(pid) / "cmdline").read_bytes().decode(errors="replace").split("\0")
    except OSError:
        return []


def with_environment(line: str) -> list[Sighting]:
    """Living processes that were started with this NAME=value in their environment, ourselves not counted."""
    found = []
    for pid in all_pids():
        try:
            variables = (PROC / str(pid) / "environ").read_bytes().split(b"\0")
        except OSError:
            continue
        if pid != os.getpid() and os.fsencode(line) in variables and (seen := sight(pid)):
            found.append(seen)
    return found
