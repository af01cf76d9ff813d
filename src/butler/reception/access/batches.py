"""Reading batches: for leads, the owner and the worker's purposes. Others get NotHere and learn nothing."""

import json
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from butler.ground.refusals import NotHere
from butler.ground.sealing import open_sealed
from butler.reception.models import Batch, ImportedRow
from butler.reception.tally import Tally
from butler.staff.models import Staff

LISTED = 100
ROWS_LISTED = 500


@dataclass(frozen=True)
class BatchCard:
    """A batch as the list shows it."""

    id: UUID
    number: int
    state: str
    taken_by: Staff | None
    started_at: datetime
    finished_at: datetime | None
    undone_at: datetime | None
    sources: tuple[str, ...]
    tally: Tally

    @property
    def state_name(self) -> str:
        return str(Batch.State(self.state).label)

    @property
    def may_be_accepted(self) -> bool:
        return self.state == Batch.State.PREVIEWED

    @property
    def may_be_undone(self) -> bool:
        return self.state not in (Batch.State.NEW, Batch.State.PREVIEWED)


@dataclass(frozen=True)
class RowLine:
    """One row of the house that a batch touched."""

    number: int
    kind: str
    action: str
    table: str
    target: str
    file: str
    line: int
    column: int
    why: str
    kept: str
    kept_for: str
    is_undone: bool


def batches() -> list[BatchCard]:
    """The latest batches that the one who acts may see, the last first."""
    return [_card(batch) for batch in Batch.objects.select_related("taken_by").order_by("-number")[:LISTED]]


def batch(number: int) -> BatchCard:
    """One batch; NotHere for a stranger, and when there is none."""
    found = Batch.objects.select_related("taken_by").filter(number=number).first()
    if found is None:
        raise NotHere
    return _card(found)


def rows(number: int, *, action: str = "", kept: bool = False) -> list[RowLine]:
    """The rows of one batch in the order of doing; only those that stayed after it was taken back, if `kept`."""
    card = batch(number)
    found = ImportedRow.objects.filter(batch=card.id).order_by("number")
    if action:
        found = found.filter(action=action)
    if kept:
        found = found.exclude(kept="")
    return [_line(row, card.sources) for row in found[:ROWS_LISTED]]


def _card(batch: Batch) -> BatchCard:
    return BatchCard(
        id=batch.pk,
        number=batch.number,
        state=batch.state,
        taken_by=batch.taken_by,
        started_at=batch.started_at,
        finished_at=batch.finished_at,
        undone_at=batch.undone_at,
        sources=tuple(json.loads(open_sealed(batch, "sources") or "[]")),
        tally=Tally.of_json(batch.preview),
    )


def _line(row: ImportedRow, sources: tuple[str, ...]) -> RowLine:
    return RowLine(
        number=row.number,
        kind=row.kind,
        action=row.action,
        table=row.table,
        target=row.target,
        file=sources[row.file] if row.file < len(sources) else "",
        line=row.line,
        column=row.column,
        why=row.why,
        kept=row.kept,
        kept_for=row.kept_for,
        is_undone=row.undone_at is not None,
    )
