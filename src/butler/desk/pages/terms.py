"""How long the clocks of requests may take: by the client's standing and the category, as leads set it."""

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_POST

from butler.desk import toasts
from butler.desk.shell import LEADS, StaffRequest
from butler.desk.templatetags.words import spent
from butler.dossiers.models import Standing
from butler.ground import clock
from butler.requests import access, actions
from butler.requests.models import Category
from butler.requests.rules import HOUR, MINUTE
from butler.requests.rules.terms import EVERYTHING, FIRST, LEAST, MOST, ClockKind, Terms, terms_of
from butler.staff.views import staff_view

ELSE = "else"  # what stands for EVERYTHING in an address
EVERYTHING_ELSE = pgettext_lazy("terms", "everything else")
COLUMNS = {
    ClockKind.ACKNOWLEDGE: pgettext_lazy("terms", "Answer"),
    ClockKind.OPTIONS: pgettext_lazy("terms", "Options"),
    ClockKind.EXECUTION: pgettext_lazy("terms", "Execution"),
    ClockKind.UPDATE: pgettext_lazy("terms", "Next word"),
}
HINTS = {
    ClockKind.ACKNOWLEDGE: gettext_lazy("from the client's words until ours"),
    ClockKind.OPTIONS: gettext_lazy("from taking it up until there is a choice; empty: no such clock"),
    ClockKind.EXECUTION: gettext_lazy("until it is confirmed or done, less the client's turn; empty: no such clock"),
    ClockKind.UPDATE: gettext_lazy("between two words of ours; empty: no such clock"),
}
WORDS = re.compile(
    r"(?:(?P<hours>\d{1,3}) ?(?:ч|час\w*|h|hours?)\.?)? ?(?:(?P<minutes>\d{1,4}) ?(?:м|мин\w*|m|min\w*)\.?)?"
)
COLON = re.compile(r"(?P<hours>\d{1,3}):(?P<minutes>[0-5]\d)")


class WorkField(forms.Field):
    """A length of work: «1 ч 30 мин», "45 min", 1:30; empty is none."""

    default_error_messages = {
        "not_read": gettext_lazy("Write it like “45 min”, “1 h 30 min” or 1:30."),
        "not_kept": gettext_lazy("From %(least)s to %(most)s of work."),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.TextInput(attrs={"class": "field", "maxlength": 24}), **kwargs)

    def to_python(self, value: Any) -> Any:
        text = " ".join(str(value or "").replace("\xa0", " ").lower().split())
        if not text:
            return None
        read = COLON.fullmatch(text) or WORDS.fullmatch(text)
        if read is None:
            raise forms.ValidationError(self.error_messages["not_read"], code="not_read")
        length = int(read["hours"] or 0) * HOUR + int(read["minutes"] or 0) * MINUTE
        if not LEAST <= length <= MOST:
            limits = {"least": spent(LEAST), "most": spent(MOST)}
            raise forms.ValidationError(self.error_messages["not_kept"], code="not_kept", params=limits)
        return length

    def prepare_value(self, value: Any) -> Any:
        return spent(value) if isinstance(value, timedelta) else value


class TermsForm(forms.Form):
    """The four clocks; somebody is always answered."""

    acknowledge = WorkField(
        error_messages={"required": gettext_lazy("A client is always answered: say within which time.")}
    )
    options = WorkField(required=False)
    execution = WorkField(required=False)
    update = WorkField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind, label in COLUMNS.items():
            self.fields[kind.value].label, self.fields[kind.value].help_text = str(label), str(HINTS[kind])

    def terms(self) -> Terms:
        return Terms(*(self.cleaned_data[kind.value] for kind in ClockKind))


@dataclass(frozen=True)
class Row:
    """The terms of one category as they hold."""

    name: Any
    code: str
    terms: Terms
    is_own: bool  # a lead has set them

    @property
    def cells(self) -> list[timedelta | None]:
        return [self.terms.of(kind) for kind in ClockKind]


