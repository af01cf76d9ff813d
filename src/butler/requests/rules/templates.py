"""What a request of each category needs to know, and the phases of those that last for months. Pure.

What must be known before anybody can begin is said once, in `language.drafting.missing`: the same words ask the client.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from butler.language.drafting.missing import NEEDED


class Kind(StrEnum):
    DAY = "day"  # 2026-12-31
    TIME = "time"  # 19:30
    NUMBER = "number"
    MONEY = "money"
    TEXT = "text"


class Phase(StrEnum):
    BRIEF = "brief"  # what is wanted
    SEARCH = "search"
    TRIALS = "trials"  # lessons, viewings, a day in the house
    CHOICE = "choice"
    WAITING = "waiting"  # in a queue, for papers, for delivery
    RUNNING = "running"
    RENEWAL = "renewal"


@dataclass(frozen=True)
class Spec:
    """One thing to know about a request. `either`: any of them answers the question."""

    name: str
    kind: Kind
    either: tuple[str, ...] = ()

    @property
    def is_needed(self) -> bool:
        return bool(self.either)


KINDS = {
    "when": Kind.DAY, "until": Kind.DAY, "time": Kind.TIME, "party": Kind.NUMBER, "budget": Kind.MONEY,
}  # fmt: skip

# Beside what is needed: what makes it good. All else is text.
MAKES_IT_GOOD: dict[str, tuple[str, ...]] = {
    "restaurant": ("wishes", "budget"),
    "tickets": ("place", "class", "wishes", "budget"),
    "flight": ("time", "cabin", "wishes"),
    "charter": ("time", "wishes", "budget"),
    "rail": ("time", "cabin", "wishes"),
    "hotel": ("wishes", "budget"),
    "transfer": ("goal", "party", "wishes"),
    "car_rental": ("kind", "wishes", "budget"),
    "airport_passage": ("time", "ref"),
    "yacht": ("until", "wishes", "budget"),
    "gift": ("name", "wishes"),
    "flowers": ("time", "wishes", "budget"),
    "medical": ("place", "people", "wishes"),
    "beauty": ("kind", "name", "place"),
    "tutor": ("place", "when", "wishes", "budget"),
    "club": ("until", "wishes", "budget"),
    "sport": ("place", "time", "wishes"),
    "art": ("place", "until", "wishes"),
    "real_estate": ("until", "wishes"),
    "household": ("place", "wishes", "budget"),
    "documents": ("until", "wishes"),
    "shopping": ("place", "until", "wishes", "budget"),
    "event": ("place", "wishes"),
    "courier": ("time", "wishes"),
    "reminder": ("time",),
    "information": ("wishes",),
    "payment": ("until", "ref"),
    "other": ("when", "place", "wishes"),
}

PHASES: dict[str, tuple[Phase, ...]] = {
    "tutor": (Phase.BRIEF, Phase.SEARCH, Phase.TRIALS, Phase.CHOICE, Phase.RUNNING, Phase.RENEWAL),
    "household": (Phase.BRIEF, Phase.SEARCH, Phase.TRIALS, Phase.CHOICE, Phase.RUNNING, Phase.RENEWAL),
    "club": (Phase.BRIEF, Phase.SEARCH, Phase.CHOICE, Phase.WAITING, Phase.RUNNING, Phase.RENEWAL),
    "medical": (Phase.BRIEF, Phase.SEARCH, Phase.CHOICE, Phase.RUNNING, Phase.RENEWAL),
    "art": (Phase.BRIEF, Phase.SEARCH, Phase.TRIALS, Phase.CHOICE, Phase.WAITING),
    "real_estate": (Phase.BRIEF, Phase.SEARCH, Phase.TRIALS, Phase.CHOICE, Phase.WAITING),
    "shopping": (Phase.BRIEF, Phase.SEARCH, Phase.CHOICE, Phase.WAITING),
}
LOOKS = {  # how long a phase may go unseen
    Phase.BRIEF: timedelta(days=2),
    Phase.SEARCH: timedelta(days=7),
    Phase.TRIALS: timedelta(days=3),
    Phase.CHOICE: timedelta(days=3),
    Phase.WAITING: timedelta(days=30),
    Phase.RUNNING: timedelta(days=90),
    Phase.RENEWAL: timedelta(days=7),
}


def specs(category: str) -> tuple[Spec, ...]:
    """Everything to know about a request of this category: what is needed first, then what makes it good."""
    needed = [slots.split("|") for slots in NEEDED.get(category, ())]
    names = {name: tuple(slots) for slots in needed for name in slots}
    names |= {name: () for name in MAKES_IT_GOOD.get(category, ()) if name not in names}
    return tuple(Spec(name, KINDS.get(name, Kind.TEXT), either) for name, either in names.items())


def missing(category: str, known: Mapping[str, str]) -> tuple[str, ...]:
    """What nobody has said yet and must be known, the most important first."""
    wanted = (slots.split("|") for slots in NEEDED.get(category, ()))
    return tuple(slots[0] for slots in wanted if not any(known.get(slot) for slot in slots))


def is_long(category: str) -> bool:
    """Is it a case of weeks and months, with candidates and looks?"""
    return category in PHASES


def next_turn(at: datetime, every_months: int, now: datetime) -> datetime:
    """A renewal that returns every so many months: the first turn after `now`, on the same day or the month's last."""
    turn, months = at, 0
    while turn <= now:
        months += every_months
        turn = _months_on(at, months)
    return turn


def text_of(value: object) -> str:
    """A slot as it was read, as the text of a detail."""
    if isinstance(value, dict):
        return " ".join(str(part) for part in value.values() if part)
    if isinstance(value, list | tuple):
        return ", ".join(text_of(part) for part in value)
    return str(value)


def _months_on(at: datetime, months: int) -> datetime:
    number = at.year * 12 + at.month - 1 + months
    year, month = number // 12, number % 12 + 1
    last = (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day
    return at.replace(year=year, month=month, day=min(at.day, last))
