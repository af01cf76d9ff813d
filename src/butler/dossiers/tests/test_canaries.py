"""Planted values of every sealed field of a dossier are nowhere in the database, in no coding."""

import base64
from collections.abc import Iterator
from datetime import date

import pytest
from django.apps import apps
from django.db import connection

from butler.dossiers import access, actions
from butler.ground import clock
from butler.ground.acting import acting_as, acting_for
from butler.ground.sealing import SealedField

TODAY = date(2026, 11, 24)


class Canaries:
    """A different word for each planted field, and which field it stands for."""

    def __init__(self) -> None:
        self.planted: dict[str, str] = {}

    def word(self, field: str) -> str:
        word = f"Канарейка{len(self.planted)}Ъ"
        self.planted[word] = field
        return word


@pytest.fixture
def canaries(olshanskaya, anna) -> Canaries:
    sown, at = Canaries(), olshanskaya.pk
    with acting_for("test"):
        for compartment in ("health", "finance"):
            actions.give_grant(anna, at, compartment, reason="test")
    with acting_as(anna.pk):
        names = ("given_name", "patronymic", "surname", "portrait")
        actions.edit_card(at, **{name: sown.word(f"client.{name}") for name in names})
        names = ("given_name", "patronymic", "surname", "about")
        actions.add_person(at, relation="friend", **{name: sown.word(f"person.{name}") for name in names})
        actions.add_contact(at, kind="mail", value=sown.word("contactpoint.value") + "@mail.example")
        actions.add_occasion(at, kind="other", month=5, title=sown.word("occasion.title"))
        words = {"value": sown.word("preference.value"), "evidence": sown.word("preference.evidence")}
        actions.add_preference(at, topic="food", polarity="likes", today=TODAY, **words)
        actions.add_document(at, kind="passport", number=sown.word("documentnumber.value"))
        for compartment in ("identity", "health", "finance"):
            value = sown.word(f"{compartment}note.value")
            actions.add_secret(at, compartment, label="x", value=value, noted_on=TODAY)
        actions.add_gift(at, title=sown.word("gift.title"), given_on=TODAY)
        actions.add_note(at, text=sown.word("note.text"), by=anna, now=clock.now())
    return sown


def every_cell() -> Iterator[tuple[str, str]]:
    """(table, all its cells as text) of the whole database; bytes as hexadecimal digits."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename")
        for (table,) in cursor.fetchall():
            cursor.execute(f"SELECT coalesce(string_agg(row_to_json(t)::text, chr(10)), '') FROM \"{table}\" t")
            yield table, cursor.fetchone()[0]


def disguises(word: str) -> set[str]:
    """The word as text, escaped as JSON does, as hexadecimal digits and in base64 at any offset."""
    plain = word.encode()
    shifted = {base64.b64encode(b"\0" * shift + plain).decode()[4:-4] for shift in range(3)}
    return {word, word.lower(), word.encode("unicode_escape").decode(), plain.hex(), *shifted}


def test_a_canary_stands_for_every_sealed_field_of_the_room(canaries):
    sealed = {
        f"{model._meta.model_name}.{field.name}"
        for model in apps.get_app_config("dossiers").get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, SealedField)
    }
    assert set(canaries.planted.values()) == sealed


def test_no_canary_is_in_the_database_after_writing_and_reading(canaries, olshanskaya, anna):
    with acting_as(anna.pk):
        found = access.dossier(olshanskaya.pk, now=clock.now())
        access.reveal(olshanskaya.pk, "document", found.documents[0].number_id, reason="checking")
        actions.remove(olshanskaya.pk, "note", found.notes[0].id, now=clock.now())
    assert found.portrait in canaries.planted, "the reader does see it"
    with acting_for("dump"):  # a purpose sees the rows of every client
        cells = dict(every_cell())
    assert str(olshanskaya.pk) in cells["dossiers_client"], "the dump holds the rows"
    assert cells["ground_entry"] == "" or "opened" in cells["ground_entry"]
    escaped = [
        (field, table)
        for word, field in canaries.planted.items()
        for table, text in cells.items()
        if any(form in text for form in disguises(word))
    ]
    assert escaped == []


def test_the_search_would_find_a_canary(canaries, olshanskaya):
    from butler.network.models import Organisation

    word = next(iter(canaries.planted))
    Organisation.objects.create(name=word, kind="restaurant", city="x", price_band=1, standing=1)
    with acting_for("dump"):
        cells = dict(every_cell())
    assert any(form in cells["network_organisation"] for form in disguises(word))
