"""A supplier has let us down: what it was is recorded, and a house of equal class is asked to stand in.

One house at a time is ordered, and the order waits for a colleague's yes. The sweep hears the answers; when one stands,
the client hears the solution, and nothing else.
"""

import secrets
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import F, Q
from django.utils import translation
from django.utils.translation import gettext as _

from butler.assurance import journeys
from butler.assurance.journeys import reference_of
from butler.assurance.models import Incident, StandIn
from butler.assurance.rules.recovery import TOO_CLOSE_FOR_ONE_PERSON, Broken, Move, order_answered_by, plan_recovery
from butler.assurance.spares import ruled_out
from butler.assurance.venues import stand_ins
from butler.bookings import actions as bookings
from butler.bookings.actions import Told
from butler.bookings.models import Booking, Evidence
from butler.bookings.serving import lines_of, prepare
from butler.correspondence import asking, clients
from butler.correspondence.asking import Asks, NoWay, Question
from butler.correspondence.models import Letter, Message
from butler.correspondence.whose import Whose
from butler.ground import journal, live
from butler.ground.acting import acting_for
from butler.ground.house import the_house
from butler.ground.later import later
from butler.ground.refusals import NotHere
from butler.ground.sealing import open_sealed
from butler.language import standing_in
from butler.language.outreach import Sender
from butler.language.standing_in import Stead
from butler.language.suppliers import Asked
from butler.network.models import Contact, Organisation
from butler.requests import actions as requests
from butler.requests.access import heir
from butler.sourcing import actions as sourcing
from butler.sourcing.actions import Goal
from butler.sourcing.rules.hearing import Heard, to_order
from butler.staff.models import Staff
from butler.travel import rides
from butler.travel.models import Leg, Ride

PURPOSE = "assurance"
MOST = 200
AGAIN = timedelta(minutes=30)  # an incident without a house to ask is looked at again
ALIASES = "АБВГДЕЖЗИКЛМНПРСТФХЭЮЯ"
State, Stands = Incident.State, StandIn.State


@transaction.atomic
def recover(
    booking_id: UUID, *, told_by: str, by: Staff | None, now: datetime, message: Message | None = None, cause: str = ""
) -> Incident:
    """`told_by` says that it is off. All or nothing, and once: they mail, then they phone.

    Refuses with NotHere a stranger, with bookings.NobodyNamed who tells it without a name, with bookings.IsOff what
    was called off otherwise: what the client does not want is not made good.
    """
    booking = Booking.objects.select_for_update(of=("self",)).filter(pk=booking_id).first()
    if booking is None:
        raise NotHere
    if (known := Incident.objects.filter(booking=booking).first()) is not None:
        return known
    if booking.cancelled_at is not None:
        raise bookings.IsOff
    fits = stand_ins(booking, refused=ruled_out(booking))
    plan = plan_recovery(Broken(booking.starts_at, has_equal=bool(fits)), now)
    bookings.cancel(booking.pk, told_by=told_by, by=by, now=now)
    incident = Incident.objects.create(
        client_id=booking.client_id, booking=booking, told_by=told_by, cause=cause, message=message, at=now,
        answer_by=plan.answer_by, number=_number(), due_at=now,
    )  # fmt: skip
    journal.record("booking.recovery", about=booking, moves=[str(move) for move in plan.moves])
    if Move.ALARM_LEAD in plan.moves:
        _alarm_lead(booking, plan.answer_by, now)
    _go_on(incident, booking, now)
    live.changed("booking", client_id=booking.client_id, about=booking.pk)
    later("assurance.recover")
    return incident


def sweep(*, now: datetime) -> int:
    """Hear what the houses say and ask the next one; how many incidents were looked at. Safe to run twice."""
    with acting_for(PURPOSE):
        ids = _due(now)
    for incident_id in ids:
        with acting_for(PURPOSE):
            rows = Incident.objects.select_for_update(of=("self",), skip_locked=True)
            incident = rows.filter(pk=incident_id, due_at__isnull=False).first()
            if incident is not None:
                _look(incident, now)
    return len(ids)


