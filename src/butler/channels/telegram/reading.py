"""An update of Telegram's Bot API into our words. Joins, pins, stickers and the like are not for us: None.

Pure: `read` takes a stranger's bytes, run it through `ground.limited`. What it does not understand it leaves out.
"""

import hashlib
import json
from datetime import UTC, datetime
from typing import Any

from butler.channels.telegram.message import (
    BusinessConnection,
    Kind,
    Person,
    Place,
    RemoteFile,
    SharedContact,
    TelegramMessage,
)

MAX_UPDATE_BYTES = 1024 * 1024
MAX_LETTERS = 20_000
# Only these are asked for.
MESSAGES = ("message", "edited_message", "business_message", "edited_business_message")
UPDATES = (*MESSAGES, "business_connection")
FILES = (
    ("document", Kind.DOCUMENT),
    ("voice", Kind.VOICE),
    ("audio", Kind.AUDIO),
    ("video", Kind.VIDEO),
    ("video_note", Kind.VIDEO_NOTE),
)

Json = dict[str, Any]


class NotAnUpdate(Exception):
    """These bytes are no update of the Bot API."""


def read(raw: bytes) -> TelegramMessage | BusinessConnection | None:
    """What an update says; None when it is not for us. Refuses (NotAnUpdate) what is none."""
    update = parsed(raw)
    if connection := _part(update, "business_connection"):
        return _connection(connection)
    name = next((name for name in MESSAGES if _part(update, name)), "")
    return _message(update[name]) if name else None


def parsed(raw: bytes) -> Json:
    """The update as JSON says it; refuses what is none."""
    if len(raw) > MAX_UPDATE_BYTES:
        raise NotAnUpdate
    try:
        update = json.loads(raw)
    except (ValueError, RecursionError):
        raise NotAnUpdate from None
    if not isinstance(update, dict) or not isinstance(update.get("update_id"), int):
        raise NotAnUpdate
    return update


def external_id(update: Json, bot: int) -> str:
    """The same however often and by whatever door an update comes; each version of an edited message has its own.

    Telegram draws its numbers of updates anew after a quiet week, so those alone would not do.
    """
    for name in MESSAGES:
        message = _part(update, name)
        if message:
            chat, number = _part(message, "chat").get("id"), message.get("message_id")
            mark = f"{bot}:{name}:{chat}:{number}:{message.get('edit_date', '')}"
            break
    else:
        mark = f"{bot}:update:{json.dumps(update, sort_keys=True)}"
    return hashlib.sha256(mark.encode("utf-8", "surrogatepass")).hexdigest()


def address(chat: int, business_connection: str = "") -> str:
    """One word that says where an answer goes."""
    return f"{chat}@{business_connection}" if business_connection else str(chat)


def _connection(connection: Json) -> BusinessConnection:
    rights = _part(connection, "rights")
    return BusinessConnection(
        id=_text(connection, "id"),
        user_id=_number(_part(connection, "user"), "id"),
        is_enabled=connection.get("is_enabled") is True,
        can_reply=True in (rights.get("can_reply"), connection.get("can_reply")),  # where older servers say it
    )


def _message(message: Json) -> TelegramMessage | None:
    chat, connection = _part(message, "chat"), _text(message, "business_connection_id")
    sender, sent_at = _person(_part(message, "from")), moment(message, "date")
    text, files = _words(message), _files(message)
    place, contact = _place(message), _contact(message)
    if not (text or files or place or contact) or not sent_at or not _number(chat, "id"):
        return None
    return TelegramMessage(
        message=name_of(message),
        address=address(_number(chat, "id"), connection),
        sender=sender,
        sent_at=sent_at,
        edited_at=moment(message, "edit_date"),
        text=text,
        links=_links(message),
        files=files,
        place=place,
        contact=contact,
        reply_to=name_of(_part(message, "reply_to_message")),
        quoted=_text(_part(message, "quote"), "text") or _words(_part(message, "reply_to_message")),
        forwarded_from=_forwarded_from(_part(message, "forward_origin")),
        forwarded_at=moment(_part(message, "forward_origin"), "date"),
        album=_text(message, "media_group_id"),
        is_group=chat.get("type") in ("group", "supergroup", "channel"),
        is_business=bool(connection),
        is_ours=bool(connection) and sender.id != _number(chat, "id"),
    )


