"""The private page of a letter, pressed as whoever was written to would press it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from butler.correspondence import pages
from butler.correspondence.models import Page
from butler.ground.acting import acting_at_the_door


def press(letter_id: UUID | None, act: str, content: Mapping[str, Any], *, now: datetime) -> bool:
    """Press `act` on the letter's page; False when it has none, or none that takes this answer just now.

    On a choice the one that the house recommends is taken: it stands first.
    """
    with acting_at_the_door():
        page = Page.objects.filter(letter=letter_id).first()
        if page is None:
            return False
        if page.kind == Page.Kind.CHOICE and act == "confirm":
            act, content = "choose", {"number": 1}
        try:
            pages.lay_answer(page.pk, act, content, now=now)
        except (pages.Closed, pages.NotOffered):
            return False
    return True
