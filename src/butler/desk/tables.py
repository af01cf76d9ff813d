"""Tables that are taken away: CSV that spreadsheets of both languages open well, and in which nothing acts."""

import csv
from collections.abc import Iterable, Sequence

from django.http import HttpResponse
from django.utils.translation import get_language

ACTS = "=+-@\t\r\n\0"  # spreadsheets run what begins like a formula
WIDE = str.maketrans("＝＋－＠", "=+-@")


def table(name: str, header: Sequence[str], rows: Iterable[Sequence[object]]) -> HttpResponse:
    """A file to be saved. Russian spreadsheets part columns by a semicolon, English ones by a comma."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    response.write("\ufeff")  # so that spreadsheets read Russian
    writer = csv.writer(response, delimiter=";" if (get_language() or "ru").startswith("ru") else ",")
    writer.writerow(header)
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return response


def harmless(cell: object) -> str:
    """The cell as it is written: a number as it is, none as nothing, words that would act behind an apostrophe."""
    if isinstance(cell, int | float):
        return str(cell)
    text = "" if cell is None else str(cell)
    first = text.lstrip(" \u00a0")[:1].translate(WIDE)
    return "'" + text if first and first in ACTS else text
