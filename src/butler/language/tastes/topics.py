"""What a taste is about, by its words and by what the message is about."""

import re
from functools import lru_cache
from pathlib import Path

from butler.language.lexicon import Lexicon
from butler.language.tastes.preference import Topic
from butler.language.tokens import Token

# «Тихий номер» is about the room, «холодный суп» about food: a quality gives way to the thing.
QUALITIES = frozenset({Topic.AMBIENCE, Topic.TEMPERATURE, Topic.TIME, Topic.STYLE, Topic.PLACE, Topic.OTHER})
_JOURNEY = re.compile(
    r"рейс|самолет|перелет|вылет|авиа|лечу|летим|летать|поезд|сапсан|купе|"
    r"flight|fly|airline|plane|train"
)
_AT_A_TABLE = re.compile(r"стол|ресторан|ужин|обед|table|dinner|restaurant|lunch")
_PRESENT = re.compile(r"подар|юбиле|день рождения|gift|present|birthday|anniversary")


def topic_of(thing: tuple[Token, ...]) -> Topic | None:
    """The topic the words themselves tell; None where they tell none."""
    told = [hit.meaning for hit in _table().find(thing)]
    return next((topic for topic in told if topic not in QUALITIES), told[0] if told else None)


def in_context(topic: Topic | None, lower: str) -> Topic:
    """The topic in this message: a window of an aircraft is a seat, what a mother-in-law adores is a gift."""
    if topic is Topic.SEATING and _JOURNEY.search(lower) and not _AT_A_TABLE.search(lower):
        return Topic.SEAT
    if topic in (None, Topic.OTHER) and _PRESENT.search(lower):
        return Topic.GIFT
    return topic or Topic.OTHER


@lru_cache(1)
def _table() -> Lexicon[Topic]:
    lines = (Path(__file__).parent / "topics.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    return Lexicon((term.strip(), Topic(topic)) for topic, terms in rows for term in terms.split(";"))
