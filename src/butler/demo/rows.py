"""What the days of one client amount to, before it is written; and the words that stories are filled with."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import models

from butler.demo import places, scenes
from butler.demo.circles import Kin
from butler.demo.fortune import rng, row_id
from butler.demo.seals import HOUSE_ZONE, Known
from butler.demo.words import NBSP, capital, gendered, party, small, tidy, wall_clock, when
from butler.ground import clock
from butler.network.models import Organisation
from butler.staff.models import Staff

MATE = {"f": ["жена", "жены", "жене", "жену", "женой"], "m": ["муж", "мужа", "мужу", "мужа", "мужем"]}
KID = {"f": ["дочь", "дочери", "дочери", "дочь", "дочерью"], "m": ["сын", "сына", "сыну", "сына", "сыном"]}
CASES = ("", "_gen", "_dat", "_acc", "_ins")


@dataclass(frozen=True)
class Span:
    """From when to when the house is lived: the last day made, today, and its eight o'clock."""

    seed: int
    founded_on: date
    made_to: date
    today: date
    now: datetime
    venues: dict[tuple[str, str], list[Organisation]]  # by kind and city
    staff: dict[str, Staff]

    @property
    def is_first(self) -> bool:
        return self.made_to < self.founded_on

    @property
    def latest(self) -> datetime:
        """The last moment of which anything can be said: eight o'clock, or now when the house is opened earlier."""
        now = clock.now()
        return now if now < self.now and now.astimezone(HOUSE_ZONE).date() == self.today else self.now

    def said(self, moment: datetime) -> datetime:
        """A moment of this morning that is still ahead becomes one just past; the order stays."""
        if moment <= self.latest:
            return moment
        return self.latest - (self.now - moment) / 6

    def named(self, name: str) -> Organisation:
        """A venue by its name."""
        return next(venue for found in self.venues.values() for venue in found if venue.name == name)

    def venue(self, one: Known, kind: str, chance: Random, names: str = "") -> Organisation:
        """A venue of a kind where the client is, else at home in Petersburg; «А|Б» keeps to names that begin so."""
        found = self.venues.get((kind, one.guest.city)) or self.venues[kind, places.PETERSBURG]
        wanted = tuple(names.split("|"))  # of nothing: everything begins with it
        return chance.choice([venue for venue in found if venue.name.startswith(wanted)] or found)

    def days(self) -> list[date]:
        """Three weeks back and three ahead, and the last days made before: their stories are to be finished."""
        found = {self.today + timedelta(days=number) for number in range(-21, 22)}
        if not self.is_first:
            found |= {self.made_to - timedelta(days=number) for number in range(21)}
        return sorted(found)

    def is_fresh(self, day: date) -> bool:
        """Of this week, or of the last one that was made before."""
        return 0 <= (self.today - day).days < 7 or (not self.is_first and 0 <= (self.made_to - day).days < 14)


@dataclass
class Rows:
    """Unsaved rows by table, each id once."""

    found: dict[type[models.Model], dict[UUID, Any]] = field(default_factory=lambda: defaultdict(dict))

    def add(self, row: Any) -> Any:
        return self.found[type(row)].setdefault(row.pk, row)

    def of(self, model: type[models.Model]) -> list[Any]:
        return list(self.found[model].values())


def at(day: date, hhmm: str, zone: ZoneInfo = HOUSE_ZONE) -> datetime:
    """A wall clock of `zone` on `day` as a moment."""
    hour, minute = hhmm.split(":")
    return datetime.combine(day, time(int(hour), int(minute)), zone)


def minutes_after(moment: datetime, minutes: int) -> datetime:
    return moment + timedelta(minutes=minutes)


def kid_of(one: Known, chance: Random, today: date) -> Kin | None:
    """A child young enough to be driven to school."""
    young = [kin for kin in one.kin if kin.relation == "child" and kin.born and today.year - kin.born < 17]
    return chance.choice(young) if young else None


