"""Numbered entries, a bounded transaction's worth at a time."""

from collections.abc import Iterator

from butler.reception.entries import Entry, Mailed, entries
from butler.reception.sources import Source

CHUNK_ENTRIES, CHUNK_BYTES = 200, 16 * 1024 * 1024

Chunk = list[tuple[int, Entry]]


def chunks(sources: list[Source], done: int) -> Iterator[Chunk]:
    """Numbered entries, a bounded transaction's worth at a time; those that are done are passed over."""
    chunk: Chunk = []
    size = 0
    for number, entry in enumerate(entries(sources), 1):
        if number <= done:
            continue
        chunk.append((number, entry))
        size += len(entry.what.raw) if isinstance(entry.what, Mailed) else 1_000
        if len(chunk) >= CHUNK_ENTRIES or size >= CHUNK_BYTES:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk
