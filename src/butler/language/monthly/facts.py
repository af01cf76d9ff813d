"""What the monthly letter is made of."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Given:
    """Matters of one kind: how many, the minutes each takes alone, and what they returned together."""

    category: str
    matters: int
    each: int
    minutes: int


@dataclass(frozen=True)
class Month:
    """A month, the kinds of matters that were settled in it, the most minutes first."""

    first: date
    given: tuple[Given, ...]

    @property
    def matters(self) -> int:
        return sum(one.matters for one in self.given)

    @property
    def minutes(self) -> int:
        return sum(one.minutes for one in self.given)
