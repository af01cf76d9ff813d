"""Taking in, a chunk at a time; each says in the batch's row how far it came."""

from collections.abc import Callable

from django.db.models import Max, Sum

from butler.ground import clock, journal
from butler.ground.acting import acting_for
from butler.reception.actions.batches import PURPOSE, Refused, State, alone, locked, mark_of, new_batch
from butler.reception.actions.chunks import Chunk, chunks
from butler.reception.ledger import Choices, Ledger
from butler.reception.models import Batch, ImportedRow
from butler.reception.sources import Source, collect
from butler.reception.taking.desk import Desk
from butler.reception.tally import Tally

Progress = Callable[[int], None]


class NothingRead(Exception):
    """Nothing at all could be read, so no batch is left. `tally` says why, by the places of `names`."""

    def __init__(self, tally: Tally, names: list[str]):
        super().__init__("nothing_read")
        self.tally, self.names = tally, names


def apply(places: list[str], choices: Choices, *, progress: Progress | None = None) -> Batch:
    """Take it in. An import of the same sources that was cut off is continued; NothingRead leaves no batch."""
    sources = collect(places)
    batch = _take_all(_begin(sources, choices), sources, choices, progress)
    if _is_discarded(batch):
        raise NothingRead(Tally.of_json(batch.preview), [source.name for source in sources])
    return _finish(batch)


def _begin(sources: list[Source], choices: Choices) -> Batch:
    with acting_for(PURPOSE):
        alone()
        cut_off = Batch.objects.filter(mark=mark_of(sources, choices), state=State.APPLYING).order_by("number").first()
        return cut_off or new_batch(sources, choices, State.APPLYING)


def bring(batch: Batch, sources: list[Source], choices: Choices, progress: Progress | None) -> Batch:
    """Take in what was handed over; the batch stays, whatever could be read."""
    return _finish(_take_all(batch, sources, choices, progress))


def _take_all(batch: Batch, sources: list[Source], choices: Choices, progress: Progress | None) -> Batch:
    desk = Desk()
    for chunk in chunks(sources, batch.done):
        batch = _take_chunk(batch, chunk, desk, choices)
        if progress:
            progress(batch.done)
    return batch


def _is_discarded(batch: Batch) -> bool:
    """A batch that holds nothing but problems goes, and its problems with it."""
    with acting_for(PURPOSE):
        batch = locked(batch.pk)
        if batch.state != State.APPLYING or batch.rows.exclude(action=ImportedRow.Action.PROBLEM).exists():
            return False
        journal.record("import.discarded", about=batch)
        batch.delete()
    return True


def _finish(batch: Batch) -> Batch:
    with acting_for(PURPOSE):
        batch = locked(batch.pk)
        batch.state, batch.finished_at = State.APPLIED, clock.now()
        batch.save(update_fields=["state", "finished_at"])
        tally = Tally.of_json(batch.preview)
        journal.record("import.taken_in", about=batch, created=tally.created, updated=tally.updated)
    return batch


def _take_chunk(batch: Batch, chunk: Chunk, desk: Desk, choices: Choices) -> Batch:
    with acting_for(PURPOSE):
        alone()
        batch = locked(batch.pk)
        if batch.state != State.APPLYING or batch.done >= chunk[0][0]:
            raise Refused("busy")  # somebody else goes on with it, or takes it back
        others = Batch.objects.exclude(pk=batch.pk).aggregate(done=Sum("done"))["done"] or 0
        desk.look_again_if_changed(others)
        last = batch.rows.aggregate(last=Max("number"))["last"] or 0
        ledger = Ledger(batch, choices, clock.now(), number=last)
        desk.take(chunk, ledger)
        tally = Tally.of_json(batch.preview)
        tally.add(ledger.rows)
        ledger.flush()
        batch.done, batch.preview = chunk[-1][0], tally.as_json()
        batch.save(update_fields=["done", "preview"])
    return batch
