"""Search in what was said: opened and scanned among what this person may see. No index over plain text is kept."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from butler.correspondence.models import Message
from butler.ground import acting
from butler.ground.sealing import open_sealed
from butler.language.tokens import plain

SCANNED = 5_000  # messages, the latest first: eight milliseconds for each thousand opened
FOUND = 50
AROUND = 60  # characters beside the word
SHORTEST = 2


@dataclass(frozen=True)
class SearchHit:
    """A message that says it, with the words around; `snippet[start:end]` is the first word found."""

    conversation_id: UUID
    message_id: UUID
    client_id: UUID | None
    way: str
    sent_at: datetime
    snippet: str
    start: int
    end: int


def search(text: str) -> list[SearchHit]:
    """Messages, notes too, that hold every word of `text` in any form, the latest first; at most FOUND of SCANNED."""
    stems = [_stem(word) for word in re.findall(r"\w+", plain(text)) if len(word) >= SHORTEST]
    if not stems:
        return []
    rows = Message.objects.filter(conversation__merged_into__isnull=True).order_by("-sent_at", "pk")[:SCANNED]
    listed = list(rows)
    acting.fetch_keys({row.client_id for row in listed if row.client_id})
    return [hit for _, hit in zip(range(FOUND), _hits(listed, stems), strict=False)]


def _hits(rows: list[Message], stems: list[str]) -> Iterator[SearchHit]:
    for row in rows:
        said = "\n".join(filter(None, (open_sealed(row, "subject"), open_sealed(row, "body"))))
        words = plain(said)
        places = [_place(stem, words) for stem in stems]
        if all(place >= 0 for place in places):
            yield _hit(row, said, places[0], len(stems[0]))


def _place(stem: str, words: str) -> int:
    """Where a word begins with it."""
    found = re.search(rf"\b{re.escape(stem)}", words)
    return found.start() if found else -1


def _stem(word: str) -> str:
    """A Russian word without the letters that its forms change: столы, стола -> стол; short ones stay whole."""
    if not re.fullmatch("[а-я]{5,}", word):
        return word
    return word[:-2] if len(word) >= 7 else word[:-1]


def _hit(row: Message, said: str, at: int, length: int) -> SearchHit:
    start = max(0, at - AROUND)
    snippet = said[start : at + length + AROUND]
    return SearchHit(
        row.conversation_id, row.pk, row.client_id, row.way, row.sent_at, snippet, at - start, at - start + length
    )
