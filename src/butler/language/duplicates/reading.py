"""The `duplicates` kind of `./butler read`: all records first, then the pairs."""

from collections.abc import Iterable, Iterator
from typing import Any

from butler.language.duplicates.pairing import duplicates


def read_all(cases: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Pairs above the threshold of merging without asking, by the ids of the records; one without an id is left out."""
    records = [case for case in cases if case.get("id") is not None]
    for pair in duplicates(records):
        yield {"a": records[pair.one]["id"], "b": records[pair.other]["id"], "score": pair.score}
