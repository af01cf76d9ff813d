"""The house's own words for its letters: what stands, trying other words, and keeping them."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from butler.correspondence import wordings as words
from butler.desk import toasts
from butler.desk.shell import LEADS, StaffRequest
from butler.ground import clock
from butler.ground.house import the_house
from butler.language.drafting import (
    VARIABLES,
    Facts,
    Matter,
    Mistake,
    NotKnown,
    Option,
    Purpose,
    When,
    check,
    draft,
)
from butler.language.names import Name
from butler.language.salutation import Voice
from butler.staff.views import staff_view

PURPOSES: dict[Purpose, tuple[str | Promise, str | Promise]] = {
    Purpose.ACKNOWLEDGE: (gettext_lazy("Heard, at work"), gettext_lazy("what we do, and by when we write")),
    Purpose.ASK: (gettext_lazy("A question"), gettext_lazy("what we must know before we begin")),
    Purpose.OPTIONS: (gettext_lazy("Options"), gettext_lazy("two or three choices, with price and reason")),
    Purpose.CONFIRM: (gettext_lazy("It is done"), gettext_lazy("proven, with the reference")),
    Purpose.THANKS: (gettext_lazy("An answer to thanks"), ""),
    Purpose.SORRY: (gettext_lazy("An answer to a complaint"), gettext_lazy("heard, and by when we say what is done")),
}
MISTAKES: dict[str, str | Promise] = {
    "unknown_variable": gettext_lazy("There is no fact called “%(word)s”. Take one of the list."),
    "unknown_form": gettext_lazy("“%(word)s”: this fact has no such form. Its forms stand in the list."),
    "open_bracket": gettext_lazy("A bracket is opened here and never closed: add ]."),
    "stray_bracket": gettext_lazy("This ] closes nothing: take it out, or add [ before."),
    "stray_brace": gettext_lazy("This %(word)s stands alone: a fact is written {like this}."),
    "empty_variable": gettext_lazy("Between { and } there is nothing: write the name of a fact."),
    "too_deep": gettext_lazy("Brackets inside brackets inside brackets: three are enough."),
    "too_long": gettext_lazy("The words are too long: 3,000 characters at most."),
    "no_words": gettext_lazy("There are no words yet."),
}
AROUND = 20


class WordingForm(forms.Form):
    """Words with facts in them; what is wrong is said with its place."""

    text = forms.CharField(
        label=gettext_lazy("Words"), required=False, strip=False,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "true"}),
    )  # fmt: skip

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        try:
            check(text)
        except Mistake as mistake:
            raise forms.ValidationError(said(mistake, text), code=mistake.code) from mistake
        return text


def said(mistake: Mistake, text: str) -> str:
    """What is wrong, and after which words."""
    what = str(MISTAKES[mistake.code]) % {"word": mistake.word}
    before = text[max(0, mistake.at - AROUND) : mistake.at].strip()
    return f"{what} {_('It stands after “…%(words)s”.') % {'words': before}}" if before else what


@dataclass(frozen=True)
class Trial:
    """How the words would read to one client: who it is, and the letter; empty when a fact is missing."""

    who: str | Promise
    letter: str


@staff_view(roles=LEADS)
def wordings(request: StaffRequest) -> HttpResponse:
    """GET /settings/letters/: every kind of letter, in both languages, as it stands."""
    rows: dict[Purpose, list[words.Wording]] = {}
    for one in words.wordings():
        rows.setdefault(one.purpose, []).append(one)
    kinds = [(*PURPOSES[purpose], standing) for purpose, standing in rows.items()]
    return render(request, "desk/wordings.html", {"kinds": kinds})


@staff_view(roles=LEADS)
def wording(request: StaffRequest, purpose: str, language: str) -> HttpResponse:
    """GET /settings/letters/<purpose>/<language>/; POST keeps the words, or with act=try only shows them."""
    standing = _standing(purpose, language)
    form = WordingForm(request.POST or None, initial={"text": standing.text})
    is_trial = request.POST.get("act") == "try"
    if request.method == "POST" and form.is_valid() and not is_trial:
        kept = words.change(standing.purpose, language, form.cleaned_data["text"], by=request.user, now=clock.now())
        toasts.said(request, _("These are the house's words now.") if kept else _("Nothing is changed."))
        return redirect("desk:wordings")
    text = form.cleaned_data["text"] if form.is_valid() else standing.text
    context = _context(standing, form, text)
    template = "desk/wording.html#trials" if is_trial and request.headers.get("HX-Request") else "desk/wording.html"
    return render(request, template, context, status=422 if form.errors else 200)


@require_POST
@staff_view(roles=LEADS)
def wording_back(request: StaffRequest, purpose: str, language: str) -> HttpResponse:
    """POST /settings/letters/<purpose>/<language>/back/: Butler's first words serve again."""
    standing = _standing(purpose, language)
    if words.back_to_the_first(standing.purpose, language, now=clock.now()):
        toasts.said(request, _("The first words serve again."))
    return redirect("desk:wordings")


