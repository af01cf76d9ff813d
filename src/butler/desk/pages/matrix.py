"""The matrix: what is new, where it belongs and why, and whether it fits the shift."""

from datetime import datetime, timedelta
from typing import Any, cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import reswap, retarget

from butler.desk import toasts
from butler.desk.matrix import MINE, Matrix, links_of, row_of
from butler.desk.pages.new_work import new_request, new_task
from butler.ground import clock
from butler.ground.house import the_house
from butler.ground.models import House
from butler.requests import access, actions
from butler.requests.forms import HandOverForm, PlaceForm, SnoozeForm
from butler.requests.models import Move, Quadrant
from butler.staff.access import who_serve
from butler.staff.models import Staff
from butler.staff.views import staff_view

SHEET = "#task-sheet-body"
BACK_AT_WORK = 9  # o'clock, when something put off comes back on another day


@require_GET
@staff_view
def matrix(request: HttpRequest) -> HttpResponse:
    """GET /matrix/?whose=mine|team|house"""
    return render(request, "desk/matrix.html", _context(request))


@require_GET
@staff_view
def task(request: HttpRequest, task_id: UUID) -> HttpResponse:
    """GET /tasks/<id>/: the matrix with this task chosen; for htmx only why it stands where it stands."""
    if request.htmx and not request.htmx.boosted:  # type: ignore[attr-defined]
        return render(request, "desk/matrix/why.html", _why(request, task_id))
    return render(request, "desk/matrix.html", _context(request, task_id) | {"is_asked": True})


@require_POST
@staff_view
def place(request: HttpRequest, task_id: UUID) -> HttpResponse:
    """POST /tasks/<id>/place/: quadrant, until when, `order` as dragged. Agreeing with the rule is no override."""
    with timezone.override(the_house().tz):
        form = PlaceForm(request.POST)
        is_valid = form.is_valid()
    if not is_valid:
        return _refused(request, task_id, _("There are places 1 to 4."))
    now, found = clock.now(), access.task(task_id, now=clock.now())
    quadrant, until = Quadrant(form.cleaned_data["quadrant"]), form.cleaned_data["until"]
    order = _order(request)
    if found.is_seen and found.place == quadrant and not until and order:
        return _arranged(request, task_id, order)
    try:
        if quadrant == found.proposal and not until:
            move = actions.accept_place(task_id, by=_me(request), now=now)
        else:
            move = actions.place(task_id, quadrant, by=_me(request), now=now, until=until)
    except actions.InThePast:
        return _refused(request, task_id, _("This moment has passed."))
    if order:
        actions.arrange(order, now=now)
    text = _("Now in %(number)s: %(name)s.") % {"number": int(quadrant), "name": quadrant.label}
    return _did(request, move, text)


@require_POST
@staff_view
def rank(request: HttpRequest, task_id: UUID) -> HttpResponse:
    """POST /tasks/<id>/rank/: one up or one down within its quadrant."""
    step = 1 if request.POST.get("way") == "down" else -1
    board = _matrix(request, task_id)
    found = access.task(task_id, now=clock.now())
    ids = [row.task.id for row in board.board if row.quadrant == found.place]
    if task_id in ids:
        here = ids.index(task_id)
        there = min(max(here + step, 0), len(ids) - 1)
        ids.insert(there, ids.pop(here))
        actions.arrange(ids, now=clock.now())
    return _answer(request, task_id)


@staff_view
def hand_over(request: HttpRequest, task_id: UUID) -> HttpResponse:
    """GET shows who may take the task over; POST gives it to them."""
    now, row = clock.now(), row_of(task_id, now=clock.now())
    colleagues = [each for each in access.colleagues_for(row.client.id, now=now) if each != row.task.owner]
    form = HandOverForm(request.POST or None, colleagues=colleagues)
    if request.method == "POST" and form.is_valid():
        person = form.colleagues[form.cleaned_data["to"]]
        move = actions.hand_over(task_id, person, by=_me(request), now=now)
        return _did(request, move, _("Handed over: %(name)s.") % {"name": person})
    return _sheet(request, "desk/matrix/hand_over.html", {"row": row, "form": form})


@staff_view
def snooze(request: HttpRequest, task_id: UUID) -> HttpResponse:
    """GET asks until when; POST puts the task off."""
    now, row, house = clock.now(), row_of(task_id, now=clock.now()), the_house()
    with timezone.override(house.tz):
        form = SnoozeForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            try:
                move = actions.snooze(task_id, form.cleaned_data["until"], by=_me(request), now=now)
                return _did(request, move, _("Put off. It comes back by itself."))
            except actions.InThePast:
                form.add_error("until", _("It must be ahead, and before the point of no return."))
        choices = _moments_to_come_back(house, now, row.task.no_return_at)
        return _sheet(request, "desk/matrix/snooze.html", {"row": row, "form": form, "choices": choices})


@require_POST
@staff_view
def done(request: HttpRequest, task_id: UUID) -> HttpResponse:
    """POST /tasks/<id>/done/"""
    move = actions.done(task_id, by=_me(request), now=clock.now())
    return _did(request, move, _("Done.")) if move else _answer(request)


@require_POST
@staff_view
def reopen(request: HttpRequest, task_id: UUID) -> HttpResponse:
    """POST /tasks/<id>/reopen/: it was not done after all."""
    actions.reopen(task_id, by=_me(request), now=clock.now())
    return _answer(request, task_id)


