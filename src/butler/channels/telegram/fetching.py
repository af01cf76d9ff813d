"""A file that lies with Telegram, brought here: whole, or not at all."""

import re

import httpx

from butler.channels.port import DoorShut, Shut
from butler.channels.telegram.bot import Bot, NoAnswer, NotAsked, asking, whole
from butler.channels.telegram.message import RemoteFile
from butler.channels.telegram.polling import asked

MAX_FILE_BYTES = 20 * 1024 * 1024  # what Telegram's own server gives a bot
PATH = re.compile(r"[A-Za-z0-9_-]+(?:/[A-Za-z0-9_-][A-Za-z0-9._-]*)+")


def fetch(bot: Bot, file: RemoteFile, *, at_most: int = MAX_FILE_BYTES) -> bytes:
    """Its content. Refuses with DoorShut; TOO_LARGE is for good. It may be asked again."""
    if file.size > at_most:
        raise DoorShut(Shut.TOO_LARGE)
    found = asked(bot, "getFile", {"file_id": file.file_id}).result
    found = found if isinstance(found, dict) else {}
    path, size = str(found.get("file_path", "")), found.get("file_size")
    if isinstance(size, int) and size > at_most:
        raise DoorShut(Shut.TOO_LARGE)
    if not PATH.fullmatch(path):
        raise DoorShut(Shut.NOT_UNDERSTOOD)
    content = _download(bot, path, at_most)
    if isinstance(size, int) and len(content) != size:
        raise DoorShut(Shut.NOT_REACHED)
    return content


def _download(bot: Bot, path: str, at_most: int) -> bytes:
    try:
        with asking(bot) as client, client.stream("GET", f"/file/bot{bot.token}/{path}") as response:
            _must_be_found(response, at_most)
            return whole(response, at_most, bot.whole_seconds)
    except (NotAsked, NoAnswer):
        raise DoorShut(Shut.NOT_REACHED) from None


def _must_be_found(response: httpx.Response, at_most: int) -> None:
    if response.status_code != 200:
        raise DoorShut(Shut.NOT_REACHED)
    length = response.headers.get("content-length", "")
    if length.isdigit() and int(length) > at_most:
        raise DoorShut(Shut.TOO_LARGE)
