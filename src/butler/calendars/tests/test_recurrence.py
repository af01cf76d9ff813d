"""Rules of recurrence: a table to read aloud, and `dateutil` as a second opinion where it and RFC 5545 agree."""
# ruff: noqa: DTZ001 - rules are wall clock time

import warnings
from datetime import datetime, timedelta
from itertools import islice

import pytest
from dateutil.rrule import rrulestr
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from butler.calendars.reading.expand import _counted, _moment, _wall, _walls, first_walls, walls
from butler.calendars.reading.refusals import Refused, Why
from butler.calendars.reading.rule import insist, rule_of

NOON = datetime(2024, 1, 31, 12, 0)


def days(text: str, start: datetime = NOON, limit: int = 6) -> list[str]:
    return [f"{moment:%y-%m-%d}" for moment in first_walls(rule_of(text), start, limit)]


@pytest.mark.parametrize(
    ("said", "rule", "start", "expected"),
    [
        ("every other day, three times", "FREQ=DAILY;INTERVAL=2;COUNT=3", NOON, ["24-01-31", "24-02-02", "24-02-04"]),
        ("the 31st, where there is one", "FREQ=MONTHLY;COUNT=3", NOON, ["24-01-31", "24-03-31", "24-05-31"]),
        (
            "the 31st, else the last day",
            "RSCALE=GREGORIAN;FREQ=MONTHLY;SKIP=BACKWARD;COUNT=4",
            NOON,
            ["24-01-31", "24-02-29", "24-03-31", "24-04-30"],
        ),
        (
            "the 31st, else the first of the next month, once",
            "RSCALE=GREGORIAN;FREQ=MONTHLY;SKIP=FORWARD;BYMONTHDAY=1,31;COUNT=5",
            NOON,
            ["24-01-31", "24-02-01", "24-03-01", "24-03-31", "24-04-01"],
        ),
        ("the last day of the month", "FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=3", NOON, ["24-01-31", "24-02-29", "24-03-31"]),
        (
            "a birthday on 29 February",
            "FREQ=YEARLY;COUNT=3",
            datetime(2024, 2, 29),
            ["24-02-29", "28-02-29", "32-02-29"],
        ),
        (
            "a birthday on 29 February, kept on the 28th",
            "RSCALE=GREGORIAN;FREQ=YEARLY;SKIP=BACKWARD;COUNT=3",
            datetime(2024, 2, 29),
            ["24-02-29", "25-02-28", "26-02-28"],
        ),
        (
            "the last working day of the month",
            "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=3",
            datetime(2024, 2, 1),
            ["24-02-29", "24-03-29", "24-04-30"],
        ),
        (
            "the second Tuesday and the last Friday",
            "FREQ=MONTHLY;BYDAY=2TU,-1FR;COUNT=4",
            datetime(2024, 3, 1),
            ["24-03-12", "24-03-29", "24-04-09", "24-04-26"],
        ),
        (
            "every other week from Monday, the week begun counts",
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=MO;COUNT=4",
            datetime(1997, 8, 5),
            ["97-08-05", "97-08-10", "97-08-19", "97-08-24"],
        ),
        (
            "the same with weeks from Sunday",
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=SU;COUNT=4",
            datetime(1997, 8, 5),
            ["97-08-05", "97-08-17", "97-08-19", "97-08-31"],
        ),
        ("the 256th day", "FREQ=YEARLY;BYYEARDAY=256;COUNT=2", datetime(2024, 1, 1), ["24-09-12", "25-09-13"]),
        (
            "Thanksgiving",
            "FREQ=YEARLY;BYMONTH=11;BYDAY=4TH;COUNT=2",
            datetime(2024, 11, 28),
            ["24-11-28", "25-11-27"],
        ),
        ("the last Sunday of the year", "FREQ=YEARLY;BYDAY=-1SU;COUNT=2", NOON, ["24-12-29", "25-12-28"]),
        ("never", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=2", NOON, []),
        ("until a moment that counts", "FREQ=DAILY;UNTIL=20240202T120000", NOON, ["24-01-31", "24-02-01", "24-02-02"]),
        (
            "on the same day of the year, whatever the month says",
            "FREQ=YEARLY;BYWEEKNO=1;COUNT=2",
            datetime(2024, 1, 3),
            ["24-01-03", "25-01-01"],
        ),
    ],
)
def test_rules_as_people_say_them(said, rule, start, expected):
    assert days(rule, start) == expected


@pytest.mark.parametrize(
    "rule",
    [
        "",
        "COUNT=3",
        "FREQ=FORTNIGHTLY",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;COUNT=0",
        "FREQ=DAILY;COUNT=many",
        "FREQ=DAILY;UNTIL=",
        "FREQ=DAILY;UNTIL=20240231",
        "FREQ=DAILY;FREQ=DAILY",
        "FREQ=MONTHLY;BYMONTHDAY=0",
        "FREQ=MONTHLY;BYMONTHDAY=32",
        "FREQ=MONTHLY;BYDAY=0MO",
        "FREQ=MONTHLY;BYDAY=XX",
        "FREQ=YEARLY;BYMONTH=13",
        "FREQ=YEARLY;BYYEARDAY=-367",
        "FREQ=YEARLY;BYWEEKNO=54",
        "FREQ=YEARLY;BYSETPOS=0",
        "FREQ=DAILY;BYHOUR=24",
        "FREQ=DAILY;WKST=1MO",
        "FREQ=MONTHLY;SKIP=FORWARD",
        "RSCALE=GREGORIAN;FREQ=MONTHLY;SKIP=SIDEWAYS",
    ],
)
def test_what_is_no_rule_is_refused(rule):
    with pytest.raises(Refused) as refused:
        rule_of(rule)
    assert refused.value.why == Why.BAD_RULE


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=DAILY;COUNT=3;UNTIL=20240301",
        "FREQ=MONTHLY;BYWEEKNO=20",
        "FREQ=DAILY;BYYEARDAY=20",
        "FREQ=WEEKLY;BYMONTHDAY=20",
        "FREQ=WEEKLY;BYDAY=1MO",
        "FREQ=YEARLY;BYWEEKNO=20;BYDAY=2MO",
    ],
)
def test_what_the_standard_forbids_is_refused_where_it_is_insisted_on(rule):
    with pytest.raises(Refused):
        insist(rule_of(rule))
    assert days(rule) is not None  # a calendar that says so is still read


