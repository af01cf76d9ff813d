"""How well a door opens: pure arithmetic on what is known of a contact."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

HALF_LIFE_DAYS = 240  # warmth that nobody renews halves in eight months
LONG_UNTHANKED_DAYS = 120
RESTING_CHANCE_LIMIT = 35  # somebody we promised to spare is never a first choice


class Sign(StrEnum):
    """Why the chance is what it is; the words are in the template."""

    RESTING = "resting"
    WE_OWE = "we_owe"
    NEW = "new"
    RELIABLE = "reliable"
    RARELY = "rarely"
    COLD = "cold"


class Temper(StrEnum):
    """How to read a contact at a glance; the value is the design's meaning of the colour."""

    OPENS = "ok"
    LEARNING = "wait"
    SPARE = "warn"
    RARELY = "off"


@dataclass(frozen=True)
class Known:
    """What is known of a contact on a day."""

    warmth: int
    asked: int
    opened: int
    last_touched_on: date | None
    spare_until: date | None
    received: int  # favours, by weight, over a year
    given: int


@dataclass(frozen=True)
class Chance:
    percent: int
    signs: tuple[Sign, ...]
    temper: Temper


def warmth_on(warmth: int, last_touched_on: date | None, today: date) -> int:
    """Warmth (0 to 100) after the time since anybody of the house was last in touch; without a date it stands."""
    if last_touched_on is None or last_touched_on >= today:
        return warmth
    return round(warmth * 0.5 ** ((today - last_touched_on).days / HALF_LIFE_DAYS))


def chance(known: Known, today: date) -> Chance:
    """How likely this contact opens the door if asked today, and why.

    Warmth counts for two parts, the record of outcomes for three; the record starts from two imagined outcomes,
    one good and one bad (Laplace), so that a single success is not taken for certainty. Owing costs a tenth.
    """
    warmth = warmth_on(known.warmth, known.last_touched_on, today)
    record = 100 * (known.opened + 1) / (known.asked + 2)
    owes = known.received > known.given
    percent = round((2 * warmth + 3 * record) / 5 * (0.9 if owes else 1))
    resting = known.spare_until is not None and known.spare_until >= today
    if resting:
        percent = min(percent, RESTING_CHANCE_LIMIT)
    return Chance(percent, _signs(known, warmth, owes, resting), _temper(known, percent, resting))


def _signs(known: Known, warmth: int, owes: bool, resting: bool) -> tuple[Sign, ...]:
    signs = (
        (Sign.RESTING, resting),
        (Sign.WE_OWE, owes),
        (Sign.NEW, known.asked == 0),
        (Sign.RELIABLE, known.asked >= 3 and known.opened / known.asked >= 0.75),
        (Sign.RARELY, known.asked >= 3 and known.opened / known.asked <= 0.34),
        (Sign.COLD, warmth < 20),
    )
    return tuple(sign for sign, holds in signs if holds)


def _temper(known: Known, percent: int, resting: bool) -> Temper:
    if resting:
        return Temper.SPARE
    if known.asked < 2:
        return Temper.LEARNING
    return Temper.OPENS if percent >= 50 else Temper.RARELY


def is_long_unthanked(received: int, given: int, last_thanked_on: date | None, today: date) -> bool:
    """They helped us, and we have not thanked them for LONG_UNTHANKED_DAYS or at all."""
    if received <= given:
        return False
    return last_thanked_on is None or (today - last_thanked_on).days >= LONG_UNTHANKED_DAYS


@dataclass(frozen=True)
class Thin:
    """A door that one person (or two) holds alone."""

    category: str
    city: str
    contacts: tuple[int, ...]


def thin_doors(openings: Iterable[tuple[str, str, int]], *, limit: int = 6) -> tuple[Thin, ...]:
    """Doors with a single contact, then with two; `openings` are (category, city, contact id)."""
    holders: dict[tuple[str, str], set[int]] = defaultdict(set)
    for category, city, contact in openings:
        holders[category, city].add(contact)
    thin = [Thin(category, city, tuple(sorted(who))) for (category, city), who in holders.items() if len(who) <= 2]
    return tuple(sorted(thin, key=lambda door: (len(door.contacts), door.category, door.city)))[:limit]
