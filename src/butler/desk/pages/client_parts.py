"""Parts of a dossier: write one down, change it, take it out, take that back, show a closed value."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django_htmx.http import reswap, retarget

from butler.desk import toasts
from butler.desk.pages.client import context_of
from butler.desk.shell import StaffRequest
from butler.dossiers import access as dossiers
from butler.dossiers import actions, forms, rules
from butler.ground import clock
from butler.ground.refusals import NotHere
from butler.requests.models import Category
from butler.staff.views import staff_view

UNDO_SECONDS = 120  # the toast stays ten, longer while it is read
UNDO_SALT = "butler.desk.undo"


@dataclass(frozen=True)
class Part:
    """How one kind of part is written down."""

    form: type[django_forms.Form]
    title: Any
    tab: str


PARTS = {
    "person": Part(forms.PersonForm, gettext_lazy("Somebody close"), "circle"),
    "contact": Part(forms.ContactForm, gettext_lazy("A way to reach"), "circle"),
    "occasion": Part(forms.OccasionForm, gettext_lazy("A date"), "preferences"),
    "preference": Part(forms.PreferenceForm, gettext_lazy("A preference"), "preferences"),
    "document": Part(forms.DocumentForm, gettext_lazy("A document"), "documents"),
    "mandate": Part(forms.MandateForm, gettext_lazy("What we may do without asking"), "documents"),
    "gift": Part(forms.GiftForm, gettext_lazy("A present"), "history"),
    "note": Part(forms.NoteForm, gettext_lazy("A note"), "preferences"),
    "secret": Part(forms.SecretForm, gettext_lazy("A closed value"), "documents"),
}


@staff_view
def part_new(request: StaffRequest, client_id: UUID, kind: str) -> HttpResponse:
    """GET and POST /clients/<id>/note/new/: write a part down. For htmx the form comes into its panel."""
    part, found = _part(kind), dossiers.dossier(client_id, now=clock.now())
    form = _form(part, found, request.POST if request.method == "POST" else None, _first(request, kind))
    if form.is_bound and form.is_valid():
        _add(request, kind, found, dict(form.cleaned_data))
        return _answer(request, client_id, _tab(request, part))
    return _ask(request, found, part, form)


@staff_view
def part_edit(request: StaffRequest, client_id: UUID, kind: str, row_id: UUID) -> HttpResponse:
    """GET and POST /clients/<id>/occasion/<id>/edit/: change a part."""
    part, found = _part(kind), dossiers.dossier(client_id, now=clock.now())
    edit = getattr(actions, f"edit_{kind}", None)
    if edit is None:
        raise NotHere
    form = _form(part, found, request.POST if request.method == "POST" else None, _known(kind, found, row_id))
    if form.is_bound and form.is_valid():
        edit(client_id, row_id, **form.cleaned_data)
        toasts.said(request, _("Changed."))
        return _answer(request, client_id, _tab(request, part))
    return _ask(request, found, part, form)


@require_POST
@staff_view
def part_remove(request: StaffRequest, client_id: UUID, kind: str, row_id: UUID) -> HttpResponse:
    """POST /clients/<id>/note/<id>/remove/: take a part out; the toast brings it back."""
    if kind not in actions.PARTS:
        raise NotHere
    actions.remove(client_id, kind, row_id, now=clock.now())
    toasts.said(
        request,
        _("Taken out of the dossier."),
        undo=reverse("desk:undo", args=[client_id, _token(request, kind, row_id)]),
    )
    return _answer(request, client_id, _tab(request, PARTS.get(kind) or PARTS["secret"]))


@require_POST
@staff_view
def undo(request: StaffRequest, client_id: UUID, token: str) -> HttpResponse:
    """POST /clients/<id>/undo/<token>/: bring back what this colleague has just taken out."""
    try:
        kind, row_id, by, at = signing.loads(token, salt=UNDO_SALT)
    except signing.BadSignature as forged:
        raise NotHere from forged
    if by != request.user.pk:
        raise NotHere
    if clock.now() - datetime.fromisoformat(at) > timedelta(seconds=UNDO_SECONDS):
        toasts.refused(request, _("It is too late to take that back here. Write it down again."))
    else:
        actions.restore(client_id, kind, UUID(row_id))
        toasts.said(request, _("It is back."))
    return _answer(request, client_id, _tab(request, PARTS.get(kind) or PARTS["secret"]))


@require_POST
@staff_view
def preference_confirm(request: StaffRequest, client_id: UUID, row_id: UUID) -> HttpResponse:
    """POST /clients/<id>/preference/<id>/confirm/: it is still so."""
    actions.confirm_preference(client_id, row_id, today=_today())
    toasts.said(request, _("Confirmed."))
    return _answer(request, client_id, "preferences")


@require_POST
@staff_view
def preference_contradict(request: StaffRequest, client_id: UUID, row_id: UUID) -> HttpResponse:
    """POST /clients/<id>/preference/<id>/contradict/: it was otherwise this time."""
    actions.contradict_preference(client_id, row_id)
    toasts.said(request, _("Noted. We are less sure of it now."))
    return _answer(request, client_id, "preferences")


@require_POST
@staff_view
def mandate_end(request: StaffRequest, client_id: UUID, row_id: UUID) -> HttpResponse:
    """POST /clients/<id>/mandate/<id>/end/: from today we ask again."""
    actions.end_mandate(client_id, row_id, today=_today())
    toasts.said(request, _("Ended. From today we ask first."))
    return _answer(request, client_id, "documents")


@staff_view
def closed(request: StaffRequest, client_id: UUID, kind: str, row_id: UUID) -> HttpResponse:
    """GET /clients/<id>/closed/identity/<id>/: asks what for; POST shows the value and writes it in the journal.

    With ?masked the dots come back.
    """
    found = dossiers.dossier(client_id, now=clock.now())
    line = _closed_line(found, kind, row_id)
    form = forms.RevealForm(request.POST if request.method == "POST" else None)
    value = ""
    if request.method == "POST" and form.is_valid():
        value = dossiers.reveal(client_id, kind, row_id, reason=form.cleaned_data["reason"])
    state = "shown" if value else "masked" if "masked" in request.GET else "asks"
    context = {
        "card": found.card,
        "dossier": found,
        "line": line,
        "kind": kind,
        "state": state,
        "value": value,
        "form": form,
    }
    page = "desk/client/closed.html" if request.headers.get("HX-Request") else "desk/client_closed.html"
    return render(request, page, context, status=422 if form.errors else 200)


def _part(kind: str) -> Part:
    if kind not in PARTS:
        raise NotHere
    return PARTS[kind]


def _form(part: Part, found: dossiers.Dossier, given: Any, initial: dict[str, Any]) -> Any:
    more: dict[str, Any] = {}
    if issubclass(part.form, forms.AboutSomeone):
        more["circle"] = found.circle
    if part.form is forms.DocumentForm:
        more["with_number"] = found.is_identity_open
    if part.form is forms.MandateForm:
        more["categories"] = Category.choices
    if part.form is forms.SecretForm:
        more["compartments"] = [each.compartment for each in found.secrets if each.is_open]
        if not more["compartments"]:
            raise NotHere
    return part.form(given, initial=initial, **more)


def _first(request: StaffRequest, kind: str) -> dict[str, Any]:
    """What a new part begins with: the topic of the panel it was asked from, today for a present."""
    known = {name: request.GET[name] for name in ("topic", "polarity", "person", "compartment") if name in request.GET}
    return known | ({"given_on": _today()} if kind == "gift" else {})


def _known(kind: str, found: dossiers.Dossier, row_id: UUID) -> dict[str, Any]:
    """The part as it is now, for its form."""
    contacts = [*found.contacts, *(line for person in found.circle for line in person.contacts)]
    lines: dict[str, Any] = {
        "person": found.circle,
        "contact": contacts,
        "occasion": found.occasions,
        "preference": found.preferences,
        "document": found.documents,
        "mandate": found.mandates,
        "gift": found.gifts,
    }
    line = next((line for line in lines.get(kind, ()) if line.id == row_id), None)
    if line is None:
        raise NotHere
    known = {name: getattr(line, name) for name in PARTS[kind].form.base_fields if hasattr(line, name)}
    if kind == "contact":
        known["person"] = next((person for person in found.circle if line in person.contacts), None)
    if "person" in known:
        known["person"] = str(known["person"].id) if known["person"] else ""
    return known


def _add(request: StaffRequest, kind: str, found: dossiers.Dossier, fields: dict[str, Any]) -> None:
    at, today = found.card.id, _today()
    said = _("Written down.")
    if kind == "preference":
        actions.add_preference(at, today=today, **fields)
    elif kind == "note":
        actions.add_note(at, by=request.user, now=clock.now(), **fields)
    elif kind == "secret":
        actions.add_secret(at, fields.pop("compartment"), noted_on=today, **fields)
    else:
        getattr(actions, f"add_{kind}")(at, **fields)
    toasts.said(request, said)
    if kind == "gift":
        _warn_of_repeats(request, found, fields["title"])


def _warn_of_repeats(request: StaffRequest, found: dossiers.Dossier, title: str) -> None:
    given = [rules.Given(gift.id, gift.title, gift.given_on) for gift in found.gifts]
    if repeats := rules.gift_repeats(title, given):
        # Without the words of the dossier: a toast waits in the session, which is not sealed.
        said = _("This household had something like it in %(year)s. See the history.")
        toasts.warned(request, said % {"year": repeats[0].given_on.year})


def _closed_line(found: dossiers.Dossier, kind: str, row_id: UUID) -> dossiers.SecretLine:
    if kind == "document":
        line = next((line for line in found.documents if line.number_id == row_id), None)
        if line:
            return dossiers.SecretLine(row_id, "document", line.kind_name, line.person)
    lines = [line for each in found.secrets for line in each.lines if line.kind == kind and line.id == row_id]
    if not lines:
        raise NotHere
    return lines[0]


def _ask(request: StaffRequest, found: dossiers.Dossier, part: Part, form: Any) -> HttpResponse:
    context = {
        "dossier": found,
        "card": found.card,
        "form": form,
        "title": part.title,
        "tab": _tab(request, part),
    }
    page = "desk/client/part.html" if request.headers.get("HX-Request") else "desk/client_form.html"
    return render(request, page, context, status=422 if form.errors else 200)


def _answer(request: StaffRequest, client_id: UUID, tab: str) -> HttpResponse:
    """The dossier as it is now: for htmx everything under the name, for a plain form the page."""
    if not request.headers.get("HX-Request"):
        return redirect(f"{reverse('desk:client', args=[client_id])}?tab={tab}")
    response = render(request, "desk/client/changed.html", context_of(request, client_id, tab))
    return reswap(retarget(response, "#dossier"), "outerHTML")


def _tab(request: StaffRequest, part: Part) -> str:
    return request.POST.get("tab") or request.GET.get("tab") or part.tab


def _token(request: StaffRequest, kind: str, row_id: UUID) -> str:
    return signing.dumps([kind, str(row_id), request.user.pk, clock.now().isoformat()], salt=UNDO_SALT)


def _today() -> date:
    return clock.now().astimezone(timezone.get_current_timezone()).date()  # of the house, by staff_view


AT = "clients/<uuid:client_id>/"
urls = [
    path(f"{AT}undo/<str:token>/", undo, name="undo"),
    path(f"{AT}closed/<slug:kind>/<uuid:row_id>/", closed, name="client_closed"),
    path(f"{AT}preference/<uuid:row_id>/confirm/", preference_confirm, name="preference_confirm"),
    path(f"{AT}preference/<uuid:row_id>/contradict/", preference_contradict, name="preference_contradict"),
    path(f"{AT}mandate/<uuid:row_id>/end/", mandate_end, name="mandate_end"),
    path(f"{AT}<slug:kind>/new/", part_new, name="part_new"),
    path(f"{AT}<slug:kind>/<uuid:row_id>/edit/", part_edit, name="part_edit"),
    path(f"{AT}<slug:kind>/<uuid:row_id>/remove/", part_remove, name="part_remove"),
]
