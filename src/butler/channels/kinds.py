"""What a file is, by its own first bytes; and what its name says it is."""

import re
from enum import StrEnum


class Kind(StrEnum):
    """What we take. Everything else is UNKNOWN, or one of the two that we never take."""

    PDF = "pdf"
    PNG = "png"
    JPEG = "jpeg"
    HEIC = "heic"
    WEBP = "webp"
    GIF = "gif"
    DOCX = "docx"
    XLSX = "xlsx"
    PPTX = "pptx"
    ODT = "odt"
    TEXT = "text"
    CSV = "csv"
    CALENDAR = "calendar"
    CARD = "card"
    MAIL = "mail"
    WALLET = "wallet"  # a ticket in a telephone
    MP3 = "mp3"
    OGG = "ogg"
    M4A = "m4a"
    WAV = "wav"
    MP4 = "mp4"
    ZIP = "zip"
    PROGRAM = "program"
    OLD_OFFICE = "old_office"  # .doc and its like, which cannot be looked through; also what a password hides
    UNKNOWN = "unknown"


TEXTS = (Kind.TEXT, Kind.CSV, Kind.CALENDAR, Kind.CARD, Kind.MAIL)
PACKED = (Kind.ZIP, Kind.DOCX, Kind.XLSX, Kind.PPTX, Kind.ODT, Kind.WALLET)
FILMS = (Kind.M4A, Kind.MP4)  # one format; which one it is the name says
PICTURES = (Kind.PNG, Kind.JPEG, Kind.HEIC, Kind.WEBP, Kind.GIF)

ENDINGS = {
    "pdf": Kind.PDF, "png": Kind.PNG, "jpg": Kind.JPEG, "jpeg": Kind.JPEG, "jpe": Kind.JPEG, "jfif": Kind.JPEG,
    "heic": Kind.HEIC, "heif": Kind.HEIC, "webp": Kind.WEBP, "gif": Kind.GIF, "docx": Kind.DOCX, "xlsx": Kind.XLSX,
    "pptx": Kind.PPTX, "odt": Kind.ODT, "txt": Kind.TEXT, "csv": Kind.CSV, "ics": Kind.CALENDAR, "vcf": Kind.CARD,
    "eml": Kind.MAIL, "pkpass": Kind.WALLET, "mp3": Kind.MP3, "ogg": Kind.OGG, "oga": Kind.OGG, "opus": Kind.OGG,
    "m4a": Kind.M4A, "wav": Kind.WAV, "mp4": Kind.MP4, "m4v": Kind.MP4, "zip": Kind.ZIP,
}  # fmt: skip

PROGRAM_WORDS = """
    ade adp apk app application appx bat chm cmd com command cpl deb dll dmg exe gadget hta img inf ins iso isp jar js
    jse jnlp lib lnk mde msc msh msi msix msp mst pif pkg ps1 psm1 py pyc rb reg rpm scf scr sct settingcontent-ms sh
    shb sys url vb vbe vbs vhd vhdx vxd website wsc wsf wsh xbap xll
"""
MACRO_WORDS = "docm dotm xlsm xltm xlam xlsb pptm potm ppsm ppam sldm"
PROGRAM_ENDINGS, MACRO_ENDINGS = frozenset(PROGRAM_WORDS.split()), frozenset(MACRO_WORDS.split())

TYPES = {
    "application/pdf": Kind.PDF, "image/png": Kind.PNG, "image/jpeg": Kind.JPEG, "image/heic": Kind.HEIC,
    "image/heif": Kind.HEIC, "image/webp": Kind.WEBP, "image/gif": Kind.GIF, "text/plain": Kind.TEXT,
    "text/csv": Kind.CSV, "text/calendar": Kind.CALENDAR, "text/vcard": Kind.CARD, "text/x-vcard": Kind.CARD,
    "message/rfc822": Kind.MAIL, "application/vnd.apple.pkpass": Kind.WALLET, "audio/mpeg": Kind.MP3,
    "audio/ogg": Kind.OGG, "audio/mp4": Kind.M4A, "audio/x-m4a": Kind.M4A, "audio/wav": Kind.WAV,
    "audio/x-wav": Kind.WAV, "video/mp4": Kind.MP4, "application/zip": Kind.ZIP,
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": Kind.DOCX,
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": Kind.XLSX,
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": Kind.PPTX,
    "application/vnd.oasis.opendocument.text": Kind.ODT,
}  # fmt: skip

