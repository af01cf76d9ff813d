"""Files as programs write them, and as they break: what is read, what is told, and a second opinion."""
# ruff: noqa: DTZ001 - wall clocks have no zone

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import icalendar
import pytest
import recurring_ical_events
from hypothesis import given, settings
from hypothesis import strategies as st

from butler.calendars.reading import events, occurrences
from butler.calendars.reading.cases import read_calendar as read_case
from butler.calendars.reading.cases import read_recurrence
from butler.calendars.reading.events import read_calendar
from butler.calendars.reading.refusals import Refused, Why
from butler.calendars.reading.untrusted import read_untrusted

MOSCOW = ZoneInfo("Europe/Moscow")
NOVEMBER = datetime(2026, 11, 1, tzinfo=UTC), datetime(2026, 12, 1, tzinfo=UTC)


def ics(*entries: str, head: str = "") -> bytes:
    body = "".join(f"BEGIN:VEVENT\n{entry.strip()}\nEND:VEVENT\n" for entry in entries)
    return f"BEGIN:VCALENDAR\nVERSION:2.0\n{head}{body}END:VCALENDAR\n".replace("\n", "\r\n").encode()


def happens(content: bytes, since=NOVEMBER[0], until=NOVEMBER[1], home=MOSCOW) -> list[str]:
    found = occurrences.occurrences(read_calendar(content), since, until, home=home)
    return [f"{each.start:%m-%d %H:%M}-{each.end:%d %H:%M} {each.event.summary}" for each in found]


SERIES = """
UID:series@example.org
SUMMARY:Урок
DTSTART;TZID=Europe/London:20261005T180000
DTEND;TZID=Europe/London:20261005T190000
RRULE:FREQ=WEEKLY
"""


@pytest.mark.parametrize(
    ("said", "entry", "expected"),
    [
        (
            "an evening in Moscow",
            "UID:1\nSUMMARY:Ужин\nDTSTART;TZID=Europe/Moscow:20261124T200000\nDTEND;TZID=Europe/Moscow:20261124T223000",
            ["11-24 17:00-24 19:30 Ужин"],
        ),
        ("a whole day where the client lives", "UID:1\nDTSTART;VALUE=DATE:20261124", ["11-23 21:00-24 21:00 "]),
        ("a moment", "UID:1\nDTSTART:20261124T200000Z", ["11-24 20:00-24 20:00 "]),
        ("a length instead of an end", "UID:1\nDTSTART:20261124T200000Z\nDURATION:PT1H30M", ["11-24 20:00-24 21:30 "]),
        (
            "floating time is the client's own",
            "UID:1\nDTSTART:20261124T200000\nDURATION:P1D",
            ["11-24 17:00-25 17:00 "],
        ),
        (
            "Outlook's name of a zone",
            "UID:1\nDTSTART;TZID=Russian Standard Time:20261124T200000\nDURATION:PT1H",
            ["11-24 17:00-24 18:00 "],
        ),
        (
            "a zone with a vendor's path, in quotes",
            'UID:1\nDTSTART;TZID="/mozilla.org/20050126_1/Asia/Tokyo":20261124T200000\nDURATION:PT1H',
            ["11-24 11:00-24 12:00 "],
        ),
        (
            "a flight ends on another clock",
            "UID:1\nDTSTART;TZID=Europe/Moscow:20261124T100000\nDTEND;TZID=Asia/Dubai:20261124T163000",
            ["11-24 07:00-24 12:30 "],
        ),
        (
            "an alarm inside is not the event",
            "UID:1\nDTSTART:20261124T200000Z\nSUMMARY:Ужин\nBEGIN:VALARM\nTRIGGER:-PT15M\nSUMMARY:Пора\n"
            "DURATION:PT5M\nREPEAT:2\nEND:VALARM\nDURATION:PT1H",
            ["11-24 20:00-24 21:00 Ужин"],
        ),
        (
            "folded within a letter, with escapes",
            "UID:1\nDTSTART:20261124T200000Z\nSUMMARY;LANGUAGE=ru:Ужин\\, \n поздний\\; у \\\\ моря\\nс видом",
            ["11-24 20:00-24 20:00 Ужин, поздний; у \\ моря\nс видом"],
        ),
        (
            "a colon within quotes",
            'UID:1\nDTSTART:20261124T200000Z\nSUMMARY;ALTREP="cid:part:one":Ужин',
            ["11-24 20:00-24 20:00 Ужин"],
        ),
        (
            "end before start",
            "UID:1\nDTSTART:20261124T200000Z\nDTEND:20261124T190000Z",
            ["11-24 19:00-24 20:00 "],
        ),
        (
            "24 o'clock, and dashes",
            "UID:1\nDTSTART:2026-11-24T23:00:00Z\nDTEND:20261124T240000Z",
            ["11-24 23:00-25 00:00 "],
        ),
    ],
)
def test_entries_as_programs_write_them(said, entry, expected):
    assert happens(ics(entry)) == expected


