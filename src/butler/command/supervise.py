"""One process that keeps a house open: PostgreSQL, web and worker. What dies is started again, said aloud.

Nothing outlives it: children are told by the kernel when the supervisor dies, carry the home's name in their
environment, and whoever starts or stops the house next ends those who are left.
"""

from __future__ import annotations

import ctypes
import http.client
import os
import signal
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path

from butler.command import processes
from butler.command.home import Home
from butler.command.postgres import Embedded
from butler.command.problems import Problem
from butler.command.steps import last_words, python, tell

MARK = "BUTLER_SERVES"
WEB_THREADS = 48
OPENING_PATIENCE = 60
CLOSING_PATIENCE = 10
LONGEST_PAUSE = 30.0
STEADY_AFTER = 60  # seconds; whoever lived that long has earned a quick restart
LOOK_EVERY = 0.25
PR_SET_PDEATHSIG = 1
LIBC = ctypes.CDLL(None)


@dataclass(frozen=True)
class Door:
    """Where the house answers."""

    host: str
    port: int

    @property
    def address(self) -> str:
        shown = "localhost" if self.host in ("127.0.0.1", "0.0.0.0", "::1", "::") else self.host  # noqa: S104
        return f"http://{shown}:{self.port}/"

    def answers(self) -> bool:
        """Does a page come, whatever it says?"""
        host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.host, self.host)  # noqa: S104
        knock = http.client.HTTPConnection(host, self.port, timeout=2)
        try:
            knock.request("GET", "/accounts/login/", headers={"Host": "localhost"})
            return knock.getresponse().status < 500
        except (OSError, http.client.HTTPException):
            return False
        finally:
            knock.close()


@dataclass
class Child:
    """A process of the house, and how it fared."""

    name: str
    command: list[str]
    env: dict[str, str]
    log: Path
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    start_again_at: float = 0.0
    falls: int = field(default=0)
    wanted: Path | None = None  # runs only while this file is there

    @property
    def is_wanted(self) -> bool:
        return self.wanted is None or self.wanted.exists()

    def start(self) -> None:
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                self.command,
                env=self.env,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=_end_with_parent,
            )
        self.started_at = time.monotonic()

    @property
    def is_down(self) -> bool:
        return self.process is None or self.process.poll() is not None

    def sweep(self) -> None:
        """A dead leader may leave workers behind; they would go on answering beside the next one."""
        if self.process:
            try:
                os.killpg(self.process.pid, signal.SIGKILL)
            except ProcessLookupError:
                return

    def fell(self, now: float) -> float:
        """Note a death; how long to wait before the next start."""
        self.sweep()
        self.falls = 0 if now - self.started_at > STEADY_AFTER else self.falls + 1
        pause = 0.0 if self.falls == 0 else min(LONGEST_PAUSE, 0.5 * 2 ** (self.falls - 1))
        self.process, self.start_again_at = None, now + pause
        return pause


def _end_with_parent() -> None:
    """In the child, before it becomes the program: when the supervisor dies, be told to end."""
    LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def web(home: Home, door: Door) -> Child:
    command = python(
        "-m", "butler.command.web", "--interface", "wsgi", "--host", door.host, "--port", str(door.port),
        "--workers", "2", "--blocking-threads", str(WEB_THREADS), "--workers-kill-timeout", "3",
        "--respawn-failed-workers", "--no-ws", "--log-level", "warning", "config.wsgi:application",
    )  # fmt: skip
    return Child("web", command, home.environment("app", **{MARK: str(home.path)}), home.log("web"))


def worker(home: Home) -> Child:
    command = python(
        "-m", "butler.command.worker", "--concurrency", "4",
        "--fetch-job-polling-interval", "1", "--shutdown-graceful-timeout", "5",
    )  # fmt: skip
    return Child("worker", command, home.environment("worker", **{MARK: str(home.path)}), home.log("worker"))


def doors(home: Home) -> Child:
    """The doors for messages: kept only where the house has some. The worker says so by a file, every minute."""
    command = python("-m", "django", "doors")
    env = home.environment("worker", **{MARK: str(home.path)})
    return Child("doors", command, env, home.log("doors"), wanted=home.path / "doors.wanted")


class Supervisor:
    """Keeps the children alive until it is told to stop."""

    def __init__(self, children: list[Child], server: Embedded | None) -> None:
        self.children = children
        self.server = server
        self.is_stopping = False

    def open(self, door: Door) -> None:
        """Start the web, and return when the first page comes. The others follow: a person waits for the page only."""
        web, *others = self.children
        web.start()
        until = time.monotonic() + OPENING_PATIENCE
        while not self.is_stopping:
            self._complain_of_the_fallen()
            if door.answers():
                for child in others:
                    if child.is_wanted:
                        child.start()
                return
            if time.monotonic() > until:
                raise Problem("the web does not answer with a page", next_step=f"read {self.children[0].log}")
            time.sleep(0.05)

    def _complain_of_the_fallen(self) -> None:
        for child in self.children:
            if child.process and child.is_down:
                raise Problem(
                    f"the {child.name} ended at once: {last_words(tail(child.log))}", next_step=f"read {child.log}"
                )

    def keep(self) -> None:
        """Watch until told to stop."""
        looks = 0
        while not self.is_stopping:
            time.sleep(LOOK_EVERY)
            looks += 1
            if self.server and looks % 8 == 0:
                self._look_after_database(self.server)
            for child in self.children:
                self._look_after(child, time.monotonic())

    def _look_after_database(self, server: Embedded) -> None:
        if not server.running():
            tell("PostgreSQL has gone: starting it again")
            try:
                server.ensure()
            except Problem as problem:
                tell(f"PostgreSQL does not start yet: {problem.what}")

    def _look_after(self, child: Child, now: float) -> None:
        if not child.is_wanted:
            self._let_go(child)
            return
        if not child.is_down:
            return
        if child.process is not None:
            code = child.process.returncode
            pause = child.fell(now)
            tell(f"the {child.name} ended ({code}): starting it again{f' in {pause:.0f} s' if pause >= 1 else ''}")
        if now >= child.start_again_at:
            child.start()

    def _let_go(self, child: Child) -> None:
        """It is not needed any more: told to end, and not started again."""
        if child.process and not child.is_down:
            child.process.terminate()
        elif child.process:
            child.sweep()
            child.process = None

    def close(self) -> None:
        """End all children, politely first."""
        for child in self.children:
            if not child.is_down and child.process:
                child.process.terminate()
        until = time.monotonic() + CLOSING_PATIENCE
        for child in self.children:
            if child.process:
                try:
                    child.process.wait(max(0.1, until - time.monotonic()))
                except subprocess.TimeoutExpired:
                    child.process.kill()
                    child.process.wait()
                child.sweep()

    def stop_on(self, *signals: int) -> None:
        for signum in signals:
            signal.signal(signum, self._stop)

    def _stop(self, *_: object) -> None:
        self.is_stopping = True


def end_left_behind(home: Home) -> int:
    """End web and worker processes of this home whose supervisor was killed; how many there were."""
    left = processes.with_environment(f"{MARK}={home.path}")
    for process in left:
        process.send(signal.SIGTERM)
    for process in left:
        process.end(patience=3)
    return len(left)


def tail(path: Path) -> str:
    """The end of a log."""
    with open(path, "rb") as log:
        log.seek(max(0, path.stat().st_size - 4000))
        return log.read().decode(errors="replace")
