"""The three roles of the database, and what only a superuser can give: extensions and default rights."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

DATABASE = "butler"
SUPERUSER = "postgres"
ROLES = {
    "owner": ("butler_owner", "LOGIN CREATEDB NOSUPERUSER NOBYPASSRLS"),  # migrations, and test databases
    "app": ("butler_app", "LOGIN NOSUPERUSER NOBYPASSRLS"),
    "worker": ("butler_worker", "LOGIN NOSUPERUSER NOBYPASSRLS"),
}
EXTENSIONS = ("btree_gist", "pg_trgm", "unaccent", "citext")
RIGHTS = """
GRANT USAGE ON SCHEMA public TO butler_app, butler_worker;
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
ALTER DEFAULT PRIVILEGES FOR ROLE butler_owner
    GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO butler_app, butler_worker;
ALTER DEFAULT PRIVILEGES FOR ROLE butler_owner
    GRANT USAGE, SELECT ON SEQUENCES TO butler_app, butler_worker;
"""
MARK = hashlib.sha256(repr((ROLES, EXTENSIONS, RIGHTS)).encode()).hexdigest()[:16]


def user_of(role: str) -> str:
    """The database user of a role: `app` is butler_app."""
    return ROLES[role][0] if role in ROLES else role


def prepare(dsn_of: Callable[[str], str]) -> None:
    """Make the roles and the database; safe to repeat. `dsn_of` gives the superuser's door to a database."""
    import psycopg  # here, because an attach needs none of it

    with psycopg.connect(dsn_of("postgres"), autocommit=True) as connection:
        for name, rights in ROLES.values():
            known = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [name]).fetchone()
            connection.execute(f"{'ALTER' if known else 'CREATE'} ROLE {name} {rights}")
    # template1 first: the house's database and every test database are copies of it.
    _equip(dsn_of("template1"))
    with psycopg.connect(dsn_of("postgres"), autocommit=True) as connection:
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
            connection.execute(f"CREATE DATABASE {DATABASE} OWNER butler_owner")
        connection.execute(f"REVOKE ALL ON DATABASE {DATABASE} FROM PUBLIC")
        connection.execute(f"GRANT CONNECT ON DATABASE {DATABASE} TO butler_app, butler_worker")
    _equip(dsn_of(DATABASE))


def _equip(dsn: str) -> None:
    import psycopg

    with psycopg.connect(dsn, autocommit=True) as connection:
        for extension in EXTENSIONS:
            connection.execute(f"CREATE EXTENSION IF NOT EXISTS {extension}")
        connection.execute(RIGHTS)
