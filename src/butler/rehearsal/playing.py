"""The play: set the clock, let the worker and the people act until nothing is due, then on to the next moment.

At every moment, in this order: the script, the answers that have come due, the periodic jobs whose hour has come, the
worker until it is quiet, the people; and again, until nobody has anything to do.
"""

import os
import random
import secrets
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from butler.briefs.models import DigestLine
from butler.correspondence import saying, wires
from butler.correspondence.models import Letter, RawMessage
from butler.correspondence.talking import Beginning, conversation_with
from butler.correspondence.whose import Whose
from butler.ground import clock
from butler.ground.acting import acting_as, acting_for
from butler.rehearsal import building, observing, words
from butler.rehearsal.building import PURPOSE
from butler.rehearsal.calling import Telephone
from butler.rehearsal.cast import Cast
from butler.rehearsal.counterparts import Counterparts
from butler.rehearsal.delays import report
from butler.rehearsal.people import People
from butler.rehearsal.record import Record, Said, Timeline
from butler.rehearsal.scenario import records
from butler.rehearsal.wires import Sent, Wires
from butler.rehearsal.working import Worker

ROUNDS = 50  # at one moment: more is a circle of answers
MOST_MOMENTS = 20_000


def play(scenario: records.Scenario, *, seed: int, kills: bool = False) -> Record:
    """Play the whole scenario in the house of this database, which must be empty; what was seen of it."""
    with _drawn_from(random.Random(seed)):  # noqa: S311 - a repeatable play, no secret
        cast, doors = building.build(scenario)
        stage = Stage(cast, Wires(cast, doors), Worker(random.Random(seed + 1), kills))  # noqa: S311
        before, wires.wire_for = wires.wire_for, stage.wires.wire_for  # type: ignore[assignment]
        try:
            stage.play()
        finally:
            wires.wire_for = before
    return stage.record


@contextmanager
def _drawn_from(chance: random.Random) -> Iterator[None]:
    """Rows are told apart by random ids, equal ones stand in their order, and suppliers read a random alias: so the
    same seed draws the same ids and aliases. Keys are drawn as ever."""
    before = (uuid.os, secrets.choice, secrets.randbelow)  # type: ignore[attr-defined]
    uuid.os, secrets.choice, secrets.randbelow = _Drawn(chance), chance.choice, chance.randrange  # type: ignore
    try:
        yield
    finally:
        uuid.os, secrets.choice, secrets.randbelow = before  # type: ignore


class _Drawn:
    """The operating system, for uuid alone."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance

    def __getattr__(self, name: str) -> Any:
        return getattr(os, name)

    def urandom(self, count: int) -> bytes:
        return self.chance.randbytes(count)


@dataclass
class Stage:
    """The house while it is played in."""

    cast: Cast
    wires: Wires
    worker: Worker
    record: Record = field(default_factory=lambda: Record(Timeline()))

    def __post_init__(self) -> None:
        self.counterparts = Counterparts(self.cast, self.wires)
        self.people = People(self.cast, self.wires)
        self.telephone = Telephone(self.cast)
        self.script = sorted(self.cast.scenario.script, key=lambda event: event.at)

    def play(self) -> None:
        first, end = self.cast.scenario.clock.from_, self.cast.scenario.clock.to
        moment, before = first, first - timedelta(minutes=1)
        for _ in range(MOST_MOMENTS):
            with clock.set_to(moment):
                self._at(before)
                observing.observe(self.cast, self.record, now=moment)
                if moment in self._looks:
                    observing.read_briefs(self.cast, self.record, now=moment)
                if moment >= end:
                    self._finish()
                    return
                before, moment = moment, self._next(moment, end)
        raise RuntimeError(f"the day does not end: it is {moment:%F %T}")

    @property
    def _looks(self) -> set[datetime]:
        """When somebody looks at a manager's page."""
        return {one.by for one in self.cast.scenario.expect if one.by is not None} | {self.cast.scenario.clock.to}

    def _at(self, before: datetime) -> None:
        """Everything that happens at this moment."""
        now = clock.now()
        while self.script and self.script[0].at <= now:
            self._happens(self.script.pop(0))
        self.worker.ring(before)
        for _ in range(ROUNDS):
            self.worker.until_quiet()
            self.counterparts.hear()
            has_answered = self.counterparts.answer()
            has_approved, has_called = self.people.act(), self.telephone.act()
            if not (has_answered or has_approved or has_called):
                return
        raise RuntimeError(f"answers ask for answers without end at {now:%F %T}")

    def _next(self, now: datetime, end: datetime) -> datetime:
        found = [self.worker.next_due(end), *(at for at in self._looks if at > now)]
        found += [event.at for event in self.script[:1]]
        # The last round of a moment is one in which nobody acted: what people saw then still stands.
        turns = (self.counterparts.next_answer(now), self.people.next_turn, self.telephone.next_turn)
        found += [at for at in turns if at is not None]
        return max(now + timedelta(seconds=1), min(found))

    def _happens(self, event: records.Event) -> None:
        if isinstance(event, records.Message):
            self.wires.write(event.from_, event.text, via=event.via, subject=event.subject)
        elif isinstance(event, records.Deed):
            self._note(event)
        elif isinstance(event, records.Late):
            report(event.delay, self.cast, now=clock.now())
        else:
            self.worker.to_die += 1

    def _note(self, deed: records.Deed) -> None:
        """A colleague writes a note beside the conversation with a client, or with an organisation."""
        who, now, by = deed.does.note, clock.now(), self.cast.staff[deed.staff]
        with acting_as(by.pk):
            client = self.cast.clients.get(who)
            whose = Whose(client.pk) if client else Whose(organisation_id=self.cast.houses[who].pk)
            talk = conversation_with(whose, Beginning("desk", now))
            saying.note(talk.pk, deed.does.text, by=by, now=now)

    def _finish(self) -> None:
        self.wires.name_purposes()
        self.record.messages = [self._said(one) for one in self.wires.passed]
        self.record.yeses, self.record.failures = self.people.given, self.worker.failures
        self.record.crashes, self.record.calls = self.worker.crashes, len(self.telephone.seen)
        with acting_for(PURPOSE):
            self.record.counts = {
                "brought": self.wires.brought,
                "stored": RawMessage.objects.count(),
                "unread": RawMessage.objects.filter(state="new").count(),
                "stuck": Letter.objects.filter(state__in=("claimed", "sending")).count(),
                "unproven_lines": DigestLine.objects.filter(booking__isnull=False, evidence__isnull=True).count(),
            }

    def _said(self, one: Sent) -> Said:
        asks = words.asked(one.purpose, is_network=self.cast.is_network(one.to)) if one.letter else ""
        return Said(
            one.at, one.from_, one.to, one.via, one.purpose, asks, one.subject, one.text,
            one.letter.hex if one.letter else "",
        )  # fmt: skip
