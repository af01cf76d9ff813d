"""Private pages, seen from outside: what the holder of an address may see, and what they press.

The web process acts at the door: it reads the page, lays an answer beside it, and sees nothing else of the house.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
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


class Enough(Closed):
    """The page has heard as much as it hears; the matter itself is still open."""


class NotOffered(Exception):
    """This page does not know that answer, or not that option."""


@dataclass(frozen=True)
class Open:
    """A page as it is shown. `answered`: what was pressed last, if anything; `said`: what was filled in with it."""

    id: UUID
    kind: str
    language: str
    shows: Mapping[str, Any]
    acts: tuple[str, ...]
    expires_at: datetime
    is_closed: bool
    answered: str = ""
    said: Mapping[str, str] = field(default_factory=dict)
    is_full: bool = False  # heard so often that it hears no more


def open_page(page_id: UUID, *, now: datetime) -> Open:
    """The page of this address; NotHere when there is none. Looking changes nothing: mail scanners look too."""
    row = Page.objects.filter(pk=page_id).first()
    if row is None:
        raise NotHere
    laid = list(row.answers.order_by("-at", "-pk")[:MOST_ANSWERS])
    last = laid[0] if laid else None
    return Open(
        id=row.pk,
        kind=row.kind,
        language=row.language,
        shows=json.loads(open_sealed(row, "shows") or "{}"),
        acts=ACTS[row.kind],
        expires_at=row.expires_at,
        is_closed=row.closed_at is not None or row.expires_at <= now,
        answered=last.act if last else "",
        said=json.loads(open_sealed(last, "content") or "{}") if last else {},
        is_full=len(laid) >= MOST_ANSWERS,
    )


@transaction.atomic
def lay_answer(page_id: UUID, act: str, content: Mapping[str, Any], *, now: datetime) -> Answer:
    """Lay down what was pressed; the room whose letter it is takes it in on its next sweep.

    Refuses with Closed (Enough where it was pressed too often), with NotOffered, and with NotHere when there is no
    such page.
    """
    page = open_page(page_id, now=now)
    if page.is_closed:
        raise Closed
    if page.is_full:
        raise Enough
    if act not in page.acts or (act == "choose" and not _is_put(page, content.get("number"))):
        raise NotOffered
    kept = {name: str(value)[:LONGEST] for name, value in content.items() if value not in (None, "")}
    return Answer.objects.create(page_id=page_id, act=act, content=json.dumps(kept, ensure_ascii=False), at=now)


def _is_put(page: Open, number: object) -> bool:
    """Is it one of the options on the page?"""
    return str(number) in {str(option.get("number")) for option in page.shows.get("options", [])}
