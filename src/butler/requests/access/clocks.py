"""The clocks of requests: those that run now, and how those that stopped were kept."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet

from butler.correspondence.models import Message
from butler.ground import acting
from butler.ground.sealing import open_sealed
from butler.requests import rules
from butler.requests.calendar import working_hours
from butler.requests.models import (
    AT_REST,
    ClientRequest,
    ClockKind,
    ClockRing,
    FinishedClock,
    Merge,
    Pause,
    StateChange,
    Term,
)
from butler.requests.models import Word as WordRow
from butler.requests.rules.clocks import HAND_OVER, WARN, Clock, Course, Ended, Gap, clocks, running
from butler.requests.rules.terms import Terms, terms_of
from butler.staff.models import Staff

NONE: Mapping[UUID, Collection[Ended]] = {}
WRITTEN_BEFORE = timedelta(days=31)  # a request is opened at most so long after the client wrote
SAYS_NOTHING = ("digest", "thanks")  # letters that answer nobody and tell nothing of a request
What = WordRow.What


def clocks_of(request_ids: Iterable[UUID], *, now: datetime) -> dict[UUID, tuple[Clock, ...]]:
    """Those clocks of these requests that run, what runs out first on top; of those the one who acts may see.

    Eight queries however many requests.
    """
    rows = ClientRequest.objects.filter(pk__in=list(request_ids))
    return running_clocks(list(rows.select_related("client", "message__raw")), now=now)


def running_clocks(rows: Collection[ClientRequest], *, now: datetime) -> dict[UUID, tuple[Clock, ...]]:
    """The same of rows; wants client and message joined."""
    if not rows:
        return {}
    hours, own, courses = working_hours(), own_terms(), _courses(rows)
    return {row.pk: running(courses[row.pk], _terms(row, own), hours, now) for row in rows}


def every_clock_of(
    rows: Collection[ClientRequest], *, now: datetime, but: Mapping[UUID, Collection[Ended]] = NONE
) -> dict[UUID, tuple[Clock, ...]]:
    """Every clock that ever ran for these requests, but those that are known; wants client and message joined."""
    hours, own, courses = working_hours(), own_terms(), _courses(rows)
    return {row.pk: clocks(courses[row.pk], _terms(row, own), hours, now, but=but.get(row.pk, ())) for row in rows}


def _terms(row: ClientRequest, own: Mapping[tuple[str, str], Terms]) -> Terms:
    return terms_of(row.client.standing, row.category, own)


@dataclass(frozen=True)
class Pressing:
    """A request whose clock has used most of its term: the clock, and who is proposed to take it over."""

    request_id: UUID
    client_id: UUID
    title: str
    owner: Staff
    clock: Clock
    ring_id: UUID | None = None  # of a proposal that stands
    relief: Staff | None = None


def pressing_clocks(*, now: datetime, client_ids: Iterable[UUID], owner_id: int | None = None) -> list[Pressing] | None:
    """Clocks that have used 70 % of their term, of each request the one that runs out first; the nearest on top.

    Of these clients, and of the requests of this owner if given. What waits presses nobody. None: no request is open.
    """
    asked = ClientRequest.objects.filter(client__in=list(client_ids)).exclude(state__in=AT_REST)
    if owner_id is not None:
        asked = asked.filter(owner=owner_id)
    rows = list(asked.select_related("client", "message__raw", "owner").order_by("pk"))
    if not rows:
        return None
    found = running_clocks(rows, now=now)
    first = [(row, next((one for one in found[row.pk] if _presses(one)), None)) for row in rows]
    pressing = [(row, clock) for row, clock in first if clock is not None]
    rings = _standing_reliefs([row for row, _ in pressing])
    made = [_pressing(row, clock, rings) for row, clock in pressing]
    return sorted(made, key=lambda each: each.clock.due_at)


def _presses(clock: Clock) -> bool:
    return clock.per_cent >= WARN and not clock.is_paused


def _standing_reliefs(rows: list[ClientRequest]) -> dict[tuple, ClockRing]:
    """Hand-overs that were proposed and that nobody has declined, by the clock they are about."""
    found = ClockRing.objects.filter(client_request__in=rows, share=HAND_OVER, to__isnull=False)
    found = found.exclude(answer=ClockRing.Answer.KEPT).select_related("to")
    return {(ring.client_request_id, ring.kind, ring.started_at): ring for ring in found}


def _pressing(row: ClientRequest, clock: Clock, rings: Mapping[tuple, ClockRing]) -> Pressing:
    ring = rings.get((row.pk, str(clock.kind), clock.started_at))
    stands = ring is not None and ring.to_id != row.owner_id
    return Pressing(
        row.pk, row.client_id, open_sealed(row, "title"), row.owner, clock,
        ring.pk if ring and stands else None, ring.to if ring and stands else None,
    )  # fmt: skip


@dataclass(frozen=True)
class Kept:
    """How many clocks stopped in a time, and how many of them in time."""

    kind: str
    kept: int
    missed: int

    @property
    def kind_name(self) -> str:
        return str(ClockKind(self.kind).label)

    @property
    def total(self) -> int:
        return self.kept + self.missed

    @property
    def per_cent(self) -> int | None:
        """Kept of all, rounded down; None when none stopped."""
        return self.kept * 100 // self.total if self.total else None


def clocks_kept(
    *, since: datetime, until: datetime, client_id: UUID | None = None, owner_id: int | None = None
) -> list[Kept]:
    """How the clocks that stopped from `since` until just before `until` (aware) were kept, one line for each kind.

    Of the whole house, of one client, or of the requests that one colleague owned when the clock stopped; always of
    those that the one who acts may see. NotHere for a stranger's client. One query.
    """
    if client_id is not None:
        acting.check_may_open(client_id, "profile")
    rows = _finished(since, until, client_id=client_id, owner_id=owner_id).values("kind")
    rows = rows.annotate(kept=Count("pk", filter=Q(is_kept=True)), missed=Count("pk", filter=Q(is_kept=False)))
    found = {each["kind"]: Kept(each["kind"], each["kept"], each["missed"]) for each in rows.order_by("kind")}
    return [found.get(kind, Kept(kind, 0, 0)) for kind in ClockKind.values]


def clocks_kept_by_owner(*, since: datetime, until: datetime) -> dict[int, Kept]:
    """The same of all kinds together, for each colleague who owned a request when its clock stopped. One query."""
    rows = _finished(since, until).values("owner")
    rows = rows.annotate(kept=Count("pk", filter=Q(is_kept=True)), missed=Count("pk", filter=Q(is_kept=False)))
    return {each["owner"]: Kept("", each["kept"], each["missed"]) for each in rows.order_by("owner")}


def _finished(
    since: datetime, until: datetime, *, client_id: UUID | None = None, owner_id: int | None = None
) -> QuerySet[FinishedClock]:
    rows = FinishedClock.objects.filter(stopped_at__gte=since, stopped_at__lt=until)
    if client_id is not None:
        rows = rows.filter(client=client_id)
    return rows if owner_id is None else rows.filter(owner=owner_id)


def own_terms() -> Mapping[tuple[str, str], Terms]:
    """The terms that leads have set, by standing and category; read once in a transaction."""
    who = acting.somebody()
    if who is None:
        return _own_terms()
    if "terms" not in who.known:
        who.known["terms"] = _own_terms()
    found: Mapping[tuple[str, str], Terms] = who.known["terms"]
    return found


def _own_terms() -> dict[tuple[str, str], Terms]:
    return {(row.standing, row.category): terms_in(row) for row in Term.objects.all()}


def terms_in(row: Term) -> Terms:
    return Terms(*(_work(getattr(row, kind)) for kind in ClockKind.values))


def _work(minutes: int | None) -> timedelta | None:
    return None if minutes is None else minutes * rules.MINUTE


# What happened to requests, read for many at once


def _courses(rows: Collection[ClientRequest]) -> dict[UUID, Course]:
    ids = [row.pk for row in rows]
    steps, pauses, merged = _steps(ids), _pauses(ids), _merged(ids)
    words = list(WordRow.objects.filter(client__in={row.client_id for row in rows}).order_by("at", "pk"))
    told, about = _told(rows), _about(rows, words)
    words_of: dict[UUID | None, list[WordRow]] = defaultdict(list)
    for word in words:
        words_of[word.client_request_id].append(word)
    return {
        row.pk: Course(
            asked_at=_asked_at(row),
            steps=tuple(steps[row.pk]),
            is_written=row.message_id is not None,
            told=_told_about(row, told[row.client_id], words_of[row.pk], about),
            heard=tuple(
                word.at for word in words_of[row.pk]
                if word.what == What.ASKS and word.message_id != row.message_id and word.at > _asked_at(row)
            ),
            pauses=tuple(pauses[row.pk]),
            promised_at=row.promised_at,
            is_merged=row.pk in merged,
        )
        for row in rows
    }  # fmt: skip


def _asked_at(row: ClientRequest) -> datetime:
    """When we had what the client wrote, whatever its own date says; not after the request was opened."""
    if row.message is None:
        return row.opened_at
    raw = row.message.raw
    return min(raw.received_at if raw else row.message.sent_at, row.opened_at)


def _steps(ids: list[UUID]) -> dict[UUID, list[tuple[datetime, rules.State]]]:
    """The states in order; what was taken back never was."""
    found: dict[UUID, list[tuple[datetime, rules.State]]] = defaultdict(list)
    rows = StateChange.objects.filter(client_request__in=ids, takes_back__isnull=True, taken_back_by__isnull=True)
    for pk, at, after in rows.order_by("number").values_list("client_request", "at", "after"):
        found[pk].append((at, rules.State(after)))
    return found


def _pauses(ids: list[UUID]) -> dict[UUID, list[Gap]]:
    found: dict[UUID, list[Gap]] = defaultdict(list)
    rows = Pause.objects.filter(client_request__in=ids)
    for pk, since, until, ended in rows.order_by("since").values_list("client_request", "since", "until", "ended_at"):
        found[pk].append(Gap(since, ended or until))
    return found


def _merged(ids: list[UUID]) -> set[UUID]:
    return set(Merge.objects.filter(merged__in=ids, apart_at__isnull=True).values_list("merged", flat=True))


@dataclass(frozen=True)
class _Said:
    """A word of ours to a client: when, in which conversation, and which message it answers."""

    at: datetime
    talk: UUID
    answers: UUID | None


def _told(rows: Collection[ClientRequest]) -> dict[UUID, list[_Said]]:
    """What we said to these clients and their circle since the first of these requests; by client."""
    found: dict[UUID, list[_Said]] = defaultdict(list)
    said = Message.objects.filter(
        client__requests__in=rows, way=Message.Way.OUT, sent_at__gte=F("client__requests__opened_at") - WRITTEN_BEFORE,
        conversation__contact__isnull=True, conversation__organisation__isnull=True,
    ).exclude(letter__purpose__in=SAYS_NOTHING)  # fmt: skip
    names = ("client", "sent_at", "conversation", "answers", "pk")
    for client, at, talk, answers, _ in said.order_by("sent_at", "pk").values_list(*names).distinct():
        found[client].append(_Said(at, talk, answers))
    return found


def _about(rows: Collection[ClientRequest], words: list[WordRow]) -> dict[UUID, set[UUID | None]]:
    """Which requests a message is about: those it opened, and the one it was read to be about; None: it only thanks."""
    about: dict[UUID, set[UUID | None]] = defaultdict(set)
    opened = ClientRequest.objects.filter(client__in={row.client_id for row in rows}, message__isnull=False)
    for message, pk in opened.values_list("message_id", "pk"):
        about[message].add(pk)
    for word in words:
        if word.message_id and (word.client_request_id or word.what == What.THANKS):
            about[word.message_id].add(word.client_request_id)
    return about


def _told_about(
    row: ClientRequest, said: list[_Said], words: list[WordRow], about: Mapping[UUID, set[UUID | None]]
) -> tuple[datetime, ...]:
    """Our words in the conversation of this request that do not answer a message about something else."""
    since, talk = _asked_at(row), row.message.conversation_id if row.message else None
    ours = [
        one.at for one in said
        if one.at >= since and (talk is None or one.talk == talk)
        and (one.answers is None or one.answers not in about or row.pk in about[one.answers])
    ]  # fmt: skip
    by_voice = [word.at for word in words if word.what == What.TOLD]
    return tuple(sorted([*ours, *by_voice]))
