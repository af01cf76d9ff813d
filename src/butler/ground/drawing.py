"""Laying the tables of an empty database without drawing the whole house anew for each of them.

Django keeps a class for every table while it migrates, and draws those of all related tables again whenever one gains a
column or a constraint. In a house where everything hangs on the client that is nearly all of them, a thousand times
over. An empty database needs none of that: the table itself is drawn again, and whatever runs Python has everything
drawn once, as Django does with all that it puts off.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from django.db.migrations.state import ProjectState

ADDING = ("add_model", "add_field", "_append_option", "_remove_option")


@contextmanager
def each_by_itself() -> Iterator[None]:
    """Within, a table that comes, or that gains or loses something, is drawn alone. For houses without rows: the type
    of a key to which others point must not change meanwhile."""
    before = {name: getattr(ProjectState, name) for name in ADDING}
    for name, change in before.items():
        setattr(ProjectState, name, _alone(change))
    try:
        yield
    finally:
        for name, change in before.items():
            setattr(ProjectState, name, change)


def _alone(change: Callable[..., None]) -> Callable[..., None]:
    def changed(state: Any, *what: Any, **more: Any) -> None:
        state.reload_model = partial(_draw, state)
        try:
            change(state, *what, **more)
        finally:
            del state.reload_model

    return changed


def _draw(state: Any, app_label: str, model_name: str, delay: bool = False) -> None:
    if "apps" in vars(state):
        state.is_delayed = True  # whatever runs Python has all drawn anew first
        state._reload({(app_label, model_name)})
