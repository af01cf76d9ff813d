"""A morning of the cast: what Anna's clients have today."""

from datetime import datetime, timedelta

import pytest

from butler.bookings import actions as bookings
from butler.bookings.actions import Told
from butler.bookings.models import Instruction
from butler.briefs import actions
from butler.dossiers.models import Occasion, Person
from butler.ground import clock
from butler.ground.acting import acting_for

TODAY = datetime(2026, 11, 24).date()  # noqa: DTZ001


def at(hour: int, minute: int = 0, *, days: int = 0, zone: str = "Europe/Moscow") -> datetime:
    """A moment of the day of the cast, on the clock of a place."""
    from zoneinfo import ZoneInfo

    return datetime(2026, 11, 24, hour, minute, tzinfo=ZoneInfo(zone)) + timedelta(days=days)


@pytest.fixture
def promise(house):
    """Book something: promise(veresov, "restaurant", at(20), proven=True, ...)."""

    def make(client, kind, starts_at, *, proven=True, title="Ужин на двоих", wishes=(), told_at=None, **fields):
        with acting_for("test"):
            made = told_at or clock.now() - timedelta(days=2)
            row = bookings.book(client, kind=kind, title=title, starts_at=starts_at, by=None, now=made, **fields)
            if proven:
                bookings.add_evidence(row.pk, Told("reference", reference="A-17"), by=None, now=made)
            for text in wishes:
                line = bookings.instruct(row.pk, text=text, by=None, now=made)
                bookings.answer_instruction(line.pk, Instruction.State.CONFIRMED, by=None, now=made)
            row.refresh_from_db()
            return row

    return make


@pytest.fixture
def dinner(promise, veresov, severny_dvor):
    return promise(veresov, "restaurant", at(20), organisation=severny_dvor, party_size=2, importance=3)


@pytest.fixture
def car(promise, veresov):
    return promise(veresov, "transfer", at(9, 30), title="Машина до офиса", wishes=("За рулём Роман", "вода «Боржоми»"))


@pytest.fixture
def elena(veresov):
    """Veresov's wife, whose birthday is in two days."""
    with acting_for("test"):
        person = Person.objects.create(
            client=veresov, relation="spouse", given_name="Елена", patronymic="Петровна", gender="f"
        )
        Occasion.objects.create(client=veresov, person=person, kind="birthday", month=11, day=26, year=1984)
        return person


@pytest.fixture
def prepare():
    """Prepare the morning of the cast: prepare(), prepare(now=...)."""

    def make(day=TODAY, now=None):
        with clock.set_to(now or clock.now()):
            return actions.prepare(day, now=clock.now())

    return make


@pytest.fixture
def run_morning(house):
    """Run the command as `./butler morning` does; what it printed and what it told on the way."""
    from io import StringIO

    from django.core.management import call_command

    def run(*options: str) -> tuple[str, str]:
        out, told = StringIO(), StringIO()
        call_command("morning", *options, stdout=out, stderr=told)
        return out.getvalue(), told.getvalue()

    return run
