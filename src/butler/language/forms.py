"""Every form a word may stand in: «улиток» is asked for, «улитка» and «улитками» are found."""

from functools import lru_cache

from butler.language.tokens import parses, plain

KEPT = 4_096  # words: questions repeat themselves
LIKELY = 0.1  # a reading of a word that is rarer than this is not meant
MOST = 3  # readings of one word: «стали» is steel, and they became


@lru_cache(KEPT)
def every_form(word: str) -> frozenset[str]:
    """The word and all its forms by all its likely readings, in lower case, ё as е. English stays as it is."""
    found = {plain(word)}
    for reading in parses(plain(word))[:MOST]:
        if reading.score >= LIKELY and reading.is_known:
            found |= {plain(form.word) for form in reading.lexeme}
    return frozenset(found)