def test_another_scale_is_named():
    with pytest.raises(Refused) as refused:
        rule_of("RSCALE=CHINESE;FREQ=YEARLY")
    assert refused.value.why == Why.OTHER_SCALE


def test_a_rule_that_never_happens_ends():
    for freq in ("YEARLY", "MONTHLY", "DAILY", "HOURLY", "SECONDLY"):
        assert first_walls(rule_of(f"FREQ={freq};BYMONTH=2;BYMONTHDAY=30"), NOON, 10) == []


def test_a_rule_that_would_burn_the_processor_is_refused():
    rule = rule_of("FREQ=SECONDLY")
    with pytest.raises(Refused) as refused:
        walls(rule, NOON, NOON, NOON + timedelta(days=3_000))
    assert refused.value.why == Why.TOO_OFTEN


def test_a_window_ten_thousand_days_on_is_as_cheap_as_the_first():
    rule = rule_of("FREQ=HOURLY;INTERVAL=5;BYMINUTE=0,30")
    start = datetime(1996, 11, 23)
    far = start + timedelta(days=11_000)
    expected = [far + timedelta(minutes=minutes) for minutes in (0, 30, 300, 330)]
    assert walls(rule, start, far, far + timedelta(hours=6)) == expected


WEEKDAYS = st.sampled_from(["MO", "TU", "WE", "TH", "FR", "SA", "SU"])
starts = st.datetimes(datetime(1996, 1, 1), datetime(2026, 12, 31)).map(lambda moment: moment.replace(microsecond=0))


