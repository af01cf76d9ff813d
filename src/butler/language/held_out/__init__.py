"""Messages to judge a reading by: written by us before the rules, in no training text.

Of `requests.tsv` rows of uneven number were looked at afterwards, and lines of the same kind were written to train;
rows of even number were not. The figure of all is therefore kinder than that of a stranger's messages. A row: what it
asks («restaurant:change|inform», several parted by semicolons; «*» about anything), the text, what the house said
before. `requests_later.tsv` was written by the hand that wrote the training text, after it: half of its rows were
looked at, and its figure is kinder still.

Of `mood.tsv` and `mood_later.tsv` a row: language, mood, text.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent


class Row(NamedTuple):
    """A message and what each of its requests may be about, and want: (categories, acts)."""

    wanted: tuple[tuple[frozenset[str], frozenset[str]], ...]
    text: str
    previous: str


class Felt(NamedTuple):
    """A message and the mood it is in."""

    lang: str
    label: str
    text: str


def requests(name: str = "requests") -> list[Row]:
    """What is asked, in both languages; `name` is "requests" or "requests_later"."""
    return [_row(*line) for line in _lines(name)]


def moods(name: str = "mood") -> list[Felt]:
    """How one feels; `name` is "mood" or "mood_later"."""
    return [Felt(*line) for line in _lines(name)]


def _lines(name: str) -> Iterator[list[str]]:
    yield from (line.split("\t") for line in (HERE / f"{name}.tsv").read_text("utf-8").splitlines())


def _row(wanted: str, text: str, previous: str = "") -> Row:
    asked = [one.strip().split(":") for one in wanted.split(";")]
    return Row(tuple((frozenset(c.split("|")), frozenset(a.split("|"))) for c, a in asked), text, previous)
