"""How long each clock of a request may take, in hours of work: by the client's standing and the category. Pure.

These are the house's first terms; what a lead has set instead stands in the database and goes before them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import timedelta
from enum import StrEnum

from butler.requests.rules.hours import HOUR, MINUTE
from butler.requests.rules.templates import PHASES


class ClockKind(StrEnum):
    """What the client waits for."""

    ACKNOWLEDGE = "acknowledge"  # an answer of ours
    OPTIONS = "options"  # something to choose from
    EXECUTION = "execution"  # that it is done
    UPDATE = "update"  # the next word of how it stands


@dataclass(frozen=True)
class Terms:
    """Hours of work that each clock may take; None: there is no such clock."""

    acknowledge: timedelta | None = 2 * HOUR
    options: timedelta | None = 4 * HOUR
    execution: timedelta | None = 13 * HOUR
    update: timedelta | None = 13 * HOUR

    def of(self, kind: ClockKind) -> timedelta | None:
        found: timedelta | None = getattr(self, kind.value)
        return found


USUAL = Terms()
KEY, REGULAR = "key", "regular"
EVERYTHING = ""  # the category that stands for whatever has no terms of its own
LEAST, MOST = 5 * MINUTE, 260 * HOUR  # of work: what a term may be

_ANSWER = {KEY: HOUR, REGULAR: 2 * HOUR}
# Tables, seats, cars and flowers are answered for while they can still be had.
_SOON = {
    KEY: Terms(_ANSWER[KEY], HOUR, 4 * HOUR, 4 * HOUR),
    REGULAR: Terms(_ANSWER[REGULAR], 2 * HOUR, 8 * HOUR, 8 * HOUR),
}
# A case of months has no hour by which it is done; it must not fall silent.
_LONG = {
    KEY: Terms(_ANSWER[KEY], 13 * HOUR, None, 26 * HOUR),
    REGULAR: Terms(_ANSWER[REGULAR], 26 * HOUR, None, 39 * HOUR),
}
# Nothing is chosen: it is done, or told.
_PLAIN = {
    KEY: Terms(_ANSWER[KEY], None, 4 * HOUR, 8 * HOUR),
    REGULAR: Terms(_ANSWER[REGULAR], None, 8 * HOUR, 13 * HOUR),
}
_ELSE = {KEY: Terms(_ANSWER[KEY], 2 * HOUR, 8 * HOUR, 8 * HOUR), REGULAR: USUAL}
FIRST: dict[str, dict[str, Terms]] = {
    EVERYTHING: _ELSE,
    **dict.fromkeys(("restaurant", "tickets", "transfer", "flowers", "courier"), _SOON),
    **{category: _LONG for category in PHASES if category != "medical"},  # a doctor is not looked for in two days
    **dict.fromkeys(("reminder", "information", "payment"), _PLAIN),
}


def terms_of(standing: str, category: str, own: Mapping[tuple[str, str], Terms]) -> Terms:
    """The terms that hold: the house's own for the category, else the first ones of the category, else of everything.

    `own` is what leads have set, by standing and category; EVERYTHING is a category too.
    """
    if (standing, category) in own:
        return own[standing, category]
    if category in FIRST:
        return FIRST[category][standing]
    return own.get((standing, EVERYTHING), FIRST[EVERYTHING][standing])


def is_allowed(terms: Terms) -> bool:
    """Each clock between LEAST and MOST, or none; somebody is always answered."""
    given = [getattr(terms, each.name) for each in fields(terms)]
    return terms.acknowledge is not None and all(term is None or LEAST <= term <= MOST for term in given)
