"""The lines of a vCard file, unfolded and cut into name, parameters and value. Nothing is lost:
what cannot be cut is reported with its line number."""

import base64
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import islice, pairwise

from butler.channels import charsets

MAX_LINES = 2_000_000
MAX_PARAMS, MAX_PARAM_LETTERS = 60, 4_000


class Wrong(StrEnum):
    """Why a line, or a part of one, could not be read."""

    NOT_A_PROPERTY = "not_a_property"
    OUTSIDE_A_CARD = "outside_a_card"
    CARD_WITHOUT_BEGIN = "card_without_begin"
    CARD_WITHOUT_END = "card_without_end"
    END_WITHOUT_CARD = "end_without_card"
    NESTED_TOO_DEEP = "nested_too_deep"
    DATE_UNCLEAR = "date_unclear"
    PHOTO_UNREADABLE = "photo_unreadable"
    EMPTY_CARD = "empty_card"
    NO_CARD_IN_FILE = "no_card_in_file"
    FILE_TOO_LARGE = "file_too_large"


@dataclass(frozen=True)
class Problem:
    line: int
    why: Wrong


@dataclass(frozen=True)
class Property:
    """One line of a card: `item1.TEL;TYPE=cell:+7 916 ...`."""

    line: int
    group: str
    name: str
    params: dict[str, tuple[str, ...]] = field(hash=False)
    raw: bytes  # unfolded, still encoded

    def param(self, name: str) -> str:
        return next(iter(self.params.get(name, ())), "")

    @property
    def kinds(self) -> tuple[str, ...]:
        return self.params.get("TYPE", ())

    @property
    def encoding(self) -> str:
        said = self.param("ENCODING").lower()
        return {"b": "base64", "q": "quoted-printable", "quotedprintable": "quoted-printable"}.get(said, said)


HEAD = re.compile(rb"\s*(?:([\w-]{1,80})\.)?([A-Za-z][\w-]{0,80})[ \t]*(?=[;:])")
KNOWN = (
    b"BEGIN|END|VERSION|N|FN|TEL|EMAIL|ADR|LABEL|ORG|TITLE|ROLE|NOTE|URL|BDAY|PHOTO|LOGO|SOUND|KEY|CATEGORIES|NICKNAME|"
    b"REV|UID|TZ|GEO|AGENT|MAILER|CLASS|PRODID|SOURCE|IMPP|LANG|GENDER|RELATED|ANNIVERSARY|KIND|SORT-STRING|X-[A-Z0-9-]+"
)
# A soft break left hanging before a real property must not swallow it.
SURELY_A_PROPERTY = re.compile(rb"(?:item\d+\.)?(?:" + KNOWN + rb")(?:;[^:]*)?:", re.ASCII)
QUOTED = re.compile(rb"=([0-9A-Fa-f]{2})")
BASE64_LINE = re.compile(rb"\s*[A-Za-z0-9+/]+={0,3}\s*")
BARE = {
    "QUOTED-PRINTABLE": "ENCODING", "BASE64": "ENCODING", "B": "ENCODING", "7BIT": "ENCODING", "8BIT": "ENCODING",
    "URL": "VALUE", "URI": "VALUE", "UTF-8": "CHARSET",
}  # fmt: skip


def properties(content: bytes, problems: list[Problem]) -> Iterator[Property]:
    """Every property of the file in order; `problems` grows by what could not be read."""
    lines = _physical(content)
    at = 0
    while at < len(lines):
        number, line = at + 1, lines[at]
        at += 1
        if not line.strip():
            continue
        found = cut(line, number)
        if found is None:
            problems.append(Problem(number, Wrong.NOT_A_PROPERTY))
            continue
        raw, at = _gather(found, lines, at)
        yield Property(found.line, found.group, found.name, found.params, raw)


