"""A client wants something otherwise: its supplier is asked, it stands until they say yes, the client hears it.

The letter to the supplier waits for a colleague's yes. Called off is what a colleague has agreed to: then the booking
is off, its cars are sent home, and the client hears that it is settled. Moved is what the supplier has proven.
"""

from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import F, Q
from django.utils import translation
from django.utils.translation import gettext as _

from butler.assurance.letters import matter, reference_of
from butler.assurance.models import Change
from butler.bookings import actions as bookings
from butler.bookings.actions import Told
from butler.bookings.models import Booking, Evidence
from butler.correspondence import actions as letters
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
from butler.language import changes as words_of
from butler.language.suppliers import Asked
from butler.requests import actions as requests
from butler.requests.actions import NotNow
from butler.requests.actions.requests import change_state, locked_request
from butler.requests.models import Means
from butler.sourcing.access.wanted import details_of, party_of
from butler.sourcing.actions.rewishing import done_with
from butler.sourcing.models import Operation
from butler.sourcing.rules.hearing import Heard, to_move
from butler.staff.models import Staff
from butler.travel import rides
from butler.travel.models import Ride

PURPOSE = "assurance"
MOST = 200
LEAST_SILENCE, MOST_SILENCE = timedelta(minutes=20), timedelta(hours=3)
LOOK_AGAIN = timedelta(minutes=5)
TAKEN_BACK_UNTIL = timedelta(seconds=12)
State, What = Change.State, Change.What


@transaction.atomic
def ask_to_move(
    booking_id: UUID, *, starts_at: datetime, party: int | None, by: Staff, now: datetime, wished: Message | None = None
) -> Change:
    """Ask the supplier for another beginning (aware) or another number of guests; a newer wish replaces an older one.

    Refuses with NotHere a stranger, with bookings.IsOff and bookings.InThePast.
    """
    booking = _locked(booking_id)
    if booking.cancelled_at is not None:
        raise bookings.IsOff
    if starts_at <= now:
        raise bookings.InThePast
    _stop_older(booking, now)
    change = Change(
        client_id=booking.client_id, booking=booking, what=What.MOVE, starts_at=starts_at, wished=wished,
        party_size=party or booking.party_size, asked_at=now, due_at=now + LEAST_SILENCE,
    )  # fmt: skip
    about = matter(booking, by, now)
    words = words_of.please_move(
        about, reference=reference_of(booking), to=starts_at, party=change.party_size or 1,
        was_party=booking.party_size,
    )  # fmt: skip
    _ask(change, booking, words, "booking", "order", now)
    journal.record("booking.move_asked", about=booking, starts_at=starts_at.isoformat(), party=change.party_size)
    return change


@transaction.atomic
def ask_to_call_off(booking_id: UUID, *, by: Staff, now: datetime, wished: Message | None = None) -> Change:
    """The client does not want it any more: the supplier is told, once a colleague has agreed. Refuses as above."""
    booking = _locked(booking_id)
    if booking.cancelled_at is not None:
        raise bookings.IsOff
    _stop_older(booking, now)
    change = Change(
        client_id=booking.client_id, booking=booking, what=What.OFF, wished=wished, asked_at=now,
        due_at=now + LOOK_AGAIN,
    )  # fmt: skip
    words = words_of.please_release(matter(booking, by, now), reference=reference_of(booking))
    _ask(change, booking, words, "cancellation", "order", now)
    journal.record("booking.off_asked", about=booking)
    return change


@transaction.atomic
def take_back(change_id: UUID, *, now: datetime) -> bool:
    """The tap was a slip: nothing was asked. False when the letter has left already."""
    change = Change.objects.select_for_update().filter(pk=change_id, state=State.ASKED).first()
    if change is None:
        return False
    if change.letter_id is not None and not letters.withdraw(change.letter_id, why="taken_back", now=now):
        return False
    change.delete()
    return True


