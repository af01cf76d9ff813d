"""What colleagues type about a booking: who told us what, that it is off, how the client likes it."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from butler.bookings.actions import NobodyNamed, Told, check_who
from butler.bookings.models import Evidence


class EvidenceForm(forms.Form):
    """Who told us, how, their number, and until when it is good."""

    kind = forms.ChoiceField(
        label=gettext_lazy("How they told us"), choices=Evidence.Kind.choices, initial=Evidence.Kind.CALL
    )
    told_by = forms.CharField(label=gettext_lazy("Who told us"), max_length=120, required=False)
    reference = forms.CharField(label=gettext_lazy("Their number"), max_length=60, required=False)
    good_until = forms.DateTimeField(
        label=gettext_lazy("Good until"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text=gettext_lazy("Leave it empty when they did not say."),
    )

    def __init__(self, *args: Any, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.now = now

    def clean_good_until(self) -> datetime | None:
        moment: datetime | None = self.cleaned_data["good_until"]
        if moment and moment <= self.now:
            raise forms.ValidationError(_("This moment has passed."))
        return moment

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if "kind" in given:
            try:
                check_who(self.told())
            except NobodyNamed as missing:
                self.add_error(missing.field, _("Without it this proves nothing."))
        return given

    def told(self) -> Told:
        given = self.cleaned_data
        return Told(given["kind"], given.get("told_by", ""), given.get("reference", ""), given.get("good_until"))


class CancellationForm(forms.Form):
    """Who told us that it is off."""

    told_by = forms.CharField(label=gettext_lazy("Who told us?"), max_length=120)


class InstructionForm(forms.Form):
    """One line of how the client likes it."""

    text = forms.CharField(label=gettext_lazy("How the client likes it"), max_length=300)
    is_must = forms.BooleanField(label=gettext_lazy("must be met"), required=False)
