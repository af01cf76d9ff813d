"""Finding articles: by any of the words in any form, and by what the question means."""

from collections.abc import Sequence
from dataclasses import dataclass

from butler.knowledge import rules
from butler.knowledge.access import meaning
from butler.knowledge.access.by_right import SHOWN, narrowed, readable
from butler.knowledge.access.words import LONGEST, best, terms_of, worth
from butler.knowledge.models import Article
from butler.knowledge.rules import Reader, Term
from butler.language.headlines import Piece, headline

WEIGHED = 60  # articles by words, and as many by meaning, whose worth is added up


@dataclass(frozen=True)
class Found:
    """An article that was found: what it is worth, and its words as (text, was it looked for)."""

    article: Article
    worth: float
    words: tuple[Piece, ...]


def find(words: str, who: Reader, *, kind: str = "", city: str = "", limit: int = SHOWN) -> list[Found]:
    """Articles that hold any of the words in any of their forms, or mean what is asked; the best first."""
    terms = terms_of(words)
    rows = narrowed(readable(who).filter(is_proposed=False), kind, city)
    by_words = best(rows, terms, WEIGHED)
    near = meaning.near(words[:LONGEST], rows, WEIGHED, also=list(by_words)) if words.strip() else {}
    by_words |= worth([one for one in near if one not in by_words], terms)
    marks = rules.marks(by_words, near, possible=rules.possible(terms))
    return _shown(marks, terms, limit)


def _shown(marks: dict[int, float], terms: Sequence[Term], limit: int) -> list[Found]:
    top = sorted(marks, key=lambda pk: (-marks[pk], -pk))[:limit]
    stems = [stem for term in terms for stem in term.stems]
    rows = Article.objects.select_related("author").in_bulk(top)
    return [Found(rows[pk], marks[pk], headline(rows[pk].text, stems)) for pk in top if pk in rows]