def sweep(*, now: datetime) -> int:
    """Carry out what was agreed to and hear what suppliers say; how many were looked at. Safe to run twice."""
    _ask_for_what_was_wished(now)
    with acting_for(PURPOSE):
        ids = _due(now)
    for change_id in ids:
        with acting_for(PURPOSE):
            rows = Change.objects.select_for_update(of=("self",), skip_locked=True)
            change = rows.select_related("letter", "heard").filter(pk=change_id, state=State.ASKED).first()
            if change is not None:
                _look(change, now)
    return len(ids)


def _due(now: datetime) -> list[UUID]:
    rows = Change.objects.filter(state=State.ASKED)
    if not rows.exists():
        return []
    left = ~Q(letter__state__in=(Letter.State.WAITING, Letter.State.NEW)) & Q(letter__isnull=False)
    decided = (left | Q(letter__state=Letter.State.NEW, letter__send_after__lte=now)) & Q(what=What.OFF)
    refused = Q(letter__state=Letter.State.WITHDRAWN)
    page = Q(letter__page__answers__taken_at=None, letter__page__answers__isnull=False)
    said = Q(letter__message__answered_by__isnull=False, heard=None)
    said |= Q(letter__message__answered_by__sent_at__gt=F("heard__sent_at"))
    found: dict[UUID, None] = {}
    for told in (Q(due_at__lte=now), decided, refused, page, said):
        found |= dict.fromkeys(rows.filter(told).order_by("pk").values_list("pk", flat=True)[:MOST])
    return sorted(found)


def _ask_for_what_was_wished(now: datetime) -> None:
    """What was ordered before the client wanted it otherwise stands now: its supplier is asked to move it. Once."""
    with acting_for(PURPOSE):
        rows = Operation.objects.filter(state=Operation.State.BOOKED, rewish_at__lte=now)
        found = list(rows.filter(offers__booking__isnull=False).distinct().values_list("pk", flat=True)[:MOST])
    for operation_id in found:
        with acting_for(PURPOSE):
            rows = Operation.objects.select_for_update(of=("self",), skip_locked=True)
            operation = rows.select_related("client_request", "owner", "rewished__person").filter(
                pk=operation_id, rewish_at__isnull=False
            ).first()  # fmt: skip
            if operation is not None:
                _ask_as_wished(operation, now)


def _ask_as_wished(operation: Operation, now: datetime) -> None:
    booking = Booking.objects.filter(offer__operation=operation).order_by("-pk").first()
    wished = operation.rewished
    done_with(operation)
    if booking is None or booking.cancelled_at is not None:
        return
    starts_at = operation.client_request.happens_at or booking.starts_at
    party = party_of(details_of(operation.client_request))
    if starts_at <= now:
        _task(booking, _REFUSED, now)
    elif (starts_at, party) != (booking.starts_at, booking.party_size):
        ask_to_move(booking.pk, starts_at=starts_at, party=party, by=operation.owner, now=now, wished=wished)


def _look(change: Change, now: datetime) -> None:
    booking = _locked(change.booking_id)
    letter = change.letter
    if (booking.cancelled_at is not None and change.what == What.MOVE) or (
        letter is not None and letter.state == Letter.State.WITHDRAWN
    ):
        _end(change, State.STOPPED, now)
    elif change.what == What.OFF:
        _carry_off(change, booking, now)
    else:
        _hear(change, booking, now)


# Called off


def _carry_off(change: Change, booking: Booking, now: datetime) -> None:
    """A colleague has agreed (or there is nobody to write to, and a colleague calls): it is off."""
    letter = change.letter
    if letter is not None and _may_be_taken_back(letter, now):
        change.due_at = now + LOOK_AGAIN
        change.save(update_fields=["due_at"])
        return
    bookings.cancel(booking.pk, told_by=_wished_by(booking), by=None, now=now)
    for ride in Ride.objects.filter(booking=booking, cancelled_at=None).order_by("pk"):
        rides.call_off(ride.pk, by=None, now=now)
    _step_request(booking, "cancelled", now)
    _end(change, State.DONE, now)
    name, voice = clients.addressee(booking.client, _asker(change))
    body = words_of.called_off(_told(booking, now), name=name, voice=voice)
    clients.write(booking.client, "reply", body, now=now, asked=change.wished)


