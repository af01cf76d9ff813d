"""What may be written about suppliers, and what is refused."""

from typing import Any

import phonenumbers
from django import forms
from django.utils.translation import gettext_lazy as _

from butler.network import access
from butler.network.models import Contact, Organisation

REGION = "RU"  # of numbers written without a country


def telephone(written: str) -> str:
    """`written` in the international form; refuses what cannot be a number. Empty stays empty."""
    if not written:
        return ""
    try:
        number = phonenumbers.parse(written, REGION)
    except phonenumbers.NumberParseException:
        raise forms.ValidationError(_("This is not a telephone number. Write it as +7 900 000-00-00.")) from None
    if not phonenumbers.is_possible_number(number):
        raise forms.ValidationError(_("This number has too few or too many digits."))
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


class OrganisationByName(forms.CharField):
    """An organisation as one types it; refuses what is not in the network, and what is not certain, with the names."""

    widget = forms.TextInput({"list": "organisations", "autocomplete": "off"})  # type: ignore[assignment]

    def clean(self, value: Any) -> Organisation | None:  # type: ignore[override]
        typed = super().clean(value)
        if not typed:
            return None
        found = access.called(typed)
        if not found:
            raise forms.ValidationError(_("There is no such organisation in the network."))
        if len(found) > 1:
            some = ", ".join(f"{each.name} ({each.city})" if each.city else each.name for each in found[:5])
            raise forms.ValidationError(_("Which one: %(names)s?") % {"names": some})
        return found[0]


class OrganisationForm(forms.ModelForm):
    class Meta:
        model = Organisation
        fields = [
            "name",
            "kind",
            "city",
            "street",
            "phone",
            "mail",
            "site",
            "hours",
            "price_band",
            "standing",
            "style",
            "setting",
            "note",
        ]
        labels = {
            "name": _("Name"),
            "kind": _("Kind"),
            "city": _("Town"),
            "street": _("Address"),
            "phone": _("Telephone"),
            "mail": _("E-mail"),
            "site": _("Site"),
            "hours": _("Hours"),
            "price_band": _("Price band, 1 to 5"),
            "standing": _("Standing, 1 to 5"),
            "style": _("Cuisine, genre or kind"),
            "setting": _("Setting"),
            "note": _("Note"),
        }
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}

    def clean_phone(self) -> str:
        return telephone(self.cleaned_data["phone"])


class ContactForm(forms.ModelForm):
    class Meta:
        model = Contact
        fields = [
            "full_name",
            "organisation",
            "role",
            "city",
            "phone",
            "mail",
            "telegram",
            "channel",
            "hours",
            "likes",
            "never",
            "spare_until",
            "note",
        ]
        labels = {
            "full_name": _("Full name"),
            "organisation": _("Organisation"),
            "role": _("Role"),
            "city": _("Town"),
            "phone": _("Telephone"),
            "mail": _("E-mail"),
            "telegram": _("Telegram"),
            "channel": _("Likes to be asked by"),
            "hours": _("Answers at"),
            "likes": _("Likes"),
            "never": _("Never"),
            "spare_until": _("Do not disturb until"),
            "note": _("Note"),
        }
        widgets = {
            "note": forms.Textarea(attrs={"rows": 3}),
            "spare_until": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "channel": forms.Select(
                choices=[("phone", _("telephone")), ("mail", _("e-mail")), ("telegram", _("Telegram"))]
            ),
        }

    def clean_phone(self) -> str:
        return telephone(self.cleaned_data["phone"])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["spare_until"].required = False
        self.fields["organisation"].empty_label = _("no organisation")  # type: ignore[attr-defined]


class ThanksForm(forms.Form):
    what = forms.CharField(label=_("What we gave"), max_length=160)
    weight = forms.IntegerField(label=_("How much, 1 to 5"), min_value=1, max_value=5, initial=1)


class AskedForm(forms.Form):
    what = forms.CharField(label=_("What we asked for"), max_length=160)
    has_opened = forms.BooleanField(label=_("It worked"), required=False)
