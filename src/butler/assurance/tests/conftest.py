"""An evening that is checked: a table of the cast, letters over a recording wire, a clock that goes on."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from butler.assurance import hearing, sweeping
from butler.assurance.models import Incident, Reconfirmation
from butler.bookings import access as bookings
from butler.bookings import actions
from butler.bookings.actions import Told
from butler.bookings.models import Booking
from butler.correspondence import outbox
from butler.correspondence.models import Account, Message, Page
from butler.correspondence.tests.conftest import Recorder
from butler.ground import clock
from butler.ground.acting import acting_as, acting_for
from butler.ground.sealing import open_sealed
from butler.portal.tests.pressing import press
from butler.requests.models import Task
from butler.staff.models import Staff

MOSCOW = ZoneInfo("Europe/Moscow")
WAY = {"host": "localhost", "port": 2525, "security": "none"}


def at(time: str, day: int = 24) -> datetime:
    hour, minute = map(int, time.split(":"))
    return datetime(2026, 11, day, hour, minute, tzinfo=MOSCOW)


@dataclass
class Evening:
    """A booking that is watched, on a clock of its own."""

    booking: Booking
    by: Staff
    now: datetime
    wire: Recorder = field(default_factory=Recorder)

    def until(self, time: str, day: int = 24) -> "Evening":
        """The house works on, minute by minute where anything is due, until then."""
        goal = at(time, day)
        while self.now < goal:
            self.now = min(self.now + timedelta(minutes=5), goal)
            self.sweep()
        return self

    def sweep(self) -> "Evening":
        with clock.set_to(self.now):
            sweeping.sweep(now=self.now)
            outbox.leave(self.wire)
        return self

    def presses(self, act: str, **content: str) -> "Evening":
        asked = self.asked()[-1]
        with acting_for("test"):
            page = Page.objects.get(letter=asked.letter)
        press(page.pk, act, content, now=self.now)
        return self.sweep()

    def writes(self, words: str) -> "Evening":
        """They answer our letter in its thread."""
        asked = self.asked()[-1]
        with acting_for("test"):
            ours = Message.objects.get(letter=asked.letter)
            Message.objects.create(
                client_id=ours.client_id, conversation=ours.conversation, way="in", channel=ours.channel,
                sent_at=self.now, body=words, answers=ours,
            )  # fmt: skip
        return self.sweep()

    def telephoned(self, outcome: str, who: str = "", by: Staff | None = None) -> "Evening":
        by = by or self.by
        with clock.set_to(self.now), acting_as(by.pk):
            hearing.called(self.booking.pk, outcome, by=by, now=self.now, who=who)
        return self.sweep()

    def told(self, **told) -> "Evening":
        with clock.set_to(self.now), acting_as(self.by.pk):
            actions.add_evidence(self.booking.pk, Told(**told), by=self.by, now=self.now)
        return self

    def card(self) -> bookings.BookingCard:
        with acting_for("test"):
            return bookings.booking(self.booking.pk, now=self.now)

    def asked(self) -> list[Reconfirmation]:
        with acting_for("test"):
            rows = Reconfirmation.objects.filter(booking=self.booking).select_related("letter", "task")
            return list(rows.order_by("asked_at", "pk"))

    def outcomes(self) -> list[tuple[str, str]]:
        return [(row.rung, row.outcome) for row in self.asked()]

    def incidents(self) -> list[str]:
        """Who told us that it is off, of each time that we began to make it good."""
        with acting_for("test"):
            rows = Incident.objects.filter(booking=self.booking).order_by("at")
            return [open_sealed(row, "told_by") for row in rows]

    def letters(self) -> list[str]:
        return [letter.body for letter in self.wire.left]

    def tasks(self, person: Staff) -> list[str]:
        """What lies open before them, the oldest first."""
        with acting_for("test"):
            rows = Task.objects.filter(owner=person, done_at__isnull=True).order_by("asked_at", "pk")
            return [f"{open_sealed(row, 'title')}\n{open_sealed(row, 'detail')}" for row in rows]


@pytest.fixture
def watch(db, house, anna, vera, olshanskaya, severny_dvor):
    """Dinner for four at Severny Dvor, wanted since yesterday: watch(starts=at("20:00"), mail=..., reliability=...)."""

    def begin(*, starts: datetime | None = None, proof: str = "", since: datetime | None = None, **fields) -> Evening:
        severny_dvor.mail, severny_dvor.phone = fields.pop("mail", "book@severny.test"), "+7 812 000-00-11"
        severny_dvor.reliability, severny_dvor.hours = fields.pop("reliability", 75), fields.pop("hours", "")
        severny_dvor.save()
        since = since or at("10:00", 23)
        with acting_for("test"):
            Account.objects.create(kind="smtp", name="Почта", address="desk@moika.test", options=WAY, per_minute=1000)
        with clock.set_to(since), acting_for("test"):
            booking = actions.book(
                olshanskaya, kind="restaurant", title="Ужин Ольшанской", starts_at=starts or at("20:00"), by=anna,
                now=since, organisation=severny_dvor, **({"party_size": 4, "importance": 3} | fields),
            )  # fmt: skip
            actions.instruct(booking.pk, text="стол у окна", is_must=True, by=anna, now=since)
            if proof:
                actions.add_evidence(booking.pk, Told(proof, told_by="Полина", reference="SD-4821"), by=anna, now=since)
        return Evening(booking, anna, at("12:00"))

    return begin