def _may_be_taken_back(letter: Letter, now: datetime) -> bool:
    is_agreed = letter.state == Letter.State.NEW and letter.send_after <= now
    return letter.state in (Letter.State.WAITING, Letter.State.NEW) and not is_agreed


# Moved


def _hear(change: Change, booking: Booking, now: datetime) -> None:
    zone = ZoneInfo(booking.zone)
    for answer in asking.pressed([change.letter_id] if change.letter_id else []):
        asking.take_in(answer.id, became=answer.act, now=now)
        if change.state == State.ASKED and answer.act == "confirm":
            _move(change, booking, str(answer.content.get("number") or ""), None, now)
        elif change.state == State.ASKED and answer.act == "decline":
            _not_possible(change, booking, "", now)
        elif change.state == State.ASKED:
            _task(booking, _CALL, now)
    for message in asking.replies([change.letter_id] if change.letter_id else []):
        if change.state == State.ASKED and (change.heard is None or message.sent_at > change.heard.sent_at):
            _read(change, booking, message, zone, now)
    if change.state == State.ASKED and change.due_at is not None and change.due_at <= now:
        _wait_or_call(change, booking, now)


def _read(change: Change, booking: Booking, message: Message, zone: ZoneInfo, now: datetime) -> None:
    local = lambda moment: moment.astimezone(zone).replace(tzinfo=None)  # noqa: E731
    assert change.starts_at is not None  # noqa: S101 - a move says to when
    wanted = Asked(booking.kind, local(change.starts_at), change.party_size or booking.party_size)
    said = to_move(open_sealed(message, "body"), wanted, received=local(message.sent_at), zone=zone)
    change.heard = message
    change.save(update_fields=["heard"])
    if said.heard == Heard.CONFIRMED:
        _move(change, booking, said.terms.reference, message, now)
    elif said.heard == Heard.FELL:
        _not_possible(change, booking, open_sealed(message, "body"), now)
    elif said.heard in (Heard.PERHAPS, Heard.CALL):
        _task(booking, _CALL, now, detail=open_sealed(message, "body"))


def _move(change: Change, booking: Booking, reference: str, message: Message | None, now: datetime) -> None:
    """The supplier has proven it: the booking is another one now, its cars move with it, the client hears it."""
    assert change.starts_at is not None  # noqa: S101 - a move says to when
    by_how_much = change.starts_at - booking.starts_at
    number = reference or reference_of(booking)
    bookings.alter(booking.pk, starts_at=change.starts_at, party=change.party_size or booking.party_size, now=now)
    kind = Evidence.Kind.MAIL if message is not None else Evidence.Kind.ANSWER_PAGE
    who = str(booking.organisation or "")
    told = Told(kind=kind, told_by=who, reference=number, received_at=now, message=message)
    bookings.add_evidence(booking.pk, told, by=None, now=now)
    for ride in Ride.objects.filter(booking=booking, cancelled_at=None).order_by("pk"):
        rides.move(ride.pk, ride.pick_up_at + by_how_much, now=now)
    _end(change, State.DONE, now)
    booking.refresh_from_db()
    name, voice = clients.addressee(booking.client, _asker(change))
    body = words_of.moved(_told(booking, now), name=name, voice=voice, reference=number)
    clients.write(booking.client, "reply", body, now=now, asked=change.wished)


def _not_possible(change: Change, booking: Booking, words: str, now: datetime) -> None:
    """It stays as it was; a person finds another way and tells the client."""
    _end(change, State.REFUSED, now)
    _task(booking, _REFUSED, now, detail=words)


def _wait_or_call(change: Change, booking: Booking, now: datetime) -> None:
    letter = change.letter
    if letter is None or letter.sent_at is None:  # it waits for a yes: nobody is silent yet
        change.due_at = now + LEAST_SILENCE
    else:
        left = booking.starts_at - letter.sent_at
        patience = min(max(left / 6, LEAST_SILENCE), MOST_SILENCE)
        if now >= letter.sent_at + patience:
            _task(booking, _CALL, now)
            change.due_at = booking.starts_at if booking.starts_at > now else now + MOST_SILENCE
        else:
            change.due_at = letter.sent_at + patience
    change.save(update_fields=["due_at"])
    if booking.starts_at <= now:
        _end(change, State.REFUSED, now)


