"""Forms of a dossier: what a person may write, and what is wrong with it in plain words."""

from datetime import date
from typing import Any
from zoneinfo import available_timezones

from babel.dates import get_timezone_location
from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from butler.dossiers import rules
from butler.dossiers.models import (
    Address,
    Compartment,
    ContactPoint,
    Document,
    Gender,
    Occasion,
    Polarity,
    Relation,
    Standing,
    Topic,
)

LANGUAGES = [("ru", "Русский"), ("en", "English")]
CHANNELS = [("mail", _("e-mail")), ("telegram", _("Telegram")), ("phone", _("telephone")), ("matrix", _("Matrix"))]
CURRENCIES = [(code, code) for code in ("RUB", "EUR", "USD", "GBP", "AED", "CHF", "CNY")]
ZONES = [
    "Europe/Kaliningrad", "Europe/Moscow", "Europe/Samara", "Asia/Yekaterinburg", "Asia/Omsk", "Asia/Krasnoyarsk",
    "Asia/Irkutsk", "Asia/Yakutsk", "Asia/Vladivostok", "Europe/London", "Europe/Paris", "Europe/Berlin",
    "Europe/Zurich", "Europe/Rome", "Europe/Istanbul", "Asia/Dubai", "Asia/Tbilisi", "Asia/Almaty", "Asia/Shanghai",
    "Asia/Tokyo", "Asia/Singapore", "America/New_York", "America/Los_Angeles",
]  # fmt: skip
REASONS = [
    ("booking", _("for a booking")),
    ("check_in", _("for check-in or a pass")),
    ("documents", _("for documents or a visa")),
    ("arrival", _("for a driver or a courier")),
    ("payment", _("for a payment")),
    ("care", _("for somebody's health")),
    ("checking", _("to check what is written")),
]


class Day(forms.DateInput):
    """A native date field."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class Hour(forms.TimeInput):
    """A native time field."""

    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


class Plain(forms.Form):
    """Labels without a colon: the field stands right below."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)


