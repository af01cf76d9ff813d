"""Figures that are counted from rows: tables to read aloud."""

from datetime import UTC, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from butler.reports.rules import figures as rules
from butler.reports.rules import plots
from butler.reports.rules.figures import Load, Matter, Ran, Rows

MOSCOW, NEW_YORK = ZoneInfo("Europe/Moscow"), ZoneInfo("America/New_York")
MARIA, ANDREY = UUID(int=1), UUID(int=2)
ANNA, ILYA = 1, 2
DUE = datetime(2026, 11, 24, 12, tzinfo=UTC)


def matter(number=1, category="restaurant", *, client=MARIA, owner=ANNA, state="closed", worked=0):
    return Matter(UUID(int=100 + number), client, owner, category, state, worked)


def ran(number=1, late: int | None = 0, *, kind="acknowledge", client=MARIA, owner=ANNA):
    stopped = None if late is None else DUE + timedelta(minutes=late)
    return Ran(kind, UUID(int=100 + number), client, owner, DUE, stopped)


def test_nothing_counts_nothing_and_says_so():
    found = rules.figures(Rows(), MOSCOW)
    assert found.is_empty
    assert (found.clocks.per_cent, found.load.busiest, found.returned.hours, found.volume.categories) == (
        None,
        None,
        0,
        (),
    )
    assert rules.by_owner(Rows()) == rules.by_client(Rows()) == ()


def test_one_of_everything():
    found = rules.figures(Rows((matter(),), (matter(),), (), (ran(),), (DUE,), (DUE,)), MOSCOW)
    assert [vars(line) for line in found.volume.categories] == [
        {"category": "restaurant", "opened": 1, "settled": 1, "called_off": 0}
    ]
    assert (found.clocks.per_cent, found.returned.minutes) == (100, 40)
    assert found.load.busiest == (1, 15)  # Tuesday, three in the afternoon in Moscow


def test_the_largest_category_comes_first_and_what_was_only_called_off_is_told_too():
    rows = Rows(opened=(matter(1), matter(2, "flight"), matter(3, "flight")), called_off=(matter(4, "yacht"),))
    assert [(line.category, line.opened, line.called_off) for line in rules.volume(rows).categories] == [
        ("flight", 2, 0), ("restaurant", 1, 0), ("yacht", 0, 1)
    ]  # fmt: skip


@pytest.mark.parametrize(("late", "kept"), [(-1, True), (0, True), (1, False), (None, False)])
def test_a_clock_is_kept_up_to_its_very_minute(late, kept):
    assert ran(late=late).is_kept is kept


def test_one_miss_in_three_hundred_is_not_a_hundred_per_cent():
    found = rules.clocks([*(ran(number) for number in range(299)), ran(300, late=5)])
    assert (found.ended, found.kept, found.per_cent) == (300, 299, 99)
    assert [one.request_id.int for one in found.missed] == [400]


def test_hours_are_those_of_the_clock_on_the_wall():
    at = datetime(2026, 11, 1, 22, 30, tzinfo=UTC)  # Monday in Moscow already, Sunday in New York
    assert rules.load(Rows(came=(at,)), MOSCOW).busiest == (0, 1)
    assert rules.load(Rows(came=(at,)), NEW_YORK).busiest == (6, 17)


def test_colleagues_and_clients_stand_in_lines_of_their_own():
    rows = Rows(
        opened=(matter(1), matter(2, owner=ILYA, client=ANDREY)),
        settled=(matter(3, "flight", owner=ILYA, worked=200),),
        ran=(ran(1), ran(2, late=9, owner=ILYA)),
    )
    lines = rules.by_owner(rows)
    assert [(line.id, line.opened, line.settled, line.per_cent, line.returned_hours) for line in lines] == [
        (ILYA, 1, 1, 0, 3), (ANNA, 1, 0, 100, 0)
    ]  # fmt: skip
    assert [(line.id, line.settled) for line in rules.by_client(rows)] == [(MARIA, 1), (ANDREY, 0)]


@given(st.lists(st.datetimes(timezones=st.just(UTC)), max_size=40), st.lists(st.datetimes(timezones=st.just(UTC))))
def test_no_hour_is_lost_and_no_mark_leaves_its_drawing(came, done):
    load = rules.load(Rows(came=tuple(came), done=tuple(done)), UTC)
    assert (sum(load.came), sum(load.done)) == (len(came), len(done))
    drawing, week = plots.bars(load), plots.week(load)
    assert all(
        bar.y >= 0 and 0 <= bar.x < drawing.width and bar.y + bar.height <= plots.BASE + 0.2 for bar in drawing.bars
    )
    assert all((cell.shade == 0) == (cell.count == 0) for row in week.rows for cell in row.cells)


@pytest.mark.parametrize(("most", "step"), [(0, 1), (1, 1), (4, 1), (5, 2), (37, 10), (41, 20), (999, 500)])
def test_a_scale_stands_in_round_numbers(most, step):
    assert plots.scale(most) == step
    load = Load(came=(most, *(0,) * 23))
    assert plots.bars(load).lines[-1].count >= most
