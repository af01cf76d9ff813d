"""The life of a request: what may follow what, and what is due next. Pure.

The table of what may follow what stands in the database too (migration 0004); a test holds the two together.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from butler.requests.rules.hours import FIRST_ANSWER, HOUR, MINUTE, Hours
from butler.requests.rules.terms import USUAL, Terms


class State(StrEnum):
    NEW = "new"
    ACCEPTED = "accepted"
    OPTIONS = "options"
    APPROVAL = "approval"
    BOOKED = "booked"
    CONFIRMED = "confirmed"
    DELIVERED = "delivered"
    DEBRIEFED = "debriefed"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class What(StrEnum):
    """What comes next for an open request."""

    ACKNOWLEDGE = "acknowledge"  # tell the client that we have it
    OPTIONS = "options"  # give the client something to choose from
    CLIENT_ANSWER = "client_answer"  # the client chooses, or says yes
    SUPPLIER_ANSWER = "supplier_answer"  # the supplier proves what was booked
    UPDATE = "update"  # tell the client how it stands
    EVENT = "event"  # it takes place
    DEBRIEF = "debrief"  # hear how it was
    LOOK_AGAIN = "look_again"  # a long case is looked at
    RESUME = "resume"  # a pause ends


AT_REST = frozenset({State.DEBRIEFED, State.CLOSED, State.CANCELLED})

# Read aloud: "new may become accepted, closed or cancelled". A broken promise goes back to options; what is booked is
# delivered or cancelled, never just closed; whatever rests may be taken up again.
MAY_BECOME: dict[State, frozenset[State]] = {
    State.NEW: frozenset({State.ACCEPTED, State.CLOSED, State.CANCELLED}),
    State.ACCEPTED: frozenset(
        {State.OPTIONS, State.APPROVAL, State.BOOKED, State.DELIVERED, State.CLOSED, State.CANCELLED}
    ),
    State.OPTIONS: frozenset({State.ACCEPTED, State.APPROVAL, State.BOOKED, State.CLOSED, State.CANCELLED}),
    State.APPROVAL: frozenset({State.ACCEPTED, State.OPTIONS, State.BOOKED, State.CANCELLED}),
    State.BOOKED: frozenset({State.OPTIONS, State.CONFIRMED, State.DELIVERED, State.CANCELLED}),
    State.CONFIRMED: frozenset({State.OPTIONS, State.BOOKED, State.DELIVERED, State.CANCELLED}),
    State.DELIVERED: frozenset({State.ACCEPTED, State.DEBRIEFED, State.CLOSED}),
    State.DEBRIEFED: frozenset({State.ACCEPTED, State.CLOSED}),
    State.CLOSED: frozenset({State.ACCEPTED}),
    State.CANCELLED: frozenset({State.ACCEPTED}),
}

FIRST_OPTIONS = 4 * HOUR  # of work, from acceptance, where the terms have no clock for it
CLIENT_THINKS = 4 * HOUR  # of work, then we ask again
CLIENT_AGREES = 2 * HOUR
SUPPLIER_PROVES = 8 * HOUR
NEXT_WORD = 13 * HOUR  # of work: a day without news is a day too many
PROOF_BEFORE = timedelta(hours=24)  # before it takes place, at the latest
EVENT_LASTS = timedelta(hours=3)  # nobody is asked how it was while it lasts
DEBRIEF_AFTER = HOUR  # of work, once it is over
RING_AGAIN = 2 * HOUR  # of work, when nothing came of it
SOON = 15 * MINUTE  # the least that a next moment lies ahead


def may_become(before: str, after: str) -> bool:
    """Is this step of a request's life allowed? Undoing a step is another matter: it names the step."""
    return State(after) in MAY_BECOME[State(before)]


def is_open(state: str) -> bool:
    """Does a request in this state still need a next moment?"""
    return State(state) not in AT_REST


@dataclass(frozen=True)
class Life:
    """What the next moment is chosen from."""

    state: str
    promised_at: datetime | None = None  # the client was told to hear by then
    happens_at: datetime | None = None  # it takes place
    look_at: datetime | None = None  # a long case is looked at again then
    unseen_for: timedelta | None = None  # how long a long case may go unseen, in its phase
    paused_until: datetime | None = None
    terms: Terms = USUAL  # how long the client waits at most


