"""Which records are worth comparing: those that share something rare."""

from collections import defaultdict
from collections.abc import Iterator

from butler.language.duplicates.likeness import Record

MOST_OF_ONE = 60  # records that share a value: what more of them share tells nobody apart
WORDY = 3  # letters of a word that is looked up whatever field it stands in


def candidates(records: list[Record]) -> set[tuple[int, int]]:
    """Pairs of numbers, the smaller first. Work is bounded: each shared key makes at most so many pairs."""
    shelves: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, record in enumerate(records):
        for key in set(_keys(record)):
            shelves[key].append(number)
    pairs: set[tuple[int, int]] = set()
    for shelf in shelves.values():
        if len(shelf) <= MOST_OF_ONE:
            pairs.update((one, other) for at, one in enumerate(shelf) for other in shelf[at + 1 :])
    return pairs


def _keys(record: Record) -> Iterator[tuple[str, ...]]:
    """Each value, alone and with every other: what is common alone may be rare together. Words count in any field,
    since names change places."""
    values = list(record.items())
    for at, (field, value) in enumerate(values):
        yield ("value", _class(value), value)
        yield from (("pair", field, value[:WORDY], other, told[:SHORT_HEAD]) for other, told in values[at + 1 :])


SHORT_HEAD = 5


def _class(value: str) -> str:
    return "number" if value.isdigit() else "word"
