"""A batch's row: begun, found, locked; and the lock that lets one import write at a time."""

import json
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Max

from butler.ground import clock
from butler.ground.refusals import NotHere
from butler.ground.sealing import blind_index
from butler.reception.ledger import Choices
from butler.reception.models import Batch
from butler.reception.sources import Source

State = Batch.State
PURPOSE = "import"
LOCK = 0x1B07  # one writer of batches at a time, so that two imports do not make the same contact twice


class Refused(Exception):
    """What was asked cannot be done; nothing has changed. `why`: too_large, busy, not_ready."""

    def __init__(self, why: str):
        super().__init__(why)
        self.why = why


def new_batch(sources: list[Source], choices: Choices, state: str) -> Batch:
    last = Batch.objects.aggregate(last=Max("number"))["last"] or 0
    return Batch.objects.create(
        number=last + 1,
        state=state,
        taken_by=choices.by,
        started_at=clock.now(),
        sources=json.dumps([source.name for source in sources], ensure_ascii=False),
        mark=mark_of(sources, choices),
        as_clients=choices.as_clients,
        client_id=choices.client_id,
    )


def mark_of(sources: list[Source], choices: Choices) -> bytes:
    parts = [f"{source.sort}:{source.digest}" for source in sources]
    return blind_index("|".join([*parts, str(choices.as_clients), str(choices.client_id)]), use="import-batch")


def alone() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def locked(batch_id: UUID) -> Batch:
    return _found(Batch.objects.select_for_update().filter(pk=batch_id).first())


def locked_by_number(number: int) -> Batch:
    return _found(Batch.objects.select_for_update().filter(number=number).first())


def _found(batch: Any) -> Batch:
    if batch is None:
        raise NotHere
    return batch
