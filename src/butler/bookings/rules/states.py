"""What a booking's evidence amounts to. Confirmed means proven: a state is computed here, never typed in."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID


class State(StrEnum):
    """Where a promise stands."""

    WANTED = "wanted"  # nobody has promised anything
    HELD = "held"  # kept for us until a deadline of theirs
    UNPROVEN = "unproven"  # a word, a hold that ran out, evidence that went stale
    CONFIRMED = "confirmed"  # evidence stands
    CANCELLED = "cancelled"
    DONE = "done"


class Proof(StrEnum):
    """Kinds of evidence."""

    PASS = "pass"  # noqa: S105 - a boarding pass
    REFERENCE = "reference"
    ANSWER_PAGE = "answer_page"
    MAIL = "mail"
    CALL = "call"
    WORD = "word"


# A word ("provisionally", "on the waiting list") has no strength: it never proves anything.
STRENGTH = {
    Proof.PASS: 5,
    Proof.REFERENCE: 4,
    Proof.ANSWER_PAGE: 3,
    Proof.MAIL: 3,
    Proof.CALL: 2,
    Proof.WORD: 0,
}
# How long it proves when nobody said until when. A ticket is good until the event; what a voice said fades in a week.
SHELF_LIFE = {
    Proof.PASS: None,
    Proof.REFERENCE: timedelta(days=180),
    Proof.ANSWER_PAGE: timedelta(days=60),
    Proof.MAIL: timedelta(days=60),
    Proof.CALL: timedelta(days=7),
    Proof.WORD: timedelta(0),
}
LASTS = timedelta(hours=3)  # an event whose end nobody named


@dataclass(frozen=True)
class Evidence:
    """One thing that was told: what it is, when it came, until when it is good."""

    id: UUID
    kind: Proof
    received_at: datetime
    good_until: datetime | None = None

    @property
    def proves(self) -> bool:
        return STRENGTH[self.kind] > 0

    @property
    def stale_at(self) -> datetime | None:
        """From this moment it proves nothing; None: never."""
        if self.good_until is not None:
            return self.good_until
        life = SHELF_LIFE[self.kind]
        return None if life is None else self.received_at + life

    def stands(self, now: datetime) -> bool:
        return self.proves and self.received_at <= now and (self.stale_at is None or now < self.stale_at)


@dataclass(frozen=True)
class Facts:
    """What is known of a booking."""

    starts_at: datetime
    ends_at: datetime | None = None
    held_at: datetime | None = None
    hold_until: datetime | None = None
    cancelled_at: datetime | None = None
    evidence: tuple[Evidence, ...] = ()

    @property
    def over_at(self) -> datetime:
        return self.ends_at or self.starts_at + LASTS


@dataclass(frozen=True)
class Standing:
    """A state, what proves it, and when time alone may change it."""

    state: State
    proven_by: UUID | None = None
    changes_at: datetime | None = None


def state_of(facts: Facts, now: datetime) -> Standing:
    """Where the booking stands at `now`."""
    if facts.cancelled_at is not None:
        return Standing(State.CANCELLED)
    proof = strongest(facts.evidence, now)
    if now >= facts.over_at and _was_promised(facts):
        return Standing(State.DONE, proof.id if proof else None)
    if proof:
        return Standing(State.CONFIRMED, proof.id, _first_after(now, proof.stale_at, facts.over_at))
    if _is_held(facts, now):
        return Standing(State.HELD, None, _first_after(now, facts.hold_until, facts.over_at))
    if _was_promised(facts):
        return Standing(State.UNPROVEN, None, _first_after(now, facts.over_at))
    return Standing(State.WANTED, None, _first_after(now, facts.over_at))


def strongest(evidence: Iterable[Evidence], now: datetime) -> Evidence | None:
    """The evidence that proves most at `now`; of equals, what came last."""
    standing = [each for each in evidence if each.stands(now)]
    return max(standing, key=lambda each: (STRENGTH[each.kind], each.received_at, each.id), default=None)


def _is_held(facts: Facts, now: datetime) -> bool:
    return facts.held_at is not None and (facts.hold_until is None or now < facts.hold_until)


def _was_promised(facts: Facts) -> bool:
    return facts.held_at is not None or bool(facts.evidence)


def _first_after(now: datetime, *moments: datetime | None) -> datetime | None:
    return min((moment for moment in moments if moment is not None and moment > now), default=None)
