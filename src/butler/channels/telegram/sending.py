"""A message leaves by Telegram, in one question: it goes whole, or not at all, or nobody knows.

Telegram knows no name of ours for a message, so a question without an answer cannot be asked again: Unsure.
"""

import re
from typing import Any

from butler.channels.port import File, NotDelivered, Outgoing, Receipt, Unsure, Why
from butler.channels.telegram.bot import Answer, Bot, NoAnswer, NotAsked, ask
from butler.channels.telegram.reading import moment, name_of

MAX_TEXT, MAX_CAPTION = 4096, 1024  # as Telegram counts, in halves of UTF-16
MAX_FILES, MAX_FILE_BYTES, MAX_PHOTO_BYTES = 10, 50 * 1024 * 1024, 10 * 1024 * 1024
PHOTOS = ("image/jpeg", "image/png")
ADDRESS = re.compile(r"(-?\d{1,19})(?:@(\S{1,200}))?")
NOBODY = ("chat not found", "peer_id_invalid", "user not found", "user_is_blocked", "upgraded to a supergroup")


class Telegram:
    """The wire of one bot."""

    def __init__(self, bot: Bot) -> None:
        self.bot = bot

    def send(self, message: Outgoing) -> Receipt:
        """The subject stays home: messengers have none. Files go with the body as their caption."""
        method, fields, files = question(message)
        try:
            answer = ask(self.bot, method, fields, files)
        except NotAsked:
            raise NotDelivered(Why.NOT_REACHED, permanent=False) from None
        except NoAnswer:
            raise Unsure("no answer from Telegram") from None
        if not answer.is_ok:
            raise _refusal(answer)
        return _receipt(answer.result)


def question(message: Outgoing) -> tuple[str, dict[str, Any], dict[str, File]]:
    """The method, its fields and its files; refuses (NotDelivered) what cannot go in one question."""
    fields = _where(message)
    _check(message)
    if not message.files:
        return "sendMessage", fields | {"text": message.body, "link_preview_options": {"is_disabled": True}}, {}
    if len(message.files) > 1:
        return "sendMediaGroup", fields | {"media": _album(message)}, _named(message.files)
    caption = {"caption": message.body} if message.body.strip() else {}
    (file,) = message.files
    kind = "photo" if file.content_type in PHOTOS and len(file.content) <= MAX_PHOTO_BYTES else "document"
    return f"send{kind.title()}", fields | caption, {kind: file}


def _where(message: Outgoing) -> dict[str, Any]:
    found = ADDRESS.fullmatch(message.to)
    if not found:
        raise NotDelivered(Why.NOT_SENDABLE, permanent=True)
    fields: dict[str, Any] = {"chat_id": found[1]}
    if found[2]:
        fields["business_connection_id"] = found[2]
    chat, _, number = message.in_reply_to.partition(":")
    if chat == found[1] and number.isdigit():
        fields["reply_parameters"] = {"message_id": int(number), "allow_sending_without_reply": True}
    return fields


def _check(message: Outgoing) -> None:
    try:
        letters = len(message.body.encode("utf-16-le")) // 2
    except UnicodeEncodeError:
        raise NotDelivered(Why.NOT_SENDABLE, permanent=True) from None
    if not message.files and not message.body.strip():
        raise NotDelivered(Why.NOT_SENDABLE, permanent=True)
    if letters > (MAX_CAPTION if message.files else MAX_TEXT):
        raise NotDelivered(Why.TOO_LONG, permanent=True)
    total = sum(len(file.content) for file in message.files)
    if len(message.files) > MAX_FILES or total > MAX_FILE_BYTES:
        raise NotDelivered(Why.TOO_LARGE, permanent=True)


def _album(message: Outgoing) -> list[dict[str, str]]:
    media = [{"type": "document", "media": f"attach://file{number}"} for number in range(len(message.files))]
    if message.body.strip():
        media[-1]["caption"] = message.body  # under the last one, where a reader's eye ends
    return media


def _named(files: tuple[File, ...]) -> dict[str, File]:
    return {f"file{number}": file for number, file in enumerate(files)}


def _refusal(answer: Answer) -> Exception:
    code, said = str(answer.status), answer.said.lower()
    if answer.status == 429:
        return NotDelivered(Why.TOO_MANY, permanent=False, code=code, retry_after=answer.retry_after)
    if answer.status in (401, 404):  # an unknown token has no such page
        return NotDelivered(Why.LOGIN_REFUSED, permanent=False, code=code)
    if answer.status == 403 or (answer.status == 400 and any(one in said for one in NOBODY)):
        return NotDelivered(Why.ADDRESS_REFUSED, permanent=True, code=code)
    if answer.status == 413:
        return NotDelivered(Why.TOO_LARGE, permanent=True, code=code)
    if answer.status == 400:
        why = Why.TOO_LONG if "too long" in said else Why.CONTENT_REFUSED
        return NotDelivered(why, permanent=True, code=code)
    return Unsure(f"Telegram answered {code}")


def _receipt(result: Any) -> Receipt:
    first = result[0] if isinstance(result, list) and result else result
    if not isinstance(first, dict) or not name_of(first):
        raise Unsure("Telegram took it and did not say as what")
    return Receipt(name_of(first), moment(first, "date"))
