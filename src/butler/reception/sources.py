"""What was handed over: files, folders and links, in a settled order. Nothing is read here but where it lies."""

import hashlib
import io
import os
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO

from butler.channels.mail import reading as mail

MAX_FILES = 200_000
MAX_FILE_BYTES = 64 * 1024 * 1024  # of what is read whole; mailboxes are read as a stream


class Sort(StrEnum):
    CARDS = "cards"
    TABLE = "table"
    LETTER = "letter"
    MAILBOX = "mailbox"
    CALENDAR = "calendar"
    LINK = "link"
    UNKNOWN = "unknown"
    MISSING = "missing"


SORTS = {
    ".vcf": Sort.CARDS, ".vcard": Sort.CARDS, ".csv": Sort.TABLE, ".tsv": Sort.TABLE, ".eml": Sort.LETTER,
    ".mbox": Sort.MAILBOX, ".mbx": Sort.MAILBOX, ".ics": Sort.CALENDAR, ".ical": Sort.CALENDAR,
}  # fmt: skip
LINKS = ("http://", "https://", "webcal://")


@dataclass(frozen=True)
class Source:
    """One file or link. `name` is what people are shown; it may name a client."""

    sort: Sort
    name: str
    path: Path | None = None
    content: bytes = b""  # of a file that was handed over at the desk

    def stream(self) -> BinaryIO:
        return self.path.open("rb") if self.path else io.BytesIO(self.content)

    def read(self) -> bytes:
        """The whole file; one byte more than allowed of a larger one, so that its reader refuses it."""
        with self.stream() as file:
            return file.read(MAX_FILE_BYTES + 1)

    @property
    def digest(self) -> str:
        if self.sort in (Sort.LINK, Sort.MISSING):
            return self.name
        with self.stream() as file:
            return _digest(file)


def _digest(file: BinaryIO) -> str:
    digest = hashlib.sha256()
    while part := file.read(1 << 20):
        digest.update(part)
    return digest.hexdigest()


def collect(places: list[str]) -> list[Source]:
    """Every source in the given files, folders and links. Of a folder, only files that we know how to read."""
    return [source for place in places for source in _at(place)]


def handed_over(name: str, content: bytes) -> Source:
    """A file that came through the desk."""
    sort = SORTS.get(Path(name).suffix.lower(), Sort.UNKNOWN)
    if sort is Sort.UNKNOWN and content.startswith(b"From "):
        sort = Sort.MAILBOX
    return Source(sort, name, content=content)


def _at(place: str) -> Iterator[Source]:
    if place.lower().startswith(LINKS):
        yield Source(Sort.LINK, place)
        return
    path = Path(place)
    if path.is_dir():
        yield from _inside(path)
    elif path.is_file():
        yield Source(_sort_of(path), str(path), path)
    else:
        yield Source(Sort.MISSING, place)


def _inside(folder: Path) -> Iterator[Source]:
    found = 0
    for here, folders, names in os.walk(folder):
        folders.sort()
        if mail.is_maildir(Path(here)):
            folders.clear()
            files = [(Sort.LETTER, path) for path in mail.maildir_files(Path(here))]
        else:
            folders[:] = [name for name in folders if not name.startswith(".")]
            paths = [Path(here) / name for name in sorted(names) if not name.startswith(".")]
            files = [(_sort_of(path), path) for path in paths if path.is_file()]
        for sort, path in files:
            found += 1
            if sort is not Sort.UNKNOWN and found <= MAX_FILES:
                yield Source(sort, str(path.relative_to(folder)), path)


def _sort_of(path: Path) -> Sort:
    sort = SORTS.get(path.suffix.lower(), Sort.UNKNOWN)
    if sort is Sort.UNKNOWN and not path.suffix:
        with path.open("rb") as file:
            sort = Sort.MAILBOX if file.read(5) == b"From " else sort
    return sort
