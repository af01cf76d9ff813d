"""Searching a few hundred texts that no index may know of: each is looked through, in any form of the words. Pure.

For what is opened from under seal: nothing is kept between two searches.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import log

from rapidfuzz import process
from rapidfuzz.distance import OSA

from butler.language.forms import every_form
from butler.language.tokens import lowered, plain

MOST = 12  # words of a question
FEWEST_SIGNS = 4  # of a word that may be a slip of the pen
LONG = 7  # signs of a word that may hold two slips
ENOUGH = 3  # signs that all forms begin with, to be looked for first
GUESSED = 0.7  # a word that was taken for another weighs so much less
BETWEEN = "\x00"  # stands in no text that a database keeps
WORD = re.compile(r"\w+")
LITTLE = """
а без был была было были в вам вас во вот все да для до его ее если есть еще же за и из или им их к как какая какие
какое какой какую ко когда кто куда ли мы на над надо нам нас не ни но нужно о об он она они от по под при про с со
так там то тоже только у уже чем что чтобы эти это я где
a an and are as at be by do does for from has have he her his how in is it its of on or our she that the their they
this to was we were what when where which who will with you your
"""
SAY_NOTHING = frozenset(LITTLE.split())


@dataclass(frozen=True)
class Hit:
    """A text that holds some of the words: its number, what it is worth, the words as they stand there."""

    number: int
    worth: float
    words: frozenset[str]


def scan(texts: Sequence[str], question: str) -> list[Hit]:
    """The texts that hold any of the words in any form, the rare words first; of as good ones the earlier first.

    A word that stands nowhere is taken for the one that is written most nearly so.
    """
    low = lowered(BETWEEN.join(texts)).split(BETWEEN) if texts else []
    worth: dict[int, float] = {}
    words: dict[int, set[str]] = {}
    known: list[str] = []
    for word in _asked(question):
        found, weight = _holding(low, every_form(word)), 1.0
        if not found:
            known = known or _words(low)
            found, weight = _holding(low, frozenset(_nearest(known, word))), GUESSED
        for number, forms in found.items():
            worth[number] = worth.get(number, 0.0) + weight * log(1 + len(texts) / len(found))
            words.setdefault(number, set()).update(forms)
    return [
        Hit(number, worth[number], frozenset(words[number])) for number in sorted(worth, key=lambda n: (-worth[n], n))
    ]


def _asked(question: str) -> list[str]:
    words = dict.fromkeys(plain(word) for word in WORD.findall(question))
    return [word for word in words if word not in SAY_NOTHING][:MOST]


def _holding(low: Sequence[str], forms: frozenset[str]) -> dict[int, set[str]]:
    """Which texts hold any of the forms, and which. Most texts are passed by without being cut into words."""
    if not forms:
        return {}
    start = _beginning(forms)
    if len(start) < ENOUGH:
        wanted = re.compile(rf"\b(?:{'|'.join(sorted(map(re.escape, forms)))})\b")
        return {number: set(hits) for number, text in enumerate(low) if (hits := wanted.findall(text))}
    begins = re.compile(rf"\b{re.escape(start)}\w*")
    near = ((number, forms.intersection(begins.findall(text))) for number, text in enumerate(low) if start in text)
    return {number: set(hits) for number, hits in near if hits}


def _beginning(forms: frozenset[str]) -> str:
    """The letters that all of them begin with."""
    first, last = min(forms), max(forms)
    alike = next((at for at, (one, other) in enumerate(zip(first, last, strict=False)) if one != other), None)
    return first[:alike]


def _words(low: Sequence[str]) -> list[str]:
    """Every word that occurs. Cut at spaces first: few of those pieces are new, and only they are looked at again."""
    return sorted(set(WORD.findall(" ".join(set(" ".join(low).split())))))


def slips_in(word: str) -> int:
    """How many slips of the pen a word of its length may hold; 0: it is too short to be told from another."""
    if len(word) < FEWEST_SIGNS:
        return 0
    return 2 if len(word) >= LONG else 1


def _nearest(known: list[str], word: str) -> list[str]:
    slips = slips_in(word)
    near = process.extractOne(word, known, scorer=OSA.distance, score_cutoff=slips) if slips else None
    return [near[0]] if near else []
