"""Sealing: what goes in comes out for those who act, and for nobody and nothing else."""

import uuid

import pytest
from cryptography.exceptions import InvalidTag
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from butler.dossiers.models import HealthNote, IdentityNote, Note
from butler.ground import acting, clock, keys, sealing
from butler.ground.acting import acting_as, acting_for
from butler.ground.models import DataKey
from butler.ground.refusals import NotHere

WORDS = "Барвинок у третьего окна"


def note(client, text=WORDS) -> Note:
    return Note.objects.create(client=client, written_at=clock.now(), text=text)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=300))
def test_what_is_sealed_opens_as_it_was(olshanskaya, anna, text):
    with acting_as(anna.pk):
        row = note(olshanskaya, text)
        assert sealing.open_sealed(Note.objects.get(pk=row.pk), "text") == text


def test_the_same_words_never_look_the_same(olshanskaya, anna):
    with acting_as(anna.pk):
        one, other = note(olshanskaya), note(olshanskaya)
        assert one.text.box != other.text.box
        assert WORDS.encode() not in one.text.box


def test_an_empty_value_stays_empty_and_needs_no_key(olshanskaya, anna):
    with acting_as(anna.pk):
        row = note(olshanskaya, "")
        assert not row.text
        assert str(row.text) == ""
        assert sealing.open_sealed(Note.objects.get(pk=row.pk), "text") == ""


def test_a_sealed_value_says_nothing_of_itself(olshanskaya, anna):
    with acting_as(anna.pk):
        row = Note.objects.get(pk=note(olshanskaya).pk)
    assert (str(row.text), repr(row.text)) == ("•••", "<Sealed>")


def test_one_changed_bit_and_it_does_not_open(olshanskaya, anna):
    with acting_as(anna.pk):
        row = note(olshanskaya)
        for place in (1, 15, -1):
            box = bytearray(row.text.box)
            box[place] ^= 1
            broken = Note(pk=row.pk, client=olshanskaya, written_at=row.written_at)
            broken.text = sealing.Sealed(bytes(box))
            with pytest.raises(sealing.Broken):
                sealing.open_sealed(broken, "text")


def test_a_cell_opens_only_in_its_own_row_column_and_client(olshanskaya, veresov, anna):
    with acting_as(anna.pk):
        row = note(olshanskaya)
        note(veresov)  # so that he has a key
        moved = Note(pk=uuid.uuid4(), client=olshanskaya, text=row.text)
        another = Note(pk=row.pk, client=veresov, text=row.text)
        for stranger in (moved, another):
            with pytest.raises(sealing.Broken):
                sealing.open_sealed(stranger, "text")


def test_each_compartment_has_its_own_key(olshanskaya):
    with acting_for("test"):
        note(olshanskaya)
        HealthNote.objects.create(client=olshanskaya, label="x", value=WORDS, noted_on=clock.now())
        IdentityNote.objects.create(client=olshanskaya, label="x", value=WORDS)
        kept = DataKey.objects.filter(subject=olshanskaya.pk)
        assert {"profile", "health", "identity"} <= set(kept.values_list("compartment", flat=True))
        assert len({bytes(key.wrapped) for key in kept}) == len(kept)


def test_a_wrapped_key_opens_for_its_own_subject_only(olshanskaya, veresov):
    key = keys.fresh()
    wrapped = keys.wrap(key, olshanskaya.pk, "profile")
    assert keys.unwrap(wrapped, olshanskaya.pk, "profile") == key
    assert key not in wrapped
    for subject, compartment in ((veresov.pk, "profile"), (olshanskaya.pk, "health")):
        with pytest.raises(InvalidTag):
            keys.unwrap(wrapped, subject, compartment)


def test_destroying_the_key_destroys_what_it_sealed(olshanskaya, anna):
    with acting_as(anna.pk):
        row = note(olshanskaya)
    with acting_for("erasure"):
        DataKey.objects.filter(subject=olshanskaya.pk).delete()
    acting.forget_keys()
    with acting_for("test"), pytest.raises(sealing.Broken):
        sealing.open_sealed(Note.objects.get(pk=row.pk), "text")


def test_a_sealed_value_is_never_written_by_an_update(olshanskaya, anna):
    with acting_as(anna.pk):
        row = note(olshanskaya)
    with pytest.raises(TypeError, match="never by an update"), acting_as(anna.pk):
        Note.objects.filter(pk=row.pk).update(text="открытым текстом")


def test_opening_without_acting_is_refused_even_with_the_row_in_hand(olshanskaya, anna):
    with acting_as(anna.pk):
        row = Note.objects.get(pk=note(olshanskaya).pk)
    with pytest.raises(acting.NobodyActs):
        sealing.open_sealed(row, "text")


def test_a_stranger_with_the_row_in_hand_has_no_key(olshanskaya, anna, mark, monkeypatch):
    with acting_as(anna.pk):
        row = Note.objects.get(pk=note(olshanskaya).pk)
    acting.forget_keys()
    monkeypatch.setattr(acting, "check_may_open", lambda *_: None)  # the other lock, switched off
    with pytest.raises(Exception, match=r"row-level security|DataKey|dossiers"), acting_as(mark.pk):
        sealing.open_sealed(row, "text")


def test_a_stranger_with_the_row_and_the_key_in_hand_is_refused(olshanskaya, anna, mark):
    with acting_as(anna.pk):
        row = Note.objects.get(pk=note(olshanskaya).pk)
        sealing.open_sealed(row, "text")  # now the key is in this process's memory
    with pytest.raises(NotHere), acting_as(mark.pk):
        sealing.open_sealed(row, "text")


def test_a_row_that_finds_its_client_is_sealed_anew(olshanskaya, anna):
    from butler.correspondence.models import Conversation

    with acting_for("test"):
        row = Conversation.objects.create(channel="mail", subject=WORDS, last_at=clock.now())
        fields = sealing.reseal(row, None, olshanskaya.pk)
        row.client_id = olshanskaya.pk
        row.save(update_fields=[*fields, "client"])
        assert sealing.open_sealed(Conversation.objects.get(pk=row.pk), "subject") == WORDS
        assert "subject" in fields


def test_a_blind_index_finds_the_same_and_only_the_same():
    one = sealing.blind_index("+79215550102", use="phone")
    assert one == sealing.blind_index("+79215550102", use="phone")
    assert one != sealing.blind_index("+79215550103", use="phone")
    assert one != sealing.blind_index("+79215550102", use="document")
    assert len(one) == 16


def test_small_secrets_of_the_house_open_for_their_use_only():
    sealed = keys.seal_small(WORDS, use="mfa")
    assert keys.open_small(sealed, use="mfa") == WORDS
    with pytest.raises(InvalidTag):
        keys.open_small(sealed, use="other")


def test_what_the_database_keeps_is_a_version_a_nonce_and_a_box(olshanskaya, anna):
    with acting_as(anna.pk):
        row = note(olshanskaya)
        with connection.cursor() as cursor:
            cursor.execute("SELECT text FROM dossiers_note WHERE id = %s", [row.pk])
            box = bytes(cursor.fetchone()[0])
    assert box[:1] == sealing.VERSION
    assert len(box) == 1 + keys.NONCE_BYTES + len(WORDS.encode()) + 16
