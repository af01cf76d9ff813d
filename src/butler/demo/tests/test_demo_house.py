"""The demo house as it is found by whoever opens it, on any day."""

import re
from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.contrib.auth import authenticate
from django.db import connection, transaction

from butler.bookings.models import Booking, Evidence, Instruction
from butler.calendars.models import Occurrence, Source
from butler.correspondence.models import Conversation, Message
from butler.demo import build, days, doors, files, seals
from butler.demo.fortune import rng
from butler.demo.models import DemoMark
from butler.demo.people import GUESTS, STAFF
from butler.demo.words import next_date, patronymic, surname, when
from butler.dossiers.models import Client, ContactPoint, Occasion, Person, Preference
from butler.ground import acting, clock
from butler.ground.acting import acting_as, acting_for
from butler.ground.models import House
from butler.ground.sealing import SealedField, open_sealed
from butler.network.models import Contact, Favour, Organisation
from butler.requests import actions as requests
from butler.requests.models import ClientRequest, Task
from butler.staff.models import Role, Staff
from butler.travel.models import Leg, Trip

TODAY = date(2026, 11, 24)
TABLES = (Client, Person, ContactPoint, Preference, Occasion, Conversation, Message, ClientRequest, Task)
TABLES += (Booking, Evidence, Instruction, Trip, Leg)  # type: ignore[assignment]
# Every weekday, and the days on which the country rests.
OTHER_DAYS = [
    date(2026, 11, 30),
    date(2026, 12, 1),
    date(2026, 12, 31),
    date(2027, 1, 2),
    date(2027, 1, 3),
]
ANY_DAY = [
    date(2026, 12, 2),
    date(2027, 1, 1),
    date(2028, 2, 29),
    *(pytest.param(day, marks=pytest.mark.long) for day in OTHER_DAYS),
]


@pytest.fixture(scope="module")
def house(django_db_setup, django_db_blocker):
    """One demo house for the module; nothing of it stays."""
    with django_db_blocker.unblock():
        outer = transaction.atomic()
        outer._from_testcase = True  # acting opens durable transactions, which this one is allowed to hold
        with outer, clock.set_to(build.morning(TODAY)):
            acting.forget_keys()
            build.ensure(TODAY)
            connection.check_constraints()
            with acting_for("test"):
                requests.rescore_all(now=build.morning(TODAY))
            yield House.objects.get()
            transaction.set_rollback(True)
        acting.forget_keys()


@pytest.fixture(scope="module")
def everyone(house):
    """The clients as they are written by hand, beside their rows."""
    return [seals.known(guest, 7, _staff()) for guest in GUESTS]


def _staff() -> dict:
    return {person.email.partition("@")[0]: person for person in Staff.objects.all()}


def counts() -> dict:
    with acting_for("test"):
        return {model.__name__: model.objects.count() for model in TABLES}


def test_the_house_has_twelve_colleagues_sixty_clients_and_four_hundred_doors(house):
    found = counts()
    assert Staff.objects.count() == 12
    assert sorted(Staff.objects.values_list("role", flat=True)) == sorted(
        [Role.CONCIERGE] * 8 + [Role.LEAD] * 2 + [Role.OWNER, Role.AUDITOR]
    )
    assert found["Client"] == 60
    assert Organisation.objects.count() + Contact.objects.count() >= 700
    assert Organisation.objects.count() >= 350
    assert found["Message"] > 1000
    assert found["Booking"] > 800
    assert found["Leg"] > 80
    assert {"received", "given"} == set(Favour.objects.values_list("way", flat=True))


def test_everybody_can_sign_in_with_what_is_printed(house):
    assert len(build.SIGN_INS) == 12
    one = build.SIGN_INS[0]
    person = Staff.objects.get(email=one["email"])
    assert person.check_password(one["password"])
    assert authenticate(None, username=one["email"], password="something else") is None


def test_a_concierge_sees_her_clients_and_the_auditor_none(house):
    staff = _staff()
    with acting_as(staff["anna"].pk):
        mine = Client.objects.count()
    with acting_as(staff["lev"].pk):
        assert Client.objects.count() == 0
    assert 8 <= mine <= 25


def test_the_same_day_again_changes_nothing(house):
    before = counts()
    build.ensure(TODAY)
    assert counts() == before


