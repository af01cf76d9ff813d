"""Mailboxes and bots are asked for what is new: the messages and how far we came are kept in one transaction.

The world is asked outside any transaction. Whatever dies in between asks again from where the last transaction stood,
and the message's own name keeps the double out.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from uuid import UUID

from butler.channels.mail import mailbox
from butler.channels.mail.account import ImapAccount
from butler.channels.port import DoorShut, Received
from butler.channels.telegram import polling, reading
from butler.correspondence import doors
from butler.correspondence.faring import note_trouble, note_worked, rests_until
from butler.correspondence.models import Account, Channel, Cursor
from butler.correspondence.wires import bot_of, imap_of
from butler.ground import clock
from butler.ground.acting import acting_for

PURPOSE = "doors"
PAST = timedelta(days=7)  # of an old mailbox, when we see it for the first time
BATCHES = 20  # of one asking; the rest at the next
UPDATES = "updates"  # the cursor of a bot


def fetch_mail(account_id: UUID, *, now: datetime) -> int:
    """Everything new in a mailbox; how many messages came. Nothing while the account rests after a failure."""
    count = 0
    for _ in range(BATCHES):
        with acting_for(PURPOSE):
            account = _standing(account_id, now)
            if account is None:
                return count
            box, known = imap_of(account), _cursor(account, imap_of(account).folder)
        since: date | None = None if known.position else (now - PAST).date()
        try:
            fetched = mailbox.fetch_new(box, mailbox.Cursor(known.validity, known.position), now=now, since=since)
        except DoorShut as shut:
            _shut(account_id, str(shut.why), now)
            return count
        count += _keep(account_id, known, fetched.messages, fetched.cursor.uid_validity, fetched.cursor.uid, now)
        if not fetched.has_more:
            break
    return count


def poll_bot(account_id: UUID, *, seconds: int) -> int | None:
    """Updates of a bot, waited for so long; how many came, None while the account rests after a failure.

    Refuses with DoorShut, which is noted on the account.
    """
    with acting_for(PURPOSE):
        account = _standing(account_id, clock.now())
        if account is None:
            return None
        bot, known = bot_of(account), _cursor(account, UPDATES)
    try:
        polled = polling.poll(bot, known.position, now=clock.now(), seconds=seconds)
    except DoorShut as shut:
        _shut(account_id, str(shut.why), clock.now())
        raise
    return _keep(account_id, known, polled.updates, 0, polled.offset, clock.now())


def place_in(account_id: UUID, *, now: datetime) -> tuple[ImapAccount, mailbox.Cursor] | None:
    """A mailbox and how far it was read, to wait there for more; None while it rests after a failure."""
    with acting_for(PURPOSE):
        account = _standing(account_id, now)
        if account is None:
            return None
        box = imap_of(account)
        known = _cursor(account, box.folder)
    return box, mailbox.Cursor(known.validity, known.position)


def store_mail(received: Received, account: Account) -> None:
    """One message that the house's own mail server was handed; it answers the sender only after this has returned."""
    with acting_for(PURPOSE):
        _store(received, account)


def store_update(received: Received, account: Account) -> None:
    """One update of a bot, inside somebody's acting."""
    name = reading.external_id(reading.parsed(received.raw), 0)  # whichever door it comes through
    doors.store_raw(
        channel=Channel.TELEGRAM, external_id=f"{account.pk}|{name}", raw=received.raw, at=received.at, account=account
    )


def mailboxes() -> list[UUID]:
    """Mailboxes that are on."""
    return list(Account.objects.filter(kind=Account.Kind.IMAP, is_on=True).order_by("pk").values_list("pk", flat=True))


def _standing(account_id: UUID, now: datetime) -> Account | None:
    account = Account.objects.filter(pk=account_id, is_on=True).first()
    return account if account is not None and rests_until(account) <= now else None


def _cursor(account: Account, folder: str) -> Cursor:
    return Cursor.objects.get_or_create(account=account, folder=folder)[0]


def _keep(
    account_id: UUID, known: Cursor, messages: Iterable[Received], validity: int, position: int, now: datetime
) -> int:
    """Messages and cursor together. Where another was quicker, the messages are known already and the cursor stays."""
    with acting_for(PURPOSE):
        account = Account.objects.select_for_update().get(pk=account_id)
        cursor = Cursor.objects.select_for_update().get(pk=known.pk)
        count = sum(_store(message, account) for message in messages)
        if (cursor.validity, cursor.position) == (known.validity, known.position):
            cursor.validity, cursor.position = validity, position
            cursor.save(update_fields=["validity", "position"])
        note_worked(account, now=now)
    return count


def _store(message: Received, account: Account) -> bool:
    if account.kind == Account.Kind.TELEGRAM:
        store_update(message, account)
        return True
    envelope: dict[str, object] = {"from": message.sender, "to": list(message.to)}
    if message.peer:
        envelope |= {"ip": message.peer, "helo": message.greeting}
    stored = doors.store_raw(
        channel=Channel.MAIL, external_id=message.external_id, raw=message.raw, at=message.at, account=account,
        envelope=envelope,
    )  # fmt: skip
    return stored.is_new


def _shut(account_id: UUID, why: str, now: datetime) -> None:
    with acting_for(PURPOSE):
        account = Account.objects.filter(pk=account_id).first()
        if account is None or account.webhook_wanted:  # its updates are brought now: whoever still asks is refused
            return
        note_trouble(account, why, now=now)
