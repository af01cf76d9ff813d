"""Sources become rows: once, again, moved, gone; and what a silent or hostile source may not do."""

from datetime import UTC, datetime, timedelta

import pytest

from butler.calendars import access, actions
from butler.calendars.fetching import Failure, Fetched, NotFetched
from butler.calendars.models import Event, Occurrence, Source
from butler.ground import clock
from butler.ground.acting import acting_as, acting_for
from butler.ground.models import Entry

pytestmark = pytest.mark.django_db

TUESDAY = datetime(2026, 11, 24, 5, 0, tzinfo=UTC)
POISON = "Лечебница «Тишина»"


def ics(*entries: str) -> bytes:
    body = "".join(f"BEGIN:VEVENT\n{entry.strip()}\nEND:VEVENT\n" for entry in entries)
    return f"BEGIN:VCALENDAR\n{body}END:VCALENDAR\n".encode()


LESSON = """
UID:lesson
SUMMARY:Урок
LOCATION:Мойка, 24
DTSTART;TZID=Europe/Berlin:20260901T180000
DTEND;TZID=Europe/Berlin:20260901T190000
RRULE:FREQ=WEEKLY
"""
VISIT = f"UID:visit\nSUMMARY:{POISON}\nDTSTART:20261126T090000Z\nDTEND:20261126T100000Z"


class FakeLink:
    """A link that gives what it is told to give."""

    def __init__(self, *answers):
        self.answers = list(answers)
        self.asked: list[tuple[str, str]] = []

    def __call__(self, link, mark):
        self.asked.append((link, mark))
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer if isinstance(answer, Fetched) else Fetched(answer, f'"{len(self.asked)}"')


@pytest.fixture
def add(olshanskaya):
    """A calendar of Maria Olshanskaya's, read."""

    def make(content: bytes = b"", link: str = "", fetch=None) -> Source:
        with acting_for("test"):
            source = actions.add_source(olshanskaya.pk, name="Личный", link=link, ics=content, now=TUESDAY)
        actions.refresh(source.pk, TUESDAY, fetch=fetch or FakeLink())
        with acting_for("test"):
            return Source.objects.get(pk=source.pk)

    return make


def replace(source: Source, content: bytes):
    with acting_for("test"):
        source = Source.objects.get(pk=source.pk)
        source.ics = content
        source.save()
    return actions.refresh(source.pk, TUESDAY)


def rows() -> list[tuple]:
    with acting_for("test"):
        return list(Occurrence.objects.order_by("starts_at").values_list("pk", "key", "starts_at", "ends_at", "zone"))


def titles(staff) -> list[str]:
    with acting_as(staff.pk):
        return [card.title for card in access.occurrences_between(TUESDAY, TUESDAY + timedelta(days=7))]


def test_a_file_becomes_occurrences_of_the_window(add):
    source = add(ics(LESSON, VISIT))
    found = rows()
    assert (source.window_from.isoformat(), source.window_to.isoformat()) == ("2026-11-17", "2027-01-23")
    assert [f"{row[2]:%m-%d %H:%M}" for row in found][:3] == ["11-17 17:00", "11-24 17:00", "11-26 09:00"]
    assert found[0][4] == "Europe/Berlin"
    assert len(found) == 11
    assert not source.failure
    assert source.fetched_at == TUESDAY


def test_reading_it_twice_changes_nothing_twice(add, olshanskaya, auditor):
    source = add(ics(LESSON, VISIT))
    before = rows()
    with acting_as(auditor.pk):
        assert Entry.objects.filter(what="calendar.read").count() == 1
    with acting_for("test"):
        again = actions.add_source(olshanskaya.pk, name="Ещё раз", ics=ics(LESSON, VISIT), now=TUESDAY)
    assert again.pk == source.pk
    for _ in range(2):
        done = actions.refresh(source.pk, TUESDAY)
        assert (done.added, done.changed, done.removed) == (0, 0, 0)
    assert rows() == before
    with acting_as(auditor.pk):
        assert Entry.objects.filter(what="calendar.read").count() == 1


def test_the_same_entries_in_another_order_keep_their_rows(add):
    source = add(ics(LESSON, VISIT))
    before = rows()
    done = replace(source, ics(VISIT, LESSON + "CLASS:PRIVATE"))
    assert (done.added, done.changed, done.removed) == (0, 0, 0)
    assert rows() == before


def test_a_lesson_keeps_its_hour_over_the_change_of_clocks(add):
    with clock.set_to(TUESDAY):
        source = add(ics(LESSON))
    march = datetime(2027, 3, 20, tzinfo=UTC)
    actions.refresh(source.pk, march)
    hours = [f"{row[2]:%m-%d %H}" for row in rows() if march < row[2] < march + timedelta(days=14)]
    assert hours == ["03-23 17", "03-30 16"]


def test_a_moved_occurrence_moves_and_the_others_stay(add):
    source = add(ics(LESSON))
    before = {row[1]: row for row in rows()}
    moved = (
        "UID:lesson\nSUMMARY:Урок\nRECURRENCE-ID;TZID=Europe/Berlin:20261124T180000\n"
        "DTSTART;TZID=Europe/Berlin:20261125T100000\nDTEND;TZID=Europe/Berlin:20261125T110000"
    )
    replace(source, ics(LESSON, moved))
    after = {row[1]: row for row in rows()}
    assert set(after) == set(before)
    different = [key for key in after if after[key][2:] != before[key][2:]]
    assert [f"{after[key][2]:%m-%d %H:%M}" for key in different] == ["11-25 09:00"]
    assert all(after[key] == before[key] for key in after if key not in different)

    second = moved.replace("20261125T1", "20261127T1")
    row = after[different[0]]
    replace(source, ics(LESSON, second))
    again = {each[1]: each for each in rows()}[different[0]]
    assert again[0] == row[0]  # moved once more, it is still the same row
    assert again[2] == row[2] + timedelta(days=2)


