"""How well we read messages that were held out: figures of all rows."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from butler.language.held_out import Row, requests
from butler.language.message import Context, Reading, read

NOW = datetime.fromisoformat("2026-11-25T12:00")


class Figures(NamedTuple):
    category_and_act: float
    category_in_two: float
    split_right: float
    split_right_of_many: float
    false_bookings: int


def readings(name: str = "requests") -> list[tuple[Row, Reading]]:
    return [(row, _read(row)) for row in requests(name)]


def _read(row: Row) -> Reading:
    previous = (("house", row.previous),) if row.previous else ()
    return read(row.text, ref=NOW, context=Context(previous=previous))


def figures(read_rows: list[tuple[Row, Reading]]) -> Figures:
    hits = [pair for row, reading in read_rows for pair in matched(row, reading)]
    many = [(row, reading) for row, reading in read_rows if len(row.wanted) > 1]
    return Figures(
        sum(both for both, _ in hits) / len(hits),
        sum(in_two for _, in_two in hits) / len(hits),
        sum(_same_count(*one) for one in read_rows) / len(read_rows),
        sum(_same_count(*one) for one in many) / len(many),
        sum(_is_false_booking(*one) for one in read_rows),
    )


def matched(row: Row, reading: Reading) -> Iterator[tuple[bool, bool]]:
    """Of each request wanted: is there one with its category and act, and is its category among the two best?"""
    left = list(reading.requests)
    for categories, acts in row.wanted:
        fits = [_is(one.category, categories) + (one.act in acts) for one in left]
        if not fits:
            yield False, False
            continue
        best = left.pop(fits.index(max(fits)))
        yield (
            _is(best.category, categories) and best.act in acts,
            any(_is(guess.value, categories) for guess in best.categories),
        )


def _is(category: str, categories: frozenset[str]) -> bool:
    return category in categories or "*" in categories


def _same_count(row: Row, reading: Reading) -> bool:
    return len(row.wanted) == len(reading.requests)


def _is_false_booking(row: Row, reading: Reading) -> bool:
    commits = {"book", "change", "cancel"}
    return not any(acts & commits for _, acts in row.wanted) and any(one.act in commits for one in reading.requests)
