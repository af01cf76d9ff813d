"""Files from the desk. A lead hands them over, looks, says yes or no; jobs do the work in the house's own name."""

from uuid import UUID

from django.db import transaction

from butler.ground import journal
from butler.ground.acting import acting_for
from butler.ground.later import later
from butler.ground.sealing import open_bytes, open_sealed
from butler.reception.actions.batches import PURPOSE, Refused, State, locked, new_batch
from butler.reception.actions.bringing import bring
from butler.reception.actions.looking import look
from butler.reception.ledger import Choices
from butler.reception.models import Batch, BatchFile
from butler.reception.sources import Source, handed_over
from butler.staff.models import Staff

MAX_UPLOAD_BYTES = 64 * 1024 * 1024


def preview_upload(files: list[tuple[str, bytes]], choices: Choices) -> Batch:
    """Files handed over at the desk, by a lead: kept sealed, looked at by a job. Inside the caller's transaction."""
    if sum(len(content) for _, content in files) > MAX_UPLOAD_BYTES:
        raise Refused("too_large")
    sources = [handed_over(name, content) for name, content in files]
    batch = new_batch(sources, choices, State.NEW)
    for position, (name, content) in enumerate(files):
        BatchFile.objects.create(batch=batch, position=position, name=name, content=content)
    journal.record("import.handed_over", about=batch, files=len(files))
    later("reception.preview", batch_id=str(batch.pk))
    return batch


@transaction.atomic
def accept(batch_id: UUID) -> Batch:
    """The lead has looked and says yes: a job takes the batch in."""
    batch = locked(batch_id)
    if batch.state not in (State.PREVIEWED, State.APPLYING):
        raise Refused("not_ready")
    later("reception.take_in", batch_id=str(batch.pk))
    return batch


@transaction.atomic
def ask_undo(batch_id: UUID) -> Batch:
    """The lead wants it taken back: a job does it."""
    batch = locked(batch_id)
    if batch.state in (State.NEW, State.PREVIEWED):
        raise Refused("not_ready")
    later("reception.undo", number=batch.number)
    return batch


@transaction.atomic
def discard(batch_id: UUID) -> None:
    """The lead has looked and says no: the files go, nothing else has happened."""
    batch = locked(batch_id)
    if batch.state not in (State.NEW, State.PREVIEWED):
        raise Refused("not_ready")
    journal.record("import.discarded", about=batch)
    batch.delete()


def look_at(batch_id: UUID) -> None:
    """The job behind `preview_upload`: says in the row what would come in. Twice is as good as once."""
    with acting_for(PURPOSE):
        batch = locked(batch_id)
        sources, choices = _handed_over(batch)
    if batch.state not in (State.NEW, State.PREVIEWED):
        return
    tally = look(sources, choices, None)
    with acting_for(PURPOSE):
        batch = locked(batch_id)
        if batch.state in (State.NEW, State.PREVIEWED):
            batch.state, batch.preview = State.PREVIEWED, tally.as_json()
            batch.save(update_fields=["state", "preview"])


def take_in(batch_id: UUID) -> None:
    """The job behind `accept`; continues where an earlier one was cut off."""
    with acting_for(PURPOSE):
        batch = locked(batch_id)
        if batch.state not in (State.PREVIEWED, State.APPLYING):
            return
        sources, choices = _handed_over(batch)
        if batch.state == State.PREVIEWED:
            batch.state, batch.preview = State.APPLYING, {}
            batch.save(update_fields=["state", "preview"])
    bring(batch, sources, choices, None)
    with acting_for(PURPOSE):
        BatchFile.objects.filter(batch=batch).delete()  # what came in is sealed where it belongs


def _handed_over(batch: Batch) -> tuple[list[Source], Choices]:
    files = batch.files.order_by("position")
    sources = [handed_over(open_sealed(file, "name"), open_bytes(file, "content")) for file in files]
    by: Staff | None = batch.taken_by
    return sources, Choices(by=by, as_clients=batch.as_clients, client_id=batch.client_id)
