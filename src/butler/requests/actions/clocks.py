"""Verbs on the clocks of requests: their terms, what was said, the sweep that rings, and the hand-over it proposes."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q

from butler.correspondence.models import Message
from butler.ground import acting, journal, live
from butler.ground.house import the_house
from butler.ground.refusals import NotHere
from butler.requests import access
from butler.requests.access.clocks import every_clock_of, terms_in
from butler.requests.access.people import minutes_carried
from butler.requests.actions.owners import hand_request_over
from butler.requests.actions.refusals import NotNow, Refused
from butler.requests.actions.requests import locked_request
from butler.requests.models import (
    AT_REST,
    ClientRequest,
    ClockRing,
    FinishedClock,
    Move,
    NoReturn,
    Term,
    Word,
)
from butler.requests.rules import MINUTE
from butler.requests.rules.clocks import HAND_OVER, WARN, Clock, Ended, Outcome, rings_at
from butler.requests.rules.points import NoReturn as Point
from butler.requests.rules.relief import Hand, relief
from butler.requests.rules.terms import ClockKind, Terms, is_allowed
from butler.staff.models import Staff

BATCH = 500
SETTLES_AFTER = timedelta(seconds=15)  # until then a step is taken back by a tap
LOOKS_EVERY = timedelta(minutes=30)  # for all at once; what the client writes and each step look sooner
LOOKED_BACK = timedelta(days=7)  # how long a request may have rested when the sweep still counts its clocks
Answer = ClockRing.Answer


class NotAllowed(Refused):
    """A term is shorter or longer than a house can keep, or nobody would be answered."""


# Terms


@transaction.atomic
def keep_terms(standing: str, category: str, terms: Terms, *, by: Staff, now: datetime) -> Terms | None:
    """Set how long the clocks of these clients and this category may take; returns what was set before, None: nothing.

    Refuses with NotAllowed. What runs is counted by the new terms at once; what has stopped stays as it was counted.
    """
    if not is_allowed(terms):
        raise NotAllowed
    before = _set_terms(standing, category)
    minutes = {str(kind): _minutes(terms.of(kind)) for kind in ClockKind}
    Term.objects.update_or_create(standing=standing, category=category, defaults=minutes | {"by": by, "at": now})
    _terms_changed()
    journal.record("clocks.terms", about=the_house(), standing=standing, category=category, **minutes)
    return before


@transaction.atomic
def forget_terms(standing: str, category: str, *, by: Staff, now: datetime) -> Terms | None:
    """The house's first terms hold again; returns what was set, None when nothing was."""
    before = _set_terms(standing, category)
    if before is not None:
        Term.objects.filter(standing=standing, category=category).delete()
        _terms_changed()
        journal.record("clocks.terms_forgotten", about=the_house(), standing=standing, category=category)
    return before


def _set_terms(standing: str, category: str) -> Terms | None:
    row = Term.objects.select_for_update().filter(standing=standing, category=category).first()
    return terms_in(row) if row else None


def _terms_changed() -> None:
    who = acting.somebody()
    if who is not None:
        who.known.pop("terms", None)


def _minutes(term: timedelta | None) -> int | None:
    return None if term is None else term // MINUTE


# What was said


@transaction.atomic
def heard(message: Message, *, about: UUID | None, wants_answer: bool) -> None:
    """What a message of the client's is to the clocks, as it was read; read again it takes the former's place.

    `about` is the request, if that is known. What only thanks starts no clock.
    """
    if message.client_id is None:
        Word.objects.filter(message=message).delete()
        return
    raw = message.raw
    Word.objects.update_or_create(
        message=message,
        defaults={
            "client_id": message.client_id,
            "client_request_id": about,
            "what": Word.What.ASKS if wants_answer else Word.What.THANKS,
            "at": raw.received_at if raw else message.sent_at,
        },
    )
    if about is not None:
        ClientRequest.objects.filter(pk=about).update(clocks_at=None)


@transaction.atomic
def told(request_id: UUID, *, by: Staff, now: datetime) -> Word:
    """The client was told something by telephone or face to face: what waited for a word of ours waits no longer."""
    row = locked_request(request_id)
    word = Word.objects.create(client_id=row.client_id, client_request=row, what=Word.What.TOLD, at=now, by=by)
    journal.record("request.told", about=row)
    return word


