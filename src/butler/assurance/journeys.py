"""A leg is late: every later leg, car and booking is looked at, and what would be missed is bought anew before it is.

The old place is kept until the new one is proven; then the leg is carried by the new booking, and the client hears the
plan. What can come later (a car, a room) is told the new hour; the rest goes to the owner with its reason.
"""

import re
import secrets
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import F
from django.utils import translation
from django.utils.translation import gettext as _

from butler.assurance.models import Incident
from butler.bookings import actions as bookings
from butler.bookings.models import Booking
from butler.correspondence import asking, clients
from butler.correspondence.asking import NoWay, Question
from butler.correspondence.whose import Whose
from butler.ground import journal
from butler.ground.acting import acting_for
from butler.ground.house import the_house
from butler.ground.sealing import open_sealed
from butler.language import journeys as words_of
from butler.language import moments
from butler.language.dates import find
from butler.language.journeys import Rebooked, Way
from butler.language.outreach import Sender
from butler.language.reservations.airports import airport
from butler.language.tongue import tongue
from butler.requests import actions as requests
from butler.requests.access import heir
from butler.requests.access.tastes import tastes_of
from butler.requests.rules.services import lines_for
from butler.sourcing import actions as sourcing
from butler.sourcing.actions import Goal
from butler.travel import actions as travel
from butler.travel import rides
from butler.travel.models import Leg, Ride
from butler.travel.rules.connections import FLIES, Segment, Standing, connection, first_possible, out_of

PURPOSE = "assurance"
MOST = 100
ALIASES = "АБВГДЕЖЗИКЛМНПРСТФХЭЮЯ"
UNDER_WAY = timedelta(hours=48)  # an older leg changes nothing any more
INTO_TOWN = timedelta(minutes=45)  # from the kerb to wherever somebody waits
SAME_ARRIVAL = timedelta(hours=8)  # what begins so long after it was planned to arrive hangs on it
WORTH_SAYING = timedelta(minutes=30)
LANDS = re.compile(r"(?:прил[её]т|прибыти|arriv|lands)\w*", re.I)


def sweep(*, now: datetime) -> int:
    """Let every new delay reach what comes after it; how many legs were looked at. Safe to run twice."""
    with acting_for(PURPOSE):
        ids = list(_late(now).order_by("pk").values_list("pk", flat=True)[:MOST])
    for leg_id in ids:
        with acting_for(PURPOSE):
            leg = _late(now).select_for_update(of=("self",), skip_locked=True).filter(pk=leg_id).first()
            if leg is not None:
                reach(leg, now=now)
                leg.judged_minutes = leg.late_minutes
                leg.save(update_fields=["judged_minutes"])
    return len(ids)


def _late(now: datetime):  # type: ignore[no-untyped-def]
    rows = Leg.objects.exclude(late_minutes=F("judged_minutes")).exclude(booking__cancelled_at__isnull=False)
    return rows.select_related("booking", "trip__client__led_by").filter(booking__starts_at__gt=now - UNDER_WAY)


def reach(leg: Leg, *, now: datetime) -> None:
    """Judge what comes after this leg, and do what must be done. In the caller's transaction."""
    before = segment(leg)
    moved = timedelta(minutes=leg.late_minutes - leg.judged_minutes)
    _move_cars(leg, moved, now)
    after = leg.trip.legs.select_related("booking", "trip__client__led_by").filter(
        number__gt=leg.number, booking__cancelled_at=None, booking__starts_at__gt=now
    ).order_by("number").first()  # fmt: skip
    if after is None or after.booking.kind == "hotel":
        _tell_who_waits(leg, before, now)
        return
    judged = connection(before, segment(after))
    journal.record("connection.judged", about=after, standing=str(judged.standing))
    if judged.standing == Standing.MISSED and segment(after).kind in ("flight", "rail"):
        _look_for_another(leg, after, now)
    elif judged.standing == Standing.WAITS:
        _come_later(after, first_possible(before, segment(after)), before, now)
        _tell_who_waits(leg, before, now)
    elif judged.standing != Standing.CALM:
        _ask_owner(after, _CHECK, _how_long(judged.has, judged.least), now)


def segment(leg: Leg) -> Segment:
    """The leg as it is expected now."""
    row, late = leg.booking, timedelta(minutes=leg.late_minutes)
    ends = [airport(leg.origin), airport(leg.destination)]
    return Segment(
        kind=row.kind, origin=leg.origin, destination=leg.destination, departs_at=row.starts_at + late,
        arrives_at=(leg.arrives_at or row.ends_at or row.starts_at) + late,
        from_country=ends[0].country if ends[0] else "", to_country=ends[1].country if ends[1] else "",
    )  # fmt: skip


# Another flight


