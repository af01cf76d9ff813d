"""Whoever was written to presses a button of the real page: how tests of any room answer a letter."""

from datetime import datetime
from uuid import UUID

from django.test import Client as Visitor

from butler.ground import clock


def press(page_id: UUID, act: str, content: dict[str, str], *, now: datetime) -> None:
    """Open the page, press, and be thanked; whatever the page refuses fails the test."""
    address, visitor = f"/a/{page_id}/", Visitor(enforce_csrf_checks=True)
    with clock.set_to(now):
        shown = visitor.get(address)
        assert f'value="{act}"' in shown.content.decode() or act in UNSEEN
        answer = visitor.post(address, {"act": act, **content})
        assert answer.status_code == 302, (act, content, answer.content.decode())
        assert "door__said" in visitor.get(address).content.decode()


UNSEEN = ("confirm",)  # a choice has no such button; it is heard all the same
