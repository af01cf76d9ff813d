"""What colleagues put right, gathered to be taught: without anybody's name, and only where they agree."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from butler.ground.sealing import open_sealed
from butler.language.learnt import FIELDS
from butler.language.learnt.fitting import Line
from butler.language.learnt.lessons import data_mark
from butler.language.learnt.words import learnable
from butler.language.message import Act, Category
from butler.language.mood import Label
from butler.language.redaction import TOKEN
from butler.language.tongue import tongue
from butler.reception.hiding import without_anybody
from butler.reception.models import Correction
from butler.reception.rules.teaching import Said, agreed

MOST = 5_000  # the latest so many teach
KNOWN = {
    "category": frozenset(map(str, Category)), "act": frozenset(map(str, Act)), "mood": frozenset(map(str, Label))
}  # fmt: skip
SOMEBODY = "…"  # stands where a name was, and teaches nothing


@dataclass(frozen=True)
class Gathered:
    """The lines to teach by field, how many corrections there are of each sort, and a mark of all that is taught."""

    lines: Mapping[str, list[Line]]
    counts: Mapping[str, int]
    mark: str
    taught: tuple[UUID, ...]


def gathered(since: datetime | None) -> Gathered:
    """Every standing correction after `since`, the moment when all before was forgotten. Needs a named purpose."""
    rows = standing(since).select_related("client").order_by("-at", "pk")[:MOST]
    said = [one for row in rows if (one := _said(row)) is not None]
    teaching, contradictory = agreed(said)
    telling = [one for one in teaching if learnable(one.words)]
    lines = {
        field: [Line(one.lang, one.words, one.label, one.weight) for one in telling if one.field == field]
        for field in FIELDS
    }
    taught = tuple(UUID(one.id) for one in telling)
    counts = {
        "all": len(rows),
        "new": sum(row.learnt_at is None for row in rows),
        "taught": len(telling),
        "contradictory": len(contradictory),
        "silent": len(rows) - len(telling) - len(contradictory),
    }
    return Gathered({field: kept for field, kept in lines.items() if kept}, counts, _mark(telling), taught)


def standing(since: datetime | None):  # type: ignore[no-untyped-def]
    """Corrections that nobody took back, of the fields that are learnt."""
    rows = Correction.objects.filter(what__in=FIELDS, taken_back_at__isnull=True)
    return rows.filter(at__gt=since) if since else rows


def _said(row: Correction) -> Said | None:
    """None for what says nothing, or is no word of ours."""
    words = open_sealed(row, "words")
    if row.now not in KNOWN[row.what] or not words.strip():
        return None
    hidden = TOKEN.sub(SOMEBODY, without_anybody(words, row.client).text)
    return Said(str(row.pk), row.what, tongue(words), " ".join(hidden.split()), row.now, row.by_id, row.at)


def _mark(telling: list[Said]) -> str:
    said = "\n".join([data_mark(), *sorted(f"{one.id} {one.label}" for one in telling)])
    return hashlib.sha256(said.encode()).hexdigest()
