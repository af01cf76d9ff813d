"""Updates that Telegram brings by itself, for a house with a public address. Whoever knows the secret is Telegram."""

import hmac
import re
from datetime import datetime

from butler.channels.port import Received
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
    """Telegram brings updates to `url` from now on, with the secret. Refuses with DoorShut."""
    if not SECRET.fullmatch(secret):
        raise ValueError("a webhook's secret has 32 to 256 letters, digits, _ and -")
    asked(bot, "setWebhook", {"url": url, "secret_token": secret, "allowed_updates": list(UPDATES)})


def delete_webhook(bot: Bot) -> None:
    """Updates wait to be asked for again."""
    asked(bot, "deleteWebhook", {})