def test_today_has_something_for_every_page(house):
    start, end = build.morning(TODAY) - timedelta(hours=8), build.morning(TODAY) + timedelta(hours=16)
    with acting_for("test"):
        today = Booking.objects.filter(starts_at__range=(start, end))
        states = set(today.values_list("state", flat=True))
        assert today.count() >= 40
        assert {"confirmed", "unproven", "held", "cancelled"} <= states
        assert Conversation.objects.filter(waiting="us").count() >= 12
        quadrants = set(Task.objects.filter(done_at=None).values_list("owner", "quadrant"))
        for person in Staff.objects.filter(role="concierge"):
            assert len({quadrant for owner, quadrant in quadrants if owner == person.pk}) >= 3, person
        kinds = set(Evidence.objects.values_list("kind", flat=True))
        assert {"reference", "mail", "answer_page", "pass", "call", "word"} == kinds
        assert Booking.objects.filter(starts_at__gt=end + timedelta(days=7)).count() > 50
        assert Instruction.objects.filter(preference__isnull=False).count() > 300


def test_there_is_a_tight_connection_today(house):
    with acting_for("test"):
        legs = list(
            Leg.objects.filter(trip__starts_on=TODAY, booking__kind="flight")
            .select_related("booking")
            .order_by("number")
        )
        waits = [
            (two.booking.starts_at - one.arrives_at).total_seconds() / 60
            for one, two in pairwise(legs)
            if one.arrives_at and one.trip_id == two.trip_id and one.destination == two.origin
        ]
        assert 55 in waits


def test_calendars_are_read_whole_and_some_hours_are_taken_twice(house):
    start = build.morning(TODAY) - timedelta(hours=8)
    with acting_for("test"):
        sources = list(Source.objects.all())
        assert len(sources) >= 45
        assert {source.failure for source in sources} == {""}
        today = list(Occurrence.objects.filter(starts_at__range=(start, start + timedelta(days=1)), is_all_day=False))
        meetings = {(row.client_id, row.starts_at) for row in today}
        zones = set(Occurrence.objects.values_list("zone", flat=True))
        clashes = [
            booking
            for booking in Booking.objects.filter(starts_at__range=(start, start + timedelta(days=1)))
            if any(
                who == booking.client_id and abs(at - booking.starts_at) < timedelta(hours=1) for who, at in meetings
            )
        ]
    assert len(today) >= 30
    assert {"Europe/London", "Asia/Dubai", "Asia/Tokyo", "Europe/Moscow"} <= zones
    assert clashes


def test_confirmed_is_what_the_rules_say(house):
    from butler.bookings.actions import recompute_stale

    with acting_for("test"):
        assert recompute_stale(now=build.morning(TODAY)) == 0


def test_occasions_lie_ahead_and_one_is_on_the_last_of_february(house):
    with acting_for("test"):
        known = [(one.month, one.day) for one in Occasion.objects.exclude(day=None)]
        ahead = {(next_date(month, day, TODAY) - TODAY).days for month, day in known}
        assert Occasion.objects.filter(day=None).exists()
        assert Occasion.objects.filter(year=None).exists()
    assert {0, 1, 2} <= ahead
    assert len([days for days in ahead if days <= 14]) >= 8
    assert (2, 29) in known


@pytest.mark.parametrize("today", ANY_DAY, ids=str)
def test_any_day_is_worth_looking_at(everyone, today):
    span = days.Span(
        7, TODAY, today - timedelta(days=1), today, build.morning(today), build.venues_by_place(), _staff()
    )
    booked, waiting, open_tasks, new = 0, 0, set(), 0
    for one in everyone:
        rows = fresh(one, span)
        booked += sum(row.starts_at.date() == today for row in rows.of(Booking))
        waiting += sum(row.waiting == "us" for row in rows.of(Conversation))
        new += sum(row.state == "new" for row in rows.of(ClientRequest))
        open_tasks |= {(one.guest.led, row.cost_of_failure) for row in rows.of(Task) if row.done_at is None}
    assert booked >= 30
    assert waiting >= 8
    assert new >= 8
    assert len({led for led, _ in open_tasks}) == 8


def fresh(one, span):
    """The day's rows without asking the database what is there."""
    return days.plan(
        one,
        days.Span(span.seed, span.today - timedelta(days=30), date.min, span.today, span.now, span.venues, span.staff),
    )


def test_the_same_seed_tells_the_same_and_another_seed_does_not(everyone):
    span = days.Span(
        7, TODAY, TODAY - timedelta(days=1), TODAY, build.morning(TODAY), build.venues_by_place(), _staff()
    )
    other = days.Span(8, *list(vars(span).values())[1:])
    said = [told(days.plan(one, span)) for one in everyone[:12]]
    assert said == [told(days.plan(one, span)) for one in everyone[:12]]
    assert said != [told(days.plan(one, other)) for one in everyone[:12]]
    names = [[row.name for row in doors.organisations(rng(7, "network"), doors.Phones())] for _ in range(2)]
    assert names[0] == names[1]


