"""The `message` kind of `./butler read`: a case in the contract's form, and its answer."""

from datetime import datetime
from pathlib import Path
from typing import Any

from butler.language.message.reading import read
from butler.language.message.values import Asked, Context, Reading

UNDATED = "2026-01-01T12:00"  # for cases without a time: nothing in them is dated


def read_message(case: dict[str, Any], root: Path) -> dict[str, Any]:
    """Read one message. A case without text, or with a time that is none, is refused with ValueError or KeyError."""
    ref = datetime.fromisoformat(case.get("ref") or UNDATED).replace(tzinfo=None)
    previous = tuple((str(one["from"]), str(one["text"])) for one in case.get("previous") or ())
    return answer(read(str(case["text"]), lang=case.get("lang"), ref=ref, context=Context(previous=previous)))


def answer(reading: Reading) -> dict[str, Any]:
    """A reading in the contract's form: only the first guesses, and no evidence."""
    mood = {"label": str(reading.mood.label), "score": reading.mood.score}
    also = [str(one) for one in reading.mood.also]
    return {
        "lang": reading.lang,
        "requests": [_request(one) for one in reading.requests],
        "mood": mood | ({"also": also} if also else {}),
        "urgency": str(reading.urgency.value),
        "preferences": [
            {"polarity": str(one.polarity), "topic": str(one.topic), "value": one.value} for one in reading.preferences
        ],
    }


def _request(asked: Asked) -> dict[str, Any]:
    slots = {slot: [found.value for found in values] for slot, values in asked.slots.items()}
    return {
        "category": asked.category,
        "act": asked.act,
        "slots": {slot: values[0] if len(values) == 1 else values for slot, values in slots.items()},
    }
