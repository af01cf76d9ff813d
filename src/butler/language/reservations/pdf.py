"""The words of a PDF, columns apart as on the page."""

from __future__ import annotations

import logging
from io import BytesIO

from pypdf import PdfReader
from pypdf.errors import PyPdfError

MOST_PAGES = 12
logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # broken files are common; what matters is said by the answer


def text(body: bytes) -> str:
    """The text of the first pages; "" for a file that cannot be read or is locked."""
    try:
        pages = PdfReader(BytesIO(body), strict=False).pages
        return "\n".join(page.extract_text(extraction_mode="layout") for page in list(pages)[:MOST_PAGES])
    except (PyPdfError, ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError, OSError):
        return ""
