"""When a letter may leave, over which way, and what follows when it did not go."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from butler.correspondence.rules.leaving import (
    Leaving,
    Setback,
    Step,
    after,
    is_quiet,
    pause,
    when_may_leave,
    when_slot_is_free,
)
from butler.correspondence.rules.ways import Lack, Way, Wishes, other_way, way_for

MOSCOW, TOKYO, BERLIN = ZoneInfo("Europe/Moscow"), ZoneInfo("Asia/Tokyo"), ZoneInfo("Europe/Berlin")


def moment(text: str, zone: ZoneInfo = MOSCOW) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone)


def letter(now: datetime, zone: ZoneInfo = MOSCOW, **facts) -> Leaving:
    facts = {"quiet_from": time(22), "quiet_to": time(9)} | facts
    return Leaving(send_after=facts.pop("send_after", now), zone=zone, **facts)


@pytest.mark.parametrize(
    ("now", "leaves"),
    [
        ("2026-11-24 21:59", "2026-11-24 21:59"),
        ("2026-11-24 22:00", "2026-11-25 09:00"),
        ("2026-11-25 03:10", "2026-11-25 09:00"),
        ("2026-11-25 08:59", "2026-11-25 09:00"),
        ("2026-11-25 09:00", "2026-11-25 09:00"),
    ],
)
def test_a_letter_waits_for_the_end_of_the_clients_night(now, leaves):
    assert when_may_leave(letter(moment(now)), moment(now)) == moment(leaves)


@pytest.mark.parametrize(
    ("now", "facts", "leaves"),
    [
        ("2026-11-24 13:30", {"quiet_from": time(13), "quiet_to": time(15)}, "2026-11-24 15:00"),
        ("2026-11-24 23:30", {"quiet_from": time(13), "quiet_to": time(15)}, "2026-11-24 23:30"),
        ("2026-11-24 23:30", {"quiet_from": time(9), "quiet_to": time(9)}, "2026-11-24 23:30"),  # none
        ("2026-11-25 03:00", {"is_urgent": True}, "2026-11-25 03:00"),
        ("2026-11-25 03:00", {"heard_at": moment("2026-11-25 02:20")}, "2026-11-25 03:00"),  # they are awake
        ("2026-11-25 03:00", {"heard_at": moment("2026-11-25 01:20")}, "2026-11-25 09:00"),  # asleep again
        ("2026-11-25 03:00", {"heard_at": moment("2026-11-25 04:00")}, "2026-11-25 09:00"),  # a clock that runs ahead
        ("2026-11-25 07:30", {"has_own_hour": True}, "2026-11-25 07:30"),  # the client wants it at 7:30
        (
            "2026-11-25 03:00",
            {"has_own_hour": True, "send_after": moment("2026-11-24 21:00")},
            "2026-11-25 09:00",
        ),  # missed
        ("2026-11-24 12:00", {"send_after": moment("2026-11-24 23:00")}, "2026-11-25 09:00"),
        ("2026-11-24 12:00", {"send_after": moment("2026-11-24 18:00")}, "2026-11-24 18:00"),
    ],
)
def test_some_may_be_written_to_at_night_and_some_hours_are_ones_own(now, facts, leaves):
    assert when_may_leave(letter(moment(now), **facts), moment(now)) == moment(leaves)


def test_it_is_the_clients_own_night_not_ours():
    noon = moment("2026-11-24 15:30")  # 21:30 in Tokyo
    assert when_may_leave(letter(noon, TOKYO), noon) == noon
    later = noon + timedelta(hours=1)
    assert when_may_leave(letter(later, TOKYO), later) == moment("2026-11-25 09:00", TOKYO)


def test_the_night_in_which_the_clock_changes_ends_by_the_clock_on_the_wall():
    for evening in ("2026-03-28 23:00", "2026-10-24 23:00"):  # the nights of spring and of autumn
        now = moment(evening, BERLIN)
        leaves = when_may_leave(letter(now, BERLIN), now).astimezone(BERLIN)
        assert (leaves.hour, leaves.minute) == (9, 0)
        assert leaves.date() == now.date() + timedelta(days=1)
    gap = moment("2026-03-29 01:00", BERLIN)
    ends_in_the_gap = letter(gap, BERLIN, quiet_to=time(2, 30))
    assert when_may_leave(ends_in_the_gap, gap).astimezone(BERLIN).time() == time(3, 30)


@given(
    st.datetimes(datetime(2024, 1, 1), datetime(2030, 1, 1)),  # noqa: DTZ001 - made aware below
    st.sampled_from(["Europe/Moscow", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe", "Pacific/Apia"]),
    st.integers(0, 47),
    st.integers(1, 40),
)
def test_no_letter_leaves_in_the_quiet_and_none_before_its_hour(at, zone, from_half_hour, half_hours):
    now, where = at.replace(tzinfo=UTC), ZoneInfo(zone)
    until = (from_half_hour + half_hours) % 48
    quiet = {
        "quiet_from": time(from_half_hour // 2, from_half_hour % 2 * 30),
        "quiet_to": time(until // 2, until % 2 * 30),
    }
    leaves = when_may_leave(letter(now, where, **quiet), now)
    assert now <= leaves <= now + timedelta(days=2)
    assert not is_quiet(leaves.astimezone(where).time(), **quiet)


def test_an_account_takes_so_many_letters_a_minute_and_a_clock_set_back_does_not_shut_it():
    now = moment("2026-11-24 12:00")
    left = [now - timedelta(seconds=each) for each in (5, 20, 50)]
    assert when_slot_is_free(left, 4, now) == now
    assert when_slot_is_free(left, 3, now) == now + timedelta(seconds=10)
    assert when_slot_is_free(left, 2, now) == now + timedelta(seconds=40)
    assert when_slot_is_free([now - timedelta(seconds=70)], 1, now) == now
    assert when_slot_is_free([now + timedelta(hours=2)] * 9, 1, now) == now
    assert when_slot_is_free([], 0, now) == now


@pytest.mark.parametrize(
    ("setback", "step"),
    [
        (Setback(tries=1, permanent=False), Step.AGAIN),
        (Setback(tries=2, permanent=False, has_other_way=True), Step.AGAIN),
        (Setback(tries=3, permanent=False, has_other_way=True), Step.ANOTHER_WAY),
        (Setback(tries=7, permanent=False), Step.AGAIN),
        (Setback(tries=8, permanent=False), Step.FAIL),
        (Setback(tries=1, permanent=True), Step.FAIL),
        (Setback(tries=1, permanent=True, has_other_way=True), Step.ANOTHER_WAY),
        (Setback(tries=1, permanent=True, has_other_way=True, may_go_elsewhere=False), Step.FAIL),
        (Setback(tries=9, permanent=True, is_account_broken=True, has_other_way=True), Step.MEND_FIRST),
    ],
)
def test_what_follows_when_a_letter_surely_did_not_go(setback, step):
    assert after(setback)[0] == step


def test_pauses_grow_to_an_hour_and_their_own_word_is_obeyed():
    assert [pause(tries).total_seconds() for tries in (1, 2, 3, 8, 1000)] == [30, 60, 120, 3600, 3600]
    _, wait = after(Setback(tries=1, permanent=False, retry_after=timedelta(minutes=7)))
    assert wait == timedelta(minutes=7)


MAIL, CHAT = Way("mail", "m@veresov.test"), Way("telegram", "7001")


@pytest.mark.parametrize(
    ("wishes", "known", "open_channels", "way"),
    [
        (Wishes("mail"), [MAIL, CHAT], {"mail", "telegram"}, MAIL),
        (Wishes("telegram"), [MAIL, CHAT], {"mail", "telegram"}, CHAT),
        (Wishes("telegram"), [MAIL], {"mail", "telegram"}, MAIL),  # a bot cannot write first
        (Wishes("phone", "telegram", "mail"), [MAIL, CHAT], {"mail", "telegram"}, CHAT),
        (Wishes("phone", "", "mail"), [MAIL, CHAT], {"mail", "telegram"}, MAIL),
        (Wishes("telegram"), [MAIL, CHAT], {"mail"}, Lack.NO_ACCOUNT),  # the channel was chosen: it waits for ours
        (Wishes("mail"), [], {"mail"}, Lack.NO_ADDRESS),
        (Wishes("mail"), [MAIL], set(), Lack.NO_ACCOUNT),
    ],
)
def test_the_way_of_a_letter(wishes, known, open_channels, way):
    assert way_for(wishes, known, open_channels) == way


def test_another_way_is_one_that_was_not_tried():
    both = {"mail", "telegram"}
    assert other_way(Wishes("mail"), [MAIL, CHAT], both, ["mail"]) == CHAT
    assert other_way(Wishes("mail"), [MAIL, CHAT], both, ["mail", "telegram"]) is None
    assert other_way(Wishes("mail"), [MAIL, CHAT], {"mail"}, ["mail"]) is None
    assert other_way(Wishes("mail"), [MAIL], both, ["mail"]) is None


def test_an_address_shows_nowhere_a_way_is_printed():
    assert "veresov" not in repr(MAIL)
