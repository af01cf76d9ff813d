"""Verbs of the import: look first, take in, take back.

The row is the state. A batch that was cut off in the middle says how many entries are done: the same import goes on
from there, or `undo` takes back what was done. Each step is one bounded transaction, in the name of the purpose
"import"; so these verbs are for commands and jobs. The desk hands files over with `preview_upload`.
"""

import json
from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Max, Sum

from butler.dossiers.models import Client
from butler.ground import clock, journal
from butler.ground.acting import acting_for
from butler.ground.later import later
from butler.ground.refusals import NotHere
from butler.ground.sealing import blind_index, open_bytes, open_sealed
from butler.reception import undoing
from butler.reception.entries import Entry, Mailed, entries
from butler.reception.ledger import Choices, Ledger
from butler.reception.models import Batch, BatchFile, ImportedRow
from butler.reception.sources import Source, collect, handed_over
from butler.reception.taking.desk import Desk
from butler.reception.tally import Tally
from butler.staff.models import Staff

State = Batch.State
PURPOSE = "import"
CHUNK_ENTRIES, CHUNK_BYTES = 200, 16 * 1024 * 1024
UNDO_ROWS = 500
MAX_UPLOAD_BYTES = 64 * 1024 * 1024
LOCK = 0x1B07  # one writer of batches at a time, so that two imports do not make the same contact twice

Progress = Callable[[int], None]
Chunk = list[tuple[int, Entry]]


class Refused(Exception):
    """What was asked cannot be done; nothing has changed. `why`: too_large, busy, not_ready."""

    def __init__(self, why: str):
        super().__init__(why)
        self.why = why


def preview(places: list[str], choices: Choices, *, progress: Progress | None = None) -> tuple[Tally, list[str]]:
    """What would come in, and from where. Everything is tried in one transaction, and all of it is taken back."""
    sources = collect(places)
    return _look(sources, choices, progress), [source.name for source in sources]


def apply(places: list[str], choices: Choices, *, progress: Progress | None = None) -> Batch:
    """Take it in. An import of the same sources that was cut off is continued."""
    sources = collect(places)
    batch = _begin(sources, choices)
    return _take_in(batch, sources, choices, progress)


def undo(number: int, *, progress: Progress | None = None) -> Batch:
    """Take a batch back. What must stay is named in its rows; a second undo tries those again."""
    with acting_for(PURPOSE):
        batch = _locked_by_number(number)
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


def preview_upload(files: list[tuple[str, bytes]], choices: Choices) -> Batch:
    """Files handed over at the desk, by a lead: kept sealed, looked at by a job. Inside the caller's transaction."""
    if sum(len(content) for _, content in files) > MAX_UPLOAD_BYTES:
        raise Refused("too_large")
    sources = [handed_over(name, content) for name, content in files]
    batch = _new_batch(sources, choices, State.NEW)
    for position, (name, content) in enumerate(files):
        BatchFile.objects.create(batch=batch, position=position, name=name, content=content)
    journal.record("import.handed_over", about=batch, files=len(files))
    later("reception.preview", batch_id=str(batch.pk))
    return batch


@transaction.atomic
def accept(batch_id: UUID) -> Batch:
    """The lead has looked and says yes: a job takes the batch in."""
    batch = _locked(batch_id)
    if batch.state not in (State.PREVIEWED, State.APPLYING):
        raise Refused("not_ready")
    later("reception.take_in", batch_id=str(batch.pk))
    return batch


@transaction.atomic
def ask_undo(batch_id: UUID) -> Batch:
    """The lead wants it taken back: a job does it."""
    batch = _locked(batch_id)
    if batch.state in (State.NEW, State.PREVIEWED):
        raise Refused("not_ready")
    later("reception.undo", number=batch.number)
    return batch


@transaction.atomic
def discard(batch_id: UUID) -> None:
    """The lead has looked and says no: the files go, nothing else has happened."""
    batch = _locked(batch_id)
    if batch.state not in (State.NEW, State.PREVIEWED):
        raise Refused("not_ready")
    journal.record("import.discarded", about=batch)
    batch.delete()


def look_at(batch_id: UUID) -> None:
    """The job behind `preview_upload`: says in the row what would come in. Twice is as good as once."""
    with acting_for(PURPOSE):
        batch = _locked(batch_id)
        sources, choices = _handed_over(batch)
    if batch.state not in (State.NEW, State.PREVIEWED):
        return
    tally = _look(sources, choices, None)
    with acting_for(PURPOSE):
        batch = _locked(batch_id)
        if batch.state in (State.NEW, State.PREVIEWED):
            batch.state, batch.preview = State.PREVIEWED, tally.as_json()
            batch.save(update_fields=["state", "preview"])


def take_in(batch_id: UUID) -> None:
    """The job behind `accept`; continues where an earlier one was cut off."""
    with acting_for(PURPOSE):
        batch = _locked(batch_id)
        if batch.state not in (State.PREVIEWED, State.APPLYING):
            return
        sources, choices = _handed_over(batch)
        if batch.state == State.PREVIEWED:
            batch.state, batch.preview = State.APPLYING, {}
            batch.save(update_fields=["state", "preview"])
    _take_in(batch, sources, choices, None)
    with acting_for(PURPOSE):
        BatchFile.objects.filter(batch=batch).delete()  # what came in is sealed where it belongs


