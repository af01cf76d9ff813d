"""Something new: a request of a client, or a task of our own."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from butler.desk import toasts
from butler.dossiers.access import cards
from butler.dossiers.models import Client
from butler.ground import clock
from butler.ground.house import the_house
from butler.network import access as network
from butler.requests import actions
from butler.requests.forms import RequestForm, TaskForm, WorkForm
from butler.staff.views import staff_view


@staff_view
def new_request(request: HttpRequest) -> HttpResponse:
    """GET and POST /requests/new/: what a client asked, from anywhere in the house (N)."""
    return _new(request, RequestForm, _add_request, "request")


@staff_view
def new_task(request: HttpRequest) -> HttpResponse:
    """GET and POST /tasks/new/: a step of work."""
    return _new(request, TaskForm, _add_task, "task")


def _new(request: HttpRequest, kind: type[WorkForm], add: Any, what: str) -> HttpResponse:
    now = clock.now()
    with timezone.override(the_house().tz):
        given = request.POST if request.method == "POST" else None
        known = {name: request.GET[name] for name in ("client", "title", "category") if name in request.GET}
        form = kind(given, initial=known or None, clients=cards().values(), now=now)
        if given is not None and form.is_valid():
            task = add(form, Client.objects.get(pk=form.cleaned_data["client"]), request.user, now)
            toasts.said(request, _("Written down and placed."))
            return redirect("desk:task", task.pk)
        # Inside the block: moments in the form are on the clock of the house.
        context = {"form": form, "what": what, "organisations": network.names() if what == "task" else ()}
        return render(request, "desk/matrix/new.html", context, status=422 if form.errors else 200)


def _add_task(form: WorkForm, client: Client, owner: Any, now: Any) -> Any:
    return actions.add_task(client, owner=owner, now=now, **form.facts())


def _add_request(form: WorkForm, client: Client, owner: Any, now: Any) -> Any:
    return actions.open_request(client, owner=owner, now=now, **form.facts()).tasks.get()
