"""A record as plain words, and how like two values of one field are."""

import re
from functools import lru_cache
from typing import Any

from rapidfuzz.distance import OSA, JaroWinkler

from butler.language.latin import latin

Record = dict[str, str]  # by field; what is not said is left out

LONGEST = 200  # signs of a value that are compared
MOST_FIELDS = 40
_SIGNS = re.compile(r"[^0-9a-z ]+")
_DIGITS = re.compile(r"\d+")
_SPACES = re.compile(r" +")
_DIALLED = re.compile(r"^[\s+()\d.-]{7,}$")
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T.*)?|(\d\d?)[./](\d\d?)[./](\d{4})")
NUMBER_OF_SUBSCRIBER = 10  # the digits that tell one telephone from another, whatever the code before them
LIKE = 0.88  # Jaro-Winkler from here on may be one word with a slip of the pen
SHORT = 4  # letters: shorter words are alike only when they are the same


def plain_record(told: dict[str, Any]) -> Record:
    """Every field that says something, in small Latin letters; telephones and days in one form."""
    fields: Record = {}
    for name, value in list(told.items())[:MOST_FIELDS]:
        if name != "id" and (text := _plain(value)):
            fields[str(name)] = text
    return fields


def _plain(value: object) -> str:
    if isinstance(value, list | tuple):
        return " ".join(sorted(filter(None, map(_plain, value))))[:LONGEST]
    if value is None or isinstance(value, dict | bool):
        return ""
    return _plain_text(str(value)[:LONGEST].strip())


@lru_cache(65_536)
def _plain_text(text: str) -> str:
    if day := _DAY.fullmatch(text):
        year, month, date = (day[1], day[2], day[3]) if day[1] else (day[6], day[5], day[4])
        return f"{year}{int(month):02}{int(date):02}"
    if _DIALLED.fullmatch(text) and sum(sign.isdigit() for sign in text) > NUMBER_OF_SUBSCRIBER:
        return re.sub(r"\D", "", text)[-NUMBER_OF_SUBSCRIBER:]
    text = latin(text.replace("ё", "е").replace("Ё", "Е")).lower()
    return _SPACES.sub(" ", _SIGNS.sub(" ", text)).strip()


def likeness(one: str, other: str) -> float:
    """From 0 to 1. Numbers are alike by the slips between them, words by Jaro and Winkler's measure."""
    if one == other:
        return 1.0
    if one.isdigit() and other.isdigit():
        return _of_numbers(one, other)
    if min(len(one), len(other)) < SHORT or _digits(one) != _digits(other):
        return 0.0  # house 5 is not house 6, nor ilya5@ ilya6@
    like = JaroWinkler.similarity(one, other)
    if like < LIKE and (" " in one or " " in other):
        like = max(like, _of_many_words(one, other))
    return like


def _digits(text: str) -> list[str]:
    return _DIGITS.findall(text)


def _of_numbers(one: str, other: str) -> float:
    if abs(len(one) - len(other)) > 1 or min(len(one), len(other)) < SHORT:
        return 0.0
    slips = OSA.distance(one, other, score_cutoff=2)
    return {0: 1.0, 1: 0.93, 2: 0.85 if len(one) > SHORT + 2 else 0.0}.get(slips, 0.0)


def _of_many_words(one: str, other: str) -> float:
    """The same words in another order; a firm with and without its sort («гостиница „Волна“»)."""
    return float(JaroWinkler.similarity(" ".join(sorted(one.split())), " ".join(sorted(other.split()))))
