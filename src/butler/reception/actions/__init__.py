"""Verbs of the import: look first, take in, take back.

The row is the state. A batch that was cut off in the middle says how many entries are done: the same import goes on
from there, or `undo` takes back what was done. Each step is one bounded transaction, in the name of the purpose
"import"; so these verbs are for commands and jobs. The desk hands files over with `preview_upload`.
"""

from uuid import UUID

from butler.ground.acting import acting_for
from butler.reception.actions.batches import PURPOSE, Refused
from butler.reception.actions.bringing import NothingRead, apply
from butler.reception.actions.going_back import undo
from butler.reception.actions.handing_over import (
    MAX_UPLOAD_BYTES,
    accept,
    ask_undo,
    discard,
    look_at,
    preview_upload,
    take_in,
)
from butler.reception.actions.looking import preview
from butler.reception.taking.desk import Desk

__all__ = [
    "MAX_UPLOAD_BYTES", "PURPOSE", "NothingRead", "Refused", "accept", "apply", "ask_undo", "client_named", "discard",
    "look_at", "preview", "preview_upload", "take_in", "undo",
]  # fmt: skip


def client_named(words: str) -> UUID:
    """The one client with this name, alias or id; NotHere when there is none, or more than one."""
    with acting_for(PURPOSE):
        return Desk().client_named(words)
