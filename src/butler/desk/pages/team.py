"""The team: who works here, who carries how much, who may open what."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db import ProgrammingError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from butler.desk import access, toasts
from butler.desk.shell import StaffRequest
from butler.dossiers import access as dossiers
from butler.dossiers.forms import GrantForm
from butler.dossiers.models import Compartment
from butler.ground import clock
from butler.ground.refusals import NotHere
from butler.requests import access as work_access
from butler.requests import actions as work
from butler.staff import access as people
from butler.staff import actions
from butler.staff.forms import ColleagueForm, PlaceForm
from butler.staff.models import Role, Staff
from butler.staff.views import staff_view

LEADS = (Role.LEAD, Role.OWNER)
SHOWN = 8  # hand-overs
FULL_LOAD = 15  # open tasks at which a bar is full


@dataclass(frozen=True)
class Member:
    """A colleague with what they carry."""

    staff: Staff
    tasks: int
    leads: int
    is_on_shift: bool

    @property
    def load(self) -> int:
        return min(round(100 * self.tasks / FULL_LOAD), 100)

    @property
    def mood(self) -> str:
        return "risk" if self.load >= 100 else "warn" if self.load >= 75 else "ok"


@dataclass(frozen=True)
class Cell:
    """What one colleague may open of one dossier."""

    staff: Staff
    compartments: tuple[tuple[str, str], ...]  # (code, name)
    role: str  # leads, covers or nothing
    until: datetime | None


@require_safe
@staff_view(roles=LEADS)
def team(request: StaffRequest) -> HttpResponse:
    """GET /team/: colleagues and their load, and the grants."""
    return render(request, "desk/team.html", _context(request))


@staff_view(roles=LEADS)
def grants(request: StaffRequest, client_id: UUID, staff_id: int) -> HttpResponse:
    """GET and POST /team/grants/<client>/<colleague>/: which compartments, until when, why."""
    now = clock.now()
    card, person = dossiers.card(client_id), _of_mine(request, staff_id)
    held = dossiers.grants_now([client_id], now=now).get(client_id, {}).get(staff_id, {})
    form = GrantForm(
        request.POST if request.method == "POST" else None, initial={"compartments": list(held)}, today=_today()
    )
    if request.method == "POST" and form.is_valid():
        chosen, until = set(form.cleaned_data["compartments"]), form.cleaned_data["until"]
        _set(person, client_id, chosen, _end_of(until), form.cleaned_data["reason"], now)
        toasts.said(request, _("The grants are as chosen."))
        return redirect("desk:team")
    leads = person.pk in (card.led_by_id, card.covered_by_id)
    context = {"card": card, "person": person, "held": held.values(), "form": form, "leads": leads}
    return render(request, "desk/team_grants.html", context, status=422 if form.errors else 200)


@staff_view(roles=(Role.OWNER,))
def colleague_new(request: StaffRequest) -> HttpResponse:
    """GET and POST /team/new/: a new colleague; the first password is shown once, on the answer."""
    form = ColleagueForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        fields = dict(form.cleaned_data)
        person, password = actions.add_colleague(today=_today(), **fields)
        return render(request, "desk/team_password.html", {"person": person, "password": password, "is_new": True})
    return render(
        request,
        "desk/team_form.html",
        {"form": form, "title": _("A new colleague")},
        status=422 if form.errors else 200,
    )


@staff_view(roles=(Role.OWNER,))
def colleague_place(request: StaffRequest, staff_id: int) -> HttpResponse:
    """GET and POST /team/<id>/: another role or team."""
    person = people.colleague(staff_id)
    form = PlaceForm(
        request.POST if request.method == "POST" else None, initial={"role": person.role, "team": person.team_id}
    )
    if request.method == "POST" and form.is_valid():
        if person == request.user and form.cleaned_data["role"] != Role.OWNER:
            form.add_error("role", _("The house would be without its owner. Let another owner change this."))
        else:
            work.change_place(person, now=clock.now(), **form.cleaned_data)
            toasts.said(request, _("Changed."))
            return redirect("desk:team")
    context = {"form": form, "title": str(person), "person": person}
    return render(request, "desk/team_form.html", context, status=422 if form.errors else 200)


@require_POST
@staff_view(roles=(Role.OWNER,))
def colleague_password(request: StaffRequest, staff_id: int) -> HttpResponse:
    """POST /team/<id>/password/: another first password, shown once; all their sessions end."""
    person = _another(request, staff_id)
    password = actions.renew_password(person)
    return render(request, "desk/team_password.html", {"person": person, "password": password, "is_new": False})


@require_POST
@staff_view(roles=(Role.OWNER,))
def colleague_let_go(request: StaffRequest, staff_id: int) -> HttpResponse:
    """POST /team/<id>/let-go/: close the house to a colleague, at once."""
    person = _another(request, staff_id)
    work.let_go(person, now=clock.now())
    left = access.clients_led_by().get(person.pk, 0)
    said = _("%(name)s is signed out everywhere and opens nothing any more.") % {"name": person}
    toasts.said(request, said)
    if left:
        waiting = ngettext("%(n)s client waits for a new hand.", "%(n)s clients wait for a new hand.", left) % {
            "n": left
        }
        toasts.warned(request, waiting)
    return redirect("desk:team")


@require_POST
@staff_view(roles=(Role.OWNER,))
def colleague_take_back(request: StaffRequest, staff_id: int) -> HttpResponse:
    """POST /team/<id>/take-back/: open the house to a colleague again."""
    person = actions.take_back(people.colleague(staff_id))
    toasts.said(request, _("%(name)s may sign in again.") % {"name": person})
    return redirect("desk:team")


def _context(request: StaffRequest) -> dict[str, Any]:
    now = clock.now()
    mine = people.team_of(request.user)
    cards = dossiers.cards()
    wall = now.astimezone(timezone.get_current_timezone()).time()  # of the house, by staff_view
    tasks, led = access.open_tasks_by_owner(), access.clients_led_by()
    members = [
        Member(person, tasks.get(person.pk, 0), led.get(person.pk, 0), person.is_on_shift(wall)) for person in mine
    ]
    serving = [person for person in mine if person.opens_dossiers and person.is_active]
    held = dossiers.grants_now(cards, now=now)
    columns = [person for person in serving if person.role != Role.OWNER]
    return {
        "members": [member for member in members if member.staff.is_active],
        "former": [member.staff for member in members if not member.staff.is_active],
        "columns": columns,
        "matrix": [(card, [_cell(card, person, held) for person in columns]) for card in cards.values()],
        "compartments": [(code, label) for code, label in Compartment.choices],
        "is_owner": request.user.role == Role.OWNER,
        "busiest": max(members, key=lambda member: member.tasks, default=None),
        "today": now,
        "handed": [card for card in work_access.hand_overs() if card.offered or card.refused or card.until][:SHOWN],
    }


def _cell(card: dossiers.Card, person: Staff, held: dict) -> Cell:
    grants = held.get(card.id, {}).get(person.pk, {})
    names = tuple((code, str(label)) for code, label in Compartment.choices if code in grants)
    role = "leads" if card.led_by_id == person.pk else "covers" if card.covered_by_id == person.pk else ""
    until = min((grant.ends_at for grant in grants.values() if grant.ends_at), default=None)
    return Cell(person, names, role, until)


def _set(person: Staff, client_id: UUID, chosen: set[str], until: datetime | None, reason: str, now: datetime) -> None:
    try:
        work.set_grants(person, client_id, chosen, until=until, reason=reason, now=now)
    except ProgrammingError as refused:
        raise NotHere from refused


def _of_mine(request: StaffRequest, staff_id: int) -> Staff:
    """A colleague to whom this lead may give grants: anybody who serves clients; other teams help out too."""
    person = people.colleague(staff_id)
    if not person.opens_dossiers or not person.is_active:
        raise NotHere
    return person


def _another(request: StaffRequest, staff_id: int) -> Staff:
    """Nobody locks themselves out."""
    if staff_id == request.user.pk:
        raise NotHere
    return people.colleague(staff_id)


def _today() -> date:
    return clock.now().astimezone(timezone.get_current_timezone()).date()


def _end_of(day: date | None) -> datetime | None:
    if day is None:
        return None
    return datetime.combine(day + timedelta(days=1), time.min, tzinfo=timezone.get_current_timezone())


urls = [
    path("team/", team, name="team"),
    path("team/new/", colleague_new, name="colleague_new"),
    path("team/grants/<uuid:client_id>/<int:staff_id>/", grants, name="grants"),
    path("team/<int:staff_id>/", colleague_place, name="colleague"),
    path("team/<int:staff_id>/password/", colleague_password, name="colleague_password"),
    path("team/<int:staff_id>/let-go/", colleague_let_go, name="colleague_let_go"),
    path("team/<int:staff_id>/take-back/", colleague_take_back, name="colleague_take_back"),
]