def _due(now: datetime) -> list[UUID]:
    rows = Incident.objects.filter(due_at__isnull=False)
    if not rows.exists():
        return []
    page = Q(stand_ins__letter__page__answers__taken_at=None, stand_ins__letter__page__answers__isnull=False)
    said = Q(stand_ins__letter__message__answered_by__isnull=False, stand_ins__heard=None)
    said |= Q(stand_ins__letter__message__answered_by__sent_at__gt=F("stand_ins__heard__sent_at"))
    refused = Q(stand_ins__state=Stands.ORDERED, stand_ins__letter__state=Letter.State.WITHDRAWN)
    searched = Q(state=State.SEARCHED, operation__offers__booking__state="confirmed")
    found: dict[UUID, None] = {}
    for told in (Q(due_at__lte=now), page, said, refused, searched):
        found |= dict.fromkeys(rows.filter(told).order_by("pk").values_list("pk", flat=True)[:MOST])
    return sorted(found)


def _look(incident: Incident, now: datetime) -> None:
    booking = Booking.objects.select_related("organisation", "client").get(pk=incident.booking_id)
    asked = incident.stand_ins.filter(state=Stands.ORDERED).select_related("letter", "organisation", "heard").first()
    if asked is not None:
        _hear(incident, booking, asked, now)
    if incident.state == State.SEARCHED:
        _hear_search(incident, booking, now)
    if incident.state in (State.OPEN, State.SEARCHED):
        _go_on(incident, booking, now)


# One house after the other


def _go_on(incident: Incident, booking: Booking, now: datetime) -> None:
    """Ask the next house of equal class; without one, the network and a person."""
    asked = incident.stand_ins.filter(state=Stands.ORDERED).select_related("letter").first()
    if asked is not None:
        _wait(incident, asked, booking, now)
        return
    if now >= booking.starts_at:
        _close(incident, State.LOST, now)
        return
    refused = [*incident.stand_ins.values_list("organisation", flat=True), *ruled_out(booking)]
    for fit in stand_ins(booking, refused=refused):
        house = Organisation.objects.get(pk=fit.venue.id)
        if (stand_in := _order(incident, booking, house, round(fit.score), now)) is not None:
            _wait(incident, stand_in, booking, now)
            return
    if incident.state == State.OPEN:
        _ask_network(incident, booking, now)
    incident.due_at = min(now + AGAIN, booking.starts_at)
    incident.save(update_fields=["state", "operation", "due_at"])


def _order(incident: Incident, booking: Booking, house: Organisation, score: int, now: datetime) -> StandIn | None:
    """The wish for a place there, and the order, which waits for a yes; None where they cannot be written to."""
    contact = Contact.objects.filter(organisation=house).exclude(mail="", telegram="").order_by("-warmth", "pk").first()
    whose = Whose(contact_id=contact.pk, organisation_id=house.pk) if contact else Whose(organisation_id=house.pk)
    try:
        asking.channel_to(whose)
    except NoWay:
        return None
    instead = _book(booking, house, now)
    stead = stead_of(instead, booking, now)
    owner, language = booking.client.led_by, contact.language if contact else the_house().language
    words = standing_in.order(
        stead, number=incident.number, sender=Sender(str(owner), the_house().name),
        to=contact.full_name if contact else "", language=language,
    )  # fmt: skip
    page = Asks("order", _shows(words.subject, stead, incident, str(owner)), max(booking.starts_at, now + AGAIN))
    letter = asking.ask(
        Question(booking.client_id, whose, "booking", words.body, words.subject, language=language, page=page), now=now
    )
    bookings.told([line.pk for line in instead.instructions.all()], letter, now=now)
    journal.record("stand_in.ordered", about=instead, score=score)
    return StandIn.objects.create(
        client_id=booking.client_id, incident=incident, organisation=house, contact=contact, booking=instead,
        letter=letter, score=score, asked_at=now,
    )  # fmt: skip


def _book(booking: Booking, house: Organisation, now: datetime) -> Booking:
    """The same promise, wanted of another house; the wishes travel with it."""
    instead = bookings.book(
        booking.client, kind=booking.kind, title=open_sealed(booking, "title"), starts_at=booking.starts_at,
        ends_at=booking.ends_at, by=None, now=now, client_request=booking.client_request, organisation=house,
        city=house.city, zone=booking.zone, party_size=booking.party_size, importance=booking.importance,
        replaces=booking,
    )  # fmt: skip
    for line in booking.instructions.order_by("-is_must", "pk"):
        bookings.instruct(
            instead.pk,
            text=open_sealed(line, "text"),
            is_must=line.is_must,
            preference=line.preference,
            by=None,
            now=now,
        )
    prepare(instead, by=None, now=now)
    return instead


