"""The queue "needs you" of the day page: one main act for each row, done in place, and ten seconds to take it back."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from butler.briefs import access as briefs
from butler.desk import toasts
from butler.desk.needs import NOTHING_HANDED, Section, mine_of, needs_of, next_event
from butler.desk.pages.grasp import WHY_NOT
from butler.desk.shell import StaffRequest, shell_of
from butler.dossiers.access import Card, cards
from butler.ground import clock
from butler.ground.house import the_house
from butler.reception import deciding
from butler.requests import actions
from butler.requests.access import Concern, TaskCard, concerning, open_tasks
from butler.staff.views import staff_view

SHOWN = 6
READ = (Section.DECIDE, Section.RISK)


@require_safe
@staff_view
def needs(request: StaffRequest) -> HttpResponse:
    """GET /needs/: the queue as it is now, for a page that heard that something changed."""
    if not request.htmx:  # type: ignore[attr-defined]
        return redirect(reverse("desk:day") + "#need")
    return render(request, "desk/day/needs.html", queue(request))


@require_POST
@staff_view
def take(request: StaffRequest, pk: UUID) -> HttpResponse:
    """POST /needs/proposals/<id>/: what was read in a message is taken."""
    try:
        deciding.take(pk, by=request.user, now=clock.now())
    except deciding.Refused as refusal:
        toasts.refused(request, WHY_NOT[refusal.why]())
    else:
        toasts.said(request, _("Taken."), undo=reverse("desk:need_proposal_undo", args=[pk]))
    return _answer(request)


@require_POST
@staff_view
def take_undo(request: StaffRequest, pk: UUID) -> HttpResponse:
    """POST /needs/proposals/<id>/undo/: the tap was a slip."""
    try:
        deciding.undo(pk, by=request.user, now=clock.now())
    except deciding.Refused as refusal:
        toasts.refused(request, WHY_NOT[refusal.why]())
    else:
        toasts.said(request, _("Taken back."))
    return _answer(request)


@require_POST
@staff_view
def agree(request: StaffRequest, task_id: UUID) -> HttpResponse:
    """POST /needs/tasks/<id>/: a task takes the place that is proposed."""
    move = actions.accept_place(task_id, by=request.user, now=clock.now())
    toasts.said(request, _("It has its place."), undo=reverse("desk:need_task_undo", args=[move.pk]))
    return _answer(request)


@require_POST
@staff_view
def agree_undo(request: StaffRequest, move_id: UUID) -> HttpResponse:
    """POST /needs/moves/<id>/undo/: the task is back in the tray."""
    try:
        actions.take_back(move_id, by=request.user, now=clock.now())
    except actions.Overtaken:
        toasts.refused(request, _("Somebody has done something else with this task since. Nothing was changed."))
    else:
        toasts.said(request, _("Taken back."))
    return _answer(request)


@require_POST
@staff_view
def relieve(request: StaffRequest, pk: UUID) -> HttpResponse:
    """POST /needs/clocks/<id>/: the request goes to the colleague who was proposed."""
    try:
        move = actions.take_relief(pk, by=request.user, now=clock.now())
    except actions.HoldsNoGrant:
        toasts.refused(request, _("This colleague may not open the dossier."))
    except actions.NotNow:
        toasts.refused(request, _("This is decided already."))
    else:
        undo = reverse("desk:need_task_undo", args=[move.pk]) if move else ""
        toasts.said(request, _("Handed over."), undo=undo)
    return _answer(request)


@require_POST
@staff_view
def keep(request: StaffRequest, pk: UUID) -> HttpResponse:
    """POST /needs/clocks/<id>/keep/: the owner keeps it."""
    actions.keep_it(pk, by=request.user, now=clock.now())
    toasts.said(request, _("It stays with its owner."), undo=reverse("desk:need_clock_again", args=[pk]))
    return _answer(request)


@require_POST
@staff_view
def ask_again(request: StaffRequest, pk: UUID) -> HttpResponse:
    """POST /needs/clocks/<id>/undo/: that was a slip."""
    actions.ask_relief_again(pk, by=request.user, now=clock.now())
    toasts.said(request, _("Taken back."))
    return _answer(request)


def queue(
    request: StaffRequest,
    *,
    clients: Mapping[UUID, Card] | None = None,
    brief: briefs.BriefRead | None = None,
    tasks: list[TaskCard] | None = None,
) -> dict[str, Any]:
    """For needs.html: the rows, how many there are, and what comes next where there is none.

    What the caller has read already is not read again.
    """
    now, person = clock.now(), request.user
    seen = cards() if clients is None else clients
    handed = handed_of(request)
    mine = mine_of(person, seen, handed.covered)
    today = clock.today(the_house().tz)
    read = brief or briefs.read_brief(person.pk, today, now=now, sections=READ, clients=dict(seen))
    work = open_tasks(now=now, owners=[person.pk]) if tasks is None else tasks
    found = needs_of(person, mine, read, tasks=work, now=now, handed=handed)
    return {
        "needs": found[:SHOWN],
        "more_needs": found[SHOWN:],
        "count_needs": len(found),
        "is_live": True,
        "next_event": None if found else next_event(mine, now),
        "now": now,
    }


def handed_of(request: StaffRequest) -> Concern:
    """What is handed over and concerns the reader; asked only when the shell knows that there is something."""
    return concerning(request.user, now=clock.now()) if shell_of(request).has_hand_overs else NOTHING_HANDED


def _answer(request: StaffRequest) -> HttpResponse:
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "desk/day/needs.html", queue(request) | {"with_toasts": True})
    return redirect(reverse("desk:day") + "#need")


urls = [
    path("needs/", needs, name="needs"),
    path("needs/proposals/<uuid:pk>/", take, name="need_proposal"),
    path("needs/proposals/<uuid:pk>/undo/", take_undo, name="need_proposal_undo"),
    path("needs/tasks/<uuid:task_id>/", agree, name="need_task"),
    path("needs/clocks/<uuid:pk>/", relieve, name="need_clock"),
    path("needs/clocks/<uuid:pk>/keep/", keep, name="need_clock_keep"),
    path("needs/clocks/<uuid:pk>/undo/", ask_again, name="need_clock_again"),
    path("needs/moves/<uuid:move_id>/undo/", agree_undo, name="need_task_undo"),
]