PROGRAMS = (
    b"MZ", b"\x7fELF", b"#!", b"\xfe\xed\xfa\xce", b"\xfe\xed\xfa\xcf", b"\xce\xfa\xed\xfe", b"\xcf\xfa\xed\xfe",
    b"\xca\xfe\xba\xbe", b"L\0\0\0\x01\x14\x02\0", b"dex\n",
)  # fmt: skip
STARTS = (
    (b"\x89PNG\r\n\x1a\n", Kind.PNG),
    (b"\xff\xd8\xff", Kind.JPEG),
    (b"GIF87a", Kind.GIF),
    (b"GIF89a", Kind.GIF),
    (b"PK\x03\x04", Kind.ZIP),
    (b"PK\x05\x06", Kind.ZIP),
    (b"OggS", Kind.OGG),
    (b"ID3", Kind.MP3),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Kind.OLD_OFFICE),
)
STILLS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1")
WIDE = (b"\xff\xfe", b"\xfe\xff")  # UTF-16
SAMPLE_BYTES = 1024 * 1024  # enough to tell, and no second copy of fifty megabytes
MARKUP = re.compile(rb"\s*<(?:!doctype|html|head|body|script|svg|\?xml|iframe|meta)\b", re.IGNORECASE)
CONTROL = re.compile(r"[\x00-\x08\x0e-\x19\x1b-\x1f]")
HEADER = re.compile(r"(?:From [^\n]*\n)?[!-9;-~]{1,70}:[ \t\r\n]")


def ending(name: str) -> str:
    """What stands behind the last dot; the spaces and dots that Windows forgets are forgotten."""
    stem, dot, last = name.rstrip(". ").lower().rpartition(".")
    return last.strip() if dot and stem else ""


def sniffed(content: bytes) -> Kind:
    """By the first bytes alone; of packed things and films only the family (ZIP, MP4), of texts TEXT."""
    if content.startswith(PROGRAMS) and not _is_prose(content):
        return Kind.PROGRAM
    for start, kind in STARTS:
        if content.startswith(start):
            return kind
    if content[:4] == b"RIFF":
        return {b"WEBP": Kind.WEBP, b"WAVE": Kind.WAV}.get(content[8:12], Kind.UNKNOWN)
    if content[4:8] == b"ftyp":
        return Kind.HEIC if content[8:12] in STILLS else Kind.MP4
    if content[:1] == b"\xff" and len(content) > 1 and content[1] in (0xFB, 0xFA, 0xF3, 0xF2, 0xE3):
        return Kind.MP3
    if b"%PDF-" in content[:1024] and not MARKUP.match(content):
        return Kind.PDF
    return Kind.TEXT if text_of(content) is not None and not MARKUP.match(content) else Kind.UNKNOWN


def _is_prose(content: bytes) -> bool:
    """A letter that begins with MZ: words, and not a script."""
    return not content.startswith(b"#!") and text_of(content) is not None


def text_of(content: bytes) -> str | None:
    """The beginning as text, in whatever letters; None when the content is none."""
    if b"\0" in content and not content.startswith(WIDE):
        return None
    content = content[:SAMPLE_BYTES]
    text = content.decode("utf-16" if content.startswith(WIDE) else "utf-8", "replace")
    return None if CONTROL.search(text) else text


def is_written_as(kind: Kind, content: bytes) -> bool:
    """Whether a text begins as its kind must."""
    start = (text_of(content[:4096]) or "").lstrip("\ufeff \t\r\n")
    if kind is Kind.CALENDAR:
        return start[:15].upper() == "BEGIN:VCALENDAR"
    if kind is Kind.CARD:
        return start[:11].upper() == "BEGIN:VCARD"
    return HEADER.match(start) is not None if kind is Kind.MAIL else True