def stead_of(instead: Booking, before: Booking, now: datetime) -> Stead:
    """What stands in, as letters speak of it."""
    house = instead.organisation
    return Stead(
        kind=instead.kind, venue=house.name if house else "", starts_at=instead.starts_at, party=instead.party_size,
        zone=ZoneInfo(instead.zone), now=now, wishes=lines_of(instead), city=instead.city,
        before=before.organisation.name if before.organisation else "",
    )  # fmt: skip


def _shows(goal: str, stead: Stead, incident: Incident, owner: str) -> dict[str, object]:
    return {
        "goal": goal.partition(" · ")[0], "lines": list(stead.wishes), "alias": incident.number, "party": stead.party,
        "signed": owner, "house": the_house().name,
    }  # fmt: skip


def _wait(incident: Incident, asked: StandIn, booking: Booking, now: datetime) -> None:
    """Until when this house may be silent; an order that still waits for its yes has not begun to be unanswered."""
    sent_at = asked.letter.sent_at if asked.letter is not None else None
    incident.due_at = order_answered_by(booking.starts_at, sent_at or now)
    incident.save(update_fields=["due_at"])


# What they say


def _hear(incident: Incident, booking: Booking, asked: StandIn, now: datetime) -> None:
    if asked.letter is not None and asked.letter.state == Letter.State.WITHDRAWN:
        _drop(asked, Stands.STOPPED, now)
        return
    for answer in asking.pressed([asked.letter_id] if asked.letter_id else []):
        asking.take_in(answer.id, became=answer.act, now=now)
        if asked.state == Stands.ORDERED and answer.act == "confirm":
            _stands(incident, booking, asked, str(answer.content.get("number") or ""), None, now)
        elif asked.state == Stands.ORDERED and answer.act == "decline":
            _drop(asked, Stands.REFUSED, now)
    for message in asking.replies([asked.letter_id] if asked.letter_id else []):
        if asked.state == Stands.ORDERED and (asked.heard is None or message.sent_at > asked.heard.sent_at):
            _read(incident, booking, asked, message, now)
    sent_at = asked.letter.sent_at if asked.letter is not None else None
    if asked.state == Stands.ORDERED and sent_at and order_answered_by(booking.starts_at, sent_at) <= now:
        _drop(asked, Stands.SILENT, now)


def _read(incident: Incident, booking: Booking, asked: StandIn, message: Message, now: datetime) -> None:
    zone = ZoneInfo(booking.zone)
    local = lambda moment: moment.astimezone(zone).replace(tzinfo=None)  # noqa: E731
    wanted = Asked(booking.kind, local(booking.starts_at), booking.party_size)
    said = to_order(open_sealed(message, "body"), wanted, received=local(message.sent_at), zone=zone)
    asked.heard = message
    asked.save(update_fields=["heard"])
    if said.heard == Heard.CONFIRMED:
        _stands(incident, booking, asked, said.terms.reference, message, now)
    elif said.heard == Heard.FELL:
        _drop(asked, Stands.REFUSED, now)


def _stands(
    incident: Incident, booking: Booking, asked: StandIn, reference: str, message: Message | None, now: datetime
) -> None:
    """Proven: the incident is made good, the client hears where and how."""
    who = str(asked.contact or asked.organisation)
    kind = Evidence.Kind.MAIL if message is not None else Evidence.Kind.ANSWER_PAGE
    told = Told(kind=kind, told_by=who, reference=reference, received_at=now, message=message)
    bookings.add_evidence(asked.booking_id, told, by=None, now=now)
    asked.state, asked.answered_at = Stands.CONFIRMED, now
    asked.save(update_fields=["state", "answered_at"])
    asking.close_page(asked.letter, why="answered", now=now)
    instead = Booking.objects.select_related("organisation", "client").get(pk=asked.booking_id)
    incident.recovered_by = instead
    _close(incident, State.RECOVERED, now)
    cars = rides.follow(booking, instead, now=now)
    _tell_client(booking, instead, reference, cars, now)
    journal.record("incident.recovered", about=instead, minutes=round((now - incident.at).total_seconds() / 60))


