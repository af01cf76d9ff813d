"""Files that came in: which of them a colleague may open."""

import io
import zipfile
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from butler.channels import archives, attachments
from butler.channels.attachments import Refused, Verdict, check, check_packed, pack
from butler.channels.kinds import Kind
from butler.ground.limited import run_limited


def packed(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def office(main: str, **more: bytes) -> bytes:
    return packed({"[Content_Types].xml": b"<Types/>", main: b"<x/>"} | more)


def png(wide: int = 10, high: int = 10) -> bytes:
    return b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + wide.to_bytes(4, "big") + high.to_bytes(4, "big") + b"\x08\2\0\0\0"


def jpeg(wide: int = 10, high: int = 10) -> bytes:
    return b"\xff\xd8\xff\xe0\0\x10JFIF\0\xff\xc0\0\x11\x08" + high.to_bytes(2, "big") + wide.to_bytes(2, "big") + b"\3"


DOCX = office("word/document.xml")
TEMPLATE = b'<R Type="x/attachedTemplate" Target="//spy.test/a" TargetMode="External"/>'
PKPASS = packed({"pass.json": b"{}", "manifest.json": b"{}", "signature": b"\x30\x80"})
ODT = packed({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<x/>"})
GOOD = {
    "договор.pdf": ("application/pdf", b"%PDF-1.7\n%\xe2\xe3", Kind.PDF),
    "a.png": ("image/png", png(), Kind.PNG),
    "IMG_1.JPG": ("image/jpeg", jpeg(), Kind.JPEG),
    "a.heic": ("image/heic", b"\0\0\0\x18ftypheic\0\0\0\0", Kind.HEIC),
    "a.webp": ("image/webp", b"RIFF\x24\0\0\0WEBPVP8 ", Kind.WEBP),
    "a.gif": ("image/gif", b"GIF89a\x0a\0\x0a\0", Kind.GIF),
    "a.docx": ("application/octet-stream", DOCX, Kind.DOCX),
    "a.xlsx": ("", office("xl/workbook.xml"), Kind.XLSX),
    "a.pptx": ("application/zip", office("ppt/presentation.xml"), Kind.PPTX),
    "a.odt": ("", ODT, Kind.ODT),
    "a.txt": ("text/plain", "Стол на двоих\n".encode(), Kind.TEXT),
    "cp1251.txt": ("text/plain", "Стол на двоих\n".encode("cp1251"), Kind.TEXT),
    "wide.txt": ("text/plain", "Стол на двоих\n".encode("utf-16"), Kind.TEXT),
    "a.csv": ("text/plain", b"name;phone\n", Kind.CSV),
    "a.ics": ("text/calendar; method=REQUEST", b"\xef\xbb\xbfBEGIN:VCALENDAR\r\n", Kind.CALENDAR),
    "a.vcf": ("text/x-vcard", b"BEGIN:VCARD\r\n", Kind.CARD),
    "a.eml": ("message/rfc822", b"Received: by house.test\r\n", Kind.MAIL),
    "ticket.pkpass": ("application/vnd.apple.pkpass", PKPASS, Kind.WALLET),
    "a.mp3": ("audio/mpeg", b"ID3\x04\0", Kind.MP3),
    "bare.mp3": ("audio/mpeg", b"\xff\xfb\x90\x64\0", Kind.MP3),
    "a.ogg": ("audio/ogg", b"OggS\0\2", Kind.OGG),
    "a.m4a": ("audio/x-m4a", b"\0\0\0\x18ftypM4A \0\0\0\0", Kind.M4A),
    "a.wav": ("audio/wav", b"RIFF\x24\0\0\0WAVEfmt ", Kind.WAV),
    "a.mp4": ("video/mp4", b"\0\0\0\x18ftypisom\0\0\0\0", Kind.MP4),
    "a.zip": ("application/zip", packed({"фото/1.jpg": jpeg(), "a.pdf": b"%PDF-1.4"}), Kind.ZIP),
    "zip in a zip.zip": ("application/zip", packed({"b.zip": packed({"a.txt": b"x"})}), Kind.ZIP),
}


@pytest.mark.parametrize("name", GOOD)
def test_what_is_what_it_says_is_safe(name):
    declared, content, kind = GOOD[name]
    assert check(name, declared, content) == Verdict(kind, True)


def test_a_voice_without_a_name_goes_by_its_type():
    assert check("", "audio/ogg", b"OggS\0\2") == Verdict(Kind.OGG, True)
    assert check("voice", "audio/ogg", b"OggS\0\2") == Verdict(Kind.OGG, True)
    assert check("", "", b"OggS\0\2").why is Refused.NOT_TAKEN


@pytest.mark.parametrize(
    ("name", "declared", "content", "why"),
    [
        ("a.pdf", "application/pdf", b"", Refused.EMPTY),
        ("a.pdf", "application/pdf", b"MZ\x90\0\3", Refused.PROGRAM),
        ("a.txt", "text/plain", b"#!/bin/sh\nrm x\n", Refused.PROGRAM),
        ("меню.pdf.exe", "application/pdf", b"%PDF-1.7", Refused.PROGRAM),
        ("меню.pdf.exe. ", "application/pdf", b"%PDF-1.7", Refused.PROGRAM),
        ("a.lnk", "", b"L\0\0\0\1\x14\2\0", Refused.PROGRAM),
        ("a.js", "text/plain", b"alert(1)", Refused.PROGRAM),
        ("меню\u202efdp.scan", "", b"%PDF-1.7", Refused.BAD_NAME),
        ("a\0.pdf", "", b"%PDF-1.7", Refused.BAD_NAME),
        ("a.docm", "", DOCX, Refused.MACROS),
        ("a.docx", "", office("word/document.xml", **{"word/vbaProject.bin": b"x"}), Refused.MACROS),
        (
            "a.odt",
            "",
            packed({"mimetype": archives.ODT_TYPES[0], "content.xml": b"", "Basic/m.xml": b"x"}),
            Refused.MACROS,
        ),
        ("a.docx", "", office("word/document.xml", **{"word/embeddings/oleObject1.bin": b"x"}), Refused.ACTIVE),
        (
            "a.docx",
            "",
            office(
                "word/document.xml",
                **{"word/_rels/settings.xml.rels": TEMPLATE},
            ),
            Refused.ACTIVE,
        ),
        ("a.pdf", "", b"%PDF-1.7\n<</S /JavaScript /JS (app.alert(1))>>", Refused.ACTIVE),
        ("a.doc", "application/msword", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Refused.NOT_TAKEN),
        ("a.docx", "", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), Refused.ENCRYPTED),
        ("a.html", "text/html", b"<html><script>1</script>", Refused.NOT_TAKEN),
        ("a.txt", "text/plain", b"<!DOCTYPE html><script>1</script>", Refused.NOT_TAKEN),
        ("a.svg", "image/svg+xml", b"<svg onload=x>", Refused.NOT_TAKEN),
        ("a.jpg", "image/jpeg", png(), Refused.NOT_WHAT_IT_SAYS),
        ("a.pdf", "application/pdf", "Просто слова".encode(), Refused.NOT_WHAT_IT_SAYS),
        ("a.docx", "", packed({"a.txt": b"x"}), Refused.NOT_WHAT_IT_SAYS),
        ("a.zip", "", DOCX, Refused.NOT_WHAT_IT_SAYS),
        ("a.ics", "text/calendar", b"hello", Refused.NOT_WHAT_IT_SAYS),
        ("a.pdf", "audio/ogg", b"%PDF-1.7", Refused.NOT_WHAT_IT_SAYS),
        ("a.txt", "text/plain", b"words\0and more", Refused.NOT_TAKEN),
        ("a.png", "image/png", png(50_000, 50_000), Refused.BOMB),
        ("a.jpg", "image/jpeg", jpeg(60_000, 60_000), Refused.BOMB),
        ("a.zip", "", packed({"x/setup.exe": b"hello"}), Refused.PROGRAM),
        ("a.zip", "", packed({"photo.jpg": b"MZ\x90\0\3"}), Refused.PROGRAM),
        ("a.zip", "", packed({"../../etc/x": b"x"}), Refused.BAD_NAME),
        ("a.zip", "", packed({"C:\\x": b"x"}), Refused.BAD_NAME),
        ("a.zip", "", packed({"b.zip": packed({"c.zip": packed({"a.txt": b"x"})})}), Refused.TOO_DEEP),
        ("a.zip", "", packed({"b.zip": packed({"run.bat": b"x"})}), Refused.PROGRAM),
        ("a.zip", "", packed({f"{n}.txt": b"x" for n in range(2_001)}, zipfile.ZIP_STORED), Refused.TOO_MANY_MEMBERS),
        ("a.zip", "", packed({"a.txt": b"\0" * 20_000_000}), Refused.BOMB),
        ("a.zip", "", packed({"a.txt": b"x"})[:-10], Refused.BROKEN),
    ],
)
def test_what_is_not_what_it_says_or_acts_by_itself_is_refused(name, declared, content, why):
    verdict = check(name, declared, content)
    assert (verdict.is_safe, verdict.why) == (False, why)


def test_a_zip_behind_a_password_is_refused():
    content = bytearray(packed({"a.txt": b"x"}))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + at] |= 1
    assert check("a.zip", "", bytes(content)).why is Refused.ENCRYPTED


def test_members_that_share_their_bytes_are_a_bomb():
    inner = packed({f"{n}.txt": b"y" * 3000 for n in range(3)}, zipfile.ZIP_STORED)
    start, directory = inner.index(b"PK\x01\x02"), inner[inner.index(b"PK\x01\x02") : inner.index(b"PK\x05\x06")]
    entry = len(directory) // 3
    first = bytearray(directory[:entry])
    shared = inner[: start // 3] + bytes(first) * 3
    end = bytearray(inner[inner.index(b"PK\x05\x06") :])
    end[12:16], end[16:20] = (entry * 3).to_bytes(4, "little"), (start // 3).to_bytes(4, "little")
    assert check("a.zip", "", shared + bytes(end)).why is Refused.BOMB


def test_a_size_that_lies_fools_nobody():
    content = bytearray(packed({"a.zip": zlib.compress(b"\0" * 1000)}))
    at = content.index(b"PK\x01\x02")
    content[at + 24 : at + 28] = (10).to_bytes(4, "little")
    assert isinstance(check("a.zip", "", bytes(content)), Verdict)


def test_too_large_is_refused(monkeypatch):
    monkeypatch.setattr(attachments, "MAX_BYTES", 8)
    assert check("a.pdf", "application/pdf", b"%PDF-1.7").is_safe
    assert check("a.pdf", "application/pdf", b"%PDF-1.7\n").why is Refused.TOO_LARGE


def test_a_limited_child_judges_the_same():
    for name, (declared, content, _) in GOOD.items():
        assert run_limited(check_packed, pack(name, declared, content)) == check(name, declared, content)


@given(st.sampled_from(sorted(GOOD)), st.binary(max_size=40), st.integers(0, 400), st.text(max_size=12))
def test_whatever_comes_there_is_a_verdict_and_only_known_kinds_are_safe(name, garbage, at, other):
    declared, content, _ = GOOD[name]
    spoilt = content[:at] + garbage + content[at + len(garbage) :]
    for called in (name, other):
        verdict = check(called, declared, spoilt)
        assert verdict.is_safe is (verdict.why is None)
        assert not (verdict.is_safe and verdict.kind in (Kind.UNKNOWN, Kind.PROGRAM, Kind.OLD_OFFICE))
