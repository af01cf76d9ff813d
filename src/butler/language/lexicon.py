"""Tables of words: which term of a table stands where in a text, whatever form its words are in.

A term is one or more words, each a dictionary form, or a beginning with a star: `стол`, `зимний сад`, `массаж*`. A word
of the text meets it by its likeliest dictionary form or as it is written; an English word also without its ending.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

from butler.language.tokens import Token, plain

T = TypeVar("T")
KEPT_WORDS = 10_000
STEM = 3  # letters a beginning must have


@dataclass(frozen=True, slots=True)
class Hit(Generic[T]):
    """A term met at `text[start:end]`."""

    meaning: T
    term: str
    start: int
    end: int


class Lexicon(Generic[T]):
    """Terms and what they mean. Build it once; the time taken grows with the text, not with the table."""

    def __init__(self, terms: Iterable[tuple[str, T]]):
        self._words: dict[str, list[tuple[tuple[str, ...], str, T]]] = {}
        self._stems: dict[str, list[tuple[tuple[str, ...], str, T]]] = {}
        for term, meaning in terms:
            words = tuple(plain(term).split())
            if words[0].endswith("*"):
                self._stems.setdefault(words[0][:STEM], []).append((words, term, meaning))
            else:
                self._words.setdefault(words[0], []).append((words, term, meaning))
        self._starting = lru_cache(KEPT_WORDS)(self._beginning)

    def find(self, tokens: tuple[Token, ...]) -> list[Hit[T]]:
        """Every term met, in the order of the text; a term inside a longer one does not count."""
        found: list[Hit[T]] = []
        for at, token in enumerate(tokens):
            for words, term, meaning in self._starting(forms(token)):
                if len(words) <= len(tokens) - at and all(map(_meets, words, tokens[at : at + len(words)])):
                    found.append(Hit(meaning, term, token.start, tokens[at + len(words) - 1].end))
        return [one for one in found if not any(_covers(other, one) for other in found)]

    def _beginning(self, keys: tuple[str, ...]) -> list[tuple[tuple[str, ...], str, T]]:
        """The terms that may begin with a word of these forms."""
        whole = [term for key in keys for term in self._words.get(key, ())]
        return whole + [
            term for start in dict.fromkeys(key[:STEM] for key in keys) for term in self._stems.get(start, ())
        ]


def forms(token: Token) -> tuple[str, ...]:
    """How a table may name this word."""
    if token.pos == "LATN":
        return _english(token.lower)
    return (token.lower,) if token.lemma == token.lower else (token.lemma, token.lower)


@lru_cache(20_000)
def _english(word: str) -> tuple[str, ...]:
    word = word.replace("’", "'").removesuffix("'s")
    found = [word]
    for ending, instead in (("ies", "y"), ("es", ""), ("s", ""), ("ing", ""), ("ing", "e"), ("ed", ""), ("ed", "e")):
        if word.endswith(ending) and len(word) - len(ending) >= STEM:
            found.append(word[: -len(ending)] + instead)
    return tuple(found)


def _meets(word: str, token: Token) -> bool:
    if word.endswith("*"):
        return any(key.startswith(word[:-1]) for key in forms(token))
    return word in forms(token)


def _covers(longer: Hit[T], shorter: Hit[T]) -> bool:
    inside = longer.start <= shorter.start and shorter.end <= longer.end
    return inside and longer.end - longer.start > shorter.end - shorter.start
