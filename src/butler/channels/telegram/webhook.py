"""Updates that Telegram brings by itself, for a house with a public address. Whoever knows the secret is Telegram."""

import hmac
import re
from datetime import datetime

from butler.channels.port import DoorShut, Received, Shut
from butler.channels.telegram.bot import Bot
from butler.channels.telegram.polling import asked
from butler.channels.telegram.reading import UPDATES, parsed
from butler.channels.telegram.receiving import received

HEADER = "X-Telegram-Bot-Api-Secret-Token"
SECRET = re.compile(r"[A-Za-z0-9_-]{32,256}")


def is_genuine(said: str | None, secret: str) -> bool:
    """Whether the header holds our secret; in constant time. Without a good secret of ours nothing is genuine."""
    if not SECRET.fullmatch(secret):
        return False
    return hmac.compare_digest((said or "").encode("utf-8", "replace"), secret.encode())


def receive(body: bytes, bot: int, now: datetime) -> Received:
    """One genuine request's body. Refuses (NotAnUpdate) what is none: answer 200, or it is brought for ever."""
    return received(parsed(body), bot, now)


def set_webhook(bot: Bot, url: str, secret: str) -> None:
    """Telegram brings updates to `url` from now on, with the secret. ADDRESS_REFUSED: they do not want to."""
    if not SECRET.fullmatch(secret):
        raise ValueError("a webhook's secret has 32 to 256 letters, digits, _ and -")
    try:
        asked(bot, "setWebhook", {"url": url, "secret_token": secret, "allowed_updates": list(UPDATES)})
    except DoorShut as shut:
        raise DoorShut(Shut.ADDRESS_REFUSED) if shut.why == Shut.NOT_UNDERSTOOD else shut from None


def look(bot: Bot, url: str) -> None:
    """The token is good, and updates come as we think: brought to `url`, or (empty) asked for. Refuses with DoorShut.

    SOMEBODY_ELSE: they are brought elsewhere; CANNOT_BRING: they wait there, because our address does not answer.
    """
    asked(bot, "getMe", {})
    said = asked(bot, "getWebhookInfo", {}).result
    if not isinstance(said, dict):
        raise DoorShut(Shut.NOT_UNDERSTOOD)
    if str(said.get("url", "")) != url:
        raise DoorShut(Shut.SOMEBODY_ELSE)
    if url and said.get("pending_update_count") and said.get("last_error_date"):
        raise DoorShut(Shut.CANNOT_BRING)


def delete_webhook(bot: Bot) -> None:
    """Updates wait to be asked for again."""
    asked(bot, "deleteWebhook", {})
