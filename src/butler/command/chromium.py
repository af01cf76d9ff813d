"""The browser of the browser tests: Debian's Chromium, installed when we may."""

from __future__ import annotations

import os
import shutil
import subprocess

from butler.command.problems import Problem
from butler.command.steps import last_words, step, tell

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
INSTALL = (
    ("apt-get", "update", "-qq"),
    ("apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"),
)


def find() -> str | None:
    """The browser's program: the one named by BUTLER_CHROMIUM, else the one on the PATH."""
    return os.environ.get("BUTLER_CHROMIUM") or next((found for name in NAMES if (found := shutil.which(name))), None)


def required() -> str:
    """The browser's program, or a loud failure: a browser test never passes unseen."""
    if found := find():
        return found
    raise Problem(
        "there is no Chromium for the browser tests", next_step="apt-get install chromium, or set BUTLER_CHROMIUM"
    )


def provide() -> None:
    """Install Chromium where it is absent and we are root; else say clearly what will fail."""
    if find():
        return
    if os.geteuid() or not shutil.which("apt-get"):
        return _say_without("only root can install it: apt-get install chromium")
    with step("installing Chromium for the browser tests"):
        said = [_apt(command) for command in INSTALL]
    if not find():
        _say_without(f"apt-get could not install it: {last_words(said[-1])}")


def _apt(command: tuple[str, ...]) -> str:
    env = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(
        command,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return done.stdout


def _say_without(why: str) -> None:
    tell(f"There is no Chromium, so every browser test will fail ({why}; or leave them out: -m 'not browser').")
