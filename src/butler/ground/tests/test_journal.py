"""The journal: one line for what was done, one for what was opened, and nothing that can be changed."""

import pytest
from django.db import ProgrammingError

from butler.dossiers.models import Note
from butler.ground import acting, clock, journal, sealing
from butler.ground.acting import acting_as, acting_for
from butler.ground.models import Entry


def lines(auditor, **wanted) -> list[Entry]:
    with acting_as(auditor.pk):
        return list(Entry.objects.filter(**wanted).order_by("at"))


@pytest.fixture
def note(olshanskaya, anna):
    with acting_as(anna.pk):
        return Note.objects.create(client=olshanskaya, written_at=clock.now(), text="тихо")


def test_a_line_says_who_what_about_whom_and_when(note, anna, auditor):
    with acting_as(anna.pk):
        journal.record("note.kept", about=note, fields=["text"])
    line = lines(auditor, what="note.kept")[0]
    assert (line.staff_id, line.client_id, line.about, line.about_id) == (
        anna.pk, note.client_id, "dossiers.Note", str(note.pk),
    )  # fmt: skip
    assert (line.at, line.detail, line.purpose) == (clock.now(), {"fields": ["text"]}, "")


def test_a_line_about_a_client_carries_the_client(olshanskaya, anna, auditor):
    with acting_as(anna.pk):
        journal.record("client.greeted", about=olshanskaya)
    assert lines(auditor, what="client.greeted")[0].client_id == olshanskaya.pk


def test_work_of_the_house_itself_stands_under_its_purpose(note, auditor):
    with acting_for("morning"):
        sealing.open_sealed(Note.objects.get(), "text")
    line = lines(auditor, what="opened", purpose="morning")[0]
    assert line.staff_id is None
    assert line.detail == {"fields": ["dossiers.note.text"]}


def test_however_often_a_field_is_opened_there_is_one_line_for_each_client(note, veresov, anna, auditor):
    with acting_as(anna.pk):
        Note.objects.create(client=veresov, written_at=clock.now(), text="громко")
        for _ in range(3):
            for row in Note.objects.all():
                sealing.open_sealed(row, "text")
    assert {line.client_id for line in lines(auditor, what="opened")} == {note.client_id, veresov.pk}
    assert len(lines(auditor, what="opened")) == 2


def test_an_act_that_is_taken_back_leaves_no_line(note, anna, auditor):
    def fail() -> None:
        with acting_as(anna.pk):
            journal.record("note.kept", about=note)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert lines(auditor, what="note.kept") == []


def test_nobody_writes_in_anothers_name_or_changes_a_line(note, anna, mark, owner):
    with pytest.raises(ProgrammingError, match="row-level security"), acting_as(mark.pk):
        Entry.objects.create(at=clock.now(), staff_id=anna.pk, what="note.kept")
    for change in (lambda: Entry.objects.update(what="x"), lambda: Entry.objects.all().delete()):
        with pytest.raises(ProgrammingError, match="permission denied"), acting_as(owner.pk):
            change()


def test_a_line_needs_somebody_who_acts(note):
    with pytest.raises(acting.NobodyActs):
        journal.record("note.kept", about=note)


def test_who_keeps_watch_reads_all_and_others_what_concerns_their_clients(note, anna, ilya, mark, auditor, owner):
    with acting_as(anna.pk):
        journal.record("note.kept", about=note)
        journal.record("signed.in")
    for person, read in ((auditor, 2), (owner, 2), (anna, 1), (ilya, 1), (mark, 0)):
        with acting_as(person.pk):
            assert Entry.objects.filter(what__in=("note.kept", "signed.in")).count() == read
