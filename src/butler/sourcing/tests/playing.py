"""A network that answers: letters leave over a recording wire, answers come back into the thread or by the page."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from butler.correspondence import actions as letters
from butler.correspondence import outbox
from butler.correspondence.models import Letter, Message, Page
from butler.correspondence.tests.conftest import Recorder
from butler.ground import clock
from butler.ground.acting import acting_as, acting_for
from butler.ground.sealing import open_sealed
from butler.portal.tests.pressing import press
from butler.sourcing import sweeping
from butler.sourcing.models import Approach, Operation
from butler.staff.models import Staff

YES_AFTER = timedelta(seconds=30)


@dataclass
class Play:
    """A search on a clock of its own."""

    operation: Operation
    by: Staff
    now: datetime
    wire: Recorder = field(default_factory=Recorder)

    def go_on(self, **delay: float) -> "Play":
        """Some time passes: what is due is done, what may leave leaves."""
        self.now += timedelta(**delay)
        with clock.set_to(self.now):
            sweeping.sweep(now=self.now)
            outbox.leave(self.wire)
            sweeping.sweep(now=self.now)
        return self

    def approve(self) -> list[str]:
        """A colleague says yes to everything that waits; the purposes of it."""
        with clock.set_to(self.now), acting_as(self.by.pk):
            waiting = list(Letter.objects.filter(state=Letter.State.WAITING).order_by("drafted_at", "pk"))
            for letter in waiting:
                letters.approve(letter.pk, by=self.by, now=self.now)
        self.go_on(seconds=30)
        return [letter.purpose for letter in waiting]

    def approach(self, name: str) -> Approach:
        with acting_for("test"):
            rows = Approach.objects.select_related("letter", "contact")
            return rows.get(operation=self.operation, contact__full_name__startswith=name)

    def says(self, name: str, words: str, *, to_order: bool = False) -> "Play":
        """They write into the thread of our question, or of our order."""
        asked = self.approach(name)
        with acting_for("test"):
            letter = asked.offers.get(order__isnull=False).order if to_order else asked.letter
            ours = Message.objects.get(letter=letter)
            Message.objects.create(
                client_id=ours.client_id, conversation=ours.conversation, way="in", channel=ours.channel,
                sent_at=self.now, body=words, answers=ours,
            )  # fmt: skip
        return self.go_on()

    def presses(self, name: str, act: str, *, to_order: bool = False, **content: str) -> "Play":
        asked = self.approach(name)
        with acting_for("test"):
            letter = asked.offers.get(order__isnull=False).order if to_order else asked.letter
            page = Page.objects.get(letter=letter)
        press(page.pk, act, content, now=self.now)
        return self.go_on()

    def nobody_else(self, name: str) -> "Play":
        """All others have said no."""
        asked = self.approach(name)
        with acting_for("test"):
            others = Approach.objects.filter(operation=self.operation).exclude(pk=asked.pk)
            others.update(state="refused", asked_at=self.now, answer_by=self.now + timedelta(minutes=1))
            Operation.objects.filter(pk=self.operation.pk).update(due_at=self.now)
        return self.go_on(minutes=11)

    def client_presses(self, act: str, **content: str) -> "Play":
        with acting_for("test"):
            page = Page.objects.get(kind="choice", letter__state=Letter.State.SENT, closed_at=None)
        press(page.pk, act, content, now=self.now)
        return self.go_on()

    def stands(self) -> Operation:
        with acting_for("test"):
            return Operation.objects.get(pk=self.operation.pk)

    def sent(self, to: str) -> list[str]:
        return [letter.body for letter in self.wire.left if letter.to == to]

    def states(self) -> dict[str, str]:
        with acting_for("test"):
            rows = Approach.objects.filter(operation=self.operation).select_related("contact")
            return {str(row.contact).split()[0]: row.state for row in rows}

    def words(self, letter: Letter) -> str:
        with acting_for("test"):
            return open_sealed(Letter.objects.get(pk=letter.pk), "body")
