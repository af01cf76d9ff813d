"""The words of the monthly letter «hours returned to you»: what was done, counted; how long; by what method."""

from butler.language.monthly import english, russian
from butler.language.monthly.facts import Given, Month
from butler.language.phrasing import NBSP
from butler.language.salutation import Voice

__all__ = ["Given", "Month", "closing", "is_method", "line", "method", "opening", "rest", "subject", "time_of"]


def subject(month: Month, voice: Voice) -> str:
    """«Часы, возвращённые вам: ноябрь 2026»."""
    return _table(voice.language).subject(month, voice)


def opening(month: Month, voice: Voice) -> str:
    """How much was done, and how much time it gave back."""
    return _table(voice.language).opening(month, voice)


def line(given: Given, language: str) -> str:
    """«три столика в ресторанах: 2 ч»."""
    return _table(language).line(given)


def rest(matters: int, minutes: int, language: str) -> str:
    """What does not stand in a line of its own."""
    return _table(language).rest(matters, minutes)


def closing(voice: Voice) -> str:
    return _table(voice.language).closing(voice)


def method(given: tuple[Given, ...], language: str) -> str:
    """How it was counted, with the minutes of each kind that is named."""
    return _table(language).method(given)


def is_method(paragraph: str) -> bool:
    """Is it the paragraph that says how it was counted?"""
    return paragraph.replace(NBSP, " ").startswith((russian.HOW_WE_COUNT, english.HOW_WE_COUNT))


def time_of(minutes: int, language: str) -> str:
    """Whole hours in words up to ten, below an hour the minutes: «два часа», «40 минут»."""
    return _table(language).time_of(minutes)


def _table(language: str):  # type: ignore[no-untyped-def]
    return russian if language == "ru" else english
