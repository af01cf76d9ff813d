"""Verbs on promises. None of them sets a state: they add facts, and `recompute` says what the facts amount to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Q

from butler.bookings import access, rules
from butler.bookings.models import Booking, Evidence, Instruction, State
from butler.bookings.rules.points import points_of
from butler.correspondence.models import Letter
from butler.dossiers.models import Client
from butler.ground import journal
from butler.ground.refusals import NotHere
from butler.requests import actions as requests
from butler.staff.models import Staff

SWEEP = 1000  # bookings restated at one ring of the alarm clock
LAPSED = timedelta(days=2)


class Refused(Exception):
    """What was asked cannot be done; nothing has changed."""


class NobodyNamed(Refused):
    """A call or a word counts only with the name of who said it; a number or a pass only with itself."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field  # of Told: what is missing


class IsOff(Refused):
    """The booking is cancelled: a new promise is a new booking."""


class InThePast(Refused):
    """Until when must be ahead."""


@dataclass(frozen=True)
class Told:
    """What the supplier told us."""

    kind: str
    told_by: str = ""
    reference: str = ""
    good_until: datetime | None = None
    received_at: datetime | None = None  # none: now
    message: Any = None


@transaction.atomic
def book(
    client: Client, *, kind: str, title: str, starts_at: datetime, by: Staff | None, now: datetime, **fields: Any
) -> Booking:
    """We want this from a supplier; nothing is promised yet. `fields` are those of Booking, in plain text."""
    if forbidden := {"state", "proven_by", "cancelled_at", "held_at", "restate_at"} & set(fields):
        raise TypeError(f"{', '.join(sorted(forbidden))}: computed, never given")
    row = Booking(client=client, kind=kind, title=title, starts_at=starts_at, asked_at=now, **fields)
    row.restate_at = rules.state_of(access.facts(row), now).changes_at
    row.save(force_insert=True)
    _keep_points(row)
    journal.record("booking.wanted", about=row, kind=kind, by=by.pk if by else None)
    return row


@transaction.atomic
def add_evidence(booking_id: UUID, told: Told, *, by: Staff | None, now: datetime) -> Evidence:
    """Somebody told us something about the booking. The same letter twice is one piece of evidence."""
    row = _locked(booking_id)
    if row.cancelled_at:
        raise IsOff
    if told.good_until is not None and told.good_until <= now:
        raise InThePast
    check_who(told)
    if told.message is not None and (known := row.evidence.filter(message=told.message, kind=told.kind).first()):
        return known
    evidence = Evidence.objects.create(
        client_id=row.client_id,
        booking=row,
        kind=told.kind,
        told_by=told.told_by,
        reference=told.reference,
        good_until=told.good_until,
        received_at=told.received_at or now,
        message=told.message,
        taken_by=by,
    )
    journal.record("booking.evidence", about=row, kind=told.kind, evidence=str(evidence.pk))
    _restate(row, now)
    return evidence


@transaction.atomic
def hold(booking_id: UUID, *, until: datetime | None, by: Staff | None, now: datetime) -> Booking:
    """The supplier keeps it for us, until a moment of theirs. A hold is not a proof."""
    row = _locked(booking_id)
    if row.cancelled_at:
        raise IsOff
    if until is not None and until <= now:
        raise InThePast
    row.held_at, row.reply_by = now, until
    row.save(update_fields=["held_at", "reply_by"])
    journal.record("booking.held", about=row, until=until and until.isoformat())
    return _restate(row, now)


@transaction.atomic
def cancel(booking_id: UUID, *, told_by: str, by: Staff | None, now: datetime) -> Booking:
    """It is off. The same news twice changes nothing: they mail, then they phone."""
    row = _locked(booking_id)
    if row.cancelled_at:
        return row
    if not told_by.strip():
        raise NobodyNamed("told_by")
    row.cancelled_at, row.cancelled_told_by = now, told_by.strip()
    row.state, row.proven_by, row.restate_at = State.CANCELLED, None, None
    row.save(update_fields=["cancelled_at", "cancelled_told_by", "state", "proven_by", "restate_at"])
    _keep_points(row)
    journal.record("booking.cancelled", about=row)
    return row