def cut(line: bytes, number: int) -> Property | None:
    head = HEAD.match(line)
    if head is None:
        return _cut_without_colon(line, number)
    colon = _colon(line, head.end())
    if colon < 0:
        return _cut_without_colon(line, number)
    group, name = (head[1] or b"").decode().lower(), head[2].decode().upper()
    params = _params(line[head.end() : colon].decode("utf-8", "replace"))
    return Property(number, group, name, params, line[colon + 1 :])


def _physical(content: bytes) -> list[bytes]:
    lines = re.split(rb"\r\r\n|\r\n|\n|\r", content, maxsplit=MAX_LINES)
    first = next((line for line in lines if line.strip()), b"")
    margin = first[: len(first) - len(first.lstrip(b" \t"))]
    if margin:  # the whole file was pasted with a margin
        lines = [line.removeprefix(margin) for line in lines]
    return lines


def _gather(head: Property, lines: list[bytes], at: int) -> tuple[bytes, int]:
    """The value with its continuation lines, and where the next property starts."""
    if head.encoding == "base64" or re.match(rb"data:[^,]{0,200};base64,", head.raw.lstrip()):
        return _gather_base64(head.raw, lines, at)
    if head.encoding == "quoted-printable":
        return _gather_quoted(head.raw, lines, at)
    if _ends_soft(head.raw) and at < len(lines) and QUOTED.match(lines[at]):
        return _gather_quoted(head.raw, lines, at)  # quoted, but the line does not say so
    chunks = [head.raw]
    while at < len(lines) and lines[at][:1] in (b" ", b"\t"):
        chunks.append(lines[at])
        at += 1
    return _unfold(chunks), at


def _unfold(chunks: list[bytes]) -> bytes:
    """One white space belongs to the fold, in every version: cards of version 2.1 should keep it, but few exporters
    fold as 2.1 says, and a fold between two words leaves the second blank that it needs."""
    return chunks[0] + b"".join(chunk[1:] for chunk in chunks[1:])


def _gather_base64(first: bytes, lines: list[bytes], at: int) -> tuple[bytes, int]:
    """Indented or not, with blank lines between or not: nothing of base64 looks like a property."""
    chunks = [first.strip()]
    while at < len(lines):
        line = lines[at]
        blank_inside = not line.strip() and at + 1 < len(lines) and lines[at + 1][:1] in (b" ", b"\t")
        if not blank_inside and not BASE64_LINE.fullmatch(line):
            break
        chunks.append(line.strip())
        at += 1
    return b"".join(chunks), at


def _gather_quoted(first: bytes, lines: list[bytes], at: int) -> tuple[bytes, int]:
    chunks = [first]
    while at < len(lines) and _continues(chunks[-1], lines[at]):
        chunks.append(lines[at])
        at += 1
    spaces_are_coded = any(b"=20" in chunk for chunk in chunks)
    joined = [_without_break(first)]
    for before, chunk in pairwise(chunks):
        may_be_text = _ends_soft(before) and not spaces_are_coded
        joined.append(_without_break(_without_fold(_without_break(before), chunk, may_be_text)))
    return b"".join(joined), at


def _continues(chunk: bytes, following: bytes) -> bool:
    if _ends_soft(chunk):
        return not SURELY_A_PROPERTY.match(following)
    return following[:1] in (b" ", b"\t") and bool(following.strip())


def _ends_soft(chunk: bytes) -> bool:
    return chunk.rstrip(b" \t").endswith(b"=")


def _without_break(chunk: bytes) -> bytes:
    return chunk.rstrip(b" \t")[:-1] if _ends_soft(chunk) else chunk


def _without_fold(before: bytes, chunk: bytes, may_be_text: bool) -> bytes:
    """A blank after a soft break is text, unless the exporter codes its blanks, or a letter was cut in two."""
    blank = chunk[:1] in (b" ", b"\t")
    letter_cut = before[-3:-2] == b"=" and chunk.lstrip()[:1] == b"="
    if blank and (not may_be_text or letter_cut):
        return chunk.lstrip(b" \t")
    return chunk


