"""The facts of the team's morning, read in bulk: a dozen queries for the whole house, then split by manager."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, Max, Q

from butler.bookings import access as bookings
from butler.bookings.models import Booking, Evidence
from butler.bookings.rules import state_of
from butler.briefs.models import Digest
from butler.briefs.rules import hours
from butler.briefs.rules.facts import Ask, Calendar, Coming, Facts, Journey, Stay, Talk, Waiting, Work
from butler.briefs.rules.transfers import marks
from butler.calendars.models import Occurrence, Source
from butler.correspondence.models import Conversation, Letter, Message
from butler.dossiers.models import Client
from butler.foresight.models import Anticipation
from butler.ground import acting
from butler.ground.house import the_house
from butler.ground.places import Point
from butler.ground.sealing import open_sealed
from butler.network.models import Organisation
from butler.requests.models import ClientRequest, RequestState, Task
from butler.staff.models import Role, Staff
from butler.travel.models import Trip

ANSWERED_WITHIN = timedelta(days=7)  # an older message nobody answered is not news of this morning
HOLDS_AHEAD = timedelta(hours=24)
Fact = Stay | Talk | Work | Ask | Coming | Journey | Waiting | Calendar


def managers() -> list[Staff]:
    """Everybody who gets a morning page: concierges, and whoever else leads a client."""
    leading = Client.objects.filter(left_on__isnull=True).values("led_by")
    found = Staff.objects.filter(Q(role=Role.CONCIERGE) | Q(pk__in=leading), is_active=True)
    return list(found.exclude(role=Role.AUDITOR).order_by("pk"))


def facts_of_the_house(day: date, at: datetime, people: Iterable[Staff], changed: dict[UUID, int]) -> dict[int, Facts]:
    """What each manager's morning is made of: what concerns their clients, and the work that is theirs.

    `changed` says how many happenings of a calendar are others than at the last morning.
    """
    house = the_house()
    since = hours.morning_of(day - timedelta(days=1), house.closes_at, house.tz)
    led_by = dict(Client.objects.filter(left_on__isnull=True).values_list("pk", "led_by"))
    acting.fetch_keys(led_by)
    window = hours.window(day, house.morning_at, house.tz)
    concerning: dict[str, dict[int, list[Any]]] = {
        "stays": _by_leader([*_bookings(day, since, at, house.tz), *_occurrences(day, house.tz)], led_by),
        "talks": _by_leader(_talks(since, at), led_by),
        "coming": _by_leader(_coming(day), led_by),
        "journeys": _by_leader(_journeys(day), led_by),
        "digests": _by_leader(_digests(window), led_by),
        "calendars": _by_leader(_calendars(changed), led_by),
        "work": _by_owner(_work(at)),
        "asks": _by_owner(_asks()),
    }
    return {
        person.pk: Facts(
            day, at, since, house.tz, **{name: tuple(found[person.pk]) for name, found in concerning.items()}
        )
        for person in people
    }


def _bookings(day: date, since: datetime, at: datetime, home: ZoneInfo) -> list[Stay]:
    start, end = _around(day, home)
    told = Evidence.objects.filter(received_at__gte=since, received_at__lte=at).values("booking")
    rows = (
        Booking.objects.filter(
            Q(starts_at__gte=start, starts_at__lt=end)
            | Q(cancelled_at__gte=since, cancelled_at__lte=at)
            | Q(asked_at__gte=since, asked_at__lte=at)
            | Q(reply_by__gte=at, reply_by__lt=at + HOLDS_AHEAD)
            | Q(pk__in=told)
        )
        .select_related("organisation")
        .prefetch_related("evidence")
    )
    return [_booking(row, at, start, end) for row in rows]


def _booking(row: Booking, at: datetime, start: datetime, end: datetime) -> Stay:
    standing = state_of(bookings.facts(row), at)
    proof = next((each for each in row.evidence.all() if each.pk == standing.proven_by), None)
    organisation = row.organisation
    is_near = start <= row.starts_at < end
    what, where = (open_sealed(row, "title"), open_sealed(row, "place")) if is_near else ("", "")
    city = row.city or (organisation.city if organisation else "")
    return Stay(
        about="bookings.Booking",
        id=row.pk,
        client_id=row.client_id,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        zone=ZoneInfo(row.zone),
        kind=row.kind,
        state=str(standing.state),
        importance=row.importance,
        point=_point(row) or (_point(organisation) if organisation else None),
        city=city,
        place_key=_key(where) or (organisation.pk if organisation else 0),
        marks=marks(what, where, organisation.name if organisation else "", without=city),
        is_titled=bool(what.strip()),
        asked_at=row.asked_at,
        reply_by=row.reply_by,
        confirmed_at=proof.received_at if proof else None,
        cancelled_at=row.cancelled_at,
    )


def _point(place: Booking | Organisation) -> Point | None:
    if place.latitude is None or place.longitude is None:
        return None
    return Point(place.latitude, place.longitude)


def _occurrences(day: date, home: ZoneInfo) -> list[Stay]:
    start, end = _around(day, home)
    rows = Occurrence.objects.filter(starts_at__gte=start, starts_at__lt=end, event__is_cancelled=False)
    return [_occurrence(row) for row in rows.select_related("event", "client")]


def _occurrence(row: Occurrence) -> Stay:
    what, where = open_sealed(row.event, "summary"), open_sealed(row.event, "place")
    city = row.client.city  # unless it says otherwise, somebody's day is in their own town
    return Stay(
        about="calendars.Occurrence",
        id=row.pk,
        client_id=row.client_id,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        zone=ZoneInfo(row.zone),
        is_all_day=row.is_all_day,
        is_busy=row.event.is_busy,
        place_key=_key(where),
        city=city,
        marks=marks(what, where, without=city),
        is_titled=bool(what.strip()),
    )


def _talks(since: datetime, at: datetime) -> list[Talk]:
    told = Message.objects.filter(way=Message.Way.IN, sent_at__gte=since, sent_at__lte=at, client__isnull=False)
    new = {
        row["conversation"]: row for row in told.values("conversation").annotate(new=Count("pk"), last=Max("sent_at"))
    }
    rows = Conversation.objects.filter(client__isnull=False).filter(
        Q(pk__in=new) | Q(waiting=Conversation.Waiting.US, last_at__gte=at - ANSWERED_WITHIN, last_at__lte=at)
    )
    return [
        Talk(
            row.pk,
            row.client_id,
            new[row.pk]["new"] if row.pk in new else 0,
            new[row.pk]["last"] if row.pk in new else row.last_at,
            row.waiting == Conversation.Waiting.US,
        )
        for row in rows
        if row.client_id
    ]


def _work(at: datetime) -> list[Work]:
    rows = Task.objects.filter(done_at__isnull=True).filter(Q(snoozed_until__isnull=True) | Q(snoozed_until__lte=at))
    fields = ("pk", "client_id", "owner_id", "quadrant", "urgency", "importance", "due_at", "no_return_at")
    return [Work(*row) for row in rows.values_list(*fields)]


def _asks() -> list[Ask]:
    rows = ClientRequest.objects.filter(state=RequestState.NEW)
    fields = rows.values_list("pk", "client_id", "owner_id", "due_at")
    return [Ask(pk, client, owner, due_at) for pk, client, owner, due_at in fields if due_at]


def _coming(day: date) -> list[Coming]:
    rows = Anticipation.objects.filter(state=Anticipation.State.PROPOSED, falls_on__gte=day)
    fields = ("pk", "client_id", "document_id", "trip_id", "falls_on", "start_by")
    return [
        Coming(pk, client_id, document is not None, trip is not None, falls_on, start_by)
        for pk, client_id, document, trip, falls_on, start_by in rows.values_list(*fields)
    ]


def _journeys(day: date) -> list[Journey]:
    rows = Trip.objects.filter(starts_on__gt=day, starts_on__lte=day + timedelta(days=8))
    return [Journey(*row) for row in rows.values_list("pk", "client_id", "starts_on")]


def _digests(window: hours.Window) -> list[Waiting]:
    rows = Digest.objects.filter(
        letter__state=Letter.State.WAITING, letter__send_after__gte=window.start, letter__send_after__lt=window.end
    )
    return [Waiting(*row) for row in rows.values_list("pk", "client_id", "letter__send_after")]


def _calendars(changed: dict[UUID, int]) -> list[Calendar]:
    rows = Source.objects.filter(Q(failed_at__isnull=False) | Q(pk__in=changed))
    return [
        Calendar(pk, client_id, changes=changed.get(pk, 0), is_unread=failed_at is not None)
        for pk, client_id, failed_at in rows.values_list("pk", "client_id", "failed_at")
    ]


def _by_leader(rows: Iterable[Fact], led_by: dict[UUID, int]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        if row.client_id in led_by:
            found[led_by[row.client_id]].append(row)
    return found


def _by_owner(rows: Iterable[Work | Ask]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.owner_id].append(row)
    return found


def _around(day: date, home: ZoneInfo) -> tuple[datetime, datetime]:
    """Wide enough for that day and the morning after in every zone of the world."""
    noon = hours.morning_of(day, hours.NOON, home)
    return noon - timedelta(hours=30), noon + timedelta(hours=42)


def _key(text: str) -> int:
    """Equal for equal places, within this process; 0 for nothing."""
    return hash(" ".join(text.lower().split())) or 1 if text.strip() else 0
