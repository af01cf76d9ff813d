"""One document of any form, and the nodes it holds: what is written for machines first, what is said in words last."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from typing import Any

from butler.language.reservations import bcbp, ics, jsonld, markup, pdf, pkpass
from butler.language.reservations.finishing import finished
from butler.language.reservations.flat import row
from butler.language.reservations.mail import decoded, letter
from butler.language.reservations.shapes import PLACES, Node, type_of
from butler.language.reservations.text import reading


class Form(Enum):
    HTML = "html"
    ICS = "ics"
    JSON = "json"
    EML = "eml"
    TXT = "txt"
    PDF = "pdf"
    PKPASS = "pkpass"
    BIN = "bin"
    HAR = "har"


@dataclass(frozen=True)
class Document:
    """`sent`: the day it came to us, which tells years that are not written. `sender`: of the mail it came in."""

    form: Form
    body: bytes
    sent: date | None = None
    sender: str = ""
    subject: str = ""


KINDS = {
    "text/html": Form.HTML,
    "text/plain": Form.TXT,
    "text/calendar": Form.ICS,
    "application/ics": Form.ICS,
    "application/pdf": Form.PDF,
    "application/vnd.apple.pkpass": Form.PKPASS,
    "application/ld+json": Form.JSON,
    "message/rfc822": Form.EML,
}
ENDINGS = {".pdf": Form.PDF, ".pkpass": Form.PKPASS, ".ics": Form.ICS, ".eml": Form.EML, ".html": Form.HTML}


def form_of(kind: str, name: str) -> Form | None:
    """The form of a part or an uploaded file, by its type, else by the end of its name."""
    ending = name.lower().rfind(".")
    return KINDS.get(kind) or (ENDINGS.get(name.lower()[ending:]) if ending != -1 else None)


def nodes_of(document: Document) -> list[Node]:
    """Nodes as they are told, not finished yet."""
    return READERS[document.form](document)


def read(document: Document) -> list[dict[str, Any]]:
    """The bookings of a document as flat rows: complete as far as it says, each once."""
    return [row(node) for node in finished(nodes_of(document), near=document.sent)]


def html(document: Document) -> list[Node]:
    page = markup.read(decoded(document.body, None))
    found = [node for value in page.values for node in jsonld.bookings(value)]
    if any(type_of(node) not in PLACES for node in found):
        return found
    return found + reading.bookings(page.text, sent=document.sent, subject=document.subject)


def calendar(document: Document) -> list[Node]:
    return ics.nodes(document.body)


def structured(document: Document) -> list[Node]:
    text = decoded(document.body, None)
    found = [node for value in jsonld.parse(text) for node in jsonld.bookings(value)]
    return found or bcbp.nodes(text, near=document.sent)


def plain(document: Document) -> list[Node]:
    text = decoded(document.body, None)
    if text.lstrip()[:1] in "{[" and (found := structured(document)):
        return found
    passes = [node for line in text.splitlines() for node in bcbp.nodes(line, near=document.sent)]
    return passes or reading.bookings(text, sent=document.sent, subject=document.subject)


def binary(document: Document) -> list[Node]:
    return bcbp.nodes(document.body.decode("latin-1"), near=document.sent)


def paper(document: Document) -> list[Node]:
    return reading.bookings(pdf.text(document.body), sent=document.sent, subject=document.subject)


def wallet(document: Document) -> list[Node]:
    return pkpass.nodes(document.body, sent=document.sent)


def archive(document: Document) -> list[Node]:
    """A record of a browser's visit: every answer that is a page or JSON."""
    try:
        entries = json.loads(decoded(document.body, None))["log"]["entries"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return []
    found: list[Node] = []
    for entry in entries[:200] if isinstance(entries, list) else []:
        text = entry.get("response", {}).get("content", {}).get("text") if isinstance(entry, dict) else None
        if isinstance(text, str):
            found += html(replace(document, body=text.encode())) if "<" in text[:200] else []
    return found


def mail(document: Document, deep: int = 3) -> list[Node]:
    """All parts of a letter. The words of its body count only where no part speaks for machines."""
    whole = letter(document.body)
    inside = replace(document, sent=whole.sent or document.sent, sender=whole.sender, subject=whole.subject)
    told: list[Node] = []
    in_words: list[Node] = []
    for part in whole.parts:
        form = form_of(part.kind, part.name)
        if form is None or (form is Form.EML and deep == 0):
            continue
        one = replace(inside, form=form, body=part.body)
        found = mail(one, deep - 1) if form is Form.EML else nodes_of(one)
        (in_words if form in (Form.TXT, Form.PDF) else told).extend(found)
    return told or in_words


READERS = {
    Form.HTML: html,
    Form.ICS: calendar,
    Form.JSON: structured,
    Form.EML: mail,
    Form.TXT: plain,
    Form.PDF: paper,
    Form.PKPASS: wallet,
    Form.BIN: binary,
    Form.HAR: archive,
}