def _colon(line: bytes, start: int) -> int:
    """The colon that ends the parameters: the first one outside quotation marks."""
    quoted = False
    for at in range(start, len(line)):
        letter = line[at]
        if letter == 0x22:
            quoted = not quoted
        elif letter == 0x3A and not quoted:
            return at
    return line.find(b":", start)


CUSTOM_LABEL = re.compile(r"X-CUSTOM\((?:[^(),]*,)*([^(),]*)\)", re.IGNORECASE)
PARAM = re.compile(r'(?:"[^"]*"|[^;"]|")+')


def _params(text: str) -> dict[str, tuple[str, ...]]:
    params: dict[str, tuple[str, ...]] = {}
    for found in islice(PARAM.finditer(text[:MAX_PARAM_LETTERS]), MAX_PARAMS):
        part = found[0]
        if custom := CUSTOM_LABEL.fullmatch(part.strip()):
            params["LABEL"] = (unquote(custom[1].encode()).decode("utf-8", "replace"),)
            continue
        name, equals, said = part.partition("=")
        name = name.strip().upper()
        if not equals:
            name, said = BARE.get(name, "TYPE"), part
        if said.strip():
            params[name] = params.get(name, ()) + _param_values(name, said)
    return params


def _param_values(name: str, said: str) -> tuple[str, ...]:
    if name == "TYPE":  # 'TYPE="work,voice"' and 'TYPE=work,voice' mean the same
        return tuple(kind.strip().lower() for kind in said.replace('"', "").split(",") if kind.strip())
    return (said.strip().strip('"').replace("^n", "\n").replace("^'", '"').replace("^^", "^"),)


LOST_COLON = re.compile(rb"\s*(?:[\w-]{1,80}\.)?(TEL|EMAIL)\b[^\s=]{0,80}[\s=]+(\S.*)", re.IGNORECASE | re.DOTALL)


def _cut_without_colon(line: bytes, number: int) -> Property | None:
    """`TEL;CELL +7 916 ...`: a number is worth saving."""
    saved = LOST_COLON.match(line)
    if saved is None or not re.search(rb"@|\d{3}", saved[2]):
        return None
    return Property(number, "", saved[1].decode().upper(), {}, saved[2])


def text_of(found: Property, *, file_charset: str | None, decoded: bool) -> str:
    """The value as text. `decoded`: the file was text already, its labels of charset speak of the past."""
    raw = value_bytes(found)
    if decoded and raw is found.raw:
        return raw.decode("utf-8", "replace")
    return charsets.decode(raw, declared=found.param("CHARSET"), otherwise=file_charset)


def value_bytes(found: Property) -> bytes:
    """The value, its transfer coding undone."""
    if found.encoding == "quoted-printable" or _is_quoted_unsaid(found):
        return unquote(found.raw)
    if found.encoding == "base64":
        return unpack_base64(found.raw) or found.raw
    return found.raw


def unquote(raw: bytes) -> bytes:
    """Quoted-printable, keeping what is not."""
    return QUOTED.sub(lambda code: bytes([int(code[1], 16)]), raw)


def unpack_base64(raw: bytes) -> bytes:
    """What can be saved of it: odd folding, missing padding and stray signs are common; empty for none."""
    letters = re.sub(rb"[^A-Za-z0-9+/]", b"", raw.replace(b"-", b"+").replace(b"_", b"/"))
    letters = letters[: len(letters) - (len(letters) % 4 == 1)]
    return base64.b64decode(letters + b"=" * (-len(letters) % 4))


TWO_CODES = re.compile(rb"(?:=[89A-Fa-f][0-9A-Fa-f]){2}")


def _is_quoted_unsaid(found: Property) -> bool:
    """Some telephones quote the letters and do not say so."""
    if found.name in ("URL", "PHOTO", "KEY") or found.encoding or not TWO_CODES.search(found.raw):
        return False
    letters = unquote(found.raw)
    try:
        return not letters.isascii() and bool(letters.decode("utf-8"))
    except UnicodeDecodeError:
        return False
