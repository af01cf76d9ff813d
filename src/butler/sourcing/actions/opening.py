"""A search begins: in one act, from a request."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from butler.dossiers.models import Client
from butler.ground import journal, live
from butler.ground.house import the_house
from butler.ground.later import later, later_at
from butler.ground.sealing import open_sealed
from butler.requests import access as requests
from butler.requests.actions.requests import change_state, locked_request
from butler.requests.models import ClientRequest, RequestState
from butler.sourcing import access
from butler.sourcing.access.wanted import budget_of, party_of
from butler.sourcing.models import Approach, Operation, Term, Wave
from butler.sourcing.rules import Could, plan_b_at, plan_waves
from butler.staff.models import Staff

LEAST_TIME = timedelta(minutes=15)
USUAL_TIME = timedelta(hours=4)
BEFORE_IT_BEGINS = timedelta(minutes=45)  # the last moment at which an answer still helps
ALIASES = "АБВГДЕЖЗИКЛМНПРСТФХЭЮЯ"


class NothingToSearch(Exception):
    """The request rests or its hour is past, or nobody can say what is sought: nothing has changed."""


class NobodyToAsk(NothingToSearch):
    """The network has no door for it."""


@dataclass(frozen=True)
class Goal:
    """What is sought, where it is not simply what the request says. Each part left out comes from the request.

    `text` goes to suppliers as it is: no client's word in it. `terms`: (text, is it hard).
    """

    text: str = ""
    terms: Sequence[tuple[str, bool]] | None = None
    ceiling: Decimal | None = None
    face_value: Decimal | None = None
    currency: str = ""
    may_resell: bool = False
    client_chooses: bool = False
    city: str = ""
    is_recovery: bool = False  # a broken promise is made good: whoever began it tells the client
    ask: Sequence[Could] | None = None  # whom, where the network should not be asked


@transaction.atomic
def open_operation(
    request_id: UUID,
    *,
    by: Staff | None,
    now: datetime,
    answer_by: datetime | None = None,
    goal: Goal | None = None,
    begins_at: datetime | None = None,
) -> Operation:
    """Begin the search for what a request asks; the one that is open is given back unchanged.

    `answer_by`: when the client was promised to hear; none: as the request says, else four hours, never in less than
    a quarter of an hour. `by` none: the house itself. The waves are planned from the network; the sweep asks the
    first at `begins_at`, by default at once. Refuses with NobodyToAsk where no door is known, with NothingToSearch a
    request that rests and one of which nothing is known, with NotHere a stranger.
    """
    request, goal = locked_request(request_id), goal or Goal()
    if (standing := request.operations.filter(closed_at__isnull=True).first()) is not None:
        return standing
    if request.state in requests.AT_REST or (request.happens_at is not None and request.happens_at <= now):
        raise NothingToSearch
    known = access.details_of(request)
    operation = _operation(request, known, goal, by, now, answer_by)
    operation.save(force_insert=True)
    write_terms(operation, access.terms_of(request, known) if goal.terms is None else goal.terms)
    those = whom(operation, known, now) if goal.ask is None else goal.ask
    if not those:
        raise NobodyToAsk
    begins = begins_at or now
    plan(operation, those, now=begins)
    if request.state == RequestState.NEW:
        change_state(request, RequestState.ACCEPTED, by=by, now=now)
    journal.record("operation.opened", about=operation, request=str(request.pk), by=by.pk if by else None)
    live.changed("operation", client_id=operation.client_id, about=operation.pk)
    if begins > now:
        later_at(begins, "sourcing.sweep")
    else:
        later("sourcing.sweep")
    return operation


@transaction.atomic
def unmake_operation(request_id: UUID) -> bool:
    """The request was a slip: its search goes too, while nobody has been asked. False when somebody was."""
    rows = Operation.objects.select_for_update().filter(client_request=request_id)
    if rows.filter(waves__opened_at__isnull=False).exists():
        return False
    rows.delete()
    return True


def plan(operation: Operation, those: Sequence[Could], *, now: datetime) -> None:
    """Lay waves for `those` down, after the ones that stand. In the caller's transaction."""
    last = operation.waves.count()
    for planned in plan_waves(those, now=now, until=operation.answer_by):
        wave = Wave.objects.create(
            client_id=operation.client_id, operation=operation, number=last + planned.number, opens_at=planned.opens_at
        )
        Approach.objects.bulk_create(
            Approach(
                client_id=operation.client_id, operation=operation, wave=wave, contact_id=one.contact,
                organisation_id=one.organisation, chance=one.chance, reasons=list(one.reasons),
            )
            for one in planned.asks
        )  # fmt: skip


def _operation(
    request: ClientRequest,
    known: dict[str, str],
    goal: Goal,
    by: Staff | None,
    now: datetime,
    promised: datetime | None,
) -> Operation:
    text = goal.text or access.goal_of(request.category, known, now)
    if not text:
        raise NothingToSearch
    by_when = promise(request, promised, now)
    budget, currency = budget_of(known)
    return Operation(
        client_id=request.client_id, client_request=request, owner=request.owner, category=request.category,
        goal=text, alias=_alias(), city=goal.city or known.get("city", "") or _city(request.client),
        party_size=party_of(known), happens_at=request.happens_at, answer_by=by_when,
        no_return_at=last_help(request.happens_at, now),
        plan_b_at=plan_b_at(now, by_when), ceiling=goal.ceiling if goal.ceiling is not None else budget,
        face_value=goal.face_value, may_resell=goal.may_resell, currency=goal.currency or currency,
        client_chooses=goal.client_chooses, is_recovery=goal.is_recovery, opened_by=by, opened_at=now, due_at=now,
    )  # fmt: skip


def promise(request: ClientRequest, promised: datetime | None, now: datetime) -> datetime:
    """When the client hears: as was said, else as the request says, else soon; before it begins, and never at once."""
    by_when = promised or request.promised_at or now + USUAL_TIME
    if request.happens_at is not None and promised is None:
        by_when = min(by_when, request.happens_at - BEFORE_IT_BEGINS)
    return max(by_when, now + LEAST_TIME)


def last_help(happens_at: datetime | None, now: datetime) -> datetime | None:
    """Until when an answer still helps; none where nobody knows when it begins."""
    return happens_at and max(now, happens_at - BEFORE_IT_BEGINS)


def _city(client: Client) -> str:
    return client.city or the_house().city


def _alias() -> str:
    """«Ф-4821»: what suppliers call it when they write or telephone."""
    return f"{secrets.choice(ALIASES)}-{secrets.randbelow(9000) + 1000}"


def write_terms(operation: Operation, terms: Sequence[tuple[str, bool]]) -> None:
    """What matters, each (text, is it hard), in this order."""
    for number, (text, is_hard) in enumerate(terms):
        Term.objects.create(
            client_id=operation.client_id, operation=operation, number=number, text=text, is_hard=is_hard
        )


def whom(operation: Operation, known: dict[str, str], now: datetime) -> Sequence[Could]:
    """Whom the network lets us ask for what is sought, a house that is named before the others."""
    today = now.astimezone(the_house().tz).date()
    words = " ".join((known.get("place", ""), known.get("name", ""), open_sealed(operation, "goal")))
    return access.could_be_asked(operation.category, operation.city, today, words=words)