def name_of(message: Json) -> str:
    chat, number = _number(_part(message, "chat"), "id"), _number(message, "message_id")
    return f"{chat}:{number}" if chat and number else ""


def _words(message: Json) -> str:
    return _text(message, "text") or _text(message, "caption")


def _links(message: Json) -> tuple[str, ...]:
    entities = _list(message, "entities") + _list(message, "caption_entities")
    found = [_text(entity, "url") for entity in entities if entity.get("type") == "text_link"]
    return tuple(dict.fromkeys(url for url in found if url))


def _files(message: Json) -> tuple[RemoteFile, ...]:
    sizes = _list(message, "photo")
    largest = max(sizes, key=lambda size: _number(size, "width") * _number(size, "height"), default={})
    found = [_file(largest, Kind.PHOTO)] + [_file(_part(message, name), kind) for name, kind in FILES]
    return tuple(file for file in found if file.file_id)


def _file(file: Json, kind: Kind) -> RemoteFile:
    return RemoteFile(
        kind=kind,
        file_id=_text(file, "file_id"),
        unique_id=_text(file, "file_unique_id"),
        name=_text(file, "file_name").replace("/", "_").replace("\\", "_")[:200],
        content_type=_text(file, "mime_type") or ("image/jpeg" if kind is Kind.PHOTO else ""),
        size=max(0, _number(file, "file_size")),
        seconds=max(0, _number(file, "duration")),
    )


def _place(message: Json) -> Place | None:
    venue = _part(message, "venue")
    location = _part(venue, "location") or _part(message, "location")
    where = location.get("latitude"), location.get("longitude")
    if not all(isinstance(one, int | float) and abs(one) <= 180 for one in where):
        return None
    return Place(float(where[0] or 0), float(where[1] or 0), _text(venue, "title"), _text(venue, "address"))


def _contact(message: Json) -> SharedContact | None:
    contact = _part(message, "contact")
    if not _text(contact, "phone_number"):
        return None
    return SharedContact(
        _full_name(contact), _text(contact, "phone_number"), _text(contact, "vcard"), _number(contact, "user_id")
    )


def _person(user: Json) -> Person:
    return Person(_number(user, "id"), _full_name(user), _text(user, "username"), _text(user, "language_code"))


def _full_name(user: Json) -> str:
    return " ".join(part for part in (_text(user, "first_name"), _text(user, "last_name")) if part)


def _forwarded_from(origin: Json) -> str:
    chat = _part(origin, "sender_chat") or _part(origin, "chat")
    return _text(origin, "sender_user_name") or _full_name(_part(origin, "sender_user")) or _text(chat, "title")


# their JSON may hold anything anywhere


def _part(whole: Json, name: str) -> Json:
    found = whole.get(name)
    return found if isinstance(found, dict) else {}


def _list(whole: Json, name: str) -> list[Json]:
    found = whole.get(name)
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _number(whole: Json, name: str) -> int:
    found = whole.get(name)
    return found if isinstance(found, int) and not isinstance(found, bool) and abs(found) < 2**63 else 0


def _text(whole: Json, name: str) -> str:
    found = whole.get(name)
    if not isinstance(found, str):
        return ""
    return found[:MAX_LETTERS].replace("\0", "").encode("utf-8", "ignore").decode().strip()


def moment(whole: Json, name: str) -> datetime | None:
    found = _number(whole, name)
    return datetime.fromtimestamp(found, UTC) if 0 < found < 4_102_444_800 else None  # before the year 2100
