"""Conversations: what was asked, what do we answer now?"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.dateparse import parse_datetime
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from butler.bookings.access import bookings_between
from butler.correspondence import conversations, rules, saying
from butler.correspondence.actions import Refused
from butler.correspondence.models import Conversation
from butler.desk import toasts
from butler.desk.shell import StaffRequest
from butler.dossiers import access as dossiers
from butler.dossiers.models import Client, Preference
from butler.ground import clock
from butler.ground.refusals import NotHere
from butler.ground.sealing import open_sealed
from butler.reception import regrouping
from butler.requests import access as work
from butler.staff.views import staff_view

WAITING = (("us", gettext_lazy("Waiting for us")), ("them", gettext_lazy("We wait")), ("", gettext_lazy("All")))
LATE_MINUTES, SOON_MINUTES = 60, 20
AHEAD = timedelta(days=14)
TASTES = 6


class WordsForm(forms.Form):
    """What somebody types into a conversation."""

    text = forms.CharField(
        label=gettext_lazy("Answer"),
        max_length=rules.LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": gettext_lazy("There is nothing to say yet: write a few words.")},
    )


@staff_view
def requests(request: StaffRequest) -> HttpResponse:
    """GET /requests/: who waits for us, the latest word first, and the first of them opened beside."""
    box = _box(request)
    context = box | {"is_list": True}
    if box["rows"]:
        context |= _opened(conversations.talk(box["rows"][0].talk.id), box)
    return render(request, "desk/requests.html", context)


@staff_view
def conversation(request: StaffRequest, pk: UUID) -> HttpResponse:
    """GET /requests/<id>/, and POST says something: act is answer, note or heard."""
    form = WordsForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _say(request, pk, form.cleaned_data["text"])
    box = _box(request)
    before = parse_datetime(request.GET.get("before", "")) if request.GET.get("before") else None
    opened = conversations.talk(pk, before=before if before and before.tzinfo else None)
    context = box | _opened(opened, box) | {"form": form, "act": request.POST.get("act", "answer")}
    return render(request, "desk/requests.html", context, status=422 if form.errors else 200)


def _say(request: StaffRequest, pk: UUID, text: str) -> HttpResponse:
    now, act = clock.now(), request.POST.get("act", "answer")
    if act == "note":
        saying.note(pk, text, by=request.user, now=now)
        toasts.said(request, _("Noted, for the team only."))
    elif act == "heard":
        saying.heard(pk, text, by=request.user, now=now)
        toasts.said(request, _("Written down as their words."))
    else:
        letter = saying.answer(pk, text, by=request.user, now=now)
        undo = reverse("desk:answer_undo", args=[letter.pk])
        toasts.said(request, _("The answer is ready to leave."), undo=undo)
    return redirect("desk:conversation", pk)


@require_POST
@staff_view
def answer_undo(request: StaffRequest, letter: UUID) -> HttpResponse:
    """POST /requests/answers/<id>/undo/: the answer stays in the house."""
    try:
        talk = saying.take_back_answer(letter, by=request.user, now=clock.now())
    except Refused:
        toasts.refused(request, _("Too late to take back: the answer is on its way."))
        return redirect("desk:requests")
    toasts.said(request, _("Taken back: the answer did not leave."))
    return redirect("desk:conversation", talk)


@require_POST
@staff_view
def rest(request: StaffRequest, pk: UUID) -> HttpResponse:
    """POST /requests/<id>/rest/: no answer is needed; ?wake=1 takes it back."""
    if request.GET.get("wake"):
        saying.wake(pk)
        return redirect("desk:conversation", pk)
    saying.put_to_rest(pk, now=clock.now())
    toasts.said(request, _("At rest."), undo=reverse("desk:conversation_rest", args=[pk]) + "?wake=1")
    return redirect("desk:requests")


@require_POST
@staff_view
def sort(request: StaffRequest, pk: UUID) -> HttpResponse:
    """POST /requests/<id>/client/: an unknown sender is this client."""
    chosen = request.POST.get("client", "")
    try:
        regrouping.belongs_to(pk, UUID(chosen), by=request.user, now=clock.now())
    except ValueError:
        toasts.refused(request, _("Choose the client first."))
    else:
        toasts.said(request, _("Sorted: the letters are in the dossier's conversation."))
    return redirect("desk:conversation", pk)


@require_POST
@staff_view
def begin(request: StaffRequest, client: UUID) -> HttpResponse:
    """POST /clients/<id>/conversation/: open the client's conversation, or begin one."""
    row = Client.objects.filter(pk=client).first()
    if row is None:
        raise NotHere
    return redirect("desk:conversation", saying.begin(row, channel=row.channel, now=clock.now()).pk)


