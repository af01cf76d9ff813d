"""A taste or a need, as a message tells it."""

from dataclasses import dataclass
from enum import StrEnum


class Polarity(StrEnum):
    """For or against, and whether it may be bargained with: must and never may not."""

    LIKES = "likes"
    DISLIKES = "dislikes"
    MUST = "must"
    NEVER = "never"


class Topic(StrEnum):
    """What a taste is about."""

    SEATING = "seating"
    AMBIENCE = "ambience"
    VIEW = "view"
    ROOM = "room"
    SEAT = "seat"
    CABIN = "cabin"
    CAR = "car"
    AIRCRAFT = "aircraft"
    AIRLINE = "airline"
    FLIGHT = "flight"
    FOOD = "food"
    DRINK = "drink"
    ALLERGY = "allergy"
    DIET = "diet"
    FLOWERS = "flowers"
    GIFT = "gift"
    MUSIC = "music"
    TEMPERATURE = "temperature"
    STAFF = "staff"
    TIME = "time"
    COMMUNICATION = "communication"
    STYLE = "style"
    PLACE = "place"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Preference:
    """A candidate. `value` is `text[start:end]`, the words of the message; `is_lasting`: beyond this order."""

    polarity: Polarity
    topic: Topic
    value: str
    start: int
    end: int
    is_lasting: bool
    confidence: float
