"""Tokens of the accounts whose provider takes no password: kept sealed, renewed before they end, by whoever needs one.

The account's secret is the permission as the owner pasted it; its token is what the provider gave last, and with it the
lasting token that is good from then on, where the provider changes it.
"""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from butler.channels.oauth import NoToken, Permission, renew
from butler.correspondence.models import Account
from butler.ground import clock, journal
from butler.ground.acting import acting_for
from butler.ground.sealing import open_sealed

PURPOSE = "accounts"
OAUTH = "oauth"
AHEAD = timedelta(minutes=2)  # a token that ends while a letter is on its way is of no use


def is_by_token(account: Account) -> bool:
    return bool(account.options.get("login") == OAUTH)


def keep_permission(account: Account, *, refresh: str, client_secret: str) -> None:
    """Put what the owner pasted in the place of what there is; what is empty stays. The account is not saved here."""
    held = _held(account, "secret")
    said = {"refresh": refresh, "client_secret": client_secret}
    account.secret = json.dumps(held | {name: value for name, value in said.items() if value})
    if refresh or client_secret:
        account.token = ""


@dataclass(frozen=True)
class Tokens:
    """Whoever signs in to this account. Asked outside any transaction: the provider may take its time."""

    account_id: UUID

    def now(self, refused: str = "") -> str:
        """A token that holds now, and is another than `refused`. Raises NoToken."""
        with acting_for(PURPOSE):
            account = Account.objects.get(pk=self.account_id)
            known = _held(account, "token")
            if known.get("value") not in (None, refused) and _until(known) > clock.now() + AHEAD:
                return str(known["value"])
            permission = _permission(account, known)
        if not permission.refresh:
            raise NoToken(is_refused=True)
        return self._keep(permission)

    def _keep(self, permission: Permission) -> str:
        token = renew(permission)
        until = clock.now() + timedelta(seconds=token.seconds)
        with acting_for(PURPOSE):
            account = Account.objects.select_for_update().get(pk=self.account_id)
            lasting = token.refresh or permission.refresh
            kept = {"value": token.value, "until": until.isoformat(), "refresh": lasting}
            account.token = json.dumps(kept)
            account.save(update_fields=["token"])
            journal.record("account.token_renewed", about=account)
        return token.value


def _permission(account: Account, known: dict[str, Any]) -> Permission:
    held = _held(account, "secret")
    return Permission(
        endpoint=str(account.options.get("token_url", "")),
        client_id=str(account.options.get("client_id", "")),
        refresh=str(known.get("refresh") or held.get("refresh", "")),
        client_secret=str(held.get("client_secret", "")),
    )


def _until(known: dict[str, Any]) -> datetime:
    return datetime.fromisoformat(known["until"])


def _held(account: Account, name: str) -> dict[str, Any]:
    """What a sealed column holds; nothing where it is empty, or was a password before."""
    try:
        found = json.loads(open_sealed(account, name) or "{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
