"""The notes of one client, looked through: opened, scanned and forgotten. No index knows what is sealed."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from butler.dossiers.models import Note
from butler.ground import acting
from butler.ground.sealing import open_column
from butler.language.headlines import Piece, headline
from butler.language.scanning import scan
from butler.staff.models import Staff

SHOWN = 50
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
        .order_by("-written_at", "pk")
        .values_list("pk", "text", "written_by", "written_at")
    )
    texts = open_column(Note, "text", client_id, ((row[0], row[1]) for row in rows))
    if words.strip():
        chosen = [(hit.number, hit.words) for hit in scan(texts, words[:LONGEST])[:SHOWN]]
    else:
        chosen = [(number, frozenset()) for number in range(len(rows))[:SHOWN]]
    writers = Staff.objects.in_bulk({rows[number][2] for number, _ in chosen} - {None})
    return [
        FoundNote(rows[number][0], headline(texts[number], found), writers.get(rows[number][2]), rows[number][3])
        for number, found in chosen
    ]
