"""Packed files looked through without being unpacked: zip, and the office documents and passes that are one inside.

Nothing is written, and of each member only so much is read as its judgement needs.
"""

import io
import re
import zipfile
import zlib
from enum import StrEnum

from butler.channels.kinds import MACRO_ENDINGS, PROGRAM_ENDINGS, Kind, ending, sniffed

MAX_MEMBERS = 2_000
MAX_UNPACKED_BYTES = 300 * 1024 * 1024
MAX_RATIO, RATIO_FROM_BYTES = 100, 5 * 1024 * 1024  # small texts pack better than any bomb
MAX_DEPTH = 2  # a zip in a zip, and no further
MAX_INNER_BYTES = 50 * 1024 * 1024
FIRST_BYTES = 64
MAX_RELATIONS_BYTES = 1024 * 1024
ENCRYPTED = 0x1
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError, KeyError)

OFFICE = (("word/document.xml", Kind.DOCX), ("xl/workbook.xml", Kind.XLSX), ("ppt/presentation.xml", Kind.PPTX))
ODT_TYPES = (b"application/vnd.oasis.opendocument.text",)
FETCHES = re.compile(rb'(?:attachedTemplate|oleObject|frame|subDocument)"[^<>]*TargetMode\s*=\s*"External"')
FETCHES_BACKWARDS = re.compile(rb'TargetMode\s*=\s*"External"[^<>]*(?:attachedTemplate|oleObject|frame|subDocument)"')


class Danger(StrEnum):
    """Why a packed file is not taken."""

    BROKEN = "broken"
    ENCRYPTED = "encrypted"  # nobody can look into it
    TOO_MANY_MEMBERS = "too_many_members"
    BOMB = "bomb"  # unpacked it would be out of all proportion
    TOO_DEEP = "too_deep"
    BAD_NAME = "bad_name"  # a member would land outside of its folder
    PROGRAM = "program"
    MACROS = "macros"
    ACTIVE = "active"  # it brings in something from elsewhere when it is opened


def look_through(content: bytes, depth: int = 1) -> tuple[Kind, Danger | None]:
    """What a packed file is, and what is wrong with it."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
            kind = _kind(archive, {member.filename for member in members})
            return kind, _proportions(members, len(content)) or _members(archive, members, kind, depth)
    except BROKEN:
        return Kind.ZIP, Danger.BROKEN


def _kind(archive: zipfile.ZipFile, names: set[str]) -> Kind:
    if "[Content_Types].xml" in names:
        return next((kind for main, kind in OFFICE if main in names), Kind.ZIP)
    if {"pass.json", "manifest.json", "signature"} <= names:
        return Kind.WALLET
    if "mimetype" in names and "content.xml" in names and _first(archive, "mimetype", 100).strip() in ODT_TYPES:
        return Kind.ODT
    return Kind.ZIP


def _first(archive: zipfile.ZipFile, name: str, size: int = FIRST_BYTES) -> bytes:
    with archive.open(name) as member:
        return member.read(size)


def _proportions(members: list[zipfile.ZipInfo], size: int) -> Danger | None:
    if len(members) > MAX_MEMBERS:
        return Danger.TOO_MANY_MEMBERS
    if sum(member.compress_size for member in members) > size:  # members that share their bytes
        return Danger.BOMB
    unpacked = sum(member.file_size for member in members)
    if unpacked > MAX_UNPACKED_BYTES or (unpacked > RATIO_FROM_BYTES and unpacked > MAX_RATIO * size):
        return Danger.BOMB
    return None


def _members(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo], kind: Kind, depth: int) -> Danger | None:
    if any(member.flag_bits & ENCRYPTED for member in members):
        return Danger.ENCRYPTED
    for member in members:
        if danger := _member(archive, member, kind, depth):
            return danger
    return None


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, kind: Kind, depth: int) -> Danger | None:
    name = member.filename.replace("\\", "/")
    if name.startswith("/") or ":" in name.split("/")[0] or ".." in name.split("/"):
        return Danger.BAD_NAME
    if member.is_dir():
        return None
    if "vbaproject" in name.lower() or ending(name) in MACRO_ENDINGS:
        return Danger.MACROS
    if "embeddings/oleobject" in name.lower() or "/activex/" in name.lower():
        return Danger.ACTIVE
    if kind is Kind.ODT and name.startswith(("Basic/", "Scripts/")):
        return Danger.MACROS
    if ending(name) in PROGRAM_ENDINGS:
        return Danger.PROGRAM
    return _inside(archive, member, kind, depth)


def _inside(archive: zipfile.ZipFile, member: zipfile.ZipInfo, kind: Kind, depth: int) -> Danger | None:
    found = sniffed(_first(archive, member.filename))
    if found is Kind.PROGRAM:
        return Danger.PROGRAM
    if kind is not Kind.ZIP and member.filename.endswith(".rels"):
        relations = _first(archive, member.filename, MAX_RELATIONS_BYTES)
        if FETCHES.search(relations) or FETCHES_BACKWARDS.search(relations):
            return Danger.ACTIVE
    if found is not Kind.ZIP:
        return None
    if depth >= MAX_DEPTH:
        return Danger.TOO_DEEP
    if member.file_size > MAX_INNER_BYTES:
        return Danger.BOMB
    return look_through(_first(archive, member.filename, MAX_INNER_BYTES), depth + 1)[1]