@transaction.atomic
def untold(word_id: UUID, *, by: Staff, now: datetime) -> UUID:
    """That was a slip; returns the request. NotHere for a stranger, for somebody else's word and when there is none."""
    word = Word.objects.select_for_update().filter(pk=word_id, what=Word.What.TOLD, by=by).first()
    if word is None or word.client_request_id is None:
        raise NotHere
    request_id = word.client_request_id
    row = locked_request(request_id)
    word.delete()
    journal.record("request.untold", about=row)
    return request_id


@transaction.atomic
def keep_points(about: UUID, request_id: UUID | None, points: Iterable[Point]) -> None:
    """What a promise of a supplier cannot be late for, in the place of what it could not be late for before.

    `about` is the promise; without a request, or without points, nothing of it stands.
    """
    NoReturn.objects.filter(about_id=about).delete()
    row = ClientRequest.objects.filter(pk=request_id).first() if request_id else None
    if row is not None:
        NoReturn.objects.bulk_create(
            NoReturn(client_id=row.client_id, client_request=row, what=point.what, at=point.at, about_id=about)
            for point in points
        )


# The sweep


@transaction.atomic
def ring_clocks(*, now: datetime) -> int:
    """Tell each clock that has used 70 % of its term, propose a hand-over at 90 %, keep how those that stopped went.

    Returns how many rang. Safe to run twice: each share of a clock rings once. A request is looked at when its next
    mark comes, and each half-hour: what was said to the client may have stopped one clock and begun another.
    """
    rows = _due(now)
    kept = {
        (each.client_request_id, each.kind, each.started_at): each
        for each in FinishedClock.objects.filter(client_request__in=rows)
    }
    known: dict[UUID, set[Ended]] = defaultdict(set)
    for (pk, kind, started_at), each in kept.items():
        known[pk].add((kind, started_at, each.stopped_at))
    found = every_clock_of(rows, now=now, but=known)
    _keep_finished(rows, found, kept, now)
    rang = _ring(rows, found, now)
    for row in rows:
        row.clocks_at = _looks_at(row, found[row.pk], now)
    ClientRequest.objects.bulk_update(rows, ["clocks_at"])
    return rang


def _due(now: datetime) -> list[ClientRequest]:
    """The requests that are looked at now, locked; those that were never looked at first."""
    is_awake = ~Q(state__in=AT_REST) | Q(closed_at__gte=now - LOOKED_BACK)
    rows = ClientRequest.objects.select_for_update(skip_locked=True, of=("self",)).filter(is_awake)
    rows = rows.filter(Q(clocks_at__isnull=True) | Q(clocks_at__lte=now))
    rows = rows.select_related("client", "message__raw", "owner")
    return list(rows.order_by(F("clocks_at").asc(nulls_first=True), "pk")[:BATCH])


def _looks_at(row: ClientRequest, found: tuple[Clock, ...], now: datetime) -> datetime:
    """When this request is looked at again; what rests only until its last step cannot be taken back by a tap."""
    if row.state in AT_REST:
        is_settled = row.closed_at is not None and row.closed_at <= now - SETTLES_AFTER
        return now + 2 * LOOKED_BACK if is_settled else now + SETTLES_AFTER
    hours = access.working_hours()
    marks = [at for clock in found if clock.is_running and (at := rings_at(clock, hours, now))]
    return min([*marks, _next_look(now)])


