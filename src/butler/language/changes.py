"""A client wants something that stands otherwise, or not at all: what is wanted, and the letters that follow.

To a supplier: please move it, please release it. To the client: we are asking, it is moved, it is off. Nobody's fault.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from butler.language.dates import find
from butler.language.latin import latin
from butler.language.moments import clock, day_seen_from
from butler.language.names import Name
from butler.language.outreach import Letter, Matter
from butler.language.phrasing import bind, for_so_many, is_cyrillic, sentence
from butler.language.salutation import Voice, addressed
from butler.language.standing_in import in_quoted

_AMOUNTS = {
    "полтора часа": 90, "полчаса": 30, "час": 60, "пару часов": 120, "half an hour": 30, "an hour and a half": 90,
    "an hour": 60, "one hour": 60, "a couple of hours": 120,
}  # fmt: skip
_NUMBERS = {
    "два": 2, "две": 2, "три": 3, "четыре": 4, "десять": 10, "пятнадцать": 15, "двадцать": 20, "тридцать": 30,
    "сорок": 40, "two": 2, "three": 3, "four": 4, "ten": 10, "fifteen": 15, "twenty": 20, "thirty": 30,
}  # fmt: skip
_AMOUNT = (
    r"(?P<plain>полтора часа|полчаса|пару часов|half an hour|an hour and a half|a couple of hours|an hour|one hour|час)"
    r"|(?P<number>\d{1,3}|" + "|".join(_NUMBERS) + r")\s*(?P<unit>час\w*|мин\w*|ч\b|hours?|h\b|min\w*)"
)
_SHIFT = re.compile(
    rf"(?:на\s+|by\s+)?(?:{_AMOUNT})\s+(?P<way>позже|позднее|попозже|раньше|пораньше|later|earlier)", re.I
)
_TO = re.compile(r"(?<!\w)(?:на|to|for|until|к)(?!\w)", re.I)
_EARLIER = ("раньше", "пораньше", "earlier")


@dataclass(frozen=True)
class Wanted:
    """What is wanted instead: a new beginning (wall time of the place) or the same; a new number of guests or None."""

    starts_at: datetime
    party: int | None = None


def wanted_instead(
    words: str, planned: datetime, *, ref: datetime, lang: str, party: int | None = None
) -> Wanted | None:
    """What `words` want of what was planned for `planned` (wall time). None where they say nothing new."""
    starts = _shifted(words, planned) or _named(words, planned, ref, lang) or planned
    if starts == planned and party is None:
        return None
    return Wanted(starts, party)


def _shifted(words: str, planned: datetime) -> datetime | None:
    found = _SHIFT.search(words)
    if found is None:
        return None
    if found["plain"]:
        minutes = _AMOUNTS[found["plain"].lower()]
    else:
        said = found["number"].lower()
        number = _NUMBERS.get(said) or int(said)
        minutes = number * (60 if found["unit"].lower()[0] in "чh" else 1)
    sign = -1 if found["way"].lower() in _EARLIER else 1
    return planned + timedelta(minutes=sign * minutes)


def _named(words: str, planned: datetime, ref: datetime, lang: str) -> datetime | None:
    """The moment that stands after the last «на»; the day or the hour that is not said stays as it was."""
    for at in reversed([found.end() for found in _TO.finditer(words)]):
        moments = [one for one in find(words[at:], ref, lang) if one.has_day or one.has_time]
        if moments:
            said = moments[0]
            day = said.start.date() if said.has_day else planned.date()
            hour = said.start.time() if said.has_time else planned.time()
            return datetime.combine(day, hour)
    return None


def please_move(matter: Matter, *, reference: str, to: datetime, party: int, was_party: int) -> Letter:
    """To the supplier: another hour or another number of guests. `to` is aware."""
    when = _when(to, matter.now, matter.zone, matter.language)
    if matter.is_russian:
        theirs = f", номер брони {reference}" if reference else ""
        people = f", вместо {was_party} будет {party}" if party != was_party else ""
        words = [
            f"По нашей брони: {matter.goal}{theirs}. Просим перенести: {when}, {for_so_many(party, 'ru')}{people}.",
            "Подтвердите, пожалуйста, что получится, или предложите, что возможно.",
        ]
    else:
        theirs = f", reference {reference}" if reference else ""
        people = f", {party} instead of {was_party}" if party != was_party else ""
        words = [
            f"About our booking: {matter.goal}{theirs}. Could it be {when}, {for_so_many(party, 'en')}{people}?",
            "Please confirm, or say what would be possible.",
        ]
    return _letter(matter, words)


def please_release(matter: Matter, *, reference: str) -> Letter:
    """To the supplier: we do not need it any more, with thanks."""
    if matter.is_russian:
        theirs = f", номер брони {reference}" if reference else ""
        words = [
            f"Просим снять нашу бронь: {matter.goal}{theirs}. Планы гостей изменились.",
            "Подтвердите, пожалуйста, отмену. Спасибо, и до новых встреч!",
        ]
    else:
        theirs = f", reference {reference}" if reference else ""
        words = [
            f"Please release our booking: {matter.goal}{theirs}. The guests' plans have changed.",
            "Kindly confirm the cancellation. Thank you, and until next time!",
        ]
    return _letter(matter, words)


def _letter(matter: Matter, words: Sequence[str]) -> Letter:
    if matter.is_russian:
        parts = ["Добрый день!", *words, f"Наш номер: {matter.number}.\n{matter.sender.person}, {matter.sender.house}"]
    else:
        person = latin(matter.sender.person)
        parts = ["Good day,", *words, f"Our number: {matter.number}.\n{person}, {matter.sender.house}"]
    subject = f"{sentence(matter.goal).rstrip('.')} · {matter.number}"
    return Letter(subject, "\n\n".join(bind(part) for part in parts))


@dataclass(frozen=True)
class Told:
    """What the client hears of: kind of promise, house, hour (aware), how many."""

    kind: str
    venue: str
    starts_at: datetime
    party: int
    now: datetime
    zone: tzinfo


# what it is, its gender (is it «перенесён», «перенесена», «перенесены»), in English
NOUNS = {
    "restaurant": ("столик", "m", "the table"), "hotel": ("номер", "m", "the room"),
    "tickets": ("билеты", "pl", "the tickets"), "beauty": ("запись", "f", "the appointment"),
    "medical": ("приём", "m", "the appointment"), "flight": ("рейс", "m", "the flight"),
    "charter": ("рейс", "m", "the flight"), "transfer": ("машина", "f", "the car"),
    "car_rental": ("автомобиль", "m", "the car"), "flowers": ("доставка цветов", "f", "the flowers"),
    "gift": ("подарок", "m", "the present"), "courier": ("доставка", "f", "the delivery"),
    "tutor": ("занятие", "n", "the lesson"), "sport": ("тренировка", "f", "the session"),
    "club": ("визит", "m", "the visit"), "yacht": ("яхта", "f", "the yacht"),
    "airport_passage": ("сопровождение", "n", "the airport passage"), "event": ("участие", "n", "the event"),
}  # fmt: skip
MOVED = {"m": "перенесён", "f": "перенесена", "n": "перенесено", "pl": "перенесены"}
OFF = {"m": "отменён", "f": "отменена", "n": "отменено", "pl": "отменены"}


def asking(told: Told, *, name: Name, voice: Voice, by: datetime) -> str:
    """«Мария Андреевна, прошу «Северный двор» перенести на завтра в 20:30, напишу до 12:50.»"""
    hello, when = addressed(name, voice), _when(told.starts_at, told.now, told.zone, voice.language)
    hour = clock(by, told.zone)
    if voice.language == "ru":
        return bind(f"{hello}, уже прошу перенести: {when}, {for_so_many(told.party, 'ru')}. Напишу до {hour}.")
    return bind(f"{hello}, I am asking to move it: {when}, {for_so_many(told.party, 'en')}. I shall write by {hour}.")


def understood(sought: str, *, name: Name, voice: Voice, by: str) -> str:
    """«Роман, принято: ищу столик в «Высоте» завтра в 21:00, на шестерых. Напишу не позже 12:50.»

    `sought`: what we do now, in the client's language; `by`: a moment in words.
    """
    hello = addressed(name, voice)
    if voice.language == "ru":
        return bind(f"{hello}, принято: теперь {sought}. Напишу не позже {by}.")
    return bind(f"{hello}, noted: I am now {sought}. You will hear from me by {by}.")


def moved(told: Told, *, name: Name, voice: Voice, reference: str = "") -> str:
    """«Мария Андреевна, столик в «Северном дворе» перенесён: завтра в 20:30, на шестерых.»"""
    hello, when = addressed(name, voice), _when(told.starts_at, told.now, told.zone, voice.language)
    thing, form = _thing(told, voice.language)
    if voice.language == "ru":
        number = f" Номер брони {reference}." if reference else ""
        return bind(f"{hello}, {thing} {MOVED[form]}: {when}, {for_so_many(told.party, 'ru')}.{number}")
    number = f" Your reference is {reference}." if reference else ""
    return bind(f"{hello}, {thing} is moved: {when}, {for_so_many(told.party, 'en')}.{number}")


def called_off(told: Told, *, name: Name, voice: Voice) -> str:
    """«Мария Андреевна, столик в «Северном дворе» завтра в 19:30 отменён, всё улажено.»"""
    hello, when = addressed(name, voice), _when(told.starts_at, told.now, told.zone, voice.language)
    thing, form = _thing(told, voice.language)
    if voice.language == "ru":
        return bind(f"{hello}, {thing} {when} {OFF[form]}, всё улажено.")
    return bind(f"{hello}, {thing}, {when}, is called off and settled.")


def not_sought(*, name: Name, voice: Voice) -> str:
    """The search is over before anything was found, as they wished."""
    hello = addressed(name, voice)
    if voice.language == "ru":
        return bind(f"{hello}, больше не ищем: всех, кого спрашивали, предупредили.")
    return bind(f"{hello}, we have stopped looking, and whoever we had asked has been told.")


def _thing(told: Told, language: str) -> tuple[str, str]:
    noun, form, english = NOUNS.get(told.kind, ("бронь", "f", "the booking"))
    if language != "ru":
        venue = latin(told.venue) if is_cyrillic(told.venue) else told.venue
        return (f"{english} at {venue}" if venue else english), form
    return (f"{noun} {in_quoted(told.venue)}" if told.venue else noun), form


def _when(at: datetime, now: datetime, zone: tzinfo, language: str) -> str:
    local, today = at.astimezone(zone), now.astimezone(zone).date()
    day = day_seen_from(local.date(), today, language)
    return f"{day}{',' if ',' in day else ''} {'в' if language == 'ru' else 'at'} {clock(at, zone)}"
