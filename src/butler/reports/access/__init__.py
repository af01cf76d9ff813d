"""The only doors to reports and to letters of a month. What comes out is plain and frozen."""

from butler.reports.access.report import Missed, Named, Report, report
from butler.reports.access.scopes import About, Scope, managers, of_client, of_manager, widest

__all__ = ["About", "Missed", "Named", "Report", "Scope", "managers", "of_client", "of_manager", "report", "widest"]
