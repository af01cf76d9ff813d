"""Whether a file that came in may be opened by a colleague: it is what its name says, it is of a kind that we take, and
nothing in it acts by itself.

Pure; for strangers' bytes call `check_packed` through `ground.limited`.
"""

import re
import struct
from dataclasses import dataclass
from enum import StrEnum

from butler.channels import archives
from butler.channels.archives import Danger
from butler.channels.kinds import (
    ENDINGS,
    FILMS,
    MACRO_ENDINGS,
    PACKED,
    PICTURES,
    PROGRAM_ENDINGS,
    TEXTS,
    TYPES,
    Kind,
    ending,
    is_written_as,
    sniffed,
)

MAX_BYTES = 50 * 1024 * 1024
MAX_PIXELS = 120_000_000
TURNS_AROUND = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f\x00-\x1f\x7f]")  # `exe.pdf` that reads `fdp.exe`
ACTS = re.compile(rb"/(?:JavaScript|Launch|RichMedia)\b")
FAMILIES = (TEXTS, PACKED, FILMS, PICTURES)


class Refused(StrEnum):
    """Why a file is not safe."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    NOT_TAKEN = "not_taken"  # of no kind that we take
    NOT_WHAT_IT_SAYS = "not_what_it_says"
    BAD_NAME = "bad_name"
    PROGRAM = "program"
    MACROS = "macros"
    ACTIVE = "active"
    ENCRYPTED = "encrypted"
    BROKEN = "broken"
    BOMB = "bomb"
    TOO_MANY_MEMBERS = "too_many_members"
    TOO_DEEP = "too_deep"


@dataclass(frozen=True)
class Verdict:
    kind: Kind
    is_safe: bool
    why: Refused | None = None


def pack(name: str, declared_type: str, content: bytes) -> bytes:
    """The three as one, for a limited child."""
    words = [word.encode("utf-8", "replace")[:1000] for word in (name, declared_type)]
    return struct.pack("!II", *map(len, words)) + b"".join(words) + content


def check_packed(packed: bytes) -> Verdict:
    """`check` for what `pack` made."""
    first, second = struct.unpack_from("!II", packed)
    name, said, content = packed[8 : 8 + first], packed[8 + first : 8 + first + second], packed[8 + first + second :]
    return check(name.decode("utf-8", "replace"), said.decode("utf-8", "replace"), content)


def check(name: str, declared_type: str, content: bytes) -> Verdict:
    """The verdict on a file. A file without an ending is named by its declared type."""
    last, declared = ending(name), declared_type.partition(";")[0].strip().lower()
    if danger := _by_name(name, last, len(content)):
        return Verdict(ENDINGS.get(last, Kind.UNKNOWN), False, danger)
    said = ENDINGS.get(last) if last else TYPES.get(declared)
    kind, danger = _by_content(content, said)
    danger = danger or _by_word(said, kind, TYPES.get(declared), content)
    return Verdict(kind, danger is None, danger)


def _by_name(name: str, last: str, size: int) -> Refused | None:
    if not size:
        return Refused.EMPTY
    if size > MAX_BYTES:
        return Refused.TOO_LARGE
    if TURNS_AROUND.search(name):
        return Refused.BAD_NAME
    if last in PROGRAM_ENDINGS:
        return Refused.PROGRAM
    return Refused.MACROS if last in MACRO_ENDINGS else None


def _by_content(content: bytes, said: Kind | None) -> tuple[Kind, Refused | None]:
    """What it is, and what is wrong with it whatever it is called."""
    kind = sniffed(content)
    if kind is Kind.PROGRAM:
        return kind, Refused.PROGRAM
    if kind is Kind.OLD_OFFICE:
        hidden = "EncryptedPackage".encode("utf-16-le") in content
        return kind, Refused.ENCRYPTED if hidden else Refused.NOT_TAKEN
    if kind is Kind.ZIP:
        kind, inside = archives.look_through(content)
        return kind, _as_refused(inside)
    if kind is Kind.PDF:
        return kind, Refused.ACTIVE if ACTS.search(content) else None
    if _pixels(kind, content) > MAX_PIXELS:
        return kind, Refused.BOMB
    if (kind is Kind.TEXT and said in TEXTS) or (kind is Kind.MP4 and said in FILMS):
        return said or kind, None
    return kind, Refused.NOT_TAKEN if kind is Kind.UNKNOWN else None


def _as_refused(danger: Danger | None) -> Refused | None:
    return None if danger is None else Refused(danger.value)


def _by_word(said: Kind | None, kind: Kind, declared: Kind | None, content: bytes) -> Refused | None:
    """Name, type and content must speak of the same thing; senders are careless with types, so a family will do."""
    if said is None:
        return Refused.NOT_TAKEN
    if said is not kind or (kind in TEXTS and not is_written_as(kind, content)):
        return Refused.NOT_WHAT_IT_SAYS
    if declared and declared is not kind and not any({declared, kind} <= set(family) for family in FAMILIES):
        return Refused.NOT_WHAT_IT_SAYS
    return None


def _pixels(kind: Kind, content: bytes) -> int:
    """How many a picture would unfold into, where its head says so."""
    if kind is Kind.PNG and len(content) >= 24:
        wide, high = struct.unpack_from("!II", content, 16)
    elif kind is Kind.GIF and len(content) >= 10:
        wide, high = struct.unpack_from("<HH", content, 6)
    elif kind is Kind.JPEG and (
        frame := re.search(rb"\xff[\xc0-\xc2]\0[\x0b\x11\x14]\x08(..)(..)", content, re.DOTALL)
    ):
        high, wide = (int.from_bytes(part) for part in frame.groups())
    else:
        return 0
    return wide * high
