"""What is known of a plan and of those it is for. What is not known is left empty, and no rule guesses it."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from butler.language.needs.need import Kind

JOURNEYS = frozenset({"flight", "charter", "rail"})


class Person(StrEnum):
    """Who comes along, or whom it concerns."""

    CHILD = "child"
    ELDERLY = "elderly"  # a parent or a grandparent
    FOREIGNER = "foreigner"  # a guest who does not speak the language of the place
    SPOUSE = "spouse"
    PARTNERS = "partners"  # people of business


class Occasion(StrEnum):
    """What it is for."""

    BIRTHDAY = "birthday"
    ANNIVERSARY = "anniversary"
    PROPOSAL = "proposal"
    NEGOTIATIONS = "negotiations"
    MOURNING = "mourning"


class Symptom(StrEnum):
    """What somebody complains of."""

    BACK_PAIN = "back_pain"
    FEVER = "fever"
    HARD_TO_WALK = "hard_to_walk"


@dataclass(frozen=True, kw_only=True)
class Facts:
    """One plan. Moments are wall time at the place; ages are full years; money is in the client's currency."""

    category: str  # of the reading contract: restaurant, tickets, flight, hotel, ...
    starts_at: datetime | None = None  # of the dinner, the play, the visit
    departs_at: datetime | None = None
    arrives_at: datetime | None = None
    returns_on: date | None = None
    connection_minutes: int | None = None
    zones_crossed: int = 0
    nights: int | None = None
    home_city: str = ""
    city: str = ""  # of the plan
    is_abroad: bool = False
    next_meeting_at: datetime | None = None  # the first thing in the calendar after it
    checkout_at: datetime | None = None
    checkin_at: datetime | None = None
    party: int | None = None
    people: frozenset[Person] = frozenset()
    child_ages: tuple[int, ...] = ()
    travels_with_both_parents: bool = True
    has_pets: bool = False
    has_skis_or_golf: bool = False
    occasion: Occasion | None = None
    symptoms: frozenset[Symptom] = frozenset()
    allergies: tuple[str, ...] = ()
    diets: tuple[str, ...] = ()
    is_afraid_of_flying: bool = False
    mood: str = "calm"  # a label of `language.mood`
    was_let_down: bool = False  # a delay or a mistake of ours or of a supplier
    is_outdoors: bool = False
    has_dress_code: bool = False
    is_over_budget: bool = False
    passport_until: date | None = None
    is_passport_checked: bool = False
    is_visa_checked: bool = False
    asked: frozenset[Kind] = frozenset()  # what is asked or arranged already: never proposed again
