"""What a colleague does in a conversation: answer, note, write down, rest, say whose it is, merge, take apart."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid5

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from butler.correspondence import actions, conversations, doors, presence, saying, unread, vouching
from butler.correspondence.actions import Refused
from butler.correspondence.models import Conversation
from butler.correspondence.whose import Whose
from butler.desk import toasts
from butler.desk.pages.requests import WordsForm, page, uuid_in
from butler.desk.shell import LEADS, StaffRequest
from butler.desk.uploads import takes_files
from butler.dossiers.models import Client, Person
from butler.ground import clock
from butler.ground.refusals import NotHere
from butler.network import access as network
from butler.reception import regrouping
from butler.reception.drafting import is_the_draft, waiting_reply
from butler.reception.sorting import said_by_hand
from butler.staff.views import staff_view

HOW = {"heard": "phone", "pasted": "pasted"}


@takes_files
@require_POST
@staff_view
def say(request: StaffRequest, pk: UUID) -> HttpResponse:
    """POST /requests/<id>/words/: act is answer, note, heard or pasted; 422 keeps the words and says why."""
    files: Any = {"enclosed": request.FILES.getlist("enclosed")}
    talk = conversations.talk(pk)
    form = WordsForm(request.POST, files, is_beyond=request.is_beyond)  # type: ignore[attr-defined]
    if not form.is_valid():
        return page(request, talk, form=form, status=422)
    text, act, once = form.cleaned_data["text"], request.POST.get("act", "answer"), request.POST.get("once", "")
    if act == "note":
        saying.note(talk.card.id, text, by=request.user, now=clock.now(), once=uuid_in(once))
        toasts.said(request, _("Noted, for the team only."))
    elif act in HOW:
        _write_down(request, talk.card.id, text, HOW[act], uuid_in(once))
    else:
        return _answer(request, talk, form)
    presence.gone(talk.card.id, request.user, keep_words=False)
    return redirect("desk:conversation", talk.card.id)


def _answer(request: StaffRequest, talk: conversations.Talk, form: WordsForm) -> HttpResponse:
    seen, draft = uuid_in(request.POST.get("seen_until", "")), waiting_reply(talk.card.id)
    try:
        letter = saying.answer(
            talk.card.id, form.cleaned_data["text"], by=request.user, now=clock.now(), seen_until=seen,
            anyway=bool(request.POST.get("anyway")), once=uuid_in(request.POST.get("once", "")),
            files=form.cleaned_data["enclosed"],
        )  # fmt: skip
    except saying.Overtaken as news:
        return page(request, talk, form=form, status=422, overtaken=news)
    if draft is not None:
        actions.withdraw(draft.pk, why="answered", now=clock.now())
    toasts.said(request, _("The answer is on its way."), undo=reverse("desk:answer_undo", args=[letter.pk]))
    return redirect("desk:conversation", talk.card.id)


def _write_down(request: StaffRequest, talk_id: UUID, text: str, how: str, once: UUID | None) -> None:
    row = Conversation.objects.get(pk=talk_id)
    mark = f"{once}|{uuid5(once, text)}" if once else ""  # other words from a page gone back to are another writing
    doors.write_down(row, text, by=request.user, at=clock.now(), how=how, once=mark)
    toasts.said(request, _("Written down as their words."))


@require_POST
@staff_view
def here(request: StaffRequest, pk: UUID) -> HttpResponse:
    """POST /requests/<id>/here/: I have it open, and so far have typed this; answers with who else is here."""
    now, words = clock.now(), request.POST.get("text", "")
    if is_the_draft(pk, uuid_in(request.POST.get("draft", "")), words):
        words = ""  # nobody has written yet: the house's words stand there
    presence.seen(pk, request.user, now=now, writing=bool(words.strip()), words=words)
    others = presence.who_else(pk, but=request.user, now=now)
    return render(request, "desk/requests.html#beside", {"others": others, "talk": {"card": {"id": pk}}})


@require_POST
@staff_view
def refuse_draft(request: StaffRequest, letter: UUID) -> HttpResponse:
    """POST /requests/drafts/<id>/refuse/: not these words; with undo."""
    answer = actions.refuse(letter, by=request.user, now=clock.now())
    talk = answer.letter.conversation_id
    toasts.said(request, _("The draft is set aside."), undo=reverse("desk:draft_undo", args=[letter]))
    return redirect("desk:conversation", talk)


@require_POST
@staff_view
def draft_undo(request: StaffRequest, letter: UUID) -> HttpResponse:
    """POST /requests/drafts/<id>/undo/: the draft waits again."""
    back = lambda: actions.take_back(letter, by=request.user, now=clock.now()).conversation_id  # noqa: E731
    return _undone(request, back, too_late=_("Too late to take back."))


@require_POST
@staff_view
def answer_undo(request: StaffRequest, letter: UUID) -> HttpResponse:
    """POST /requests/answers/<id>/undo/: the answer stays in the house."""
    back = lambda: saying.take_back_answer(letter, by=request.user, now=clock.now())  # noqa: E731
    too_late = _("Too late to take back: the answer is on its way.")
    return _undone(request, back, too_late=too_late, said=_("Taken back: the answer did not leave."))


def _undone(
    request: StaffRequest, back: Callable[[], UUID | str | None], *, too_late: str, said: str = ""
) -> HttpResponse:
    """Take it back and show its conversation; what is too late is said over the list."""
    try:
        talk = back()
    except Refused:
        toasts.refused(request, too_late)
        return redirect("desk:requests")
    if said:
        toasts.said(request, said)
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
def vouch(request: StaffRequest, pk: UUID) -> HttpResponse:
    """POST /requests/messages/<id>/vouch/: I know that it is them; the message weighs what it always would have."""
    message = vouching.vouch(pk, by=request.user, now=clock.now())
    toasts.said(request, _("Noted: it is them."))
    return redirect("desk:conversation", message.conversation_id)


@require_POST
@staff_view
def owner(request: StaffRequest, pk: UUID) -> HttpResponse:
    """POST /requests/<id>/owner/: I answer here; leave=1 gives it back to whoever leads the client."""
    saying.owned_by(pk, None if request.POST.get("leave") else request.user)
    toasts.said(
        request, _("Whoever leads the client answers here.") if request.POST.get("leave") else _("It is yours.")
    )
    return redirect("desk:conversation", pk)


@require_POST
@staff_view
def sort(request: StaffRequest, pk: UUID) -> HttpResponse:
    """POST /requests/<id>/client/: an unknown sender is this client, or (`network`) somebody of the network."""
    chosen, named = uuid_in(request.POST.get("client", "")), request.POST.get("network", "").strip()
    if named:
        return _sort_to_network(request, pk, named, is_either=chosen is not None)
    if chosen is None:
        toasts.refused(request, _("Choose the client first."))
        return redirect("desk:conversation", pk)
    made = regrouping.belongs_to(pk, chosen, by=request.user, now=clock.now())
    undo = reverse("desk:regrouping_undo", args=[made.pk]) if made else ""
    toasts.said(request, _("Sorted: the letters are in the dossier's conversation."), undo=undo)
    return redirect("desk:conversation", made.target_id if made else pk)


def _sort_to_network(request: StaffRequest, pk: UUID, named: str, *, is_either: bool) -> HttpResponse:
    conversations.talk(pk)
    whom = network.by_name().get(named)
    if is_either or whom is None:
        toasts.refused(request, _("One of the two: a client, or a name from the list of the network."))
        return redirect("desk:conversation", pk)
    made = regrouping.is_of_the_network(pk, whom, by=request.user, now=clock.now())
    undo = reverse("desk:regrouping_undo", args=[made.pk]) if made else ""
    toasts.said(request, _("Sorted: it stands with %(who)s.") % {"who": whom}, undo=undo)
    return redirect("desk:conversation", made.target_id if made else pk)


@require_POST
@staff_view
def split(request: StaffRequest, pk: UUID) -> HttpResponse:
    """POST /requests/<id>/split/: the chosen messages were said by somebody else of the circle, or by a stranger."""
    conversations.talk(pk)  # a stranger learns nothing, not even that something must be chosen
    chosen = [found for typed in request.POST.getlist("message") if (found := uuid_in(typed))]
    if not chosen:
        toasts.refused(request, _("Choose the messages first."))
        return redirect("desk:conversation", pk)
    try:
        made = regrouping.split(
            pk, chosen, to=_whose(pk, request.POST.get("person", "")), by=request.user, now=clock.now()
        )
    except regrouping.Refused:
        toasts.refused(request, _("These messages cannot be taken apart."))
        return redirect("desk:conversation", pk)
    toasts.said(request, _("Taken apart."), undo=reverse("desk:regrouping_undo", args=[made.pk]))
    return redirect("desk:conversation", made.target_id)


def _whose(talk_id: UUID, person: str) -> Whose | None:
    """Somebody of the client's circle, the client, or (empty) nobody we know."""
    client_id = conversations.talk(talk_id).card.client_id
    if not person or client_id is None:
        return None
    if person == "client":
        return Whose(client_id)
    chosen = uuid_in(person)
    found = Person.objects.filter(pk=chosen, client=client_id).first() if chosen else None
    if found is None:
        raise NotHere
    return Whose(client_id, found.pk)