def test_a_series_keeps_its_hour_when_the_clocks_change():
    found = happens(ics(SERIES), since=datetime(2026, 10, 18, tzinfo=UTC), until=datetime(2026, 11, 3, tzinfo=UTC))
    assert found == ["10-19 17:00-19 18:00 Урок", "10-26 18:00-26 19:00 Урок", "11-02 18:00-02 19:00 Урок"]


def test_a_time_that_summer_time_skips_is_read_with_the_offset_before():
    entry = "UID:1\nDTSTART;TZID=Europe/London:20260328T013000\nRRULE:FREQ=DAILY;COUNT=3\nDURATION:PT30M"
    found = happens(ics(entry), since=datetime(2026, 3, 28, tzinfo=UTC), until=datetime(2026, 4, 1, tzinfo=UTC))
    assert [each[:11] for each in found] == ["03-28 01:30", "03-29 01:30", "03-30 00:30"]


def test_a_night_lasts_as_long_as_it_did():
    entry = (
        "UID:1\nDTSTART;TZID=Europe/London:20261017T220000\nDTEND;TZID=Europe/London:20261018T060000\nRRULE:FREQ=WEEKLY"
    )
    found = happens(ics(entry), since=datetime(2026, 10, 24, tzinfo=UTC), until=datetime(2026, 10, 26, tzinfo=UTC))
    assert found == ["10-24 21:00-25 05:00 "]  # eight hours, so the wall clock shows five


@pytest.mark.parametrize(
    ("said", "more", "change", "expected"),
    [
        ("left out", "EXDATE;TZID=Europe/London:20261109T180000", "", ["02", "16", "23", "30"]),
        ("left out, in UTC", "EXDATE:20261109T180000Z,20261116T180000Z", "", ["02", "23", "30"]),
        ("left out as a day", "EXDATE;VALUE=DATE:20261109", "", ["02", "16", "23", "30"]),
        ("one more", "RDATE;TZID=Europe/London:20261111T180000", "", ["02", "09", "11", "16", "23", "30"]),
        (
            "one more with its own length",
            "RDATE;VALUE=PERIOD:20261111T180000Z/PT3H",
            "",
            ["02", "09", "11", "16", "23", "30"],
        ),
        (
            "moved within the window",
            "",
            "RECURRENCE-ID;TZID=Europe/London:20261109T180000\nDTSTART;TZID=Europe/London:20261110T120000\nDURATION:PT1H",
            ["02", "10", "16", "23", "30"],
        ),
        (
            "moved out of the window",
            "",
            "RECURRENCE-ID:20261109T180000Z\nDTSTART:20270110T120000Z",
            ["02", "16", "23", "30"],
        ),
        (
            "moved into the window",
            "",
            "RECURRENCE-ID:20270104T180000Z\nDTSTART:20261110T120000Z",
            ["02", "09", "10", "16", "23", "30"],
        ),
        (
            "known by its day only",
            "",
            "RECURRENCE-ID;VALUE=DATE:20261109\nDTSTART:20261110T120000Z",
            ["02", "10", "16", "23", "30"],
        ),
        (
            "from then on a day later",
            "",
            "RECURRENCE-ID;RANGE=THISANDFUTURE:20261109T180000Z\nDTSTART:20261110T180000Z\nDURATION:PT2H",
            ["02", "10", "17", "24"],
        ),
    ],
)
def test_changed_occurrences(said, more, change, expected):
    entries = [SERIES + more] + ([f"UID:series@example.org\n{change}"] if change else [])
    assert [each[3:5] for each in happens(ics(*entries))] == expected


