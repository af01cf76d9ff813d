"""A table is off and another one is there: the order to the house that stands in, and what the client hears.

The client hears the solution: where, when, how it is as they like it. No cause, no apology, nobody's fault.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from butler.language.latin import latin
from butler.language.moments import clock, day_seen_from
from butler.language.names import Case, Name, words
from butler.language.outreach import Letter, Sender
from butler.language.phrasing import bind, for_so_many, is_cyrillic, sentence
from butler.language.salutation import Voice, addressed

THINGS = {
    "restaurant": ("столик", "a table"), "hotel": ("номер", "a room"), "beauty": ("время у мастера", "an appointment"),
    "club": ("визит", "a visit"), "tickets": ("места", "seats"), "medical": ("приём", "an appointment"),
    "transfer": ("машину с водителем", "a car with a driver"), "sport": ("тренировку", "a session"),
}  # fmt: skip
NOUNS = {
    "restaurant": ("столик", "the table"), "hotel": ("номер", "the room"), "beauty": ("мастер", "the appointment"),
    "medical": ("приём", "the appointment"),
}  # fmt: skip


@dataclass(frozen=True)
class Stead:
    """What is ordered in the place of what broke. `wishes` as suppliers read them."""

    kind: str
    venue: str
    starts_at: datetime
    party: int
    zone: tzinfo
    now: datetime
    wishes: Sequence[str] = ()
    before: str = ""  # the house that it stands for
    city: str = ""


def order(stead: Stead, *, number: str, sender: Sender, to: str = "", language: str = "ru") -> Letter:
    """Please keep it for us, with everything that matters, and say so with a number. Nobody's name in it."""
    when = _when(stead, language)
    wishes = "; ".join(stead.wishes)
    if language == "ru":
        thing = THINGS.get(stead.kind, ("бронь", "a booking"))[0]
        goal = f"{thing} {for_so_many(stead.party, 'ru')}, {when}"
        lines = [
            f"{to.split()[0]}, здравствуйте!" if to else "Добрый день!",
            f"Просим забронировать {goal}, на имя «{sender.house}», наш номер {number}.",
            f"Важно: {wishes}." if wishes else "",
            "Подтвердите, пожалуйста, номером брони: время дорого.",
            f"{sender.person}, {sender.house}",
        ]
    else:
        thing = THINGS.get(stead.kind, ("", "a booking"))[1]
        goal = f"{thing} {for_so_many(stead.party, 'en')}, {when}"
        lines = [
            f"Hello {latin(to.split()[0])}," if to else "Good day,",
            f"Please book {goal}, in the name of {sender.house}, our number {number}.",
            f"It matters: {wishes}." if wishes else "",
            "Kindly confirm with a reference: time is short.",
            f"{latin(sender.person)}, {sender.house}",
        ]
    return Letter(f"{sentence(goal).rstrip('.')} · {number}", "\n\n".join(bind(line) for line in lines if line))


def solution(stead: Stead, *, name: Name, voice: Voice, reference: str = "", car_at: datetime | None = None) -> str:
    """«Аркадий Львович, сегодня в 20:00 ждём Вас в «Оранжерее»: столик на четверых, у окна.»"""
    hello, when = addressed(name, voice), _when(stead, voice.language)
    wishes = ", ".join(stead.wishes)
    if voice.language == "ru":
        noun = NOUNS.get(stead.kind, ("всё готово", ""))[0]
        parts = [
            f"{hello}, {when} ждут {voice.you(Case.ACCUSATIVE)} {in_quoted(stead.venue)}"
            f": {noun} {for_so_many(stead.party, 'ru')}{wishes and ', ' + wishes}.",
            f"Это вместо {of_quoted(stead.before)}, того же класса." if stead.before else "",
            f"Машина, как и было, в {clock(car_at, stead.zone)}." if car_at else "",
            f"Номер брони {reference}." if reference else "",
        ]
    else:
        noun = NOUNS.get(stead.kind, ("", "everything"))[1]
        parts = [
            f"{hello}, {when} you are expected at {_latin(stead.venue)}"
            f": {noun} {for_so_many(stead.party, 'en')}{wishes and ', ' + wishes}.",
            f"It takes the place of {_latin(stead.before)}, in the same class." if stead.before else "",
            f"The car comes at {clock(car_at, stead.zone)}, as before." if car_at else "",
            f"Your reference is {reference}." if reference else "",
        ]
    return bind(" ".join(part for part in parts if part))


def in_quoted(venue: str) -> str:
    """«в «Оранжерее»»"""
    return f"в «{words(venue, Case.PREPOSITIONAL) if is_cyrillic(venue) else venue}»"


def of_quoted(venue: str) -> str:
    """«Северного двора»"""
    return f"«{words(venue, Case.GENITIVE) if is_cyrillic(venue) else venue}»"


def _when(stead: Stead, language: str) -> str:
    local = stead.starts_at.astimezone(stead.zone)
    today = stead.now.astimezone(stead.zone).date()
    day = day_seen_from(local.date(), today, language)
    at = clock(stead.starts_at, stead.zone)
    return f"{day}{',' if ',' in day else ''} {'в' if language == 'ru' else 'at'} {at}"


def _latin(name: str) -> str:
    return latin(name) if is_cyrillic(name) else name
