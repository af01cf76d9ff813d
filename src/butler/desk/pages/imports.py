"""The import: hand files over, look at what would come in, take it in, take it back."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from butler.desk import imported, toasts
from butler.desk.imported import Shown
from butler.desk.shell import LEADS, StaffRequest
from butler.desk.uploads import MEGABYTES, HandOverForm, takes_files
from butler.dossiers.access import cards
from butler.reception import access, actions
from butler.reception.ledger import Choices
from butler.staff.models import Staff
from butler.staff.views import NotForYou, staff_view

LOOKS = 300  # times that an open page looks again by itself, every two seconds


@takes_files
@staff_view
def imports(request: StaffRequest) -> HttpResponse:
    """GET /imports/: what was taken in. POST hands files over: they are kept sealed, and a job looks at them."""
    if not request.user.is_lead:
        return _whom_to_ask(request)
    form = _form(request)
    if request.method == "POST" and form.is_valid():
        batch = _hand_over(request, form)
        return redirect("desk:import", batch.number)
    batches = imported.all_shown()
    context = {
        "form": form,
        "batches": batches,
        "waiting": [each for each in batches if each.may_be_answered],
        "megabytes": MEGABYTES,
    }
    return render(request, "desk/imports.html", context, status=422 if form.errors else 200)


@require_safe
@staff_view
def batch(request: StaffRequest, number: int) -> HttpResponse:
    """GET /imports/7/: the batch. ?look=12 is the page looking again, ?of=400 how many entries it has."""
    return _page(request, imported.shown(number, expected=_number(request, "of")))


@require_POST
@staff_view
def bring_in(request: StaffRequest, number: int) -> HttpResponse:
    """POST /imports/7/bring-in/: the preview is right; a job takes it in."""
    found = imported.shown(number)
    if not found.may_be_answered:
        return _refused(request, number)
    actions.accept(found.card.id)
    return redirect(f"{reverse('desk:import', args=[number])}?of={found.done}")


@require_POST
@staff_view
def leave(request: StaffRequest, number: int) -> HttpResponse:
    """POST /imports/7/leave/: what was handed over goes, nothing of it came in."""
    try:
        imported.leave(number)
    except actions.Refused:
        return _refused(request, number)
    toasts.said(request, _("Left. The files are gone from the house."))
    return redirect("desk:imports")


@require_POST
@staff_view
def take_back(request: StaffRequest, number: int) -> HttpResponse:
    """POST /imports/7/take-back/: what the batch made goes, what it changed is as before."""
    try:
        imported.take_back(number)
    except actions.Refused:
        return _refused(request, number)
    toasts.said(request, _("Batch %(number)d is being taken back.") % {"number": number})
    return redirect("desk:import", number)


def _whom_to_ask(request: StaffRequest) -> HttpResponse:
    """Files of many clients pass a lead's hands only: everybody else learns whom to ask."""
    if request.method == "POST":
        raise NotForYou
    leads = Staff.objects.filter(role__in=LEADS, is_active=True).order_by("given_name")
    return render(request, "desk/imports_closed.html", {"leads": leads})


def _form(request: StaffRequest) -> HandOverForm:
    is_post = request.method == "POST"
    return HandOverForm(
        request.POST if is_post else None,
        {"files": request.FILES.getlist("files")} if is_post else None,  # type: ignore[arg-type]
        clients=cards().values(),
        is_beyond=getattr(request, "is_beyond", False),
        initial={"people": "network", "client": request.GET.get("client", "")},
    )


def _hand_over(request: StaffRequest, form: HandOverForm) -> Any:
    choices = Choices(by=request.user, as_clients=form.as_clients, client_id=form.cleaned_data["client"])
    return actions.preview_upload(form.cleaned_data["files"], choices)


def _page(request: StaffRequest, found: Shown) -> HttpResponse:
    look = _number(request, "look")
    context = {"batch": found, "number": found.card.number, "look": look + 1, "looks_again": look < LOOKS}
    is_part = bool(request.htmx and look)  # type: ignore[attr-defined]
    return render(request, "desk/import.html#batch" if is_part else "desk/import.html", context)


def _refused(request: StaffRequest, number: int) -> HttpResponse:
    access.batch(number)  # a stranger gets 404 here too
    toasts.refused(request, _("This batch has moved on meanwhile. Nothing was changed."))
    return redirect("desk:import", number)


def _number(request: StaffRequest, name: str) -> int:
    given = request.GET.get(name, "")
    return int(given) if given.isdecimal() and len(given) < 8 else 0


urls = [
    path("imports/", imports, name="imports"),
    path("imports/<int:number>/", batch, name="import"),
    path("imports/<int:number>/bring-in/", bring_in, name="import_bring_in"),
    path("imports/<int:number>/leave/", leave, name="import_leave"),
    path("imports/<int:number>/take-back/", take_back, name="import_take_back"),
]