def client_named(words: str) -> UUID:
    """The one client with this name, alias or id; NotHere when there is none, or more than one."""
    with acting_for(PURPOSE):
        return Desk().client_named(words)


# looking


class _TakenBack(Exception):
    """Ends the transaction of a preview."""


def _look(sources: list[Source], choices: Choices, progress: Progress | None) -> Tally:
    tally, opened = Tally(), {}
    try:
        with acting_for(PURPOSE) as actor:
            batch = _new_batch(sources, choices, State.APPLYING)
            ledger = Ledger(batch, choices, clock.now())
            ledger.is_dry = True
            desk = Desk()
            for chunk in _chunks(sources, 0):
                desk.take(chunk, ledger)
                tally.add(ledger.rows)
                ledger.rows = []
                if progress:
                    progress(chunk[-1][0])
            opened = actor.opened
            raise _TakenBack
    except _TakenBack:
        _write_what_was_read(opened)
    return tally


def _write_what_was_read(opened: dict) -> None:
    """The preview's transaction is gone, and its lines of the journal with it; that it read is written all the same."""
    with acting_for(PURPOSE) as actor:
        known = set(Client.objects.filter(pk__in=[one for one in opened if one]).values_list("pk", flat=True))
        actor.opened.update({one: names for one, names in opened.items() if one in known})
        journal.record("import.previewed")


# taking in


def _begin(sources: list[Source], choices: Choices) -> Batch:
    with acting_for(PURPOSE):
        _alone()
        cut_off = Batch.objects.filter(mark=_mark(sources, choices), state=State.APPLYING).order_by("number").first()
        return cut_off or _new_batch(sources, choices, State.APPLYING)


def _new_batch(sources: list[Source], choices: Choices, state: str) -> Batch:
    last = Batch.objects.aggregate(last=Max("number"))["last"] or 0
    return Batch.objects.create(
        number=last + 1,
        state=state,
        taken_by=choices.by,
        started_at=clock.now(),
        sources=json.dumps([source.name for source in sources], ensure_ascii=False),
        mark=_mark(sources, choices),
        as_clients=choices.as_clients,
        client_id=choices.client_id,
    )


def _mark(sources: list[Source], choices: Choices) -> bytes:
    parts = [f"{source.sort}:{source.digest}" for source in sources]
    return blind_index("|".join([*parts, str(choices.as_clients), str(choices.client_id)]), use="import-batch")


def _take_in(batch: Batch, sources: list[Source], choices: Choices, progress: Progress | None) -> Batch:
    desk = Desk()
    for chunk in _chunks(sources, batch.done):
        batch = _take_chunk(batch, chunk, desk, choices)
        if progress:
            progress(batch.done)
    with acting_for(PURPOSE):
        batch = _locked(batch.pk)
        batch.state, batch.finished_at = State.APPLIED, clock.now()
        batch.save(update_fields=["state", "finished_at"])
        tally = Tally.of_json(batch.preview)
        journal.record("import.taken_in", about=batch, created=tally.created, updated=tally.updated)
    return batch


def _take_chunk(batch: Batch, chunk: Chunk, desk: Desk, choices: Choices) -> Batch:
    with acting_for(PURPOSE):
        _alone()
        batch = _locked(batch.pk)
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


def _chunks(sources: list[Source], done: int) -> Iterator[Chunk]:
    """Numbered entries, a bounded transaction's worth at a time; those that are done are passed over."""
    chunk: Chunk = []
    size = 0
    for number, entry in enumerate(entries(sources), 1):
        if number <= done:
            continue
        chunk.append((number, entry))
        size += len(entry.what.raw) if isinstance(entry.what, Mailed) else 1_000
        if len(chunk) >= CHUNK_ENTRIES or size >= CHUNK_BYTES:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def _handed_over(batch: Batch) -> tuple[list[Source], Choices]:
    files = batch.files.order_by("position")
    sources = [handed_over(open_sealed(file, "name"), open_bytes(file, "content")) for file in files]
    by: Staff | None = batch.taken_by
    return sources, Choices(by=by, as_clients=batch.as_clients, client_id=batch.client_id)


# taking back


def _undo_some(batch: Batch) -> int:
    """One transaction's worth; 0 when nothing is left."""
    with acting_for(PURPOSE):
        _alone()
        waiting = batch.rows.filter(undone_at__isnull=True, kept="", action__in=UNDONE)
        rows = list(waiting.select_related("client").order_by("-number")[:UNDO_ROWS])
        undoing.take_back(rows, clock.now())
        ImportedRow.objects.bulk_update(rows, ["undone_at", "kept", "kept_for"])
        if not rows:
            batch.state, batch.undone_at = State.UNDONE, clock.now()
            batch.save(update_fields=["state", "undone_at"])
            journal.record("import.taken_back", about=batch, kept=batch.rows.exclude(kept="").count())
    return len(rows)


UNDONE = (ImportedRow.Action.CREATED, ImportedRow.Action.UPDATED)


def _alone() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def _locked(batch_id: UUID) -> Batch:
    return _found(Batch.objects.select_for_update().filter(pk=batch_id).first())


def _locked_by_number(number: int) -> Batch:
    return _found(Batch.objects.select_for_update().filter(number=number).first())


def _found(batch: Any) -> Batch:
    if batch is None:
        raise NotHere
    return batch
