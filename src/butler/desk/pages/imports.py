"""The import: hand files over, look at what would come in, take it in, take it back."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from butler.calendars import actions as calendars
from butler.desk import imported, toasts
from butler.desk.imported import Shown
from butler.desk.shell import LEADS, StaffRequest
from butler.desk.uploads import MEGABYTES, HandOverForm, LinkForm, takes_files
from butler.dossiers.access import card, cards
from butler.ground import clock
from butler.reception import actions
from butler.reception.ledger import Choices
from butler.staff.models import Staff
from butler.staff.views import NotForYou, staff_view

LOOKS = 300  # times that an open page looks again by itself, every two seconds


@takes_files
@staff_view
def imports(request: StaffRequest) -> HttpResponse:
    """GET /imports/: what was taken in. POST hands files over: they are kept sealed, and a job looks at them."""
    if request.method != "POST":
        return _desk(request)
    if not request.user.is_lead:
        raise NotForYou  # files may hold many clients: they pass a lead's hands only
    files: Any = {"upload": request.FILES.getlist("upload")}
    form = HandOverForm(request.POST, files, clients=cards().values(), is_beyond=request.is_beyond)  # type: ignore[attr-defined]
    if not form.is_valid():
        return _desk(request, form=form)
    choices = Choices(by=request.user, as_clients=form.as_clients, client_id=form.cleaned_data["client"])
    return redirect("desk:import", actions.preview_upload(form.cleaned_data["upload"], choices).number)


@require_POST
@staff_view
def link(request: StaffRequest) -> HttpResponse:
    """POST /imports/link/: a calendar that stands on the net; a job reads it now, and again and again."""
    form = LinkForm(request.POST, clients=cards().values())
    if not form.is_valid():
        return _desk(request, link_form=form)
    client = card(UUID(form.cleaned_data["whose"]))
    calendars.add_source(client.id, name=form.name, link=form.cleaned_data["link"], now=clock.now())
    toasts.said(request, _("The link is kept under seal. The calendar is read now, and then again and again."))
    return redirect("desk:imports")


@require_safe
@staff_view(roles=LEADS)
def batch(request: StaffRequest, number: int) -> HttpResponse:
    """GET /imports/7/: the batch. ?look=12 is the page looking again, ?of=400 how many entries it has."""
    return _page(request, imported.shown(number, expected=_number(request, "of")))


@require_POST
@staff_view(roles=LEADS)
def bring_in(request: StaffRequest, number: int) -> HttpResponse:
    """POST /imports/7/bring-in/: the preview is right; a job takes it in."""
    found = imported.shown(number)
    if not found.may_be_answered:
        return _refused(request, number)
    actions.accept(found.card.id)
    return redirect(f"{reverse('desk:import', args=[number])}?of={found.done}")


@require_POST
@staff_view(roles=LEADS)
def leave(request: StaffRequest, number: int) -> HttpResponse:
    """POST /imports/7/leave/: what was handed over goes, nothing of it came in."""
    found = imported.shown(number)
    if not found.may_be_answered:
        return _refused(request, number)
    actions.discard(found.card.id)
    toasts.said(request, _("Left. The files are gone from the house."))
    return redirect("desk:imports")


@require_POST
@staff_view(roles=LEADS)
def take_back(request: StaffRequest, number: int) -> HttpResponse:
    """POST /imports/7/take-back/: what the batch made goes, what it changed is as before."""
    found = imported.shown(number)
    if not found.may_be_taken_back:
        return _refused(request, number)
    actions.ask_undo(found.card.id)
    toasts.said(request, _("Batch %(number)d is being taken back.") % {"number": number})
    return redirect("desk:import", number)


def _desk(
    request: StaffRequest, *, form: HandOverForm | None = None, link_form: LinkForm | None = None
) -> HttpResponse:
    """The page of the import: leads hand files over, the others learn whom to ask; links are for everybody."""
    people, wanted = cards(), request.GET.get("client", "")
    context: dict[str, Any] = {
        "link_form": link_form or LinkForm(clients=people.values(), initial={"whose": wanted}),
        "links": imported.links(people),
        "megabytes": MEGABYTES,
    }
    if request.user.is_lead:
        batches = imported.all_shown()
        context["form"] = form or HandOverForm(clients=people.values(), initial={"people": "network", "client": wanted})
        context |= {"batches": batches, "waiting": [each for each in batches if each.may_be_answered]}
    else:
        context["leads"] = Staff.objects.filter(role__in=LEADS, is_active=True).order_by("given_name")
    return render(request, "desk/imports.html", context, status=422 if form or link_form else 200)


def _page(request: StaffRequest, found: Shown) -> HttpResponse:
    look = _number(request, "look")
    context = {"batch": found, "number": found.card.number, "look": look + 1, "looks_again": look < LOOKS}
    is_part = bool(request.htmx and look)  # type: ignore[attr-defined]
    return render(request, "desk/import.html#batch" if is_part else "desk/import.html", context)


def _refused(request: StaffRequest, number: int) -> HttpResponse:
    toasts.refused(request, _("This batch has moved on meanwhile. Nothing was changed."))
    return redirect("desk:import", number)


def _number(request: StaffRequest, name: str) -> int:
    given = request.GET.get(name, "")
    return int(given) if given.isdecimal() and len(given) < 8 else 0


urls = [
    path("imports/", imports, name="imports"),
    path("imports/link/", link, name="import_link"),
    path("imports/<int:number>/", batch, name="import"),
    path("imports/<int:number>/bring-in/", bring_in, name="import_bring_in"),
    path("imports/<int:number>/leave/", leave, name="import_leave"),
    path("imports/<int:number>/take-back/", take_back, name="import_take_back"),
]
