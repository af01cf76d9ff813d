"""Grants: who may open a dossier, and that the database itself refuses."""

from datetime import timedelta

import pytest
from django.db import InternalError, ProgrammingError, connection, transaction

from butler.dossiers import actions
from butler.dossiers.models import Client, Grant, HealthNote, Note
from butler.ground import acting, clock, sealing
from butler.ground.acting import acting_as, acting_for
from butler.ground.models import DataKey, Entry

SECRET = "кодовое слово Яшма"


def seen_by(person) -> set:
    with acting_as(person.pk):
        return set(Client.objects.values_list("pk", flat=True))


@pytest.fixture
def note(olshanskaya, anna):
    with acting_as(anna.pk):
        return Note.objects.create(client=olshanskaya, written_by=anna, written_at=clock.now(), text=SECRET)


def test_a_concierge_sees_her_clients_and_a_stranger_none(olshanskaya, veresov, anna, ilya, mark):
    assert seen_by(anna) == {olshanskaya.pk, veresov.pk}
    assert seen_by(ilya) == {olshanskaya.pk}
    assert seen_by(mark) == set()


def test_a_lead_sees_the_clients_of_the_team_and_the_owner_of_the_house_all(olshanskaya, veresov, vera, owner, auditor):
    assert seen_by(vera) == seen_by(owner) == {olshanskaya.pk, veresov.pk}
    assert seen_by(auditor) == set()


def test_nobody_sees_anything_without_a_name(olshanskaya):
    assert not Client.objects.exists()
    assert not Grant.objects.exists()
    assert not DataKey.objects.exists()


def test_the_worker_sees_clients_only_under_a_named_purpose(olshanskaya):
    with acting_for("morning"):
        assert Client.objects.count() == 1
    with pytest.raises(ValueError, match="purpose"), acting_for(""):
        pass


def test_a_web_page_cannot_speak_for_a_purpose(olshanskaya, mark):
    with acting_as(mark.pk), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('butler.purpose', 'morning', true)")
        assert not Client.objects.exists()


def test_a_note_opens_for_whoever_holds_a_grant_and_the_reading_is_in_the_journal(note, anna, auditor):
    with acting_as(anna.pk):
        assert sealing.open_sealed(Note.objects.get(), "text") == SECRET
    with acting_as(auditor.pk):
        read = Entry.objects.get(what="opened")
    assert (read.staff_id, read.client_id, read.detail) == (anna.pk, note.client_id, {"fields": ["dossiers.note.text"]})


def test_a_sealed_value_prints_as_dots_and_is_not_in_the_table(note, anna):
    with acting_as(anna.pk):
        row = Note.objects.get()
        assert str(row.text) == "•••"
        with connection.cursor() as cursor:
            cursor.execute("SELECT text FROM dossiers_note")
            assert SECRET.encode() not in bytes(cursor.fetchone()[0])


def test_a_stranger_gets_neither_the_row_nor_the_key(note, olshanskaya, mark):
    acting.forget_keys()
    with acting_as(mark.pk):
        assert not Note.objects.exists()
        assert not DataKey.objects.filter(subject=olshanskaya.pk).exists()


def test_a_sealed_cell_moved_to_another_row_does_not_open(note, anna, olshanskaya):
    with acting_as(anna.pk):
        other = Note.objects.create(client=olshanskaya, written_at=clock.now(), text="другое")
        other.text = Note.objects.get(pk=note.pk).text
        other.save(update_fields=["text"])
        with pytest.raises(sealing.Broken):
            sealing.open_sealed(other, "text")


def test_a_compartment_has_its_own_grant(olshanskaya, anna, owner):
    with acting_for("test"):
        HealthNote.objects.create(client=olshanskaya, label="Аллергия", value=SECRET, noted_on=clock.now())
    with acting_as(anna.pk):
        assert not HealthNote.objects.exists()
    with acting_for("test"):
        actions.give_grant(anna, olshanskaya.pk, "health", reason="врач на дом")
    with acting_as(anna.pk):
        assert sealing.open_sealed(HealthNote.objects.get(), "value") == SECRET
    with acting_as(owner.pk):
        assert not HealthNote.objects.exists()


def test_a_grant_ends_at_once_and_by_itself(olshanskaya, mark, anna):
    with acting_for("test"):
        actions.give_grant(mark, olshanskaya.pk, "profile", until=clock.now() + timedelta(hours=1), reason="смена")
        actions.end_grant(anna, olshanskaya.pk, "profile")
    assert seen_by(anna) == set()
    assert seen_by(mark) == {olshanskaya.pk}
    with clock.set_to(clock.now() + timedelta(hours=1)):
        assert seen_by(mark) == set()


def test_a_stranger_cannot_give_himself_a_grant(olshanskaya, mark):
    with pytest.raises(ProgrammingError, match="may not give grants"), acting_as(mark.pk):
        actions.give_grant(mark, olshanskaya.pk, "profile", reason="хочу")
    with pytest.raises(ProgrammingError, match="permission denied"), acting_as(mark.pk):
        Grant.objects.create(
            staff=mark, client_id=olshanskaya.pk, compartment="profile", starts_at=clock.now(), reason=""
        )
    assert seen_by(mark) == set()


def test_a_concierge_cannot_write_into_a_strangers_dossier(olshanskaya, mark):
    with pytest.raises((ProgrammingError, InternalError)), acting_as(mark.pk):
        Note.objects.bulk_create([Note(client_id=olshanskaya.pk, written_at=clock.now(), text="")])


def test_nobody_rewrites_the_journal(note, anna, owner):
    with acting_as(owner.pk):
        assert Entry.objects.exists()
    for change in (lambda: Entry.objects.update(what="x"), lambda: Entry.objects.all().delete()):
        with pytest.raises(ProgrammingError, match="permission denied"), acting_as(owner.pk):
            change()
    with pytest.raises(ProgrammingError, match="row-level security"), acting_as(anna.pk):
        Entry.objects.create(at=clock.now(), staff_id=owner.pk, what="opened")


def test_opening_needs_somebody_who_acts(note):
    with pytest.raises(acting.NobodyActs):
        sealing.open_sealed(note, "text")


def test_a_key_made_in_a_part_that_was_taken_back_is_noticed(veresov, anna):
    def write_and_fail():
        with transaction.atomic():
            HealthNote.objects.create(client=veresov, label="x", value="y", noted_on=clock.now())
            raise RuntimeError

    with pytest.raises(acting.KeyLost), acting_for("test"), pytest.raises(RuntimeError):
        write_and_fail()