def _standing(purpose: str, language: str) -> words.Wording:
    found = [one for one in words.wordings() if (one.purpose, one.language) == (purpose, language)]
    if not found:
        raise Http404
    return found[0]


def _context(standing: words.Wording, form: WordingForm, text: str) -> dict[str, Any]:
    return {
        "wording": standing,
        "title": PURPOSES[standing.purpose][0],
        "hint": PURPOSES[standing.purpose][1],
        "form": form,
        "trials": [] if form.errors else _trials(standing, text),
        "facts": _facts_in(standing.language),
    }


def _facts_in(language: str) -> list[tuple[str, tuple[str, ...], bool, str]]:
    """The facts that may be named: (name, forms, takes words of its own, how it reads to the first example)."""
    _, facts = _examples(Purpose.OPTIONS, language)[0]
    if language == "ru":
        rows = [(known.russian, known.forms, known.is_choice) for known in VARIABLES]
    else:
        rows = [(known.code, (), known.is_choice) for known in VARIABLES]
    return [(name, forms, is_choice, _sample(name, facts)) for name, forms, is_choice in rows]


def _sample(name: str, facts: Facts) -> str:
    """One fact alone; empty where it needs words of its own, or nothing is known."""
    try:
        return " ".join(draft(Purpose.OPTIONS, facts, f"{{{name}}}").split())
    except (NotKnown, Mistake):
        return ""


def _trials(standing: words.Wording, text: str) -> list[Trial]:
    return [
        Trial(who, _written(standing.purpose, facts, text))
        for who, facts in _examples(standing.purpose, standing.language)
    ]


def _written(purpose: Purpose, facts: Facts, text: str) -> str:
    try:
        return draft(purpose, facts, text)
    except NotKnown:
        return ""


def _examples(purpose: Purpose, language: str) -> list[tuple[str | Promise, Facts]]:
    """Invented clients and matters, so that every form is seen: she and he, formal and not, all known and little."""
    now, zone = clock.now(), the_house().tz
    today = now.astimezone(zone).date()
    dinner = Matter(
        "restaurant", When(today + timedelta(days=2), datetime.min.time().replace(hour=20)), 4, "Северный двор"
    )
    vague = Matter("restaurant", When(today + timedelta(days=2)))
    option = Option("столик у окна" if language == "ru" else "a table by the window", Decimal(46000), hold_until=now)
    maria, pavel = Name("Мария", "Андреевна", "Соколова", "f"), Name("Павел", "", "Сомов", "m")
    she = Facts(
        maria, Voice(language), now, zone, (dinner,), promise_by=now + timedelta(hours=2), options=(option,),
        reference="8841", author="Анна", house=the_house().name,
    )  # fmt: skip
    he = replace(she, client=pavel, voice=Voice(language, "first", is_formal=False), matters=(vague,))
    little = (gettext_lazy("He, by first name; little is known"), he)
    if purpose == Purpose.ASK:  # where all is known there is nothing to ask
        unsaid = replace(she, matters=(replace(dinner, party=None),))
        return [(gettext_lazy("She, formally; the number of guests is not known"), unsaid), little]
    return [
        (gettext_lazy("She, formally; all is known"), she),
        little,
    ]


urls = [
    path("settings/letters/", wordings, name="wordings"),
    path("settings/letters/<slug:purpose>/<slug:language>/", wording, name="wording"),
    path("settings/letters/<slug:purpose>/<slug:language>/back/", wording_back, name="wording_back"),
]
