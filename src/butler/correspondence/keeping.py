"""The process that keeps the doors: the house's own mail server, bots that are polled, mailboxes that tell what is new.

It looks every few seconds which accounts are on, and opens, closes or opens anew what has changed; it needs no restart.
Each door has a thread of its own, and one that fails rests and is opened again.
"""

import logging
import ssl
import threading
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.db import close_old_connections, connections

from butler.channels.mail import mailbox
from butler.channels.mail.certificate import Shown
from butler.channels.mail.listener import serve
from butler.channels.port import DoorShut, Received, Shut
from butler.correspondence import fetching
from butler.correspondence.faring import note_trouble, note_worked
from butler.correspondence.models import Account
from butler.correspondence.wires import is_tls_at_once, listens_at, shown_by, speaks_as
from butler.ground import clock
from butler.ground.acting import acting_for

log = logging.getLogger(__name__)
LOOK_EVERY = 3.0  # seconds
POLL_SECONDS = 25
IDLE_SECONDS = 120.0
REST_SECONDS = 30.0  # after a failure
RESTING_SECONDS = 3.0  # between two looks whether an account that rests may be asked again
CLOSING_SECONDS = 12.0
CERTIFICATE_SECONDS = 60.0  # between two looks whether a certificate was renewed
Kind = Account.Kind
Mark = tuple[str, ...]


@dataclass
class Open:
    """A door that is kept: its settings as it was opened, its thread, and how it is told to close."""

    mark: Mark
    thread: threading.Thread
    closing: threading.Event


def keep(stop: threading.Event) -> None:
    """Until told to stop."""
    kept: dict[UUID, Open] = {}
    while not stop.is_set():
        look(kept)
        stop.wait(LOOK_EVERY)
    connections.close_all()
    for door in kept.values():
        door.closing.set()
    for door in kept.values():
        door.thread.join(CLOSING_SECONDS)


def look(kept: dict[UUID, Open]) -> None:
    """Open what is on, close what is off or was changed."""
    close_old_connections()
    wanted = {account.pk: account for account in Account.objects.filter(kind__in=KEEPERS, is_on=True, webhook="")}
    for pk, door in list(kept.items()):
        if pk not in wanted or door.mark != _mark(wanted[pk]) or not door.thread.is_alive():
            door.closing.set()
            if not door.thread.is_alive():
                del kept[pk]  # the next look opens it anew
    for pk, account in wanted.items():
        if pk not in kept:
            kept[pk] = _opened(account)


def tell_the_supervisor() -> None:
    """Say by a file whether there is any door to keep: the supervisor, who asks no database, starts or ends us."""
    sign = settings.HOME / "doors.wanted"
    if Account.objects.filter(kind__in=KEEPERS, is_on=True, webhook="").exists():
        sign.touch()
    else:
        sign.unlink(missing_ok=True)


def _mark(account: Account) -> Mark:
    return (
        account.kind,
        account.address,
        repr(sorted(account.options.items())),
        repr(getattr(account.secret, "box", b"")[:13]),
    )


def _opened(account: Account) -> Open:
    closing = threading.Event()
    thread = threading.Thread(target=_keep_one, args=[account, closing], name=f"door-{account.kind}", daemon=True)
    thread.start()
    return Open(_mark(account), thread, closing)


def _keep_one(account: Account, closing: threading.Event) -> None:
    """One door until it is closed; when its wire fails it rests. A mistake of ours ends the thread, and is seen."""
    try:
        while not closing.is_set():
            try:
                KEEPERS[Kind(account.kind)](account, closing)
            except (DoorShut, OSError) as error:
                log.warning("the door %s rests: %s", account.pk, type(error).__name__)
                closing.wait(REST_SECONDS)
    finally:
        connections.close_all()  # this thread's own: it ends


def _listen(account: Account, closing: threading.Event) -> None:
    recipients = [account.address if "@" in account.address else f"@{account.address}"]

    def store(received: Received) -> None:
        try:
            fetching.store_mail(received, account)
        finally:
            connections.close_all()  # letters are few, and the thread may end unseen

    host, port = listens_at(account)
    shown, tls = _certificate(account)
    mark = shown.mark()
    with serve(
        host, port, store, recipients=recipients, now=clock.now, hostname=speaks_as(account), tls=tls,
        is_tls_at_once=is_tls_at_once(account),
    ):  # fmt: skip
        while not closing.wait(CERTIFICATE_SECONDS):
            now_there = shown_by(account)
            if now_there.mark() != mark:
                mark = _renewed(now_there, tls, mark)


def _certificate(account: Account) -> tuple[Shown, ssl.SSLContext]:
    """What the house's own mail server shows; what is wrong with it stands on the account, until it is mended."""
    shown = shown_by(account)
    try:
        tls = shown.context()
    except DoorShut as shut:
        with acting_for("doors"):
            note_trouble(Account.objects.get(pk=account.pk), shut.why, now=clock.now())
        raise
    with acting_for("doors"):
        note_worked(Account.objects.filter(pk=account.pk, why=Shut.NO_CERTIFICATE).first(), now=clock.now())
    return shown, tls


def _renewed(shown: Shown, tls: ssl.SSLContext, mark: tuple[int, ...]) -> tuple[int, ...]:
    """Shown to whoever comes next; while the new files are no pair, perhaps half written, the old one stays."""
    try:
        shown.load_into(tls)
    except DoorShut:
        log.warning("a certificate was changed and cannot be used; the one before is shown")
        return mark
    return shown.mark()


def _poll(account: Account, closing: threading.Event) -> None:
    while not closing.is_set():
        count = fetching.poll_bot(account.pk, seconds=POLL_SECONDS)
        if not count:
            closing.wait(RESTING_SECONDS if count is None else 0.2)


def _watch(account: Account, closing: threading.Event) -> None:
    """A mailbox that tells by itself: fetched, then waited for."""
    while not closing.is_set():
        fetching.fetch_mail(account.pk, now=clock.now())
        place = fetching.place_in(account.pk, now=clock.now())
        close_old_connections()
        if place is None:  # it was noted why; a refused password is not tried again and again
            closing.wait(RESTING_SECONDS)
        elif not mailbox.wait(*place, seconds=IDLE_SECONDS, should_stop=closing.is_set):
            closing.wait(1)


KEEPERS: dict[Kind, Callable[[Account, threading.Event], None]] = {
    Kind.LISTENER: _listen,
    Kind.TELEGRAM: _poll,
    Kind.IMAP: _watch,
}