@st.composite
def rules(draw) -> str:
    """Rules that the standard allows and that both sides read alike."""
    freq = draw(st.sampled_from(["YEARLY", "MONTHLY", "WEEKLY", "DAILY", "HOURLY"]))
    parts = {"INTERVAL": str(draw(st.integers(1, 5)))}

    def some(numbers, most: int = 3) -> str:
        return ",".join(map(str, draw(st.lists(numbers, min_size=1, max_size=most, unique=True))))

    if draw(st.booleans()):
        parts["BYMONTH"] = some(st.integers(1, 12))
    if freq != "WEEKLY" and draw(st.integers(0, 3)) == 0:
        parts["BYMONTHDAY"] = some(st.one_of(st.integers(1, 31), st.integers(-31, -1)))
    if freq == "YEARLY" and draw(st.integers(0, 3)) == 0:
        parts["BYYEARDAY"] = some(st.one_of(st.integers(1, 366), st.integers(-366, -1)))
    if draw(st.booleans()):
        nth = st.sampled_from(["1", "2", "-1", "5"])
        # dateutil wants a day to be both where numbered and plain ones stand together
        is_numbered = freq in ("YEARLY", "MONTHLY") and "BYYEARDAY" not in parts and draw(st.booleans())
        parts["BYDAY"] = some(st.tuples(nth, WEEKDAYS).map("".join) if is_numbered else WEEKDAYS)
    if freq == "YEARLY" and draw(st.integers(0, 3)) == 0 and "BYMONTHDAY" not in parts:
        parts["BYWEEKNO"] = some(st.one_of(st.integers(1, 53), st.integers(-53, -1)))
        parts["BYDAY"] = some(WEEKDAYS)  # without one, dateutil takes the whole week
    if draw(st.integers(0, 3)) == 0:
        parts["BYHOUR"] = some(st.integers(0, 23))
    if draw(st.integers(0, 3)) == 0:
        parts["BYMINUTE"] = some(st.integers(0, 59))
    if len(parts) > 1 and freq not in ("HOURLY", "WEEKLY") and draw(st.integers(0, 3)) == 0:
        # of a week, dateutil counts only the days from DTSTART on
        parts["BYSETPOS"] = some(st.sampled_from([1, 2, 3, -1, -2]))
    if draw(st.integers(0, 2)) == 0:
        parts["WKST"] = draw(WEEKDAYS)
    if "BYMONTHDAY" in parts and freq == "YEARLY":
        parts.setdefault("BYMONTH", "2,3,11")  # without one, we take DTSTART's month: see test_recurrence_reading
    if "BYWEEKNO" in parts and "BYMONTH" in parts:
        del parts["BYMONTH"]
    ending = draw(st.sampled_from(["", "COUNT", "UNTIL"]))
    if ending == "COUNT":
        parts["COUNT"] = str(draw(st.integers(1, 40)))
    elif ending == "UNTIL":
        parts["UNTIL"] = f"{draw(starts) + timedelta(days=400):%Y%m%dT%H%M%S}"
    return f"FREQ={freq};" + ";".join(f"{name}={value}" for name, value in parts.items())


@settings(max_examples=80, deadline=None)
@given(rules(), starts)
@example("FREQ=YEARLY;INTERVAL=2;BYWEEKNO=-1,1;BYDAY=MO,TH;WKST=SU", datetime(2010, 1, 3, 9))
def test_dateutil_gives_the_same_times(text, start):
    limit = start + timedelta(days=2_000)
    endless = rule_of(text)._replace(count=None, until=None)
    # dateutil looks for a time that never comes until the year 9999: only rules that go on are put to it
    assume(walls(endless, start, limit, limit + timedelta(days=1_500)))
    assert walls(rule_of(text), start, start, limit)[:60] == second_opinion(text, start, limit)


def second_opinion(text: str, start: datetime, limit: datetime) -> list[datetime]:
    rule = rrulestr(text, dtstart=start)
    end = min(rule._until or limit, limit)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # COUNT and UNTIL together
        return [moment for moment in islice(rule.replace(until=end), 60) if moment < limit]


@settings(max_examples=60, deadline=None)
@given(rules(), starts, st.integers(-400, 1_000), st.integers(0, 400))
def test_a_window_holds_what_the_whole_holds_there(text, start, offset, length):
    rule = rule_of(text)
    since = start + timedelta(days=offset, hours=offset % 24)
    until = since + timedelta(days=length)
    whole = walls(rule, start, start, start + timedelta(days=1_400))
    assert walls(rule, start, since, until) == [moment for moment in whole if since <= moment < until]


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 5), st.lists(WEEKDAYS, max_size=4, unique=True), WEEKDAYS, starts, st.integers(1, 300))
def test_counting_by_arithmetic_is_counting(interval, weekdays, wkst, start, count):
    by_day = f";BYDAY={','.join(weekdays)}" if weekdays else ""
    rule = rule_of(f"FREQ=WEEKLY;INTERVAL={interval};WKST={wkst};COUNT={count}{by_day}")
    found = [wall for wall, _ in zip(_walls(rule, start, _wall(start)), range(count), strict=False)]
    assert _counted(rule, start) == _moment(found[-1])


@settings(max_examples=50, deadline=None)
@given(rules(), starts)
def test_times_come_in_order_and_never_before_the_start(text, start):
    found = first_walls(rule_of(text), start, 30)
    assume(found)
    assert found == sorted(set(found))
    assert found[0] >= start
