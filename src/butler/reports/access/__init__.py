"""The only doors to reports and to letters of a month. What comes out is plain and frozen."""

from butler.reports.access.letters import MonthLetterRead, letters_of_months, month_letter, paper_of, preview, wants
from butler.reports.access.report import Missed, Named, Report, report
from butler.reports.access.scopes import About, Scope, managers, of_client, of_manager, widest

__all__ = [
    "About", "Missed", "MonthLetterRead", "Named", "Report", "Scope", "letters_of_months", "managers", "month_letter",
    "of_client", "of_manager", "paper_of", "preview", "report", "wants", "widest",
]  # fmt: skip
