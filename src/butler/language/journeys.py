"""A journey changes under way: what an agency is asked, what a hotel must know, what the client hears.

The client hears the plan: the flight that carries on, when and where, and that the rest follows. Nobody's fault.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from butler.language.latin import latin
from butler.language.moments import clock, day_seen_from, length
from butler.language.names import Name
from butler.language.outreach import Letter, Sender
from butler.language.phrasing import bind, for_so_many, is_cyrillic, sentence
from butler.language.salutation import Voice, addressed
from butler.language.towns import town

SEATS = {"flight": ("место на рейс", "a seat on a flight"), "rail": ("место в поезде", "a seat on a train")}


@dataclass(frozen=True)
class Way:
    """From where to where: airport codes or towns."""

    origin: str
    destination: str

    def said(self, language: str) -> str:
        """«Стамбул – Токио»; a code that has no name here stands as it is."""
        ends = [town(end, language) or end for end in (self.origin, self.destination)]
        return " – ".join(ends)


def seat_wanted(kind: str, way: Way, on: datetime, *, zone: tzinfo, now: datetime, party: int, language: str) -> str:
    """«место на рейс Стамбул – Токио, сегодня, 24 ноября»: the goal of a search, with nobody in it. `zone`: of the
    place of departure."""
    thing = SEATS.get(kind, SEATS["flight"])[0 if language == "ru" else 1]
    day = day_seen_from(on.astimezone(zone).date(), now.astimezone(zone).date(), language)
    people = f", {for_so_many(party, language)}" if party > 1 else ""
    return f"{thing} {way.said(language)}, {day}{people}"


def not_before(moment: datetime, zone: tzinfo, language: str) -> str:
    """«вылет не раньше 18:45»"""
    return f"вылет не раньше {clock(moment, zone)}" if language == "ru" else f"leaving not before {clock(moment, zone)}"


def instead_of(number: str, reference: str, language: str) -> str:
    """What a ticket office needs to know whom it rebooks: the flight that was to be flown and their own number."""
    if language == "ru":
        return f"переоформить с {number}" + (f", номер брони {reference}" if reference else "")
    return f"to rebook from {number}" + (f", reference {reference}" if reference else "")


@dataclass(frozen=True)
class Rebooked:
    """What carries on instead. `what`: as it was offered. `late`: the number of what is late, by so many minutes."""

    late: str
    minutes: int
    what: str
    waits: str = ""  # «4 ч 55 мин» between the two, where known
    reference: str = ""
    follows: Sequence[str] = ()  # titles of what is moved with it


def plan(rebooked: Rebooked, *, name: Name, voice: Voice) -> str:
    """«Глеб Ильич, NV402 выходит на 65 минут позже, поэтому дальше Вы летите так: NV883 …»"""
    hello, what = addressed(name, voice), rebooked.what.strip().rstrip(".")
    if voice.language == "ru":
        parts = [
            f"{hello}, {rebooked.late} выходит позже на {length_of(rebooked.minutes, 'ru')}, и дальше всё устроено по"
            f" новому плану: {what}.",
            f"На пересадку остаётся {rebooked.waits}, спешить не нужно." if rebooked.waits else "",
            f"Номер брони {rebooked.reference}." if rebooked.reference else "",
            "Всё, что после прилёта, переносим на новое время." if rebooked.follows else "",
        ]
    else:
        parts = [
            f"{hello}, {rebooked.late} leaves {length_of(rebooked.minutes, 'en')} later, and the rest is arranged anew:"
            f" {latin(what) if is_cyrillic(what) else what}.",
            f"You have {rebooked.waits} to change, no hurry." if rebooked.waits else "",
            f"Your reference is {rebooked.reference}." if rebooked.reference else "",
            "Everything after your arrival moves with it." if rebooked.follows else "",
        ]
    return bind(" ".join(part for part in parts if part))


def length_of(minutes: int, language: str) -> str:
    """«1 ч 5 мин»"""
    return length(timedelta(minutes=minutes), language)


def later_arrival(
    what: str, at: datetime, *, zone: tzinfo, now: datetime, number: str, reference: str, sender: Sender,
    language: str = "ru",
) -> Letter:  # fmt: skip
    """To a house that expects somebody: they come later, please keep it. `what`: «номер», «столик» in our words."""
    day = day_seen_from(at.astimezone(zone).date(), now.astimezone(zone).date(), language)
    hour = clock(at, zone)
    if language == "ru":
        theirs = f", номер брони {reference}" if reference else ""
        lines = [
            "Добрый день!",
            f"Бронь на имя «{sender.house}»{theirs}: {what}. Гость будет позже, {day}, около {hour}.",
            "Подтвердите, пожалуйста, что всё сохраняется.",
            f"Наш номер: {number}.\n{sender.person}, {sender.house}",
        ]
        subject = f"Поздний приезд, {day} · {number}"
    else:
        theirs = f", reference {reference}" if reference else ""
        lines = [
            "Good day,",
            f"Our booking in the name of {sender.house}{theirs}: {what}. The guest comes later, {day}, about {hour}.",
            "Please confirm that everything is kept.",
            f"Our number: {number}.\n{latin(sender.person)}, {sender.house}",
        ]
        subject = f"Late arrival, {day} · {number}"
    return Letter(sentence(subject).rstrip("."), "\n\n".join(bind(line) for line in lines))
