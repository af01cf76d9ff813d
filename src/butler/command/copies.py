"""A database for each play: one template with the tables, made once per schema, and a copy of it that is dropped again.

In .butler/rehearsal of the clone, in a PostgreSQL of its own: a play never meets a real house.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg
from psycopg import sql

from butler.command import translations
from butler.command.home import CLONE, SRC, Home, mark_of
from butler.command.postgres import Embedded
from butler.command.steps import django, step, tell

FOLDER = CLONE / ".butler" / "rehearsal"
LOCKS = [CLONE / "requirements" / "base.txt", SRC / "butler" / "command" / "roles.py"]
OF_OTHERS = ("DATABASE_URL", "DATABASE_WORKER_URL", "DATABASE_OWNER_URL")


class Copies:
    """The server, and the template of this schema."""

    def __init__(self, home: Home, server: Embedded) -> None:
        self.home, self.server = home, server
        files = [*SRC.glob("butler/*/migrations/*.py"), SRC / "butler" / "ground" / "rowsecurity.py", *LOCKS]
        self.template = f"template_{mark_of(files, content=True)[:16]}"

    @contextmanager
    def copy(self, name: str) -> Iterator[str]:
        """A database of its own, as long as the block lasts."""
        database = f"play_{os.getpid()}_{name}"
        with self._admin() as admin, _alone(self.home.path):
            self._drop(admin, database)
            admin.execute(
                sql.SQL("CREATE DATABASE {} TEMPLATE {} OWNER butler_owner").format(
                    sql.Identifier(database), sql.Identifier(self.template)
                )
            )
        try:
            yield database
        finally:
            with self._admin() as admin:
                self._drop(admin, database)

    def environment(self, role: str, database: str, **more: str) -> dict[str, str]:
        """What a process of the play finds in its environment."""
        return self.home.environment(role, BUTLER_DATABASE=database, BUTLER_NAME_SERVERS="none", **more)

    def make_template(self) -> None:
        with _alone(self.home.path), self._admin() as admin:
            found = admin.execute("SELECT datname FROM pg_database WHERE datname ~ '^(template|play)_'").fetchall()
            for (name,) in found:
                if name != self.template and not _is_in_use(name):
                    self._drop(admin, name)
            if (self.template,) in found:
                return
            building = f"{self.template}_building"
            self._drop(admin, building)
            admin.execute(sql.SQL("CREATE DATABASE {} OWNER butler_owner").format(sql.Identifier(building)))
            with step("laying the tables of the rehearsal"):
                os.environ["BUTLER_DATABASE"] = building
                try:
                    django(self.home, "owner", "migrate", "--verbosity", "0")
                finally:
                    del os.environ["BUTLER_DATABASE"]
            admin.execute(
                sql.SQL("ALTER DATABASE {} RENAME TO {}").format(
                    sql.Identifier(building), sql.Identifier(self.template)
                )
            )

    def _admin(self) -> psycopg.Connection:
        return psycopg.connect(self.server.dsn("postgres", "postgres"), autocommit=True)

    def _drop(self, admin: psycopg.Connection, name: str) -> None:
        admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


@contextmanager
def opened() -> Iterator[Copies]:
    """The rehearsal's home with its server running and its template made; the last one out stops the server."""
    for name in OF_OTHERS:
        os.environ.pop(name, None)
    home = Home(FOLDER).open()
    if not translations.is_compiled():
        with step("compiling the translations"):
            translations.compile_catalogues()
    server = Embedded(home.path, durable=False, tell=tell)
    with open(home.path / "database.users", "w") as users:
        fcntl.flock(users, fcntl.LOCK_SH)
        try:
            server.ensure()
            copies = Copies(home, server)
            copies.make_template()
            yield copies
        finally:
            with suppress(BlockingIOError):
                fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
                server.stop()


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """One at a time makes a database: a template that is copied must have no other visitor."""
    with open(folder / "template.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _is_in_use(name: str) -> bool:
    """Does a copy belong to a play that still runs?"""
    owner = name.split("_")[1]
    return name.startswith("play_") and owner.isdigit() and Path(f"/proc/{owner}").exists()
