"""From an account of the house to the wire that carries its letters. Somebody must act: its secret is opened."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings

from butler.channels.mail import knocking
from butler.channels.mail.account import ImapAccount, Security, SmtpAccount
from butler.channels.mail.certificate import Shown, made_here
from butler.channels.mail.imap import look_at, opened
from butler.channels.mail.sending import Mail
from butler.channels.model import Endpoint, NoAnswer, WhyNot, ask
from butler.channels.port import DoorShut, Shut, Wire
from butler.channels.telegram import webhook
from butler.channels.telegram.bot import Bot
from butler.channels.telegram.sending import Telegram
from butler.correspondence.models import Account
from butler.correspondence.tokens import Tokens, is_by_token
from butler.ground import clock
from butler.ground.sealing import open_sealed

Kind = Account.Kind
IS_THERE = {
    "type": "object", "properties": {"is_there": {"type": "boolean"}}, "required": ["is_there"],
    "additionalProperties": False,
}  # fmt: skip
SILENCES = {
    WhyNot.NOT_REACHED: Shut.NOT_REACHED,
    WhyNot.TOO_SLOW: Shut.NOT_REACHED,
    WhyNot.REFUSED: Shut.LOGIN_REFUSED,
    WhyNot.BUSY: Shut.TOO_MANY,
}


def wire_for(account: Account) -> Wire:
    """The wire on which letters leave through this account."""
    return Telegram(bot_of(account)) if account.kind == Kind.TELEGRAM else Mail(smtp_of(account))


def bot_of(account: Account) -> Bot:
    more = {name: account.options[name] for name in ("base", "proxy") if account.options.get(name)}
    return Bot(open_sealed(account, "secret"), **more)


def smtp_of(account: Account) -> SmtpAccount:
    return SmtpAccount(address=account.address, **_server(account))


def imap_of(account: Account) -> ImapAccount:
    more = {name: account.options[name] for name in ("folder", "sent_folder") if account.options.get(name)}
    return ImapAccount(name=str(account.pk), **_server(account), **more)


def door_of(account: Account) -> Callable[[], object]:
    """How its connection is tried: signing in, and nothing else. Raises NotDelivered or DoorShut when called."""
    if account.kind == Kind.IMAP:
        mailbox = imap_of(account)
        return lambda: _look(mailbox)
    if account.kind == Kind.SMTP:
        return Mail(smtp_of(account)).try_out
    if account.kind == Kind.TELEGRAM:
        bot, brings_to = bot_of(account), account.webhook
        return lambda: webhook.look(bot, brings_to)
    if account.kind == Kind.MODEL:
        endpoint = model_of(account)
        return lambda: _try_model(endpoint)
    return lambda: _knock(account)


def listens_at(account: Account) -> tuple[str, int]:
    """Where the house's own mail server keeps its door."""
    return account.options.get("host", "127.0.0.1"), int(account.options.get("port", 2525))


def speaks_as(account: Account) -> str:
    """The name under which the house's own mail server is known: its domain."""
    return account.address.rpartition("@")[2] or "localhost"


def is_tls_at_once(account: Account) -> bool:
    return bool(account.options.get("security") == Security.TLS)


def shown_by(account: Account) -> Shown:
    """The certificate of the house's own mail server: the one the owner named, else one made in the house's folder."""
    certificate, key = account.options.get("certificate", ""), account.options.get("certificate_key", "")
    if certificate:
        return Shown(Path(certificate), Path(key) if key else None)
    return made_here(settings.HOME / "certificates", speaks_as(account), now=clock.now())


def recipient_of(account: Account) -> str:
    """An address at which the house's own mail server takes mail; its account names one, or a whole domain."""
    return account.address if "@" in account.address else f"postmaster@{account.address}"


def model_of(account: Account) -> Endpoint:
    """Where the house's language model is asked."""
    options = account.options
    return Endpoint(
        base=account.address,
        model=str(options.get("model", "")),
        key=open_sealed(account, "secret"),
        seconds=float(options.get("seconds", 8)),
    )


def _try_model(endpoint: Endpoint) -> None:
    try:
        ask(endpoint, instruction="Answer in JSON.", text="Are you there?", schema=IS_THERE)
    except NoAnswer as silence:
        raise DoorShut(SILENCES.get(silence.why, Shut.NOT_UNDERSTOOD)) from None


def _knock(account: Account) -> None:
    shown_by(account).context()
    host, port = listens_at(account)
    knocking.knock(host, port, recipient_of(account), is_tls_at_once=is_tls_at_once(account))


def _look(mailbox: ImapAccount) -> None:
    with opened(mailbox) as door:
        look_at(door, mailbox.folder)


def _server(account: Account) -> dict[str, Any]:
    options = account.options
    return {
        "host": options.get("host", ""),
        "port": int(options.get("port", 0)),
        "security": Security(options.get("security", Security.TLS)),
        "user": options.get("user", ""),
        **_login(account),
    }


def _login(account: Account) -> dict[str, Any]:
    """A password, or whoever brings tokens instead of one: not now, but when it is needed."""
    if is_by_token(account):
        return {"token": Tokens(account.pk).now}
    return {"password": open_sealed(account, "secret")}
