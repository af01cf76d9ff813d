"""How the accounts fare, written by those who use them: what works, what fails since when, and what rests meanwhile."""

from datetime import UTC, datetime, timedelta

from django.db.models import Q

from butler.channels.port import DoorShut, Shut, Why
from butler.correspondence.models import Account, Channel
from butler.correspondence.rules.leaving import REPAIR_PAUSE
from butler.ground import journal

Kind = Account.Kind
Accounts = dict[str, list[Account]]
CARRIES = {Kind.SMTP: Channel.MAIL, Kind.TELEGRAM: Channel.TELEGRAM}
OUT_OF_REACH_PAUSE = timedelta(minutes=1)
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
NOTED_EVERY = timedelta(minutes=1)  # that it works is not written with every letter
INCOMING = (Shut.SOMEBODY_ELSE, Shut.NO_SUCH_FOLDER, Shut.CANNOT_BRING)
REPAIRS = {str(one) for one in Why if one.needs_repair} | {str(one) for one in Shut if DoorShut(one).needs_repair}


def open_channels() -> Accounts:
    """The channels over which the house can write now, with the accounts of each."""
    found: Accounts = {}
    for account in Account.objects.filter(is_on=True, kind__in=CARRIES).order_by("name", "pk"):
        found.setdefault(CARRIES[Kind(account.kind)], []).append(account)
    return found


def rests_until(account: Account, *, is_leaving: bool = False) -> datetime:
    """A broken account is not asked with every letter. What only keeps messages from coming holds up none that leaves.

    Another program at our door is perhaps ourselves, killed a moment ago: asked again soon.
    """
    if account.failing_since is None or account.tried_at is None or (is_leaving and account.why in INCOMING):
        return LONG_AGO
    soon = account.why == Shut.SOMEBODY_ELSE or not _needs_repair(account.why)
    return account.tried_at + (OUT_OF_REACH_PAUSE if soon else REPAIR_PAUSE)


def note_worked(account: Account | None, *, now: datetime) -> None:
    if account is None or (not account.failing_since and account.worked_at and now - account.worked_at < NOTED_EVERY):
        return
    if account.failing_since:
        journal.record("account.works", about=account)
    account.tried_at = account.worked_at = now
    account.failing_since, account.why = None, ""
    account.save(update_fields=["tried_at", "worked_at", "failing_since", "why"])


def note_heard(account: Account, *, at: datetime) -> None:
    """Something came through it; written once a minute. Our own door that was out of reach is open, then."""
    if account.kind == Kind.LISTENER:
        note_worked(Account.objects.filter(pk=account.pk, failing_since__isnull=False).first(), now=at)
    known = Account.objects.filter(pk=account.pk)
    known.filter(Q(heard_at__isnull=True) | Q(heard_at__lt=at - NOTED_EVERY)).update(heard_at=at)


def note_trouble(account: Account | None, why: str, *, now: datetime) -> None:
    """It, not the letter, is at fault: the connection, the login, the encryption."""
    if account is None or not (_needs_repair(why) or why in (Why.NOT_REACHED, Shut.NOT_UNDERSTOOD)):
        return
    if account.failing_since is None:
        account.failing_since = now
        journal.record("account.fails", about=account, why=str(why))
    account.tried_at, account.why = now, str(why)
    account.save(update_fields=["tried_at", "failing_since", "why"])


def mailbox_beside(account: Account) -> Account | None:
    """The mailbox in which the copies of an account's letters are filed: the one of the same address."""
    return Account.objects.filter(kind=Kind.IMAP, is_on=True, address__iexact=account.address).first()


def _needs_repair(why: str) -> bool:
    return why in REPAIRS
