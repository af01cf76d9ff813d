"""Alarm clocks of the import: what was handed over at the desk is looked at, taken in, taken back."""

from uuid import UUID

from procrastinate.contrib.django import app

from butler.reception import actions


@app.task(name="reception.preview", queue="house", retry=3)
def preview(batch_id: str) -> None:
    actions.look_at(UUID(batch_id))


@app.task(name="reception.take_in", queue="house", retry=3)
def take_in(batch_id: str) -> None:
    actions.take_in(UUID(batch_id))


@app.task(name="reception.undo", queue="house", retry=3)
def undo(number: int) -> None:
    actions.undo(number)
