"""Search in what was said: opened and scanned among what this person may see. No index over plain text is kept."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from butler.correspondence.models import Message
from butler.ground import acting
from butler.ground.sealing import open_sealed
from butler.language.tokens import lowered, plain

SCANNED = 5_000  # messages, the latest first: eight milliseconds for each thousand opened
FOUND = 50
AROUND = 60  # characters beside the word
SHORTEST = 2
WITHIN = re.compile(r"\w")  # a word


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

    @property
    def parts(self) -> tuple[str, str, str]:
        """What stands before the word, the word, and what follows it."""
        return self.snippet[: self.start], self.snippet[self.start : self.end], self.snippet[self.end :]


@dataclass(frozen=True)
class Found:
    """Where it was said; when something older was not looked at: the last message that was, and how old it is."""

    hits: tuple[SearchHit, ...] = ()
    further: UUID | None = None
    reached: datetime | None = None


def search(text: str, *, after: UUID | None = None) -> Found:
    """Messages, notes too, that hold every word of `text` in any form, the latest first; at most FOUND of SCANNED.

    `after`: only those older than this message, so that a search goes on from where the last one came to.
    """
    stems = [_stem(word) for word in re.findall(r"\w+", plain(text)) if len(word) >= SHORTEST]
    if not stems:
        return Found()
    rows = list(_older_than(after)[: SCANNED + 1])
    scanned = rows[:SCANNED]
    acting.fetch_keys({row.client_id for row in scanned if row.client_id})
    hits = tuple(hit for _, hit in zip(range(FOUND), _hits(scanned, stems), strict=False))
    last = next(row for row in scanned if row.pk == hits[-1].message_id) if len(hits) == FOUND else None
    last = last or (scanned[-1] if scanned else None)
    if last is None or last == rows[-1]:
        return Found(hits)
    return Found(hits, last.pk, last.sent_at)


def _older_than(message_id: UUID | None) -> QuerySet[Message]:
    rows = Message.objects.filter(conversation__merged_into__isnull=True).order_by("-sent_at", "pk")
    last = Message.objects.filter(pk=message_id).values_list("sent_at", flat=True).first() if message_id else None
    return rows if last is None else rows.filter(Q(sent_at__lt=last) | Q(sent_at=last, pk__gt=message_id))


def _hits(rows: list[Message], stems: list[str]) -> Iterator[SearchHit]:
    for row in rows:
        said = "\n".join(filter(None, (open_sealed(row, "subject"), open_sealed(row, "body"))))
        words = lowered(said)
        places = [_place(stem, words) for stem in stems]
        if all(place >= 0 for place in places):
            yield _hit(row, said, places[0])


def _place(stem: str, words: str) -> int:
    """Where a word begins with it."""
    found = re.search(rf"\b{re.escape(stem)}", words)
    return found.start() if found else -1


def _stem(word: str) -> str:
    """A Russian word without the letters that its forms change: столы, стола -> стол; short ones stay whole."""
    if not re.fullmatch("[а-я]{5,}", word):
        return word
    return word[:-2] if len(word) >= 7 else word[:-1]


def _hit(row: Message, said: str, at: int) -> SearchHit:
    ends = next((place for place in range(at, len(said)) if not WITHIN.match(said[place])), len(said))
    before, after = said[max(0, at - AROUND) : at], said[ends : ends + AROUND]
    if at > AROUND:
        before = "…" + before.partition(" ")[2]  # no word is cut in two
    if ends + AROUND < len(said):
        after = after.rpartition(" ")[0] + "…"
    snippet, start = before + said[at:ends] + after, len(before)
    return SearchHit(
        row.conversation_id, row.pk, row.client_id, row.way, row.sent_at, snippet, start, start + ends - at
    )  # fmt: skip
