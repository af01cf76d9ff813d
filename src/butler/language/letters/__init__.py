"""The sentences a client's letter may be made of. One table per language; a kind without a sentence is not said."""

from butler.language.letters import english, russian
from butler.language.letters.facts import Day, Promise
from butler.language.salutation import Voice

__all__ = ["Day", "Promise", "of_day", "of_promise", "subject"]


def of_promise(promise: Promise, voice: Voice) -> str:
    """The sentence for something that is promised and proven; empty when there is nothing to say."""
    return _table(voice).promise(promise, voice)


def of_day(day: Day, voice: Voice) -> str:
    """The sentence for a date that comes: a birthday, an anniversary, an expiry."""
    return _table(voice).day(day, voice)


def subject(promises_on: Day, voice: Voice) -> str:
    """The subject of the morning letter."""
    return _table(voice).subject(promises_on)


def _table(voice: Voice):  # type: ignore[no-untyped-def]
    return russian if voice.language == "ru" else english