@staff_view(roles=LEADS)
def terms(request: StaffRequest) -> HttpResponse:
    """GET /settings/clocks/?of=regular: the terms of every category, for key clients or for others."""
    standing = request.GET.get("of", Standing.KEY)
    if standing not in Standing.values:
        raise Http404
    rows = [_row(standing, category) for category in (EVERYTHING, *Category.values)]
    context = {
        "standing": standing,
        "standings": Standing.choices,
        "columns": COLUMNS.values(),
        "rows": [row for row in rows if row.is_own or row.code in (ELSE, *FIRST)],
        "others": [row for row in rows if not row.is_own and row.code not in (ELSE, *FIRST)],
    }
    return render(request, "desk/terms.html", context)


@staff_view(roles=LEADS)
def term(request: StaffRequest, standing: str, category: str) -> HttpResponse:
    """GET /settings/clocks/<standing>/<category>/; POST keeps the terms."""
    row = _row(*_known(standing, category))
    now_held = {kind.value: row.terms.of(kind) for kind in ClockKind}
    form = TermsForm(request.POST or None, initial=now_held)
    if request.method == "POST" and form.is_valid():
        before = actions.keep_terms(standing, _category(category), form.terms(), by=request.user, now=clock.now())
        toasts.said(request, _("These terms hold now."), undo=_way_back(standing, category, before))
        return _back(standing)
    context = {"row": row, "form": form, "standing": standing, "standing_name": Standing(standing).label}
    return render(request, "desk/term.html", context, status=422 if form.errors else 200)


@require_POST
@staff_view(roles=LEADS)
def forget(request: StaffRequest, standing: str, category: str) -> HttpResponse:
    """POST /settings/clocks/<standing>/<category>/back/: the first terms hold again."""
    _known(standing, category)
    before = actions.forget_terms(standing, _category(category), by=request.user, now=clock.now())
    if before is not None:
        toasts.said(request, _("The first terms hold again."), undo=_way_back(standing, category, before))
    return _back(standing)


@require_POST
@staff_view(roles=LEADS)
def undo(request: StaffRequest, standing: str, category: str) -> HttpResponse:
    """POST /settings/clocks/<standing>/<category>/undo/?acknowledge=…: the terms as they were set; none: unset."""
    _known(standing, category)
    form = TermsForm(request.GET) if request.GET else None
    if form is None:
        actions.forget_terms(standing, _category(category), by=request.user, now=clock.now())
    elif form.is_valid():
        actions.keep_terms(standing, _category(category), form.terms(), by=request.user, now=clock.now())
    toasts.said(request, _("Taken back."))
    return _back(standing)


def _row(standing: str, category: str) -> Row:
    own = access.own_terms()
    name = Category(category).label if category else EVERYTHING_ELSE
    return Row(name, category or ELSE, terms_of(standing, category, own), (standing, category) in own)


def _known(standing: str, category: str) -> tuple[str, str]:
    if standing not in Standing.values or category not in (ELSE, *Category.values):
        raise Http404
    return standing, _category(category)


def _category(code: str) -> str:
    return EVERYTHING if code == ELSE else code


def _way_back(standing: str, category: str, before: Terms | None) -> str:
    address = reverse("desk:term_undo", args=[standing, category])
    if before is None:
        return address
    said = {kind.value: f"{length // MINUTE} min" for kind in ClockKind if (length := before.of(kind)) is not None}
    return f"{address}?{urlencode(said)}"


def _back(standing: str) -> HttpResponse:
    return redirect(f"{reverse('desk:terms')}?{urlencode({'of': standing})}")


urls = [
    path("settings/clocks/", terms, name="terms"),
    path("settings/clocks/<slug:standing>/<slug:category>/", term, name="term"),
    path("settings/clocks/<slug:standing>/<slug:category>/back/", forget, name="term_forget"),
    path("settings/clocks/<slug:standing>/<slug:category>/undo/", undo, name="term_undo"),
]
