"""Taking a batch back, a transaction's worth at a time."""

from collections.abc import Callable

from butler.ground import clock, journal
from butler.ground.acting import acting_for
from butler.reception import undoing
from butler.reception.actions.batches import PURPOSE, Refused, State, alone, locked_by_number
from butler.reception.models import Batch, ImportedRow

UNDO_ROWS = 500
UNDONE = (ImportedRow.Action.CREATED, ImportedRow.Action.UPDATED)

Progress = Callable[[int], None]


def undo(number: int, *, progress: Progress | None = None) -> Batch:
    """Take a batch back. What must stay is named in its rows; a second undo tries those again."""
    with acting_for(PURPOSE):
        batch = locked_by_number(number)
        if batch.state in (State.NEW, State.PREVIEWED):
            raise Refused("not_ready")
        batch.state = State.UNDOING
        batch.save(update_fields=["state"])
        batch.rows.filter(undone_at__isnull=True).exclude(kept="").update(kept="", kept_for="")
    done = 0
    while step := _undo_some(batch):
        done += step
        if progress:
            progress(done)
    return batch


def _undo_some(batch: Batch) -> int:
    """One transaction's worth; 0 when nothing is left."""
    with acting_for(PURPOSE):
        alone()
        waiting = batch.rows.filter(undone_at__isnull=True, kept="", action__in=UNDONE)
        rows = list(waiting.select_related("client").order_by("-number")[:UNDO_ROWS])
        undoing.take_back(rows, clock.now())
        ImportedRow.objects.bulk_update(rows, ["undone_at", "kept", "kept_for"])
        if not rows:
            batch.state, batch.undone_at = State.UNDONE, clock.now()
            batch.save(update_fields=["state", "undone_at"])
            journal.record("import.taken_back", about=batch, kept=batch.rows.exclude(kept="").count())
    return len(rows)
