"""Make the demo house and keep it worth looking at on any later day. One short transaction for each bounded thing."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from time import monotonic

from django.contrib.auth.hashers import make_password
from django.db import transaction

from butler.demo import days, doors, keeping, seals, talk
from butler.demo.models import DemoMark
from butler.demo.people import GUESTS, MAIL, PASSPHRASE, STAFF, TEAMS
from butler.ground.acting import acting_for
from butler.ground.models import House
from butler.network.models import Organisation
from butler.staff.models import Staff, Team

PURPOSE = "demo"
NAME = "Дом на Мойке"
SIGN_INS = [
    {"name": f"{one.given} {one.surname}", "role": one.role, "email": f"{one.login}@{MAIL}", "password": PASSPHRASE}
    for one in STAFF
]


class NotADemoHouse(Exception):
    """There is a real house in this database: nothing fictional is written into it."""


def ensure(today: date, seed: int = 7, *, loud: bool = False) -> list[dict[str, str]]:
    """The demo house as of `today`: made when there is none, topped up when it is from an earlier day; its sign-ins.

    The same day twice changes nothing; what was broken off half made is made anew. Refuses a house without the demo's
    mark with NotADemoHouse.
    """
    mark = DemoMark.objects.filter(pk=1).first()
    if mark is not None and mark.made_to < mark.founded_on:
        days.throw_away()
        mark = None
    if mark is None:
        if House.objects.exists():
            raise NotADemoHouse("there is a real house in this database")
        mark = _found(today, seed, loud)
    if mark.made_to < today:
        _bring_to(mark, today, loud)
    return SIGN_INS


def _found(today: date, seed: int, loud: bool) -> DemoMark:
    now = morning(today)
    with _step("the house and its people", loud), transaction.atomic():
        # The mark comes first: a house that was half made when the light went out is still known as fictional.
        mark = DemoMark.objects.create(seed=seed, founded_on=today, made_to=today - timedelta(days=1))
        House.objects.create(id=1, name=NAME, city="Санкт-Петербург", founded_at=now - timedelta(days=2100))
        staff = _hire(today)
    phones = doors.Phones()
    with _step("the network", loud), transaction.atomic():
        doors.found_network(seed, today, staff, phones)
    with _step("sixty dossiers", loud):
        for guest in GUESTS:
            one = seals.known(guest, seed, staff)
            with acting_for(PURPOSE):
                seals.admit(one, seed, today, now, phones)
    return mark


def _hire(today: date) -> dict[str, Staff]:
    password = make_password(PASSPHRASE)  # once: hashing is slow on purpose
    teams = {number: Team.objects.create(name=name) for number, (name, _) in TEAMS.items()}
    people = [
        Staff(
            email=f"{one.login}@{MAIL}",
            password=password,
            given_name=one.given,
            patronymic=one.patronymic,
            surname=one.surname,
            gender=one.gender,
            role=one.role,
            team=teams.get(one.team),
            language=one.language,
            phone=f"+7 900 000-99-{number:02d}",
            shift_from=time(one.shift[0]),
            shift_to=time(one.shift[1]),
            joined_on=today - timedelta(days=300 + 173 * number),
        )
        for number, one in enumerate(STAFF)
    ]
    staff = {one.login: person for one, person in zip(STAFF, Staff.objects.bulk_create(people), strict=True)}
    for number, (_, lead) in TEAMS.items():
        teams[number].lead = staff[lead]
        teams[number].save(update_fields=["lead"])
    return staff


def _bring_to(mark: DemoMark, today: date, loud: bool) -> None:
    staff = {person.email.partition("@")[0]: person for person in Staff.objects.filter(email__endswith=f"@{MAIL}")}
    everyone = [seals.known(guest, mark.seed, staff) for guest in GUESTS]
    DemoMark.objects.filter(pk=1).update(made_to=mark.founded_on - timedelta(days=1))  # half made, until it is done
    span = days.Span(mark.seed, mark.founded_on, mark.made_to, today, morning(today), venues_by_place(), staff)
    with _step(f"the days up to {today:%d.%m.%Y}", loud):
        for one in everyone:
            with acting_for(PURPOSE):
                days.live(one, span)
    with _step("their calendars", loud):
        for one in everyone:
            keeping.keep(one, span, PURPOSE)
    with _step("what their last words ask", loud):
        talk.read_the_last_words()
    DemoMark.objects.filter(pk=1).update(made_to=today)


def venues_by_place() -> dict[tuple[str, str], list[Organisation]]:
    """The demo's own venues by kind and city, always in the same order."""
    found: dict[tuple[str, str], list[Organisation]] = {}
    for venue in Organisation.objects.filter(mail__endswith="@venues.example").order_by("name", "pk"):
        found.setdefault((venue.kind, venue.city), []).append(venue)
    return found


def morning(day: date) -> datetime:
    """Eight o'clock in the house: the moment that the demo's day is prepared for."""
    return datetime.combine(day, time(8), seals.HOUSE_ZONE)


def reset() -> None:
    """Make this house nobody's again, so that it can be made anew. Only a demo house; refuses with NotADemoHouse."""
    if not DemoMark.objects.exists():
        if House.objects.exists():
            raise NotADemoHouse("only a demo house can be thrown away")
        return
    days.throw_away()


@contextmanager
def _step(words: str, loud: bool) -> Iterator[None]:
    started = monotonic()
    if loud:
        print(f"  {words} ...", end="", file=sys.stderr, flush=True)
    yield
    if loud:
        print(f" {monotonic() - started:.1f} s", file=sys.stderr, flush=True)
