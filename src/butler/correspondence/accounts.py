"""The accounts through which letters come and leave: the owner's verbs on them, and how they fare.

A password or token is sealed for the house, opened only to make a wire, and never shown again.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from butler.channels.port import DoorShut, NotDelivered, Why
from butler.correspondence import wires
from butler.correspondence.models import Account, Channel, Letter
from butler.correspondence.rules.leaving import REPAIR_PAUSE
from butler.correspondence.rules.ways import Lack
from butler.ground import journal, live
from butler.ground.acting import acting_for
from butler.ground.later import later
from butler.ground.refusals import NotHere
from butler.staff.models import Role, Staff

Kind = Account.Kind
Accounts = dict[str, list[Account]]
CARRIES = {Kind.SMTP: Channel.MAIL, Kind.TELEGRAM: Channel.TELEGRAM}
OUT_OF_REACH_PAUSE = timedelta(minutes=1)
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
NOTED_EVERY = timedelta(minutes=1)  # that it works is not written with every letter


@dataclass(frozen=True)
class Settings:
    """What the owner says of an account. An empty secret keeps the one there is."""

    kind: str
    name: str
    address: str = ""
    options: dict[str, Any] = field(default_factory=dict)
    secret: str = field(default="", repr=False)
    per_minute: int = 30


@transaction.atomic
def add(settings: Settings, *, by: Staff) -> Account:
    """A new account; letters that waited for it leave. Refuses with NotHere who does not own the house."""
    _owner_only(by)
    account = Account(kind=settings.kind)
    _write(account, settings)
    account.save(force_insert=True)
    journal.record("account.added", about=account, kind=account.kind)
    _changed(account)
    return account


@transaction.atomic
def change(account_id: UUID, settings: Settings, *, by: Staff) -> Account:
    """Other settings; its kind stays. Whatever was wrong with it is forgotten and tried anew."""
    _owner_only(by)
    account = _locked(account_id)
    _write(account, settings)
    account.failing_since, account.why = None, ""
    account.save()
    journal.record("account.changed", about=account, has_new_secret=bool(settings.secret))
    _changed(account)
    return account


@transaction.atomic
def switch(account_id: UUID, *, is_on: bool, by: Staff) -> Account:
    """On or off. Off, nothing comes or leaves through it; what waits for it stays."""
    _owner_only(by)
    account = _locked(account_id)
    if account.is_on != is_on:
        account.is_on = is_on
        account.save(update_fields=["is_on"])
        journal.record("account.switched", about=account, is_on=is_on)
        _changed(account)
    return account


def ask_check(account_id: UUID, *, by: Staff) -> None:
    """Have its connection tried, in a job; the answer stands on the account."""
    _owner_only(by)
    _locked(account_id)
    later("correspondence.check_account", account_id=str(account_id))


def account_of(account_id: UUID, *, by: Staff) -> Account:
    """One account for its owner; NotHere for everybody else."""
    _owner_only(by)
    account = Account.objects.filter(pk=account_id).first()
    if account is None:
        raise NotHere
    return account


def all_accounts(*, by: Staff) -> list[Account]:
    """Every account of the house, for its owner."""
    _owner_only(by)
    return list(Account.objects.order_by("kind", "name", "pk"))


# How they fare: written by those who use them.


def open_channels() -> Accounts:
    """The channels over which the house can write now, with the accounts of each."""
    found: Accounts = {}
    for account in Account.objects.filter(is_on=True, kind__in=CARRIES).order_by("name", "pk"):
        found.setdefault(CARRIES[Kind(account.kind)], []).append(account)
    return found


def rests_until(account: Account) -> datetime:
    """A broken account is not asked with every letter."""
    if account.failing_since is None or account.tried_at is None:
        return LONG_AGO
    return account.tried_at + (REPAIR_PAUSE if _needs_repair(account.why) else OUT_OF_REACH_PAUSE)


def note_worked(account: Account | None, *, now: datetime) -> None:
    if account is None or (not account.failing_since and account.worked_at and now - account.worked_at < NOTED_EVERY):
        return
    if account.failing_since:
        journal.record("account.works", about=account)
    account.tried_at = account.worked_at = now
    account.failing_since, account.why = None, ""
    account.save(update_fields=["tried_at", "worked_at", "failing_since", "why"])


def note_trouble(account: Account | None, why: str, *, now: datetime) -> None:
    """It, not the letter, is at fault: the connection, the login, the encryption."""
    if account is None or not (_needs_repair(why) or why == Why.NOT_REACHED):
        return
    if account.failing_since is None:
        account.failing_since = now
        journal.record("account.fails", about=account, why=str(why))
    account.tried_at, account.why = now, str(why)
    account.save(update_fields=["tried_at", "failing_since", "why"])


def wake_letters() -> None:
    """Letters that waited for an account are looked at now. A job: the owner does not see every client's letters."""
    with acting_for("outbox"):
        waits = [Lack.NO_ACCOUNT, *(why for why in Why if _needs_repair(why)), Why.NOT_REACHED]
        Letter.objects.filter(state=Letter.State.NEW, why__in=waits).update(due_at=None)
        later("correspondence.send")


def check(account_id: UUID, *, now: datetime) -> str:
    """Try its connection, outside any transaction; the code of what is wrong, empty when it works."""
    with acting_for("accounts"):
        account = Account.objects.filter(pk=account_id).first()
        if account is None:
            return ""
        knock = wires.door_of(account)
    try:
        knock()
        why = ""
    except (DoorShut, NotDelivered) as refusal:
        why = str(refusal.why)
    with acting_for("accounts"):
        account = Account.objects.select_for_update().get(pk=account_id)
        account.tried_at, account.why = now, why
        account.worked_at = now if not why else account.worked_at
        account.failing_since = (account.failing_since or now) if why else None
        account.save(update_fields=["tried_at", "worked_at", "failing_since", "why"])
        journal.record("account.checked", about=account, why=why)
        live.changed("account", about=account.pk)
    if not why:
        wake_letters()
    return why


def mailbox_beside(account: Account) -> Account | None:
    """The mailbox in which the copies of an account's letters are filed: the one of the same address."""
    return Account.objects.filter(kind=Kind.IMAP, is_on=True, address__iexact=account.address).first()


def _write(account: Account, settings: Settings) -> None:
    account.name, account.address = settings.name, settings.address.strip()
    account.options, account.per_minute = settings.options, max(1, settings.per_minute)
    if settings.secret:
        account.secret = settings.secret


def _changed(account: Account) -> None:
    live.changed("account", about=account.pk)
    later("correspondence.wake_letters")


def _needs_repair(why: str) -> bool:
    return why in {one.value for one in Why if one.needs_repair}


def _locked(account_id: UUID) -> Account:
    account = Account.objects.select_for_update().filter(pk=account_id).first()
    if account is None:
        raise NotHere
    return account


def _owner_only(by: Staff) -> None:
    if by.role != Role.OWNER or not by.is_active:
        raise NotHere
