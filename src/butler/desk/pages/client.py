"""The dossier: how to speak, what never to do, what is coming."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import ProgrammingError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from butler.desk import access, toasts
from butler.desk.journal_words import Words
from butler.desk.shell import StaffRequest
from butler.dossiers import access as dossiers
from butler.dossiers import actions, rules
from butler.dossiers.forms import CardForm, LeadersForm
from butler.ground import clock
from butler.requests import actions as work
from butler.staff.access import who_serve
from butler.staff.models import Role
from butler.staff.views import staff_view
from butler.travel.access import TripCard, trips_of

TABS = {
    "preferences": gettext_lazy("Preferences"),
    "history": gettext_lazy("History"),
    "trips": gettext_lazy("Trips"),
    "circle": gettext_lazy("Circle"),
    "documents": gettext_lazy("Documents"),
    "looks": gettext_lazy("Who looked"),
}
AHEAD = timedelta(days=120)
SOON_SHOWN, CIRCLE_SHOWN, NOTES_SHOWN = 5, 4, 3
LOOKED_DAYS = 30


@dataclass(frozen=True)
class Coming:
    """A date or a journey ahead."""

    on: date
    title: str
    detail: str
    is_near: bool
    edit: UUID | None = None
    has_day: bool = True


@require_safe
@staff_view
def client(request: StaffRequest, client_id: UUID) -> HttpResponse:
    """GET /clients/<id>/?tab=history: the dossier. For htmx only what is under the name."""
    page = "desk/client.html#dossier" if request.headers.get("HX-Request") else "desk/client.html"
    return render(request, page, context_of(request, client_id))


@staff_view
def client_edit(request: StaffRequest, client_id: UUID) -> HttpResponse:
    """GET and POST /clients/<id>/edit/: the card, and the two lines of the portrait."""
    found = dossiers.dossier(client_id, now=clock.now())
    initial = {name: getattr(found.card, name) for name in CardForm.base_fields if hasattr(found.card, name)}
    initial |= {"portrait": found.portrait, "standing": "key" if found.card.is_key else "regular"}
    form = CardForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        actions.edit_card(client_id, **form.cleaned_data)
        toasts.said(request, _("The card is changed."))
        return redirect("desk:client", client_id)
    return _form_page(request, found, form, _("Card"))


@staff_view(roles=(Role.LEAD, Role.OWNER))
def client_leaders(request: StaffRequest, client_id: UUID) -> HttpResponse:
    """GET and POST /clients/<id>/leaders/: hand the client over; grants follow."""
    found = dossiers.dossier(client_id, now=clock.now())
    initial = {"led_by": found.led_by.pk, "covered_by": found.covered_by.pk if found.covered_by else ""}
    form = LeadersForm(request.POST if request.method == "POST" else None, initial=initial, colleagues=who_serve())
    if request.method == "POST" and form.is_valid():
        try:
            work.change_leaders(client_id, now=clock.now(), **form.cleaned_data)
        except ProgrammingError as refused:
            raise Http404 from refused
        toasts.said(request, _("Handed over. Grants follow."))
        still_mine = dossiers.cards([client_id])
        return redirect("desk:client", client_id) if still_mine else redirect("desk:clients")
    return _form_page(request, found, form, _("Who leads and who covers"))


def context_of(request: StaffRequest, client_id: UUID, tab: str = "") -> dict[str, Any]:
    """Everything the dossier's page shows on one of its tabs."""
    now = clock.now()
    found = dossiers.dossier(client_id, now=now)
    today = now.astimezone(found.card.tz).date()
    trips = trips_of(client_id)
    year, requests = access.year_with_us(client_id, today, found.card.tz)
    tab = tab or request.GET.get("tab", "")
    tab = tab if tab in TABS else "preferences"
    counts = {
        "preferences": len(found.preferences),
        "history": requests + access.count_bookings(client_id) + len(found.gifts),
        "trips": len(trips),
        "circle": len(found.circle),
        "documents": len(found.documents),
    }
    context = {
        "dossier": found,
        "card": found.card,
        "tab": tab,
        "tabs": [(name, label, counts.get(name)) for name, label in TABS.items()],
        "soon": list(_soon(found, trips, today))[:SOON_SHOWN],
        "closest": found.circle[:CIRCLE_SHOWN],
        "notes": found.notes[:NOTES_SHOWN],
        "year": year,
        "today": today,
        "alarms": (alarms := _alarms(found, trips, today)),
        "alarm": "warn" if all(worst and worst[0] == rules.Fault.SOON for _line, worst in alarms) else "risk",
        "leads": request.user.role in (Role.LEAD, Role.OWNER),
        "can_close": any(part.is_open for part in found.secrets),
    }
    return context | _of_tab(tab, found, trips, today)


