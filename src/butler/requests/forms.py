"""What colleagues type when somebody wants something, and when a task is put off or handed over."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from butler.dossiers.access import Card
from butler.language import moments
from butler.network.forms import OrganisationByName
from butler.requests import rules
from butler.requests.models import Candidate, Category, Look, Means, Pause, Quadrant
from butler.staff.models import Staff

EFFORTS = (10, 20, 30, 45, 60, 90, 120, 180, 240, 480)  # minutes
COSTS = (
    (0, gettext_lazy("nothing is lost")),
    (1, gettext_lazy("easily made good")),
    (2, gettext_lazy("a slip costs dearly")),
    (3, gettext_lazy("cannot be made good")),
)


class MomentInput(forms.DateTimeInput):
    """Day and time, by the browser's own control."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


class WorkForm(forms.Form):
    """A step of work: for whom, what, until when. Moments are on the clock of the house (the caller sets the zone)."""

    client = forms.ChoiceField(label=gettext_lazy("Client"))
    title = forms.CharField(label=gettext_lazy("What is to be done"), max_length=200)
    detail = forms.CharField(
        label=gettext_lazy("Details"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )
    category = forms.ChoiceField(label=gettext_lazy("Category"), choices=Category.choices, initial=Category.OTHER)
    due_at = forms.DateTimeField(label=gettext_lazy("Promised by"), required=False, widget=MomentInput())
    no_return_at = forms.DateTimeField(
        label=gettext_lazy("Point of no return"),
        required=False,
        widget=MomentInput(),
        help_text=gettext_lazy("After it nothing helps: the curtain rises, the train leaves, the shop closes."),
    )
    effort_minutes = forms.TypedChoiceField(label=gettext_lazy("Effort"), coerce=int, initial=20)
    cost_of_failure = forms.TypedChoiceField(label=gettext_lazy("If it fails"), coerce=int, choices=COSTS, initial=1)
    is_promised = forms.BooleanField(label=gettext_lazy("Promised to the client"), required=False)
    is_for_occasion = forms.BooleanField(label=gettext_lazy("For a birthday or another great day"), required=False)

    def __init__(self, *args: Any, clients: Iterable[Card], now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.now = now
        self.clients = {str(card.id): card for card in clients}
        names = [("", _("Choose"))] + [(key, card.name) for key, card in self.clients.items()]
        self.fields["client"].choices = names  # type: ignore[attr-defined]
        language = get_language() or "ru"
        efforts = [(minutes, moments.length(timedelta(minutes=minutes), language)) for minutes in EFFORTS]
        self.fields["effort_minutes"].choices = efforts  # type: ignore[attr-defined]

    def clean_due_at(self) -> datetime | None:
        return self._ahead("due_at")

    def clean_no_return_at(self) -> datetime | None:
        return self._ahead("no_return_at")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        promised, no_return = given.get("due_at"), given.get("no_return_at")
        if promised and no_return and promised > no_return:
            self.add_error("due_at", _("Nothing can be promised for after the point of no return."))
        if given.get("is_promised") and not promised and not no_return and "due_at" not in self.errors:
            self.add_error("due_at", _("Promised by when?"))
        return given

    def _ahead(self, name: str) -> datetime | None:
        moment: datetime | None = self.cleaned_data.get(name)
        if moment and moment <= self.now:
            raise forms.ValidationError(_("This moment has passed."))
        return moment

    def facts(self) -> dict[str, Any]:
        """The fields of a task, without the client."""
        return {name: value for name, value in self.cleaned_data.items() if name != "client"}


class TaskForm(WorkForm):
    """A step of our own: also when it must begin, and with whom of the network it is done."""

    field_order = (
        "client", "title", "detail", "category", "effort_minutes", "due_at", "no_return_at", "must_start_at",
        "cost_of_failure", "organisation", "means", "is_promised", "is_for_occasion",
    )  # fmt: skip

    must_start_at = forms.DateTimeField(
        label=gettext_lazy("Begins exactly at"),
        required=False,
        widget=MomentInput(),
        help_text=gettext_lazy("A meeting, a call that was agreed upon: the plan of the day flows around it."),
    )
    organisation = OrganisationByName(label=gettext_lazy("With whom"), required=False)
    means = forms.ChoiceField(
        label=pgettext_lazy("step of work", "How"), choices=[("", "–"), *Means.choices], required=False,
        help_text=gettext_lazy("A call goes where they answer, a visit where they are open, with the way there."),
    )  # fmt: skip

    def clean_must_start_at(self) -> datetime | None:
        return self._ahead("must_start_at")

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        begins, no_return = given.get("must_start_at"), given.get("no_return_at")
        if begins and no_return and begins >= no_return:
            self.add_error("must_start_at", _("Nothing can begin after the point of no return."))
        if given.get("means") and not given.get("organisation") and "organisation" not in self.errors:
            self.add_error("organisation", _("With whom?"))
        return given


class RequestForm(WorkForm):
    """What the client asked, in a sentence or two; it becomes a request with its first task."""

    field_order = ("client", "title", "detail", "category", "due_at", "no_return_at")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].label = _("What the client asks")


class PlaceForm(forms.Form):
    """Where a task goes, and until when that holds."""

    quadrant = forms.TypedChoiceField(choices=Quadrant.choices, coerce=int)
    until = forms.DateTimeField(required=False, widget=MomentInput())


class SnoozeForm(forms.Form):
    """Until when a task is put off."""

    until = forms.DateTimeField(label=gettext_lazy("Until another moment"), widget=MomentInput(), label_suffix="")


class HandOverForm(forms.Form):
    """To whom a task goes: somebody who may open the client's dossier."""

    to = forms.TypedChoiceField(coerce=int)

    def __init__(self, *args: Any, colleagues: Iterable[Staff], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.colleagues = {person.pk: person for person in colleagues}
        self.fields["to"].choices = [(key, str(person)) for key, person in self.colleagues.items()]  # type: ignore[attr-defined]


DETAILS = {
    "when": gettext_lazy("Day"),
    "until": gettext_lazy("Until which day"),
    "time": gettext_lazy("Time"),
    "party": gettext_lazy("How many people"),
    "budget": gettext_lazy("Amount"),
    "place": gettext_lazy("Where exactly"),
    "city": gettext_lazy("Town"),
    "name": gettext_lazy("What exactly"),
    "kind": gettext_lazy("Which kind"),
    "origin": gettext_lazy("From where"),
    "goal": gettext_lazy("Where to"),
    "people": gettext_lazy("For whom"),
    "cabin": gettext_lazy("Class of travel"),
    "class": gettext_lazy("Which seats"),
    "ref": gettext_lazy("Number or code"),
    "wishes": gettext_lazy("Wishes"),
}
LONGEST_DETAIL = 300


class DetailsForm(forms.Form):
    """What is known of a request, as its category asks for it."""

    def __init__(self, *args: Any, category: str, known: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", "auto_id": "detail_%s", **kwargs})
        missing = rules.missing(category, known)
        for spec in rules.specs(category):
            field = forms.CharField(label=DETAILS[spec.name], required=False, max_length=LONGEST_DETAIL)
            field.widget.attrs |= WIDGETS.get(spec.kind, {})
            field.initial, field.is_missing = known.get(spec.name, ""), spec.name in missing  # type: ignore[attr-defined]
            self.fields[spec.name] = field


WIDGETS = {
    rules.Kind.NUMBER: {"inputmode": "numeric"},
    rules.Kind.MONEY: {"inputmode": "decimal"},
}


class AheadForm(forms.Form):
    """A form with a moment that must lie ahead, on the clock of the house (the caller sets the zone)."""

    def __init__(self, *args: Any, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.now = now

    def _ahead(self, name: str) -> datetime | None:
        moment: datetime | None = self.cleaned_data.get(name)
        if moment and moment <= self.now:
            raise forms.ValidationError(_("This moment has passed."))
        return moment


class PauseForm(AheadForm):
    """Why a request waits, and until when."""

    why = forms.ChoiceField(label=gettext_lazy("Why it waits"), choices=Pause.Why.choices)
    until = forms.DateTimeField(label=gettext_lazy("Comes back on"), widget=MomentInput())
    note = forms.CharField(label=gettext_lazy("In a few words"), required=False, max_length=300)

    def clean_until(self) -> datetime | None:
        return self._ahead("until")


class CandidateForm(forms.Form):
    """Somebody or something that may be it."""

    name = forms.CharField(label=gettext_lazy("Who or what"), max_length=200, label_suffix="")
    about = forms.CharField(label=gettext_lazy("In a few words"), required=False, max_length=1000, label_suffix="")


class JudgeForm(AheadForm):
    """How it stands with a candidate, when the trial is, what was thought."""

    state = forms.ChoiceField(label=gettext_lazy("How it stands"), choices=Candidate.State.choices)
    trial_at = forms.DateTimeField(label=gettext_lazy("Trial on"), required=False, widget=MomentInput())
    words = forms.CharField(label=gettext_lazy("What was thought"), required=False, max_length=1000)

    def clean_trial_at(self) -> datetime | None:
        return self._ahead("trial_at")


class LookForm(AheadForm):
    """When a case is looked at again."""

    at = forms.DateTimeField(label=gettext_lazy("When to look"), widget=MomentInput())
    why = forms.ChoiceField(label=gettext_lazy("What for"), choices=Look.Why.choices)
    every_months = forms.IntegerField(
        label=gettext_lazy("Every so many months"), required=False, min_value=1, max_value=120
    )
    note = forms.CharField(label=gettext_lazy("In a few words"), required=False, max_length=300)

    def clean_at(self) -> datetime | None:
        return self._ahead("at")