@transaction.atomic
def alter(booking_id: UUID, *, starts_at: datetime, party: int, now: datetime) -> Booking:
    """The supplier has agreed to another hour or number of guests: what proved it as it was proves it no more.

    Add what they said as evidence in the same transaction. Refuses with IsOff, InThePast.
    """
    row = _locked(booking_id)
    if row.cancelled_at:
        raise IsOff
    if starts_at <= now:
        raise InThePast
    if row.ends_at is not None:
        row.ends_at += starts_at - row.starts_at
    row.evidence.filter(Q(good_until=None) | Q(good_until__gt=now)).update(good_until=now)
    row.starts_at, row.party_size = starts_at, party
    row.save(update_fields=["starts_at", "ends_at", "party_size"])
    _keep_points(row)
    journal.record("booking.altered", about=row, starts_at=starts_at.isoformat(), party=party)
    return _restate(row, now)


@transaction.atomic
def instruct(
    booking_id: UUID, *, text: str, is_must: bool = False, preference: Any = None, by: Staff | None, now: datetime
) -> Instruction:
    """One more line of how the client likes it."""
    row = _locked(booking_id)
    line = Instruction.objects.create(
        client_id=row.client_id, booking=row, text=text, is_must=is_must, preference=preference
    )
    journal.record("booking.instructed", about=row, line=str(line.pk), is_must=is_must)
    return line


@transaction.atomic
def answer_instruction(instruction_id: UUID, state: str, *, by: Staff | None, now: datetime) -> Instruction:
    """The supplier confirmed or refused a line, or it is asked again."""
    line = Instruction.objects.select_for_update().filter(pk=instruction_id).first()
    if line is None:
        raise NotHere
    if line.state != state:
        before, line.state = line.state, Instruction.State(state)
        line.save(update_fields=["state"])
        journal.record("booking.instruction", about=line, before=before, after=str(line.state))
    return line


@transaction.atomic
def told(instruction_ids: Sequence[UUID], letter: Letter, *, now: datetime) -> None:
    """These lines stand in that letter to the supplier."""
    for line in Instruction.objects.select_for_update().filter(pk__in=instruction_ids, told_at=None).order_by("pk"):
        line.told_at, line.letter = now, letter
        line.save(update_fields=["told_at", "letter"])
        journal.record("booking.line_told", about=line)


@transaction.atomic
def recompute(booking_id: UUID, *, now: datetime) -> Booking:
    """Say anew what the evidence amounts to at `now`. Safe to ask twice."""
    return _restate(_locked(booking_id), now)


@transaction.atomic
def recompute_stale(*, now: datetime) -> int:
    """Restate what time alone has changed: evidence that went stale, holds that ran out, evenings that are over.

    Returns how many changed their state.
    """
    lapsed = Q(state=State.WANTED, starts_at__lt=now - LAPSED)  # nobody ever promised it, and its day is gone
    never_computed = Q(restate_at__isnull=True) & ~Q(state__in=access.OFF) & ~lapsed
    due = Booking.objects.select_for_update().filter(Q(restate_at__lte=now) | never_computed).order_by("pk")[:SWEEP]
    changed = 0
    for row in due:
        before = row.state
        changed += _restate(row, now).state != before
    return changed


def _locked(booking_id: UUID) -> Booking:
    row = Booking.objects.select_for_update().filter(pk=booking_id).first()
    if row is None:
        raise NotHere
    return row


def _keep_points(row: Booking) -> None:
    """Tell the request what this promise cannot be late for; what is off cannot be late."""
    hours = row.organisation.hours if row.organisation else ""
    found = points_of(row.kind, row.starts_at, free_until=row.free_until, shop_hours=hours, zone=ZoneInfo(row.zone))
    requests.keep_points(row.pk, row.client_request_id, [] if row.cancelled_at else found)


def _restate(row: Booking, now: datetime) -> Booking:
    """Gather, decide, apply; the row is locked."""
    standing = rules.state_of(access.facts(row), now)
    before = row.state
    if (before, row.proven_by_id, row.restate_at) == (standing.state, standing.proven_by, standing.changes_at):
        return row
    row.state, row.proven_by_id, row.restate_at = State(standing.state), standing.proven_by, standing.changes_at
    row.save(update_fields=["state", "proven_by", "restate_at"])
    if row.state != before:
        journal.record("booking.state", about=row, before=before, after=str(row.state))
    return row


def check_who(told: Told) -> None:
    """A voice has a name, a number or a pass has itself, anything else has one or the other: else NobodyNamed."""
    has_name, has_reference = bool(told.told_by.strip()), bool(told.reference.strip() or told.message)
    if told.kind in (rules.Proof.CALL, rules.Proof.WORD):
        if not has_name:
            raise NobodyNamed("told_by")
    elif told.kind in (rules.Proof.REFERENCE, rules.Proof.PASS):
        if not has_reference:
            raise NobodyNamed("reference")
    elif not (has_name or has_reference):
        raise NobodyNamed("told_by")