def test_a_cancelled_occurrence_is_told_as_cancelled():
    change = "UID:series@example.org\nRECURRENCE-ID:20261109T180000Z\nDTSTART:20261109T180000Z\nSTATUS:CANCELLED"
    found = occurrences.occurrences(read_calendar(ics(SERIES, change)), *NOVEMBER)
    assert [each.event.is_cancelled for each in found] == [False, True, False, False, False]


def test_the_newest_revision_counts():
    older, newer = ("UID:1\nSEQUENCE:{}\nDTSTART:202611{}T100000Z".format(*each) for each in ((1, 10), (2, 12)))
    assert happens(ics(older, newer)) == happens(ics(newer, older)) == ["11-12 10:00-12 10:00 "]


CUSTOM_ZONE = """BEGIN:VTIMEZONE
TZID:Наша зона
BEGIN:STANDARD
DTSTART:16010101T030000
TZOFFSETFROM:+0500
TZOFFSETTO:+0400
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETFROM:+0400
TZOFFSETTO:+0500
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE
"""


def test_the_rules_of_an_unknown_zone_are_honoured():
    entry = "UID:1\nDTSTART;TZID=Наша зона:20261024T120000\nRRULE:FREQ=DAILY;COUNT=2"
    found = happens(ics(entry, head=CUSTOM_ZONE), since=datetime(2026, 10, 1, tzinfo=UTC))
    assert [each[:11] for each in found] == ["10-24 07:00", "10-25 08:00"]


def test_a_zone_from_rules_comes_back_from_utc():
    calendar = read_calendar(ics("UID:1\nDTSTART;TZID=Наша зона:20261024T120000", head=CUSTOM_ZONE))
    zone = calendar.events[0].zone
    for hours in range(0, 24 * 400, 5):
        moment = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=hours)
        assert moment.astimezone(zone).astimezone(UTC) == moment


def test_floating_times_live_where_the_calendar_says():
    content = ics("UID:1\nDTSTART:20261124T200000", head="X-WR-TIMEZONE:Asia/Tokyo\nX-WR-CALNAME:Дом\n")
    assert happens(content) == ["11-24 11:00-24 11:00 "]
    assert read_calendar(content).name == "Дом"


def test_an_unknown_zone_is_told_and_read_as_the_clients_own():
    content = ics("UID:1\nDTSTART;TZID=Атлантида:20261124T200000")
    assert happens(content) == ["11-24 17:00-24 17:00 "]
    assert "Атлантида" in read_calendar(content).problems[0].why


BROKEN = """BEGIN:VCALENDAR
BEGIN:VEVENT
UID:good
DTSTART:20261124T200000Z
END:VEVENT
BEGIN:VEVENT
UID:no-start
END:VEVENT
BEGIN:VEVENT
UID:bad-start
SUMMARY:POISON
DTSTART:tomorrow
END:VEVENT
BEGIN:VEVENT
UID:often
DTSTART:20261124T210000Z
RRULE:FREQ=SECONDLY
END:VEVENT
BEGIN:VEVENT
UID:never-closed
DTSTART:20261124T220000Z
BEGIN:VEVENT
UID:last
DTSTART:20261124T230000Z
END:VEVENT
END:VCALENDAR
"""


def test_what_is_broken_is_told_with_its_line_and_the_rest_is_read():
    calendar = read_calendar(BROKEN.encode())
    assert [event.uid for event in calendar.events] == ["good", "often", "last"]
    assert [(problem.line, problem.why.split(" (")[0]) for problem in calendar.problems] == [
        (6, "it does not say when it starts"),
        (12, "DTSTART is not a date"),
        (17, "the rule is refused"),
        (19, "it is not closed"),
    ]
    assert "POISON" not in str(calendar.problems)


@pytest.mark.parametrize("ending", ["\n", "\r", "\r\n"])
def test_lines_are_counted_whatever_ends_them(ending):
    calendar = read_calendar(BROKEN.replace("\n", ending).encode())
    assert [problem.line for problem in calendar.problems] == [6, 12, 17, 19]


