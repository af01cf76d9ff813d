"""The browser of the browser tests: Debian's Chromium (`debian.py` installs it)."""

from __future__ import annotations

import os
import shutil

from butler.command.problems import Problem

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")


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
