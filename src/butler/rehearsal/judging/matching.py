"""How words are sought: in any case, and with white space of any kind as one space."""

import re
from collections.abc import Iterable

Pattern = re.Pattern[str]
SPACES = re.compile(r"[\s\u00a0\u202f\u2007\u2060\u200b]+")


def plain(text: str) -> str:
    """Text in which white space of any kind is one space."""
    return SPACES.sub(" ", text)


def says(text: str, wanted: Iterable[Pattern]) -> list[str]:
    """Those of the wanted expressions that the text does not say."""
    words = plain(text)
    return [one.pattern for one in wanted if not one.search(words)]


def told(text: str, unwanted: Iterable[Pattern]) -> list[str]:
    """Those of the unwanted expressions that the text says."""
    words = plain(text)
    return [one.pattern for one in unwanted if one.search(words)]


def message_text(subject: str, text: str) -> str:
    """What is matched of one message."""
    return f"{subject}\n{text}"


def covers(wanted: str, topic: str) -> bool:
    """Is a dotted topic the wanted one, or below it?"""
    return topic == wanted or topic.startswith(f"{wanted}.")
