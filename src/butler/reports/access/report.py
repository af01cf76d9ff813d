"""The report of a scope and a period: rows gathered, figures counted, the missed clocks opened by name."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import F, Q, QuerySet, Sum

from butler.correspondence.models import Message
from butler.dossiers.access import Card, cards
from butler.ground import acting
from butler.ground.house import the_house
from butler.ground.sealing import open_sealed
from butler.reports.access import clocks
from butler.reports.access.scopes import Scope
from butler.reports.rules import figures as rules
from butler.reports.rules.figures import Figures, Matter, Ran, Rows, ShortLine
from butler.reports.rules.periods import Period
from butler.requests.access.returned import settled_between
from butler.requests.models import ClientRequest, RequestState, StateChange, Task
from butler.staff.access import colleagues
from butler.staff.models import Staff

MOST_MISSED = 40  # opened by name; the table that is taken away has all


@dataclass(frozen=True)
class Missed:
    """A clock that was not kept, and the request that it opens."""

    ran: Ran
    title: str
    client: Card | None
    owner: Staff | None


@dataclass(frozen=True)
class Named:
    """A colleague's or a client's line with whose it is."""

    who: Staff | Card
    line: ShortLine


@dataclass(frozen=True)
class Report:
    """What is told of a scope in a period, beside the time that it is measured against."""

    scope: Scope
    period: Period
    compared: Period
    zone: ZoneInfo
    now: Figures
    before: Figures
    client: Card | None
    missed: tuple[Missed, ...]
    managers: tuple[Named, ...]
    clients: tuple[Named, ...]

    @property
    def is_over(self) -> bool:
        """No: its days are not over yet, and so much of the time before stands beside it."""
        return self.period.before == self.compared

    @property
    def missed_more(self) -> int:
        return len(self.now.clocks.missed) - len(self.missed)


def report(scope: Scope, period: Period, *, now: datetime) -> Report:
    """The whole report, in the house's zone; a client's in the client's. A fixed number of queries."""
    client = cards([scope.client_id]).get(scope.client_id) if scope.client_id else None
    zone = client.tz if client else the_house().tz
    compared = period.compared(now.astimezone(zone).date())
    rows = gather(scope, period, zone)
    found = rules.figures(rows, zone)
    people = {person.pk: person for person in colleagues(with_former=True)}
    known = cards({line.id for line in rules.by_client(rows)} | {ran.client_id for ran in found.clocks.missed})
    return Report(
        scope=scope,
        period=period,
        compared=compared,
        zone=zone,
        now=found,
        before=rules.figures(gather(scope, compared, zone), zone),
        client=client,
        missed=tuple(_missed(found.clocks.missed[:MOST_MISSED], known, people)),
        managers=_named(rules.by_owner(rows), people) if scope.has_managers else (),
        clients=_named(rules.by_client(rows), known) if scope.client_id is None else (),
    )


def gather(scope: Scope, period: Period, zone: ZoneInfo) -> Rows:
    """What happened to a scope in a period, as far as the one who acts may see it; nothing sealed is opened."""
    since, until = period.since(zone), period.until(zone)
    within = {"gte": since, "lt": until}
    asked = ClientRequest.objects.filter(scope.of_requests())
    opened = asked.filter(**_in("opened_at", within)).exclude(pk__in=_merged())
    ended = settled_between(since, until).filter(scope.of_requests())
    steps = StateChange.objects.filter(scope.by_people("by"), by__isnull=False, number__gt=1, **_in("at", within))
    tasks = Task.objects.filter(scope.by_people("done_by"), done_by__isnull=False, **_in("done_at", within))
    return Rows(
        opened=_matters(opened),
        settled=_matters(ended.annotate(worked=Sum("tasks__effort_minutes", filter=Q(tasks__done_at__isnull=False)))),
        called_off=_matters(asked.filter(pk__in=_called_off(within), state=RequestState.CANCELLED)),
        ran=tuple(clocks.ended(asked, since=since, until=until)),
        came=_moments(_words(Message.Way.IN).filter(scope.of_words(), **_in("sent_at", within)), "sent_at"),
        done=(
            *_moments(_said(scope).filter(**_in("sent_at", within)), "sent_at"),
            *_moments(tasks, "done_at"),
            *_moments(steps, "at"),
        ),
    )


def request_titles(ids: Iterable[UUID]) -> dict[UUID, str]:
    """What requests are called; in the journal as opened."""
    found = list(ClientRequest.objects.filter(pk__in=set(ids)))
    acting.fetch_keys({row.client_id for row in found})
    return {row.pk: open_sealed(row, "title") for row in found}


def _in(name: str, within: dict[str, datetime]) -> dict[str, datetime]:
    return {f"{name}__{side}": moment for side, moment in within.items()}


def _matters(rows: QuerySet[ClientRequest]) -> tuple[Matter, ...]:
    fields = ["pk", "client_id", "owner_id", "category", "state"]
    if "worked" in rows.query.annotations:
        fields.append("worked")
    return tuple(Matter(*row[:5], *(worked or 0 for worked in row[5:])) for row in rows.values_list(*fields))


def _merged() -> QuerySet:
    """Requests that a person called the same as another: the other one counts."""
    last = StateChange.objects.filter(number=F("client_request__state_number"), why=StateChange.Why.MERGED)
    return last.values("client_request")


def _called_off(within: dict[str, datetime]) -> QuerySet:
    steps = StateChange.objects.filter(after=RequestState.CANCELLED, taken_back_by__isnull=True, **_in("at", within))
    return steps.exclude(why=StateChange.Why.MERGED).values("client_request")


def _words(way: str) -> QuerySet[Message]:
    """Words between us and clients; what suppliers write is not load that clients bring."""
    said = Message.objects.filter(way=way, client__isnull=False)
    return said.filter(conversation__contact=None, conversation__organisation=None)


def _said(scope: Scope) -> QuerySet[Message]:
    rows = Message.objects.filter(way=Message.Way.OUT, client__isnull=False, written_by__isnull=False)
    return rows.filter(scope.by_people("written_by"))


def _moments(rows: QuerySet, name: str) -> tuple[datetime, ...]:
    return tuple(rows.values_list(name, flat=True))


def _missed(ran: tuple[Ran, ...], known: dict[UUID, Card], people: dict[int, Staff]) -> Iterable[Missed]:
    titles = request_titles(one.request_id for one in ran)
    for one in ran:
        yield Missed(one, titles.get(one.request_id, ""), known.get(one.client_id), people.get(one.owner_id))


def _named(lines: Iterable[ShortLine], known: dict) -> tuple[Named, ...]:
    """Whom the reader may not see is not named, and not counted line by line."""
    return tuple(Named(known[line.id], line) for line in lines if line.id in known)
