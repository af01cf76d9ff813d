"""Rides: planned, ordered of their drivers, heard, redirected with their booking, called off.

The order goes to the driver by the rule of the house, a day and a half before, at once when it is near or has changed.
He reads initials and his own lines, nothing else.
"""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils import translation
from django.utils.translation import gettext as _

from butler.bookings.models import Booking
from butler.correspondence import actions as letters
from butler.correspondence import asking
from butler.correspondence.asking import Asks, NoWay, Question
from butler.correspondence.models import Message
from butler.correspondence.whose import Whose
from butler.dossiers.models import Client, ContactPoint
from butler.ground import journal, live
from butler.ground.acting import acting_for
from butler.ground.house import the_house
from butler.ground.later import later
from butler.ground.places import Point, travel_minutes
from butler.ground.refusals import NotHere
from butler.ground.sealing import open_sealed
from butler.language import rides as words_of
from butler.language.outreach import Sender
from butler.language.rides import Drive
from butler.language.suppliers import Asked
from butler.network.models import Contact, Kind, Organisation
from butler.requests import actions as requests
from butler.requests.access.tastes import tastes_of
from butler.requests.models import Means
from butler.requests.rules.services import lines_for
from butler.sourcing.rules.hearing import Heard, to_order
from butler.staff.models import Staff
from butler.travel import drivers
from butler.travel.models import Ride
from butler.travel.rules.answers import is_yes

PURPOSE = "rides"
ORDERED_BEFORE = timedelta(hours=36)
USUAL_WAY = timedelta(minutes=45)  # where a way is not known
BETWEEN = timedelta(minutes=5)
LEAST_SILENCE = timedelta(minutes=30)
MOST = 300
State = Ride.State


@transaction.atomic
def plan_ride(
    client: Client, *, pick_up_at: datetime, by: Staff | None, now: datetime, booking: Booking | None = None,
    contact: Contact | None = None, organisation: Organisation | None = None, from_home: bool = False,
    from_house: Organisation | None = None, from_words: str = "", to_house: Organisation | None = None,
    to_words: str = "", passengers: int = 1,
) -> Ride:  # fmt: skip
    """A car for the client; to the place of `booking` where no other is named. The database refuses a driver who is
    somewhere else at that time."""
    to_house = to_house or (booking.organisation if booking is not None else None)
    row = Ride(
        client=client, booking=booking, contact=contact, organisation=organisation, from_home=from_home,
        from_house=from_house, from_words=from_words, to_house=to_house, to_words=to_words, pick_up_at=pick_up_at,
        passengers=passengers, planned_at=now, driver=_bound(contact, organisation),
    )  # fmt: skip
    row.free_at = pick_up_at + _way(row) + BETWEEN
    row.state = State.PLANNED if contact or organisation else State.WANTED
    row.save(force_insert=True)
    journal.record("ride.planned", about=row, by=by.pk if by else None)
    later("travel.sweep")
    return row


@transaction.atomic
def follow(before: Booking, instead: Booking, *, now: datetime) -> list[Ride]:
    """The rides of `before` go to the place of `instead`: their drivers hear of it anew."""
    rows = list(Ride.objects.select_for_update().filter(booking=before, cancelled_at=None).order_by("pk"))
    for row in rows:
        row.instead_of = row.to_house.name if row.to_house else ""
        row.booking, row.to_house, row.to_words = instead, instead.organisation, ""
        _forget_order(row, now)
        row.free_at = row.pick_up_at + _way(row) + BETWEEN
        row.save()
        journal.record("ride.redirected", about=row)
        live.changed("ride", client_id=row.client_id, about=row.pk)
    if rows:
        later("travel.sweep")
    return rows


@transaction.atomic
def move(ride_id: UUID, pick_up_at: datetime, *, now: datetime, booking: Booking | None = None) -> Ride:
    """The same ride at another time, for `booking` if one is named; a driver who is elsewhere then is replaced by a
    person's hand. Its driver hears of it anew. Refuses with NotHere."""
    row = Ride.objects.select_for_update().filter(pk=ride_id, cancelled_at=None).first()
    if row is None:
        raise NotHere
    row.booking = booking or row.booking
    if row.pick_up_at != pick_up_at:
        _forget_order(row, now)
        row.pick_up_at, row.free_at = pick_up_at, pick_up_at + (row.free_at - row.pick_up_at)
        try:
            with transaction.atomic():
                row.save()
        except IntegrityError:  # the driver is somewhere else at that time
            row.contact, row.organisation, row.driver, row.state = None, None, "", State.WANTED
            _task(row, FIND, now)
        journal.record("ride.moved", about=row)
        live.changed("ride", client_id=row.client_id, about=row.pk)
        later("travel.sweep")
    row.save()
    return row


