"""Which of the client's preferences go with a promise, in the words that a supplier reads. Pure.

What must be and must never be is always told. What is liked is told where the supplier can do it: a table at the
window, a pillow. What only helps to choose (a cuisine, an airline) is no order.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from butler.language.names import Case, words
from butler.language.phrasing import is_cyrillic
from butler.language.tokens import tokens

# kind of promise -> the scopes that mean it, the topics it can serve, and those it serves only as must or never
SCOPES: dict[str, frozenset[str]] = {
    "restaurant": frozenset({"table", "restaurant"}), "hotel": frozenset({"hotel"}),
    "flight": frozenset({"flight"}), "charter": frozenset({"flight", "charter"}), "rail": frozenset({"rail", "train"}),
    "transfer": frozenset({"car", "transfer"}), "car_rental": frozenset({"car", "car_rental"}),
    "tickets": frozenset({"theatre", "tickets"}), "yacht": frozenset({"yacht"}), "flowers": frozenset({"flowers"}),
    "event": frozenset({"event", "table"}), "beauty": frozenset({"beauty"}), "medical": frozenset({"medical"}),
    "airport_passage": frozenset({"airport", "airport_passage"}), "household": frozenset({"home", "household"}),
}  # fmt: skip
SERVES: dict[str, frozenset[str]] = {
    "restaurant": frozenset({"seating", "view", "ambience", "allergy", "diet"}),
    "hotel": frozenset({"room", "view", "temperature", "allergy", "ambience"}),
    "flight": frozenset({"seat", "cabin", "diet"}), "charter": frozenset({"aircraft", "food", "drink", "allergy"}),
    "rail": frozenset({"seat", "cabin"}), "transfer": frozenset({"car", "drink", "temperature", "music"}),
    "car_rental": frozenset({"car"}), "tickets": frozenset({"seat", "seating"}),
    "yacht": frozenset({"food", "drink", "allergy", "music"}), "flowers": frozenset({"flowers", "allergy"}),
    "event": frozenset({"food", "drink", "allergy", "diet", "music"}), "household": frozenset({"staff", "time"}),
}  # fmt: skip
ONLY_HARD: dict[str, frozenset[str]] = {
    "restaurant": frozenset({"food", "drink"}), "hotel": frozenset({"food", "drink", "diet"}),
    "flight": frozenset({"allergy", "food"}), "flowers": frozenset({"gift"}),
}  # fmt: skip
HARD = ("must", "never")
MORE_THAN = frozenset(
    ["больше", "более", "выше", "дальше", "ближе", "раньше", "позже", "ниже", "more", "later", "earlier", "closer"]
)


@dataclass(frozen=True)
class Taste:
    """A preference of the dossier."""

    id: UUID
    topic: str
    polarity: str  # likes, dislikes, must, never
    value: str
    scope: str = ""
    noted_on: date = date.min
    confidence: int = 60
    is_confirmed: bool = False


@dataclass(frozen=True)
class Line:
    """One line of a service order."""

    text: str
    is_must: bool
    taste: UUID


def lines_for(kind: str, tastes: Iterable[Taste]) -> list[Line]:
    """The lines of a promise of this kind: hard ones first. Of two that speak against each other the surer one stands:
    a hard one, then a confirmed one, then of the narrower scope, then the newer."""
    fitting = sorted((taste for taste in tastes if fits(kind, taste)), key=_weight, reverse=True)
    kept: list[Taste] = []
    for taste in fitting:
        if not any(_says_the_same(taste, other) for other in kept):
            kept.append(taste)
    return [Line(_text(taste), taste.polarity in HARD, taste.id) for taste in kept]


def fits(kind: str, taste: Taste) -> bool:
    """Does this preference go with a promise of this kind?"""
    if taste.scope and taste.scope not in SCOPES.get(kind, frozenset()):
        return False
    is_hard = taste.polarity in HARD
    if taste.topic in SERVES.get(kind, frozenset()):
        return True
    return is_hard and (taste.topic in ONLY_HARD.get(kind, frozenset()) or bool(taste.scope))


def says_the_same(one: str, other: str) -> bool:
    """«у окна» and «стол у окна»: one says all that the other does."""
    ours, theirs = (
        {word.lemma for word in tokens(text) if word.pos not in ("PNCT", "PREP", "CONJ")} for text in (one, other)
    )
    return bool(ours and theirs) and (ours <= theirs or theirs <= ours)


def _weight(taste: Taste) -> tuple[bool, bool, bool, date, int, str]:
    is_hard = taste.polarity in HARD
    return (is_hard, taste.is_confirmed, bool(taste.scope), taste.noted_on, taste.confidence, str(taste.id))


def _says_the_same(one: Taste, other: Taste) -> bool:
    return one.topic == other.topic and one.value.strip().casefold() == other.value.strip().casefold()


def _text(taste: Taste) -> str:
    """«стол у окна»; «без орехов (аллергия)»."""
    value = taste.value.strip().rstrip(".")
    if taste.polarity not in ("never", "dislikes"):
        return value
    is_russian = is_cyrillic(value)
    if value.lower().split(" ")[0] in MORE_THAN:  # «больше одной пересадки», "more than one change"
        return f"не {value}" if is_russian else f"not {value}"
    bare = value.lower().removeprefix("без ").removeprefix("no ")
    said = value if bare != value.lower() else f"без {words(value, Case.GENITIVE)}" if is_russian else f"no {value}"
    why = (" (аллергия)" if is_russian else " (allergy)") if taste.topic == "allergy" else ""
    return f"{said}{why}"
