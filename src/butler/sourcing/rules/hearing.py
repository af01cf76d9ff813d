"""What an answer to our question, or to our order, comes to. Pure: the words were read by `language.suppliers`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, tzinfo
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any

from butler.language.dates import find
from butler.language.suppliers import Asked, Kind, SupplierReply, read_reply
from butler.language.tongue import tongue
from butler.sourcing.rules.bare import bare

EACH = re.compile(
    r"за\s+(?:билет|место|штуку|человека|гостя|персону|ночь|сутки)|с\s+(?:человека|гостя|персоны)|кажд\w+"
    r"|на\s+(?:человека|персону)|per\s+(?:ticket|seat|person|guest|head|night)|\beach\b",
    re.I,
)
PER_NIGHT = re.compile(r"ночь|сутки|night", re.I)
SPAN = re.compile(r"(?<![\d.:])(\d{1,2})\s*(?:[-–—]|\bto\b)\s*(\d{1,2})\s+([а-яё]{3,}|[A-Za-z]{3,})", re.I)
ROOMY = frozenset({"charter", "yacht", "transfer", "car_rental", "event"})  # more seats than guests is no other thing
NUMBERED = re.compile(r"(?:номер|№|договор|талон|заказ|ваучер|код)\s*[:№]?\s*([A-ZА-Я]{0,3}-?\d+)", re.I)
DONE = re.compile(
    r"\bжд[её]м\b|переоформ\w+|перебронир\w+|записан\w*|\bваш[иае]?\s*[,.!—-]|оформлен\w*|\bnoted\b"
    r"|rebooked|reissued",
    re.I,
)
MOVED = re.compile(
    r"\b(?:перенесли|перенес[её]н\w*|сдвинули|изменили|измен[её]н\w*|поменяли|исправили|учли|moved|changed"
    r"|rescheduled|amended|updated)\b",
    re.I,
)
MAKING = re.compile(
    r"принят\w*[^.?!]{0,60}(?:будет готов|доставим|привез[её]м|собер[её]м|отправим|ждите)"
    r"|accepted[^.?!]{0,60}(?:ready|deliver)",
    re.I,
)
DOUBTS = re.compile(
    r"\?|\bне\b|\bесли\b|предварительн\w+|лист\w* ожидан\w+|жд[её]м (?:подтвержд|оплат|ответ|предоплат)|в работе"
    r"|отмен\w+|\bnot\b|\bif\b|pending|waiting|provisional\w*|cancel\w*",
    re.I,
)
SENTENCE = re.compile(r"(?<=[.!?…])\s+|\n+")
TELLING = re.compile(r"\d|стол|номер|люкс|билет|мест|рейс|брон|ряд|room|table|ticket|seat|suite|flight|booking", re.I)


class Heard(StrEnum):
    """What an answer comes to."""

    OFFER = "offer"  # something that can be taken
    PERHAPS = "perhaps"  # not yet, a waiting list, a question of theirs
    REFUSED = "refused"
    CONFIRMED = "confirmed"
    FELL = "fell"  # they take back what they had offered or confirmed
    CALL = "call"
    NOTHING = "nothing"  # a robot, a receipt, thanks


@dataclass(frozen=True)
class Terms:
    """What was said beside the yes: all in one price, aware moments."""

    what: str = ""
    price: Decimal | None = None
    currency: str = "RUB"
    hold_until: datetime | None = None
    reference: str = ""


@dataclass(frozen=True)
class Answer:
    """An answer, and its terms."""

    heard: Heard
    terms: Terms = Terms()


OF_A_QUESTION = {
    Kind.OFFER: Heard.OFFER, Kind.CONFIRM: Heard.OFFER, Kind.TENTATIVE: Heard.PERHAPS, Kind.WAITLIST: Heard.PERHAPS,
    Kind.QUESTION: Heard.PERHAPS, Kind.DECLINE: Heard.REFUSED, Kind.CANCEL: Heard.FELL,
}  # fmt: skip
OF_AN_ORDER = {
    Kind.CONFIRM: Heard.CONFIRMED, Kind.TENTATIVE: Heard.PERHAPS, Kind.WAITLIST: Heard.PERHAPS,
    Kind.QUESTION: Heard.PERHAPS, Kind.OFFER: Heard.PERHAPS, Kind.DECLINE: Heard.FELL, Kind.CANCEL: Heard.FELL,
}  # fmt: skip


def to_question(text: str, asked: Asked, *, received: datetime, zone: tzinfo) -> Answer:
    """A free answer to «can you?»: a plain yes is an offer without a price. `received` is wall time in `zone`."""
    reply = _read(text, asked, received)
    heard = OF_A_QUESTION.get(reply.kind, Heard.NOTHING)
    is_held = reply.hold_until is not None and (reply.price is not None or reply.second == Kind.OFFER)
    if heard == Heard.PERHAPS and is_held:
        heard = Heard.OFFER  # it is there, and kept for us until an hour
    terms = _terms(text, reply, asked, zone)
    return Answer(heard, replace(terms, what=bare(terms.what)) if heard == Heard.OFFER else terms)


def to_order(text: str, asked: Asked, *, received: datetime, zone: tzinfo) -> Answer:
    """A free answer to «please do it». A line that is refused beside a firm yes with a number leaves the yes firm."""
    reply = _read(text, asked, received)
    heard = OF_AN_ORDER.get(reply.kind, Heard.NOTHING)
    if heard == Heard.PERHAPS and Kind.CONFIRM in (reply.kind, reply.second) and (reply.ref or NUMBERED.search(text)):
        firm = " ".join(part for part in SENTENCE.split(text) if not _is_aside(part, asked, received))
        if firm and _read(firm, asked, received).kind == Kind.CONFIRM:
            heard = Heard.CONFIRMED
    if heard == Heard.NOTHING and _is_done(text, reply):
        heard = Heard.CONFIRMED
    return Answer(heard, _terms(text, reply, asked, zone))


def as_offered(what: str, asked: Asked, received: datetime) -> Asked:
    """What the order asks: the day and hour of the offer that was taken, where it names them."""
    said = next((one for one in find(what, received, tongue(what)) if one.has_day or one.has_time), None)
    if said is None:
        return asked
    if not said.has_day:
        return replace(asked, when=datetime.combine(asked.when.date(), said.start.time()), has_time=True)
    hour = said.start.time() if said.has_time else asked.when.time()
    return replace(
        asked, when=datetime.combine(said.start.date(), hour), has_time=said.has_time or asked.has_time, has_day=True
    )


def to_move(text: str, asked: Asked, *, received: datetime, zone: tzinfo) -> Answer:
    """A free answer to «please move it to this hour»: «перенесли» is a yes, unless it names another hour."""
    said = to_order(text, asked, received=received, zone=zone)
    if said.heard in (Heard.CONFIRMED, Heard.FELL):
        return said
    theirs = _read(text, asked, received).when
    is_as_asked = not isinstance(theirs, datetime) or theirs.time() == asked.when.time()
    if MOVED.search(text) and not DOUBTS.search(text) and is_as_asked:
        return replace(said, heard=Heard.CONFIRMED)
    return said


def _read(text: str, asked: Asked, received: datetime) -> SupplierReply:
    """As suppliers' answers are read; of a span its first day counts, and where no day was asked theirs is right."""
    text = SPAN.sub(r"\1 \3 по \2 \3", text)
    reply = read_reply(text, received=received, asked=asked)
    if asked.kind in ROOMY and reply.party is not None and reply.party > (asked.party or 1):
        asked = replace(asked, party=reply.party)
        reply = read_reply(text, received=received, asked=asked)
    if asked.has_day or reply.when is None:
        return reply
    theirs = reply.when if isinstance(reply.when, datetime) else datetime.combine(reply.when, asked.when.time())
    return read_reply(text, received=received, asked=replace(asked, when=theirs))


