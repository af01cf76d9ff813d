"""One line of `./butler read reservation`: the form is told by `kind`, the files lie under the root."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from butler.language.reservations import bcbp, jsonld, merging
from butler.language.reservations.document import Document, Form, nodes_of
from butler.language.reservations.finishing import finished
from butler.language.reservations.flat import row
from butler.language.reservations.mail import Letter, letter
from butler.language.reservations.shapes import Node
from butler.language.reservations.times import day_of

LARGEST = 20_000_000  # bytes
FORMS = {
    "structured-html": Form.HTML,
    "extract-html": Form.HTML,
    "extract-ics": Form.ICS,
    "extract-json": Form.JSON,
    "extract-eml": Form.EML,
    "extract-txt": Form.TXT,
    "extract-pdf": Form.PDF,
    "extract-pkpass": Form.PKPASS,
    "extract-bin": Form.BIN,
    "extract-har": Form.HAR,
    "pkpass": Form.PKPASS,
}


def read_case(case: dict[str, Any], root: Path) -> dict[str, Any]:
    """Answer one case. Unknown kinds, missing and oversized files are errors of the case."""
    kind = case.get("kind")
    context = letter(content(root, case["context_eml"])) if case.get("context_eml") else None
    near = day_of(case.get("context_date")) or (context.sent if context else None)
    if kind == "bcbp":
        found = finished(bcbp.nodes(str(case.get("bcbp", "")), near=near), near=near)
    elif kind == "merge":
        found = merge(content(root, case["input"]), content(root, case["input_rhs"]))
    elif kind in ("jsonld-normalise", "reservation-to-ics"):
        found = written(content(root, case["input"]))
    elif kind == "postprocess":
        found = finished(written(content(root, case["input"])), near=near)
    elif kind in FORMS:
        found = extracted(content(root, case["input"]), FORMS[kind], context, near)
    else:
        raise ValueError(f"{kind!r} is no kind of reservation that is read")
    return {"reservations": [row(node) for node in found]}


def content(root: Path, name: object) -> bytes:
    """A file's bytes; names that lead out of the root are refused, also here."""
    path = (root / str(name)).resolve()
    if not path.is_relative_to(root.resolve()):
        raise ValueError("the file is outside the root")
    if path.stat().st_size > LARGEST:
        raise ValueError("the file is too large")
    return path.read_bytes()


def written(body: bytes) -> list[Node]:
    return [node for value in jsonld.parse(body.decode("utf-8", "replace")) for node in jsonld.bookings(value)]


def merge(old: bytes, new: bytes) -> list[Node]:
    """The first of each as one where both may tell of one booking; else both stay."""
    both = written(old) + written(new)
    if len(both) == 2 and merging.is_same(both[0], both[1], moved=True):
        return [merging.one_of(both[0], both[1])]
    return merging.merged(both)


def extracted(body: bytes, form: Form, context: Letter | None, near: date | None) -> list[Node]:
    document = Document(form, body, sent=near, sender=context.sender if context else "")
    return finished(nodes_of(document), near=near)
