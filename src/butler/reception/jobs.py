"""Alarm clocks: what arrived is sorted and read; what was handed over as a file is looked at, taken in, taken back."""

from contextlib import suppress
from uuid import UUID

from procrastinate.contrib.django import app

from butler.ground import clock
from butler.reception import actions, arrivals, asking, hearing, learning, sorting, sweeping


@app.task(name="reception.preview", queue="house", retry=3)
def preview(batch_id: str) -> None:
    actions.look_at(UUID(batch_id))


@app.task(name="reception.take_in", queue="house", retry=3)
def take_in(batch_id: str) -> None:
    actions.take_in(UUID(batch_id))


@app.task(name="reception.undo", queue="house", retry=3)
def undo(number: int) -> None:
    actions.undo(number)


@app.task(name="reception.sort", queue="house", retry=3)
def sort(raw_id: str) -> None:
    sorting.sort(UUID(raw_id), now=clock.now())


@app.task(name="reception.read", queue="house", retry=3)
def read(message_id: str) -> None:
    hearing.read_message(UUID(message_id), now=clock.now())
    asking.ask_where_wanted(UUID(message_id))


@app.task(name="reception.ask_model", queue="house")
def ask_model(message_id: str) -> None:
    """Once: a model that does not answer is left alone, and the house goes on without it."""
    asking.ask_model(UUID(message_id), now=clock.now())


@app.task(name="reception.fetch_files", queue="house", retry=5)
def fetch_files(message_id: str) -> None:
    arrivals.fetch_files(UUID(message_id))


@app.periodic(cron="* * * * *")
@app.task(name="reception.sweep", queue="house", queueing_lock="reception.sweep")
def sweep(timestamp: int) -> None:
    """Every minute: what lies unsorted or unread is asked for again; an empty queue loses nothing."""
    sweeping.ask_again(now=clock.now())


@app.task(name="reception.learn", queue="house", queueing_lock="reception.learn")
def learn(lesson_id: str) -> None:
    """A lead asked for it."""
    with suppress(learning.Busy):
        learning.begin(UUID(lesson_id), now=clock.now())


@app.periodic(cron="*/10 * * * *")
@app.task(name="reception.learn_by_night", queue="house", queueing_lock="reception.learn_by_night")
def learn_by_night(timestamp: int) -> None:
    """Asked every ten minutes, done once a night, and only where colleagues have put something right."""
    with suppress(learning.Busy):
        learning.by_night(now=clock.now())
