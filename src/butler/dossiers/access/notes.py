"""The notes of one client, looked through: opened, scanned and forgotten. No index knows what is sealed."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import CharField
from django.db.models.functions import Cast

from butler.dossiers.models import Note
from butler.ground import acting
from butler.ground.sealing import open_column
from butler.language.headlines import Piece, headline
from butler.language.scanning import scan
from butler.staff.models import Staff

SHOWN = 20
LATEST = 50
LONGEST = 200  # signs that are looked for


@dataclass(frozen=True)
class FoundNote:
    """A note, its words as (text, was it looked for), and who wrote it when."""

    id: UUID
    words: tuple[Piece, ...]
    written_by: Staff | None
    written_at: datetime


def find_notes(client_id: UUID, words: str = "") -> list[FoundNote]:
    """The notes of one client that hold any of the words in any form, the best first; without words the latest.

    NotHere for a stranger. What was opened is in the journal, once.
    """
    acting.check_may_open(client_id, "profile")
    rows: list[Any] = list(
        Note.objects.filter(client=client_id, text__isnull=False)
        .annotate(key=Cast("pk", CharField()))  # the seal wants it as text, and five hundred UUIDs take their time
        .order_by("-written_at", "pk")
        .values_list("key", "text")
    )
    texts = open_column(Note, "text", client_id, rows)
    if words.strip():
        chosen = {rows[hit.number][0]: (hit.number, hit.words) for hit in scan(texts, words[:LONGEST])[:SHOWN]}
    else:
        chosen = {rows[number][0]: (number, frozenset()) for number in range(len(rows))[:LATEST]}
    notes = Note.objects.defer("text").select_related("written_by").in_bulk(list(chosen))
    found = [(notes[UUID(key)], *where) for key, where in chosen.items()]
    return [
        FoundNote(note.pk, headline(texts[number], marked), note.written_by, note.written_at)
        for note, number, marked in found
    ]
