"""What a question means beside what articles mean: directions that lie close, in whatever language.

Every process keeps one bit of each number of every direction in memory: 48 bytes a piece of text. The nearest by those
are weighed by the directions themselves. Where there is no model, nothing is near.
"""

from collections import defaultdict
from collections.abc import Sequence
from threading import Lock
from typing import Any

import numpy as np
from django.db.models import QuerySet

from butler.knowledge.models import Article, Sense
from butler.knowledge.senses import SKETCH, direction, of, sketch
from butler.language import vectors

NEAREST = 300  # pieces whose directions are compared in full
LATE = 256  # numbers of rows: a transaction may end after one that began later
FIRST_ROOM = 1_024


class Sketches:
    """The sketches of all pieces, as they were read last. Pieces are never changed: new ones have higher numbers."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._count = 0
        self._numbers = np.zeros(FIRST_ROOM, dtype=np.int64)
        self._bits = np.zeros((FIRST_ROOM, SKETCH // 8), dtype=np.uint64)

    def nearest(self, wanted: bytes, limit: int) -> list[int]:
        """The numbers of the pieces whose bits differ least."""
        with self._lock:
            self._read_on()
            numbers, bits = self._numbers[: self._count], self._bits[: self._count]
        far = np.bitwise_count(bits ^ np.frombuffer(wanted, dtype=np.uint64)).sum(axis=1, dtype=np.uint16)
        if len(far) > limit:
            numbers = numbers[np.argpartition(far, limit)[:limit]]
        return [int(number) for number in numbers]

    def _read_on(self) -> None:
        last = int(self._numbers[: self._count].max(initial=0))
        late = set(self._numbers[: self._count][-2 * LATE :].tolist())
        rows = Sense.objects.filter(pk__gt=last - LATE).order_by("pk").values_list("pk", "sketch")
        self._add([(pk, bits) for pk, bits in rows.iterator() if pk not in late])

    def _add(self, rows: Sequence[tuple[int, Any]]) -> None:
        if not rows:
            return
        end = self._count + len(rows)
        if end > len(self._numbers):
            self._grow(2 * end)
        self._numbers[self._count : end] = [pk for pk, _ in rows]
        joined = b"".join(bytes(bits) for _, bits in rows)
        self._bits[self._count : end] = np.frombuffer(joined, dtype=np.uint64).reshape(len(rows), -1)
        self._count = end

    def _grow(self, room: int) -> None:
        """New arrays: whoever is comparing keeps the old ones."""
        numbers, bits = np.zeros(room, dtype=np.int64), np.zeros((room, SKETCH // 8), dtype=np.uint64)
        numbers[: self._count], bits[: self._count] = self._numbers[: self._count], self._bits[: self._count]
        self._numbers, self._bits = numbers, bits


_sketches = Sketches()


def near(words: str, rows: QuerySet[Article], limit: int, *, also: Sequence[int] = ()) -> dict[int, float]:
    """The articles of `rows` that mean most nearly what the words do, and those of `also`, each with how near."""
    if not vectors.can_be_read():
        return {}
    asked = of(words)
    numbers = _sketches.nearest(sketch(asked), NEAREST)
    close = _compared(asked, Sense.objects.filter(pk__in=numbers, article__in=rows))
    nearest = dict(sorted(close.items(), key=lambda one: -one[1])[:limit])
    return nearest | _compared(asked, Sense.objects.filter(article__in=[one for one in also if one not in nearest]))


def _compared(asked: Any, senses: QuerySet[Sense]) -> dict[int, float]:
    """How near the nearest piece of each article is."""
    found: dict[int, float] = defaultdict(float)
    kept = list(senses.values_list("article_id", "vector"))
    if kept:
        likeness = np.stack([direction(vector) for _, vector in kept]) @ asked
        for (article, _), like in zip(kept, likeness.tolist(), strict=True):
            found[article] = max(found[article], like)
    return dict(found)
