"""What a house was taught: lines that its colleagues put right, beside the lines that Butler came with.

The lines lie in one file of the house's own models folder, readable by nobody else, and hold no names: whoever writes
them has hidden those before. A model that was trained with other lines is trained again by itself.
"""

import os
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from butler.language.linear import models_folder

NAME = "learnt.tsv"
TIMES = 3  # a colleague's word weighs as much as so many of our own lines
MOST = 5_000


class Learnt(NamedTuple):
    """One line: which model it is for ("category", "act"), its language, what it says, and what is right."""

    what: str
    lang: str
    text: str
    label: str


def lines(what: str, folder: Path | None = None) -> list[Learnt]:
    """What was taught for one model, as often as it weighs; nothing where there is no file."""
    return [line for line in read(folder) if line.what == what] * TIMES


def read(folder: Path | None = None) -> list[Learnt]:
    """Every line of the file."""
    try:
        text = _path(folder).read_text("utf-8")
    except OSError:
        return []
    rows = (line.split("\t") for line in text.splitlines())
    return [Learnt(*row) for row in rows if len(row) == len(Learnt._fields)]


def mark(folder: Path | None = None) -> tuple[int, int]:
    """Another mark, other lines: cheap to ask with every message."""
    try:
        found = _path(folder).stat()
    except OSError:
        return (0, 0)
    return (found.st_mtime_ns, found.st_size)


def write(rows: Iterable[Learnt], folder: Path | None = None) -> int:
    """Put these lines in the place of those before, whole or not at all; how many. Refused with OSError."""
    path = _path(folder)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    kept = [Learnt(*(" ".join(part.split()) for part in row)) for row in list(rows)[:MOST]]
    with tempfile.NamedTemporaryFile("w", dir=path.parent, prefix=".learnt-", delete=False, encoding="utf-8") as draft:
        draft.writelines("\t".join(row) + "\n" for row in kept)
    os.replace(draft.name, path)  # a temporary file is its owner's alone (0600)
    return len(kept)


def forget(folder: Path | None = None) -> None:
    """The models that Butler came with serve again."""
    with suppress(FileNotFoundError):
        _path(folder).unlink()


def _path(folder: Path | None) -> Path:
    return (folder or models_folder()) / NAME
