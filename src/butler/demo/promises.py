"""Bookings of the demo house with what proves them, as far as it is known this morning."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from butler.bookings import rules
from butler.bookings.models import Booking, Evidence, Instruction
from butler.demo.fortune import row_id
from butler.demo.places import CITIES, PETERSBURG
from butler.demo.rows import Rows, Span
from butler.demo.seals import Known
from butler.demo.words import gendered, small
from butler.network.models import Organisation

PROOFS = {
    "restaurant": ("mail", "call", "reference", "answer_page"),
    "tickets": ("pass", "pass", "reference"),
    "flight": ("reference",),
    "rail": ("pass", "reference"),
    "hotel": ("reference", "mail"),
    "transfer": ("answer_page", "answer_page", "call"),
    "airport_passage": ("mail", "reference"),
    "medical": ("call", "mail"),
    "tutor": ("call", "answer_page"),
    "flowers": ("answer_page", "mail"),
    "courier": ("reference",),
}
VOICES = {
    "restaurant": ("хостес Алина", "управляющий Глеб", "администратор Марта", "сомелье Остап"),
    "transfer": ("диспетчер Лия", "водитель", "диспетчер Наум"),
    "medical": ("координатор Римма", "старшая медсестра"),
    "tickets": ("касса", "администратор"),
    "hotel": ("отдел бронирования", "консьерж"),
    "tutor": ("секретарь школы",),
    "flowers": ("флорист Роза",),
}
SERIES = ["СД", "КЛ", "МН", "ТР", "ВХ", "ГР", "ОР", "ПС"]


@dataclass(frozen=True)
class Wish:
    """What was wanted of a supplier, and how it goes: promised when, held until, proven when, or off."""

    key: str
    kind: str
    title: str
    starts_at: datetime
    ends_at: datetime | None
    asked_at: datetime
    venue: Organisation | None
    fate: str = "proven"  # proven, late, held, word, off, wanted
    party: int = 1
    price: int = 0
    scope: str = ""
    importance: int = 1
    place: str = ""
    proven_at: datetime | None = None
    reply_by: datetime | None = None
    proof: str = ""
    told_by: str = ""
    request: Any = None
    zone: str = ""
    extra: tuple[str, ...] = ()  # instructions of this one


def promise(one: Known, span: Span, rows: Rows, wish: Wish, chance: Random) -> Booking | None:
    """The booking with its evidence and instructions; nothing before it was asked for."""
    if wish.asked_at > span.now:
        return None
    venue, city = wish.venue, CITIES.get(wish.venue.city if wish.venue else one.guest.city, CITIES[PETERSBURG])
    row = Booking(
        id=row_id(span.seed, "booking", one.guest.key, wish.key),
        client_id=one.id,
        client_request=wish.request,
        organisation=venue,
        kind=wish.kind,
        title=wish.title,
        place=wish.place,
        city=city.name,
        latitude=venue.latitude if venue else None,
        longitude=venue.longitude if venue else None,
        starts_at=wish.starts_at,
        ends_at=wish.ends_at,
        zone=wish.zone or city.zone,
        party_size=wish.party,
        importance=wish.importance,
        price=Decimal(wish.price * 1000) if wish.price else None,
        asked_at=wish.asked_at,
        free_until=wish.starts_at - timedelta(days=1) if wish.kind in ("hotel", "restaurant") else None,
    )
    told = _evidence(one, span, wish, row, chance)
    _standing(row, wish, told, span.now, chance)
    rows.add(row)
    for evidence in told:
        rows.add(evidence)
    _instructions(one, span, rows, wish, row)
    return row


def _evidence(one: Known, span: Span, wish: Wish, row: Booking, chance: Random) -> list[Evidence]:
    voices = VOICES.get(wish.kind, ("координатор", "администратор"))
    who = wish.told_by or chance.choice(voices)
    proof = wish.proof or chance.choice(PROOFS.get(wish.kind, ("mail", "call", "reference")))
    number = f"{chance.choice(SERIES)}-{chance.randint(1000, 9999)}"
    proven_at = wish.proven_at or _proven_at(wish, chance)
    found = []

    def told(kind: str, at: datetime, reference: str = "") -> None:
        if at <= span.now:
            found.append(
                Evidence(
                    id=row_id(span.seed, "evidence", one.guest.key, wish.key, kind),
                    client_id=one.id,
                    booking=row,
                    kind=kind,
                    told_by=who,
                    reference=reference,
                    received_at=at,
                    taken_by=one.led_by,
                )
            )

    if wish.fate in ("late", "word"):
        told("word", wish.asked_at + timedelta(hours=2))
    if wish.fate in ("proven", "late", "held", "off"):
        told(proof, proven_at, number if proof in ("reference", "pass") else "")
        if wish.kind in ("restaurant", "hotel") and chance.random() < 0.3:
            told("call", max(proven_at, wish.starts_at - timedelta(hours=26)))
    return found


def _proven_at(wish: Wish, chance: Random) -> datetime:
    if wish.fate == "late":
        return max(
            wish.asked_at + timedelta(hours=3), wish.starts_at - timedelta(minutes=chance.choice((80, 120, 150)))
        )
    if wish.fate == "held":
        return (wish.reply_by or wish.starts_at) - timedelta(minutes=25)
    return wish.asked_at + timedelta(hours=chance.choice((2, 4, 7, 20)))


def _standing(row: Booking, wish: Wish, told: list[Evidence], now: datetime, chance: Random) -> None:
    if wish.fate == "held":
        row.held_at, row.reply_by = wish.asked_at + timedelta(hours=1), wish.reply_by
        if row.held_at > now:
            row.held_at = wish.asked_at
    if wish.fate == "off":
        off = max(wish.asked_at + timedelta(hours=4), wish.starts_at - timedelta(hours=chance.choice((14, 20, 30))))
        if off <= now:
            row.cancelled_at, row.cancelled_told_by = off, wish.told_by or "управляющий, по телефону"
    facts = rules.Facts(
        row.starts_at,
        row.ends_at,
        row.held_at,
        row.reply_by,
        row.cancelled_at,
        tuple(rules.Evidence(each.pk, rules.Proof(each.kind), each.received_at, each.good_until) for each in told),
    )
    standing = rules.state_of(facts, now)
    row.state, row.proven_by_id, row.restate_at = str(standing.state), standing.proven_by, standing.changes_at


def _instructions(one: Known, span: Span, rows: Rows, wish: Wish, row: Booking) -> None:
    fitting = [
        (pk, taste)
        for pk, taste in one.preferences
        if _belongs(taste.scope, taste.topic, wish) and "возможно" not in taste.value  # a guess is asked, not ordered
    ]
    fitting.sort(key=lambda found: found[1].polarity not in ("must", "never"))
    done = row.state in ("confirmed", "done")
    for number, (pk, taste) in enumerate(fitting[:4]):
        value = gendered(taste.value, one.guest.gender)
        shun = taste.polarity in ("never", "dislikes")
        rows.add(
            Instruction(
                id=row_id(span.seed, "instruction", one.guest.key, wish.key, number),
                client_id=one.id,
                booking=row,
                preference_id=pk,
                text=f"Исключить: {small(value) if value[:1] not in '«' else value}" if shun else value,
                is_must=taste.polarity in ("must", "never"),
                state="confirmed" if done and number < 3 else "asked",
            )
        )
    for number, text in enumerate(wish.extra):
        rows.add(
            Instruction(
                id=row_id(span.seed, "instruction", one.guest.key, wish.key, "extra", number),
                client_id=one.id,
                booking=row,
                text=text,
                state="confirmed" if done else "asked",
            )
        )


def _belongs(scope: str, topic: str, wish: Wish) -> bool:
    if topic == "allergy" and wish.scope in ("table", "flight", "hotel"):
        return True
    return bool(wish.scope) and scope == wish.scope


def zoned(venue: Organisation | None) -> ZoneInfo:
    """The zone in which a venue's clock ticks."""
    return ZoneInfo(CITIES[venue.city].zone if venue else "Europe/Moscow")


def later_than(day: date, *others: date) -> bool:
    return all(day > other for other in others)