def test_what_vanishes_is_removed_and_what_is_cancelled_is_not_shown(add, anna):
    source = add(ics(LESSON, VISIT))
    assert titles(anna) == ["Урок", POISON]
    replace(source, ics(LESSON, VISIT + "\nSTATUS:CANCELLED"))
    assert titles(anna) == ["Урок"]
    done = replace(source, ics(LESSON))
    assert done.removed == 1
    with acting_for("test"):
        assert Event.objects.count() == 1


def test_new_words_change_the_entry_and_not_its_occurrences(add, anna):
    source = add(ics(LESSON))
    before = rows()
    replace(source, ics(LESSON.replace("Урок", "Занятие")))
    assert titles(anna) == ["Занятие"]
    assert rows() == before


def test_who_may_not_see_the_client_sees_nothing(add, anna, ilya, mark):
    add(ics(VISIT))
    assert titles(anna) == titles(ilya) == [POISON]
    assert titles(mark) == []
    with acting_as(mark.pk):
        assert access.sources() == []


def test_nothing_readable_lies_in_the_tables(add):
    from django.db import connection

    add(ics(VISIT))
    with acting_for("test"), connection.cursor() as cursor:
        for table in ("calendars_source", "calendars_event", "calendars_occurrence"):
            cursor.execute(f"SELECT count(*), string_agg(t::text, ' ') FROM {table} t")
            count, everything = cursor.fetchone()
            assert count
            for word in (POISON, "visit", POISON.encode().hex(), b"visit".hex()):
                assert word not in everything


def test_a_link_is_asked_again_with_its_mark(add):
    link = FakeLink(ics(LESSON), Fetched(None, '"1"'))
    source = add(link="https://calendar.example/a.ics", fetch=link)
    assert source.due_at == TUESDAY + timedelta(hours=1)
    assert len(rows()) == 10
    later = TUESDAY + timedelta(hours=1)
    assert actions.refresh_due(later, fetch=link) == 1
    assert link.asked == [("https://calendar.example/a.ics", ""), ("https://calendar.example/a.ics", '"1"')]
    assert len(rows()) == 10
    assert actions.refresh_due(later, fetch=link) == 0


@pytest.mark.parametrize(
    ("answer", "failure"),
    [
        (NotFetched(Failure.NOT_FOUND), "not_found"),
        (NotFetched(Failure.NOT_PUBLIC), "not_public"),
        (b"<html>sign in</html>", "no_calendar"),
        (ics(LESSON)[:100], "cut_off"),
    ],
)
def test_a_link_that_fails_keeps_its_rows_and_says_so(add, answer, failure):
    link = FakeLink(ics(LESSON), answer, answer, ics(LESSON))
    source = add(link="https://calendar.example/a.ics", fetch=link)
    before = rows()

    moment = TUESDAY + timedelta(hours=1)
    actions.refresh(source.pk, moment, fetch=link)
    with acting_for("test"):
        source.refresh_from_db()
    assert (source.failure, source.failed_at, source.due_at) == (failure, moment, moment + timedelta(minutes=15))
    assert source.fetched_at == TUESDAY
    assert rows() == before

    later = moment + timedelta(hours=3)
    actions.refresh(source.pk, later, fetch=link)
    with acting_for("test"):
        source.refresh_from_db()
    assert (source.failed_at, source.due_at) == (moment, later + timedelta(hours=3))

    actions.refresh(source.pk, later, fetch=link)
    with acting_for("test"):
        source.refresh_from_db()
    assert (source.failure, source.failed_at) == ("", None)


def test_the_window_moves_on_even_while_a_link_is_silent(add):
    silent = NotFetched(Failure.UNREACHABLE)
    link = FakeLink(ics(LESSON), silent)
    source = add(link="https://calendar.example/a.ics", fetch=link)
    actions.refresh(source.pk, TUESDAY + timedelta(days=14), fetch=link)
    with acting_for("test"):
        source.refresh_from_db()
    assert source.failure == "unreachable"
    assert f"{rows()[0][2]:%m-%d}" == "12-01"


def test_one_broken_entry_is_noted_and_the_rest_is_read(add, anna, auditor):
    source = add(ics("UID:broken\nDTSTART:soon\nSUMMARY:POISON", LESSON))
    assert titles(anna) == ["Урок"]
    with acting_as(auditor.pk):
        noted = Entry.objects.get(what="calendar.read", about_id=str(source.pk))
    assert noted.detail["unread_lines"] == [4]
    assert "POISON" not in str(noted.detail)


def test_a_source_taken_back_meanwhile_is_forgotten(add):
    source = add(ics(LESSON))
    with acting_for("test"):
        source.delete()
    assert actions.refresh(source.pk, TUESDAY) is None
    assert rows() == []


def test_a_file_is_read_again_when_its_window_must_move(add):
    source = add(ics(LESSON))
    assert f"{source.due_at:%m-%d %H:%M}" == "11-25 00:30"  # half past three at the client's
    assert actions.refresh_due(source.due_at) == 1
    assert f"{rows()[-1][2]:%m-%d}" == "01-19"
