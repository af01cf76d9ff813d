"""What a colleague could hand over, thing by thing, to whom; and the form that says it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy

from butler.dossiers.access import Card, cards
from butler.dossiers.actions import EVERYDAY
from butler.dossiers.models import Compartment
from butler.requests import access
from butler.requests.actions import Thing
from butler.requests.forms import MomentInput
from butler.requests.models import HandOver
from butler.staff.models import Staff


@dataclass(frozen=True)
class Choice:
    """One thing that can be given: `value` is its name in the form."""

    value: str
    thing: Thing
    title: str  # empty: the whole client
    due_name: str = ""
    due_at: datetime | None = None
    is_chosen: bool = False


class Giving:
    """A colleague's work by client, as far as whoever offers it may see."""

    def __init__(self, giver: Staff, by: Staff, *, now: datetime, asked: Mapping[str, str]) -> None:
        self.giver, self.by, self.now, self.asked = giver, by, now, asked

    @cached_property
    def clients(self) -> list[tuple[Card, list[Choice]]]:
        """Each client of theirs with what could go: the whole client first, then what is due first."""
        seen = cards()
        found: dict[UUID, list[Choice]] = {
            pk: [self._choice("client", pk, Thing(pk), "")]
            for pk, card in seen.items()
            if self.giver.pk in (card.led_by_id, card.covered_by_id) or self.asked.get("client") == str(pk)
        }
        for choice in (*self._requests(), *self._tasks()):
            if choice.thing.client_id in seen:
                found.setdefault(choice.thing.client_id, []).append(choice)
        return [(seen[pk], choices) for pk, choices in found.items()]

    def _requests(self) -> list[Choice]:
        found = [(one, Thing(one.client_id, request_id=one.id)) for one in self._asked]
        return [self._choice("request", one.id, thing, one.title, one.due_name, one.due_at) for one, thing in found]

    @cached_property
    def _asked(self) -> list[access.RequestCard]:
        return access.open_requests(owners=[self.giver.pk])

    def _tasks(self) -> list[Choice]:
        """Steps that no request of theirs takes along."""
        asked = {one.id for one in self._asked}
        return [
            self._choice("task", one.id, Thing(one.client_id, task_id=one.id), one.title, "", one.deadline)
            for one in access.open_tasks(now=self.now, owners=[self.giver.pk])
            if one.request_id not in asked
        ]

    def _choice(
        self, kind: str, pk: UUID, thing: Thing, title: str, due_name: str = "", due_at: datetime | None = None
    ) -> Choice:
        chosen = self.asked.get(kind) == str(pk)
        return Choice(f"{kind}:{pk}", thing, title, due_name, due_at, chosen)

    @cached_property
    def things(self) -> dict[str, Thing]:
        return {choice.value: choice.thing for _, choices in self.clients for choice in choices}

    @cached_property
    def chosen(self) -> list[str]:
        return [choice.value for _, choices in self.clients for choice in choices if choice.is_chosen]

    @cached_property
    def takers(self) -> list[access.Taker]:
        """Who could take what is chosen; of everything, while nothing is."""
        about = {self.things[value].client_id for value in self.chosen} or {card.id for card, _ in self.clients}
        return access.takers(self.giver, about, by=self.by, now=self.now)


class OfferForm(forms.Form):
    """What, to whom, why, from when, until when, and what is opened with the yes. Moments are on the house's clock."""

    why = forms.ChoiceField(label=gettext_lazy("Why"), choices=HandOver.Why.choices, initial=HandOver.Why.COVER)
    since = forms.DateTimeField(label=gettext_lazy("From"), required=False, widget=MomentInput(),
                                help_text=gettext_lazy("Empty: at once, with the yes."))  # fmt: skip
    until = forms.DateTimeField(
        label=gettext_lazy("Until"),
        required=False,
        widget=MomentInput(),
        help_text=gettext_lazy("Then everything goes back by itself. Empty: for good."),
    )
    note = forms.CharField(label=gettext_lazy("A word to go with it"), required=False, max_length=600,
                           widget=forms.Textarea(attrs={"rows": 2}))  # fmt: skip
    items = forms.MultipleChoiceField(
        error_messages={"required": gettext_lazy("Choose what is handed over.")}, label=gettext_lazy("What")
    )
    taker = forms.ChoiceField(
        error_messages={"required": gettext_lazy("Choose to whom.")}, label=gettext_lazy("To whom")
    )
    compartments = forms.MultipleChoiceField(
        label=gettext_lazy("Opened with the yes"), choices=Compartment.choices, required=False
    )

    def __init__(self, *args: Any, giving: Giving, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", "auto_id": "offer-%s", **kwargs})
        self.giving = giving
        self.people = {str(one.staff.pk): one for one in giving.takers}
        self.fields["items"].choices = [(value, value) for value in giving.things]  # type: ignore[attr-defined]
        self.fields["taker"].choices = [(key, str(one.staff)) for key, one in self.people.items()]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> list[str]:
        """The boxes that are ticked."""
        return self.data.getlist("items") if self.is_bound else self.giving.chosen  # type: ignore[attr-defined]

    @property
    def chosen_taker(self) -> str:
        return self.data.get("taker", "") if self.is_bound else next(iter(self.people), "")

    @property
    def chosen_compartments(self) -> list[str]:
        everyday = [str(code) for code in EVERYDAY]
        return self.data.getlist("compartments") if self.is_bound else everyday  # type: ignore[attr-defined]

    @property
    def things(self) -> list[Thing]:
        """What is given; the word goes with the first thing of each client."""
        found: list[Thing] = []
        for value in self.cleaned_data["items"]:
            thing = self.giving.things[value]
            is_first = thing.client_id not in {one.client_id for one in found}
            note = self.cleaned_data["note"] if is_first else ""
            found.append(Thing(thing.client_id, thing.request_id, thing.task_id, note))
        return found

    @property
    def how(self) -> dict[str, Any]:
        """To whom, why, when, and what is opened: as `actions.offer` wants it."""
        named = {name: self.cleaned_data[name] for name in ("why", "since", "until", "compartments")}
        return named | {"taker": self.people[self.cleaned_data["taker"]].staff}