# Shared


def _locked(booking_id: UUID) -> Booking:
    rows = Booking.objects.select_for_update(of=("self",)).select_related("organisation", "client__led_by")
    booking = rows.filter(pk=booking_id).first()
    if booking is None:
        raise NotHere
    return booking


def _ask(change: Change, booking: Booking, words: words_of.Letter, purpose: str, page: str, now: datetime) -> None:
    """Lay the letter into the outbox, where it waits for a yes; without a way to write, a colleague calls."""
    about = {
        "goal": words.subject.partition(" · ")[0], "lines": [words.body.split("\n\n")[1]],
        "alias": words.subject.partition(" · ")[2], "signed": str(booking.client.led_by), "house": the_house().name,
    }  # fmt: skip
    asks = Asks(page, about, max(booking.starts_at, now + LEAST_SILENCE)) if purpose == "booking" else None
    try:
        change.letter = asking.ask(
            Question(
                booking.client_id, Whose(organisation_id=booking.organisation_id), purpose, words.body, words.subject,
                language=the_house().language, page=asks,
            ),
            now=now,
        )  # fmt: skip
    except (NoWay, NotHere):
        _task(booking, _TELL, now, detail=words.body)
        if change.what == What.OFF:
            change.due_at = now + TAKEN_BACK_UNTIL
    change.save(force_insert=True)
    live.changed("booking", client_id=booking.client_id, about=booking.pk)
    later("assurance.change")


def _stop_older(booking: Booking, now: datetime) -> None:
    for older in Change.objects.select_for_update().filter(booking=booking, state=State.ASKED):
        if older.letter_id is not None:
            letters.withdraw(older.letter_id, why="newer_draft", now=now)
        _end(older, State.STOPPED, now)


def _end(change: Change, state: str, now: datetime) -> None:
    change.state, change.answered_at, change.due_at = state, now, None
    change.save(update_fields=["state", "answered_at", "due_at"])
    if change.what == What.MOVE:
        asking.close_page(change.letter, why="answered", now=now)
    journal.record("booking.change", about=change, state=str(state))


def _told(booking: Booking, now: datetime) -> words_of.Told:
    return words_of.Told(
        kind=booking.kind, venue=booking.organisation.name if booking.organisation else "",
        starts_at=booking.starts_at, party=booking.party_size, now=now, zone=ZoneInfo(booking.zone),
    )  # fmt: skip


def _asker(change: Change):  # type: ignore[no-untyped-def]
    return change.wished.person if change.wished is not None else None


def _wished_by(booking: Booking) -> str:
    return f"{open_sealed(booking.client, 'given_name')} {open_sealed(booking.client, 'surname')}".strip() or "client"


def _step_request(booking: Booking, state: str, now: datetime) -> None:
    if booking.client_request_id is None:
        return
    request = locked_request(booking.client_request_id)
    try:
        change_state(request, state, by=None, now=now, reason=_reason())
    except NotNow:
        journal.record("booking.request_elsewhere", about=booking, state=str(request.state))


def _reason() -> str:
    with translation.override(the_house().language):
        return _("as the client wished")


_CALL, _REFUSED, _TELL = "call", "refused", "tell"


def _titles(what: str) -> str:
    if what == _CALL:
        return _("Call, no answer to our change: %(what)s")
    if what == _REFUSED:
        return _("Cannot be moved, find another way: %(what)s")
    return _("Call and tell them of the change: %(what)s")


def _task(booking: Booking, what: str, now: datetime, *, detail: str = "") -> None:
    with translation.override(the_house().language):
        title = _titles(what) % {"what": open_sealed(booking, "title")}
    soon = now + timedelta(minutes=5)
    requests.add_task(
        booking.client, title=title, category=booking.kind, owner=booking.client.led_by, now=now, detail=detail,
        client_request=booking.client_request, due_at=max(soon, min(now + timedelta(hours=1), booking.starts_at)),
        no_return_at=max(booking.starts_at, soon), cost_of_failure=2,
        **({"organisation": booking.organisation, "means": Means.CALL} if what in (_CALL, _TELL) else {}),
    )  # fmt: skip
