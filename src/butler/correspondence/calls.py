"""Written down at the desk: a call, or words pasted from elsewhere, of somebody whom nobody may know yet.

It goes the way of every message: laid down as it was told, sealed, then sorted. Who it was is found there, not here: a
colleague learns of no client by their number. Until the sorting, as long as a slip can be taken back, the writer alone
sees it, beside those who sort mail.
"""

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID, uuid4, uuid5

from django.db import transaction

from butler.correspondence import rules
from butler.correspondence.doors import Stored, mark_of, store_raw
from butler.correspondence.models import Channel, RawMessage
from butler.ground import journal
from butler.staff.models import Staff

SORTED_AFTER = rules.UNDO + rules.GRACE
CHANNELS = {"phone": Channel.PHONE, "pasted": Channel.DESK}
TAKEN_BACK = "taken_back"


class TooLate(Exception):
    """It is sorted already, and stays."""


@dataclass(frozen=True)
class Told:
    """What a colleague writes down. `how`: phone or pasted; `contact` as (kind of contact, value), if they left one."""

    how: str
    text: str
    at: datetime
    name: str = ""
    contact: tuple[str, str] = ("", "")


@transaction.atomic
def take_down(told: Told, *, by: Staff, now: datetime, once: UUID | None = None) -> Stored:
    """Lay it down, to be sorted when it can no longer be taken back.

    `once` names this writing: the button pressed twice is one message, other words from the same page are another.
    """
    content = json.dumps(asdict(told) | {"at": told.at.isoformat()}, ensure_ascii=False)
    name = uuid5(once, content) if once else uuid4()
    return store_raw(
        channel=CHANNELS[told.how], external_id=f"told|{name}|{by.pk}", raw=content.encode(), at=now,
        envelope={"by": by.pk, "how": told.how}, by=by, sort_at=now + SORTED_AFTER,
    )  # fmt: skip


@transaction.atomic
def take_back(raw_id: UUID, *, by: Staff, now: datetime) -> None:
    """It was a slip: it is never sorted. TooLate once it is, and for what another wrote. Twice is once.

    The row stays, under another mark: the same words may be written down again.
    """
    row = RawMessage.objects.select_for_update(of=("self",)).filter(pk=raw_id, written_by=by).first()
    if row is None:  # sorted, it is out of the writer's sight
        raise TooLate
    if (row.state, row.why) == (RawMessage.State.NOTHING, TAKEN_BACK):
        return
    if row.state != RawMessage.State.NEW or now > row.received_at + SORTED_AFTER:
        raise TooLate
    row.state, row.why, row.read_at = RawMessage.State.NOTHING, TAKEN_BACK, now
    row.external_id = mark_of(row.channel, f"{TAKEN_BACK}|{row.pk}", None)
    row.save(update_fields=["state", "why", "read_at", "external_id"])
    journal.record("message.taken_back", about=row)