def _is_done(text: str, reply: SupplierReply) -> bool:
    """Their number, and a word that it is done: «Переоформлено …, номер брони …», «Бронь О-130, ждём»."""
    has_number = reply.ref is not None or NUMBERED.search(text) is not None
    return has_number and bool(DONE.search(text) or MAKING.search(text)) and not DOUBTS.search(text)


def _is_aside(sentence: str, asked: Asked, received: datetime) -> bool:
    """A refusal that speaks neither of the thing itself nor of a day, an hour or a number."""
    if TELLING.search(sentence):
        return False
    return _read(sentence, asked, received).kind == Kind.DECLINE


def pressed(act: str, content: Mapping[str, Any], *, zone: tzinfo) -> Answer:
    """What was pressed on the page of a question."""
    match act:
        case "offer":
            return Answer(Heard.OFFER, _given(content, zone))
        case "confirm":
            return Answer(Heard.OFFER, _given(content, zone))
        case "decline":
            return Answer(Heard.REFUSED)
        case "call":
            return Answer(Heard.CALL)
    return Answer(Heard.NOTHING)


def _given(content: Mapping[str, Any], zone: tzinfo) -> Terms:
    return Terms(
        what=str(content.get("what") or content.get("words") or ""),
        price=_amount(str(content.get("price") or "")),
        currency=str(content.get("currency") or "RUB"),
        hold_until=_moment(str(content.get("hold_until") or ""), zone),
        reference=str(content.get("number") or ""),
    )


def _terms(text: str, reply: SupplierReply, asked: Asked, zone: tzinfo) -> Terms:
    amount, currency = reply.price or (None, "RUB")
    if amount is not None and EACH.search(text) and not PER_NIGHT.search(text):
        amount *= asked.party or 1
    return Terms(" ".join(text.split()), amount, currency, _aware(reply.hold_until, zone), _number(text, reply))


def _number(text: str, reply: SupplierReply) -> str:
    found = NUMBERED.search(text)
    return reply.ref or (found[1] if found else "")


def _aware(said: datetime | date | None, zone: tzinfo) -> datetime | None:
    if said is None:
        return None
    if not isinstance(said, datetime):
        said = datetime.combine(said, time(23, 59))
    return said if said.tzinfo else said.replace(tzinfo=zone)


def _moment(said: str, zone: tzinfo) -> datetime | None:
    try:
        return _aware(datetime.fromisoformat(said), zone) if said else None
    except ValueError:
        return None


def _amount(said: str) -> Decimal | None:
    try:
        return Decimal(said.replace("\u00a0", "").replace(" ", "").replace(",", ".")) if said else None
    except InvalidOperation:
        return None
