"""What a driver reads: when, from where, to where, for how many, how the guest likes it. Initials at most."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from butler.language.latin import latin
from butler.language.moments import clock, day_seen_from
from butler.language.names import Case, words
from butler.language.outreach import Letter, Sender
from butler.language.phrasing import bind, for_so_many, is_cyrillic, sentence


@dataclass(frozen=True)
class Drive:
    """A ride as its driver needs it. `start` and `goal` are places in words."""

    start: str
    goal: str
    at: datetime
    now: datetime
    zone: tzinfo
    passengers: int = 1
    initials: str = ""
    lines: Sequence[str] = ()
    instead_of: str = ""
    number: str = ""


def order(drive: Drive, *, to: str, sender: Sender, language: str = "ru") -> Letter:
    """The order, with everything in it, and the wish for a yes."""
    is_russian = language == "ru"
    local, today = drive.at.astimezone(drive.zone), drive.now.astimezone(drive.zone).date()
    day = day_seen_from(local.date(), today, language)
    at = clock(drive.at, drive.zone)
    lines = "; ".join(line.rstrip(".") for line in drive.lines)
    first = to.split()[0] if to else ""
    if is_russian:
        guest = f"Гость {drive.initials}, " if drive.initials else "Едут "
        parts = [
            f"{first}, здравствуйте!" if first else "Добрый день!",
            _changed_ru(drive),
            f"{sentence(day).rstrip('.')} в {at}: подача {drive.start}, едем {_into(drive.goal)}."
            f" {guest}{for_so_many(drive.passengers, 'ru')}.",
            f"В салоне: {lines}." if lines else "",
            f"Подтвердите, пожалуйста. {sender.person}, {sender.house}",
        ]
        subject = f"Поездка {day} в {at}"
    else:
        guest = f"Guest {drive.initials}, " if drive.initials else ""
        parts = [
            f"Hello {latin(first)}," if first else "Good day,",
            f"Instead of {_latin(drive.instead_of)} we go to {_latin(drive.goal)}." if drive.instead_of else "",
            f"{sentence(day).rstrip('.')} at {at}: pick-up {_latin(drive.start)}, to {_latin(drive.goal)}."
            f" {guest}{for_so_many(drive.passengers, 'en')}.",
            f"In the car: {lines}." if lines else "",
            f"Please confirm. {latin(sender.person)}, {sender.house}",
        ]
        subject = f"Ride {day} at {at}"
    return Letter(subject, bind(" ".join(part for part in parts if part)))


def manifest(drive: Drive, language: str = "ru") -> list[str]:
    """The same, line by line: from where to where, who, and what is wanted in the car."""
    is_russian = language == "ru"
    start, goal = (drive.start, drive.goal) if is_russian else (_latin(drive.start), _latin(drive.goal))
    for_many = for_so_many(drive.passengers, "ru" if is_russian else "en")
    guest = f"{'Гость' if is_russian else 'Guest'} {drive.initials}, " if drive.initials else ""
    return [f"{start} → {goal}", sentence(guest + for_many).rstrip("."), *(line.rstrip(".") for line in drive.lines)]


def off(drive: Drive, *, to: str, sender: Sender, language: str = "ru") -> Letter:
    """The ride is off."""
    local, today = drive.at.astimezone(drive.zone), drive.now.astimezone(drive.zone).date()
    day, at = day_seen_from(local.date(), today, language), clock(drive.at, drive.zone)
    first = to.split()[0] if to else ""
    if language == "ru":
        body = f"{first and first + ', '}поездка {day} в {at} отменяется, спасибо. {sender.person}, {sender.house}"
        return Letter(f"Поездка {day} в {at}", bind(sentence(body)))
    body = f"{first and latin(first) + ', '}the ride {day} at {at} is off, thank you. {latin(sender.person)}"
    return Letter(f"Ride {day} at {at}", bind(sentence(body)))


def _changed_ru(drive: Drive) -> str:
    if not drive.instead_of:
        return ""
    return f"Маршрут изменился: вместо «{_case(drive.instead_of, Case.GENITIVE)}» едем {_into(drive.goal)}."


def _into(goal: str) -> str:
    return f"в «{_case(goal, Case.ACCUSATIVE)}»" if is_cyrillic(goal) else f"в {goal}"


def _case(place: str, case: Case) -> str:
    return words(place, case) if is_cyrillic(place) else place


def _latin(place: str) -> str:
    return latin(place) if is_cyrillic(place) else place
