"""Does what was taught make the reading of other messages worse? Judged on messages that were held out."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from butler.language import held_out
from butler.language.held_out import Row
from butler.language.learnt import NOTHING, Learnt
from butler.language.message.reading import read
from butler.language.message.values import Context, Reading
from butler.language.mood import read_mood

NOW = datetime.fromisoformat("2026-11-25T12:00")  # the day on which the messages were written


class Score(NamedTuple):
    """So many of so many were read rightly."""

    right: int
    of: int


def judged(learnt: Learnt = NOTHING) -> dict[str, Score]:
    """Of every field, how many held-out messages are read rightly by a house that was taught this."""
    readings = [(row, _read(row, learnt)) for row in held_out.requests()]
    pairs = [pair for row, reading in readings for pair in _matched(row, reading)]
    felt = [*held_out.moods(), *held_out.moods("mood_later")]
    heard = [read_mood(one.text, one.lang, learnt).label == one.label for one in felt]
    return {
        "category": Score(sum(category for category, _ in pairs), len(pairs)),
        "act": Score(sum(act for _, act in pairs), len(pairs)),
        "mood": Score(sum(heard), len(heard)),
    }


def _read(row: Row, learnt: Learnt) -> Reading:
    previous = (("house", row.previous),) if row.previous else ()
    return read(row.text, ref=NOW, context=Context(previous=previous, learnt=learnt))


def _matched(row: Row, reading: Reading) -> Iterator[tuple[bool, bool]]:
    """Of each request wanted, whether the nearest that was read has its category, and its act."""
    left = list(reading.requests)
    for categories, acts in row.wanted:
        fits = [(one.category in categories, one.act in acts) for one in left]
        if not fits:
            yield False, False
            continue
        best = max(fits, key=sum)
        left.pop(fits.index(best))
        yield best
