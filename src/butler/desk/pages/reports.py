"""Reports: the house, a manager, a client; on the page, as a table and on paper."""

from collections.abc import Callable
from datetime import date, datetime
from functools import wraps
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from butler.desk.dates import day_asked
from butler.desk.shell import StaffRequest
from butler.desk.tables import table
from butler.dossiers.models import Client
from butler.ground import clock, journal
from butler.ground.house import the_house
from butler.reports import access, printing, wording
from butler.reports.access import About, Report, Scope
from butler.reports.drawing import drawn
from butler.reports.rules import periods
from butler.reports.rules.periods import Kind, Period
from butler.staff.views import staff_view

Scoped = Callable[..., Scope]


def period_asked(request: StaffRequest, today: date) -> Period:
    """?span=month&on=2026-11-03, or ?from=…&to=…; this month where nothing fits."""
    first, last = (day_asked(request.GET.get(name, "")) for name in ("from", "to"))
    if request.GET.get("span") == Kind.DAYS and (first or last):
        ends = (periods.within_reach(day or today, today) for day in (first, last))
        return periods.between(*ends)
    span = request.GET.get("span", "")
    kind = Kind(span) if span in (Kind.WEEK, Kind.MONTH, Kind.QUARTER) else Kind.MONTH
    return periods.of(kind, periods.within_reach(day_asked(request.GET.get("on", "")) or today, today))


def query_of(period: Period) -> str:
    """The same period in an address."""
    if period.kind == Kind.DAYS:
        return urlencode({"span": "days", "from": period.first.isoformat(), "to": period.last.isoformat()})
    return urlencode({"span": str(period.kind), "on": period.first.isoformat()})


def of_house(request: StaffRequest) -> Scope:
    """/reports/: the widest that this person may read."""
    return access.widest(request.user)


def of_manager(request: StaffRequest, staff_id: int) -> Scope:
    """/reports/managers/3/: one's own, or of a colleague one answers for."""
    return access.of_manager(request.user, staff_id)


def of_client(request: StaffRequest, client_id: UUID) -> Scope:
    """/reports/clients/<id>/: of a client whose dossier is open to one."""
    return access.of_client(client_id)


def reported(form: Callable[[StaffRequest, Report, datetime], HttpResponse], scoped: Scoped) -> Any:
    """A view of a report in a form: a page, a table, a paper."""

    @require_safe
    @staff_view
    @wraps(form)
    def view(request: StaffRequest, **which: Any) -> HttpResponse:
        now, scope = clock.now(), scoped(request, **which)
        period = period_asked(request, clock.today(the_house().tz))
        return form(request, access.report(scope, period, now=now), now)

    return view


def page(request: StaffRequest, report: Report, now: datetime) -> HttpResponse:
    """GET: the report to read."""
    today = now.astimezone(report.zone).date()
    query, before, after = query_of(report.period), report.period.before, report.period.after
    context = {
        "report": report,
        "title": wording.title(report),
        "lede": wording.lede(report),
        "period": wording.name_of(report.period),
        "compared": wording.compared_with(report),
        "spans": [(wording.SPANS[kind], query_of(periods.of(kind, min(report.period.last, today))), kind)
                  for kind in (Kind.WEEK, Kind.MONTH, Kind.QUARTER)],
        "earlier": query_of(before) if before.first >= periods.EARLIEST else "",
        "later": query_of(after) if after.first <= today else "",
        "today": today,
        "query": query,
        "numbers": _numbers(report),
        "categories": [(wording.category(line.category), line) for line in report.now.volume.categories],
        "most": max((line.opened for line in report.now.volume.categories), default=1) or 1,
        "states": [(wording.state(line.state), line) for line in report.now.volume.states],
        "clocks": [(wording.clock(line.kind), line) for line in report.now.clocks.kinds],
        "missed": [(wording.clock(one.ran.kind), wording.late_by(one), one) for one in report.missed],
        "plots": drawn(report.now.load),
        "load": next((table for table in wording.tables(report) if table.title == _("Load by hour")), None),
        "returned": [
            (wording.category(line.category), line, wording.minutes(line.each), wording.minutes(line.minutes))
            for line in report.now.returned.lines
        ],
        "method": wording.method(),
        "short": [(_("By manager"), report.managers, True), (_("By client"), report.clients, False)],
        "colleagues": access.managers(request.user) if request.user.is_lead else [],
        "csv": _address(report, "csv"),
        "pdf": _address(report, "pdf"),
    }  # fmt: skip
    whole = "desk/reports.html#report" if request.headers.get("HX-Request") else "desk/reports.html"
    return render(request, whole, context)


