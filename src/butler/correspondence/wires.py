"""From an account of the house to the wire that carries its letters. Somebody must act: its secret is opened."""

from collections.abc import Callable
from typing import Any

from butler.channels.mail import knocking
from butler.channels.mail.account import ImapAccount, Security, SmtpAccount
from butler.channels.mail.imap import look_at, opened
from butler.channels.mail.sending import Mail
from butler.channels.model import Endpoint, NoAnswer, WhyNot, ask
from butler.channels.port import DoorShut, Shut, Wire
from butler.channels.telegram import webhook
from butler.channels.telegram.bot import Bot
from butler.channels.telegram.sending import Telegram
from butler.correspondence.models import Account
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
    host, port = listens_at(account)
    return lambda: knocking.knock(host, port, recipient_of(account))


def listens_at(account: Account) -> tuple[str, int]:
    """Where the house's own mail server keeps its door."""
    return account.options.get("host", "127.0.0.1"), int(account.options.get("port", 2525))


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
        "password": open_sealed(account, "secret"),
    }
