"""Somebody called, or a text came elsewhere: written down as their words, whoever they are."""

import re
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid4

from django import forms
from django.core.validators import validate_email
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from butler.channels import phones
from butler.correspondence import calls
from butler.desk import toasts
from butler.desk.dates import id_asked
from butler.desk.shell import StaffRequest
from butler.dossiers.forms import Plain
from butler.ground import clock
from butler.language.callers import read_caller
from butler.requests.forms import MomentInput
from butler.staff.views import staff_view

LONGEST = 20_000  # characters: what is read of a message
OLDEST = timedelta(days=366)
TELEGRAM = re.compile(r"@\w{4,32}$", re.ASCII)
HOW = (("phone", gettext_lazy("by telephone")), ("pasted", gettext_lazy("a text that came elsewhere")))


class CallForm(Plain):
    """What somebody said. Moments are on the clock of the house."""

    text = forms.CharField(
        label=gettext_lazy("What they said"), max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6, "autofocus": True}),
        error_messages={"required": gettext_lazy("There is nothing to write down yet: what did they say?")},
    )  # fmt: skip
    contact = forms.CharField(
        label=gettext_lazy("From which number"), required=False, max_length=120,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
        help_text=gettext_lazy("Of a text also an e-mail or a @name. Leave it empty if the number was hidden."),
    )  # fmt: skip
    name = forms.CharField(
        label=gettext_lazy("How they called themselves"), required=False, max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    at = forms.DateTimeField(
        label=gettext_lazy("When"), required=False, widget=MomentInput(),
        error_messages={"invalid": gettext_lazy("There is no such moment. Write it as 28.11.2026 14:20.")},
    )  # fmt: skip
    how = forms.ChoiceField(label=gettext_lazy("How it came"), choices=HOW, initial="phone")

    def __init__(self, *args: Any, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = now

    def clean_at(self) -> datetime:
        at: datetime = self.cleaned_data["at"] or self.now
        if at > self.now:
            raise forms.ValidationError(_("This moment has not come yet."))
        if at < self.now - OLDEST:
            raise forms.ValidationError(_("This is more than a year ago."))
        return at

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        written = given.get("contact", "")
        given["point"] = _point(written, given.get("how", "phone")) if written else ("", "")
        if written and not given["point"][1]:
            self.add_error("contact", _not_a_contact(given.get("how", "phone")))
        return given

    def told(self) -> calls.Told:
        given = self.cleaned_data
        return calls.Told(given["how"], given["text"], given["at"], given["name"], given["point"])


def _point(written: str, how: str) -> tuple[str, str]:
    """(kind, value) of what stands in the field; empty where it is none of what fits."""
    if (number := phones.normalise(written)[0]) is not None:
        return "phone", number
    if how == "phone":
        return "", ""
    if TELEGRAM.match(written):
        return "telegram", written
    try:
        validate_email(written)
    except forms.ValidationError:
        return "", ""
    return "mail", written.lower()


def _not_a_contact(how: str) -> str:
    if how == "phone":
        return _("This is not a telephone number. Write it as +7 900 000-00-00.")
    return _("This is neither a telephone number nor an e-mail nor a @name.")


@staff_view
def write_down(request: StaffRequest) -> HttpResponse:
    """GET /requests/written/?q=...: what a line tells of a call. POST lays it down; 422 loses nothing."""
    now = clock.now()
    if request.method != "POST":
        form = CallForm(initial=read_line(request.GET.get("q", "")[:LONGEST], now), now=now)
        return render(request, "desk/call.html", {"form": form, "once": uuid4()})
    once = id_asked(request.POST.get("once", ""))
    form = CallForm(request.POST, now=now)
    if not form.is_valid():
        return render(request, "desk/call.html", {"form": form, "once": once or uuid4()}, status=422)
    stored = calls.take_down(form.told(), by=request.user, now=now, once=once)
    if stored.is_new or now <= stored.raw.received_at + calls.SORTED_AFTER:
        toasts.said(
            request,
            _("Written down. In a few seconds it stands with whoever it was; what a stranger said, with the leads."),
            undo=reverse("desk:written_undo", args=[stored.raw.pk]),
        )
    else:
        toasts.said(request, _("It is written down already."))
    return redirect("desk:requests")


def read_line(line: str, now: datetime) -> dict[str, Any]:
    """What stands in the fields before anybody has typed there."""
    line = line.strip()
    caller = read_caller(line)
    at = localtime(now)
    if caller.at is not None:
        at = at.replace(hour=caller.at.hour, minute=caller.at.minute)
        at -= timedelta(days=at > now)
    return {"text": line, "contact": phones.shown(phones.found_in(line)), "name": caller.name, "at": at}


def is_call(line: str) -> bool:
    """Does a typed line tell of a call?"""
    return bool(line) and read_caller(line).is_call


def address_of_line(line: str) -> str:
    """The page with this line in its fields."""
    return f"{reverse('desk:write_down')}?{urlencode({'q': line})}"


@require_POST
@staff_view
def undo(request: StaffRequest, pk: UUID) -> HttpResponse:
    """POST /requests/written/<id>/undo/: it was a slip."""
    try:
        calls.take_back(pk, by=request.user, now=clock.now())
    except calls.TooLate:
        toasts.refused(request, _("Too late to take back."))
    else:
        toasts.said(request, _("Taken back."))
    return redirect("desk:requests")


urls = [
    path("requests/written/", write_down, name="write_down"),
    path("requests/written/<uuid:pk>/undo/", undo, name="written_undo"),
]