def _look_for_another(late: Leg, missed: Leg, now: datetime) -> None:
    """A search for a later one on the same way, once; the old place is kept meanwhile."""
    row = missed.booking
    if Incident.objects.filter(booking=row).exists():
        _ask_owner(missed, _CHECK, _how_long(segment(missed).departs_at - segment(late).arrives_at, timedelta(0)), now)
        return
    answer_by = now + max((row.starts_at - now) / 2, timedelta(minutes=15))
    incident = Incident.objects.create(
        client_id=row.client_id, booking=row, told_by=late.late_told_by, cause=_what_is_late(late),
        state=Incident.State.SEARCHED, at=now, answer_by=answer_by, number=_alias(), due_at=now,
    )  # fmt: skip
    try:
        incident.operation = sourcing.open_operation(
            _request(missed, answer_by, now).pk, by=None, now=now, answer_by=answer_by, goal=_goal(late, missed, now)
        )
        incident.save(update_fields=["operation"])
    except (sourcing.NothingToSearch, requests.HoldsNoGrant):
        _ask_owner(missed, _FIND, "", now)
    journal.record("connection.missed", about=row, late=late.late_minutes)


def _what_is_late(late: Leg) -> str:
    return f"{_number_of(late)} +{late.late_minutes}"


def _request(missed: Leg, due_at: datetime, now: datetime):  # type: ignore[no-untyped-def]
    """What the house asks of itself; no client has written it."""
    row, way = missed.booking, _way(missed)
    local = row.starts_at.astimezone(ZoneInfo(row.zone))
    return requests.open_request(
        row.client, title=open_sealed(row, "title"), category=row.kind,
        owner=heir(row.client, now=now) or row.client.led_by, now=now, due_at=due_at,
        details={"when": local.date().isoformat(), "origin": way.origin, "city": way.destination}, with_task=False,
    )  # fmt: skip


def _goal(late: Leg, missed: Leg, now: datetime) -> Goal:
    """The same way, later, for as many; the seat as the client likes it; and whom the ticket office rebooks."""
    row, house = missed.booking, the_house()
    zone, language = ZoneInfo(row.zone), house.language
    earliest = first_possible(segment(late), segment(missed))
    likes = [line.text for line in lines_for(row.kind, tastes_of(row.client_id)) if not line.is_must]
    terms = [(words_of.not_before(earliest, zone, language), True), *((text, False) for text in likes)]
    number, reference = _number_of(missed), reference_of(row)
    terms.append((words_of.instead_of(number, reference if reference != number else "", language), False))
    return Goal(
        text=words_of.seat_wanted(
            row.kind, _way(missed), earliest, zone=zone, now=now, party=row.party_size, language=language
        ),
        terms=terms, city=row.client.city or house.city, is_recovery=True,
    )  # fmt: skip


def rebooked(incident: Incident, found: Booking, *, now: datetime) -> None:
    """The new place is proven: it carries the leg, the old one goes, the rest follows, the client hears the plan."""
    rows = Leg.objects.select_for_update(of=("self",)).select_related("booking", "trip__client__led_by")
    leg = rows.get(booking=incident.booking_id)
    before = leg.trip.legs.select_related("booking").filter(number__lt=leg.number).order_by("-number").first()
    old, what = leg.booking, open_sealed(found.offer, "what") if found.offer else ""
    if old.cancelled_at is None:
        bookings.cancel(old.pk, told_by=str(found.organisation or ""), by=None, now=now)
    landed = segment(leg).arrives_at
    arrives_at = arrival_in(what, found.starts_at, ZoneInfo(old.zone), _zone_of(leg))
    leg = travel.carry_by(leg.pk, found, arrives_at=arrives_at)
    for ride in Ride.objects.filter(booking=old, cancelled_at=None, pick_up_at__gte=old.starts_at).order_by("pk"):
        rides.move(ride.pk, ride.pick_up_at + (segment(leg).arrives_at - landed), booking=found, now=now)
    follows = _after(leg, now)
    reach(leg, now=now)
    _tell_client(before, leg, found, what, follows, now)


def arrival_in(what: str, departs_at: datetime, there: ZoneInfo, zone: ZoneInfo) -> datetime | None:
    """When it lands, by the words of an offer, on the clock of the place where it lands (`zone`); None where they do
    not say. «Завтра» is the day after it leaves, on the clock of `there`."""
    said = LANDS.search(what)
    if said is None:
        return None
    here = departs_at.astimezone(there).replace(tzinfo=None)
    found = [one for one in find(what[said.end() :], here, tongue(what)) if one.has_time]
    if not found:
        return None
    at = found[0].start.replace(tzinfo=zone)
    while at <= departs_at:
        at += timedelta(days=1)
    return at


def _tell_client(before: Leg | None, leg: Leg, found: Booking, what: str, follows: list[str], now: datetime) -> None:
    client = found.client
    name, voice = clients.addressee(client, None)
    waits = ""
    if before is not None and (gap := found.starts_at - segment(before).arrives_at) > timedelta(0):
        waits = moments.length(gap, voice.language)
    plan = Rebooked(
        late=_number_of(before) if before is not None else _number_of(leg), what=what or open_sealed(found, "title"),
        minutes=before.late_minutes if before is not None else 0, waits=waits, reference=reference_of(found),
        follows=follows,
    )  # fmt: skip
    clients.write(client, "reply", words_of.plan(plan, name=name, voice=voice), now=now)