def _drop(asked: StandIn, state: str, now: datetime) -> None:
    """This house does not stand in: the wish for it goes."""
    asked.state, asked.answered_at = state, now
    asked.save(update_fields=["state", "answered_at"])
    asking.close_page(asked.letter, why="stopped", now=now)
    bookings.cancel(asked.booking_id, told_by=str(asked.contact or asked.organisation), by=None, now=now)
    journal.record("stand_in.dropped", about=asked, state=str(state))


def _close(incident: Incident, state: str, now: datetime) -> None:
    incident.state, incident.due_at = state, None
    incident.recovered_at = now if state == State.RECOVERED else None
    incident.save(update_fields=["state", "due_at", "recovered_at", "recovered_by"])


def _tell_client(before: Booking, instead: Booking, reference: str, cars: list[Ride], now: datetime) -> None:
    client = instead.client
    name, voice = clients.addressee(client, None)
    body = standing_in.solution(
        stead_of(instead, before, now), name=name, voice=voice, reference=reference,
        car_at=cars[0].pick_up_at if cars else None,
    )  # fmt: skip
    clients.write(client, "reply", body, now=now)


# When no house is known


def _ask_network(incident: Incident, booking: Booking, now: datetime) -> None:
    """It is searched anew; where no door is known a person takes it into their hands."""
    incident.state = State.SEARCHED
    try:
        request_id = booking.client_request_id or own_request(booking, incident.answer_by, now)
        incident.operation = sourcing.open_operation(
            request_id, by=None, now=now, answer_by=incident.answer_by, goal=Goal(city=booking.city, is_recovery=True)
        )
    except (sourcing.NothingToSearch, requests.HoldsNoGrant):
        if booking.starts_at - incident.at > TOO_CLOSE_FOR_ONE_PERSON:  # nearer, owner and lead were alarmed at once
            _task(booking, booking.client.led_by, incident.answer_by, now)


def own_request(booking: Booking, due_at: datetime, now: datetime) -> UUID:
    """What the house asks of itself, where no request of the client is known; nobody has written it.

    Refuses with HoldsNoGrant where nobody of the house may open the dossier.
    """
    local = booking.starts_at.astimezone(ZoneInfo(booking.zone)).replace(tzinfo=None)
    known = {"when": local.isoformat(timespec="minutes"), "party": str(booking.party_size), "city": booking.city}
    row = requests.open_request(
        booking.client, title=open_sealed(booking, "title"), category=booking.kind,
        owner=heir(booking.client, now=now) or booking.client.led_by, now=now, due_at=due_at,
        happens_at=booking.starts_at, with_task=False,
        details={name: value for name, value in known.items() if value},
    )  # fmt: skip
    return row.pk


def _hear_search(incident: Incident, booking: Booking, now: datetime) -> None:
    found = Booking.objects.select_related("organisation", "client__led_by", "offer").filter(
        offer__operation=incident.operation_id, state="confirmed"
    ).first()  # fmt: skip
    if not incident.operation_id or found is None:
        return
    found.replaces = booking
    found.save(update_fields=["replaces"])
    incident.recovered_by = found
    _close(incident, State.RECOVERED, now)
    if Leg.objects.filter(booking=booking).exists():
        journeys.rebooked(incident, found, now=now)
        return
    cars = rides.follow(booking, found, now=now)
    _tell_client(booking, found, reference_of(found), cars, now)


def _alarm_lead(booking: Booking, answer_by: datetime, now: datetime) -> None:
    """The lead knows at once when a promise breaks within six hours."""
    team = booking.client.led_by.team
    lead = team.lead if team is not None else None
    for person in dict.fromkeys(filter(None, (booking.client.led_by, lead))):
        _task(booking, person, answer_by, now)


def _task(booking: Booking, owner: Staff, answer_by: datetime, now: datetime) -> None:
    with translation.override(the_house().language):
        title = _("Broken, make good: %(what)s") % {"what": open_sealed(booking, "title")}
    try:
        requests.add_task(
            booking.client, title=title, category=booking.kind, owner=owner, now=now,
            client_request=booking.client_request, due_at=max(answer_by, now + timedelta(minutes=5)),
            no_return_at=max(booking.starts_at, now + timedelta(minutes=5)), cost_of_failure=3,
        )  # fmt: skip
    except requests.HoldsNoGrant:
        journal.record("booking.lead_without_grant", about=booking, lead=owner.pk)


def _number() -> str:
    return f"{secrets.choice(ALIASES)}-{secrets.randbelow(9000) + 1000}"
