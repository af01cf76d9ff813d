"""The pytest plugin that gives every run a home of its own and a real PostgreSQL, whoever starts it.

Loaded with `-p config.testing` before the settings are read.
"""

import base64
import fcntl
import hashlib
import os
import secrets
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql

SRC = Path(__file__).resolve().parent.parent
HOME = Path(os.environ.setdefault("BUTLER_HOME", str(SRC.parent / ".butler" / "test")))
os.environ["BUTLER_ROLE"] = "test"
(HOME / "static").mkdir(parents=True, exist_ok=True)  # empty: tests serve static files from where they lie
os.environ.setdefault("BUTLER_SECRET_KEY", secrets.token_urlsafe(32))
os.environ.setdefault("BUTLER_ROOT_KEY", base64.b64encode(secrets.token_bytes(32)).decode())
os.environ["BUTLER_NAME_SERVERS"] = "none"  # a test brings its own
os.environ["BUTLER_HOSTS"] = "localhost,127.0.0.1,testserver"

TEST_ROLE = """
DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'butler_test') THEN
        -- plays the app and the worker over one connection; not a superuser, bound by row security like both
        CREATE ROLE butler_test LOGIN NOSUPERUSER NOBYPASSRLS;
        GRANT butler_app, butler_worker TO butler_test;
    END IF;
END $$;
"""


def prepare_database(name: str) -> None:
    """Make the empty test database `name` as a copy of a migrated template; the template is made once per schema."""
    from butler.command.postgres import Embedded

    server = Embedded(HOME, durable=False).ensure()
    with _one_at_a_time(), psycopg.connect(server.dsn("postgres", "postgres"), autocommit=True) as admin:
        admin.execute(TEST_ROLE)
        template = f"template_{_schema_mark()}"
        if not admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [template]).fetchone():
            _migrate(admin, template)
        database, source = sql.Identifier(name), sql.Identifier(template)
        admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(database))
        admin.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {} OWNER butler_owner").format(database, source))


def _migrate(admin: psycopg.Connection, template: str) -> None:
    building = f"{template}_building"
    admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(building)))
    admin.execute(sql.SQL("CREATE DATABASE {} OWNER butler_owner").format(sql.Identifier(building)))
    env = os.environ | {"BUTLER_ROLE": "owner", "BUTLER_DATABASE": building}
    command = [sys.executable, str(SRC / "manage.py"), "migrate", "--verbosity", "0"]
    subprocess.run(command, env=env, check=True)
    admin.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(building), sql.Identifier(template)))


def _schema_mark() -> str:
    """Changes whenever a migration, the row security macro or the versions of the libraries do."""
    files = [*SRC.glob("butler/*/migrations/*.py"), SRC / "butler/ground/rowsecurity.py"]
    files += [SRC.parent / "requirements/base.txt", SRC / "butler/command/roles.py"]
    content = b"".join(str(path).encode() + path.read_bytes() for path in sorted(files))
    return hashlib.sha256(content).hexdigest()[:16]


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    HOME.mkdir(parents=True, exist_ok=True)
    with open(HOME / "template.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def drop_database(name: str) -> None:
    """Remove a test database that is done with."""
    from butler.command.postgres import Embedded

    with psycopg.connect(Embedded(HOME, durable=False).dsn("postgres", "postgres"), autocommit=True) as admin:
        admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


@contextmanager
def visiting_database(name: str) -> Iterator[None]:
    """Look into another database than the tests' own, for as long as the block lasts."""
    from django.db import connection

    own = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = own