@transaction.atomic
def call_off(ride_id: UUID, *, by: Staff | None, now: datetime) -> Ride:
    """The ride is not needed; the driver hears it if he knew of it. Twice is once."""
    row = Ride.objects.select_for_update().filter(pk=ride_id).first()
    if row is None:
        raise NotHere
    if row.cancelled_at is not None:
        return row
    if row.order_id is not None and not letters.withdraw(row.order_id, why="ride_is_off", now=now):
        drive, to = drive_of(row, now), _name(row)
        words = words_of.off(drive, to=to, sender=_sender(row), language=_language(row))
        asking.ask(Question(row.client_id, _whose(row), "ride", words.body, words.subject), now=now)
    asking.close_page(row.order, why="stopped", now=now)
    row.cancelled_at, row.state = now, State.CANCELLED
    row.save(update_fields=["cancelled_at", "state"])
    journal.record("ride.cancelled", about=row, by=by.pk if by else None)
    return row


def drive_of(row: Ride, now: datetime) -> Drive:
    """The ride as its driver reads it."""
    client = row.client
    lines = lines_for("transfer", tastes_of(row.client_id))
    initials = " ".join(f"{open_sealed(client, part)[:1]}." for part in ("given_name", "surname"))
    return Drive(
        start=_start(row), goal=_goal(row), at=row.pick_up_at, now=now, zone=the_house().tz,
        passengers=row.passengers, initials=initials.replace(" .", ""), lines=[line.text for line in lines],
        instead_of=row.instead_of,
    )  # fmt: skip


def sweep(*, now: datetime) -> int:
    """Order what is near, hear what drivers say, call who is silent; how many were looked at. Safe to run twice."""
    with acting_for(PURPOSE):
        ids = _due(now)
    for ride_id in ids:
        with acting_for(PURPOSE):
            rows = Ride.objects.select_for_update(of=("self",), skip_locked=True)
            row = rows.select_related("client__led_by", "contact", "organisation", "order").filter(pk=ride_id).first()
            if row is not None and row.cancelled_at is None:
                _hear(row, now)
                _order(row, now)
                _call_who_is_silent(row, now)
    return len(ids)


def _due(now: datetime) -> list[UUID]:
    standing = Ride.objects.filter(cancelled_at=None, pick_up_at__gt=now)
    if not standing.exists():
        return []
    to_order = Q(state=State.PLANNED, order=None, pick_up_at__lte=now + ORDERED_BEFORE)
    silent = Q(state=State.ASKED, called_for_at=None)
    page = Q(order__page__answers__taken_at=None, order__page__answers__isnull=False)
    said = Q(order__message__answered_by__isnull=False, heard=None)
    said |= Q(order__message__answered_by__sent_at__gt=F("heard__sent_at"))
    found: dict[UUID, None] = {}
    for told in (to_order, silent, page, said):
        found |= dict.fromkeys(standing.filter(told).order_by("pick_up_at", "pk").values_list("pk", flat=True)[:MOST])
    return list(found)


def _order(row: Ride, now: datetime) -> None:
    if row.state != State.PLANNED or row.order_id is not None or row.pick_up_at > now + ORDERED_BEFORE:
        return
    drive = drive_of(row, now)
    words = words_of.order(drive, to=_name(row), sender=_sender(row), language=_language(row))
    shows = {"goal": words.subject, "lines": words_of.manifest(drive, _language(row)), "signed": _sender(row).person,
             "house": the_house().name}  # fmt: skip
    question = Question(
        row.client_id, _whose(row), "ride", words.body, words.subject, language=_language(row),
        page=Asks("ride", shows, max(row.pick_up_at, now + BETWEEN)),
    )  # fmt: skip
    try:
        row.order = asking.ask(question, now=now)
    except NoWay:
        _task(row, CALL, now)
        row.called_for_at = now
    row.ordered_at, row.state = now, State.ASKED
    row.save(update_fields=["order", "ordered_at", "state", "called_for_at"])
    journal.record("ride.ordered", about=row)


def _hear(row: Ride, now: datetime) -> None:
    for answer in asking.pressed([row.order_id] if row.order_id else []):
        asking.take_in(answer.id, became=answer.act, now=now)
        if answer.act == "confirm":
            _confirmed(row, now)
        elif answer.act == "decline":
            _declined(row, now)
        else:
            _task(row, CALL, now)
    zone = the_house().tz
    for message in asking.replies([row.order_id] if row.order_id else []):
        if row.heard is not None and message.sent_at <= row.heard.sent_at:
            continue
        _read(row, message, zone, now)


def _read(row: Ride, message: Message, zone, now: datetime) -> None:  # type: ignore[no-untyped-def]
    local = lambda moment: moment.astimezone(zone).replace(tzinfo=None)  # noqa: E731
    asked = Asked("transfer", local(row.pick_up_at), row.passengers)
    words = open_sealed(message, "body")
    said = to_order(words, asked, received=local(message.sent_at), zone=zone)
    row.heard = message
    row.save(update_fields=["heard"])
    if said.heard == Heard.CONFIRMED or is_yes(words):
        _confirmed(row, now)
    elif said.heard == Heard.FELL:
        _declined(row, now)


def _confirmed(row: Ride, now: datetime) -> None:
    if row.state == State.ASKED:
        row.state, row.confirmed_at = State.CONFIRMED, now
        row.save(update_fields=["state", "confirmed_at"])
        asking.close_page(row.order, why="answered", now=now)
        journal.record("ride.confirmed", about=row)


