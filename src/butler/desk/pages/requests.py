"""Conversations: what was asked, what was not said, and what do we answer now?"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from butler.bookings.access import bookings_between
from butler.correspondence import conversations, presence, rules
from butler.correspondence.models import Conversation, Letter
from butler.correspondence.searching import Found
from butler.desk.pages import grasp
from butler.desk.shell import StaffRequest
from butler.desk.uploads import EnclosedField
from butler.dossiers import access as dossiers
from butler.dossiers.models import Person, Preference
from butler.ground import clock
from butler.ground.sealing import open_sealed
from butler.network import access as network
from butler.reception import access as reception
from butler.reception.drafting import waiting_reply
from butler.requests import access as work
from butler.sourcing.access import open_operations_of_client
from butler.staff.views import staff_view

WAITING = (("us", gettext_lazy("Waiting for us")), ("them", gettext_lazy("We wait")), ("", gettext_lazy("All")))
VIEWS = (("mine", gettext_lazy("Mine")), ("team", gettext_lazy("Team")))
PARTS = dict.fromkeys(("thread", "beside", "answer"), "desk/requests.html") | {"grasp": "desk/requests_grasp.html"}
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
    enclosed = EnclosedField(required=False, label=gettext_lazy("Attach files"))

    def __init__(self, *args: Any, is_beyond: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_beyond = is_beyond

    def clean(self) -> dict[str, Any]:
        files = self.cleaned_data.get("enclosed") or []
        sizes = [len(file.content) for file in files]
        if self.is_beyond or rules.may_carry(sizes) != rules.Answer.YES:
            limits = {"files": rules.MOST_FILES, "size": rules.LARGEST // (1024 * 1024)}
            too_much = _("Too much for one letter: at most %(files)d files, %(size)d MB together.")
            self.add_error("enclosed", forms.ValidationError(too_much % limits))
        elif files and self.data.get("act", "answer") != "answer":
            self.add_error("enclosed", forms.ValidationError(_("Files leave with an answer only.")))
        return self.cleaned_data


@staff_view
def requests(request: StaffRequest) -> HttpResponse:
    """GET /requests/: who waits for us, the latest word first, and the first of them opened beside; ?q= searches."""
    box = box_of(request)
    context = box | {"is_list": True}
    if request.GET.get("part") == "box":
        return render(request, "desk/requests.html#box", box)
    if box["rows"] and not box["asked"]:
        context |= opened(conversations.talk(box["rows"][0].talk.id), box, request)
    return render(request, "desk/requests.html", context)


@staff_view
def conversation(request: StaffRequest, pk: UUID) -> HttpResponse:
    """GET /requests/<id>/: one conversation; ?part= one part of it, for a page that hears that it changed."""
    around = uuid_in(request.GET.get("at", ""))
    talk = conversations.talk(pk, before=_moment(request.GET.get("before", "")), around=around)
    if talk.card.id != pk:
        return redirect("desk:conversation", talk.card.id)  # merged into another: it goes on there
    if "part" not in request.GET:
        presence.seen(pk, request.user, now=clock.now())
    return page(request, talk)


def page(
    request: StaffRequest, talk: conversations.Talk, *, form: WordsForm | None = None, status: int = 200, **more: Any
) -> HttpResponse:
    """The page of a conversation, or the part that was asked for; `form` holds words that could not be said yet."""
    box = box_of(request)
    context = box | opened(talk, box, request) | more
    if form is not None:
        context |= {"form": form, "act": request.POST.get("act", "answer"), "is_refused": True}
    part = request.GET.get("part", "")
    template = f"{PARTS[part]}#{part}" if part in PARTS else "desk/requests.html"
    return render(request, template, context, status=status)


def box_of(request: StaffRequest) -> dict[str, Any]:
    """The list on the left: filtered by who waits and whose it is, or what a search has found."""
    waiting, view = request.GET.get("waiting", "us"), request.GET.get("view", "team")
    waiting = waiting if waiting in Conversation.Waiting.values else ""
    view = view if view in dict(VIEWS) else "team"
    asked = request.GET.get("q", "").strip()
    after = uuid_in(request.GET.get("after", ""))
    found = reception.search(asked, after=after) if asked else Found()
    most = _number(request.GET.get("most", ""), conversations.LISTED)
    rows = [] if asked else reception.inbox(view=view, waiting=waiting, most=most)
    if waiting == "us" and not rows and not asked and "waiting" not in request.GET:
        waiting, rows = "", reception.inbox(view=view, waiting="", most=most)
    counts = conversations.count_waiting(view=view)
    cards, now = dossiers.cards(), clock.now()
    strangers = conversations.talks_by_id(hit.conversation_id for hit in found.hits if hit.client_id is None)
    return {
        "rows": [Row(row, cards.get(row.talk.client_id) if row.talk.client_id else None, now) for row in rows],
        "hits": [
            (hit, cards.get(hit.client_id) if hit.client_id else None, strangers.get(hit.conversation_id))
            for hit in found.hits
        ],
        "asked": asked,
        "found": found,
        "after": after,
        "most": most,
        "more": most + conversations.LISTED if most <= len(rows) < conversations.MOST_LISTED else 0,
        "cards": cards,
        "waiting": waiting,
        "view": view,
        "views": VIEWS,
        "not_read": reception.not_read() if request.user.role in ("lead", "owner") else [],
        "filters": [(value, label, counts.get(value, sum(counts.values()))) for value, label in WAITING],
        "now": now,
    }


@dataclass(frozen=True)
class Row:
    """A conversation in the list, and how long it has waited: the colour of the row."""

    inbox: reception.InboxRow
    who: dossiers.Card | None
    now: datetime

    @property
    def talk(self) -> conversations.TalkCard:
        return self.inbox.talk

    @property
    def waited(self) -> timedelta:
        return self.now - self.talk.last_at

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
        late = self.minutes >= LATE_MINUTES or (self.inbox.urgency == "now" and self.minutes >= SOON_MINUTES)
        return "risk" if late else "warn" if self.minutes >= SOON_MINUTES or self.inbox.urgency == "now" else "ok"


def opened(talk: conversations.Talk, box: dict[str, Any], request: StaffRequest) -> dict[str, Any]:
    """Everything of one conversation: what was said, what we understood, the answer that waits, who else is here."""
    card, now = box["cards"].get(talk.card.client_id), box["now"]
    draft = waiting_reply(talk.card.id)
    unsent = conversations.unsent(talk.card.id)
    context: dict[str, Any] = {
        "talk": talk,
        "client": card,
        "unsent": unsent,
        "draft": draft,
        "form": WordsForm(initial={"text": _begun(talk, draft, request)}),
        "act": "answer",
        "once": uuid4(),
        "seen_until": _last_seen(talk, unsent),
        "others": presence.who_else(talk.card.id, but=request.user, now=now),
        "grasp": grasp.of(talk),
        "moods": grasp.moods(),
    }
    if card is not None:
        context |= _beside(card.id, now)
    elif talk.card.client_id is None and not talk.card.is_supplier:
        context["network_names"] = list(network.by_name())
    return context


def _begun(talk: conversations.Talk, draft: Letter | None, request: StaffRequest) -> str:
    """The words that stand in the field: what this colleague had begun, else the draft that waits."""
    return presence.kept_words(talk.card.id, request.user) or (open_sealed(draft, "body") if draft else "")


def _last_seen(talk: conversations.Talk, unsent: list[conversations.Unsent]) -> str:
    said = [(message.sent_at, str(message.id)) for message in talk.thread if message.way != "note"]
    said += [(one.letter.drafted_at, str(one.letter.pk)) for one in unsent]
    return max(said)[1] if said else ""


def _beside(client_id: UUID, now: datetime) -> dict[str, Any]:
    """What a colleague needs in sight while answering: open work, what comes, what never to do."""
    until = now + AHEAD
    rows = Preference.objects.filter(client_id=client_id, person__isnull=True)
    tastes = sorted(rows, key=lambda row: (row.polarity != "never", row.polarity != "must", -row.confidence))
    searches = {search.request_id: search for search in open_operations_of_client(client_id)}
    return {
        "open_requests": [(asked, searches.get(asked.id)) for asked in work.open_requests(client_id=client_id)],
        "tasks": work.open_tasks(now=now, client_id=client_id),
        "bookings": bookings_between(now, until, now=now, client_ids=[client_id])[:5],
        "circle": _circle(client_id),
        "tastes": [(row.polarity, row.topic, open_sealed(row, "value")) for row in tastes[:TASTES]],
    }


def _circle(client_id: UUID) -> list[tuple[UUID, str]]:
    rows = Person.objects.filter(client_id=client_id).order_by("pk")
    names = [(row.pk, (open_sealed(row, "given_name"), open_sealed(row, "surname"))) for row in rows]
    return sorted(((pk, " ".join(filter(None, parts))) for pk, parts in names), key=lambda one: one[1])


def _number(typed: str, least: int) -> int:
    return max(int(typed), least) if typed.isdecimal() and len(typed) < 6 else least


def uuid_in(typed: str) -> UUID | None:
    try:
        return UUID(typed)
    except ValueError:
        return None


def _moment(typed: str) -> datetime | None:
    try:
        moment = parse_datetime(typed) if typed else None
    except ValueError:
        return None
    return moment if moment is not None and moment.tzinfo else None


urls = [
    path("requests/", requests, name="requests"),
    path("requests/<uuid:pk>/", conversation, name="conversation"),
]
