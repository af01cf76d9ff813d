"""The people of the house, as the scenario says: they approve what waits, make calls, and take what was read."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q

from butler.briefs import actions as briefs
from butler.correspondence import actions as letters
from butler.correspondence import settling
from butler.correspondence.models import Letter
from butler.ground import clock
from butler.ground.acting import acting_as, acting_for
from butler.ground.refusals import NotHere
from butler.reception import deciding
from butler.reception.models import Proposal
from butler.rehearsal import words
from butler.rehearsal.building import PURPOSE
from butler.rehearsal.cast import Cast
from butler.rehearsal.scenario import records
from butler.rehearsal.wires import Wires
from butler.sourcing.actions import say_yes_to_price
from butler.sourcing.models import Offer

ABOVE_THE_MANDATE = Q(operation__state="approval", state="standing")
LYING = timedelta(minutes=30)  # what the first person leaves lying moves to a lead
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Waits:
    """Something that waits for a person: which thing, since when, of whose client, and what approval it is."""

    kind: str  # letter, proposal, unsure
    id: UUID
    since: datetime
    client: str
    approval: str


@dataclass(frozen=True)
class Yes:
    """Something a person was asked for: an approval or a look, and who gave it when."""

    at: datetime
    by: str
    kind: str
    about: str
    purpose: str


@dataclass
class People:
    """Who acts when."""

    cast: Cast
    wires: Wires
    given: list[Yes] = field(default_factory=list)
    refused: set[tuple[str, UUID]] = field(default_factory=set)
    next_turn: datetime | None = None  # when somebody acts next, as things stood when they last acted

    def act(self) -> bool:
        """Everything that a person does at this moment; was there anything?"""
        now, acted = clock.now(), False
        turns = [(waits, *turn) for waits in self._waiting() if (turn := self._turn(waits)) is not None]
        self.next_turn = min((at for _, _, at in turns if at > now), default=None)
        for waits, person, at in turns:
            if at <= now:
                acted |= self._do(waits, person, now)
        return acted

    # Whose turn it is

    def _turn(self, waits: Waits) -> tuple[records.StaffMember, datetime] | None:
        """Who sees to it and when: whoever keeps the client; after half an hour, also a lead."""
        keeper, lead = self.cast.keeper_of(waits.client), self.cast.lead
        if waits.kind == "price" and lead is not None:
            keeper = lead  # the first yes of two: the keeper orders
        turns = []
        if (pause := _pause(keeper, waits.approval)) is not None:
            turns.append((waits.since + pause, 0, keeper))
        if lead is not None and lead != keeper and (pause := _pause(lead, waits.approval)) is not None:
            turns.append((waits.since + LYING + pause, 1, lead))
        if not turns:
            return None
        at, _, person = min(turns, key=lambda turn: turn[:2])
        return person, at

    def _do(self, waits: Waits, person: records.StaffMember, now: datetime) -> bool:
        """Their act; what the house refuses is not tried again."""
        staff = self.cast.staff[person.id]
        try:
            with acting_as(staff.pk):
                purpose = ACTS[waits.kind](self, waits, staff, now)
        except (deciding.Refused, letters.Refused, NotHere, ValueError) as refusal:
            log.debug("%s refused: %r", waits.kind, refusal)
            self.refused.add((waits.kind, waits.id))
            return False
        self.given.append(Yes(now, person.id, waits.approval, str(waits.id), purpose))
        return True

    # What waits

    def _waiting(self) -> list[Waits]:
        with acting_for(PURPOSE):
            found = [*self._letters(), *self._prices(), *self._proposals(), *self._unsure()]
        open_now = [each for each in found if (each.kind, each.id) not in self.refused]
        return sorted(open_now, key=lambda each: (each.since, each.kind, str(each.id)))

    def _letters(self) -> Iterator[Waits]:
        rows = Letter.objects.filter(state=Letter.State.WAITING).select_related("conversation")
        dear = set(Offer.objects.filter(ABOVE_THE_MANDATE, order__isnull=False).values_list("order", flat=True))
        for row in rows.order_by("drafted_at", "pk"):
            approval = words.approval(row.purpose, is_network=is_to_network(row)) or "reply"
            approval = "spend" if row.pk in dear else approval
            yield Waits("letter", row.pk, row.drafted_at, self.cast.id_of_client(row.client_id), approval)

    def _prices(self) -> Iterator[Waits]:
        """Prices to which one colleague says yes before another orders."""
        rows = Offer.objects.filter(
            ABOVE_THE_MANDATE, order__isnull=True, yeses__isnull=True, put_to_house_at__isnull=False
        )
        for row in rows.order_by("received_at", "pk"):
            yield Waits("price", row.pk, row.received_at, self.cast.id_of_client(row.client_id), "spend")

    def _proposals(self) -> Iterator[Waits]:
        for row in Proposal.objects.filter(state=Proposal.State.OPEN).order_by("made_at", "message", "number"):
            yield Waits("proposal", row.pk, row.made_at, self.cast.id_of_client(row.client_id), "reading")

    def _unsure(self) -> Iterator[Waits]:
        rows = Letter.objects.filter(state=Letter.State.UNCERTAIN, replaced_by__isnull=True)
        for row in rows.order_by("sending_at", "pk"):
            yield Waits(
                "unsure", row.pk, row.sending_at or row.send_after, self.cast.id_of_client(row.client_id), "look"
            )

    # What they do

    def _approve(self, waits: Waits, staff: Any, now: datetime) -> str:
        letter = Letter.objects.filter(pk=waits.id).select_related("digest").first()
        if letter is None:
            raise NotHere
        digest = getattr(letter, "digest", None)
        if digest is not None:
            briefs.approve(digest.pk, by=staff, now=now)
        else:
            letters.approve(letter.pk, by=staff, now=now)
        return letter.purpose

    def _take(self, waits: Waits, staff: Any, now: datetime) -> str:
        return deciding.take(waits.id, by=staff, now=now).kind

    def _agree(self, waits: Waits, staff: Any, now: datetime) -> str:
        say_yes_to_price(waits.id, by=staff, now=now)
        return "price"

    def _settle(self, waits: Waits, staff: Any, now: datetime) -> str:
        """A person looks into the mailbox or the chat: it is there, or it is not."""
        has_left = any(one.letter == waits.id for one in self.wires.out())
        decision = settling.Decision.WAS_SENT if has_left else settling.Decision.SEND_AGAIN
        return settling.settle(waits.id, decision, by=staff, now=now).purpose


ACTS = {"letter": People._approve, "price": People._agree, "proposal": People._take, "unsure": People._settle}


def _pause(person: records.StaffMember, approval: str) -> timedelta | None:
    """After how long this person sees to such a thing; none: never."""
    if person.approves is None or person.role == "auditor":
        return None
    only = person.approves.only
    return person.approves.after if not only or approval in only or approval in ("reading", "look") else None


def is_to_network(row: Any) -> bool:
    """Is this letter for somebody of the network?"""
    talk = row.conversation
    own = getattr(row, "contact_id", None) or getattr(row, "organisation_id", None)
    return bool(own or (talk is not None and (talk.contact_id or talk.organisation_id)))
