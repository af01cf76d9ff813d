"""The decisions of the morning, read aloud; no database."""

from datetime import date, datetime, time, timedelta
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from butler.briefs.rules import digest, hours, team, transfers
from butler.briefs.rules.digest import Addressee, Dated, NoEvidence, Proven, Sentence, Step, Written
from butler.briefs.rules.facts import Ask, Calendar, Coming, Facts, Journey, Stay, Talk, Waiting, Work
from butler.ground.places import Point
from butler.language.letters import Day, Promise
from butler.language.names import Name
from butler.language.salutation import Voice

MOSCOW, TOKYO, NEW_YORK = ZoneInfo("Europe/Moscow"), ZoneInfo("Asia/Tokyo"), ZoneInfo("America/New_York")
TODAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 8, 0, tzinfo=MOSCOW)
SINCE = datetime(2026, 11, 23, 21, 0, tzinfo=MOSCOW)
CLIENT = UUID(int=7)
PALACE_SQUARE, PULKOVO = Point(59.9390, 30.3158), Point(59.8003, 30.2625)


def at(hour: int, minute: int = 0, days: int = 0) -> datetime:
    return datetime(2026, 11, 24, hour, minute, tzinfo=MOSCOW) + timedelta(days=days)


def stay(start: datetime, end: datetime | None = None, **fields) -> Stay:
    values = {"about": "bookings.Booking", "kind": "restaurant", "state": "confirmed", "zone": MOSCOW}
    return Stay(id=uuid4(), client_id=CLIENT, starts_at=start, ends_at=end, **values | fields)


def event(start: datetime, end: datetime, **fields) -> Stay:
    return stay(start, end, about="calendars.Occurrence", kind="event", state="", **fields)


def compiled(section: str = "", **facts) -> list:
    lines = team.compile_brief(Facts(TODAY, NOW, SINCE, MOSCOW, **facts))
    return [line.code for line in lines if line.section == section] if section else lines


# Clashes and transfers


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        (stay(at(13), at(14, 30)), stay(at(14), at(15)), "Clash 30"),
        (event(at(13), at(14)), event(at(13, 20), at(13, 40)), "Clash 20"),
        (stay(at(13), at(14)), stay(at(14), at(15)), ""),
        (event(at(13), at(14), is_busy=False), event(at(13), at(14)), ""),
        (event(at(0), at(23, 59), is_all_day=True), event(at(13), at(14)), ""),
        (stay(at(13), at(15)), event(at(13), at(15)), ""),  # the calendar holds what we booked
        (stay(at(13), at(15), state="cancelled"), stay(at(14), at(16)), ""),
        (stay(at(13), at(15), kind="flowers"), stay(at(14), at(16)), ""),  # delivered, nobody need be there
        (stay(at(13), at(14), point=PALACE_SQUARE), stay(at(14, 20), at(15), point=PULKOVO), "Tight 20"),
        (stay(at(13), at(14), point=PALACE_SQUARE), stay(at(16), at(17), point=PULKOVO), ""),
        (stay(at(13), at(14), point=PALACE_SQUARE), stay(at(14, 5), at(15), point=PALACE_SQUARE), ""),
        (
            stay(at(9), at(10), point=PALACE_SQUARE),
            stay(at(11, 30), at(14), kind="flight", point=PULKOVO),
            "Tight 90",
        ),  # an hour and a half at the airport before it leaves
        (event(at(13), at(14), place_key=1, city="Москва"), event(at(14, 10), at(15), place_key=2, city="Москва"),
         "Tight 10"),
        (event(at(13), at(14), place_key=1, city="Москва"), event(at(14, 10), at(15), city="Москва"), ""),
        (stay(at(13), at(14), kind="transfer"), stay(at(13, 45), at(15)), ""),  # the way leads to it
    ],
)  # fmt: skip
def test_overlaps_and_ways_that_take_too_long(one, other, found):
    problems = list(transfers.problems([other, one]))
    assert [f"{type(problem).__name__} {problem.minutes}" for problem in problems] == ([found] if found else [])


