"""A text as words: where each stands, its dictionary form and its part of speech. The ground of every reader."""

import re
from functools import lru_cache
from typing import Any, NamedTuple

KEPT_WORDS = 50_000
KEPT_TEXTS = 256
KEPT_PARSES = 2_000  # they are large
_NOMINAL = ("NOUN", "ADJF", "ADJS", "PRTF", "NUMR", None)  # what names are made of; «дели» is a town, not «делить»
_CYRILLIC = re.compile("[а-яА-ЯёЁ]")
_WORD = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+(?:[-’'][^\W\d_]+)*|[^\w\s]")


class Token(NamedTuple):
    """`text[start:end]`: a word, number or sign, its lower case, dictionary form, part of speech (OpenCorpora)."""

    text: str
    start: int
    end: int
    lower: str  # «ё» as «е»
    lemma: str
    pos: str  # NOUN, VERB, INFN, ADJF, NUMR, ...; NUMB for digits, PNCT for signs, LATN for Latin letters


@lru_cache(KEPT_TEXTS)
def tokens(text: str) -> tuple[Token, ...]:
    """The words of a text in order; spans count characters of the very text given."""
    return tuple(Token(found.group(), *found.span(), *_known(found.group())) for found in _WORD.finditer(text))


@lru_cache(KEPT_PARSES)
def parses(word: str) -> tuple[Any, ...]:
    """What a Russian word may be, the likeliest first (pymorphy3); costly, and asked by several readers."""
    return tuple(_morph().parse(word))


@lru_cache(KEPT_WORDS)
def parsed(word: str) -> tuple[str, str]:
    """The likeliest dictionary form and part of speech of a Russian word; «ё» is written «е»."""
    best = parses(word)[0]
    return plain(best.normal_form), str(best.tag.POS or "UNKN")


@lru_cache(KEPT_WORDS)
def lemmas(word: str) -> frozenset[str]:
    """Every dictionary form that a word may have: how names are met, whose likeliest form is often not the name."""
    lower = plain(word)
    if not re.search("[а-я]", lower):
        return frozenset((lower,))
    nominal = (one for one in parses(word.lower()) if one.tag.POS in _NOMINAL)
    return frozenset(plain(one.normal_form) for one in nominal) | {lower}


@lru_cache(KEPT_WORDS)
def grammemes(word: str) -> frozenset[str]:
    """What any reading of a Russian word may be (OpenCorpora: Name, Patr, Surn, Geox, loct, impr, ...)."""
    if not _CYRILLIC.search(word):
        return frozenset()
    return frozenset(mark for one in parses(word.lower()) for mark in one.tag.grammemes)


@lru_cache(KEPT_WORDS)
def likeliest(word: str) -> frozenset[str]:
    """What the likeliest reading of a Russian word is: «Любой» may be a name, but hardly."""
    return frozenset(parses(word.lower())[0].tag.grammemes) if _CYRILLIC.search(word) else frozenset()


@lru_cache(KEPT_WORDS)
def is_in_dictionary(word: str) -> bool:
    """Does the Russian dictionary have this very form, with «ё» or «е»?"""
    return bool(_morph().word_is_known(word.lower()))


def is_order(word: Token) -> bool:
    """An imperative («Забронируйте»), as its likeliest reading: a surname may look like one by chance."""
    return word.pos == "VERB" and "impr" in grammemes(word.text)


def plain(word: str) -> str:
    """Lower case, with «е» for «ё»: how words are compared."""
    return word.lower().replace("ё", "е")


def lowered(text: str) -> str:
    """Lower case with «е» for «ё», letter for letter, so that spans hold: a few capitals become two."""
    lower = plain(text)
    if len(lower) == len(text):
        return lower
    return "".join(small if len(small := plain(letter)) == 1 else letter for letter in text)


@lru_cache(KEPT_WORDS)
def _known(word: str) -> tuple[str, str, str]:
    """Its lower case, dictionary form and part of speech."""
    lower = plain(word)
    if word[0].isdigit():
        return lower, lower, "NUMB"
    if not word[0].isalpha():
        return lower, lower, "PNCT"
    if _CYRILLIC.search(word):
        return lower, *parsed(word.lower())
    return lower, lower, "LATN"


@lru_cache(1)
def _morph() -> Any:
    from pymorphy3 import MorphAnalyzer  # the dictionary takes a moment: loaded at first use

    return MorphAnalyzer()
