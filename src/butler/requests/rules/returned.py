"""Hours returned: how long a client would have spent on what the house did instead. Pure.

The method is told beside every number: for each matter that was settled, the hours that it usually takes somebody who
does it alone (searching, calling, waiting, paying, going there), and never less than the house itself worked on it.
What was called off or is the same as another matter counts nothing.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

# Minutes of one's own that a matter of this kind usually takes. Careful guesses of the house, shown with each report:
# a table is two sites and a call; a flight an evening; a flat or a school is weeks of evenings.
ALONE = {
    "restaurant": 40, "tickets": 60, "flight": 90, "charter": 240, "rail": 40, "hotel": 100, "transfer": 30,
    "car_rental": 60, "airport_passage": 40, "yacht": 300, "gift": 150, "flowers": 40, "medical": 180, "beauty": 40,
    "tutor": 480, "club": 300, "sport": 90, "art": 360, "real_estate": 1200, "household": 180, "documents": 240,
    "shopping": 150, "event": 600, "courier": 45, "reminder": 10, "information": 30, "payment": 20,
}  # fmt: skip
USUAL = 45  # minutes, where the kind says nothing


@dataclass(frozen=True)
class Settled:
    """A matter that was settled: its category, and the minutes that the house worked on it."""

    category: str
    worked: int = 0


@dataclass(frozen=True)
class ReturnedLine:
    """One category: how many matters, minutes each by the table, and the minutes they returned together."""

    category: str
    matters: int
    each: int
    minutes: int


@dataclass(frozen=True)
class Returned:
    """What was returned, the most first: the lines are the method."""

    lines: tuple[ReturnedLine, ...]

    @property
    def minutes(self) -> int:
        return sum(line.minutes for line in self.lines)

    @property
    def matters(self) -> int:
        return sum(line.matters for line in self.lines)

    @property
    def hours(self) -> int:
        """Whole hours, rounded down: it is never more than was done."""
        return self.minutes // 60


def alone(category: str) -> int:
    """Minutes that a matter of this category usually takes somebody who does it alone."""
    return ALONE.get(category, USUAL)


def returned(settled: Iterable[Settled]) -> Returned:
    """Minutes that these matters returned, by category."""
    kinds: dict[str, list[int]] = defaultdict(list)
    for matter in settled:
        kinds[matter.category].append(max(alone(matter.category), matter.worked))
    lines = [ReturnedLine(kind, len(each), alone(kind), sum(each)) for kind, each in kinds.items()]
    return Returned(tuple(sorted(lines, key=lambda line: (-line.minutes, line.category))))
