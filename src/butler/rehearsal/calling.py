"""Calls: a task to telephone somebody is done a while after it appears; what they say is put in as a colleague would.

Whoever has no `by_phone` answer that fits does not pick up.
"""

import logging
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from butler.assurance import hearing as asked_again
from butler.assurance.hearing import OUTCOMES
from butler.assurance.models import Reconfirmation
from butler.bookings.actions import Refused as BookingRefused
from butler.ground import clock
from butler.ground.acting import acting_as, acting_for
from butler.ground.refusals import NotHere
from butler.rehearsal.building import PURPOSE
from butler.rehearsal.cast import Cast
from butler.rehearsal.scenario import records
from butler.requests.actions.refusals import Refused
from butler.sourcing.actions.telephone import called
from butler.sourcing.models import Approach
from butler.sourcing.rules.hearing import Terms
from butler.staff.models import Staff

log = logging.getLogger(__name__)
SILENCE = records.Call(to="any", outcome="no_answer")
NOBODY_NAMED = "администратор"


@dataclass(frozen=True)
class Call:
    """A call to make: the task, since when, whose, to whom, about what, and how its outcome is put in."""

    task: UUID
    since: datetime
    client: str
    to: str
    asked: str
    put_in: Callable[[records.Call, Staff, datetime], None]


@dataclass
class Telephone:
    """Who calls whom when."""

    cast: Cast
    used: Counter[str] = field(default_factory=Counter)
    made: int = 0
    seen: set[UUID] = field(default_factory=set)
    given_up: set[UUID] = field(default_factory=set)
    next_turn: datetime | None = None  # when somebody calls next, as things stood when they last looked

    def act(self) -> bool:
        """Make the calls whose moment has come; was there any?"""
        now, acted = clock.now(), False
        turns = [(call, *turn) for call in self._waiting() if (turn := self._turn(call)) is not None]
        self.next_turn = min((at for _, _, at in turns if at > now), default=None)
        for call, person, at in turns:
            if at <= now:
                acted |= self._make(call, person)
        return acted

    def _turn(self, call: Call) -> tuple[records.StaffMember, datetime] | None:
        """The keeper of the client calls; where they never call, a lead does."""
        keeper, lead = self.cast.keeper_of(call.client), self.cast.lead
        for person in filter(None, (keeper, lead)):
            if person.calls is not None:
                return person, call.since + person.calls.after
        return None

    def _make(self, call: Call, person: records.StaffMember) -> bool:
        now, staff = clock.now(), self.cast.staff[person.id]
        answer = self._answer(call)
        try:
            with acting_as(staff.pk):
                call.put_in(answer, staff, now)
        except (NotHere, Refused, BookingRefused, ValueError) as refusal:
            log.debug("a call was refused: %r", refusal)
            self.given_up.add(call.task)
            return False
        self.made += 1
        return True

    def _answer(self, call: Call) -> records.Call:
        """What they say: the first of their answers that fits, else nobody picks up."""
        member = self.cast.member(call.to) if call.to in self.cast.members else None
        answers = list(getattr(member, "by_phone", ()))
        if not answers and member is not None and self.cast.is_network(call.to):
            answers = list(self.cast.member(self.cast.house_of(call.to)).by_phone)
        return next((one for one in answers if one.to in (call.asked, "any")), SILENCE)

    def _waiting(self) -> list[Call]:
        with acting_for(PURPOSE):
            found = [call for look in LOOKS for call in look(self.cast)]
        self.seen |= {call.task for call in found}
        open_now = [call for call in found if call.task not in self.given_up]
        return sorted(open_now, key=lambda call: (call.since, str(call.task)))


def _of_searches(cast: Cast) -> Iterator[Call]:
    """Questions and orders of a search that are to be asked by telephone."""
    rows = Approach.objects.filter(task__isnull=False, task__done_at__isnull=True, operation__closed_at__isnull=True)
    for row in rows.select_related("task", "operation").order_by("task__asked_at", "pk"):
        is_order = row.offers.filter(state="accepted").exists()
        assert row.task is not None  # noqa: S101 - for the types

        def put_in(answer: records.Call, staff: Staff, now: datetime, pk: UUID = row.pk) -> None:
            terms = _terms(answer.offer) if answer.offer is not None else None
            called(pk, answer.outcome, by=staff, now=now, who=answer.who or NOBODY_NAMED, terms=terms)

        yield Call(
            row.task.pk, row.task.asked_at, cast.id_of_client(row.client_id), _callee(row, cast),
            "booking" if is_order else "approach", put_in,
        )  # fmt: skip


def _of_promises(cast: Cast) -> Iterator[Call]:
    """Promises that nobody has confirmed in writing."""
    rows = Reconfirmation.objects.filter(outcome="", task__isnull=False, task__done_at__isnull=True)
    for row in rows.select_related("task", "booking").order_by("task__asked_at", "pk"):
        assert row.task is not None  # noqa: S101 - for the types

        def put_in(answer: records.Call, staff: Staff, now: datetime, pk: UUID = row.booking_id) -> None:
            outcome = answer.outcome if answer.outcome in OUTCOMES else "no_answer"
            asked_again.called(pk, outcome, by=staff, now=now, who=answer.who or NOBODY_NAMED)

        to = cast.id_of_house(row.booking.organisation_id)
        client = cast.id_of_client(row.client_id)
        yield Call(row.task.pk, row.task.asked_at, client, to, "reconfirmation", put_in)


def _terms(offer: records.Offer) -> Terms:
    if offer.price is None:
        return Terms(offer.what, hold_until=offer.hold_until)
    return Terms(offer.what, offer.price.amount, offer.price.currency, offer.hold_until)


def _callee(row: Any, cast: Cast) -> str:
    contact = next((name for name, one in cast.contacts.items() if one.pk == row.contact_id), "")
    return contact or cast.id_of_house(row.organisation_id)


LOOKS: list[Callable[[Cast], Iterator[Call]]] = [_of_searches, _of_promises]
