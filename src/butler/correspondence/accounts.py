"""The accounts through which letters come and leave: the owner's verbs on them, and how they fare.

A password or token is sealed for the house, opened only to make a wire, and never shown again.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from time import monotonic, sleep
from typing import Any
from uuid import UUID

from django.db import transaction

from butler.channels.port import DoorShut, NotDelivered, Shut, Why
from butler.correspondence import wires
from butler.correspondence.faring import REPAIRS
from butler.correspondence.models import Account, Letter
from butler.correspondence.rules.ways import Lack
from butler.correspondence.tokens import is_by_token, keep_permission
from butler.ground import journal, live
from butler.ground.acting import acting_for
from butler.ground.house import the_house
from butler.ground.later import later
from butler.ground.models import House
from butler.ground.refusals import NotHere
from butler.staff.models import Role, Staff

Kind = Account.Kind
OPENING_SECONDS = 15.0  # our own mail server was perhaps switched on a moment ago
UNASKED = ("proxy",)  # set by whoever runs the machine; the form does not ask


@dataclass(frozen=True)
class Settings:
    """What the owner says of an account. An empty secret keeps the one there is."""

    kind: str
    name: str
    address: str = ""
    options: dict[str, Any] = field(default_factory=dict)
    secret: str = field(default="", repr=False)
    client_secret: str = field(default="", repr=False)  # of a permission, beside the lasting token
    per_minute: int = 30


@transaction.atomic
def open_doors_at(origin: str, *, by: Staff) -> None:
    """Private pages of letters are opened under this address from now on; "": no letter carries a link.

    Refuses with NotHere who does not own the house.
    """
    _owner_only(by)
    house = House.objects.select_for_update().get()
    house.origin = origin
    house.save(update_fields=["origin"])
    the_house().origin = origin
    journal.record("house.origin", origin=origin)


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
    if settings.secret:  # perhaps another bot: it knows nothing of our address
        account.webhook, account.webhook_why = "", ""
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


def wake_letters() -> None:
    """Letters that waited for an account are looked at now. A job: the owner does not see every client's letters."""
    with acting_for("outbox"):
        waits = [Lack.NO_ACCOUNT, *REPAIRS, Why.NOT_REACHED]
        Letter.objects.filter(state=Letter.State.NEW, why__in=waits).update(due_at=None)
        later("correspondence.send")


def check(account_id: UUID, *, now: datetime) -> str:
    """Try its connection, outside any transaction; the code of what is wrong, empty when it works."""
    with acting_for("accounts"):
        account = Account.objects.filter(pk=account_id).first()
        if account is None:
            return ""
        knock = wires.door_of(account)
    why = _tried(knock, patience=OPENING_SECONDS if account.kind == Kind.LISTENER else 0)
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


def _tried(knock: Callable[[], object], *, patience: float) -> str:
    """What is wrong. What cannot be reached is tried again for so many seconds: a door that is being opened."""
    until = monotonic() + patience
    while True:
        try:
            knock()
            return ""
        except (DoorShut, NotDelivered) as refusal:
            if refusal.why != Shut.NOT_REACHED or monotonic() >= until:
                return str(refusal.why)
        sleep(1)


def _write(account: Account, settings: Settings) -> None:
    account.name, account.address = settings.name, settings.address.strip()
    unasked = {name: account.options[name] for name in UNASKED if name in account.options}
    account.options, account.per_minute = unasked | settings.options, max(1, settings.per_minute)
    if is_by_token(account):
        keep_permission(account, refresh=settings.secret, client_secret=settings.client_secret)
    elif settings.secret:
        account.secret, account.token = settings.secret, ""


def _changed(account: Account) -> None:
    live.changed("account", about=account.pk)
    later("correspondence.wake_letters")


def _locked(account_id: UUID) -> Account:
    account = Account.objects.select_for_update().filter(pk=account_id).first()
    if account is None:
        raise NotHere
    return account


def _owner_only(by: Staff) -> None:
    if by.role != Role.OWNER or not by.is_active:
        raise NotHere