def _declined(row: Ride, now: datetime) -> None:
    """The next driver who is free is ordered; where there is none, a colleague looks for one."""
    if row.state not in (State.ASKED, State.CONFIRMED):
        return
    asking.close_page(row.order, why="answered", now=now)
    journal.record("ride.declined", about=row)
    row.turned_down_by = [*row.turned_down_by, row.driver]
    if any(_given_to(row, driver, now) for driver in drivers.who_could(row)):
        later("travel.sweep")
        return
    row.state = State.DECLINED
    row.save(update_fields=["state", "turned_down_by"])
    _task(row, FIND, now)


def _given_to(row: Ride, driver: drivers.Driver, now: datetime) -> bool:
    """False where the database knows that this driver is somewhere else at that time."""
    _forget_order(row, now)
    row.contact, row.organisation = driver.contact, driver.organisation
    row.driver, row.state = _bound(driver.contact, driver.organisation), State.PLANNED
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        return False
    journal.record("ride.given", about=row, driver=row.driver)
    live.changed("ride", client_id=row.client_id, about=row.pk)
    return True


def _call_who_is_silent(row: Ride, now: datetime) -> None:
    """A third of the time that was left, half an hour at least."""
    if row.state != State.ASKED or row.called_for_at is not None or row.ordered_at is None:
        return
    if now >= row.ordered_at + max((row.pick_up_at - row.ordered_at) / 3, LEAST_SILENCE):
        row.called_for_at = now
        row.save(update_fields=["called_for_at"])
        _task(row, CALL, now)


CALL, FIND = "call", "find"


def _task(row: Ride, what: str, now: datetime) -> None:
    drive = drive_of(row, now)
    who = f"{_name(row)}, {drive.at.astimezone(drive.zone):%d.%m %H:%M}, {drive.goal}"
    with translation.override(the_house().language):
        title = _("Call the driver: %(what)s") if what == CALL else _("Find another driver: %(what)s")
    requests.add_task(
        row.client, title=title % {"what": who}, category="transfer", owner=row.client.led_by, now=now,
        due_at=max(now + BETWEEN, row.pick_up_at - timedelta(hours=1)), no_return_at=max(row.pick_up_at, now + BETWEEN),
        **({"organisation": row.organisation, "contact": row.contact, "means": Means.CALL} if what == CALL else {}),
    )  # fmt: skip


def _forget_order(row: Ride, now: datetime) -> None:
    """What was ordered is no longer so; the driver gets a new order."""
    if row.order_id is not None:
        letters.withdraw(row.order_id, why="ride_changed", now=now)
        asking.close_page(row.order, why="stopped", now=now)
    row.order = row.ordered_at = row.confirmed_at = row.heard = row.called_for_at = None
    row.state = State.PLANNED if row.contact_id or row.organisation_id else State.WANTED


def _bound(contact: Contact | None, organisation: Organisation | None) -> str:
    """Whom the ride binds: a person, or a house that is one driver; a firm sends whom it likes."""
    if contact is not None:
        return f"contact {contact.pk}"
    is_one = organisation is not None and organisation.kind == Kind.DRIVER
    return f"organisation {organisation.pk}" if is_one and organisation is not None else ""


def _way(row: Ride) -> timedelta:
    """How long it takes; where the client lives is an address in words, so from home it is the usual way."""
    start, goal = _point(row.from_house), _point(row.to_house)
    if start is None or goal is None:
        return USUAL_WAY
    return timedelta(minutes=max(5, travel_minutes(start, goal, row.pick_up_at.astimezone(the_house().tz).hour)))


def _point(house: Organisation | None) -> Point | None:
    if house is None or house.latitude is None or house.longitude is None:
        return None
    return Point(house.latitude, house.longitude)


def _start(row: Ride) -> str:
    if said := open_sealed(row, "from_words"):
        return said
    if row.from_house is not None:
        return f"у «{row.from_house.name}»" if _language(row) == "ru" else f"at {row.from_house.name}"
    point = ContactPoint.objects.filter(client=row.client_id, person=None, kind=ContactPoint.Kind.PLACE).first()
    home = open_sealed(point, "value") if point is not None else ""
    return home or ("от дома" if _language(row) == "ru" else "from home")


def _goal(row: Ride) -> str:
    return open_sealed(row, "to_words") or (row.to_house.name if row.to_house else "")


def _whose(row: Ride) -> Whose:
    if row.contact is not None:
        return Whose(contact_id=row.contact_id, organisation_id=row.contact.organisation_id)
    return Whose(organisation_id=row.organisation_id)


def _name(row: Ride) -> str:
    if row.contact is not None:
        return row.contact.full_name
    return row.organisation.name if row.organisation is not None and row.driver else ""


def _language(row: Ride) -> str:
    return row.contact.language if row.contact is not None else the_house().language


def _sender(row: Ride) -> Sender:
    return Sender(str(row.client.led_by), the_house().name)
