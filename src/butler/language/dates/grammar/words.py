"""Walking the words of one text, and what a language must say of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from butler.language.dates.holidays.names import Names
from butler.language.dates.piece import Piece
from butler.language.dates.resolve import Against
from butler.language.dates.scan import Token

Read = tuple[Piece, int]  # a piece and the index of the word after it
Length = tuple[list[tuple[float, str]], int]  # amounts with their units, and the index after them
DASHES = frozenset("-–—−")
NOTHING: dict[str, object] = {}


def longest(reads: Iterable[Read | None]) -> Read | None:
    """What reaches furthest; of two that reach as far the first."""
    best: Read | None = None
    for read in reads:
        if read is not None and (best is None or read[1] > best[1]):
            best = read
    return best


class Words:
    """The words of one text; a language adds what they mean."""

    lexicon: dict[str, dict[str, object]]
    from_words: frozenset[str]
    to_words: frozenset[str]
    between_words: frozenset[str]
    and_words: frozenset[str]
    until_words: frozenset[str]
    after_words: frozenset[str]
    starters: frozenset[str]  # words outside the lexicon that a date may begin with
    holidays: Names
    months_first = False  # is 5/12 the twelfth of May?

    def __init__(self, tokens: list[Token], against: Against) -> None:
        self.tokens = tokens
        self.against = against
        self.size = len(tokens)
        self.memory: dict[int, Read | None] = {}
        self.depth = 0

    def word(self, at: int) -> str:
        return self.tokens[at].word if 0 <= at < self.size else ""

    def form(self, at: int) -> str:
        return self.tokens[at].form if 0 <= at < self.size else ""

    def kind(self, at: int, kind: str) -> object:
        """What the word is as a month, unit, ... or None."""
        return self.lexicon.get(self.word(at), NOTHING).get(kind)

    def value(self, at: int, kind: str) -> int | None:
        found = self.kind(at, kind)
        return found if isinstance(found, int) else None

    def name(self, at: int, kind: str) -> str:
        found = self.kind(at, kind)
        return found if isinstance(found, str) else ""

    def says(self, at: int, *words: str) -> bool:
        return all(self.word(at + step) == word for step, word in enumerate(words))

    def is_number(self, at: int, longest: int = 4) -> bool:
        token = self.tokens[at] if 0 <= at < self.size else None
        return token is not None and token.form == "number" and token.word.isdigit() and len(token.word) <= longest

    def is_near(self, at: int) -> bool:
        return 0 <= at < self.size and self.tokens[at].is_near

    def past_dot(self, at: int) -> int:
        """After the dot of a shortened word, not the one that ends a sentence before a capital."""
        return at + 1 if self.word(at) == "." and self.is_near(at) else at

    def past_dash(self, at: int) -> int:
        return at + 1 if self.word(at) in DASHES else at

    def piece(self, at: int) -> Read | None:
        """The longest single piece that begins here."""
        raise NotImplementedError

    def bare(self, at: int) -> Read | None:
        """A number whose meaning its neighbour decides: «с 5 по 8 мая»."""
        raise NotImplementedError

    def length(self, at: int) -> Length | None:
        """An amount of time: «полтора часа», "two weeks"."""
        raise NotImplementedError

    def can_be_hour(self, at: int, number: float, after: int) -> bool:
        """Is a bare number after "at" or "until" an hour, judged by what follows it?"""
        raise NotImplementedError

    def is_trap(self, at: int) -> bool:
        """Does what stands before make a name of the date («улица 8 Марта»)?"""
        return False

    def is_event(self, at: int) -> bool:
        """Is it something that has its hour: a flight, a play, a dinner?"""
        return False

    def tense(self, at: int) -> str:
        """A verb's: "past", "ahead" (also orders, wishes and needs), or "" for what tells no time."""
        return ""

    def links(self, at: int) -> Iterator[int]:
        """Where the next piece of the same moment may begin: at once, after a comma, in brackets."""
        yield at
        if self.word(at) in (",", "(", "/"):
            yield at + 1

    def opens_span(self, start: int, end: int) -> bool:
        return False

    def lasting(self, at: int) -> tuple[int, int] | None:
        """How many days, and the index after them, where a language says so."""
        return None

    def bare_after_preposition(self, at: int) -> int | None:
        return at
