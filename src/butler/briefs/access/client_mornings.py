"""The facts of clients' letters, opened in bulk: who is written to, what is proven for their day, which dates come."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from hashlib import sha256
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Prefetch, QuerySet

from butler.bookings import access as bookings
from butler.bookings.models import Booking, Instruction
from butler.bookings.models import State as BookingState
from butler.bookings.rules import Standing, state_of
from butler.briefs.models import Digest, DigestLine
from butler.briefs.rules import hours
from butler.briefs.rules.digest import Addressee, Dated, Proven
from butler.correspondence.clients import signed_by
from butler.correspondence.models import Approval
from butler.dossiers.access import Card, cards
from butler.dossiers.models import Client, Occasion
from butler.dossiers.models import Standing as Place
from butler.foresight.rules.dates import Annual
from butler.ground import acting
from butler.ground.house import the_house
from butler.ground.models import House
from butler.ground.sealing import Sealed, open_sealed
from butler.language.letters import Day, Promise
from butler.language.letters.facts import flight_number, train_number
from butler.language.names import Name
from butler.language.phrasing import reads_in
from butler.language.salutation import Voice
from butler.staff.models import Staff
from butler.travel.models import Leg

NIGHT_ENDS = time(5)  # of the next day: until then the letter speaks
REACH = timedelta(days=3)
JUST_NOW = timedelta(minutes=15)  # what begins as the letter arrives needs no letter


@dataclass(frozen=True)
class ClientMorning:
    """One client's letter before it is written."""

    card: Card
    day: date
    send_after: datetime
    to: Addressee
    proven: tuple[Proven, ...]
    dated: tuple[Dated, ...]
    existing: Digest | None

    @property
    def language(self) -> str:
        return self.to.voice.language


def marks(window: hours.Window, now: datetime) -> dict[str, str]:
    """A hash of the facts behind each key client's letter, without opening anything: has something changed?"""
    clients = list(_key_clients())
    promised = _promised([client.pk for client in clients], window)
    occasions = _occasions([client.pk for client in clients])
    return {str(client.pk): _mark(client, promised[client.pk], occasions[client.pk], now) for client in clients}


def mornings(window: hours.Window, now: datetime, only: set[UUID] | None = None) -> list[ClientMorning]:
    """Every key client's morning in the window, or `only` theirs. A fixed number of queries, however many clients."""
    house = the_house()
    people = {person.pk: person for person in Staff.objects.all()}
    ids = [pk for pk in _key_clients().values_list("pk", flat=True) if only is None or pk in only]
    acting.fetch_keys(ids)
    to_write = list(cards(ids).values())
    promised = _promised([card.id for card in to_write], window)
    occasions = _occasions([card.id for card in to_write])
    written = _written([card.id for card in to_write], window)
    found = []
    for card in to_write:
        rows = promised[card.id]
        zone = _whereabouts(card, rows, window)
        hour = card.digest_at or time(9)
        leaves = hours.digest_moment(window, hour, zone)
        existing = written.get((card.id, leaves.astimezone(zone).date()))
        moment = existing.letter.send_after if existing else hours.leaves_at(window, hour, zone, now)
        if moment is None:
            continue
        found.append(_morning(card, moment, zone, rows, occasions[card.id], existing, now, people, house))
    return found


def _key_clients() -> QuerySet[Client]:
    return Client.objects.filter(standing=Place.KEY, digest_at__isnull=False, left_on__isnull=True)