def _of_tab(tab: str, found: dossiers.Dossier, trips: list[TripCard], today: date) -> dict[str, Any]:
    if tab == "history":
        return {"chapters": access.by_month(access.history_of(found, now=clock.now()), found.card.tz)}
    if tab == "trips":
        ahead = [trip for trip in trips if trip.ends_on >= today]
        return {"ahead": ahead, "past": [trip for trip in reversed(trips) if trip.ends_on < today]}
    if tab == "documents":
        facts = _trip_facts(trips)
        lines = [(line, rules.document_warnings(line.expires_on, facts, today)) for line in found.documents]
        return {"documents": [(line, _worst(warned, trips)) for line, warned in lines]}
    if tab == "looks":
        return {"looks": [Words.of_look(look) for look in dossiers.who_looked(found.card.id, LOOKED_DAYS)]}
    return {}


def _soon(found: dossiers.Dossier, trips: list[TripCard], today: date) -> list[Coming]:
    dates = [_date(line, today) for line in found.soon if line.next_on and line.next_on - today <= AHEAD]
    journeys = [
        Coming(trip.starts_on, trip.title, _("trip, until %(end)s") % {"end": _day(trip.ends_on)}, False)
        for trip in trips
        if today <= trip.starts_on <= today + AHEAD
    ]
    return sorted([*dates, *journeys], key=lambda coming: coming.on)


def _date(line: dossiers.OccasionLine, today: date) -> Coming:
    assert line.next_on is not None  # noqa: S101 - chosen so above
    title = line.title or line.kind_name.capitalize()
    if line.turns:
        title += ", " + ngettext("%(n)s year", "%(n)s years", line.turns) % {"n": line.turns}
    whose = f"{line.person.short_name}, {line.person.relation_name}" if line.person else ""
    is_said = line.kind == "other" or title.lower().startswith(line.kind_name.lower())
    kind = "" if is_said else line.kind_name
    detail = ", ".join(filter(None, (whose, kind)))
    return Coming(line.next_on, title, detail, line.next_on - today <= timedelta(days=7), line.id, line.day is not None)


def _alarms(found: dossiers.Dossier, trips: list[TripCard], today: date) -> list[tuple[Any, Any]]:
    facts = _trip_facts([trip for trip in trips if trip.ends_on >= today])
    said = []
    for line in found.documents:
        if line.kind in ("travel_passport", "visa", "passport"):
            warned = [
                each for each in rules.document_warnings(line.expires_on, facts, today) if _is_pressing(each, line)
            ]
            if warned:
                said.append((line, _worst(tuple(warned), trips)))
    return said


def _is_pressing(warned: rules.Warned, line: dossiers.DocumentLine) -> bool:
    """Half a year beyond the journey concerns the passport one travels with."""
    return warned.fault != rules.Fault.SIX_MONTHS or line.kind == "travel_passport"


def _worst(warned: tuple[rules.Warned, ...], trips: list[TripCard]) -> tuple[str, TripCard | None] | None:
    if not warned:
        return None
    worst = min(warned, key=lambda each: list(rules.Fault).index(each.fault))
    return str(worst.fault), next((trip for trip in trips if trip.id == worst.trip_id), None)


def _trip_facts(trips: list[TripCard]) -> list[rules.TripFacts]:
    return [rules.TripFacts(trip.id, trip.starts_on, trip.ends_on, trip.countries) for trip in trips]


def _day(day: date) -> str:
    from django.utils.formats import date_format

    return date_format(day, "j E")


def _form_page(request: StaffRequest, found: dossiers.Dossier, form: Any, title: str) -> HttpResponse:
    context = {"dossier": found, "card": found.card, "form": form, "title": title}
    return render(request, "desk/client_form.html", context, status=422 if form.errors else 200)


urls = [
    path("clients/<uuid:client_id>/", client, name="client"),
    path("clients/<uuid:client_id>/edit/", client_edit, name="client_edit"),
    path("clients/<uuid:client_id>/leaders/", client_leaders, name="client_leaders"),
]
