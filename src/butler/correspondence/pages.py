"""Private pages, seen from outside: what the holder of an address may see, and what they press.

The web process acts at the door: it reads the page, lays an answer beside it, and sees nothing else of the house.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from butler.correspondence.models import Answer, Page
from butler.ground.refusals import NotHere
from butler.ground.sealing import open_sealed

ACTS: dict[str, tuple[str, ...]] = {
    Page.Kind.APPROACH: ("offer", "confirm", "decline", "call"),
    Page.Kind.ORDER: ("confirm", "decline", "call"),
    Page.Kind.RECONFIRMATION: ("confirm", "decline", "call"),
    Page.Kind.RIDE: ("confirm", "decline", "call"),
    Page.Kind.CHOICE: ("choose", "confirm", "decide", "decline"),
}
MOST_ANSWERS = 5  # on one page: somebody who presses again and again is not heard any more
LONGEST = 2_000  # characters of one field


class Closed(Exception):
    """The page takes no answer: its time is over, or the matter is settled. Nothing has changed."""


class NotOffered(Exception):
    """This page does not know that answer."""


@dataclass(frozen=True)
class Open:
    """A page as it is shown. `answered`: what was pressed last, if anything."""

    id: UUID
    kind: str
    language: str
    shows: Mapping[str, Any]
    acts: tuple[str, ...]
    expires_at: datetime
    is_closed: bool
    answered: str = ""


def open_page(page_id: UUID, *, now: datetime) -> Open:
    """The page of this address; NotHere when there is none. Looking changes nothing: mail scanners look too."""
    row = Page.objects.filter(pk=page_id).first()
    if row is None:
        raise NotHere
    last = row.answers.order_by("-at", "-pk").first()
    return Open(
        id=row.pk,
        kind=row.kind,
        language=row.language,
        shows=json.loads(open_sealed(row, "shows") or "{}"),
        acts=ACTS[row.kind],
        expires_at=row.expires_at,
        is_closed=row.closed_at is not None or row.expires_at <= now,
        answered=last.act if last else "",
    )


@transaction.atomic
def lay_answer(page_id: UUID, act: str, content: Mapping[str, Any], *, now: datetime) -> Answer:
    """Lay down what was pressed; the room whose letter it is takes it in on its next sweep.

    Refuses with Closed, with NotOffered, and with NotHere when there is no such page.
    """
    page = open_page(page_id, now=now)
    if page.is_closed or Answer.objects.filter(page=page_id).count() >= MOST_ANSWERS:
        raise Closed
    if act not in page.acts:
        raise NotOffered
    kept = {name: str(value)[:LONGEST] for name, value in content.items() if value not in (None, "")}
    return Answer.objects.create(page_id=page_id, act=act, content=json.dumps(kept, ensure_ascii=False), at=now)