class AboutSomeone(Plain):
    """A form with a choice of the circle: "about the client, or about whom"."""

    person = forms.ChoiceField(label=_("About whom"), required=False)

    def __init__(self, *args: Any, circle: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.circle = {str(person.id): person for person in circle}
        people = [(key, f"{person.short_name}, {person.relation_name}") for key, person in self.circle.items()]
        self.fields["person"].choices = [("", _("about the client")), *people]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        person = self.circle.get(cleaned.pop("person", None) or "")
        cleaned["person_id"] = person.id if person else None
        return cleaned


class PersonForm(Plain):
    relation = forms.ChoiceField(label=_("Who is it"), choices=Relation.choices)
    given_name = forms.CharField(label=_("Given name"), max_length=60)
    patronymic = forms.CharField(label=_("Patronymic"), max_length=60, required=False)
    surname = forms.CharField(label=_("Surname"), max_length=60, required=False)
    gender = forms.ChoiceField(label=_("Gender"), choices=[("", "—"), *Gender.choices], required=False)
    about = forms.CharField(label=_("What to know"), max_length=200, required=False)
    may_ask = forms.BooleanField(label=_("Writes for the client"), required=False)
    may_decide = forms.BooleanField(label=_("May say yes"), required=False)


class ContactForm(AboutSomeone):
    kind = forms.ChoiceField(label=_("Kind"), choices=ContactPoint.Kind.choices)
    value = forms.CharField(label=_("Number, address or name"), max_length=250)
    label = forms.CharField(label=_("Note"), max_length=40, required=False, help_text=_("work, dacha, only for urgent"))
    is_preferred = forms.BooleanField(label=_("The first to try"), required=False)
    field_order = ["kind", "value", "label", "person", "is_preferred"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        kind, value = cleaned.get("kind"), cleaned.get("value", "")
        if kind == "phone" and value and not rules.canonical("phone", value):
            self.add_error("value", _("This is not a telephone number that can be dialled."))
        if kind == "mail" and value:
            try:
                forms.EmailField().clean(value.strip())
            except forms.ValidationError as error:
                self.add_error("value", error)
        return cleaned


class OccasionForm(AboutSomeone):
    kind = forms.ChoiceField(label=_("Kind"), choices=Occasion.Kind.choices)
    title = forms.CharField(label=_("In words"), max_length=120, required=False)
    day = forms.IntegerField(label=_("Day"), min_value=1, max_value=31, required=False)
    month = forms.TypedChoiceField(label=_("Month"), coerce=int)
    year = forms.IntegerField(label=_("Year"), min_value=1850, max_value=2150, required=False)
    returns = forms.BooleanField(label=_("Every year"), required=False, initial=True)
    wants_gift = forms.BooleanField(label=_("A present is fitting"), required=False, initial=True)
    field_order = ["kind", "title", "day", "month", "year", "person", "returns", "wants_gift"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        from django.utils.dates import MONTHS

        self.fields["month"].choices = [("", "—"), *MONTHS.items()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        month, day, year = cleaned.get("month"), cleaned.get("day"), cleaned.get("year")
        if month and not rules.exists(month, day, year):
            self.add_error("day", _("There is no such day in this month."))
        if not cleaned.get("returns") and not year and "year" not in self.errors:
            self.add_error("year", _("A date that does not return needs its year."))
        return cleaned


class PreferenceForm(AboutSomeone):
    value = forms.CharField(label=_("What"), max_length=160)
    polarity = forms.ChoiceField(label=_("Attitude"), choices=Polarity.choices, initial=Polarity.LIKES)
    topic = forms.ChoiceField(label=_("Topic"), choices=Topic.choices)
    evidence = forms.CharField(
        label=_("How we know"), max_length=200, required=False, help_text=_("said so, three stays of four, a guess")
    )
    scope = forms.ChoiceField(
        label=_("Where it holds"),
        required=False,
        choices=[
            ("", _("everywhere")), ("car", _("in the car")), ("hotel", _("in a hotel")), ("table", _("at the table")),
            ("flight", _("in flight")), ("home", _("at home")), ("with_spouse", _("with the spouse")),
            ("with_children", _("with children")), ("business", _("on business")),
        ],
    )  # fmt: skip
    field_order = ["value", "polarity", "topic", "evidence", "scope", "person"]


class DocumentForm(AboutSomeone):
    kind = forms.ChoiceField(label=_("Document"), choices=Document.Kind.choices)
    country = forms.CharField(label=_("Country"), min_length=2, max_length=2, required=False, initial="RU")
    number = forms.CharField(label=_("Number"), max_length=40, required=False)
    issued_on = forms.DateField(label=_("Issued"), required=False, widget=Day())
    expires_on = forms.DateField(label=_("Good until"), required=False, widget=Day())
    field_order = ["kind", "country", "number", "issued_on", "expires_on", "person"]

    def __init__(self, *args: Any, with_number: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not with_number:
            del self.fields["number"]

    def clean_country(self) -> str:
        return self.cleaned_data["country"].upper()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        issued, expires = cleaned.get("issued_on"), cleaned.get("expires_on")
        if issued and expires and expires <= issued:
            self.add_error("expires_on", _("It would expire before it was issued."))
        return cleaned


class MandateForm(Plain):
    category = forms.ChoiceField(label=_("For what"))
    limit = forms.DecimalField(label=_("Up to"), min_value=0, max_digits=12, decimal_places=2, localize=True)
    currency = forms.ChoiceField(label=_("Currency"), choices=CURRENCIES, initial="RUB")
    until = forms.DateField(label=_("Until"), required=False, widget=Day())

    def __init__(self, *args: Any, categories: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["category"].choices = [("all", _("everything")), *categories]  # type: ignore[attr-defined]


class GiftForm(AboutSomeone):
    title = forms.CharField(label=_("What"), max_length=160)
    given_on = forms.DateField(label=_("Given on"), widget=Day())
    price = forms.DecimalField(
        label=_("Price"), min_value=0, max_digits=12, decimal_places=2, required=False, localize=True
    )
    currency = forms.ChoiceField(label=_("Currency"), choices=CURRENCIES, initial="RUB")
    supplier = forms.CharField(label=_("From where"), max_length=120, required=False)
    reception = forms.ChoiceField(
        label=_("How it was received"),
        required=False,
        choices=[("", "—"), ("loved", _("loved")), ("liked", _("liked")), ("cool", _("coolly"))],
    )
    field_order = ["title", "person", "given_on", "price", "currency", "supplier", "reception"]


class NoteForm(AboutSomeone):
    text = forms.CharField(label=_("Note"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3}))
    field_order = ["text", "person"]


class SecretForm(Plain):
    compartment = forms.ChoiceField(label=_("Compartment"))
    label = forms.CharField(label=_("What it is"), max_length=60, help_text=_("seen without a reveal"))
    value = forms.CharField(label=_("Value"), max_length=500, widget=forms.TextInput(attrs={"autocomplete": "off"}))

    def __init__(self, *args: Any, compartments: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["compartment"].choices = [  # type: ignore[attr-defined]
            choice for choice in Compartment.choices if choice[0] in compartments
        ]


class RevealForm(Plain):
    """Why a closed value is wanted: a choice, because the journal holds no words of clients."""

    reason = forms.ChoiceField(label=_("What for"), choices=REASONS)


class CardForm(Plain):
    """What lists, headings and letters go by."""

    given_name = forms.CharField(label=_("Given name"), max_length=60)
    patronymic = forms.CharField(label=_("Patronymic"), max_length=60, required=False)
    surname = forms.CharField(label=_("Surname"), max_length=60)
    gender = forms.ChoiceField(label=_("Gender"), choices=Gender.choices)
    standing = forms.ChoiceField(label=_("Standing"), choices=Standing.choices)
    city = forms.CharField(label=_("City"), max_length=80, required=False)
    zone = forms.ChoiceField(label=_("Time zone"))
    language = forms.ChoiceField(label=_("Language of letters"), choices=LANGUAGES)
    address = forms.ChoiceField(label=_("How a letter begins"), choices=Address.choices)
    is_formal = forms.BooleanField(label=_("Formal you («вы»)"), required=False)
    capital_you = forms.BooleanField(label=_("Capital «Вы» in letters"), required=False)
    channel = forms.ChoiceField(label=_("Writes and reads in"), choices=CHANNELS)
    quiet_from = forms.TimeField(label=_("Quiet from"), widget=Hour())
    quiet_to = forms.TimeField(label=_("Quiet until"), widget=Hour())
    digest_at = forms.TimeField(label=_("Digest at"), required=False, widget=Hour(), help_text=_("empty: no digest"))
    may_ask_model = forms.BooleanField(
        label=_("A language model may help to read"),
        required=False,
        help_text=_("where the house has one; every name, number and address is hidden before"),
    )
    portrait = forms.CharField(
        label=_("Portrait"),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("two lines on how to be with this person"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        here = self.initial.get("zone")
        zones = ZONES if here in ZONES or here not in available_timezones() else [here, *ZONES]
        self.fields["zone"].choices = [(zone, _city(zone)) for zone in zones]  # type: ignore[attr-defined]


def _city(zone: str) -> str:
    """Москва for Europe/Moscow, in the reader's language."""
    return str(get_timezone_location(zone, locale=get_language() or "ru", return_city=True))


class AdmitForm(Plain):
    """A new client: the few things that cannot wait."""

    given_name = forms.CharField(label=_("Given name"), max_length=60)
    patronymic = forms.CharField(label=_("Patronymic"), max_length=60, required=False)
    surname = forms.CharField(label=_("Surname"), max_length=60)
    gender = forms.ChoiceField(label=_("Gender"), choices=Gender.choices)
    standing = forms.ChoiceField(label=_("Standing"), choices=Standing.choices, initial=Standing.REGULAR)
    city = forms.CharField(label=_("City"), max_length=80, required=False)
    language = forms.ChoiceField(label=_("Language of letters"), choices=LANGUAGES)
    phone = forms.CharField(label=_("Telephone"), max_length=40, required=False)
    mail = forms.EmailField(label=_("E-mail"), required=False)

    def clean_phone(self) -> str:
        phone = self.cleaned_data["phone"]
        if phone and not rules.canonical("phone", phone):
            raise forms.ValidationError(_("This is not a telephone number that can be dialled."))
        return phone


class LeadersForm(Plain):
    """Who leads a client and who covers."""

    led_by = forms.ChoiceField(label=_("Leads"))
    covered_by = forms.ChoiceField(label=_("Covers"), required=False)

    def __init__(self, *args: Any, colleagues: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.colleagues = {str(person.pk): person for person in colleagues}
        choices = [(key, str(person)) for key, person in self.colleagues.items()]
        self.fields["led_by"].choices = choices  # type: ignore[attr-defined]
        self.fields["covered_by"].choices = [("", _("nobody")), *choices]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("led_by") and cleaned.get("led_by") == cleaned.get("covered_by"):
            self.add_error("covered_by", _("Somebody else must cover."))
        return {name: self.colleagues.get(cleaned.get(name) or "") for name in ("led_by", "covered_by")}


class GrantForm(Plain):
    """Which compartments a colleague opens, until when and why."""

    compartments = forms.MultipleChoiceField(
        label=_("Compartments"), choices=Compartment.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    until = forms.DateField(
        label=_("Until the end of"), required=False, widget=Day(), help_text=_("empty: without end")
    )
    reason = forms.CharField(label=_("Why"), max_length=120, help_text=_("goes into the journal; no names of clients"))

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_until(self) -> date | None:
        until = self.cleaned_data["until"]
        if until and until < self.today:
            raise forms.ValidationError(_("This day is past."))
        return until
