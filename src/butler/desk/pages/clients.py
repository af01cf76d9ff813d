"""Clients: whom do I serve, and what comes next for each? And a new client of the house."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from butler.desk import toasts
from butler.desk.pages import client, client_parts
from butler.desk.pages.palette import is_meant, key
from butler.desk.shell import StaffRequest
from butler.dossiers import access as dossiers
from butler.dossiers import actions
from butler.dossiers.forms import AdmitForm
from butler.ground import clock
from butler.staff.access import colleagues
from butler.staff.models import Staff
from butler.staff.views import staff_view

SOON = timedelta(days=60)
WHOSE = ("all", "mine", "covered")


@dataclass(frozen=True)
class Row:
    """A client in the list."""

    card: dossiers.Card
    led_by: Staff | None
    ahead: dossiers.Ahead | None
    days: int | None


@require_safe
@staff_view
def clients(request: StaffRequest) -> HttpResponse:
    """GET /clients/?q=вер&whose=mine: the clients one may see, key clients first. For htmx only the list."""
    rows = _rows(request)
    asked = request.GET.get("whose", "")
    whose = asked if asked in WHOSE else "all"
    words = key(request.GET.get("q", "")[:80])
    mine = {"mine": "led_by_id", "covered": "covered_by_id"}
    shown = [
        row
        for row in rows
        if (whose == "all" or getattr(row.card, mine[whose]) == request.user.pk)
        and is_meant(words, row.card.full_name, row.card.city)
    ]
    context = {
        "rows": shown,
        "whose": whose,
        "q": request.GET.get("q", ""),
        "counts": _counts(rows, request.user.pk),
        "key_count": sum(row.card.is_key for row in rows),
        "soonest": sorted((row for row in rows if row.days is not None), key=lambda row: row.days or 0)[:2],
    }
    page = "desk/clients.html#found" if request.headers.get("HX-Request") else "desk/clients.html"
    return render(request, page, context)


@staff_view
def client_new(request: StaffRequest) -> HttpResponse:
    """GET and POST /clients/new/: admit a client; whoever admits leads."""
    form = AdmitForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        admitted = _admit(request, dict(form.cleaned_data))
        toasts.said(request, _("Welcome to the house. The dossier is open to you."))
        return redirect("desk:client", admitted)
    return render(request, "desk/client_new.html", {"form": form}, status=422 if form.errors else 200)


def _admit(request: StaffRequest, fields: dict[str, Any]) -> UUID:
    now = clock.now()
    reach = {"phone": fields.pop("phone"), "mail": fields.pop("mail")}
    admitted = actions.admit(led_by=request.user, now=now, since=now.date(), **fields)
    for kind, value in reach.items():
        if value:
            actions.add_contact(admitted.pk, kind=kind, value=value, is_preferred=True)
    return admitted.pk


def _rows(request: StaffRequest) -> list[Row]:
    cards = dossiers.cards()
    today = clock.now().astimezone(timezone.get_current_timezone()).date()  # of the house, by staff_view
    ahead = dossiers.next_occasions(cards, today=today, within=SOON)
    people = {person.pk: person for person in colleagues(with_former=True)}
    rows = [
        Row(
            card, people.get(card.led_by_id), coming := ahead.get(card.id), (coming.on - today).days if coming else None
        )
        for card in cards.values()
    ]
    return sorted(rows, key=lambda row: not row.card.is_key)  # by surname within


def _counts(rows: list[Row], me: int) -> list[tuple[str, str, int]]:
    mine = sum(row.card.led_by_id == me for row in rows)
    covered = sum(row.card.covered_by_id == me for row in rows)
    return [("all", _("All"), len(rows)), ("mine", _("Mine"), mine), ("covered", _("I cover"), covered)]


urls = [
    path("clients/", clients, name="clients"),
    path("clients/new/", client_new, name="client_new"),
    *client.urls,
    *client_parts.urls,
]
