"""How we understood: what was asked and not said, the mood, and a tap for each; one's own word stands above ours."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from butler.correspondence import conversations
from butler.correspondence.models import Message
from butler.desk import toasts
from butler.desk.shell import StaffRequest
from butler.dossiers.models import Polarity, Topic
from butler.ground import clock
from butler.ground.refusals import NotHere
from butler.reception import access as reception
from butler.reception import deciding, naming
from butler.reception import moods as reading_moods
from butler.reception.access.hearings import HearingCard, MoodTrend
from butler.reception.access.proposals import ProposalCard
from butler.reception.models import Proposal
from butler.requests.models import Category
from butler.staff.views import staff_view

READ = 5  # messages whose proposals are shown
WHY_NOT = {
    "no_client": lambda: _("First say whose words these are."),
    "no_candidate": lambda: _("Choose who it is."),
    "no_guess": lambda: _("There is no such choice."),
    "decided": lambda: _("Somebody has decided on it already."),
    "too_late": lambda: _("Too late to take back."),
    "built_upon": lambda: _("Somebody has built on it meanwhile: it stays."),
}


@dataclass(frozen=True)
class Grasp:
    """What was understood of the last messages: open proposals first, what was decided, the mood."""

    open: tuple[ProposalCard, ...]
    decided: tuple[ProposalCard, ...]
    hearing: HearingCard | None
    trend: MoodTrend | None

    @property
    def said(self) -> list["Shown"]:
        """What was asked or told."""
        return [Shown(card) for card in self.open if card.kind != Proposal.Kind.NEED]

    @property
    def unsaid(self) -> list[ProposalCard]:
        """What was not spoken."""
        return [card for card in self.open if card.kind == Proposal.Kind.NEED]

    @property
    def several(self) -> UUID | None:
        """The message of which more than one thing may be taken at once."""
        rows = [
            card.message_id
            for card in self.open
            if card.kind not in (Proposal.Kind.PERSON, Proposal.Kind.LOOK) and not card.is_doubted
        ]
        return rows[0] if len(rows) > 1 and len(set(rows)) == 1 else None

    @property
    def is_empty(self) -> bool:
        return not (self.open or self.decided or self.hearing)


class Shown:
    """A proposal with what it may be instead."""

    def __init__(self, card: ProposalCard) -> None:
        self.card, self.choices = card, choices(card)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.card, name)


def of(talk: conversations.Talk) -> Grasp:
    """What was understood of this conversation."""
    heard = [message.id for message in talk.thread if message.way == "in"][-READ:]
    cards = reception.proposals(message_ids=heard) if heard else []
    last = reception.hearing(heard[-1]) if heard else None
    trend = reception.mood_trend(talk.card.client_id) if talk.card.client_id else None
    decided = tuple(card for card in cards if not card.is_open and card.message_id == heard[-1])
    return Grasp(tuple(card for card in cards if card.is_open), decided, last, trend)


@require_POST
@staff_view
def take(request: StaffRequest, pk: UUID) -> HttpResponse:
    """POST /proposals/<id>/take/: as proposed; guess=second the other guess; candidate=n who writes."""
    number = request.POST.get("candidate", "0")
    return _decided(
        request,
        pk,
        lambda: deciding.take(
            pk, guess=request.POST.get("guess", "first"), candidate=int(number) if number.isdecimal() else -1,
            by=request.user, now=clock.now(),
        ),
        _("Taken."),
    )  # fmt: skip


@require_POST
@staff_view
def take_all(request: StaffRequest, message: UUID) -> HttpResponse:
    """POST /proposals/of/<message>/take/: everything that was read in this message."""
    if not Message.objects.filter(pk=message).exists():
        raise NotHere
    rows = deciding.take_all(message, by=request.user, now=clock.now())
    toasts.said(request, _("Taken: all that was read."))
    return redirect("desk:conversation", rows[0].message.conversation_id) if rows else redirect("desk:requests")


@require_POST
@staff_view
def correct(request: StaffRequest, pk: UUID) -> HttpResponse:
    """POST /proposals/<id>/correct/: what it is instead; the house learns from it."""
    code, act = request.POST.get("code", ""), request.POST.get("act", "")
    known = choices(reception.proposal(pk))
    if any(said and said not in dict(known[name]) for name, said in (("code", code), ("act", act))):
        raise NotHere
    decide = lambda: deciding.correct(pk, category=code, act=act, by=request.user, now=clock.now())  # noqa: E731
    return _decided(request, pk, decide, _("Put right. The house will learn from it."))


@require_POST
@staff_view
def dismiss(request: StaffRequest, pk: UUID) -> HttpResponse:
    """POST /proposals/<id>/dismiss/: it is nothing."""
    return _decided(request, pk, lambda: deciding.dismiss(pk, by=request.user, now=clock.now()), _("Set aside."))


@require_POST
@staff_view
def undo(request: StaffRequest, pk: UUID) -> HttpResponse:
    """POST /proposals/<id>/undo/: the tap was a slip."""
    talk = reception.proposal(pk).conversation_id
    try:
        row = deciding.undo(pk, by=request.user, now=clock.now())
    except deciding.Refused as refusal:
        toasts.refused(request, WHY_NOT[refusal.why]())
        return redirect("desk:conversation", talk)
    toasts.said(request, _("Proposed again."))
    return redirect("desk:conversation", row.message.conversation_id)


@require_POST
@staff_view
def mood(request: StaffRequest, message: UUID) -> HttpResponse:
    """POST /moods/<message>/: a colleague hears it otherwise."""
    try:
        row = reading_moods.say_mood(message, request.POST.get("mood", ""), by=request.user, now=clock.now())
    except ValueError:
        toasts.refused(request, _("There is no such choice."))
        return redirect("desk:requests")
    toasts.said(request, _("Your word stands. The house will learn from it."))
    return redirect("desk:conversation", row.message.conversation_id)


def _decided(request: StaffRequest, pk: UUID, decide: Any, words: str) -> HttpResponse:
    talk = reception.proposal(pk).conversation_id
    try:
        row = decide()
    except deciding.Refused as refusal:
        toasts.refused(request, WHY_NOT[refusal.why]())
        return redirect("desk:conversation", talk)
    toasts.said(request, words, undo=reverse("desk:proposal_undo", args=[pk]))
    return redirect("desk:conversation", row.message.conversation_id)


def choices(card: ProposalCard) -> dict[str, list[tuple[str, str]]]:
    """What it may be instead: codes and acts, as people call them."""
    if card.kind == Proposal.Kind.PREFERENCE:
        return {"code": _named(Topic.choices), "act": _named(Polarity.choices)}
    if card.kind == Proposal.Kind.SUPPLIER:
        return {"code": [], "act": _named(naming.SUPPLIER.items())}
    return {"code": _named(Category.choices), "act": _named(naming.ACTS.items())}


def moods() -> list[tuple[str, str]]:
    """The moods that a colleague may say."""
    return _named(naming.MOODS.items())


def _named(pairs: Any) -> list[tuple[str, str]]:
    return [(value, str(label)) for value, label in pairs]


urls = [
    path("proposals/<uuid:pk>/take/", take, name="proposal_take"),
    path("proposals/of/<uuid:message>/take/", take_all, name="proposals_take"),
    path("proposals/<uuid:pk>/correct/", correct, name="proposal_correct"),
    path("proposals/<uuid:pk>/dismiss/", dismiss, name="proposal_dismiss"),
    path("proposals/<uuid:pk>/undo/", undo, name="proposal_undo"),
    path("moods/<uuid:message>/", mood, name="mood"),
]
