"""What a word may be in grammar: a noun, or what a number counts."""

from __future__ import annotations

from functools import lru_cache


@lru_cache(20_000)
def speech(word: str) -> str:
    from butler.language.tokens import parsed

    return parsed(word)[1]


@lru_cache(20_000)
def is_counted(word: str, number: int) -> bool:
    """Could the word be what is counted: «8 классов», «4 номера», «в 4 номере»?"""
    from butler.language.tokens import parses

    is_many = number % 100 // 10 == 1 or number % 10 not in (2, 3, 4)
    for parse in parses(word)[:3]:
        tag = parse.tag
        if "NOUN" not in tag and "ADJF" not in tag:
            continue
        if "loct" in tag or ("gent" in tag and ("plur" in tag or not is_many)):
            return parse.score > 0.2
    return False
