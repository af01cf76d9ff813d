"""Set-up: what a house needs before it can be opened. A step is done again only when its input has changed."""

from __future__ import annotations

import fcntl
import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from butler.command import translations
from butler.command.database import is_external
from butler.command.home import CLONE, SRC, Home, mark_of
from butler.command.problems import Problem
from butler.command.steps import django, follow, python, step

LOCKS = [CLONE / "requirements" / "base.txt"]


@contextmanager
def alone(home: Home) -> Iterator[None]:
    """One set-up at a time in one home."""
    with open(home.path / "setup.lock", "w") as door:
        fcntl.flock(door, fcntl.LOCK_EX)
        yield


def prepare(home: Home) -> None:
    """Tables, translations and static files; the database must be running."""
    with alone(home):
        _translations()
        _tables(home)
        _static_files(home)


def _translations() -> None:
    if translations.is_compiled():
        return
    with step("compiling the translations"):
        translations.compile_catalogues()


def _tables(home: Home) -> None:
    migrations = [*SRC.glob("butler/*/migrations/*.py"), SRC / "butler" / "ground" / "rowsecurity.py"]
    mark = mark_of([path for path in [*migrations, *LOCKS] if path.exists()], content=True)
    # An external database may be another one than yesterday: there we always look.
    if home.has_done("tables", mark) and not is_external():
        return
    with step("laying the tables"):
        django(home, "owner", "migrate", "--verbosity", "0")
    home.note_done("tables", mark)


def _static_files(home: Home) -> None:
    files = [path for path in SRC.glob("butler/*/static/**/*") if path.is_file()]
    mark = mark_of([*files, *LOCKS, SRC / "config" / "settings.py"], content=False)
    if home.has_done("static", mark) and (home.path / "static").exists():
        return
    with step("collecting style sheets, fonts and scripts"):
        django(home, "app", "collectstatic", "--noinput", "--clear", "--verbosity", "0")
    home.note_done("static", mark)


def has_command(name: str) -> bool:
    """Has some room this Django command?"""
    return any(SRC.glob(f"butler/*/management/commands/{name}.py"))


def aloud(home: Home, role: str, *command: str) -> int:
    """Run a Django command whose words go straight to the person; its exit code."""
    return follow(python("-m", "butler.command.manage", str(home.log("setup")), *command), home.environment(role))


def inside(home: Home, verb: str, what: str) -> Any:
    """Run one of butler.command.inside's verbs in the worker's role: it tells its progress, and gives its answer."""
    done = subprocess.run(
        python("-m", "butler.command.inside", verb, str(home.log("setup"))),
        env=home.environment("worker"),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    answer = json.loads(done.stdout) if done.stdout else {"failed": f"it ended with {done.returncode}"}
    if "failed" in answer:
        raise Problem(f"{what} failed: {answer['failed']}", next_step=f"read {home.log('setup')}")
    return answer["given"]
