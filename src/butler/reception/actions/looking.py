"""Looking first: everything is tried, and all of it is taken back."""

from collections.abc import Callable

from butler.dossiers.models import Client
from butler.ground import clock, journal
from butler.ground.acting import acting_for
from butler.reception.actions.batches import PURPOSE, State, new_batch
from butler.reception.actions.chunks import chunks
from butler.reception.ledger import Choices, Ledger
from butler.reception.sources import Source, collect
from butler.reception.taking.desk import Desk
from butler.reception.tally import Tally

Progress = Callable[[int], None]


class _TakenBack(Exception):
    """Ends the transaction of a preview."""


def preview(places: list[str], choices: Choices, *, progress: Progress | None = None) -> tuple[Tally, list[str]]:
    """What would come in, and from where. Everything is tried in one transaction, and all of it is taken back."""
    sources = collect(places)
    return look(sources, choices, progress), [source.name for source in sources]


def look(sources: list[Source], choices: Choices, progress: Progress | None) -> Tally:
    tally, opened = Tally(), {}
    try:
        with acting_for(PURPOSE) as actor:
            batch = new_batch(sources, choices, State.APPLYING)
            ledger = Ledger(batch, choices, clock.now())
            ledger.is_dry = True
            desk = Desk()
            for chunk in chunks(sources, 0):
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