@staff_view
def attachment(request: StaffRequest, pk: UUID) -> HttpResponse:
    """GET /requests/files/<id>/: a file, always as a download, never shown by the browser as a page."""
    found, content = conversations.attachment(pk)
    response = HttpResponse(content, content_type="application/octet-stream")
    response.headers["Content-Disposition"] = _as_download(found.name)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "sandbox"
    return response


def _as_download(name: str) -> str:
    return content_disposition_header(as_attachment=True, filename=name or "file") or "attachment"


def _box(request: StaffRequest) -> dict[str, Any]:
    waiting = request.GET.get("waiting", "us")
    waiting = waiting if waiting in Conversation.Waiting.values else ""
    talks = conversations.talks(waiting=waiting)
    if waiting == "us" and not talks and "waiting" not in request.GET:
        waiting, talks = "", conversations.talks()
    counts = conversations.count_waiting()
    cards, now = dossiers.cards(), clock.now()
    return {
        "rows": [
            Row(talk, cards.get(talk.client_id) if talk.client_id else None, now - talk.last_at) for talk in talks
        ],
        "cards": cards,
        "waiting": waiting,
        "filters": [(value, label, counts.get(value, sum(counts.values()))) for value, label in WAITING],
        "now": now,
    }


@dataclass(frozen=True)
class Row:
    """A conversation in the list, and how long it has waited: the colour of the row."""

    talk: conversations.TalkCard
    who: dossiers.Card | None
    waited: timedelta

    @property
    def minutes(self) -> int:
        return self.waited // timedelta(minutes=1)

    @property
    def hours(self) -> int:
        return self.waited // timedelta(hours=1)

    @property
    def days(self) -> int:
        return self.waited.days

    @property
    def age(self) -> str:
        if not self.talk.waits_for_us:
            return "wait" if self.talk.waiting == Conversation.Waiting.THEM else "off"
        return "risk" if self.minutes >= LATE_MINUTES else "warn" if self.minutes >= SOON_MINUTES else "ok"


def _opened(talk: conversations.Talk, box: dict[str, Any]) -> dict[str, Any]:
    card = box["cards"].get(talk.card.client_id)
    context: dict[str, Any] = {
        "talk": talk,
        "client": card,
        "unsent": conversations.unsent(talk.card.id),
        "form": WordsForm(),
        "act": "answer",
    }
    if card is not None:
        context |= _beside(card.id, box["now"])
    return context


def _beside(client_id: UUID, now: datetime) -> dict[str, Any]:
    """What a colleague needs in sight while answering: open work, what comes, what never to do."""
    until = now + AHEAD
    rows = Preference.objects.filter(client_id=client_id, person__isnull=True)
    tastes = sorted(rows, key=lambda row: (row.polarity != "never", row.polarity != "must", -row.confidence))
    return {
        "open_requests": work.open_requests(client_id=client_id),
        "tasks": work.open_tasks(now=now, client_id=client_id),
        "bookings": bookings_between(now, until, now=now, client_ids=[client_id])[:5],
        "tastes": [(row.polarity, row.topic, open_sealed(row, "value")) for row in tastes[:TASTES]],
    }


urls = [
    path("requests/", requests, name="requests"),
    path("requests/<uuid:pk>/", conversation, name="conversation"),
    path("requests/<uuid:pk>/rest/", rest, name="conversation_rest"),
    path("requests/<uuid:pk>/client/", sort, name="conversation_client"),
    path("requests/answers/<uuid:letter>/undo/", answer_undo, name="answer_undo"),
    path("requests/files/<uuid:pk>/", attachment, name="attachment"),
    path("clients/<uuid:client>/conversation/", begin, name="conversation_begin"),
]
