"""The life of the embedded PostgreSQL of one home: start, attach, stop, and starting again after any death.

It listens on a Unix socket only, inside a folder of its own, and knows its visitor by the kernel's word (peer).
As root the server itself runs as an unprivileged user; everything else in the home stays root's.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import pwd
import shutil
import signal
import socket
import struct
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from butler.command import binaries, processes, roles
from butler.command.problems import Problem

PORT = 5432  # names the socket's file; nothing listens on a network
LONGEST_SOCKET = 107  # bytes in a Unix socket's address, without the closing zero
START_PATIENCE = 60
ATTEMPTS = 3
SSL_REQUEST = struct.pack("!ii", 8, 80877103)
CONFIGURATION = """\
listen_addresses = ''
port = {port}
unix_socket_directories = '{socket}'
unix_socket_permissions = 0700
max_connections = 120
shared_buffers = 128MB
timezone = 'UTC'
log_timezone = 'UTC'
lc_messages = 'C'
logging_collector = on
log_directory = 'log'
log_filename = 'postgres-%a.log'
log_truncate_on_rotation = on
log_rotation_age = 1d
log_file_mode = 0600
log_parameter_max_length_on_error = 0
log_error_verbosity = terse
log_min_error_statement = panic
default_text_search_config = 'pg_catalog.simple'
idle_in_transaction_session_timeout = '60s'
"""
# For homes that are thrown away: a power cut may lose it all, a killed server still loses nothing.
CARELESS = """\
fsync = off
full_page_writes = off
"""


def quiet(_: str) -> None:
    """Tell nobody."""


class Embedded:
    """The PostgreSQL server of one home."""

    def __init__(
        self, home: Path, run_as: str = "nobody", *, durable: bool = True, tell: Callable[[str], None] = quiet
    ) -> None:
        self.home = Path(home).absolute()
        self.durable = durable
        self.tell = tell
        self.user = pwd.getpwnam(run_as) if os.geteuid() == 0 else None

    # The doors

    def ensure(self) -> Embedded:
        """Have the server running and ready, whoever starts it; a running one is only attached to."""
        self._open_home()
        with self._alone():
            for _ in range(ATTEMPTS):
                if not self.running():
                    self._clear_after_a_death()
                    self._lay_out()
                    self._start()
                if self._becomes_ready():
                    self._prepare_roles()
                    return self
        raise Problem(f"PostgreSQL in {self.data} does not become ready", next_step=f"read {self.data}/log")

    def stop(self) -> bool:
        """Stop the server; true when there was one."""
        if not self.home.exists():
            return False
        with self._alone():
            postmaster = self._postmaster()
            if postmaster is None:
                return False
            # SIGINT is the fast stop: open transactions are rolled back, nobody is waited for.
            if not postmaster.end(patience=30, first=signal.SIGINT):
                raise Problem(f"PostgreSQL (process {postmaster.pid}) does not stop", next_step="look at its log")
            return True

    def clear_away(self) -> None:
        """Stop the server and remove all its data."""
        self.stop()
        if self.home.exists():
            with self._alone():
                for folder in (self.data, self.socket):
                    shutil.rmtree(folder, ignore_errors=True)
                if self.cellar != self.home:
                    shutil.rmtree(self.cellar)
                for name in ("pgdata", "run", "postgres.roles"):
                    (self.home / name).unlink(missing_ok=True)

    def running(self) -> bool:
        """Is the server of this home alive?"""
        return self._postmaster() is not None

    def dsn(self, role: str, database: str = roles.DATABASE) -> str:
        """The address for a role: app, worker, owner, or a database user's own name."""
        host = quote(str(self.socket), safe="")
        return f"postgresql://{roles.user_of(role)}@/{quote(database)}?host={host}&port={PORT}"

    # Where things are

    @property
    def cellar(self) -> Path:
        """Where the data is: the home itself, or a folder the server's user can reach when he cannot reach the home."""
        link = self.home / "pgdata"
        return Path(os.readlink(link)).parent if link.is_symlink() else self.home

    @property
    def data(self) -> Path:
        return self.cellar / "pgdata"

    @property
    def socket(self) -> Path:
        """The folder of the socket; <home>/run leads to it, if need be by a link."""
        return (self.home / "run").resolve()

    # Starting

    def _open_home(self) -> None:
        try:
            self.home.mkdir(parents=True, mode=0o711 if self.user else 0o700, exist_ok=True)
            owner = self.home.stat().st_uid
        except PermissionError as error:
            raise Problem(
                f"cannot use the folder {self.home}: {error.strerror}", next_step="choose another BUTLER_HOME"
            ) from error
        if owner != os.geteuid():
            raise Problem(
                f"{self.home} belongs to {_name_of(owner)}, and you are {_name_of(os.geteuid())}",
                next_step="become that user, or choose another BUTLER_HOME",
            )

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """One starter at a time; the kernel lets go when we die."""
        with open(self.home / "postgres.lock", "w") as door:
            fcntl.flock(door, fcntl.LOCK_EX)
            yield

    def _postmaster(self) -> processes.Sighting | None:
        """Our postmaster, if alive: the one its file names, standing in our data folder."""
        try:
            pid = int((self.data / "postmaster.pid").read_text().split("\n", 1)[0])
        except (OSError, ValueError):
            return None
        return next((seen for seen in self._inhabitants() if seen.pid == pid), None)

    def _inhabitants(self) -> list[processes.Sighting]:
        return processes.working_in(self.data.resolve())

    def _clear_after_a_death(self) -> None:
        """Killed servers leave children, a pid file and a socket's lock; the numbers in them may be others' by now."""
        for orphan in self._inhabitants():
            orphan.wait_gone(5) or orphan.end(patience=1, first=signal.SIGQUIT)
        # Nobody stands in our data any more, so these files name the dead, or strangers.
        for left_over in (self.data / "postmaster.pid", self.socket / f".s.PGSQL.{PORT}.lock"):
            left_over.unlink(missing_ok=True)

    def _lay_out(self) -> None:
        if not (self.home / "pgdata").exists():
            self._choose_cellar()
        self._choose_socket_folder()
        self._own(self.socket)
        self._programs = self._reachable_programs()
        if not (self.data / "PG_VERSION").exists():
            self._make_cluster()
        self._write_configuration()

    def _choose_cellar(self) -> None:
        """The home, unless the server's user cannot get into it (root's own home is closed to everyone)."""
        if self.user is None or self._can_enter(self.home):
            return
        cellars = Path("/var/lib/butler")
        cellars.mkdir(parents=True, exist_ok=True)
        # A new one each time: a home that was cleared away and made again has new keys and must not find old data.
        cellar = Path(tempfile.mkdtemp(prefix=f"{_short_name(self.home)}-", dir=cellars))
        cellar.chmod(0o711)
        self.tell(f"{self.home} is closed to PostgreSQL's own user: the data is in {cellar}")
        (self.home / "pgdata").unlink(missing_ok=True)
        (self.home / "pgdata").symlink_to(cellar / "pgdata")

    def _choose_socket_folder(self) -> None:
        run = self.home / "run"
        if run.exists():
            return
        run.unlink(missing_ok=True)  # a link to a folder that was cleared away
        wanted = self.cellar / "run"
        if len(os.fsencode(wanted / f".s.PGSQL.{PORT}")) > LONGEST_SOCKET:
            wanted = self._short_folder()
            self.tell(f"{self.home} is too deep for a socket: it is in {wanted}")
        if wanted != run:
            run.symlink_to(wanted)

    def _short_folder(self) -> Path:
        parents = [Path("/var/lib/butler")] if self.user else [Path(os.environ.get("XDG_RUNTIME_DIR") or "/nowhere")]
        for parent in [*parents, Path("/tmp")]:  # noqa: S108 - made closed, and refused when another made it
            if self.user or parent.is_dir():
                short = parent / f"butler-{_short_name(self.home)}"
                short.parent.mkdir(parents=True, exist_ok=True)
                if short.is_symlink():
                    raise Problem(f"{short} was made by someone else", next_step="remove it")
                return short
        raise Problem(f"{self.home} is too deep for a Unix socket", next_step="choose a shorter BUTLER_HOME")

    def _reachable_programs(self) -> Path:
        programs = binaries.find()
        if self.user is None or binaries.within_reach(programs, self._as_server()):
            return programs
        return binaries.copied(programs, self.cellar, self.tell)

    def _make_cluster(self) -> None:
        """Make the data in a folder of another name: a death half-way leaves nothing that looks finished."""
        self.tell("making the database")
        half = self.cellar / "pgdata.half"
        shutil.rmtree(half, ignore_errors=True)
        self._own(half)
        self._run(
            "initdb", "-D", str(half), "-U", roles.SUPERUSER, "--auth=reject", "--encoding=UTF8", "--data-checksums",
            "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C", "--no-instructions", "--no-sync",
        )  # fmt: skip
        with open(half / "postgresql.conf", "a") as configuration:
            configuration.write("include 'butler.conf'\n")
        half.rename(self.cellar / "pgdata")

    def _write_configuration(self) -> None:
        wanted = CONFIGURATION.format(port=PORT, socket=str(self.socket).replace("'", "''"))
        me = pwd.getpwuid(os.geteuid()).pw_name
        doors = [roles.SUPERUSER, *(name for name, _ in roles.ROLES.values())]
        doors += [] if self.durable else ["butler_test"]  # homes that are thrown away: tests play two roles
        self._write("butler.conf", wanted + ("" if self.durable else CARELESS))
        self._write("pg_hba.conf", "local all all peer map=butler\n")
        self._write("pg_ident.conf", "".join(f'butler "{me}" {door}\n' for door in doors))

    def _write(self, name: str, text: str) -> None:
        path = self.data / name
        path.write_text(text)
        path.chmod(0o600)
        if self.user:
            os.chown(path, self.user.pw_uid, self.user.pw_gid)

    def _start(self) -> None:
        # A session of its own: Ctrl-C in our terminal is not meant for the database.
        self._run(
            "pg_ctl", "start", "-D", str(self.data), "-w", "-t", str(START_PATIENCE), "-s",
            "-l", str(self.data / "startup.log"), start_new_session=True,
        )  # fmt: skip

    def _becomes_ready(self) -> bool:
        """Wait for it: the starter before us may have died while it recovered, or it may be dying just now."""
        until = time.monotonic() + START_PATIENCE
        while self.running() and time.monotonic() < until:
            if self._says_ready() and self._answers():
                return True
            time.sleep(0.05)
        return False

    def _says_ready(self) -> bool:
        try:
            lines = (self.data / "postmaster.pid").read_text().split("\n")
        except FileNotFoundError:
            return False
        return len(lines) > 7 and lines[7].strip() == "ready"

    def _answers(self) -> bool:
        """Ask for encryption: any living server answers yes or no; one that was just killed only looks alive."""
        with socket.socket(socket.AF_UNIX) as knock:
            knock.settimeout(5)
            try:
                knock.connect(str(self.socket / f".s.PGSQL.{PORT}"))
                knock.sendall(SSL_REQUEST)
                return knock.recv(1) in (b"N", b"S")
            except OSError:
                return False

    def _prepare_roles(self) -> None:
        mark = self.home / "postgres.roles"
        if mark.exists() and mark.read_text() == roles.MARK:
            return
        roles.prepare(lambda database: self.dsn(roles.SUPERUSER, database))
        mark.write_text(roles.MARK)

    # As the server's user

    def _as_server(self) -> dict[str, Any]:
        clean = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC", "HOME": "/"}
        ours: dict[str, Any] = {"env": clean, "cwd": "/", "stdin": subprocess.DEVNULL}
        if self.user:
            ours |= {"user": self.user.pw_uid, "group": self.user.pw_gid, "extra_groups": []}
        return ours

    def _run(self, program: str, *args: str, **how: Any) -> None:
        # Output goes to a file, not a pipe: the server inherits it and would hold a pipe open for ever.
        command = [str(self._programs / program), *args]
        with open(self.home / "postgres.said", "w+") as said:
            done = subprocess.run(command, stdout=said, stderr=said, check=False, **self._as_server() | how)
            if done.returncode:
                said.seek(0)
                raise Problem(f"{program} failed: {self._last_words(said.read())}", next_step=f"read {self.data}")

    def _last_words(self, said: str) -> str:
        startup = self.data / "startup.log"
        words = f"{said}\n{startup.read_text(errors='replace') if startup.exists() else ''}".strip().splitlines()
        return " / ".join(line.strip() for line in words[-4:]) or "it said nothing"

    def _can_enter(self, folder: Path) -> bool:
        return subprocess.run(["/usr/bin/test", "-x", str(folder)], check=False, **self._as_server()).returncode == 0

    def _own(self, folder: Path) -> None:
        """A folder of the server's user, closed to everyone else (root enters all the same)."""
        folder.mkdir(mode=0o700, exist_ok=True)
        owner = self.user.pw_uid if self.user else os.geteuid()
        if folder.is_symlink() or folder.stat().st_uid not in (owner, os.geteuid()):
            raise Problem(f"{folder} was made by someone else", next_step="remove it, or choose another BUTLER_HOME")
        folder.chmod(0o700)
        if self.user:
            os.chown(folder, self.user.pw_uid, self.user.pw_gid)


def _short_name(home: Path) -> str:
    return hashlib.sha256(os.fsencode(home)).hexdigest()[:12]


def _name_of(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)
