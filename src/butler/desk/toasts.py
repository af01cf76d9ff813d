"""Say what was done, with a way back: a toast of ten seconds instead of "are you sure?"."""

from django.contrib import messages
from django.http import HttpRequest


def said(request: HttpRequest, text: str, *, undo: str = "") -> None:
    """Tell the person what was just done; `undo` is the address that takes it back by POST."""
    messages.success(request, text, extra_tags=undo)


def warned(request: HttpRequest, text: str) -> None:
    """Tell the person what needs attention."""
    messages.warning(request, text)


def refused(request: HttpRequest, text: str) -> None:
    """Tell the person what could not be done, and what to do instead."""
    messages.error(request, text)
