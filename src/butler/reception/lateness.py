"""Somebody writes that a flight is late: which leg of which client that is, proposed to a person with its words."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from butler.bookings.models import Kind
from butler.correspondence.models import Message
from butler.ground.house import the_house
from butler.ground.sealing import open_sealed
from butler.language.evidence import Source
from butler.language.lateness import Late, find_lateness
from butler.language.tongue import tongue
from butler.reception.rules.proposing import Proposed
from butler.travel import delays
from butler.travel.models import Leg

SURE, LIKELY = 0.95, 0.8
UNDER_WAY, SOON = timedelta(hours=14), timedelta(hours=30)
CARRIES = (Kind.FLIGHT, Kind.CHARTER, Kind.RAIL)


def late_proposals(message: Message, text: str) -> list[Proposed]:
    """One proposal for each leg of this client that the words say is late."""
    if message.client_id is None:
        return []
    zone = ZoneInfo(message.client.zone) if message.client else the_house().tz
    ref = message.sent_at.astimezone(zone).replace(tzinfo=None)
    return list(_found(message, text, find_lateness(text, ref, tongue(text))))


def _found(message: Message, text: str, said: Iterator[Late]) -> Iterator[Proposed]:
    for late in said:
        leg = _leg(message, late)
        if leg is None:
            continue
        planned = leg.booking.starts_at.astimezone(ZoneInfo(leg.booking.zone)).replace(tzinfo=None)
        minutes = late.minutes_after(planned)
        if minutes:
            sure = SURE if late.number else LIKELY
            yield Proposed(
                "late", leg.booking.kind, "inform", confidence=sure, content=_content(text, late, leg, minutes)
            )


def _leg(message: Message, late: Late) -> Leg | None:
    """By its number; else the one that leaves next or is under way."""
    if late.number:
        flying = delays.flying(late.number, now=message.sent_at)
        return next((leg for leg in flying if leg.client_id == message.client_id), None)
    rows = Leg.objects.select_related("booking").filter(
        client=message.client_id, booking__kind__in=CARRIES, booking__cancelled_at=None,
        booking__starts_at__gt=message.sent_at - UNDER_WAY, booking__starts_at__lt=message.sent_at + SOON,
    ).order_by("booking__starts_at", "pk")  # fmt: skip
    coming = [leg for leg in rows if leg.booking.starts_at + timedelta(minutes=leg.late_minutes) >= message.sent_at]
    return next(iter(coming), None)


def _content(text: str, late: Late, leg: Leg, minutes: int) -> dict[str, Any]:
    words = text[slice(*late.span)].strip()
    return {
        "words": words, "title": f"{open_sealed(leg.booking, 'title')} +{minutes}", "leg": str(leg.pk),
        "minutes": minutes, "spans": [[*late.span, Source.RULE, LIKELY]], "slots": {},
    }  # fmt: skip
