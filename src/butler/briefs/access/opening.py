"""The rows that a brief's lines speak of, opened in bulk: one query per table, however many lines."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import datetime
from textwrap import shorten
from uuid import UUID

from butler.bookings.models import Booking
from butler.bookings.models import State as BookingState
from butler.briefs.models import BriefLine, Digest
from butler.briefs.wording import Row
from butler.calendars.models import Occurrence, Source
from butler.correspondence.models import Conversation, Letter, Message
from butler.foresight import access as foresight
from butler.ground.sealing import open_sealed
from butler.requests.models import ClientRequest, RequestState, Task
from butler.travel.models import Trip

EXCERPT = 90  # characters of a message on the page
Opened = dict[UUID, Row]


def rows(lines: Iterable[BriefLine], *, now: datetime) -> Opened:
    """Every row that the lines name, by id, as far as the one who acts may see it."""
    wanted: dict[str, set[UUID]] = defaultdict(set)
    for line in lines:
        wanted[line.about].add(line.about_id)
        if line.numbers.get("other"):
            wanted[line.numbers["other_about"]].add(UUID(line.numbers["other"]))
    opened: Opened = {}
    for about, ids in wanted.items():
        opened |= _OPENERS[about](ids, now)
    return opened


def _bookings(ids: set[UUID], now: datetime) -> Opened:
    found = Booking.objects.filter(pk__in=ids).select_related("organisation")
    return {row.pk: _booking(row) for row in found}


def _booking(row: Booking) -> Row:
    return Row(
        title=open_sealed(row, "title"),
        place=open_sealed(row, "place") or (row.organisation.name if row.organisation else ""),
        zone=row.zone,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        reply_by=row.reply_by,
        state=row.state,
        state_name=str(BookingState(row.state).label),
        is_settled=row.state in (BookingState.CONFIRMED, BookingState.CANCELLED, BookingState.DONE),
    )


def _occurrences(ids: set[UUID], now: datetime) -> Opened:
    found = Occurrence.objects.filter(pk__in=ids).select_related("event")
    return {
        row.pk: Row(
            title=open_sealed(row.event, "summary"),
            place=open_sealed(row.event, "place"),
            zone=row.zone,
            starts_at=row.starts_at,
            ends_at=row.ends_at,
            is_all_day=row.is_all_day,
        )
        for row in found
    }


def _sources(ids: set[UUID], now: datetime) -> Opened:
    found = Source.objects.filter(pk__in=ids)
    return {row.pk: Row(title=open_sealed(row, "name"), is_settled=row.failed_at is None) for row in found}


def _conversations(ids: set[UUID], now: datetime) -> Opened:
    told = Message.objects.filter(conversation__in=ids, way=Message.Way.IN, sent_at__lte=now)
    last = {row.conversation_id: row for row in told.order_by("conversation", "-sent_at").distinct("conversation")}
    return {
        row.pk: Row(
            title=open_sealed(row, "subject"),
            excerpt=_beginning(open_sealed(last[row.pk], "body")) if row.pk in last else "",
            is_settled=row.waiting != Conversation.Waiting.US,
        )
        for row in Conversation.objects.filter(pk__in=ids)
    }


def _beginning(text: str) -> str:
    """What they wrote, up to a line's length; quoted lines of older letters are left out."""
    own = " ".join(line for line in text.splitlines() if not line.startswith(">"))
    return shorten(own, EXCERPT, placeholder="…")


def _tasks(ids: set[UUID], now: datetime) -> Opened:
    found = Task.objects.filter(pk__in=ids)
    return {row.pk: Row(title=open_sealed(row, "title"), is_settled=row.done_at is not None) for row in found}


def _requests(ids: set[UUID], now: datetime) -> Opened:
    found = ClientRequest.objects.filter(pk__in=ids)
    return {
        row.pk: Row(
            title=open_sealed(row, "title"),
            state=row.state,
            state_name=str(RequestState(row.state).label),
            is_settled=row.state != RequestState.NEW,
        )
        for row in found
    }


def _anticipations(ids: set[UUID], now: datetime) -> Opened:
    return {
        card.id: Row(
            title=card.title,
            person=card.person,
            person_gender=card.person_gender,
            kind_name=card.kind_name,
            day=card.falls_on,
            start_by=card.start_by,
            ideas=tuple(idea.title for idea in card.ideas),
            is_settled=not card.is_proposed,
        )
        for card in foresight.anticipations(ids=ids)
    }


def _trips(ids: set[UUID], now: datetime) -> Opened:
    return {row.pk: Row(title=open_sealed(row, "title"), day=row.starts_on) for row in Trip.objects.filter(pk__in=ids)}


def _digests(ids: set[UUID], now: datetime) -> Opened:
    found = Digest.objects.filter(pk__in=ids).select_related("letter")
    return {row.pk: Row(is_settled=row.letter.state != Letter.State.WAITING) for row in found}


_OPENERS: dict[str, Callable[[set[UUID], datetime], Opened]] = {
    "bookings.Booking": _bookings,
    "calendars.Occurrence": _occurrences,
    "calendars.Source": _sources,
    "correspondence.Conversation": _conversations,
    "requests.Task": _tasks,
    "requests.ClientRequest": _requests,
    "foresight.Anticipation": _anticipations,
    "travel.Trip": _trips,
    "briefs.Digest": _digests,
}