def fits(needs: str, one: Known, today: date) -> bool:
    """Does a story fit this client's family and ways?"""
    if not needs:
        return True
    if needs == "kid":
        return kid_of(one, Random(0), today) is not None
    if needs == "home":
        return one.guest.city == places.PETERSBURG
    if needs == "mate":
        return one.one("spouse") is not None
    if needs == "mum":
        return any(kin.relation == "parent" and kin.gender == "f" for kin in one.kin)
    return needs in one.guest.tags.split()


def slots(one: Known, chance: Random, day: date, hhmm: str, size: int, today: date) -> dict[str, str]:
    """Words for {slots}: who, when, where; without the venue."""
    language = one.guest.language
    hour, minute = hhmm.split(":")
    tickets = {1: "один билет", 2: "два билета", 3: "три билета", 4: "четыре билета"}.get(size, f"{size} билетов")
    tickets = tickets if language == "ru" else f"{size} tickets"
    words = {
        "at": wall_clock(int(hour), int(minute)),
        "party": party(size, language),
        "tickets": tickets,
        "party_nom": {2: "двое", 4: "четверо"}.get(size, "несколько"),
        "play": chance.choice(
            scenes.PLAYS if language == "ru" else ("The Cherry Orchard", "Twelfth Night", "The Seagull")
        ),
        "music": chance.choice(scenes.MUSIC),
        "doctor": chance.choice(scenes.DOCTORS),
        "subject": chance.choice(scenes.SUBJECTS),
        "driver": chance.choice(scenes.DRIVERS if language == "ru" else ("Roman", "Oleg", "Denis")),
        "guest": chance.choice(scenes.VISITORS),
        "court": str(chance.randint(1, 6)),
        "staff": one.led_by.given_name
        if language == "ru"
        else {"anna": "Anna", "timur": "Timur", "sofia": "Sofia", "gleb": "Gleb", "polina": "Polina"}.get(
            one.guest.led, "Hello"
        ),
        "dear": "дорогая" if one.led_by.gender == "f" else "дорогой",
    }
    kid = kid_of(one, chance, today)
    if kid:
        words |= {f"kid{case}": form for case, form in zip(CASES, KID[kid.gender], strict=True)} | {
            "kid_name": kid.given
        }
    spouse = one.one("spouse")
    if spouse:
        words |= {f"mate{case}": form for case, form in zip(CASES, MATE[spouse.gender], strict=True)}
    return words


def filled(text: str, words: dict[str, str], gender: str, said_on: date, day: date, language: str = "ru") -> str:
    """The text with its slots filled as said on one day about another."""
    said = when(day, said_on, language)
    every = words | {"when": said} | {capital(k): capital(v) for k, v in words.items()} | {"When": capital(said)}
    return sentences(tidy(gendered(text, gender).format(**every)))


def sentences(text: str) -> str:
    """A capital after every full stop, and none lost at the start."""
    parts = text.split(". ")
    return ". ".join(capital(part) for part in parts)


def called(venue: Organisation) -> str:
    """The name of a venue as it stands in a sentence: «Северный двор», but Театр на Каменном."""
    quoted = venue.kind in ("restaurant", "bar", "florist") and "«" not in venue.name and venue.name[0] > "z"
    return f"«{venue.name}»" if quoted else venue.name


def address(one: Known) -> str:
    """How a letter to this client begins."""
    guest = one.guest
    if guest.language == "en":
        title = "Mr" if guest.gender == "m" else "Ms"
        return f"{title}{NBSP}{one.surname}" if guest.address == "title" else guest.given
    if guest.address == "title":
        return f"{'Господин' if guest.gender == 'm' else 'Госпожа'} {one.surname}"
    return f"{guest.given} {guest.patronymic}" if guest.address == "patronymic" else guest.given


__all__ = [
    "HOUSE_ZONE",
    "Rows",
    "Span",
    "address",
    "at",
    "fits",
    "kid_of",
    "minutes_after",
    "rng",
    "row_id",
    "slots",
    "small",
]
