"""Messages that were written before the rules, and are in no training text: how well we read what is said indirectly.

Rows of uneven number were looked at afterwards, and lines of the same kind were written to train; rows of even number
were not looked at. The figure of all is therefore kinder than that of a stranger's messages.

A row: what it asks («restaurant:change|inform», several parted by semicolons), the text, what the house said before.
"""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from butler.language.message import Context, Reading, read

NOW = datetime.fromisoformat("2026-11-25T12:00")
FILE = Path(__file__).with_name("held_out.tsv")


class Row(NamedTuple):
    wanted: tuple[tuple[frozenset[str], frozenset[str]], ...]  # what each request may be about, and want
    text: str
    previous: str


class Figures(NamedTuple):
    category_and_act: float
    category_in_two: float
    split_right: float
    split_right_of_many: float
    false_bookings: int


def rows() -> list[Row]:
    return [_row(*line.split("\t")) for line in FILE.read_text("utf-8").splitlines()]


def _row(wanted: str, text: str, previous: str = "") -> Row:
    asked = [one.strip().split(":") for one in wanted.split(";")]
    return Row(tuple((frozenset(c.split("|")), frozenset(a.split("|"))) for c, a in asked), text, previous)


def readings() -> list[tuple[Row, Reading]]:
    return [(row, _read(row)) for row in rows()]


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
        fits = [(one.category in categories) + (one.act in acts) for one in left]
        if not fits:
            yield False, False
            continue
        best = left.pop(fits.index(max(fits)))
        yield best.category in categories and best.act in acts, any(g.value in categories for g in best.categories)


def _same_count(row: Row, reading: Reading) -> bool:
    return len(row.wanted) == len(reading.requests)


def _is_false_booking(row: Row, reading: Reading) -> bool:
    commits = {"book", "change", "cancel"}
    return not any(acts & commits for _, acts in row.wanted) and any(one.act in commits for one in reading.requests)