def told(rows) -> list:
    return [(row.pk, row.sent_at, row.body) for row in rows.of(Message)] + [
        (row.pk, row.starts_at, row.title) for row in rows.of(Booking)
    ]


def test_the_next_day_adds_and_leaves_what_a_person_did(house):
    before = counts()
    anna = _staff()["anna"]
    with acting_as(anna.pk):
        mine = Task.objects.filter(
            owner=anna, done_at=None, due_at__lt=build.morning(TODAY) + timedelta(hours=4)
        ).first()
        requests.place(mine.pk, 4, by=anna, now=build.morning(TODAY))
    tomorrow = TODAY + timedelta(days=1)
    point = transaction.savepoint()
    try:
        with clock.set_to(build.morning(tomorrow)):
            build.ensure(tomorrow)
            after = counts()
            with acting_for("test"):
                kept = Task.objects.get(pk=mine.pk)
                waiting = Conversation.objects.filter(waiting="us").count()
                late = Task.objects.filter(
                    done_at=None, due_at__lt=build.morning(TODAY), asked_at__lt=build.morning(TODAY) - timedelta(days=2)
                )
                assert late.count() < 60
        assert (kept.moved_to, kept.done_at) == (4, None)
        assert waiting >= 8
        assert after["Message"] > before["Message"]
        assert after["Booking"] > before["Booking"]
        assert after["Client"] == before["Client"]
        assert DemoMark.objects.get().made_to == tomorrow
    finally:
        transaction.savepoint_rollback(point)


def test_after_five_weeks_away_nothing_old_is_left_hanging(house):
    later = TODAY + timedelta(days=35)
    week_ago = build.morning(later - timedelta(days=7))
    point = transaction.savepoint()
    try:
        with clock.set_to(build.morning(later)):
            build.ensure(later)
            with acting_for("test"):
                hanging = ClientRequest.objects.filter(state="new", opened_at__lt=week_ago)
                unanswered = Conversation.objects.filter(waiting="us", last_at__lt=week_ago)
                overdue = Task.objects.filter(done_at=None, due_at__lt=week_ago, moved_by=None)
                assert (hanging.count(), unanswered.count(), overdue.count()) == (0, 0, 0)
                assert Conversation.objects.filter(waiting="us").count() >= 8
    finally:
        transaction.savepoint_rollback(point)


def test_a_real_house_is_never_filled(db):
    House.objects.create(name="Настоящий дом", founded_at=clock.now())
    with pytest.raises(build.NotADemoHouse):
        build.ensure(TODAY)
    with pytest.raises(build.NotADemoHouse):
        build.reset()
    assert not Staff.objects.exists()


def test_what_was_broken_off_half_made_is_made_anew(db, monkeypatch):
    DemoMark.objects.create(seed=7, founded_on=TODAY, made_to=TODAY - timedelta(days=1))
    emptied: list[int] = []
    monkeypatch.setattr(days, "throw_away", lambda: emptied.append(DemoMark.objects.all().delete()[0]))
    monkeypatch.setattr(build, "GUESTS", ())
    monkeypatch.setattr(build.talk, "read_the_last_words", lambda: None)
    build.ensure(TODAY)
    build.ensure(TODAY)
    assert emptied == [1]
    assert DemoMark.objects.get().made_to == TODAY


# Words

E_FOR_YO = (
    "еще ее идет придет пришлем пришлет найдем сделаем привезет привезем заберет заберем ждет живет зовет "
    "берем берет возьмет дает встает прилет самолет перелет счет отчет расчет зеленый черный желтый теплый "
    "легкий пес елка шелк лед мед актер режиссер теща учет четко объем прием надежный трех четырех ребенок "
    "веселый причем подъем семен петр федор артем белозеров вишневый перенес"
)
WRONG_E = re.compile(rf"\b({E_FOR_YO.replace(' ', '|')})\b", re.IGNORECASE)
RUSSIAN_PHONE = re.compile(r"(?:\+7|\b8)[\s(-]*\d{3}[\s)-]*\d{3}[\s-]*\d{2}[\s-]*\d{2}")
FOREIGN_PHONE = re.compile(r"\+(?!7\s?\(?900)\d[\d\s()-]{8,}")
ADDRESS = re.compile(r"[\w.-]+@[\w.-]+\w")


@pytest.fixture(scope="module")
def texts(house, everyone):
    """Every word of the demo house: sealed ones opened, open ones as they are."""
    found = []
    with acting_for("test"):
        for model in TABLES:
            names = [
                field.name
                for field in model._meta.concrete_fields
                if isinstance(field, SealedField) and field.holds is str
            ]
            for row in model.objects.all() if names else ():
                found += [(model.__name__, open_sealed(row, name)) for name in names]
    for venues in (Organisation, Contact, Favour):
        for venue in venues.objects.all():
            found += [
                (venues.__name__, value)
                for name, value in vars(venue).items()
                if isinstance(value, str) and name != "name_key"
            ]
    return [(where, text) for where, text in found if text]


