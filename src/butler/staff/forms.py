"""Forms about colleagues."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from butler.staff.models import Role, Staff, Team


class ColleagueForm(forms.ModelForm):
    """A new colleague: how they are called and what they may do."""

    class Meta:
        model = Staff
        fields = ("given_name", "patronymic", "surname", "gender", "email", "role", "team", "language")
        labels = {
            "given_name": _("Given name"),
            "patronymic": _("Patronymic"),
            "surname": _("Surname"),
            "gender": _("Gender"),
            "email": _("E-mail"),
            "role": _("Role"),
            "team": _("Team"),
            "language": _("Language"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"label_suffix": ""})
        self.fields["surname"].required = True
        self.fields["team"].empty_label = _("no team")  # type: ignore[attr-defined]

    def clean_email(self) -> str:
        email = self.cleaned_data["email"].lower()
        if Staff.objects.filter(email=email).exists():
            raise forms.ValidationError(_("A colleague with this address is here already."))
        return email


class PlaceForm(forms.Form):
    """Another role or team for a colleague."""

    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)
    team = forms.ModelChoiceField(
        label=_("Team"), queryset=Team.objects.all(), required=False, empty_label=_("no team")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"label_suffix": ""})