def _next_look(now: datetime) -> datetime:
    """The next whole half-hour: a word of ours that stopped a clock meanwhile is counted then, by its own moment."""
    every = LOOKS_EVERY.total_seconds()
    return datetime.fromtimestamp((now.timestamp() // every + 1) * every, UTC)


def _ring(rows: list[ClientRequest], found: dict[UUID, tuple[Clock, ...]], now: datetime) -> int:
    known = set(
        ClockRing.objects.filter(client_request__in=rows).values_list("client_request", "kind", "started_at", "share")
    )
    news = [
        (row, clock, share)
        for row in rows
        for clock in found[row.pk]
        for share in _shares(clock)
        if (row.pk, clock.kind, clock.started_at, share) not in known
    ]
    for row, clock, share in news:
        to = _whom(row, now) if share == HAND_OVER else None
        ring, is_new = ClockRing.objects.get_or_create(
            client_request=row, kind=clock.kind, started_at=clock.started_at, share=share,
            defaults={"client_id": row.client_id, "at": now, "to_id": to},
        )  # fmt: skip
        if is_new:
            journal.record("clock.rang", about=row, clock=clock.kind, share=share, to=ring.to_id)
            live.changed("task", client_id=row.client_id, about=row.pk)
    return len(news)


def _shares(clock: Clock) -> Iterator[int]:
    """The marks that a running clock has passed; one that waits rings when it goes on."""
    if clock.is_running and not clock.is_paused:
        yield from (share for share in (WARN, HAND_OVER) if clock.per_cent >= share)


def _whom(row: ClientRequest, now: datetime) -> int | None:
    """The colleague to propose: they hold a grant for the client, are on shift, and carry least."""
    people = access.colleagues_for(row.client_id, now=now)
    wall = the_house().local(now).time()
    carried = minutes_carried(people)
    hands = (Hand(each.pk, each.is_on_shift(wall), carried.get(each.pk, 0)) for each in people)
    return relief(hands, row.owner_id)


def _keep_finished(
    rows: list[ClientRequest], found: dict[UUID, tuple[Clock, ...]], known: dict[tuple, FinishedClock], now: datetime
) -> None:
    """Keep how clocks that stopped went, by the terms they ran under; what runs again after all has not stopped."""
    for row in rows:
        for clock in found[row.pk]:
            before = known.get((row.pk, str(clock.kind), clock.started_at))
            ended = _ended_at(clock, now)
            if before is not None and before.stopped_at == ended:
                continue
            if before is not None:
                before.delete()  # a step was taken back: it runs again, or stopped at another moment
            if ended is not None:
                _finish(row, clock, ended)


def _ended_at(clock: Clock, now: datetime) -> datetime | None:
    """When it stopped, if that counts and can no longer be taken back by a tap."""
    is_over = clock.outcome in (Outcome.KEPT, Outcome.MISSED)
    return clock.stopped_at if is_over and clock.stopped_at and clock.stopped_at <= now - SETTLES_AFTER else None


def _finish(row: ClientRequest, clock: Clock, stopped_at: datetime) -> None:
    FinishedClock.objects.create(
        client_id=row.client_id,
        client_request=row,
        kind=clock.kind,
        started_at=clock.started_at,
        due_at=clock.due_at,
        stopped_at=stopped_at,
        allowed_minutes=clock.allowed // MINUTE,
        used_minutes=clock.used // MINUTE,
        is_kept=clock.outcome == Outcome.KEPT,
        owner_id=row.owner_id,
    )


# The hand-over that was proposed


@transaction.atomic
def take_relief(ring_id: UUID, *, by: Staff, now: datetime) -> Move | None:
    """Yes: the request goes to the colleague who was proposed; None when it is theirs already.

    `take_back` of the move brings it back. Refuses with NotNow what was answered otherwise, with HoldsNoGrant a
    colleague whose grant has ended since.
    """
    ring = _locked_ring(ring_id)
    if ring.to is None or ring.answer == Answer.KEPT:
        raise NotNow
    move = hand_request_over(ring.client_request_id, ring.to, by=by, now=now)
    if ring.answer == Answer.OPEN:
        _answer(ring, Answer.TAKEN, by, now)
    return move


@transaction.atomic
def keep_it(ring_id: UUID, *, by: Staff, now: datetime) -> None:
    """No: the owner keeps it, and is not asked again about this clock."""
    ring = _locked_ring(ring_id)
    if ring.answer == Answer.OPEN:
        _answer(ring, Answer.KEPT, by, now)
        journal.record("request.kept", about=ring.client_request)


@transaction.atomic
def ask_relief_again(ring_id: UUID, *, by: Staff, now: datetime) -> None:
    """That was a slip: the proposal stands again."""
    ring = _locked_ring(ring_id)
    if ring.answer == Answer.KEPT:
        ring.answer, ring.answered_by, ring.answered_at = Answer.OPEN, None, None
        ring.save(update_fields=["answer", "answered_by", "answered_at"])


def _answer(ring: ClockRing, answer: str, by: Staff, now: datetime) -> None:
    ring.answer, ring.answered_by, ring.answered_at = answer, by, now
    ring.save(update_fields=["answer", "answered_by", "answered_at"])


def _locked_ring(ring_id: UUID) -> ClockRing:
    rows = ClockRing.objects.select_for_update(of=("self",)).select_related("to", "client_request")
    ring = rows.filter(pk=ring_id).first()
    if ring is None:
        raise NotHere
    acting.check_may_open(ring.client_id, "profile")
    return ring
