"""What must hold for every table and every import of the house."""

import pytest
from django.apps import apps
from django.db import connection

FLOORS = [
    "demo rehearsal",
    "desk portal",
    "reception",
    "briefs reports",
    "foresight",
    "assurance",
    "travel",
    "bookings",
    "sourcing",
    "requests",
    "correspondence",
    "knowledge calendars",
    "dossiers network",
    "staff channels",
    "ground language",
]
HEIGHT = {room: -number for number, rooms in enumerate(FLOORS) for room in rooms.split()}
OURS = [model for model in apps.get_models() if model.__module__.startswith("butler.")]


@pytest.fixture
def security(db) -> dict[str, tuple[bool, bool, int]]:
    """Every table: is row security on, is it forced, how many policies it has; and whether it has a client column."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT c.relname, c.relrowsecurity, c.relforcerowsecurity,
                   (SELECT count(*) FROM pg_policy p WHERE p.polrelid = c.oid)
            FROM pg_class c
            WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace AND (
                c.relname IN ('dossiers_client', 'ground_datakey')
                OR EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'client_id')
            )
            """
        )
        return {name: (on, forced, policies) for name, on, forced, policies in cursor.fetchall()}


CLIENT_TABLES = {model._meta.db_table for model in OURS if any(f.column == "client_id" for f in model._meta.fields)}


def test_every_table_that_carries_a_client_has_forced_row_security(security):
    assert len(security) > 25
    bare = [name for name, (on, forced, policies) in security.items() if not (on and forced and policies)]
    assert bare == []


def test_every_model_with_a_client_is_among_those_tables(security):
    assert set(security) >= CLIENT_TABLES


def test_no_role_of_the_house_steps_around_row_security(db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolname FROM pg_roles WHERE rolname LIKE 'butler%' AND (rolsuper OR rolbypassrls)")
        assert cursor.fetchall() == []
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == ("butler_test",)


def test_the_application_owns_no_table(db):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tablename, tableowner FROM pg_tables WHERE schemaname = 'public' AND tableowner <> 'butler_owner'"
        )
        assert cursor.fetchall() == []


def test_foreign_keys_point_down_too():
    upward = [
        f"{model._meta.label}.{field.name}"
        for model in OURS
        for field in model._meta.fields
        if field.related_model in OURS and HEIGHT[field.related_model._meta.app_label] > HEIGHT[model._meta.app_label]
    ]
    assert upward == []


def test_rows_that_carry_a_client_have_ids_that_tell_nothing():
    guessable = [
        model._meta.label
        for model in OURS
        if model._meta.db_table in CLIENT_TABLES and model._meta.pk.get_internal_type() != "UUIDField"
    ]
    assert guessable == []
