"""The journal: one verb. Everything that changes, and everything that was opened, is written here."""

from typing import Any

from django.db import models

from butler.ground import acting, clock
from butler.ground.models import Entry


def record(what: str, *, about: models.Model | None = None, **detail: Any) -> None:
    """Write who did what about which row, now. `detail` holds ids, codes and numbers, never a client's words.

    Every change is written here, so here it has its second lock, in code: refuses with NotHere, and takes the change
    back, when a person changes what belongs to a client they may not open. Grants ask the database's own function.
    """
    who = acting.actor()
    client_id = None
    if about is not None:
        client_id = about.pk if about._meta.label == "dossiers.Client" else getattr(about, "client_id", None)
    if client_id is not None and not what.startswith("grant."):
        acting.check_may_open(client_id, "profile")
    Entry.objects.create(
        at=clock.now(),
        staff_id=who.staff_id,
        purpose=who.purpose,
        what=what,
        client_id=client_id,
        about=about._meta.label if about is not None else "",
        about_id=str(about.pk) if about is not None else "",
        detail=detail,
    )
