"""Updates asked for by long polling: for a house without a public address."""

from dataclasses import dataclass
from datetime import datetime

from butler.channels.port import DoorShut, Received, Shut
from butler.channels.telegram.bot import Answer, Bot, NoAnswer, NotAsked, ask
from butler.channels.telegram.reading import UPDATES
from butler.channels.telegram.receiving import received

BATCH = 100


@dataclass(frozen=True)
class Polled:
    updates: tuple[Received, ...]
    offset: int  # to be stored with them, and asked with next: that tells Telegram to forget these


def poll(bot: Bot, offset: int, *, now: datetime, seconds: int = 50) -> Polled:
    """What came, or nothing after `seconds`. Refuses with DoorShut.

    SOMEBODY_ELSE: another program polls with this token, or a webhook is set.
    """
    wanted = {"offset": offset, "limit": BATCH, "timeout": seconds, "allowed_updates": list(UPDATES)}
    answer = asked(bot, "getUpdates", wanted, wait=seconds)
    if not isinstance(answer.result, list):
        raise DoorShut(Shut.NOT_UNDERSTOOD)
    known = [one for one in answer.result if isinstance(one, dict) and isinstance(one.get("update_id"), int)]
    if len(known) < len(answer.result):
        raise DoorShut(Shut.NOT_UNDERSTOOD)
    after = max([offset, *(one["update_id"] + 1 for one in known)])
    return Polled(tuple(received(one, bot.id, now) for one in known), after)


def asked(bot: Bot, method: str, fields: dict, *, wait: float = 0) -> Answer:
    """An answer that is good, or DoorShut. For questions that may be asked twice."""
    try:
        answer = ask(bot, method, fields, wait=wait)
    except (NotAsked, NoAnswer):
        raise DoorShut(Shut.NOT_REACHED) from None
    if answer.is_ok:
        return answer
    why = {401: Shut.LOGIN_REFUSED, 404: Shut.LOGIN_REFUSED, 409: Shut.SOMEBODY_ELSE, 429: Shut.TOO_MANY}
    default = Shut.NOT_REACHED if answer.status >= 500 else Shut.NOT_UNDERSTOOD
    raise DoorShut(why.get(answer.status, default), retry_after=answer.retry_after)
