"""Alarm clocks of what leaves and what comes. Each may ring twice; what is to be done is read from the rows."""

from uuid import UUID

from procrastinate.contrib.django import app

from butler.correspondence import accounts, fetching, filing, keeping, outbox, webhooks, wires
from butler.ground import clock
from butler.ground.later import later


@app.task(name="correspondence.send", queue="house", queueing_lock="correspondence.send")
def send() -> None:
    """Somebody said yes, or an hour has come: what is due leaves."""
    if outbox.leave(wires.wire_for).has_more:
        later("correspondence.send")


@app.periodic(cron="* * * * *")
@app.task(name="correspondence.sweep", queue="house", queueing_lock="correspondence.sweep")
def sweep(timestamp: int) -> None:
    """Every minute everything that is due, whoever forgot to ask; and what dead runs have left behind."""
    send()
    filing.ask_for_the_unfiled(now=clock.now())


@app.task(name="correspondence.file_copy", queue="house", retry=3)
def file_copy(letter_id: str) -> None:
    """A copy of a sent mail into the mailbox's folder of sent mail, once."""
    filing.file_copy(UUID(letter_id))


@app.task(name="correspondence.wake_letters", queue="house", queueing_lock="correspondence.wake_letters")
def wake_letters() -> None:
    """An account was added or mended: what waited for it is looked at, and its door is opened or closed."""
    keeping.tell_the_supervisor()
    accounts.wake_letters()


@app.task(name="correspondence.check_account", queue="house")
def check_account(account_id: str) -> None:
    """Try an account's connection and say what is wrong."""
    accounts.check(UUID(account_id), now=clock.now())


@app.task(name="correspondence.agree_on_webhook", queue="house")
def agree_on_webhook(account_id: str) -> None:
    """Tell Telegram whether to bring updates, as the owner wants it."""
    webhooks.agree(UUID(account_id), now=clock.now())


@app.periodic(cron="* * * * *")
@app.task(name="correspondence.fetch", queue="house", queueing_lock="correspondence.fetch")
def fetch(timestamp: int) -> None:
    """Every minute each mailbox is asked, whether or not somebody keeps its door; and whether doors are to be kept."""
    keeping.tell_the_supervisor()
    webhooks.ask_for_the_unsettled()
    for account_id in fetching.mailboxes():
        fetching.fetch_mail(account_id, now=clock.now())
