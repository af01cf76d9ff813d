"""What comes of a proposal that a person has taken, and how it goes back: a request, a task, a taste, a sorting."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils import translation
from django.utils.translation import gettext

from butler.assurance import changing, recovering
from butler.assurance.models import Incident
from butler.bookings import actions as bookings
from butler.bookings.actions import Told
from butler.bookings.models import Booking, Evidence
from butler.bookings.models import State as BookingState
from butler.correspondence import clients, saying
from butler.correspondence.models import Conversation, Letter, Message
from butler.dossiers import actions as dossiers
from butler.dossiers.models import Client, Preference, Topic
from butler.ground import journal
from butler.ground.house import the_house
from butler.ground.refusals import NotHere
from butler.ground.sealing import open_sealed
from butler.language.changes import not_sought
from butler.language.drafting import Facts
from butler.language.names import Name
from butler.language.salutation import Voice
from butler.language.suppliers.choosing import choice_in
from butler.language.towns import zone_of
from butler.reception import naming, regrouping
from butler.reception.access.hearings import hearing
from butler.reception.meaning import (
    ANY,
    Said,
    booking_meant,
    instead,
    is_rather,
    ride_instead,
    ride_meant,
    search_meant,
)
from butler.reception.models import Proposal
from butler.reception.rules.drafting import promise_by
from butler.reception.rules.proposing import title
from butler.reception.rules.wishes import said_of
from butler.reception.wishing import Wish, carry_out, may_follow, put_back, wish_meant
from butler.requests import actions as requests
from butler.requests.access import AT_REST, details, heir, may_own, stands_for, working_hours
from butler.requests.models import Category, ClientRequest
from butler.requests.rules import first_answer_by
from butler.sourcing import actions as sourcing
from butler.sourcing.rules.beginning import may_begin
from butler.staff.models import Staff
from butler.travel import delays, rides
from butler.travel.models import Leg

PROVES = {"confirm": Evidence.Kind.MAIL, "tentative": Evidence.Kind.WORD, "waitlist": Evidence.Kind.WORD}
PREFERENCE_CONFIDENCE = 60
TAKEN_BACK_UNTIL = timedelta(seconds=12)
SAID_AGAIN = timedelta(days=3)
TELLS_APART = frozenset({"party", "place", "city", "origin", "goal", "name", "kind"})
KINDS_BY_ACT = {
    "thanks": Proposal.Kind.THANKS, "cancel": Proposal.Kind.CANCEL, "change": Proposal.Kind.CHANGE,
    "confirm": Proposal.Kind.ANSWER, "decline": Proposal.Kind.ANSWER, "complaint": Proposal.Kind.PART,
    "inform": Proposal.Kind.PART,
}  # fmt: skip


class BuiltUpon(Exception):
    """Others have worked on what came of it: it does not go back."""


@dataclass(frozen=True)
class Effect:
    """The row that came of it, and what taking back needs: ids, codes, numbers."""

    table: str = ""
    id: str = ""
    undo: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Matter:
    """A proposal as a person means it: perhaps another kind, category or act than was read, or other slots."""

    row: Proposal
    kind: str
    code: str
    act: str
    held: dict[str, Any]
    candidate: int = 0

    @property
    def client(self) -> Client:
        assert self.row.client is not None  # noqa: S101 - the caller has refused what has none
        return self.row.client

    @property
    def message(self) -> Message:
        return self.row.message

    def said_again(self, code: str, act: str, *, kind: str = "") -> "Matter":
        """The same words, meant otherwise: an act may make another kind of it."""
        same = self.kind in (Proposal.Kind.PREFERENCE, Proposal.Kind.SUPPLIER, Proposal.Kind.PERSON)
        other = kind or (self.kind if same or act == self.act else KINDS_BY_ACT.get(act, Proposal.Kind.REQUEST))
        return replace(self, code=code, act=act, kind=other, held=self.held | {"said": [code, act, other]})

    def with_slots(self, slots: dict[str, Any]) -> "Matter":
        return replace(self, held=self.held | {"slots": slots})


def apply(matter: Matter, *, by: Staff, now: datetime) -> Effect:
    """Let it become what it is."""
    return EFFECTS[Proposal.Kind(matter.kind)](matter, by, now)


def _open_request(matter: Matter, by: Staff, now: datetime) -> Effect:
    category = _category(matter)
    if (twin := _twin(matter, category)) is not None:
        journal.record("request.said_again", about=twin)
        return Effect()
    request = requests.open_request(
        matter.client, title=_title(matter), category=category, owner=_owner(matter, now), now=now,
        message=matter.message, due_at=_answer_by(matter, now), detail=matter.held.get("words", ""),
        no_return_at=_no_return(matter), happens_at=_no_return(matter), details=_details(matter),
    )  # fmt: skip
    begin_search(request, by=by, now=now)
    return Effect("requests.ClientRequest", str(request.pk))


def _twin(matter: Matter, category: str) -> ClientRequest | None:
    """The same wish, said again by another channel: same category, same moment, same number, nothing that differs."""
    at, known = _no_return(matter), _details(matter)
    if at is None:
        return None
    rows = ClientRequest.objects.filter(
        client=matter.client, category=category, happens_at=at, opened_at__gte=matter.message.sent_at - SAID_AGAIN
    ).exclude(state__in=AT_REST)  # fmt: skip
    for row in rows.order_by("opened_at", "pk"):
        before = dict(details(row.pk))
        if all(before.get(name, value) == value for name, value in known.items() if name in TELLS_APART):
            return row
    return None


def begin_search(request: ClientRequest, *, by: Staff, now: datetime) -> bool:
    """The house begins to ask its network, where enough is known and somebody opens such doors; did it?

    The first question leaves when the tap can no longer be taken back.
    """
    if may_begin(request.category, dict(details(request.pk))):
        with suppress(sourcing.NothingToSearch):
            sourcing.open_operation(request.pk, by=by, now=now, begins_at=now + TAKEN_BACK_UNTIL)
            return True
    return False


def _add_task(matter: Matter, by: Staff, now: datetime) -> Effect:
    """A step on the request that it is about, where that is known."""
    request = _request(matter)
    label = str(naming.ACTS.get(matter.act) or Proposal.Kind(matter.kind).label)
    task = requests.add_task(
        matter.client, title=f"{label[:1].upper()}{label[1:]}: {_title(matter)}", client_request=request,
        category=request.category if request else _category(matter),
        owner=request.owner if request else _owner(matter, now), now=now, detail=matter.held.get("words", ""),
        due_at=_answer_by(matter, now), no_return_at=_no_return(matter),
    )  # fmt: skip
    return Effect("requests.Task", str(task.pk))


def _hear_answer(matter: Matter, by: Staff, now: datetime) -> Effect:
    """Yes or no to what we asked: the letter is answered, and what follows from it is a step for a person."""
    letter = matter.held.get("letter")
    number, words = _number_chosen(matter), matter.held.get("words", "")
    by_name = "" if choice_in(words) else words
    if letter and sourcing.chosen(UUID(letter), number, by=by, now=now, words=by_name):
        return Effect("sourcing.Choice", letter)
    made = _add_task(matter, by, now)
    asked = Message.objects.filter(letter=letter).first() if letter else None
    if asked is None or matter.message.answers_id:
        return made
    Message.objects.filter(pk=matter.message.pk).update(answers=asked)
    return replace(made, undo={"answers": True})


def _number_chosen(matter: Matter) -> int | None:
    """Which of our options they take: by its number, the first where they only say yes; none of them: None."""
    return None if matter.act == "decline" else choice_in(matter.held.get("words", "")) or 1


def _rest(matter: Matter, by: Staff, now: datetime) -> Effect:
    """Thanks need no answer; what else the message asks keeps the conversation awake."""
    talk = matter.message.conversation
    others = Proposal.objects.filter(message=matter.message, state=Proposal.State.OPEN).exclude(pk=matter.row.pk)
    if others.exists() or talk.waiting == Conversation.Waiting.NOBODY:
        return Effect()
    saying.put_to_rest(talk.pk, now=now)
    return Effect(undo={"rested": True})


def _learn_taste(matter: Matter, by: Staff, now: datetime) -> Effect:
    today = now.astimezone(the_house().tz).date()
    topic = matter.code if matter.code in Topic.values else Topic.OTHER
    value = matter.held.get("value") or matter.held.get("title", "")
    before = {
        str(row.pk): [row.confidence, row.times_seen, row.is_confirmed, row.noted_on.isoformat()]
        for row in Preference.objects.filter(client=matter.client, topic=topic, polarity=matter.act)
    }
    taste = dossiers.add_preference(
        matter.client.pk, value=value, today=today, topic=topic, polarity=matter.act, confidence=PREFERENCE_CONFIDENCE,
        evidence=f"{matter.held.get('words', '')} ({matter.message.sent_at.astimezone(the_house().tz):%d.%m.%Y})",
    )  # fmt: skip
    return Effect("dossiers.Preference", str(taste.pk), {"taste": before.get(str(taste.pk))})


def _hear_supplier(matter: Matter, by: Staff, now: datetime) -> Effect:
    """Firm words prove a booking, provisional ones are kept beside it and prove nothing; all else is work."""
    booking, kind = matter.held.get("booking"), PROVES.get(matter.code)
    if booking and matter.code == "cancel":
        return _recover(matter, UUID(booking), by, now)
    if not booking or kind is None:
        return _add_task(matter, by, now)
    told = Told(
        kind=kind,
        told_by=open_sealed(matter.message, "sender") or str(matter.message.conversation.organisation or ""),
        reference=str(_first(matter, "ref") or ""),
        good_until=_moment(matter, "hold_until"),
        received_at=matter.message.sent_at,
        message=matter.message,
    )
    evidence = bookings.add_evidence(UUID(booking), told, by=by, now=now)
    return Effect("bookings.Evidence", str(evidence.pk), {"booking": booking})


def _recover(matter: Matter, booking_id: UUID, by: Staff, now: datetime) -> Effect:
    """They break what was promised: a house of equal class is asked to stand in. The same news twice is one.

    Where we called it off ourselves they only say that they have heard it.
    """
    try:
        incident = recovering.recover(
            booking_id, told_by=_who_said(matter), by=by, now=now, message=matter.message,
            cause=matter.held.get("words", ""),
        )  # fmt: skip
    except bookings.IsOff:
        return Effect()
    return Effect("assurance.Incident", str(incident.pk))


def _who_said(matter: Matter) -> str:
    talk = matter.message.conversation
    return str(talk.contact or talk.organisation or "") or open_sealed(matter.message, "sender")


def _sort(matter: Matter, by: Staff, now: datetime) -> Effect:
    who = matter.held["candidates"][matter.candidate]
    person = UUID(who["person"]) if who.get("person") else None
    talk = matter.message.conversation_id
    made = regrouping.belongs_to(talk, UUID(who["client"]), person_id=person, by=by, now=now)
    matter.row.refresh_from_db()  # it went to the client together with the message
    return Effect("correspondence.Regrouping", str(made.pk)) if made else Effect()


def _change(matter: Matter, by: Staff, now: datetime) -> Effect:
    """What stands, or is still sought, is wanted otherwise: asked so, where it is certain what is meant; else it is a
    step for a person."""
    said, message = _said(matter), matter.message
    booking, ride = booking_meant(message, said, now=now), ride_meant(message, said, now=now)
    wish = wish_meant(message, matter.client, said, now=now, told=_told(matter)) if ride is None else None
    if wish is not None:
        rather = is_rather(booking, wish.request, said) if booking is not None and not _told(matter) else "search"
        if rather != "booking":
            return _wish_otherwise(matter, wish, by, now) if rather == "search" else _add_task(matter, by, now)
    wanted = instead(booking, message, said) if booking is not None else None
    if booking is not None and wanted is not None:
        change = changing.ask_to_move(booking.pk, starts_at=wanted[0], party=wanted[1], by=by, now=now, wished=message)
        return Effect("assurance.Change", str(change.pk))
    at = ride_instead(ride, message, said, ZoneInfo(matter.client.zone)) if ride is not None else None
    if ride is not None and at is not None:
        before = ride.pick_up_at
        rides.move(ride.pk, at, now=now)
        return Effect("travel.Ride", str(ride.pk), {"pick_up_at": before.isoformat()})
    return _add_task(matter, by, now)


def _add_part(matter: Matter, by: Staff, now: datetime) -> Effect:
    """More about what is still sought goes to it; what contradicts, and all else, is a step for a person."""
    if matter.act != "complaint" and matter.code not in ANY:
        wish = wish_meant(
            matter.message, matter.client, _said(matter), now=now, told=_told(matter), is_change=False
        )  # fmt: skip
        if wish is not None and wish.names:
            return _wish_otherwise(matter, wish, by, now)
    return _add_task(matter, by, now)


def _wish_otherwise(matter: Matter, wish: Wish, by: Staff, now: datetime) -> Effect:
    """The request says it, its search follows; said twice it changes nothing."""
    if not wish.names:
        journal.record("request.said_again", about=wish.request)
        return Effect()
    if not may_follow(wish):
        return _add_task(matter, by, now)
    undo = carry_out(
        wish, matter.message, promised_at=_answer_by(matter, now), by=by, now=now, follows=TAKEN_BACK_UNTIL
    )
    if undo["search"] is None:
        wish.request.refresh_from_db()
        undo["began"] = begin_search(wish.request, by=by, now=now)
    return Effect("requests.ClientRequest", str(wish.request.pk), undo)


def _said(matter: Matter) -> Said:
    return Said(matter.code, matter.held.get("slots", {}), matter.held.get("words", ""))


def _told(matter: Matter) -> ClientRequest | None:
    """The request that a person has said it is about."""
    return _request(matter) if matter.held.get("is_told") else None


def _call_off(matter: Matter, by: Staff, now: datetime) -> Effect:
    """What stands is called off, what is sought is sought no more; where it is not certain which, a person decides."""
    said = _said(matter)
    booking = booking_meant(matter.message, said, now=now)
    if booking is not None:
        change = changing.ask_to_call_off(booking.pk, by=by, now=now, wished=matter.message)
        return Effect("assurance.Change", str(change.pk))
    ride = ride_meant(matter.message, said, now=now)
    if ride is not None:
        rides.call_off(ride.pk, by=by, now=now)
        return Effect("travel.Ride", str(ride.pk), {"is_off": True})
    request = _request(matter) or search_meant(matter.message, said)
    if request is None or request.bookings.filter(cancelled_at=None).exists():
        return _add_task(matter, by, now)
    return _stop_looking(matter, request, by, now)


def _stop_looking(matter: Matter, request: ClientRequest, by: Staff, now: datetime) -> Effect:
    """Whoever was asked is told kindly, the request rests, the client hears it. What is ordered a person calls off."""
    operation = request.operations.filter(closed_at=None).first()
    if operation is not None:
        try:
            sourcing.stop_search(operation.pk, by=by, now=now)
        except NotHere:
            return _add_task(matter, by, now)
    with translation.override(the_house().language):
        move = requests.cancel_request(request.pk, by=by, now=now, reason=gettext("as the client wished"))
    name, voice = clients.addressee(matter.client, matter.message.person)
    clients.write(matter.client, "reply", not_sought(name=name, voice=voice), now=now, asked=matter.message)
    return Effect("requests.Move", str(move.pk) if move else "", {"is_told": operation is not None})


def _hear_lateness(matter: Matter, by: Staff, now: datetime) -> Effect:
    """The leg is late; what follows from it `assurance` derives. Known already: nothing more is done."""
    leg_id = UUID(matter.held["leg"])
    before = Leg.objects.filter(pk=leg_id).values_list("late_minutes", flat=True).first() or 0
    if not delays.report(leg_id, int(matter.held["minutes"]), told_by=_who_said(matter), now=now):
        return Effect()
    return Effect("travel.Leg", str(leg_id), {"late": before})


def _answer(matter: Matter, by: Staff, now: datetime) -> Effect:
    """The answer that was drafted is enough; without one it is work."""
    drafted = Letter.objects.filter(answers=matter.message).exclude(state=Letter.State.WITHDRAWN)
    if drafted.exists() or matter.message.answered_by.exists():
        return Effect()
    return _add_task(matter, by, now)


def _nothing(matter: Matter, by: Staff, now: datetime) -> Effect:
    """A person has read it: that was all."""
    return Effect()


EFFECTS: dict[Proposal.Kind, Callable[[Matter, Staff, datetime], Effect]] = {
    Proposal.Kind.REQUEST: _open_request,
    Proposal.Kind.PART: _add_part,
    Proposal.Kind.QUESTION: _answer,
    Proposal.Kind.LATE: _hear_lateness,
    Proposal.Kind.CHANGE: _change,
    Proposal.Kind.CANCEL: _call_off,
    Proposal.Kind.NEED: _add_task,
    Proposal.Kind.ANSWER: _hear_answer,
    Proposal.Kind.THANKS: _rest,
    Proposal.Kind.PREFERENCE: _learn_taste,
    Proposal.Kind.SUPPLIER: _hear_supplier,
    Proposal.Kind.PERSON: _sort,
    Proposal.Kind.LOOK: _nothing,
}


# Back again


def take_back(row: Proposal, undo: dict[str, Any], *, by: Staff, now: datetime) -> None:
    """What came of it goes; refuses with BuiltUpon where others have worked on it since."""
    if undo.get("answers"):
        Message.objects.filter(pk=row.message_id).update(answers=None)
    if undo.get("rested"):
        saying.wake(row.message.conversation_id)
    match row.made_table:
        case "requests.ClientRequest" if "wish" in undo:
            if not put_back(UUID(row.made_id), undo, now=now):
                raise BuiltUpon  # others have heard of it
        case "requests.ClientRequest" | "requests.Task":
            _remove_work(row)
        case "assurance.Incident":
            raise BuiltUpon  # others are asked already
        case "sourcing.Choice":
            raise BuiltUpon  # what they chose is on its way to the supplier
        case "assurance.Change":
            if not changing.take_back(UUID(row.made_id), now=now):
                raise BuiltUpon
        case "requests.Move":
            if undo.get("is_told"):
                raise BuiltUpon  # whoever was asked has been told
            requests.take_back(UUID(row.made_id), by=by, now=now)
        case "travel.Ride" if undo.get("is_off"):
            raise BuiltUpon  # the driver has been told
        case "travel.Ride":
            rides.move(UUID(row.made_id), datetime.fromisoformat(undo["pick_up_at"]), now=now)
        case "travel.Leg":
            _take_lateness_back(UUID(row.made_id), undo["late"], now)
        case "dossiers.Preference":
            _unlearn(row, undo.get("taste"), now)
        case "bookings.Evidence":
            _take_evidence_back(UUID(row.made_id), UUID(undo["booking"]), now)
        case "correspondence.Regrouping":
            regrouping.take_back(UUID(row.made_id), by=by, now=now)
            row.refresh_from_db()


def _take_lateness_back(leg_id: UUID, before: int, now: datetime) -> None:
    """As it was told before; where another seat is asked for already, that has to be stopped by hand."""
    if Incident.objects.filter(booking__leg__trip__legs=leg_id, recovered_at=None).exists():
        raise BuiltUpon
    delays.report(leg_id, before, told_by="", now=now)


def _take_evidence_back(evidence_id: UUID, booking_id: UUID, now: datetime) -> None:
    """It was never said: the booking is what the rest of its evidence makes of it."""
    booking = Booking.objects.select_for_update(of=("self",)).filter(pk=booking_id).first()
    if booking is not None and booking.proven_by_id == evidence_id:
        booking.proven_by, booking.state = None, BookingState.WANTED
        booking.save(update_fields=["proven_by", "state"])
    Evidence.objects.filter(pk=evidence_id).delete()
    bookings.recompute(booking_id, now=now)


def _remove_work(row: Proposal) -> None:
    is_request = row.made_table == "requests.ClientRequest"
    if is_request and not sourcing.unmake_operation(UUID(row.made_id)):
        raise BuiltUpon
    unmake = requests.unmake_request if is_request else requests.unmake_task
    try:
        unmake(UUID(row.made_id))
    except requests.Overtaken:
        raise BuiltUpon from None


def _unlearn(row: Proposal, before: list[Any] | None, now: datetime) -> None:
    assert row.client_id is not None  # noqa: S101 - a taste has a client
    if before is None:
        dossiers.remove(row.client_id, "preference", UUID(row.made_id), now=now)
        return
    names = ("confidence", "times_seen", "is_confirmed", "noted_on")
    dossiers.edit_preference(row.client_id, UUID(row.made_id), **dict(zip(names, before, strict=True)))


# Facts of a matter


def _category(matter: Matter) -> str:
    return matter.code if matter.code in Category.values else Category.OTHER


def _owner(matter: Matter, now: datetime) -> Staff:
    """Whoever answers in the conversation, while they may open the dossier; else whoever leads the client."""
    answers = matter.message.conversation.owner
    if answers and may_own(matter.client.pk, now=now).filter(pk=answers.pk).exists():
        return answers
    return heir(matter.client, now=now) or matter.client.led_by


def _request(matter: Matter) -> ClientRequest | None:
    pk = matter.held.get("request")
    rows = ClientRequest.objects.filter(client=matter.client)
    rows = rows.filter(pk=stands_for(UUID(pk))) if pk else rows.none()
    return rows.exclude(state__in=AT_REST).select_related("owner").first()


def _title(matter: Matter) -> str:
    """As it was read; made anew where a person has said what it is."""
    if "said" not in matter.held:
        return str(matter.held.get("title", ""))
    slots = {
        name: [(one["value"], (one.get("span") or ("", "", ""))[2] == "gazetteer") for one in found]
        for name, found in matter.held.get("slots", {}).items()
    }
    house = the_house()
    facts = Facts(Name("", "", "", "f"), Voice(house.language, "first"), matter.message.sent_at, house.tz)
    return title(_category(matter), slots, facts) or str(matter.held.get("title", ""))


def _details(matter: Matter) -> dict[str, str]:
    """What was said of it, by the names of what is known of requests."""
    today = matter.message.sent_at.astimezone(ZoneInfo(matter.client.zone)).date().isoformat()
    return said_of(_category(matter), matter.held.get("slots", {}), today)


def _answer_by(matter: Matter, now: datetime) -> datetime:
    sound = hearing(matter.message.pk)
    return promise_by(
        usual=first_answer_by(working_hours(), now),
        urgency=sound.urgency if sound else "soon",
        no_return_at=_no_return(matter),
        now=now,
    )


def _no_return(matter: Matter) -> datetime | None:
    """When it begins, if a day and a time were said; after that nothing helps."""
    return _moment(matter, "when")


def _moment(matter: Matter, slot: str) -> datetime | None:
    said = _first(matter, slot)
    if not isinstance(said, str) or "T" not in said or said.startswith("T"):
        return None
    moment = datetime.fromisoformat(said)
    return moment if moment.tzinfo else datetime.combine(moment.date(), moment.time(), _zone(matter))


def _zone(matter: Matter) -> ZoneInfo:
    """On whose clock an hour is meant: of the place where it begins, where we know it; else the client's."""
    slot = "from" if matter.code in ("flight", "rail", "charter", "transfer") else "city"
    return zone_of(str(_first(matter, slot) or "")) or ZoneInfo(matter.client.zone)


def _first(matter: Matter, slot: str) -> Any:
    found = matter.held.get("slots", {}).get(slot) or [{}]
    return found[0].get("value")