@pytest.mark.parametrize(
    "content",
    [
        b"begin:vcalendar\nbegin:vevent\nuid:1\ndtstart:20261124T200000Z\nend:vevent\nend:vcalendar",
        b"BEGIN:VCALENDAR\nBEGIN:VEVENT  \nUID:1\nDTSTART:20261124T200000Z\nEND:VEVENT \n",
        b"\xef\xbb\xbfBEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nDTSTART:20261124T200000Z\nEND:VEVENT\n",
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nDTSTART:20261124T200000Z\nEND:VEVENT\n".encode("utf-16"),
        b"\n\nBEGIN:VCALENDAR\n\nBEGIN:VEVENT\n\nUID:1\n\nDTSTART:20261124T200000Z\n\nEND:VEVENT\n\n",
    ],
)
def test_odd_letters_and_spaces_are_forgiven(content):
    assert happens(content) == ["11-24 20:00-24 20:00 "]


def test_russian_letters_from_before_utf8():
    content = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nDTSTART:20261124T200000Z\nSUMMARY:Ужин\nEND:VEVENT\n"
    assert happens(content.encode("cp1251")) == ["11-24 20:00-24 20:00 Ужин"]


def test_what_is_no_calendar_is_refused():
    with pytest.raises(Refused) as refused:
        read_calendar(b"<html>sign in</html>")
    assert refused.value.why == Why.NO_CALENDAR


def test_a_file_beyond_the_limits_is_refused(monkeypatch):
    content = ics("UID:1\nDTSTART:20261124T200000Z", "UID:2\nDTSTART:20261124T200000Z")
    monkeypatch.setattr(events, "MAX_EVENTS", 1)
    with pytest.raises(Refused) as refused:
        read_calendar(content)
    assert refused.value.why == Why.TOO_MANY
    monkeypatch.setattr(events, "MAX_BYTES", 10)
    with pytest.raises(Refused) as refused:
        read_calendar(content)
    assert refused.value.why == Why.TOO_LARGE


def test_more_occurrences_than_a_life_are_refused(monkeypatch):
    monkeypatch.setattr(occurrences, "MAX_OCCURRENCES", 100)
    with pytest.raises(Refused) as refused:
        happens(ics("UID:1\nDTSTART:20261101T000000Z\nRRULE:FREQ=HOURLY"))
    assert refused.value.why == Why.TOO_MANY


def test_bytes_from_outside_are_read_in_a_child():
    reading = read_untrusted(ics(SERIES, BROKEN), since=NOVEMBER[0], until=NOVEMBER[1], home="Europe/Moscow")
    entry = reading.entries[0]
    assert entry.summary == "Урок"
    assert [f"{each.starts_at:%d}" for each in entry.happenings] == ["02", "09", "16", "23", "30"]
    assert {each.zone for each in entry.happenings} == {"Europe/London"}
    assert read_untrusted(b"no", since=NOVEMBER[0], until=NOVEMBER[1], home="UTC").refusal == "no_calendar"


def test_a_case_answers_in_the_form_it_was_asked():
    case = {"id": "a", "rrule": "FREQ=DAILY;COUNT=2", "dtstart": "20261124", "limit": 10}
    assert read_recurrence(case, Path("/")) == {"id": "a", "occurrences": ["20261124", "20261125"]}
    assert "error" in read_recurrence(case | {"rrule": "FREQ=NEVER"}, Path("/"))


def test_a_case_reads_only_below_its_folder(tmp_path):
    (tmp_path / "inside").mkdir()
    (tmp_path / "a.ics").write_bytes(ics("UID:1\nSUMMARY:Ужин\nDTSTART:20261124T200000Z"))
    asked = {"id": "a", "file": "a.ics", "from": "2026-11-24", "to": "2026-11-25"}
    assert [each["summary"] for each in read_case(asked, tmp_path)["events"]] == ["Ужин"]
    assert read_case(asked | {"from": "2026-11-25", "to": None}, tmp_path)["events"] == []
    for name in ("../a.ics", str(tmp_path / "a.ics"), "missing.ics"):
        assert "error" in read_case(asked | {"file": name}, tmp_path / "inside")


