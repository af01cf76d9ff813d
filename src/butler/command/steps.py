"""Work that takes a while, said in plain words while it goes on. All of it goes to standard error."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from butler.command.home import Home
from butler.command.problems import Problem

LAST_LINES = 3
ENDING_PATIENCE = 10


def tell(words: str) -> None:
    """One line for the person who waits."""
    print(f"  {words}", file=sys.stderr, flush=True)


@contextmanager
def step(words: str) -> Iterator[None]:
    """Say what is going on now, and then how long it took."""
    started = time.monotonic()
    print(f"  {words} ...", file=sys.stderr, end="", flush=True)
    try:
        yield
    except BaseException:
        print(" failed", file=sys.stderr, flush=True)
        raise
    print(f" {time.monotonic() - started:.1f} s", file=sys.stderr, flush=True)


def python(*args: str) -> list[str]:
    """A command for the same Python; -P: the folder we are in lends us no modules."""
    return [sys.executable, "-P", *args]


def follow(command: list[str], env: dict[str, str], cwd: Path | None = None) -> int:
    """Run a program whose words go straight to the person; its exit code. Our end is its end."""
    process = subprocess.Popen(command, env=env, cwd=cwd)
    try:
        return process.wait()
    except KeyboardInterrupt:
        # Ctrl-C reached it too, a SIGTERM only us; either way it has a moment to tidy up.
        try:
            process.wait(0.5)
        except subprocess.TimeoutExpired:
            process.terminate()
            process.wait(ENDING_PATIENCE)
        raise
    finally:
        if process.poll() is None:
            process.kill()


def django(home: Home, role: str, *args: str, told: str = "", next_step: str = "") -> None:
    """Run a Django command of the house to its end; its words are shown only when it fails."""
    done = subprocess.run(
        python("-m", "django", *args),
        env=home.environment(role),
        input=told,  # where a secret goes: arguments are seen by every user of the machine
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode:
        log = home.log("setup")
        log.write_text(done.stdout)
        raise Problem(f"{args[0]} failed: {last_words(done.stdout)}", next_step=next_step or f"read {log}")


def last_words(said: str) -> str:
    """What a program said last: with a traceback, its last line names the error."""
    lines = [line.strip() for line in said.strip().splitlines() if line.strip()]
    if any(line.startswith("Traceback") for line in lines):
        lines = lines[-1:]
    return " / ".join(lines[-LAST_LINES:]) or "it said nothing"
