from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class Span:
    seed: int
    founded_on: date
    made_to: date
    today: date
    now: datetime


def live(one, span):
    pass


def throw_away():
    pass
