"""What a supplier's words propose. "Not yet" is never a yes: only what is firm is proposed as one."""

from datetime import datetime
from typing import Any

from django.db.models import Q

from butler.bookings.models import Booking
from butler.correspondence.models import Message
from butler.ground.later import later
from butler.language.evidence import Source
from butler.language.suppliers import Asked, Kind, SupplierReply, read_reply
from butler.language.tongue import tongue
from butler.reception.context import Around
from butler.reception.rules.proposing import Proposed, plain

TITLE, WORDS = 120, 500  # characters
# Answers to these letters are heard by the room whose letter it was; a person sees what they leave open.
HEARD_BY = {
    "approach": ("sourcing.sweep",), "chase": ("sourcing.sweep",), "booking": ("sourcing.sweep",),
    "release": (), "thanks": (), "ride": (), "reconfirmation": (), "service": (), "cancellation": (),
}  # fmt: skip
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
    if is_heard_by_its_room(message) and reply.kind not in LEFT_OPEN:
        return []
    return [Proposed("supplier", kind, kind, second, second, round(reply.confidence, 3), content)]


def is_heard_by_its_room(message: Message) -> bool:
    """Does it answer a letter of a room that reads such answers itself? That room is rung."""
    letter = message.answers.letter if message.answers else None
    if letter is None or letter.purpose not in HEARD_BY:
        return False
    for job in HEARD_BY[letter.purpose]:
        later(job)
    return True


def asked_booking(message: Message) -> Booking | None:
    """The one coming booking of this client with whoever writes; none where there are several, or none."""
    talk = message.conversation
    house = talk.organisation_id or (talk.contact.organisation_id if talk.contact else None)
    if message.client_id is None or house is None:
        return None
    rows = Booking.objects.filter(client=message.client_id, organisation=house, cancelled_at__isnull=True)
    coming = list(rows.filter(Q(starts_at__gte=message.sent_at) | Q(ends_at__gte=message.sent_at)).order_by("pk")[:2])
    return coming[0] if len(coming) == 1 else None


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
