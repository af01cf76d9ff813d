"""What the house has learnt from its colleagues' corrections: when, how well, begin now, forget."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from butler.desk import toasts
from butler.desk.shell import LEADS, StaffRequest
from butler.ground import clock
from butler.ground.refusals import NotHere
from butler.reception import learning
from butler.reception.access.lessons import corrections_since, lessons
from butler.staff.views import staff_view


@require_safe
@staff_view(roles=LEADS)
def learnt(request: StaffRequest) -> HttpResponse:
    """GET /settings/learnt/: what is read by, and the last lessons; ?part=lessons is the page looking again."""
    rows = lessons()
    looked = next((row for row in rows if row.finished_at), None)
    context = {
        "lessons": [row for row in rows if row.finished_at],
        "in_force": next((row for row in rows if row.is_in_force), None),
        "is_asked": any(row.finished_at is None for row in rows),
        "since": corrections_since(looked),
    }
    template = "desk/learnt.html#lessons" if request.GET.get("part") == "lessons" else "desk/learnt.html"
    return render(request, template, context)


@require_POST
@staff_view(roles=LEADS)
def learn(request: StaffRequest) -> HttpResponse:
    """POST /settings/learnt/now/: a job learns at once what the night would have learnt."""
    learning.ask(by=request.user, now=clock.now())
    toasts.said(request, _("The house is learning. It takes a minute or less."))
    return redirect("desk:learnt")


@require_POST
@staff_view(roles=LEADS)
def forget(request: StaffRequest) -> HttpResponse:
    """POST /settings/learnt/forget/: messages are read as Butler came; with undo."""
    row = learning.forget(by=request.user, now=clock.now())
    toasts.said(
        request, _("Forgotten: messages are read as Butler came."), undo=reverse("desk:learnt_remember", args=[row.pk])
    )
    return redirect("desk:learnt")


@require_POST
@staff_view(roles=LEADS)
def remember(request: StaffRequest, lesson_id: UUID) -> HttpResponse:
    """POST /settings/learnt/<id>/remember/: forgetting was a slip; it is learnt again."""
    if learning.remember(lesson_id, by=request.user, now=clock.now()) is None:
        raise NotHere
    toasts.said(request, _("The house is learning it again."))
    return redirect("desk:learnt")


urls = [
    path("settings/learnt/", learnt, name="learnt"),
    path("settings/learnt/now/", learn, name="learnt_now"),
    path("settings/learnt/forget/", forget, name="learnt_forget"),
    path("settings/learnt/<uuid:lesson_id>/remember/", remember, name="learnt_remember"),
]
