"""The sealed notes of one client are opened, looked through and forgotten, by those who may; the journal says so."""

from datetime import timedelta

import pytest

from butler.dossiers import actions
from butler.dossiers.access import find_notes
from butler.dossiers.models import Note
from butler.ground import clock
from butler.ground.acting import acting_as
from butler.ground.models import Entry
from butler.ground.refusals import NotHere


@pytest.fixture
def noted(olshanskaya, anna):
    with acting_as(anna.pk):
        for days, text in enumerate(("Лилии — никогда.", "Паспорт у Елены.", "Машину подавать со двора.")):
            actions.add_note(olshanskaya.pk, text=text, by=anna, now=clock.now() + timedelta(days=days))
    return olshanskaya


def texts(who, client, words=""):
    with acting_as(who.pk):
        return ["".join(text for text, _ in note.words) for note in find_notes(client.pk, words)]


def test_a_note_is_found_in_any_form_of_its_words_and_with_a_slip(noted, anna, ilya):
    for words in ("паспорта", "пасопрт", "у Елены"):
        assert texts(anna, noted, words) == ["Паспорт у Елены."]
    assert texts(ilya, noted, "лилий") == ["Лилии — никогда."]
    assert texts(anna, noted, "вертолёт") == []


def test_without_words_the_latest_stand_first(noted, anna):
    assert texts(anna, noted) == ["Машину подавать со двора.", "Паспорт у Елены.", "Лилии — никогда."]


def test_what_was_found_is_marked_and_says_who_wrote_it(noted, anna):
    with acting_as(anna.pk):
        (note,) = find_notes(noted.pk, "машина")
    assert note.words[0] == ("Машину", True)
    assert note.written_by == anna


def test_a_stranger_learns_nothing_not_even_that_there_is_none(noted, veresov, mark):
    for client in (noted, veresov):
        with acting_as(mark.pk), pytest.raises(NotHere):
            find_notes(client.pk, "паспорт")


def test_a_note_that_was_taken_out_is_not_found(noted, anna):
    with acting_as(anna.pk):
        Note.objects.filter(client=noted.pk).update(removed_at=clock.now())
    assert texts(anna, noted, "паспорт") == []


def test_a_search_leaves_one_line_of_the_journal(noted, anna, owner):
    with acting_as(owner.pk):
        before = Entry.objects.filter(what="opened").count()
    texts(anna, noted, "паспорт")
    with acting_as(owner.pk):
        opened = Entry.objects.filter(what="opened").order_by("pk")
        assert opened.count() == before + 1
        assert opened.last().detail == {"fields": ["dossiers.note.text"]}