def _after(leg: Leg, now: datetime) -> list[str]:
    rows = leg.trip.legs.filter(number__gt=leg.number, booking__cancelled_at=None, booking__starts_at__gt=now)
    return [open_sealed(one.booking, "title") for one in rows.select_related("booking").order_by("number")]


# Whatever can come later


def _move_cars(leg: Leg, moved: timedelta, now: datetime) -> None:
    """Cars that wait for this arrival come as much later."""
    if not moved:
        return
    row = leg.booking
    for ride in Ride.objects.filter(booking=row, cancelled_at=None, pick_up_at__gte=row.starts_at).order_by("pk"):
        rides.move(ride.pk, ride.pick_up_at + moved, now=now)


def _come_later(after: Leg, at: datetime, before: Segment, now: datetime) -> None:
    """The carriage that can wait is told the new hour: its rides by themselves, its firm by letter, else a person."""
    standing = list(Ride.objects.filter(booking=after.booking, cancelled_at=None).order_by("pk"))
    for ride in standing:
        rides.move(ride.pk, at, now=now)
    if not standing and not _write_later(after.booking, at, now):
        zone = ZoneInfo(after.booking.zone)
        _ask_owner(after, _MOVE, f"{moments.clock(at, zone)}", now)


def _tell_who_waits(leg: Leg, before: Segment, now: datetime) -> None:
    """Houses that expect the client soon after this arrival, and would wait in vain."""
    there = before.arrives_at + out_of(before) + INTO_TOWN
    rows = Booking.objects.select_related("organisation", "client__led_by").filter(
        client=leg.client_id, cancelled_at=None, leg=None, starts_at__gte=before.arrives_at - SAME_ARRIVAL,
        starts_at__lt=there - WORTH_SAYING, starts_at__gt=now,
    ).exclude(kind__in=(*FLIES, "rail", "airport_passage"))  # fmt: skip
    for row in rows.filter(starts_at__gt=before.departs_at).order_by("starts_at", "pk"):
        if not (row.kind == "hotel" and _write_later(row, there, now)):
            _ask_owner_of(row, _MOVE, moments.clock(there, ZoneInfo(row.zone)), now)


def _write_later(row: Booking, at: datetime, now: datetime) -> bool:
    """«The guest comes later»: it waits for a colleague's yes. False where nobody can be written to."""
    if row.organisation_id is None:
        return False
    house, alias = the_house(), _alias()
    words = words_of.later_arrival(
        row.get_kind_display(), at, zone=ZoneInfo(row.zone), now=now, number=alias, reference=reference_of(row),
        sender=Sender(str(row.client.led_by), house.name), language=house.language,
    )  # fmt: skip
    try:
        asking.ask(
            Question(
                row.client_id, Whose(organisation_id=row.organisation_id), "booking", words.body, words.subject,
                language=house.language,
            ),
            now=now,
        )  # fmt: skip
    except NoWay:
        return False
    journal.record("booking.later", about=row)
    return True


# What a person must look at

_CHECK, _FIND, _MOVE = "check", "find", "move"


def _titles(what: str) -> str:
    if what == _FIND:
        return _("The connection will be missed, find another way: %(what)s %(more)s")
    if what == _MOVE:
        return _("Arrival is later, move to %(more)s: %(what)s")
    return _("Check the connection: %(what)s, %(more)s")


def _ask_owner(leg: Leg, what: str, more: str, now: datetime) -> None:
    _ask_owner_of(leg.booking, what, more, now)


def _ask_owner_of(row: Booking, what: str, more: str, now: datetime) -> None:
    with translation.override(the_house().language):
        title = (_titles(what) % {"what": open_sealed(row, "title"), "more": more}).strip()
    soon = now + timedelta(minutes=5)
    requests.add_task(
        row.client, title=title, category=row.kind, owner=row.client.led_by, now=now,
        due_at=max(soon, min(now + timedelta(minutes=30), row.starts_at)), no_return_at=max(row.starts_at, soon),
        cost_of_failure=3,
    )  # fmt: skip


def _how_long(has: timedelta, least: timedelta) -> str:
    language = the_house().language
    return f"{moments.length(has, language)} / {moments.length(least, language)}"


def _way(leg: Leg) -> Way:
    return Way(leg.origin, leg.destination)


def _zone_of(leg: Leg) -> ZoneInfo:
    return ZoneInfo(leg.arrival_zone or leg.booking.zone)


def _number_of(leg: Leg) -> str:
    """«NV402»: the first word of the title, where it is a number."""
    first = open_sealed(leg.booking, "title").split(" ")[0]
    return first if any(sign.isdigit() for sign in first) else open_sealed(leg.booking, "title")


def reference_of(row: Booking) -> str:
    """The supplier's own number, the newest."""
    said = (open_sealed(proof, "reference") for proof in row.evidence.order_by("-received_at", "-pk"))
    return next(filter(None, said), "")


def _alias() -> str:
    return f"{secrets.choice(ALIASES)}-{secrets.randbelow(9000) + 1000}"
