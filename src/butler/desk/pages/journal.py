"""The journal: who did what, about whom and when; for the owner and the auditor."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from butler.desk import journal_words
from butler.desk.tables import table
from butler.dossiers import access as dossiers
from butler.dossiers.forms import Day
from butler.ground import clock, journal
from butler.ground.models import Entry
from butler.staff.access import colleagues
from butler.staff.models import Role, Staff
from butler.staff.views import staff_view

WATCH = (Role.OWNER, Role.AUDITOR)
A_PAGE = 60
MOST_EXPORTED = 50_000
KINDS = {
    "reads": (_("Readings"), ("opened", "revealed")),
    "grants": (_("Grants"), ("grant.given", "grant.ended", "client.handed_over", "client.admitted")),
    "staff": (_("Colleagues"), ("signed.in", "sessions.ended", "staff.", "house.founded", "journal.exported")),
}


@dataclass(frozen=True)
class Line:
    """A line of the journal in words."""

    at: datetime
    staff: Staff | None
    purpose: str
    did: str
    details: str
    clients: tuple[tuple[UUID | None, str], ...]  # (id where the name may lead to the dossier, name or alias)
    is_reveal: bool

    def goes_on(self, other: "Line") -> bool:
        """The same act of the same moment, about another client: a list was read."""
        return (self.at, self.staff, self.purpose, self.did, self.details) == (
            other.at, other.staff, other.purpose, other.did, other.details,
        ) and not self.is_reveal  # fmt: skip


class FilterForm(forms.Form):
    """Whose lines, about whom, from when until when."""

    who = forms.ChoiceField(label=_("Who"), required=False)
    about = forms.CharField(label=_("Alias of the client"), required=False, max_length=40)
    kind = forms.ChoiceField(label=_("What"), required=False)
    since = forms.DateField(label=_("From"), required=False, widget=Day())
    until = forms.DateField(label=_("Until"), required=False, widget=Day())

    def __init__(self, *args: Any, people: list[Staff], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"auto_id": "filter_%s", "label_suffix": ""})
        who = [
            ("", _("everybody")),
            *((str(person.pk), str(person)) for person in people),
            ("0", _("the house itself")),
        ]
        self.fields["who"].choices = who  # type: ignore[attr-defined]
        kinds = [("", _("everything")), *((code, label) for code, (label, _codes) in KINDS.items())]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]


@require_safe
@staff_view(roles=WATCH)
def journal_page(request: HttpRequest) -> HttpResponse:
    """GET /journal/?who=3&about=C-1f00&since=2026-11-01: the record, the latest first."""
    zone = timezone.get_current_timezone()  # of the house, by staff_view
    people = {person.pk: person for person in colleagues(with_former=True)}
    names = _names(request.user)
    form = FilterForm(request.GET, people=list(people.values()))
    chosen = form.cleaned_data if form.is_valid() else {}
    page = Paginator(_chosen(chosen, names, zone), A_PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "form": form,
        "page": page,
        "lines": _lines(page.object_list, people, names),
        "query": query.urlencode(),
    }
    return render(request, "desk/journal.html", context, status=422 if form.errors else 200)


@require_POST
@staff_view(roles=WATCH)
def journal_export(request: HttpRequest) -> HttpResponse:
    """POST /journal/export/: the chosen lines as a table; that it was taken is written too. Aliases only, no names."""
    people = {person.pk: person for person in colleagues(with_former=True)}
    aliases = {client_id: (alias, alias) for client_id, alias in dossiers.aliases().items()}
    form = FilterForm(request.POST, people=list(people.values()))
    zone = timezone.get_current_timezone()  # of the house, by staff_view
    chosen = form.cleaned_data if form.is_valid() else {}
    entries = _chosen(chosen, aliases, zone)[:MOST_EXPORTED]
    rows = [_row(entry, people, aliases, zone) for entry in entries]
    header = ["at", "who", "purpose", "what", "client", "about", "about_id", "detail"]
    journal.record("journal.exported", lines=len(rows))
    return table(f"journal-{clock.now().astimezone(zone):%Y-%m-%d}", header, rows)


Names = dict[UUID, tuple[str, str]]


def _row(entry: Entry, people: dict[int, Staff], aliases: "Names", zone: Any) -> list[str]:
    who = str(people.get(entry.staff_id, "")) if entry.staff_id else ""
    about = aliases.get(entry.client_id, ("", ""))[0] if entry.client_id else ""
    at = entry.at.astimezone(zone).isoformat(timespec="seconds")
    return [at, who, entry.purpose, entry.what, about, entry.about, entry.about_id, str(entry.detail or "")]


def _names(reader: Any) -> Names:
    """Every client as this reader may call them: (alias, name with a grant, else the alias)."""
    aliases = dossiers.aliases()
    cards = dossiers.cards() if reader.opens_dossiers else {}
    return {
        client_id: (alias, cards[client_id].name if client_id in cards else alias)
        for client_id, alias in aliases.items()
    }


def _chosen(chosen: dict[str, Any], names: Names, zone: Any) -> QuerySet[Entry]:
    entries = Entry.objects.order_by("-at", "-pk")
    if who := chosen.get("who"):
        entries = entries.filter(staff_id__isnull=True) if who == "0" else entries.filter(staff_id=int(who))
    if about := (chosen.get("about") or "").strip().lower():
        entries = entries.filter(
            client_id__in=[pk for pk, known in names.items() if any(about in name.lower() for name in known)]
        )
    if kind := chosen.get("kind"):
        entries = entries.filter(_of_kind(kind))
    if since := chosen.get("since"):
        entries = entries.filter(at__gte=_midnight(since, zone))
    if until := chosen.get("until"):
        entries = entries.filter(at__lt=_midnight(until + timedelta(days=1), zone))
    return entries


def _of_kind(kind: str) -> Any:
    from django.db.models import Q

    wanted = Q()
    for code in KINDS[kind][1]:
        wanted |= Q(what__startswith=code) if code.endswith(".") else Q(what=code)
    return wanted


def _lines(entries: Iterable[Entry], people: dict[int, Staff], names: Names) -> list[Line]:
    """One line for each act: the names of a list that was read stand together."""
    found: list[Line] = []
    for entry in entries:
        line = _line(entry, people, names)
        if found and line.clients and found[-1].clients and found[-1].goes_on(line):
            found[-1] = replace(found[-1], clients=(*found[-1].clients, *line.clients))
        else:
            found.append(line)
    return found


def _line(entry: Entry, people: dict[int, Staff], names: Names) -> Line:
    alias, name = names.get(entry.client_id, ("", "")) if entry.client_id else ("", "")
    return Line(
        at=entry.at,
        staff=people.get(entry.staff_id) if entry.staff_id else None,
        purpose=journal_words.purpose(entry.purpose),
        did=journal_words.did(entry.what),
        details=_about(entry, people) or journal_words.details(entry.what, entry.detail, people),
        clients=((entry.client_id if name != alias else None, name),) if name else (),
        is_reveal=entry.what == "revealed",
    )


def _about(entry: Entry, people: dict[int, Staff]) -> str:
    """Which colleague a line about colleagues is about."""
    is_colleague = entry.about == "staff.Staff" and entry.about_id.isdigit()
    return str(people.get(int(entry.about_id), "")) if is_colleague else ""


def _midnight(day: date, zone: Any) -> datetime:
    return datetime.combine(day, time.min, tzinfo=zone)


urls = [
    path("journal/", journal_page, name="journal"),
    path("journal/export/", journal_export, name="journal_export"),
]
