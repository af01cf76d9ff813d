"""What the words of a text say it is about: each category's weight and the words that gave it."""

from collections.abc import Iterator
from functools import lru_cache

from butler.language.lexicon import Hit, Lexicon
from butler.language.message.tables import sections
from butler.language.message.values import Category
from butler.language.tokens import Token

ENOUGH, HINT = 2.0, 0.6  # a word that is alone enough, and one that only hints
WEIGHTS = {"=": ENOUGH, "~": HINT}

Subject = tuple[Category, float]


def subjects(tokens: tuple[Token, ...]) -> list[Hit[Subject]]:
    """Every word that speaks of a category, in the order of the text; one word may speak of several."""
    return _lexicon().find(tokens)


@lru_cache(1)
def _lexicon() -> Lexicon[Subject]:
    return Lexicon(_terms())


def _terms() -> Iterator[tuple[str, Subject]]:
    for lang in ("ru", "en"):
        for head, lines in sections(f"subjects.{lang}.txt"):
            for line in lines:
                mark, terms = line.split(" ", 1)
                yield from ((term.strip(), (Category(head), WEIGHTS[mark])) for term in terms.split(","))