def as_table(request: StaffRequest, report: Report, now: datetime) -> HttpResponse:
    """GET ….csv: every number in a row of its own, so that a spreadsheet can pick and sum."""
    rows = [
        (part.title, row[0] or wording.title(report), column, cell)
        for part in wording.tables(report)
        for row in part.rows
        for column, cell in zip(part.header[1:], row[1:], strict=True)
    ]
    _taken(report, "csv")
    header = (_("Part"), _("About"), _("What is counted"), _("Value"))
    return table(_file_name(report), header, rows)


def as_paper(request: StaffRequest, report: Report, now: datetime) -> HttpResponse:
    """GET ….pdf: the report on paper."""
    response = HttpResponse(printing.report_as_pdf(report, by=request.user, at=now), content_type=printing.PDF)
    response.headers["Content-Disposition"] = f'inline; filename="{_file_name(report)}.pdf"'
    _taken(report, "pdf")
    return response


def _numbers(report: Report) -> list[dict[str, Any]]:
    """The few numbers on top, each beside what it was."""
    now, before = report.now, report.before
    pairs: list[tuple[str, Any, Any, str]] = [
        (_("Requests opened"), now.volume.opened, before.volume.opened, ""),
        (_("Requests settled"), now.volume.settled, before.volume.settled, ""),
        (_("Clocks kept"), now.clocks.per_cent, before.clocks.per_cent, "%"),
        (_("Hours returned"), now.returned.hours, before.returned.hours, ""),
    ]
    return [
        {
            "label": label,
            "now": wording.percents(value) if unit else value,
            "before": wording.percents(was) if unit else was,
            "way": "same" if None in (value, was) or value == was else "up" if value > was else "down",
        }
        for label, value, was, unit in pairs
    ]


def _address(report: Report, form: str) -> str:
    scope = report.scope
    args: list[object] = [scope.client_id] if scope.client_id else []
    name = {About.CLIENT: "report_client", About.MANAGER: "report_manager"}.get(scope.about, "reports")
    if scope.person is not None:
        args = [scope.person.pk]
    return reverse(f"desk:{name}_{form}", args=args) + "?" + query_of(report.period)


def _file_name(report: Report) -> str:
    """Says no client's name: files lie about."""
    return f"report-{report.scope.about}-{report.period.first}-{report.period.last}"


def _taken(report: Report, form: str) -> None:
    """That it was taken is in the journal: of a client, among the lines of that client."""
    about = Client.objects.filter(pk=report.scope.client_id).first() if report.scope.client_id else report.scope.person
    since, until = report.period.first.isoformat(), report.period.last.isoformat()
    journal.record("report.taken", about=about, form=form, scope=str(report.scope.about), since=since, until=until)


urls = [
    path("reports/", reported(page, of_house), name="reports"),
    path("reports/report.csv", reported(as_table, of_house), name="reports_csv"),
    path("reports/report.pdf", reported(as_paper, of_house), name="reports_pdf"),
    path("reports/managers/<int:staff_id>/", reported(page, of_manager), name="report_manager"),
    path("reports/managers/<int:staff_id>/report.csv", reported(as_table, of_manager), name="report_manager_csv"),
    path("reports/managers/<int:staff_id>/report.pdf", reported(as_paper, of_manager), name="report_manager_pdf"),
    path("reports/clients/<uuid:client_id>/", reported(page, of_client), name="report_client"),
    path("reports/clients/<uuid:client_id>/report.csv", reported(as_table, of_client), name="report_client_csv"),
    path("reports/clients/<uuid:client_id>/report.pdf", reported(as_paper, of_client), name="report_client_pdf"),
]