@pytest.mark.parametrize(
    ("booked", "entered", "is_same"),
    [
        (("Театр, партер", "Мариинский театр"), ("Деловой ужин", "Северный Двор"), False),
        (("Ужин на двоих", "Северный Двор"), ("Встреча", "в «Северном дворе»"), True),
        (("Премьера «Полёт»", ""), ("Полет, ложа", ""), True),
        (("Ужин на двоих", "Северный Двор"), ("", ""), True),  # busy, and nothing else is told
        (("Балет", "Москва, улица Тверская, 1"), ("Совет", "Москва, улица Арбат, 3"), False),
        (("Бал", "Дом 12"), ("Бал", "Дом 12"), False),  # words too short to tell anything
    ],
)
def test_an_entry_at_the_time_of_a_booking_is_that_booking_only_when_it_says_so(booked, entered, is_same):
    one = stay(at(19, 30), at(22), kind="tickets", marks=transfers.marks(*booked, without="Москва"))
    other = event(at(19, 30), at(21), marks=transfers.marks(*entered, without="Москва"), is_titled=bool(entered[0]))
    assert [type(found) for found in transfers.problems([one, other])] == ([] if is_same else [transfers.Clash])


def test_the_day_is_that_of_the_place():
    late_in_tokyo = stay(datetime(2026, 11, 24, 22, 0, tzinfo=TOKYO), zone=TOKYO)
    tomorrow_in_tokyo = stay(datetime(2026, 11, 25, 7, 0, tzinfo=TOKYO), zone=TOKYO)
    after_midnight = stay(datetime(2026, 11, 25, 1, 0, tzinfo=MOSCOW))
    facts = Facts(TODAY, NOW, SINCE, MOSCOW)
    assert [team.is_on(each, facts) for each in (late_in_tokyo, tomorrow_in_tokyo, after_midnight)] == [
        True,
        False,
        True,
    ]


# The page


def work(place: int = 1, **fields) -> Work:
    values = {"owner_id": 1, "urgency": 70, "importance": 70, "due_at": None, "no_return_at": None}
    return Work(id=uuid4(), client_id=CLIENT, place=place, **values | fields)


def coming(days: int, start: int, **fields) -> Coming:
    values = {"is_document": False, "is_for_trip": False}
    return Coming(
        uuid4(), CLIENT, falls_on=TODAY + timedelta(days), start_by=TODAY + timedelta(start), **values | fields
    )


def test_what_the_night_brought_is_told_the_gravest_first():
    cancelled = stay(at(20), state="cancelled", cancelled_at=at(6))
    confirmed = stay(at(20), confirmed_at=at(7), asked_at=at(9, days=-3))
    old = stay(at(20), confirmed_at=at(9, days=-2), asked_at=at(9, days=-3))
    new = stay(at(20, days=9), state="wanted", asked_at=at(7, 30))
    talk = Talk(uuid4(), CLIENT, new=3, last_at=at(7), waits_for_us=True)
    quiet = Talk(uuid4(), CLIENT, new=0, last_at=at(7, days=-1), waits_for_us=False)
    calendar = Calendar(uuid4(), CLIENT, changes=2)
    facts = {"stays": (new, old, confirmed, cancelled), "talks": (talk, quiet), "calendars": (calendar,)}
    assert compiled("overnight", **facts) == [
        "booking_cancelled",
        "message",
        "booking_confirmed",
        "calendar_changed",
        "booking_new",
    ]


def test_three_to_five_decisions_what_presses_first():
    facts = {
        "work": (work(), work(urgency=95), work(place=2), work(place=4)),
        "digests": (Waiting(uuid4(), CLIENT, at(9)), Waiting(uuid4(), CLIENT, at(8, 30))),
        "asks": (Ask(uuid4(), CLIENT, 1, at(9)),),
        "stays": (stay(at(20), state="held", reply_by=at(12)),),
        "talks": (Talk(uuid4(), CLIENT, 1, at(5), waits_for_us=True),),
        "coming": (coming(20, 0), coming(20, 5)),
    }
    assert compiled("decide", **facts) == ["digests", "task", "task", "hold_ends", "request_new"]
    [line] = [line for line in compiled(**facts) if line.code == "digests"]
    assert (line.numbers, line.at) == ({"count": 2}, at(8, 30))


def test_a_calm_morning_is_filled_up_with_what_is_important():
    facts = {"work": (work(), *(work(place=2, importance=60 + n) for n in range(6)))}
    assert compiled("decide", **facts) == ["task", "task", "task"]
    assert compiled("decide") == []


