"""A request from one line: «стол на двоих завтра в 8, Ольшанская, тихо». Shown as understood, then written down."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from butler.desk import toasts
from butler.desk.dates import id_asked
from butler.desk.shell import StaffRequest
from butler.dossiers.access import Card, cards
from butler.ground import clock
from butler.reception.typed import Line, get_ready, open_line, read_line
from butler.requests import access as work
from butler.requests import actions
from butler.staff.models import Staff
from butler.staff.views import staff_view

UNDO = timedelta(seconds=12)  # ten as shown, and the way there
ASKED = 6  # clients that are offered where nobody is named


@staff_view
def new_line(request: StaffRequest) -> HttpResponse:
    """GET /new/?q=...: what the line says. POST writes it down; 422 asks who it is for, and loses nothing."""
    get_ready()
    if request.method != "POST":
        return _page(request, request.GET.get("q", ""), id_asked(request.GET.get("client", "")))
    now, chosen = clock.now(), id_asked(request.POST.get("client", ""))
    line = read_line(request.POST.get("line", ""), now=now, client_id=chosen)
    if line.client is None or not line.title:
        return _page(request, line.text, chosen, status=422)
    row = open_line(line, by=request.user, now=now)
    toasts.said(
        request, _("Written down and placed: %(title)s.") % {"title": line.title}, undo=_undo_at(request, row.pk)
    )
    return redirect(_back(request, request.POST) or reverse("desk:task", args=[row.tasks.get().pk]))


@require_POST
@staff_view
def undo(request: StaffRequest, pk: UUID) -> HttpResponse:
    """POST /new/<request>/undo/: it was a slip; the request and its task go, if nobody has worked on them."""
    there = _back(request, request.GET) or reverse("desk:matrix")
    if clock.now() - work.client_request(pk).opened_at > UNDO:
        toasts.refused(request, _("Too late to take back."))
        return redirect(there)
    try:
        actions.unmake_request(pk)
    except actions.Overtaken:
        toasts.refused(request, _("Somebody has built on it meanwhile: it stays."))
    else:
        toasts.said(request, _("Taken back."))
    return redirect(there)


def understood(request: StaffRequest, text: str, *, client_id: UUID | None = None) -> dict[str, Any]:
    """For line.html: what was understood of the line, who may be meant, and where one stands."""
    seen = cards()
    line = read_line(text, now=clock.now(), client_id=client_id, seen=seen.values())
    return {"line": line, "asks": () if line.client else _asked_of(line, request.user, seen), "now": clock.now()}


def _asked_of(line: Line, person: Staff, seen: dict[UUID, Card]) -> list[Card]:
    """Those whom the line may name; else one's own clients, key clients first."""
    own = [card for card in seen.values() if person.pk in (card.led_by_id, card.covered_by_id)]
    return list(line.clients) or sorted(own or seen.values(), key=lambda card: not card.is_key)[:ASKED]


def _page(request: StaffRequest, text: str, client_id: UUID | None, *, status: int = 200) -> HttpResponse:
    text = text.strip()
    found = understood(request, text, client_id=client_id) if text else {}
    context = found | {"text": text, "clients": cards().values(), "is_refused": status != 200}
    return render(request, "desk/new_line.html", context, status=status)


def _undo_at(request: StaffRequest, pk: UUID) -> str:
    there = _back(request, request.POST)
    return reverse("desk:new_line_undo", args=[pk]) + (f"?next={there}" if there else "")


def _back(request: StaffRequest, given: Any) -> str:
    """Where the palette was opened; never another house."""
    asked = str(given.get("next", ""))
    is_ours = url_has_allowed_host_and_scheme(asked, {request.get_host()}, require_https=request.is_secure())
    return asked if is_ours and "?" not in asked else ""


urls = [
    path("new/", new_line, name="new_line"),
    path("new/<uuid:pk>/undo/", undo, name="new_line_undo"),
]
