"""My day: the plan as it stands now, what has moved in it and why, and hours that no task gets."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from butler.desk import toasts
from butler.desk.dates import id_asked
from butler.desk.shell import StaffRequest
from butler.dossiers.access import Card, cards
from butler.ground import clock
from butler.ground.house import the_house
from butler.network import access as network
from butler.network.forms import OrganisationByName
from butler.requests import access, actions
from butler.requests.models import TakenTime
from butler.staff.views import staff_view

SHOWN, SHOWN_CHANGES = 6, 3


class TakenTimeForm(forms.Form):
    """From when to when, of which kind, and where one goes for it."""

    kind = forms.ChoiceField(label=gettext_lazy("What takes the time"), choices=TakenTime.Kind.choices)
    organisation = OrganisationByName(label=gettext_lazy("Where"), required=False)
    day = forms.DateField(label=gettext_lazy("Day"), widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"))
    starts = forms.TimeField(label=gettext_lazy("From"), widget=forms.TimeInput({"type": "time"}, "%H:%M"))
    ends = forms.TimeField(label=gettext_lazy("Until"), widget=forms.TimeInput({"type": "time"}, "%H:%M"))

    def moments(self) -> tuple[datetime, datetime]:
        """On the clock of the house."""
        given, zone = self.cleaned_data, the_house().tz
        starts, ends = (datetime.combine(given["day"], given[name], zone) for name in ("starts", "ends"))
        return starts, ends


@require_safe
@staff_view
def plan(request: StaffRequest) -> HttpResponse:
    """GET /plan/: my day as it is now, for a page that heard that something changed."""
    if not request.htmx:  # type: ignore[attr-defined]
        return redirect(reverse("desk:day") + "#plan")
    return render(request, "desk/day/plan.html", my_day(request))


@require_POST
@staff_view
def seen(request: StaffRequest) -> HttpResponse:
    """POST /plan/seen/?change=...: these changes are known."""
    ids = [pk for each in request.POST.getlist("change") if (pk := id_asked(each))]
    actions.acknowledge(ids, by=request.user, now=clock.now())
    return _answer(request)


@staff_view
def take_time(request: StaffRequest) -> HttpResponse:
    """GET /plan/time/ asks from when to when; POST takes the hours out of the day."""
    now = clock.now()
    first = {"kind": TakenTime.Kind.MEETING, "day": the_house().local(now).date()}
    form = TakenTimeForm(request.POST or None, initial=first, label_suffix="")
    if request.method == "POST" and form.is_valid():
        try:
            given = form.cleaned_data
            row = actions.take_time(request.user, given["kind"], *form.moments(), now=now, at=given["organisation"])
        except actions.InThePast:
            form.add_error("ends", _("This moment has passed."))
        except actions.TooLong:
            form.add_error("ends", _("It ends after it begins, and within fourteen hours."))
        else:
            toasts.said(request, _("No task gets these hours."), undo=reverse("desk:time_back", args=[row.pk]))
            return redirect(reverse("desk:day") + "#plan")
    context = {"form": form, "organisations": network.names()}
    return render(request, "desk/taken_time.html", context, status=422 if form.errors else 200)


@require_POST
@staff_view
def time_back(request: StaffRequest, pk: UUID) -> HttpResponse:
    """POST /plan/time/<id>/back/: it does not take place; tasks may have the hours."""
    actions.give_time_back(pk, by=request.user, now=clock.now())
    toasts.said(request, _("The hours are free again."), undo=reverse("desk:time_again", args=[pk]))
    return redirect(reverse("desk:day") + "#plan")


@require_POST
@staff_view
def time_again(request: StaffRequest, pk: UUID) -> HttpResponse:
    """POST /plan/time/<id>/again/: it takes place after all."""
    actions.take_time_again(pk, by=request.user)
    toasts.said(request, _("Taken back."))
    return redirect(reverse("desk:day") + "#plan")


def my_day(
    request: StaffRequest, *, clients: Mapping[UUID, Card] | None = None, tasks: list[access.TaskCard] | None = None
) -> dict[str, Any]:
    """For plan.html: the rest of today's shift in order, each task with its client; and what has moved."""
    seen = cards() if clients is None else clients
    now = clock.now()
    found = actions.look_at_my_day(request.user, now=now, tasks=tasks)
    planned = [(seen[item.task.client_id], item) for item in found.planned if item.task.client_id in seen]
    known = access.tasks_of_day(found)
    changes = access.unseen_changes(request.user, found.day, known) if found.has_changes else []
    return {
        "plan": found,
        "planned": planned[:SHOWN],
        "more_planned": planned[SHOWN:],
        "left": [(seen[item.task.client_id], item) for item in found.left if item.task.client_id in seen],
        "changes": changes[:SHOWN_CHANGES],
        "more_changes": changes[SHOWN_CHANGES:],
        "taken": [each for each in found.taken if each.ends_at > now],
        "now": now,
    }


def _answer(request: StaffRequest) -> HttpResponse:
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "desk/day/plan.html", my_day(request))
    return redirect(reverse("desk:day") + "#plan")


urls = [
    path("plan/", plan, name="plan"),
    path("plan/seen/", seen, name="plan_seen"),
    path("plan/time/", take_time, name="take_time"),
    path("plan/time/<uuid:pk>/back/", time_back, name="time_back"),
    path("plan/time/<uuid:pk>/again/", time_again, name="time_again"),
]
