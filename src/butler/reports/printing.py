"""Papers of the house as PDF: set by typst from our own sheets, with the house's own type, without any network.

What a paper says goes in as values, never as markup, so that no word of anybody can act inside it.
"""

import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import typst
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext

from butler.ground.house import the_house
from butler.language import moments, monthly
from butler.language.latin import latin
from butler.reports import wording
from butler.reports.access import Report
from butler.reports.drawing import drawn
from butler.reports.rules.letter import parts_of
from butler.reports.wording import capital
from butler.staff.models import Staff

TITLES = {"ru": "Возвращённые часы", "en": "Hours returned"}
PAPERS = Path(__file__).parent / "papers"
PDF = "application/pdf"


def paper(name: str, facts: dict[str, Any]) -> bytes:
    """A paper as PDF; `facts` are plain values, with `title`, `house`, `language` and `foot` at least."""
    return typst.compile(
        str(PAPERS / f"{name}.typ"),
        root=str(PAPERS),
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"facts": json.dumps(facts, ensure_ascii=False)},
    )


def report_as_pdf(report: Report, *, by: Staff, at: Any) -> bytes:
    """A report on paper; its foot says who took it, and when."""
    house = the_house()
    when = f"{moments.day(at.astimezone(house.tz).date(), wording.language())}, {moments.clock(at, house.tz)}"
    plots = drawn(report.now.load, on_paper=True)
    return paper(
        "report",
        {
            "title": wording.title(report),
            "house": house.name,
            "language": wording.language(),
            "foot": gettext("%(house)s. Taken by %(who)s, %(when)s") % {"house": house.name, "who": by, "when": when},
            "period": f"{wording.name_of(report.period)}, {wording.compared_with(report)}",
            "lede": wording.lede(report),
            "tables": [_plain(table) for table in wording.tables(report)],
            "plots_title": gettext("Load by hour"),
            "plots_note": plots.words,
            "plots": []
            if report.now.load.is_empty
            else [
                {"svg": plots.hours, "alt": gettext("Load by hour")},
                {"svg": plots.week, "alt": f"{gettext('What clients write, by weekday and hour')}. {plots.words}"},
            ],
        },
    )


def letter_as_pdf(month: date, body: str, minutes: int, language: str) -> bytes:
    """The monthly letter on paper, in the reader's language: the same words, well set, on one page."""
    house = the_house()
    with translation.override(language):
        name = capital(date_format(month, "F Y"))
    return paper(
        "letter",
        {
            "title": TITLES.get(language, TITLES["en"]),
            "house": house.name if language == "ru" else latin(house.name),
            "language": language,
            "foot": "",
            "month": name,
            "hours": monthly.time_of(minutes, language),
            "parts": [{"kind": part.kind, "lines": list(part.lines)} for part in parts_of(body)],
        },
    )


def name_of_letter(month: date, language: str) -> str:
    """How the file is called; it names nobody."""
    return f"{'Часы' if language == 'ru' else 'Hours'} {month:%Y-%m}.pdf"


def _plain(table: wording.Table) -> dict[str, Any]:
    return {
        "title": table.title,
        "header": list(table.header),
        "rows": [list(row) for row in table.rows],
        "note": table.note,
    }


@cache
def _fonts() -> typst.Fonts:
    """Read once in a process."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(PAPERS / "fonts")])
