"""What suppliers answer to «does it still stand?»: by a tap, in their own words, or to a colleague by telephone."""

from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from butler.assurance import asking as again
from butler.assurance.models import Reconfirmation
from butler.assurance.recovering import recover
from butler.bookings import actions as bookings
from butler.bookings.actions import Told
from butler.bookings.models import Booking, Evidence
from butler.correspondence import asking
from butler.correspondence.models import Message
from butler.ground import journal
from butler.ground.later import later
from butler.ground.refusals import NotHere
from butler.ground.sealing import open_sealed
from butler.language.suppliers import Asked
from butler.requests import actions as requests
from butler.sourcing.rules.hearing import Heard, to_order
from butler.staff.models import Staff

Outcome = Reconfirmation.Outcome
OUTCOMES = ("confirmed", "declined", "no_answer")
CALL_AGAIN = timedelta(minutes=20)


def hear(row: Booking, asked: Reconfirmation, *, now: datetime) -> None:
    """Take in what has come since the last look. In the sweep's transaction; the booking is locked."""
    if row.cancelled_at is not None or row.starts_at != asked.starts_at:
        again.close(asked, Outcome.DROPPED, now=now)
        return
    if asked.letter_id is not None:
        _hear_page(row, asked, now)
        _hear_words(row, asked, now)
    if not asked.outcome and _was_told_otherwise(row, asked):
        again.close(asked, Outcome.CONFIRMED, now=now)
    elif not asked.outcome and row.starts_at <= now:
        again.close(asked, Outcome.SILENT, now=now)


@transaction.atomic
def called(booking_id: UUID, outcome: str, *, by: Staff, now: datetime, who: str = "") -> None:
    """`by` has telephoned about a booking: confirmed or declined, by `who`; or no_answer.

    A yes is evidence with that name; a no loses the booking and begins its recovery. Refuses with NotHere a stranger,
    with ValueError an outcome that there is not, with bookings.NobodyNamed a yes or a no of nobody, with
    bookings.IsOff a yes to what is off.
    """
    if outcome not in OUTCOMES:
        raise ValueError(outcome)
    row = _locked(booking_id)
    if outcome != "no_answer" and not who.strip():
        raise bookings.NobodyNamed("told_by")
    asked = row.reconfirmations.filter(outcome="").select_related("letter", "task__owner").first()
    journal.record("booking.called", about=row, outcome=outcome)
    if outcome == "confirmed":
        bookings.add_evidence(row.pk, Told(Evidence.Kind.CALL, told_by=who), by=by, now=now)
        if asked is not None:
            _done(asked, by, now)
            again.close(asked, Outcome.CONFIRMED, now=now)
    elif outcome == "declined":
        if asked is not None:
            _done(asked, by, now)
            again.close(asked, Outcome.DECLINED, now=now)
        recover(row.pk, told_by=who, by=by, now=now)
    elif asked is not None:
        _done(asked, by, now)
        asked.calls, asked.task, asked.answer_by = asked.calls + 1, None, now + CALL_AGAIN
        asked.save(update_fields=["calls", "task", "answer_by"])
    later("assurance.sweep")


def _hear_page(row: Booking, asked: Reconfirmation, now: datetime) -> None:
    for answer in asking.pressed([asked.letter_id]):  # type: ignore[list-item]
        asking.take_in(answer.id, became=answer.act, now=now)
        if asked.outcome:
            continue
        if answer.act == "confirm":
            number = str(answer.content.get("number") or "")
            told = Told(Evidence.Kind.ANSWER_PAGE, str(row.organisation), number, received_at=answer.at)
            _confirmed(row, asked, told, now)
        elif answer.act == "decline":
            _declined(row, asked, None, now)
        elif asked.task is None:
            again.telephone(row, asked, now=now)


def _hear_words(row: Booking, asked: Reconfirmation, now: datetime) -> None:
    zone = ZoneInfo(row.zone)
    about = Asked(row.kind, row.starts_at.astimezone(zone).replace(tzinfo=None), row.party_size)
    for message in asking.replies([asked.letter_id]):  # type: ignore[list-item]
        if asked.outcome or (asked.heard is not None and message.sent_at <= asked.heard.sent_at):
            continue
        received = message.sent_at.astimezone(zone).replace(tzinfo=None)
        said = to_order(open_sealed(message, "body"), about, received=received, zone=zone)
        asked.heard = message
        asked.save(update_fields=["heard"])
        if said.heard == Heard.CONFIRMED:
            told = Told(Evidence.Kind.MAIL, str(row.organisation), said.terms.reference, None, message.sent_at, message)
            _confirmed(row, asked, told, now)
        elif said.heard == Heard.FELL:
            _declined(row, asked, message, now)
        elif said.heard == Heard.PERHAPS and asked.task is None:
            again.telephone(row, asked, now=now)  # not yet, a question, something else: a person asks


def _confirmed(row: Booking, asked: Reconfirmation, told: Told, now: datetime) -> None:
    bookings.add_evidence(row.pk, told, by=None, now=now)
    again.close(asked, Outcome.CONFIRMED, now=now)


def _declined(row: Booking, asked: Reconfirmation, message: Message | None, now: datetime) -> None:
    again.close(asked, Outcome.DECLINED, now=now)
    cause = open_sealed(message, "body") if message is not None else ""
    recover(row.pk, told_by=str(row.organisation), by=None, now=now, message=message, cause=cause)


def _was_told_otherwise(row: Booking, asked: Reconfirmation) -> bool:
    """Somebody wrote down a proof since we asked."""
    proofs = row.evidence.exclude(kind=Evidence.Kind.WORD)
    return proofs.filter(received_at__gt=asked.asked_at).exists()


def _done(asked: Reconfirmation, by: Staff, now: datetime) -> None:
    if asked.task is not None and asked.task.done_at is None:
        requests.done(asked.task.pk, by=by, now=now)
        asked.task.refresh_from_db()


def _locked(booking_id: UUID) -> Booking:
    row = Booking.objects.select_for_update(of=("self",)).filter(pk=booking_id).first()
    if row is None:
        raise NotHere
    return row