@require_POST
@staff_view
def regrouping_undo(request: StaffRequest, pk: UUID) -> HttpResponse:
    """POST /requests/regroupings/<id>/undo/: as it was."""
    try:
        row = regrouping.take_back(pk, by=request.user, now=clock.now())
    except regrouping.Refused:
        toasts.refused(request, _("It was moved on since: take that back first."))
        return redirect("desk:requests")
    toasts.said(request, _("As it was."))
    return redirect("desk:conversation", row.source_id)


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
    return _as_download(found.name, content)


@staff_view
def original(request: StaffRequest, pk: UUID) -> HttpResponse:
    """GET /requests/messages/<id>/original/: a letter as it was laid out, cleaned, in a page without any rights."""
    response = HttpResponse(conversations.html_of(pk), content_type="text/html; charset=utf-8")
    response.headers["Content-Security-Policy"] = (
        "sandbox; default-src 'none'; img-src data:; style-src 'unsafe-inline'"
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


@staff_view(roles=LEADS)
def raw(request: StaffRequest, pk: UUID) -> HttpResponse:
    """GET /requests/raw/<id>/: what could not be read, as it came, as a download."""
    return _as_download("message.bin", unread.raw_bytes(pk))


@require_POST
@staff_view(roles=LEADS)
def raw_seen(request: StaffRequest, pk: UUID) -> HttpResponse:
    """POST /requests/raw/<id>/seen/: a person has looked."""
    doors.looked_at(pk, by=request.user)
    toasts.said(request, _("Seen: it is kept as it came."))
    return redirect("desk:requests")


@require_POST
@staff_view(roles=LEADS)
def raw_words(request: StaffRequest, pk: UUID) -> HttpResponse:
    """POST /requests/raw/<id>/words/: what it says, in the words of a person who could read it."""
    text = request.POST.get("says", "").replace("\0", "").strip()
    if not text:
        toasts.refused(request, _("There is nothing to write down yet: what does it say?"))
        return redirect("desk:requests")
    message = said_by_hand(pk, text, by=request.user, now=clock.now())
    toasts.said(request, _("Written down as their words."))
    return redirect("desk:conversation", message.conversation_id)


def _as_download(name: str, content: bytes) -> HttpResponse:
    response = HttpResponse(content, content_type="application/octet-stream")
    disposition = content_disposition_header(as_attachment=True, filename=name or "file")
    response.headers["Content-Disposition"] = disposition or "attachment"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "sandbox"
    return response


urls = [
    path("requests/<uuid:pk>/words/", say, name="conversation_words"),
    path("requests/<uuid:pk>/here/", here, name="conversation_here"),
    path("requests/<uuid:pk>/rest/", rest, name="conversation_rest"),
    path("requests/<uuid:pk>/owner/", owner, name="conversation_owner"),
    path("requests/<uuid:pk>/client/", sort, name="conversation_client"),
    path("requests/<uuid:pk>/split/", split, name="conversation_split"),
    path("requests/regroupings/<uuid:pk>/undo/", regrouping_undo, name="regrouping_undo"),
    path("requests/answers/<uuid:letter>/undo/", answer_undo, name="answer_undo"),
    path("requests/drafts/<uuid:letter>/refuse/", refuse_draft, name="draft_refuse"),
    path("requests/drafts/<uuid:letter>/undo/", draft_undo, name="draft_undo"),
    path("requests/files/<uuid:pk>/", attachment, name="attachment"),
    path("requests/messages/<uuid:pk>/original/", original, name="message_original"),
    path("requests/messages/<uuid:pk>/vouch/", vouch, name="message_vouch"),
    path("requests/raw/<uuid:pk>/", raw, name="raw"),
    path("requests/raw/<uuid:pk>/words/", raw_words, name="raw_words"),
    path("requests/raw/<uuid:pk>/seen/", raw_seen, name="raw_seen"),
    path("clients/<uuid:client>/conversation/", begin, name="conversation_begin"),
]
