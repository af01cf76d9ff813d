"""What may be filled in before a button is pressed. What is wrong is said beside the field, and nothing is lost."""

import re
from datetime import datetime, timedelta, tzinfo
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from butler.ground import clock

LONGEST = 600
MOST = Decimal(1_000_000_000)
CURRENCIES = [("RUB", "₽"), ("EUR", "€"), ("USD", "$"), ("GBP", "£"), ("AED", "AED"), ("JPY", "¥")]
THOUSANDS = re.compile(r"[\s\u00a0\u202f']")
CLOCK = re.compile(r"(\d{1,2})[:.](\d{2})")
DATED = re.compile(r"(\d{1,2})[./](\d{1,2})(?:[./](\d{4}))?,?\s+(\d{1,2})[:.](\d{2})")  # 28.11 15:20


class Words(forms.Form):
    """A button without more; a word to it is welcome."""

    words = forms.CharField(
        label=_("A word to us, if you like"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, zone: tzinfo, **more: Any) -> None:
        super().__init__(*args, **more)
        self.zone = zone

    @property
    def currencies(self) -> list[tuple[str, str]]:
        """Code and sign, for the page."""
        return CURRENCIES

    def content(self) -> dict[str, Any]:
        """What is laid down, by the names that the rooms read."""
        return {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}


class Confirming(Words):
    """Yes, with their own number where they have one."""

    number = forms.CharField(label=_("Your booking number, if there is one"), required=False, max_length=40)


class Calling(Words):
    """Call me."""

    phone = forms.CharField(
        label=_("Telephone"), required=False, max_length=40, widget=forms.TextInput(attrs={"inputmode": "tel"})
    )


class Offering(Words):
    """What, for how much, held until when."""

    what = forms.CharField(label=_("What you offer"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3}))
    price = forms.CharField(
        label=_("Price in all"), required=False, max_length=20, widget=forms.TextInput(attrs={"inputmode": "decimal"})
    )
    currency = forms.ChoiceField(label=_("Currency"), choices=CURRENCIES, required=False)
    hold_until = forms.CharField(
        label=pgettext_lazy("offer", "Held until"), required=False, max_length=40,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}),
    )  # fmt: skip

    def clean_price(self) -> str:
        """A number, however its thousands are set apart."""
        said = THOUSANDS.sub("", self.cleaned_data["price"]).replace(",", ".")
        if not said:
            return ""
        try:
            amount = Decimal(said)
        except InvalidOperation:
            raise forms.ValidationError(gettext("Write the price as a number, for example 46 000.")) from None
        if not amount.is_finite() or not 0 < amount < MOST:
            raise forms.ValidationError(gettext("Write the price as a number, for example 46 000."))
        return str(amount)

    def clean_currency(self) -> str:
        return (self.cleaned_data["currency"] or "RUB") if self.cleaned_data.get("price") else ""

    def clean_hold_until(self) -> str:
        """A moment to come, on the clock of the house; an hour alone is of today or of tomorrow."""
        said = self.cleaned_data["hold_until"].strip()
        if not said:
            return ""
        now = clock.now().astimezone(self.zone)
        until = _moment(said, now)
        if until is None:
            raise forms.ValidationError(gettext("Write a day and an hour, 28.11 15:20, or an hour alone: 15:20."))
        if until <= now:
            raise forms.ValidationError(gettext("This hour is past. Until when can you hold it?"))
        return until.isoformat()


def _moment(said: str, now: datetime) -> datetime | None:
    if found := CLOCK.fullmatch(said):
        hour, minute = int(found[1]), int(found[2])
        if hour > 23 or minute > 59:
            return None
        until = now.replace(hour=hour, minute=minute, second=0, microsecond=0)
        return until if until > now else until + timedelta(days=1)
    try:
        if found := DATED.fullmatch(said):
            day, month, year, hour, minute = (int(part) if part else 0 for part in found.groups())
            until = datetime(year or now.year, month, day, hour, minute, tzinfo=now.tzinfo)
            return until if year or until > now - timedelta(days=180) else until.replace(year=now.year + 1)
        until = datetime.fromisoformat(said)
        return until.replace(tzinfo=now.tzinfo) if until.tzinfo is None else until.astimezone(now.tzinfo)
    except (ValueError, OverflowError):
        return None


class Agreeing(Offering):
    """Yes to what is asked; for how much and until when, if they say so."""

    what = forms.CharField(required=False, max_length=LONGEST)


class Choosing(Words):
    """Which of the options: its number, from 1."""

    number = forms.IntegerField(min_value=1, max_value=9)


FORMS: dict[str, type[Words]] = {
    "offer": Offering, "confirm": Confirming, "call": Calling, "choose": Choosing,
}  # fmt: skip


def form_for(kind: str, act: str) -> type[Words]:
    """What may be filled in before this button of this page; beside an offer a plain yes keeps its price."""
    return Agreeing if (kind, act) == ("approach", "confirm") else FORMS.get(act, Words)