def _mark(client: Client, rows: Iterable[Booking], occasions: Iterable[Occasion], now: datetime) -> str:
    """Sealed values count by their boxes: a box that was written anew is another box."""
    parts: list[object] = [getattr(client, name) for name in OF_CLIENT]
    for row in rows:
        standing = state_of(bookings.facts(row), now)
        leg: Leg | None = getattr(row, "leg", None)
        parts += [
            row.pk,
            standing.state,
            standing.proven_by,
            row.starts_at >= now + JUST_NOW,
            row.ends_at,
            row.starts_at,
        ]
        parts += [row.zone, row.city, row.party_size, row.importance, row.organisation_id, row.title, row.place]
        parts += [each.text for each in row.confirmed]  # type: ignore[attr-defined]
        parts += [leg.destination, leg.arrives_at, leg.arrival_zone, leg.late_minutes] if leg else []
    for occasion in occasions:
        parts += [occasion.pk, occasion.month, occasion.day, occasion.year, occasion.kind, occasion.person_id]
    parts = [part.box if isinstance(part, Sealed) else part for part in parts]
    return sha256(repr(parts).encode()).hexdigest()[:16]


OF_CLIENT = (
    "given_name", "patronymic", "surname", "gender", "language", "zone", "city", "address", "is_formal", "capital_you",
    "digest_at", "led_by_id",
)  # fmt: skip


def _morning(
    card: Card, moment: datetime, zone: ZoneInfo, rows: list[Booking], occasions: list[Occasion],
    existing: Digest | None, now: datetime, people: dict[int, Staff], house: House,
) -> ClientMorning:  # fmt: skip
    local = moment.astimezone(zone)
    voice = Voice(card.language, card.address, card.is_formal, card.capital_you)
    # What is over by then is not said; a letter that was approved is judged by its own hour.
    is_waiting = existing is None or existing.letter.state == "waiting"
    since = (max(moment, now) if is_waiting else moment) + JUST_NOW
    until = datetime.combine(local.date() + timedelta(days=1), NIGHT_ENDS, zone)
    proven = _wishes_once(one for row in rows for one in _proven(row, card, local.date(), since, until, now))
    dated = [_dated(row, local.date()) for row in occasions]
    signed = signed_by(people.get(card.led_by_id), house, card.language)
    name = Name(card.given_name, card.patronymic, card.surname, card.gender)
    return ClientMorning(
        card=card,
        day=existing.day if existing else local.date(),
        send_after=moment,
        to=Addressee(name, voice, local.hour, local.date(), signed),
        proven=tuple(proven),
        dated=tuple(one for one in dated if one),
        existing=existing,
    )


def said_of(rows: QuerySet[Booking], card: Card, *, now: datetime, most: int) -> tuple[list[Proven], list[Booking]]:
    """Of the first of a client's bookings: what is proven, as letters say it, and what is still to be proven."""
    day = now.astimezone(card.tz).date()
    proven, unproven = [], []
    for row in _with_what_is_said(rows)[:most]:
        standing = state_of(bookings.facts(row), now)
        if standing.state == "confirmed" and standing.proven_by is not None:
            proven.append(_said(row, card, day, standing, row.starts_at))
        else:
            unproven.append(row)
    return proven, unproven


def _with_what_is_said(rows: QuerySet[Booking]) -> QuerySet[Booking]:
    confirmed = Instruction.objects.filter(state=Instruction.State.CONFIRMED).order_by("-is_must", "pk")
    return (
        rows.select_related("organisation")
        .prefetch_related(
            "evidence",
            Prefetch("instructions", confirmed, to_attr="confirmed"),
            Prefetch("leg", Leg.objects.all()),
        )
        .order_by("starts_at", "pk")
    )


def _promised(client_ids: list[UUID], window: hours.Window) -> dict[UUID, list[Booking]]:
    rows = _with_what_is_said(
        Booking.objects.filter(client__in=client_ids, cancelled_at__isnull=True)
        .filter(starts_at__lt=window.end + REACH)
        .exclude(ends_at__isnull=False, ends_at__lt=window.start - REACH)
        .exclude(ends_at__isnull=True, starts_at__lt=window.start - REACH)
    )
    found: dict[UUID, list[Booking]] = defaultdict(list)
    for row in rows:
        found[row.client_id].append(row)
    return found


def _occasions(client_ids: list[UUID]) -> dict[UUID, list[Occasion]]:
    found: dict[UUID, list[Occasion]] = defaultdict(list)
    for row in Occasion.objects.filter(client__in=client_ids, day__isnull=False).select_related("person"):
        found[row.client_id].append(row)
    return found


