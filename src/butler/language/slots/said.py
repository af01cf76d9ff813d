"""One request as it was said: the text, its words and moments, and what the readers"
" of slots need to know beside them."""

import re
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from butler.language.evidence import Found
from butler.language.gazetteer import Gazetteer, Name
from butler.language.slots.ner import persons
from butler.language.tokens import Token, lowered, tokens

if TYPE_CHECKING:
    from butler.language.dates import Moment

Span = tuple[int, int]

JOURNEYS = frozenset(("flight", "charter", "rail", "transfer"))
# Where a client goes himself, so that «с женой» makes two
TOGETHER = JOURNEYS | {
    "restaurant",
    "tickets",
    "hotel",
    "yacht",
    "club",
    "airport_passage",
    "sport",
    "art",
    "information",
}


@dataclass(frozen=True)
class Said:
    """A part of a message that asks one thing. Spans count characters of `text`."""

    text: str
    lang: str
    ref: datetime
    category: str
    act: str
    moments: "tuple[Moment, ...]" = ()
    gazetteer: Gazetteer | None = None
    whole: str = ""

    @cached_property
    def low(self) -> str:
        """The text in small letters with «е» for «ё», letter for letter: spans found here hold in the text."""
        return lowered(self.text)

    @cached_property
    def words(self) -> tuple[Token, ...]:
        return tokens(self.text)

    @cached_property
    def known(self) -> tuple[Found[Name], ...]:
        """Names of the house's own tables."""
        return tuple(self.gazetteer.find(self.text)) if self.gazetteer else ()

    @cached_property
    def seen_persons(self) -> tuple[Span, ...]:
        """Persons as the model sees them; the whole message is read once, whatever number of parts it has."""
        at = self.whole.find(self.text)
        if at < 0:
            return persons(self.text)
        end = at + len(self.text)
        return tuple((a - at, b - at) for a, b in persons(self.whole) if at <= a and b <= end)

    @property
    def is_russian(self) -> bool:
        return self.lang != "en"

    def is_moment(self, start: int, end: int) -> bool:
        """Whether a time stands there."""
        return any(overlap((start, end), moment.span) for moment in self.moments)

    def before(self, start: int) -> str:
        return self.low[:start]

    def after(self, end: int) -> str:
        return self.low[end:]


def overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def any_of(words: str) -> str:
    """A pattern of alternatives from words parted by spaces, the longest first; `_` stands for a space."""
    return "|".join(re.escape(word).replace("_", r"\s+") for word in sorted(words.split(), key=len, reverse=True))
