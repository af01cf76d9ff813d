"""A common thing in the case that a sentence asks for: «мужская стрижка» -> «мужскую стрижку», «букет роз» stays."""

from functools import lru_cache
from typing import Any

from butler.language.names import Case
from butler.language.tokens import parses

KEPT = 4_096  # texts
_LIVING = "anim"


@lru_cache(KEPT)
def thing(text: str, case: Case) -> str:
    """The first noun bends, and what agrees with it before it; the rest («роз», «с жемчугом») stands as it is.

    `text` is in the nominative. One that begins otherwise (in another case, a number, Latin letters) is given back.
    """
    words = text.split(" ")
    at = _head(words)
    if case == Case.NOMINATIVE or at is None:
        return text
    noun = _read(words[at], "NOUN")
    before = [_read(word, "ADJF", noun.tag) for word in words[:at]]
    bent = [_bent(word, case, is_living=_LIVING in noun.tag) for word in [*before, noun] if word is not None]
    if len(bent) <= at or None in bent:
        return text
    return " ".join([*(str(word) for word in bent), *words[at + 1 :]])


def is_person(text: str) -> bool:
    """Is it somebody («кардиолог»), and not something that is done («укладка»)?"""
    words = text.split(" ")
    at = _head(words)
    return at is not None and _LIVING in _read(words[at], "NOUN").tag


def _head(words: list[str]) -> int | None:
    """Which word is the first noun; «белые» before «орхидеи» is none."""
    for at, (word, after) in enumerate(zip(words, [*words[1:], ""], strict=True)):
        following = _read(after, "NOUN")
        is_beside = following is not None and _read(word, "ADJF", following.tag) is not None
        if not is_beside and _read(word, "NOUN") is not None:
            return at
    return None


def _read(word: str, part: str, beside: Any = None) -> Any:
    """The likeliest reading of a word as this part of speech in the nominative, agreeing with the noun beside it."""
    for found in parses(word):
        if part in found.tag and "nomn" in found.tag and (beside is None or _agree(found.tag, beside)):
            return found
    return None


def _agree(adjective: Any, noun: Any) -> bool:
    if adjective.number != noun.number:
        return False
    return bool(adjective.number == "plur" or adjective.gender == noun.gender)


def _bent(found: Any, case: Case, *, is_living: bool) -> str | None:
    wanted = {case.value}
    if case == Case.ACCUSATIVE and "ADJF" in found.tag and ("masc" in found.tag or "plur" in found.tag):
        wanted.add(_LIVING if is_living else "inan")
    form = found.inflect(wanted)
    return form.word if form else None
