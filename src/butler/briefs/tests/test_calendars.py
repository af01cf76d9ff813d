"""What moved in calendars overnight, and where the day of a calendar clashes with what we booked."""

from datetime import timedelta

import pytest

from butler.briefs import access
from butler.briefs.models import BriefLine
from butler.briefs.tests.conftest import TODAY, at
from butler.calendars.models import Event, Occurrence, Source
from butler.ground import clock
from butler.ground.acting import acting_as, acting_for


@pytest.fixture
def entry(veresov):
    """Put something into Veresov's calendar: entry("Совет директоров", at(11), at(12))."""
    with acting_for("test"):
        source = Source.objects.create(client=veresov, kind="file", name="Личный")

    def make(title, starts_at, ends_at, **fields):
        with acting_for("test"):
            event = Event.objects.create(
                client=veresov, source=source, uid_hash=title.encode(), summary=title, digest=title[:8], **fields
            )
            return Occurrence.objects.create(
                client=veresov, event=event, key="1", starts_at=starts_at, ends_at=ends_at, zone="Europe/Moscow"
            )

    return make


def codes(section: str) -> list[tuple[str, dict]]:
    with acting_for("test"):
        found = BriefLine.objects.filter(section=section).order_by("brief__day", "rank")
        return [(line.code, line.numbers) for line in found]


def test_a_calendar_is_compared_with_the_last_morning(entry, prepare):
    council = entry("Совет директоров", at(11, days=2), at(12, days=2))
    entry("Теннис", at(9, days=3), at(10, days=3))
    prepare()
    assert codes("overnight") == []
    with acting_for("test"):
        Occurrence.objects.filter(pk=council.pk).update(starts_at=at(13, days=2), ends_at=at(14, days=2))
    entry("Ужин у мэра", at(19, days=4), at(21, days=4))
    tomorrow = clock.now() + timedelta(days=1)
    prepare(TODAY + timedelta(days=1), now=tomorrow)
    assert codes("overnight") == [("calendar_changed", {"count": 2})]
    prepare(TODAY + timedelta(days=2), now=tomorrow + timedelta(days=1))
    assert codes("overnight") == [("calendar_changed", {"count": 2})]


def test_the_passing_of_a_day_is_no_change(entry, prepare):
    entry("Совет директоров", at(11), at(12))
    entry("Через две недели", at(7, days=14), at(9, days=14))
    for day in range(3):
        prepare(TODAY + timedelta(days=day), now=clock.now() + timedelta(days=day))
    assert codes("overnight") == []


def test_a_booking_at_the_same_time_as_a_council_is_a_risk_that_opens_both(entry, promise, prepare, veresov, anna):
    council = entry("Совет директоров", at(13), at(15))
    lunch = promise(veresov, "restaurant", at(14), title="Обед")
    prepare()
    with acting_as(anna.pk):
        brief = access.read_brief(anna.pk, TODAY, now=clock.now())
    [line] = [line for line in brief.section("risk").lines if line.code == "clash"]
    assert (line.about_id, line.other_about, line.other_id) == (lunch.pk, "calendars.Occurrence", council.pk)
    assert (line.is_settled, line.severity) == (False, "risk")
    assert "«Совет директоров»" in line.text.replace("\u00a0", " ")
    assert [each.code for each in brief.section("today").lines] == ["event", "booking"]


def test_another_evening_at_the_hour_of_a_booking_is_a_clash_and_the_booking_itself_is_none(
    entry, promise, prepare, veresov
):
    promise(veresov, "tickets", at(19, 30), title="Мариинский театр, партер")
    entry("Деловой ужин", at(19, 30), at(21))
    promise(veresov, "beauty", at(12), title="Стрижка")
    entry("стрижка у Павла", at(12), at(13))
    prepare()
    assert [code for code, _ in codes("risk")] == ["clash"]


def test_what_was_called_off_in_the_calendar_is_not_there(entry, prepare):
    entry("Совет директоров", at(13), at(15), is_cancelled=True)
    prepare()
    assert codes("today") == []
