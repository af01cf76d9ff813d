"""Which words of a text may be learnt: none that can be a name, a number or an address.

A word counts in its dictionary form, beside the pair with its neighbour. In Russian it must stand in the dictionary,
and no reading of it may be a name of a person, a place or a house. Latin letters have no dictionary here: a word in
them must stand in small letters, and `fitting` keeps only those that our own lines know.
"""

from itertools import pairwise
from typing import NamedTuple

from butler.language.tokens import Token, grammemes, is_in_dictionary, tokens

LONGEST = 1_000  # signs
NAMES = frozenset({"Name", "Surn", "Patr", "Geox", "Orgn", "Trad", "Init", "Abbr"})
SIGNS = frozenset("?!")
SENTENCE_ENDS = frozenset(".?!…")


class Word(NamedTuple):
    """A word or a pair as it is learnt, «w:рубашка», and where it stands: `text[start:end]`."""

    name: str
    start: int
    end: int


def learnable(text: str) -> list[Word]:
    """The words of a text that may be learnt, and the pairs that they make side by side."""
    words = tokens(text[:LONGEST])
    first = {0, *(at + 1 for at, word in enumerate(words) if word.text in SENTENCE_ENDS)}
    plain = [(at, word) for at, word in enumerate(words) if _is_plain(word, begins=at in first)]
    found = [Word(f"w:{word.lemma}", word.start, word.end) for _, word in plain]
    for (at, one), (after, two) in pairwise(plain):
        if after == at + 1:
            found.append(Word(f"p:{one.lemma} {two.lemma}", one.start, two.end))
    return found


def _is_plain(word: Token, *, begins: bool) -> bool:
    if word.pos in ("NUMB", "PNCT"):
        return word.text in SIGNS
    if not word.text.replace("-", "").isalpha() or not (word.text.islower() or (begins and word.text[1:].islower())):
        return False
    if word.pos == "LATN":
        return word.text.islower()
    return is_in_dictionary(word.lower) and not grammemes(word.text) & NAMES
