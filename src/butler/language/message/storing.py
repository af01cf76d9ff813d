"""A reading as plain JSON and back, for a column of a table. The round trip loses nothing."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from typing import Any

from butler.language.evidence import Found, Source
from butler.language.message.values import Asked, Guess, Reading, Span
from butler.language.mood import Label, Mood
from butler.language.tastes import Polarity, Preference, Topic


def as_json(reading: Reading) -> dict[str, Any]:
    """Only dicts, lists, strings, numbers and null."""
    return {
        "lang": reading.lang,
        "requests": [_asked(one) for one in reading.requests],
        "mood": _mood(reading.mood),
        "urgency": _guess(reading.urgency),
        "preferences": [_preference(one) for one in reading.preferences],
        "no_return": reading.no_return.isoformat() if reading.no_return else None,
    }


def from_json(kept: dict[str, Any]) -> Reading:
    """What `as_json` gave. A dict of another form raises KeyError, TypeError or ValueError."""
    return Reading(
        kept["lang"],
        tuple(_asked_again(one) for one in kept["requests"]),
        _mood_again(kept["mood"]),
        _guess_again(kept["urgency"]),
        tuple(_preference_again(one) for one in kept["preferences"]),
        datetime.fromisoformat(kept["no_return"]) if kept["no_return"] else None,
    )


def _asked(one: Asked) -> dict[str, Any]:
    return {
        "span": list(one.span),
        "categories": [_guess(guess) for guess in one.categories],
        "acts": [_guess(guess) for guess in one.acts],
        "slots": {slot: [_found(value) for value in values] for slot, values in one.slots.items()},
    }


def _asked_again(kept: dict[str, Any]) -> Asked:
    slots = {slot: [_found_again(value) for value in values] for slot, values in kept["slots"].items()}
    return Asked(_span(kept["span"]), _guesses(kept["categories"]), _guesses(kept["acts"]), slots)


def _guess(guess: Guess) -> dict[str, Any]:
    return {"value": str(guess.value), "confidence": guess.confidence, "why": [list(span) for span in guess.why]}


def _guess_again(kept: dict[str, Any]) -> Guess:
    return Guess(kept["value"], kept["confidence"], tuple(_span(span) for span in kept["why"]))


def _guesses(kept: Iterable[dict[str, Any]]) -> tuple[Guess, ...]:
    return tuple(_guess_again(one) for one in kept)


def _found(found: Found[Any]) -> dict[str, Any]:
    where = {"start": found.start, "end": found.end}
    return {"value": found.value, **where, "source": str(found.source), "confidence": found.confidence}


def _found_again(kept: dict[str, Any]) -> Found[Any]:
    return Found(kept["value"], kept["start"], kept["end"], Source(kept["source"]), kept["confidence"])


def _mood(mood: Mood) -> dict[str, Any]:
    cause = list(mood.cause) if mood.cause else None
    return {"label": str(mood.label), "score": mood.score, "also": [str(one) for one in mood.also], "cause": cause}


def _mood_again(kept: dict[str, Any]) -> Mood:
    also = tuple(Label(one) for one in kept["also"])
    return Mood(Label(kept["label"]), kept["score"], also, _span(kept["cause"]) if kept["cause"] else None)


def _preference(one: Preference) -> dict[str, Any]:
    return asdict(one) | {"polarity": str(one.polarity), "topic": str(one.topic)}


def _preference_again(kept: dict[str, Any]) -> Preference:
    return Preference(**kept | {"polarity": Polarity(kept["polarity"]), "topic": Topic(kept["topic"])})


def _span(kept: Iterable[int]) -> Span:
    start, end = kept
    return start, end
