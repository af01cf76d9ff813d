"""How a bot's updates come: Telegram is asked for them, or brings them to an address of the house.

The owner says what is wanted; a job agrees on it with Telegram. Until it does, everything goes on as before.
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.urls import reverse

from butler.channels.port import DoorShut, Shut
from butler.channels.telegram import webhook
from butler.correspondence import wires
from butler.correspondence.accounts import account_of
from butler.correspondence.models import Account
from butler.ground import journal, live
from butler.ground.acting import acting_for
from butler.ground.later import later
from butler.ground.refusals import NotHere
from butler.ground.sealing import blind_index
from butler.staff.models import Staff

PURPOSE = "accounts"
PASSING = ("", Shut.NOT_REACHED, Shut.TOO_MANY)  # asked again every minute; any other refusal waits for the owner


@transaction.atomic
def want(account_id: UUID, origin: str, *, by: Staff) -> Account:
    """Updates shall be brought to `origin` ("https://butler.house.example"), or (empty) asked for. For the owner."""
    account = account_of(account_id, by=by)
    if account.kind != Account.Kind.TELEGRAM:
        raise NotHere
    door = reverse("doors:telegram", args=[account.pk])
    account.webhook_wanted, account.webhook_why = f"{origin}{door}" if origin else "", ""
    account.save(update_fields=["webhook_wanted", "webhook_why"])
    journal.record("account.webhook_wanted", about=account, is_brought=bool(origin))
    live.changed("account", about=account.pk)
    later("correspondence.agree_on_webhook", account_id=str(account.pk))
    return account


def agree(account_id: UUID, *, now: datetime) -> str:
    """Tell Telegram what is wanted, outside any transaction; the code of what is wrong, empty when it is so."""
    with acting_for(PURPOSE):
        account = Account.objects.filter(pk=account_id, kind=Account.Kind.TELEGRAM, is_on=True).first()
        if account is None or account.webhook == account.webhook_wanted:
            return ""
        bot, wanted = wires.bot_of(account), account.webhook_wanted
    try:
        if wanted:
            webhook.set_webhook(bot, wanted, webhook_secret(account_id))
        else:
            webhook.delete_webhook(bot)
        why = ""
    except DoorShut as shut:
        why = str(shut.why)
    with acting_for(PURPOSE):
        account = Account.objects.select_for_update().get(pk=account_id)
        account.webhook, account.webhook_why = account.webhook if why else wanted, why
        if not why:
            account.tried_at = account.worked_at = now
            account.failing_since, account.why = None, ""
        account.save(update_fields=["webhook", "webhook_why", "tried_at", "worked_at", "failing_since", "why"])
        journal.record("account.webhook", about=account, is_brought=bool(account.webhook), why=why)
        live.changed("account", about=account.pk)
    return why


def ask_for_the_unsettled() -> None:
    """What is not yet as the owner wants it is tried again, where the refusal may pass."""
    rows = Account.objects.filter(is_on=True, webhook_why__in=PASSING).exclude(webhook=F("webhook_wanted"))
    for account_id in rows.order_by("pk").values_list("pk", flat=True):
        later("correspondence.agree_on_webhook", account_id=str(account_id))


def webhook_secret(account_id: UUID) -> str:
    """What Telegram says with every update; made from the house's own key, kept nowhere."""
    return blind_index(str(account_id), use="webhook").hex()
