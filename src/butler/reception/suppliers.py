"""What a supplier's words propose. "Not yet" is never a yes: only what is firm is proposed as one."""

import re
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q

from butler.bookings.models import Booking
from butler.correspondence.models import Message
from butler.ground.house import the_house
from butler.ground.later import later
from butler.ground.sealing import open_sealed
from butler.language.evidence import Source
from butler.language.suppliers import Asked, Kind, SupplierReply, read_reply
from butler.language.tongue import tongue
from butler.reception.context import Around
from butler.reception.rules.proposing import Proposed, plain
from butler.sourcing.rules.hearing import Heard, to_order

TITLE, WORDS = 120, 500  # characters
# Answers to these letters are heard by the room whose letter it was; a person sees what they leave open.
HEARD_BY = {
    "approach": ("sourcing.sweep",), "chase": ("sourcing.sweep",),
    "booking": ("sourcing.sweep", "assurance.recover", "assurance.change"),
    "release": (), "thanks": (), "ride": ("travel.sweep",), "service": (), "cancellation": (),
    "reconfirmation": ("assurance.sweep",),
}  # fmt: skip
JUST_CALLED_OFF, MOST_COMING = timedelta(days=1), 200
LEFT_OPEN = (Kind.QUESTION, Kind.OTHER, Kind.CANCEL)


def supplier_proposals(message: Message, text: str, known: Around) -> list[Proposed]:
    """One proposal for a supplier's answer, in the light of what they were asked."""
    booking = asked_booking(message)
    reply = read_reply(text, received=known.ref, asked=_asked(booking, known), lang=tongue(text))
    content = {
        "words": text[:WORDS],
        "title": " ".join(text.split())[:TITLE],
        "spans": [[one.start, one.end, Source.RULE, reply.confidence] for one in reply.evidence],
        "slots": _slots(reply),
        "booking": str(booking.pk) if booking else "",
    }
    second = str(reply.second) if reply.second else ""
    kind = str(reply.kind)
    if is_heard_by_its_room(message) and (reply.kind not in LEFT_OPEN or _is_firm(text, booking, known)):
        return []
    return [Proposed("supplier", kind, kind, second, second, round(reply.confidence, 3), content)]


def _is_firm(text: str, booking: Booking | None, known: Around) -> bool:
    """To an order «Переоформлено: 21:40, номер 6ZK4TQ» is a yes; nobody needs to look."""
    said = to_order(text, _asked(booking, known), received=known.ref, zone=known.zone)
    return booking is None and said.heard == Heard.CONFIRMED


def is_heard_by_its_room(message: Message) -> bool:
    """Does it answer a letter of a room that reads such answers itself? That room is rung."""
    letter = message.answers.letter if message.answers else None
    if letter is None or letter.purpose not in HEARD_BY:
        return False
    for job in HEARD_BY[letter.purpose]:
        later(job)
    return True


def asked_booking(message: Message) -> Booking | None:
    """The booking of this client with whoever writes that the message is about, also one that is off already."""
    talk = message.conversation
    house = talk.organisation_id or (talk.contact.organisation_id if talk.contact else None)
    if message.client_id is None or house is None:
        return None
    words = f"{open_sealed(message, 'subject')}\n{open_sealed(message, 'body')}"
    return spoken_of(house, words, at=message.sent_at, client_id=message.client_id)


def spoken_of(house_id: int, words: str, *, at: datetime, client_id: UUID | None = None) -> Booking | None:
    """The coming booking with this house that `words` speak of: by its number, else the only one, else by its hour.

    None where that is not certain: then a person says which. What was called off within the last day counts by its
    number: they mail, then they phone.
    """
    coming = _coming(house_id, at, client_id)
    numbered = [row for row in coming if _is_numbered(row, words)]
    if numbered:
        return _the_only(numbered)
    standing = [row for row in coming if row.cancelled_at is None]
    if len(standing) > 1:
        standing = [row for row in standing if f"{row.starts_at.astimezone(the_house().tz):%H:%M}" in words]
    return _the_only(standing)


def named_by_number(house_id: int, words: str, *, at: datetime) -> Booking | None:
    """The one coming booking with this house whose number stands in `words`, whichever client's it is."""
    return _the_only([row for row in _coming(house_id, at, None) if _is_numbered(row, words)])


def _the_only(rows: list[Booking]) -> Booking | None:
    return rows[0] if len(rows) == 1 else None


def _coming(house_id: int, at: datetime, client_id: UUID | None) -> list[Booking]:
    rows = Booking.objects.filter(organisation=house_id).filter(Q(starts_at__gte=at) | Q(ends_at__gte=at))
    if client_id is not None:
        rows = rows.filter(client=client_id)
    rows = rows.filter(Q(cancelled_at=None) | Q(cancelled_at__gte=at - JUST_CALLED_OFF))
    return list(rows.prefetch_related("evidence").order_by("starts_at", "pk")[:MOST_COMING])


def _is_numbered(row: Booking, words: str) -> bool:
    """Does their number of it stand in the words?"""
    numbers = (open_sealed(one, "reference").strip() for one in row.evidence.all())
    return any(len(one) > 1 and re.search(rf"(?<!\w){re.escape(one)}(?!\w)", words, re.I) for one in numbers)


def _asked(booking: Booking | None, known: Around) -> Asked:
    if booking is None:
        return Asked("other", known.ref, has_time=False)
    when: datetime = booking.starts_at.astimezone(known.zone).replace(tzinfo=None)
    return Asked(booking.kind, when, booking.party_size)


def _slots(reply: SupplierReply) -> dict[str, list[dict[str, Any]]]:
    price = {"amount": str(reply.price[0]), "currency": reply.price[1]} if reply.price else None
    said = {
        "ref": reply.ref, "when": reply.when, "price": price, "hold_until": reply.hold_until, "party": reply.party,
    }  # fmt: skip
    return {name: [{"value": plain(value)}] for name, value in said.items() if value is not None}