SLIPS = {
    "straight quotation mark": re.compile('"'),
    "double space": re.compile("  "),
    "slot or ending left open": re.compile(r"[{}\[\]|]"),
    "space before a mark, or a mark twice": re.compile(r" [,.!?]|\.\.|,,"),
    "hyphen for a dash": re.compile(r"[а-яё] - [а-яё]|--"),
    "space at an end": re.compile(r"^\s|\s$"),
    "е for ё": WRONG_E,
}


def test_the_words_are_set_as_a_printer_would(texts):
    assert len(texts) > 9000
    assert [(slip, *each) for each in texts for slip, found in SLIPS.items() if found.search(each[1])] == []
    assert [each for each in texts if each[1].count("«") != each[1].count("»")] == []


def test_nobody_can_be_rung_up_or_written_to(texts):
    for where, text in texts:
        for phone in RUSSIAN_PHONE.findall(text):
            assert "900" in phone[:9], (where, text)
            assert re.sub(r"\D", "", phone)[1:7] == "900000", (where, text)
        for phone in FOREIGN_PHONE.findall(text):
            assert phone.startswith("+44 20 7946 0"), (where, text)
        for address in ADDRESS.findall(text):
            assert address.endswith(".example"), (where, text)


def test_no_two_clients_read_alike(house):
    with acting_for("test"):
        portraits = [open_sealed(client, "portrait") for client in Client.objects.all()]
        tastes = [
            frozenset(open_sealed(row, "value") for row in client.preferences.all())
            for client in Client.objects.prefetch_related("preferences")
        ]
    assert len(set(portraits)) == 60
    assert len(set(tastes)) == 60
    assert all(8 <= len(each) <= 24 for each in tastes)


@pytest.mark.parametrize(
    ("father", "son", "daughter"),
    [("Игорь", "Игоревич", "Игоревна"), ("Илья", "Ильич", "Ильинична"), ("Юрий", "Юрьевич", "Юрьевна"),
     ("Дмитрий", "Дмитриевич", "Дмитриевна"), ("Пётр", "Петрович", "Петровна"), ("Лев", "Львович", "Львовна"),
     ("Алексей", "Алексеевич", "Алексеевна"),
     ("Яков", "Яковлевич", "Яковлевна"), ("Михаил", "Михайлович", "Михайловна")],
)  # fmt: skip
def test_children_are_called_after_their_father(father, son, daughter):
    assert (patronymic(father, "m"), patronymic(father, "f")) == (son, daughter)


@pytest.mark.parametrize(
    ("his", "hers"),
    [("Ольшанский", "Ольшанская"), ("Вересов", "Вересова"), ("Рейн", "Рейн"), ("Ким", "Ким"), ("Воробьёв", "Воробьёва"),
     ("Яровой", "Яровая"), ("Туманов", "Туманова"), ("Энгельгардт", "Энгельгардт"), ("Трубецкой", "Трубецкая")],
)  # fmt: skip
def test_a_wife_has_the_right_form_of_the_name(his, hers):
    assert surname(his, "f") == hers


def test_days_are_named_as_people_name_them():
    assert [when(TODAY + timedelta(days=ahead), TODAY) for ahead in (0, 1, 2, 3, 8)] == [
        "сегодня", "завтра", "послезавтра", "в пятницу", "2 декабря"
    ]  # fmt: skip


def test_the_sample_files_are_read_by_our_own_readers(tmp_path):
    from butler.channels.csvfile import reading as tables
    from butler.channels.vcard import reading as vcards

    written = files.write(tmp_path, TODAY)
    again = {path.name: path.read_bytes() for path in written}
    clients = tables.read((tmp_path / "clients.csv").read_bytes())
    contacts = tables.read((tmp_path / "contacts.csv").read_bytes())
    circle = vcards.read((tmp_path / "circle.vcf").read_bytes())
    assert (clients.sort, len(clients.records), clients.problems) == ("clients", len(files.NEWCOMERS), ())
    assert (contacts.sort, len(contacts.records), contacts.problems) == ("contacts", len(files.CONTACTS), ())
    assert (len(circle.cards), circle.problems) == (3, ())
    files.write(tmp_path, TODAY)
    assert {path.name: path.read_bytes() for path in written} == again


def test_the_house_has_as_many_colleagues_as_are_written_down():
    assert len(STAFF) == 12
    assert len({guest.key for guest in GUESTS}) == 60
