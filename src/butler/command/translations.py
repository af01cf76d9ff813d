"""Merge the rooms' parts into the one catalogue, and compile it; needs no GNU gettext.

`./butler translations` writes locale/ru/LC_MESSAGES/django.po anew from itself and parts/*.ru.po, and compiles.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from butler.command.home import SRC
from butler.command.problems import Problem

LOCALE = SRC / "butler" / "locale"
LANGUAGE = "ru"
CATALOGUE = LOCALE / LANGUAGE / "LC_MESSAGES" / "django.po"
COMPILED = CATALOGUE.with_suffix(".mo")
HEADER = {
    "Project-Id-Version": "Butler",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Language": LANGUAGE,
    "Plural-Forms": (
        "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);"
    ),
}
if TYPE_CHECKING:
    import polib

Key = tuple[str | None, str]


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--compile", action="store_true", help="only compile, leave the catalogue as it is")


def run(args: argparse.Namespace) -> int:
    merged = merge()
    if not args.compile:
        CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
        merged.save(str(CATALOGUE))
    compile_catalogues()
    print(f"{len(merged)} entries in {CATALOGUE}")
    return 0


def sources() -> list[Path]:
    """The parts first: they are newer than what was merged before."""
    parts = sorted((LOCALE / "parts").glob(f"*.{LANGUAGE}.po"))
    return [*parts, *([CATALOGUE] if CATALOGUE.exists() else [])]


def merge() -> polib.POFile:
    """One catalogue of all sources; the parts may not contradict each other."""
    import polib  # here, because a start with a compiled catalogue needs none of it

    merged = polib.POFile(wrapwidth=118)
    merged.metadata = HEADER
    said_in: dict[Key, tuple[polib.POEntry, Path]] = {}
    for path in sources():
        for entry in read(path):
            _take(entry, path, said_in)
    entries = (entry for entry, _ in said_in.values())
    merged.extend(sorted(entries, key=lambda entry: (entry.msgid, entry.msgctxt or "")))
    return merged


def read(path: Path) -> Iterable[polib.POEntry]:
    """The living entries of one file."""
    import polib

    try:
        found = polib.pofile(str(path), encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Problem(f"{path} cannot be read: {error}", next_step="mend the file") from error
    return [entry for entry in found if not entry.obsolete]


def _take(entry: polib.POEntry, path: Path, said_in: dict[Key, tuple[polib.POEntry, Path]]) -> None:
    key = (entry.msgctxt, entry.msgid)
    known, where = said_in.get(key, (None, path))
    if known is None or (entry.msgid_plural and not known.msgid_plural):
        said_in[key] = (entry, path)
    elif path != CATALOGUE and entry.translated() and words(known) != words(entry) and not known.msgid_plural:
        raise Problem(
            f"{entry.msgid!r} is {known.msgstr!r} in {where.name} and {entry.msgstr!r} in {path.name}",
            next_step="agree on one, or give them a context (pgettext)",
        )


def words(entry: polib.POEntry) -> object:
    """What an entry says, singular or plural."""
    return entry.msgstr_plural or entry.msgstr


def is_compiled() -> bool:
    """Is the compiled catalogue younger than all its sources?"""
    return not sources() or (
        COMPILED.exists() and COMPILED.stat().st_mtime_ns > max(path.stat().st_mtime_ns for path in sources())
    )


def compile_catalogues() -> None:
    """Write the .mo whole: a process that reads meanwhile sees the old one or the new one."""
    COMPILED.parent.mkdir(parents=True, exist_ok=True)
    half = COMPILED.with_name(f".{COMPILED.name}.{os.getpid()}")
    merge().save_as_mofile(str(half))
    half.replace(COMPILED)
