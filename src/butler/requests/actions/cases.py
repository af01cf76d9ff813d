"""Cases of months: what is known, phases, candidates with trials and opinions, looks that return."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from butler.ground import journal
from butler.ground.refusals import NotHere
from butler.requests import rules
from butler.requests.actions.moves import remember
from butler.requests.actions.refusals import InThePast, NotNow
from butler.requests.actions.requests import locked_request, put_next
from butler.requests.models import AT_REST, Candidate, ClientRequest, Detail, Look, Move, Opinion
from butler.staff.models import Staff


@transaction.atomic
def know(request_id: UUID, details: Mapping[str, str], *, by: Staff | None, now: datetime) -> None:
    """Write down what is known of a request; an empty value is forgotten, a name its category lacks left out."""
    row = locked_request(request_id)
    allowed = {spec.name for spec in rules.specs(row.category)}
    for name, value in details.items():
        if name not in allowed:
            continue
        if value:
            Detail.objects.update_or_create(
                client_request=row,
                name=name,
                defaults={"client_id": row.client_id, "value": value, "by": by, "at": now},
            )
        else:
            Detail.objects.filter(client_request=row, name=name).delete()
    journal.record("request.known", about=row, names=sorted(set(details) & allowed))


@transaction.atomic
def enter_phase(request_id: UUID, phase: str, *, by: Staff, now: datetime) -> Move | None:
    """A case goes on to another phase, forward or back; None when it is there. NotNow for what is no such case."""
    row = locked_request(request_id)
    if phase not in rules.PHASES.get(row.category, ()) or row.state in AT_REST:
        raise NotNow
    if row.phase == phase:
        return None
    move = remember(row, Move.What.STEP, by, now)
    row.phase = phase
    row.save(update_fields=["phase"])
    journal.record("request.phase", about=row, phase=phase)
    return move


@transaction.atomic
def add_candidate(request_id: UUID, *, name: str, about: str = "", by: Staff, now: datetime) -> Candidate:
    """Somebody or something that may be it. NotNow for what rests."""
    row = locked_request(request_id)
    if row.state in AT_REST:
        raise NotNow
    found = Candidate.objects.create(client_id=row.client_id, client_request=row, name=name, about=about, by=by, at=now)
    journal.record("candidate.added", about=found, request=str(row.pk))
    return found


@transaction.atomic
def judge_candidate(
    candidate_id: UUID, *, state: str, by: Staff, now: datetime, trial_at: datetime | None = None, words: str = ""
) -> Candidate:
    """How it stands with a candidate, and what was thought; a trial ahead is looked at when it comes.

    Refuses with InThePast for a trial that is not ahead.
    """
    found = Candidate.objects.select_for_update().filter(pk=candidate_id).first()
    if found is None:
        raise NotHere
    if trial_at is not None and trial_at <= now:
        raise InThePast
    found.state, found.trial_at = Candidate.State(state), trial_at or found.trial_at
    found.save(update_fields=["state", "trial_at"])
    if words:
        Opinion.objects.create(client_id=found.client_id, candidate=found, words=words, by=by, at=now)
    if trial_at is not None:
        plan_look(found.client_request_id, at=trial_at, why=Look.Why.TRIAL, by=by, now=now)
    journal.record("candidate.judged", about=found, state=state)
    return found


@transaction.atomic
def plan_look(
    request_id: UUID, *, at: datetime, by: Staff, now: datetime, why: str = Look.Why.LOOK, note: str = "",
    every_months: int | None = None,
) -> Look:  # fmt: skip
    """The case is looked at again at a moment ahead (else InThePast), perhaps every so many months."""
    row = locked_request(request_id)
    if at <= now:
        raise InThePast
    look = Look.objects.create(
        client_id=row.client_id, client_request=row, why=why, note=note, at=at, every_months=every_months, by=by
    )
    _move_on(row, now)
    journal.record("look.planned", about=look, request=str(row.pk), why=why)
    return look


@transaction.atomic
def looked(look_id: UUID, *, by: Staff, now: datetime) -> None:
    """Somebody has looked; what returns is planned anew. Said twice, the second changes nothing."""
    look = Look.objects.select_for_update().filter(pk=look_id).first()
    if look is None:
        raise NotHere
    row = locked_request(look.client_request_id)
    if look.done_at:
        return
    finish_look(look, now)
    _move_on(row, now)
    journal.record("look.done", about=look, request=str(row.pk))


def finish_look(look: Look, now: datetime) -> None:
    """A look is over; one that returns stands again at its next turn."""
    if look.every_months:
        look.at = rules.next_turn(look.at, look.every_months, max(now, look.at))
    else:
        look.done_at = now
    look.save(update_fields=["at", "done_at"])


def _move_on(row: ClientRequest, now: datetime) -> None:
    if row.state not in AT_REST:
        put_next(row, now)
        row.save(update_fields=["due_at", "due_what"])
