"""The day page and the digests on it: what Anna sees at eight, and what her word does."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from butler.bookings import actions as bookings
from butler.bookings.actions import Told
from butler.briefs import actions as briefs
from butler.briefs.models import Digest
from butler.correspondence.models import Letter
from butler.dossiers.models import Occasion, Preference
from butler.ground import clock
from butler.ground.acting import acting_as, acting_for
from butler.requests import actions as requests

POISON = "кодовое слово Яшма"
# What only tests send, since a test is one transaction around all of them.
OF_THE_TEST = (
    "SAVEPOINT",
    "RELEASE SAVEPOINT",
    "SET LOCAL ROLE",
    "RESET ROLE",
    "SELECT set_config('butler.staff_id', ''",
)


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, 24, hour, minute, tzinfo=ZoneInfo("Europe/Moscow"))


def book(client, title, starts_at, *, proven, **fields):
    row = bookings.book(client, kind="restaurant", title=title, starts_at=starts_at, by=None, now=clock.now(), **fields)
    if proven:
        bookings.add_evidence(row.pk, Told("reference", reference="A-17"), by=None, now=clock.now())
    return row


@pytest.fixture
def morning(veresov, olshanskaya, severny_dvor, anna, house):
    """Veresov has a proven dinner, Olshanskaya an unproven lunch and a task, and the morning is compiled."""
    with acting_for("test"):
        book(veresov, "Ужин на двоих", at(20), proven=True, organisation=severny_dvor)
        book(olshanskaya, f"Обед у окна, {POISON}", at(13), proven=False, importance=3)
        requests.add_task(
            olshanskaya,
            title="Позвонить флористу",
            category="flowers",
            owner=anna,
            now=clock.now(),
            due_at=at(9, 30),
            cost_of_failure=3,
        )
        Occasion.objects.create(client=olshanskaya, kind="anniversary", title="Годовщина", month=11, day=27)
        Preference.objects.create(
            client=olshanskaya, topic="flowers", polarity="likes", value="пионы", noted_on=clock.now().date()
        )
    briefs.prepare(clock.now().date(), now=clock.now())


@pytest.fixture
def desk(client, anna):
    client.force_login(anna)
    return client


def day(desk, **query) -> str:
    answer = desk.get(reverse("desk:day"), query)
    assert answer.status_code == 200
    return answer.content.decode()


def digest_of(anna) -> Digest:
    with acting_as(anna.pk):
        waiting = Digest.objects.select_related("letter").filter(letter__state="waiting")
        return waiting.filter(lines__booking__isnull=False).latest("compiled_at")


def letter_state(anna, row) -> str:
    with acting_as(anna.pk):
        return Letter.objects.get(pk=row.letter_id).state


def test_the_morning_page_greets_and_shows_the_day_by_client(desk, morning):
    page = day(desk)
    assert "Доброе утро, Анна" in page
    assert "Андрей Вересов" in page
    assert 'class="slot at-2000 for-90" data-s="ok"' in page
    assert 'class="slot at-1300 for-90" data-s="wa' in page


def test_what_is_not_proven_and_what_is_due_need_somebody(desk, morning):
    queue = day(desk).split('id="need"')[1].split("</section>")[0]
    assert "Обед у окна" in queue or "Позвонить флористу" in queue


def test_an_occasion_that_comes_is_proposed_and_can_be_taken_on(desk, morning, anna):
    from butler.foresight.models import Anticipation

    assert "Годовщина" in day(desk)
    with acting_as(anna.pk):
        ahead = Anticipation.objects.get(kind="occasion")
    desk.post(reverse("desk:ahead_take", args=[ahead.pk]), {"idea": ""})
    with acting_as(anna.pk):
        ahead.refresh_from_db()
        assert ahead.state == "taken"
    assert "Годовщина" not in day(desk).split('id="ideas"')[1]


def test_a_digest_leaves_only_after_a_yes_and_the_yes_can_be_taken_back(desk, morning, anna):
    row = digest_of(anna)
    assert letter_state(anna, row) == "waiting"
    desk.post(reverse("desk:digest_answer", args=[row.pk]), {"answer": "yes"})
    assert letter_state(anna, row) == "new"
    with clock.set_to(clock.now() + timedelta(seconds=9)):
        desk.post(reverse("desk:digest_undo", args=[row.pk]))
    assert letter_state(anna, row) == "waiting"


def test_a_yes_is_not_taken_back_after_a_minute(desk, morning, anna):
    row = digest_of(anna)
    desk.post(reverse("desk:digest_answer", args=[row.pk]), {"answer": "yes"})
    with clock.set_to(clock.now() + timedelta(minutes=1)):
        answer = desk.post(reverse("desk:digest_undo", args=[row.pk]), follow=True)
    assert "Вернуть уже нельзя" in answer.content.decode()
    assert letter_state(anna, row) == "new"


def test_a_no_keeps_the_letter_in_the_house(desk, morning, anna):
    row = digest_of(anna)
    desk.post(reverse("desk:digest_answer", args=[row.pk]), {"answer": "no"})
    assert letter_state(anna, row) == "withdrawn"


def test_one_yes_answers_all_digests(desk, morning, anna):
    with acting_as(anna.pk):
        ids = [str(pk) for pk in Digest.objects.values_list("pk", flat=True)]
    desk.post(reverse("desk:digests_approve"), {"digest": [*ids, "nonsense"], "next": "digests"})
    with acting_as(anna.pk):
        assert set(Letter.objects.filter(purpose="digest").values_list("state", flat=True)) == {"new"}


def test_a_letter_in_other_words_is_kept_and_its_source_is_shown(desk, morning, anna):
    row = digest_of(anna)
    door = reverse("desk:digest", args=[row.pk])
    desk.post(door, {"text": "Доброе утро. Всё готово."})
    page = desk.get(door).content.decode()
    assert "Всё готово." in page
    assert "Ужин на двоих" in page
    assert desk.post(door, {"text": " "}).status_code == 422


def test_an_untrue_letter_gets_no_yes(desk, morning, anna):
    row = digest_of(anna)
    with acting_for("test"):
        line = row.lines.exclude(booking=None).first()
        bookings.cancel(line.booking_id, told_by="метрдотель", by=None, now=clock.now())
    answer = desk.post(reverse("desk:digest_answer", args=[row.pk]), {"answer": "yes"}, follow=True)
    assert "изменился факт" in answer.content.decode()
    assert letter_state(anna, row) == "waiting"


def test_a_stranger_among_colleagues_sees_no_day_and_no_digest_of_annas(client, morning, mark, anna):
    row = digest_of(anna)
    client.force_login(mark)
    page = day(client)
    assert POISON not in page
    assert "Вересов" not in page
    for name in ("digest", "digest_answer", "digest_undo"):
        door = reverse(f"desk:{name}", args=[row.pk])
        assert client.post(door, {"answer": "yes", "text": "x"}).status_code == 404
    assert letter_state(anna, row) == "waiting"


def test_a_day_without_a_compiled_morning_says_so_and_still_shows_what_is_known(desk, morning):
    page = day(desk, day="2026-11-25")
    assert "не\u00a0собиралось" in page
    assert day(desk, day="nonsense")
    assert day(desk, day="2026-13-45")


def test_the_page_of_a_manager_with_25_clients_asks_at_most_30_queries(desk, morning, anna, admit, severny_dvor):
    for number in range(23):
        client = admit(led_by=anna, given_name=f"Имя{number}", surname=f"Фамилия{number}", standing="key")
        with acting_for("test"):
            for hour in (9, 13, 19):
                book(client, f"Встреча {hour}", at(hour), proven=hour != 13, organisation=severny_dvor)
            requests.add_task(client, title="Дело", category="gift", owner=anna, now=clock.now(), due_at=at(12))
    briefs.prepare(clock.now().date(), now=clock.now())
    day(desk)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        day(desk)
    queries = [query["sql"] for query in asked.captured_queries if not query["sql"].startswith(OF_THE_TEST)]
    assert len(queries) <= 30, "\n".join(sql[:200] for sql in queries)
