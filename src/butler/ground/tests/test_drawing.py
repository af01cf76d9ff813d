"""The tables as they stand are those of the models, although an empty database is laid with less drawing."""

import os
import subprocess
import sys

import psycopg
import pytest
from django.apps import apps
from django.db import connection
from psycopg import sql

from butler.command import binaries
from butler.command.postgres import Embedded
from config.testing import HOME, SRC, drop_database

MODELS = [model for model in apps.get_models() if model._meta.managed and not model._meta.proxy]
DJANGOS = "django.core.management.commands.migrate"
OURS = "butler.ground.management.commands.migrate"
LAY = "import sys, importlib as i, django as d; d.setup(); from django.core.management import call_command as call;"
LAY += "call(i.import_module(sys.argv[1]).Command(), verbosity=0)"


def rows(question: str) -> set[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(question)
        return set(cursor.fetchall())


def test_every_column_of_a_model_stands_in_its_table_and_may_be_empty_only_where_the_model_says(db):
    standing = rows("SELECT table_name, column_name, is_nullable = 'YES' FROM information_schema.columns")
    columns = [(model._meta.db_table, field) for model in MODELS for field in model._meta.local_fields]
    wanted = {(table, field.column, field.null or field.generated) for table, field in columns}  # reckoned: never bound
    assert wanted <= standing


def test_every_constraint_and_index_of_a_model_stands_in_the_database(db):
    standing = rows("SELECT conname FROM pg_constraint UNION SELECT indexname FROM pg_indexes")
    options = [model._meta for model in MODELS]
    wanted = {(one.name,) for each in options for one in (*each.constraints, *each.indexes)}
    assert wanted <= standing


@pytest.mark.long
def test_an_empty_database_gets_the_same_tables_as_by_djangos_own_command(django_db_setup):
    assert laid_by(OURS) == laid_by(DJANGOS)


def laid_by(command: str) -> str:
    """What stands in a database that was empty, as PostgreSQL tells it."""
    server, name = Embedded(HOME, durable=False), f"laid_{os.getpid()}"
    with psycopg.connect(server.dsn("postgres", "postgres"), autocommit=True) as admin:
        admin.execute(sql.SQL("CREATE DATABASE {} OWNER butler_owner").format(sql.Identifier(name)))
    env = os.environ | {"BUTLER_ROLE": "owner", "BUTLER_DATABASE": name, "PYTHONPATH": str(SRC)}
    dump = [binaries.find() / "pg_dump", "-s", "-h", server.socket, "-U", "postgres", "-d", name]
    try:
        subprocess.run([sys.executable, "-c", LAY, command], env=env, check=True)
        told = subprocess.run(dump, check=True, capture_output=True, text=True).stdout
    finally:
        drop_database(name)
    return "\n".join(line for line in told.splitlines() if "restrict" not in line)  # a word drawn for each dump