def test_where_the_day_can_break():
    facts = {
        "stays": (
            stay(at(20), state="unproven", importance=3),
            stay(at(9, days=1), state="wanted"),
            stay(at(19, days=1), state="wanted"),
            stay(at(7), state="unproven"),
        ),
        "work": (work(place=4, no_return_at=at(16)),),
        "coming": (
            coming(30, -2, is_document=True),
            coming(10, -60, is_document=True, is_for_trip=True),
            coming(30, 5),
        ),
        "calendars": (Calendar(uuid4(), CLIENT, is_unread=True),),
    }
    assert sorted(compiled("risk", **facts)) == [
        "calendar_unread",
        "document_expires",
        "document_for_trip",
        "no_return",
        "unproven",
        "unproven",
    ]


def test_what_is_decided_is_not_told_again_as_a_risk():
    pressing = work(no_return_at=at(16))
    assert compiled("decide", work=(pressing,)) == ["task"]
    assert compiled("risk", work=(pressing,)) == []


def test_today_goes_by_client_and_time_and_leaves_out_what_is_off():
    stays = (stay(at(20)), event(at(11), at(12)), stay(at(9), state="cancelled"), stay(at(9, days=1)))
    assert compiled("today", stays=stays) == ["event", "booking"]


def test_what_comes_goes_by_the_day_to_begin():
    soon = Journey(uuid4(), CLIENT, TODAY + timedelta(days=5))
    far = Journey(uuid4(), CLIENT, TODAY + timedelta(days=8))
    lines = compiled(coming=(coming(40, 20), coming(60, 3)), journeys=(far, soon))
    ahead = [line for line in lines if line.section == "ahead"]
    assert [line.code for line in ahead] == ["ahead", "ahead", "trip"]
    assert ahead[2].about_id == soon.id


moments = st.datetimes(datetime(2026, 11, 23, 12), datetime(2026, 11, 26), timezones=st.just(MOSCOW))  # noqa: DTZ001
stays = st.builds(
    lambda start, length, kind, state, held: stay(
        start, start + timedelta(minutes=length), kind=kind, state=state, reply_by=held
    ),
    moments,
    st.integers(0, 300),
    st.sampled_from(["restaurant", "flight", "hotel", "transfer", "gift"]),
    st.sampled_from(["wanted", "held", "unproven", "confirmed", "cancelled", "done"]),
    st.one_of(st.none(), moments),
)
works = st.builds(lambda place, no_return: work(place, no_return_at=no_return), st.integers(1, 4), moments)


@given(st.lists(stays, max_size=12), st.lists(works, max_size=12))
def test_a_page_never_says_a_thing_twice_nor_asks_for_too_much(some_stays, some_works):
    lines = compiled(stays=tuple(some_stays), work=tuple(some_works))
    keys = [(line.section, line.code, line.about_id) for line in lines]
    assert len(set(keys)) == len(keys)
    assert sum(line.section == "decide" for line in lines) <= 5
    assert lines == compiled(stays=tuple(some_stays), work=tuple(some_works))


# The letter

TO = Addressee(Name("Андрей", "Сергеевич", "Вересов", "m"), Voice("ru"), 9, TODAY)


def proven(hour: int, importance: int = 1, evidence: UUID | None = None) -> Proven:
    promise = Promise("restaurant", at(hour), MOSCOW, MOSCOW, TODAY)
    return Proven(uuid4(), evidence or uuid4(), promise, importance)


def birthday(days: int) -> Dated:
    return Dated(uuid4(), Day("birthday", TODAY + timedelta(days=days), TODAY, Name("Елена", "", "", "f"), "spouse"))


def test_a_sentence_without_evidence_is_refused():
    with pytest.raises(NoEvidence):
        Sentence("restaurant", "Столик забронирован.", booking_id=uuid4())
    with pytest.raises(NoEvidence):
        digest.compose(TO, [Proven(uuid4(), None, proven(20).promise, 1)], [])


def test_nothing_proven_no_letter():
    assert digest.compose(TO, [], []) is None


def test_the_most_important_promises_are_kept_and_told_in_order_of_time():
    letter = digest.compose(TO, [proven(hour, importance=hour in (19, 21)) for hour in range(13, 22)], [birthday(1)])
    assert [line.at and line.at.hour for line in letter.lines] == [13, 14, 19, 21, None]
    assert len(letter.everything) == 10


