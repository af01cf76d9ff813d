"""A house's folder: its keys, its stamps, its logs, and the environment in which its processes run."""

from __future__ import annotations

import argparse
import base64
import hashlib
import os
import secrets
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from butler.command.problems import Problem

SRC = Path(__file__).resolve().parents[2]
CLONE = SRC.parent
LOG_LIMIT = 10_000_000


@dataclass(frozen=True)
class Home:
    """Where one house lives."""

    path: Path

    @property
    def is_founded(self) -> bool:
        """Has a house been set up here once, to its end?"""
        return (self.path / "founded").exists()

    @property
    def kind(self) -> str:
        """`demo` or `own`; nothing while the folder is nobody's."""
        kind = self.path / "kind"
        return kind.read_text() if kind.exists() else ""

    @property
    def is_demo(self) -> bool:
        return self.kind == "demo"

    def open(self, kind: str = "") -> Home:
        """Make the folder and its keys, where they are not there; a demo house never becomes a real one, nor back."""
        if kind and self.kind not in ("", kind):
            what = "a demo house" if self.is_demo else "a real house"
            raise Problem(f"{self.path} is {what}", next_step="set BUTLER_HOME to another folder, or unset it")
        try:
            # As root the folder may be passed through, not read: PostgreSQL's own user has his data inside.
            self.path.mkdir(parents=True, exist_ok=True, mode=0o711 if os.geteuid() == 0 else 0o700)
            self._make_keys()
            if kind:
                (self.path / "kind").write_text(kind)
        except OSError as error:
            raise Problem(
                f"cannot use {self.path}: {error.strerror or error}", next_step="set BUTLER_HOME to a folder of yours"
            ) from error
        return self

    def _make_keys(self) -> None:
        keys = self.path / "keys"
        is_elsewhere = "BUTLER_ROOT_KEY" in os.environ or "BUTLER_ROOT_KEY_FILE" in os.environ
        if self.is_founded and not is_elsewhere and not (keys / "root").exists():
            # A new key would open nothing of what is sealed, and seal what comes with a key nobody has a copy of.
            lost = "remove that folder and start again" if self.is_demo else "put it back from your backup"
            raise Problem(f"the root key {keys / 'root'} is gone: nothing sealed opens without it", next_step=lost)
        keys.mkdir(mode=0o700, exist_ok=True)
        write_once(keys / "secret", secrets.token_urlsafe(48))
        write_once(keys / "root", base64.b64encode(secrets.token_bytes(32)).decode())

    def environment(self, role: str, **more: str) -> dict[str, str]:
        """What a process of this house finds in its environment."""
        ours = {
            "BUTLER_HOME": str(self.path),
            "BUTLER_ROLE": role,
            "BUTLER_PG_SOCKET": str((self.path / "run").resolve()),
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "PYTHONPATH": str(SRC),
            "PYTHONUNBUFFERED": "1",
        }
        inherited = {name: value for name, value in os.environ.items() if name != "BUTLER_OWNER_PASSWORD"}
        return inherited | ours | more

    def log(self, name: str) -> Path:
        """The log of one process; a long one is put aside first."""
        path = self.path / "log" / f"{name}.log"
        path.parent.mkdir(exist_ok=True, mode=0o700)
        if path.exists() and path.stat().st_size > LOG_LIMIT:
            path.replace(path.with_suffix(".old"))
        return path

    # Stamps: what was done, and from what. A stamp that differs means: do it again.

    def has_done(self, work: str, mark: str) -> bool:
        stamp = self.path / "done" / work
        return stamp.exists() and stamp.read_text() == mark

    def note_done(self, work: str, mark: str) -> None:
        stamp = self.path / "done" / work
        stamp.parent.mkdir(exist_ok=True)
        stamp.write_text(mark)


def write_once(path: Path, text: str) -> None:
    """A secret that only its owner reads, whole or not there at all; never written again."""
    if path.exists():
        return
    half = path.with_name(f".{path.name}.{os.getpid()}")
    with open(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o400), "w") as secret:
        secret.write(text)
    try:
        os.link(half, path)  # unlike a rename it cannot replace what another starter just made
    except FileExistsError:
        pass
    finally:
        half.unlink()


def mark_of(files: Iterable[Path], *, content: bool) -> str:
    """One short line that changes when the files do: by content, or (for many) by size and time."""
    digest = hashlib.sha256()
    for path in sorted(files):
        seen = path.stat()
        digest.update(str(path.relative_to(CLONE)).encode())
        digest.update(path.read_bytes() if content else f"{seen.st_size} {seen.st_mtime_ns}".encode())
    return digest.hexdigest()


def own() -> Home:
    """The house named by BUTLER_HOME, else the user's own."""
    return Home(Path(os.environ.get("BUTLER_HOME") or Path.home() / ".butler").expanduser().absolute())


def demo() -> Home:
    """The demo house; it has a home of its own, so that it never meets a real one."""
    return own() if os.environ.get("BUTLER_HOME") else Home(CLONE / ".butler" / "demo")


def add_choice(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--demo", action="store_true", help="in the demo house")


def chosen(args: argparse.Namespace) -> Home:
    """The own house; the demo house when asked for, or when it is the only one there is."""
    if args.demo:
        return demo()
    if not own().is_founded and demo().is_founded and demo() != own():
        print("(there is no house of your own yet: this is the demo house)", file=sys.stderr)
        return demo()
    return own()