@st.composite
def calendars(draw) -> bytes:
    """Series and single events with changes, in several zones, away from the nights when clocks change."""
    entries = []
    for number in range(draw(st.integers(1, 4))):
        zone = draw(st.sampled_from(["Europe/Moscow", "Europe/London", "America/New_York", "Asia/Tokyo"]))
        day = date(2026, 11, 24) + timedelta(days=draw(st.integers(-700, 20)))
        start = datetime(day.year, day.month, day.day, draw(st.integers(7, 20)), draw(st.sampled_from([0, 15, 30])))
        if draw(st.integers(0, 4)) == 0:
            when = [f"DTSTART;VALUE=DATE:{start:%Y%m%d}", f"DTEND;VALUE=DATE:{start + timedelta(days=1):%Y%m%d}"]
            is_day = True
        else:
            end = start + timedelta(minutes=draw(st.sampled_from([0, 30, 60, 180])))
            when = [f"DTSTART;TZID={zone}:{start:%Y%m%dT%H%M%S}", f"DTEND;TZID={zone}:{end:%Y%m%dT%H%M%S}"]
            is_day = False
        rule = draw(
            st.sampled_from(["", "FREQ=DAILY", "FREQ=WEEKLY", "FREQ=DAILY;INTERVAL=3", "FREQ=MONTHLY;BYDAY=-1FR"])
        )
        if rule and draw(st.booleans()):
            rule += f";COUNT={draw(st.integers(1, 400))}"
        lines = [f"UID:{number}", *when, *([f"RRULE:{rule}"] if rule else [])]
        if rule in ("FREQ=DAILY", "FREQ=WEEKLY") and not is_day:
            step = 1 if rule == "FREQ=DAILY" else 7
            near = start + timedelta(days=(date(2026, 11, 24) - day).days // step * step)
            if near > start and draw(st.booleans()):
                lines.append(f"EXDATE;TZID={zone}:{near:%Y%m%dT%H%M%S}")
            elif near > start and draw(st.booleans()):
                moved = near + timedelta(days=draw(st.integers(-9, 9)), hours=1)
                entries.append(
                    f"UID:{number}\nSEQUENCE:1\nRECURRENCE-ID;TZID={zone}:{near:%Y%m%dT%H%M%S}\n"
                    f"DTSTART;TZID={zone}:{moved:%Y%m%dT%H%M%S}\nDTEND;TZID={zone}:{moved:%Y%m%dT%H%M%S}"
                )
        entries.append("\n".join(lines))
    return ics(*entries)


@settings(max_examples=60, deadline=None)
@given(calendars())
def test_recurring_ical_events_finds_the_same(content):
    since, until = datetime(2026, 11, 20, tzinfo=UTC), datetime(2026, 11, 30, tzinfo=UTC)
    others = recurring_ical_events.of(icalendar.Calendar.from_ical(content)).between(since, until)
    theirs = sorted((str(each["UID"]), _moment(each["DTSTART"].dt), _moment(each["DTEND"].dt)) for each in others)
    found = occurrences.occurrences(read_calendar(content), since, until)
    assert sorted((each.event.uid, each.start, each.end) for each in found) == theirs


@settings(max_examples=60, deadline=None)
@given(calendars(), st.integers(-30, 30), st.integers(0, 20))
def test_a_window_shows_what_the_whole_holds_there(content, offset, length):
    calendar = read_calendar(content)
    whole = occurrences.occurrences(calendar, datetime(2026, 9, 1, tzinfo=UTC), datetime(2027, 3, 1, tzinfo=UTC))
    since = datetime(2026, 11, 24, tzinfo=UTC) + timedelta(days=offset)
    until = since + timedelta(days=length)
    expected = [each for each in whole if each.start < until and (each.end > since or each.start == each.end >= since)]
    assert occurrences.occurrences(calendar, since, until) == expected


@settings(max_examples=80, deadline=None)
@given(st.binary(max_size=400), st.integers(0, 400))
def test_no_bytes_break_the_reader(noise, at):
    content = ics(SERIES, "UID:1\nDTSTART:20261124T200000Z")
    try:
        calendar = read_calendar(content[:at] + noise + content[at:])
        occurrences.occurrences(calendar, *NOVEMBER)
    except Refused:
        pass


def _moment(value) -> datetime:
    if not isinstance(value, datetime):
        value = datetime(value.year, value.month, value.day)
    return (value if value.tzinfo else value.replace(tzinfo=UTC)).astimezone(UTC)