def _written(client_ids: list[UUID], window: hours.Window) -> dict[tuple[UUID, date], Digest]:
    days = (window.start.date() - timedelta(days=2), window.end.date() + timedelta(days=2))
    standing = Approval.objects.filter(taken_back_at__isnull=True)
    rows = (
        Digest.objects.filter(client__in=client_ids, day__range=days)
        .select_related("letter")
        .prefetch_related(
            Prefetch("lines", DigestLine.objects.order_by("rank")),
            Prefetch("letter__approvals", standing, to_attr="standing"),
        )
    )
    return {(row.client_id, row.day): row for row in rows}


def _whereabouts(card: Card, rows: Iterable[Booking], window: hours.Window) -> ZoneInfo:
    """The zone in which the client wakes up: of the hotel they sleep in, else their own."""
    for row in rows:
        asleep = row.kind == "hotel" and row.ends_at and row.starts_at <= window.start < row.ends_at
        if asleep and row.state == BookingState.CONFIRMED:
            return ZoneInfo(row.zone)
    return card.tz


def _proven(row: Booking, card: Card, day: date, since: datetime, until: datetime, now: datetime) -> Iterable[Proven]:
    standing = state_of(bookings.facts(row), now)
    if standing.state != "confirmed" or standing.proven_by is None:
        return
    if since <= row.starts_at < until:
        yield _said(row, card, day, standing, row.starts_at)
    if row.kind == "hotel" and row.ends_at and since <= row.ends_at < until:
        yield _said(row, card, day, standing, row.ends_at, is_end=True)


def _wishes_once(proven: Iterable[Proven]) -> list[Proven]:
    """Two cars of one day carry the same water: a wish is told with the first of its kind."""
    told: set[tuple[str, str]] = set()
    found = []
    for one in proven:
        kind = one.promise.kind
        fresh = tuple(wish for wish in one.promise.wishes if (kind, wish.lower()) not in told)
        told |= {(kind, wish.lower()) for wish in fresh}
        found.append(replace(one, promise=replace(one.promise, wishes=fresh)))
    return found


def _said(row: Booking, card: Card, day: date, standing: Standing, at: datetime, *, is_end: bool = False) -> Proven:
    leg: Leg | None = getattr(row, "leg", None)
    title, where = open_sealed(row, "title"), open_sealed(row, "place")
    number = {"flight": flight_number, "rail": train_number}.get(row.kind)
    wishes = tuple(open_sealed(each, "text") for each in row.confirmed)  # type: ignore[attr-defined]
    late = timedelta(minutes=leg.late_minutes) if leg else timedelta(0)
    promise = Promise(
        kind=row.kind,
        at=at + late,
        place=ZoneInfo(row.zone),
        home=card.tz,
        today=day,
        is_end=is_end,
        venue=row.organisation.name if row.organisation else "",
        where=where,
        is_at_home=not row.city or row.city == card.city,
        number=number(title) if number else "",
        destination=leg.destination if leg else "",
        arrives_at=leg.arrives_at + late if leg and leg.arrives_at else None,
        arrival_zone=ZoneInfo(leg.arrival_zone) if leg and leg.arrival_zone else None,
        party_size=row.party_size,
        wishes=tuple(wish for wish in wishes if reads_in(wish, card.language)),
    )
    return Proven(row.pk, standing.proven_by, promise, row.importance)


def _dated(row: Occasion, today: date) -> Dated | None:
    dated = Annual(row.month, row.day, row.year, row.returns)
    on = dated.next(today)
    if on is None or (on - today).days > REACH.days:
        return None
    person = row.person
    if person and not person.gender:
        return None  # how to decline the name is not known, and gender is never guessed
    name = None
    if person:
        name = Name(open_sealed(person, "given_name"), open_sealed(person, "patronymic"), "", person.gender)
    return Dated(row.pk, Day(row.kind, on, today, name, person.relation if person else "", dated.years(on)))
