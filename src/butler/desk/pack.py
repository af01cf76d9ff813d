"""The pack: what whoever takes a client over must know within a minute, computed from rows when it is read.

At most `LINES` lines for all clients together, what is due first on top; the rest is counted, with a way to it. Only
what the reader may open is opened.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from butler.bookings.access import BookingCard, bookings_between
from butler.dossiers import access as dossiers
from butler.dossiers.access import Card, Dossier, PersonLine, PreferenceLine
from butler.reception import access as reception
from butler.reception.access import MoodPoint
from butler.requests import access as work
from butler.requests.models import DueWhat

LINES = 16  # of loops and promises in the whole pack; a minute of reading
FEWEST = 3  # of one client, however many there are
NEVERS, MUSTS, VOICES = 4, 2, 3
OURS_TO_SAY = (DueWhat.ACKNOWLEDGE, DueWhat.OPTIONS, DueWhat.UPDATE)
AHEAD = timedelta(days=14)  # promises of suppliers that are told


@dataclass(frozen=True)
class Loop:
    """Something open or promised: what, until when, how it stands."""

    text: str
    detail: str
    at: datetime | None
    severity: str  # the data-s of the design
    url: str

    def weight(self, now: datetime) -> tuple:
        """What is late first, then by its hour; at the same hour what is not proven."""
        return (self.at is None, self.at or now, self.severity not in ("risk", "warn"), self.text)


@dataclass(frozen=True)
class ClientPack:
    """One client of the pack."""

    card: Card
    loops: tuple[Loop, ...]
    promises: tuple[Loop, ...]
    more_loops: int
    more_promises: int
    mood: MoodPoint | None  # the last message that weighs
    direction: str
    nevers: tuple[PreferenceLine, ...]
    musts: tuple[PreferenceLine, ...]
    more_tastes: int
    voices: tuple[PersonLine, ...]

    @property
    def lines(self) -> int:
        """How many lines of it are read."""
        told = (self.loops, self.promises, self.nevers, self.musts, self.voices)
        return sum(len(each) for each in told) + bool(self.mood) + 1  # and the manner of address


def packs(hand_over: work.HandOverCard, *, now: datetime) -> list[ClientPack]:
    """The packs of those clients that the reader may open, key clients first."""
    known = dossiers.cards(hand_over.client_ids)
    share = max(LINES // max(len(known), 1), FEWEST)
    found = [_pack(hand_over, client_id, share, now) for client_id in known]
    return sorted(found, key=lambda pack: (not pack.card.is_key, pack.card.surname))


def _pack(hand_over: work.HandOverCard, client_id: UUID, share: int, now: datetime) -> ClientPack:
    dossier = dossiers.dossier(client_id, now=now)
    trend = reception.mood_trend(client_id)
    loops = sorted(_loops(hand_over, client_id, now), key=lambda loop: loop.weight(now))
    promises = sorted(_promises(client_id, {loop.url for loop in loops}, now), key=lambda loop: loop.weight(now))
    told = loops[: max(share - min(len(promises), share // 2), 1)]
    given = promises[: share - len(told)]
    musts = _musts(dossier)
    return ClientPack(
        card=dossier.card,
        loops=tuple(told),
        promises=tuple(given),
        more_loops=len(loops) - len(told),
        more_promises=len(promises) - len(given),
        mood=trend.cause,
        direction=trend.direction,
        nevers=dossier.never[:NEVERS],
        musts=musts[:MUSTS],
        more_tastes=max(len(dossier.never) - NEVERS, 0) + max(len(musts) - MUSTS, 0),
        voices=tuple(person for person in dossier.circle if person.may_ask or person.may_decide)[:VOICES],
    )


def _musts(dossier: Dossier) -> tuple[PreferenceLine, ...]:
    return tuple(line for line in dossier.preferences if line.is_must)


def _loops(hand_over: work.HandOverCard, client_id: UUID, now: datetime) -> Iterator[Loop]:
    """What is open: of a whole client everything, else the things that are handed over."""
    items = [item for item in hand_over.items if item.client_id == client_id]
    whole = any(item.kind == "client" for item in items)
    asked, steps = {item.request_id for item in items}, {item.task_id for item in items}
    for card in work.open_requests(client_id=client_id):
        if whole or card.id in asked:
            yield _of_request(card, now)
    for task in work.open_tasks(now=now, client_id=client_id):
        if task.id in steps or (whole and task.request_id is None):
            late = task.deadline is not None and task.deadline <= now
            url = reverse("desk:task", args=[task.id])
            yield Loop(task.title, "", task.deadline, "risk" if late else "wait", url)


def _of_request(card: work.RequestCard, now: datetime) -> Loop:
    """What is due next; and that the client was told an hour, where we are the ones who owe it."""
    late = card.due_at is not None and card.due_at <= now
    detail = ", ".join(filter(None, (card.due_name, _("promised to the client") if _is_promised(card) else "")))
    url = reverse("desk:request", args=[card.id])
    return Loop(card.title, detail, card.due_at, "risk" if late else "warn" if _is_promised(card) else "wait", url)


def _is_promised(card: work.RequestCard) -> bool:
    return card.promised_at is not None and card.due_what in OURS_TO_SAY


def _promises(client_id: UUID, told: set[str], now: datetime) -> Iterator[Loop]:
    """What suppliers promised, proven or not; and what the client was told of requests that are not handed over."""
    for card in work.open_requests(client_id=client_id):
        if _is_promised(card) and (loop := _of_request(card, now)).url not in told:
            yield loop
    for booking in bookings_between(now, now + AHEAD, now=now, client_ids=[client_id], wishes=False):
        yield _of_booking(booking)


def _of_booking(booking: BookingCard) -> Loop:
    told = ", ".join(filter(None, (booking.where if booking.where not in booking.title else "", booking.state_name)))
    severity = "ok" if booking.is_proven else "warn"
    return Loop(booking.title, told, booking.starts_at, severity, reverse("desk:booking", args=[booking.id]))
