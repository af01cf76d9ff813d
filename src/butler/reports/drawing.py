"""Plots as SVG, drawn on the server: for a page, whose sheet gives the colours, and for paper with its own."""

from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from butler.reports import wording
from butler.reports.rules import plots
from butler.reports.rules.figures import HOURS, Load

# The tokens of the design on white paper, in plain colours: a PDF knows neither light-dark() nor variables.
PAPER = """
text{font:11px "Golos Text";fill:#5c6b64}.scale text,.day{text-anchor:end}.ticks text{text-anchor:middle}
.grid path{stroke:#dde3df;stroke-width:1}.came{fill:#9fb3aa}.done{fill:#1f5f4a}
.l0{fill:#eef1ef}.l1{fill:#cfe0d8}.l2{fill:#9cc3b3}.l3{fill:#5a9580}.l4{fill:#1f5f4a}
"""


@dataclass(frozen=True)
class Drawn:
    """The two plots of a load."""

    hours: SafeString
    week: SafeString
    words: str


def drawn(load: Load, *, on_paper: bool = False) -> Drawn:
    """What came and was done by hour, and what came by weekday and hour."""
    paper = mark_safe(PAPER) if on_paper else ""  # noqa: S308 - our own sheet
    busiest, week = wording.busiest(load), plots.week(load)
    named = [
        {"name": name, "y": row.y, "cells": row.cells} for row, name in zip(week.rows, wording.weekdays(), strict=True)
    ]
    by_hour = [(hour, load.came[hour], load.done[hour]) for hour in range(HOURS)]
    by_week = {"rows": named, "ticks": week.ticks, "width": week.width, "height": week.height}
    return Drawn(
        _svg("hours", plot=plots.bars(load), hours=by_hour, paper=paper),
        _svg("week", plot=by_week, busiest=busiest, paper=paper),
        busiest,
    )


def _svg(name: str, **facts: Any) -> SafeString:
    return render_to_string(f"reports/{name}.svg", facts | {"id": name})