@dataclass(frozen=True)
class Next:
    """The next moment of a request, and why."""

    at: datetime
    what: What


def next_moment(life: Life, hours: Hours, now: datetime) -> Next | None:
    """What is due next, always ahead of `now`; none for what rests.

    A pause goes before everything, then a look that was agreed on; what was promised and what cannot be moved bring
    the usual wait forward, never back.
    """
    if not is_open(life.state):
        return None
    if life.paused_until is not None and life.paused_until > now:
        return Next(life.paused_until, What.RESUME)
    if life.state in (State.ACCEPTED, State.OPTIONS) and (look_at := _look_at(life, now)):
        return Next(look_at, What.LOOK_AGAIN)
    found = _USUAL[State(life.state)](life, hours, now)
    return Next(max(found.at, now + SOON), found.what)


def rung_again(what: str, life: Life, hours: Hours, now: datetime) -> Next | None:
    """After a due moment came and was laid before its owner: when to look whether something came of it."""
    if what == What.RESUME or (what == What.LOOK_AGAIN and _look_at(life, now)):
        return next_moment(life, hours, now)
    if what == What.EVENT:
        return Next(max(_after_event(life, hours, now), now + SOON), What.DEBRIEF)
    return Next(max(hours.after(now, RING_AGAIN), now + SOON), What(what))


def _look_at(life: Life, now: datetime) -> datetime | None:
    """The look that was agreed on, else the longest that a case of months may go unseen."""
    if life.look_at is not None and life.look_at > now:
        return life.look_at
    return now + life.unseen_for if life.unseen_for else None


def _new(life: Life, hours: Hours, now: datetime) -> Next:
    answer_by = life.promised_at or hours.after(now, life.terms.acknowledge or FIRST_ANSWER)
    return Next(_soonest(answer_by, life.happens_at), What.ACKNOWLEDGE)


def _accepted(life: Life, hours: Hours, now: datetime) -> Next:
    return Next(
        _soonest(hours.after(now, life.terms.options or FIRST_OPTIONS), life.promised_at, life.happens_at), What.OPTIONS
    )


def _options(life: Life, hours: Hours, now: datetime) -> Next:
    return Next(_soonest(hours.after(now, CLIENT_THINKS), life.happens_at), What.CLIENT_ANSWER)


def _approval(life: Life, hours: Hours, now: datetime) -> Next:
    return Next(_soonest(hours.after(now, CLIENT_AGREES), life.happens_at), What.CLIENT_ANSWER)


def _booked(life: Life, hours: Hours, now: datetime) -> Next:
    latest = life.happens_at - PROOF_BEFORE if life.happens_at else None
    return Next(_soonest(hours.after(now, SUPPLIER_PROVES), latest), What.SUPPLIER_ANSWER)


def _confirmed(life: Life, hours: Hours, now: datetime) -> Next:
    if life.happens_at is None:
        return Next(hours.after(now, life.terms.update or NEXT_WORD), What.UPDATE)
    if life.happens_at <= now:
        return Next(_after_event(life, hours, now), What.DEBRIEF)
    return Next(life.happens_at, What.EVENT)


def _delivered(life: Life, hours: Hours, now: datetime) -> Next:
    return Next(_after_event(life, hours, now), What.DEBRIEF)


_USUAL = {
    State.NEW: _new,
    State.ACCEPTED: _accepted,
    State.OPTIONS: _options,
    State.APPROVAL: _approval,
    State.BOOKED: _booked,
    State.CONFIRMED: _confirmed,
    State.DELIVERED: _delivered,
}


def _after_event(life: Life, hours: Hours, now: datetime) -> datetime:
    over = life.happens_at + EVENT_LASTS if life.happens_at else now
    return hours.after(max(over, now), DEBRIEF_AFTER)


def _soonest(usual: datetime, *others: datetime | None) -> datetime:
    return min(usual, *(moment for moment in others if moment), usual)
