"""The values inside a line: escapes, parts, photos, what Apple and Android hide in labels."""

import re

from butler.channels.vcard.card import Photo
from butler.channels.vcard.lines import unpack_base64

ESCAPED = re.compile(r"\\([nN,;:\\\"])")


def plain(text: str) -> str:
    """One text value: escapes undone, line ends made one, no control signs."""
    text = ESCAPED.sub(lambda sign: "\n" if sign[1] in "nN" else sign[1], text)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    return text.strip(" \t\n\ufeff")


def parts(text: str, separator: str = ";") -> list[str]:
    """A structured value cut at separators that are not escaped, each part plain."""
    pieces: list[str] = []
    piece: list[str] = []
    escaped = False
    for letter in text:
        if letter == separator and not escaped:
            pieces.append("".join(piece))
            piece = []
        else:
            piece.append(letter)
        escaped = letter == "\\" and not escaped
    return [plain(piece) for piece in (*pieces, "".join(piece))]


def listed(text: str) -> list[str]:
    """`Family,Close friends`; some programs separate by semicolons."""
    commas = [value for part in parts(text, ",") for value in part.split(";")]
    return [value.strip() for value in commas if value.strip()]


def label(text: str) -> str:
    """Apple writes its own labels as `_$!<HomePage>!$_`."""
    return re.sub(r"^_\$!<(.*)>!\$_$", r"\1", plain(text), flags=re.DOTALL)


def mail_address(text: str) -> str:
    text = re.sub(r"^mailto:", "", plain(text), flags=re.IGNORECASE)
    inside = re.search(r"<([^<>\s]+@[^<>\s]+)>", text)
    return inside[1] if inside else text


MAGIC = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG", "image/png"),
    (b"GIF8", "image/gif"),
    (b"BM", "image/bmp"),
    (b"RIFF", "image/webp"),
    (b"II*\0", "image/tiff"),
    (b"MM\0*", "image/tiff"),
)
DATA_LINK = re.compile(rb"\s*data:([^;,]{0,100})[^,]{0,200};base64,(.*)", re.DOTALL | re.IGNORECASE)


def photo(raw: bytes, said_type: str, *, in_base64: bool) -> Photo | None:
    """The picture's bytes and what they are by themselves; a link where there is only a link."""
    embedded = DATA_LINK.match(raw)
    if embedded:
        return _picture(unpack_base64(embedded[2]), embedded[1].decode("ascii", "replace"))
    text = raw.strip()
    if re.match(rb"(?:https?|file|content|ftp|cid):", text, re.IGNORECASE) and not in_base64:
        return linked_photo(text, said_type)
    content = unpack_base64(text)
    if not in_base64 and _sniff(content) is None:
        return None
    return _picture(content, said_type)


def linked_photo(raw: bytes, said_type: str) -> Photo | None:
    link = plain(raw.decode("utf-8", "replace"))
    return Photo(said_type, link=link) if link else None


def _picture(content: bytes, said_type: str) -> Photo | None:
    return Photo(_sniff(content) or _media_type(said_type), content) if content else None


def _sniff(content: bytes) -> str | None:
    return next((name for magic, name in MAGIC if content.startswith(magic)), None)


def _media_type(said: str) -> str:
    said = said.lower().strip()
    if "/" in said:
        return said
    return f"image/{said}" if re.fullmatch(r"[a-z0-9.+-]{2,20}", said) else "application/octet-stream"