@require_POST
@staff_view
def undo(request: HttpRequest, move_id: UUID) -> HttpResponse:
    """POST /moves/<id>/undo/: as it stood before."""
    try:
        move = actions.take_back(move_id, by=_me(request), now=clock.now())
    except actions.Overtaken:
        toasts.refused(request, _("Somebody has done something else with this task since. Nothing was changed."))
        return _answer(request)
    toasts.said(request, _("Taken back."))
    if move.client_request_id and not request.htmx:  # type: ignore[attr-defined]
        return redirect("desk:request", move.client_request_id)
    return _answer(request, move.task_id)


def _me(request: HttpRequest) -> Staff:
    return cast(Staff, request.user)  # staff_view lets nobody else in


def _matrix(request: HttpRequest, chosen: UUID | None = None) -> Matrix:
    whose = request.POST.get("whose") or request.GET.get("whose") or MINE
    return Matrix(_me(request), the_house(), clock.now(), whose=whose, chosen=chosen)


def _context(request: HttpRequest, chosen: UUID | None = None) -> dict[str, Any]:
    page = _matrix(request, chosen)
    links = links_of(page.chosen) if page.chosen else {}
    colleagues = [person for person in who_serve() if person != _me(request)]
    context = {"page": page, "now": page.now, "row": page.chosen, "links": links, "whose": page.whose}
    return context | {"colleagues": colleagues}


def _why(request: HttpRequest, task_id: UUID) -> dict[str, Any]:
    row = row_of(task_id, now=clock.now())
    return {"row": row, "links": links_of(row), "now": clock.now(), "whose": request.GET.get("whose", MINE)}


def _did(request: HttpRequest, move: Move, text: str) -> HttpResponse:
    toasts.said(request, text, undo=reverse("desk:task_undo", args=[move.pk]))
    return _answer(request)


def _arranged(request: HttpRequest, task_id: UUID, order: list[UUID]) -> HttpResponse:
    actions.arrange(order, now=clock.now())
    return _answer(request, task_id)


def _refused(request: HttpRequest, task_id: UUID, text: str) -> HttpResponse:
    access.task(task_id, now=clock.now())  # a stranger gets 404 here too
    toasts.refused(request, text)
    answer = render(request, _page(request), _context(request, task_id), status=422)
    return retarget(reswap(answer, "outerHTML"), "#matrix")


def _answer(request: HttpRequest, chosen: UUID | None = None) -> HttpResponse:
    """The board as it is now: for htmx the parts that changed, for a plain form the page."""
    if request.htmx:  # type: ignore[attr-defined]
        answer = render(request, _page(request), _context(request, chosen))
        return retarget(reswap(answer, "outerHTML"), "#matrix")
    whose = request.POST.get("whose", MINE)
    there = reverse("desk:task", args=[chosen]) if chosen else reverse("desk:matrix")
    return redirect(there if whose == MINE else f"{there}?whose={whose}")


def _page(request: HttpRequest) -> str:
    return "desk/matrix/moved.html" if request.htmx else "desk/matrix.html"  # type: ignore[attr-defined]


def _sheet(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """A question about one task: in the dialog for htmx, else a page of its own."""
    is_wrong = bool(context["form"].errors)
    whose = request.POST.get("whose") or request.GET.get("whose") or MINE
    context |= {"now": clock.now(), "whose": whose, "base": "desk/matrix/sheet.html"}
    if not request.htmx:  # type: ignore[attr-defined]
        context["base"] = "desk/matrix/question.html"
    answer = render(request, template, context, status=422 if is_wrong else 200)
    return retarget(reswap(answer, "innerHTML"), SHEET)


def _order(request: HttpRequest) -> list[UUID]:
    try:
        return [UUID(each) for part in request.POST.getlist("order") for each in part.split(",")]
    except ValueError:
        return []


def _moments_to_come_back(house: House, now: datetime, no_return_at: datetime | None) -> list[datetime]:
    """In two hours, tomorrow morning, on Monday morning: those that still help."""
    local = house.local(now)
    morning = local.replace(hour=BACK_AT_WORK, minute=0, second=0, microsecond=0)
    in_two_hours = local.replace(minute=0, second=0, microsecond=0) + timedelta(hours=2)
    monday = morning + timedelta(days=7 - local.weekday())
    choices = dict.fromkeys((in_two_hours, morning + timedelta(days=1), monday))
    return [each for each in choices if no_return_at is None or each < no_return_at]


urls = [
    path("matrix/", matrix, name="matrix"),
    path("requests/new/", new_request, name="new_request"),
    path("tasks/new/", new_task, name="new_task"),
    path("tasks/<uuid:task_id>/", task, name="task"),
    path("tasks/<uuid:task_id>/place/", place, name="task_place"),
    path("tasks/<uuid:task_id>/rank/", rank, name="task_rank"),
    path("tasks/<uuid:task_id>/hand-over/", hand_over, name="task_hand_over"),
    path("tasks/<uuid:task_id>/snooze/", snooze, name="task_snooze"),
    path("tasks/<uuid:task_id>/done/", done, name="task_done"),
    path("tasks/<uuid:task_id>/reopen/", reopen, name="task_reopen"),
    path("moves/<uuid:move_id>/undo/", undo, name="task_undo"),
]