@given(st.lists(st.integers(9, 23), max_size=12), st.lists(st.integers(-1, 9), max_size=6))
def test_a_letter_never_has_more_than_five_lines_and_each_has_evidence(its_hours, days):
    letter = digest.compose(TO, [proven(hour) for hour in its_hours], [birthday(day) for day in days])
    if letter is None:
        assert not its_hours
        assert not any(0 <= day <= digest.DAYS_AHEAD for day in days)
        return
    assert 1 <= len(letter.lines) <= 5
    assert all(line.evidence_id or line.occasion_id for line in letter.lines)
    assert letter.body.count("\n") == len(letter.lines)


def mark(text: str) -> bytes:
    return text.encode()


LETTER = digest.compose(TO, [proven(20)], [])
SAME = (mark(LETTER.lines[0].text),)
OTHER = (b"something that was true yesterday",)


@pytest.mark.parametrize(
    ("written", "letter", "step"),
    [
        (None, LETTER, Step.WRITE),
        (None, None, Step.NOTHING),
        (Written("waiting", SAME, LETTER.body), LETTER, Step.NOTHING),
        (Written("waiting", OTHER, "old"), LETTER, Step.REWRITE),
        (Written("waiting", SAME, "another greeting"), LETTER, Step.REWRITE),
        (Written("waiting", OTHER, "old"), None, Step.WITHDRAW),
        (Written("waiting", SAME, is_edited=True), LETTER, Step.NOTHING),
        (Written("waiting", OTHER, is_edited=True), LETTER, Step.MARK),
        (Written("waiting", OTHER, is_edited=True, is_marked=True), LETTER, Step.NOTHING),
        (Written("new", SAME), LETTER, Step.NOTHING),
        (Written("new", OTHER), LETTER, Step.RENEW),
        (Written("new", OTHER), None, Step.WITHDRAW),
        (Written("withdrawn", ()), LETTER, Step.WRITE),
        (Written("withdrawn", SAME, was_refused=True), LETTER, Step.NOTHING),
        (Written("sent", OTHER), LETTER, Step.NOTHING),
    ],
)
def test_what_becomes_of_a_letter_when_the_facts_are_looked_at_again(written, letter, step):
    assert digest.next_step(written, letter, mark) == step


# Hours

WINDOW = hours.window(TODAY, time(7), MOSCOW)


@pytest.mark.parametrize(
    ("now", "day"), [(at(6, 59), None), (at(7), TODAY), (at(23, 59), TODAY), (at(0, 30, days=1), None)]
)
def test_which_morning_is_due(now, day):
    assert hours.day_due(now, time(7), MOSCOW) == day


@pytest.mark.parametrize(
    ("zone", "moment"),
    [
        (MOSCOW, datetime(2026, 11, 24, 9, 0, tzinfo=MOSCOW)),
        (NEW_YORK, datetime(2026, 11, 24, 9, 0, tzinfo=NEW_YORK)),
        (TOKYO, datetime(2026, 11, 25, 9, 0, tzinfo=TOKYO)),
    ],
)
def test_the_clients_hour_between_two_mornings(zone, moment):
    assert hours.digest_moment(WINDOW, time(9), zone) == moment


@given(
    st.dates(date(2025, 1, 1), date(2030, 12, 31)),
    st.times(),
    st.sampled_from(["Asia/Tokyo", "America/Los_Angeles", "Europe/London", "Pacific/Auckland", "Pacific/Apia"]),
)
def test_every_client_has_an_hour_in_every_window(day, hour, zone):
    window = hours.window(day, time(7), ZoneInfo("Europe/Moscow"))
    assert window.holds(hours.digest_moment(window, hour.replace(microsecond=0), ZoneInfo(zone)))


@pytest.mark.parametrize(
    ("now", "leaves"),
    [(at(7), at(9)), (at(9), at(9)), (at(14, 20), at(14, 20)), (at(18), None), (at(9, days=1), None)],
)
def test_a_letter_that_is_late_leaves_at_once_and_in_the_evening_not_at_all(now, leaves):
    assert hours.leaves_at(WINDOW, time(9), MOSCOW, now) == leaves
