"""The words and the files of a mail."""

import re
from collections.abc import Iterator
from email.message import Message

from butler.channels import charsets
from butler.channels.mail import headers
from butler.channels.mail.html import as_text
from butler.channels.mail.letter import Attached

MAX_PARTS = 500
MAX_TEXT_LETTERS = 2_000_000


def leaves(message: Message, depth: int = 0) -> Iterator[Message]:
    """The parts that hold something, in order; a forwarded message stays one part."""
    inner = message.get_payload()
    if message.get_content_maintype() == "multipart" and isinstance(inner, list) and depth < 50:
        for part in inner:
            if isinstance(part, Message):
                yield from leaves(part, depth + 1)
    else:
        yield message


def words(message: Message, depth: int = 0) -> str:
    """The text of a mail: of alternatives the plain one, unless it is empty."""
    inner = message.get_payload()
    if message.get_content_maintype() != "multipart" or not isinstance(inner, list) or depth >= 50:
        return "" if is_file(message) else part_text(message)
    said = [
        (part.get_content_type(), words(part, depth + 1)) for part in inner[:MAX_PARTS] if isinstance(part, Message)
    ]
    if message.get_content_type() == "multipart/alternative":
        plain = next((text for kind, text in said if kind == "text/plain" and text), None)
        return plain or next((text for _, text in reversed(said) if text), "")
    return "\n\n".join(text for _, text in said if text)


def is_file(part: Message) -> bool:
    said = str(part.get("content-disposition", "")).strip().lower()
    return (
        said.startswith("attachment")
        or bool(part.get_filename())
        or part.get_content_type() not in ("text/plain", "text/html", "text/enriched")
    )


def part_text(part: Message) -> str:
    text = charsets.decode(content(part), declared=_charset(part))
    if part.get_content_type() == "text/html":
        return as_text(text)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    if str(part.get_param("format", "")).lower() == "flowed":
        text = unflowed(text)
    return text[:MAX_TEXT_LETTERS].strip()


def unflowed(text: str) -> str:
    """Soft ends of lines joined; a quoted line never with an unquoted one."""
    lines: list[str] = []
    soft = False
    for line in text.split("\n"):
        if soft and line[:1] not in ("", ">", " ", "\t"):
            lines[-1] = f"{lines[-1].rstrip()} {line}"
        else:
            lines.append(line)
        soft = line.endswith(" ") and bool(line.strip()) and not lines[-1].startswith(">") and line != "-- "
    return "\n".join(lines)


def markup(part: Message) -> str:
    """The HTML of a part as it was sent: only for who cleans it."""
    return charsets.decode(content(part), declared=_charset(part))[: 4 * MAX_TEXT_LETTERS]


def files(message: Message) -> tuple[Attached, ...]:
    parts = [part for part, _ in zip(leaves(message), range(MAX_PARTS), strict=False) if is_file(part)]
    found = [Attached(_name(part), _type(part), content(part)) for part in parts]
    return tuple(file for file in found if file.content)


def content(part: Message) -> bytes:
    """The bytes of a part, its transfer coding undone as far as it can be."""
    inner = part.get_payload()
    if isinstance(inner, list):  # a message in a message
        return b"".join(one.as_bytes() for one in inner[:1] if isinstance(one, Message))
    undone = part.get_payload(decode=True)
    return undone if isinstance(undone, bytes) else b""


def _charset(part: Message) -> str | None:
    said = part.get_param("charset")
    said = said[2] if isinstance(said, tuple) else said
    return said if isinstance(said, str) else None


def _name(part: Message) -> str:
    """A file name without folders or control signs."""
    name = headers.plain(str(part.get_filename() or ""))
    name = re.split(r"[\\/]", name)[-1]
    name = "".join(letter for letter in name if letter.isprintable()).strip(". ")
    if not name and part.get_content_type() == "message/rfc822":
        name = "message.eml"
    return name[:200]


def _type(part: Message) -> str:
    said = part.get_content_type().lower()
    return said if re.fullmatch(r"[\x21-\x7e]{3,100}", said) else "application/octet-stream"
