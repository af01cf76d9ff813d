"""A line that a colleague types: whom it names, what it wants, and that nothing happens before a yes."""

from datetime import datetime
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from butler.ground.acting import acting_as
from butler.ground.refusals import NotHere
from butler.reception.rules.typed import Who, named_in, wishes_in, without
from butler.reception.typed import open_line, read_line
from butler.requests.actions import Overtaken, accept_place, unmake_request
from butler.requests.models import ClientRequest, Task

MOSCOW = ZoneInfo("Europe/Moscow")
MORNING = datetime(2026, 11, 24, 9, tzinfo=MOSCOW)
MARIA = Who(uuid4(), "Мария", "Андреевна", "Ольшанская")
PAVEL = Who(uuid4(), "Павел", "Игоревич", "Ольшанский")
ANDREY = Who(uuid4(), "Андрей", "Викторович", "Вересов")
EDWARD = Who(uuid4(), "Edward", "", "Harrington")
HOUSE = (MARIA, PAVEL, ANDREY, EDWARD)


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("стол на двоих завтра в 8, Ольшанская, тихо", (MARIA,)),
        ("table for two tomorrow at 8, Olshanskaya, quiet", (MARIA,)),
        ("машина для Вересова к шести", (ANDREY,)),
        ("вересов цветы жене", (ANDREY,)),
        ("Андрею Викторовичу билеты в оперу", (ANDREY,)),
        ("Мария Ольшанская, стол у окна", (MARIA,)),
        ("вертолёт Харрингтону в субботу", (EDWARD,)),
        ("пионы для Ольшанских", (MARIA, PAVEL)),
        ("стол на двоих завтра в 8", ()),
        ("Мария просит такси", (MARIA,)),
    ],
)
def test_a_line_names_a_client_in_any_case_and_alphabet(line, named):
    assert {one.id for one in named_in(line, HOUSE)} == {who.id for who in named}


def test_a_given_name_alone_may_be_anybodys():
    assert not named_in("Мария просит такси", HOUSE)[0].is_sure
    assert named_in("Ольшанская просит такси", HOUSE)[0].is_sure


def test_the_name_goes_and_the_wishes_stay():
    line = "стол на двоих завтра в 8, Ольшанская, тихо"
    (one,) = named_in(line, HOUSE)
    assert without(line, one.span) == "стол на двоих завтра в 8, тихо"
    assert wishes_in("стол на двоих завтра в 8, тихо", [(14, 24)]) == ("тихо",)


@given(st.text(max_size=80))
def test_any_line_is_read_without_harm(line):
    for one in named_in(line, HOUSE):
        assert line[slice(*one.span)].strip()
        assert len(without(line, one.span)) <= len(line) + 1


@pytest.fixture
def line(anna, olshanskaya):
    def read_as(person, text, **more):
        with acting_as(person.pk):
            return read_line(text, now=MORNING, **more)

    return read_as


def test_one_line_says_who_what_when_and_how(line, anna, olshanskaya):
    found = line(anna, "стол на двоих завтра в 8, Ольшанская, тихо")
    assert found.client is not None
    assert found.client.id == olshanskaya.pk
    assert (found.category, found.party, found.wishes) == ("restaurant", "2", ("тихо",))
    assert found.when == datetime(2026, 11, 25, 20, tzinfo=found.client.tz)
    assert "двоих" in found.title
    assert found.is_request


def test_english_is_read_as_well(line, anna, olshanskaya):
    found = line(anna, "table for two tomorrow at 8, Olshanskaya, quiet")
    assert found.client is not None
    assert (found.category, found.party, found.wishes) == ("restaurant", "2", ("quiet",))
    assert found.when is not None
    assert found.when.hour == 20


def test_mark_learns_of_no_client_of_annas(line, mark, olshanskaya):
    assert line(mark, "стол на двоих завтра в 8, Ольшанская, тихо").clients == ()
    with pytest.raises(NotHere):
        line(mark, "стол на двоих", client_id=olshanskaya.pk)


@pytest.mark.parametrize("text", ["Ольшанская", "матрица", "позвонить", "оль", "?"])
def test_a_search_is_no_request(line, anna, olshanskaya, text):
    assert not line(anna, text).is_request


def test_a_request_is_written_down_with_its_task_and_goes_again(line, anna, olshanskaya):
    found = line(anna, "стол на двоих завтра в 8, Ольшанская, тихо")
    with acting_as(anna.pk):
        row = open_line(found, by=anna, now=MORNING)
        task = row.tasks.get()
        assert (task.owner, task.no_return_at, row.category) == (anna, found.when, "restaurant")
        assert MORNING < row.due_at < task.no_return_at
        unmake_request(row.pk)
        assert not ClientRequest.objects.exists()
        assert not Task.objects.exists()


def test_what_somebody_has_worked_on_stays(line, anna, olshanskaya):
    found = line(anna, "стол на двоих завтра в 8, Ольшанская")
    with acting_as(anna.pk):
        row = open_line(found, by=anna, now=MORNING)
        accept_place(row.tasks.get().pk, by=anna, now=MORNING)
        with pytest.raises(Overtaken):
            unmake_request(row.pk)


def test_a_line_without_a_client_opens_nothing(line, anna, olshanskaya):
    found = line(anna, "стол на двоих завтра в 8")
    with acting_as(anna.pk), pytest.raises(NotHere):
        open_line(found, by=anna, now=MORNING)
