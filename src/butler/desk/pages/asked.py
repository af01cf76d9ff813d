"""One request: where it stands and how it came there, what is next, what is missing; and what can be done with it."""

from collections.abc import Callable
from typing import Any, cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_POST, require_safe

from butler.bookings.access import bookings_of_request
from butler.correspondence.models import Message
from butler.desk import toasts
from butler.dossiers import access as dossiers
from butler.ground import clock
from butler.ground.house import the_house
from butler.ground.refusals import NotHere
from butler.requests import access, actions, rules
from butler.requests.forms import (
    DETAILS,
    CandidateForm,
    DetailsForm,
    HandOverForm,
    JudgeForm,
    LookForm,
    PauseForm,
)
from butler.requests.models import Candidate, Move, RequestState
from butler.staff.models import Staff
from butler.staff.views import staff_view

MEANING = {
    "new": "warn", "accepted": "wait", "options": "wait", "approval": "wait", "booked": "wait", "confirmed": "ok",
    "delivered": "ok", "debriefed": "off", "closed": "off", "cancelled": "off",
}  # fmt: skip
WAY = ("new", "accepted", "options", "approval", "booked", "confirmed", "delivered", "debriefed")
STEPS = {  # what the button says, in the order of the way
    "accepted": pgettext_lazy("step", "Take it up"),
    "options": pgettext_lazy("step", "Options are with the client"),
    "approval": pgettext_lazy("step", "Ask for a yes"),
    "booked": pgettext_lazy("step", "It is booked"),
    "confirmed": pgettext_lazy("step", "It is confirmed"),
    "delivered": pgettext_lazy("step", "It took place"),
    "debriefed": pgettext_lazy("step", "We heard how it was"),
    "closed": pgettext_lazy("step", "Close"),
}
PHASES = {
    "brief": pgettext_lazy("phase", "what is wanted"),
    "search": pgettext_lazy("phase", "search"),
    "trials": pgettext_lazy("phase", "trials and viewings"),
    "choice": pgettext_lazy("phase", "choice"),
    "waiting": pgettext_lazy("phase", "waiting"),
    "running": pgettext_lazy("phase", "it runs"),
    "renewal": pgettext_lazy("phase", "renewal"),
}
REFUSALS: dict[type[actions.Refused], Any] = {
    actions.NotNow: pgettext_lazy("refusal", "This step does not fit where the request stands now."),
    actions.InThePast: pgettext_lazy("refusal", "This needs a moment ahead, before it takes place."),
    actions.HoldsNoGrant: pgettext_lazy("refusal", "This colleague may not open the dossier."),
    actions.NotTheSame: pgettext_lazy("refusal", "These two cannot be one."),
}


@require_safe
@staff_view
def asked(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """GET /asked/<id>/: what the client asked, how it stands, what is next. One that was merged leads to the other."""
    goes_on = access.stands_for(request_id)
    if goes_on != request_id and "alone" not in request.GET:
        access.client_request(request_id)  # a stranger gets 404 here too
        return redirect("desk:request", goes_on)
    return _page(request, request_id)


@require_POST
@staff_view
def state(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """POST /asked/<id>/state/: a step on, cancelled with a reason, or taken up again."""
    after, reason = request.POST.get("state", ""), request.POST.get("reason", "").strip()
    if after not in RequestState.values:
        raise NotHere
    if after == RequestState.CANCELLED and not reason:
        return _page(request, request_id, status=422, needs_reason=True)
    card = access.client_request(request_id)
    verb = actions.advance
    if after == RequestState.ACCEPTED and not (card.is_open and card.state != RequestState.DELIVERED):
        return _do(request, request_id, lambda **who: actions.reopen_request(request_id, reason=reason, **who))
    return _do(request, request_id, lambda **who: verb(request_id, after, reason=reason, **who))


@require_POST
@staff_view
def pause(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """POST /asked/<id>/pause/: it waits, why, and until when."""
    with timezone.override(the_house().tz):
        form = PauseForm(request.POST, now=clock.now())
        if not form.is_valid():
            return _page(request, request_id, status=422, pause_form=form)
    return _do(request, request_id, lambda **who: actions.pause_request(request_id, **form.cleaned_data, **who))


@require_POST
@staff_view
def resume(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """POST /asked/<id>/resume/: it goes on before the pause is over."""
    return _do(request, request_id, lambda **who: actions.resume_request(request_id, **who))


@require_POST
@staff_view
def owner(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """POST /asked/<id>/owner/: a colleague takes it over with its steps."""
    card = access.client_request(request_id)
    form = HandOverForm(request.POST, colleagues=access.may_own(card.client_id, now=clock.now()))
    if not form.is_valid():
        raise NotHere
    to = form.colleagues[form.cleaned_data["to"]]
    return _do(request, request_id, lambda **who: actions.hand_request_over(request_id, to, **who))


@require_POST
@staff_view
def merge(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """POST /asked/<id>/merge/: another one is the same ask; or it is not, and is not suggested again."""
    other = _uuid(request.POST.get("other", ""))
    if request.POST.get("is_same") == "no":
        actions.keep_apart(request_id, other, by=_me(request), now=clock.now())
        toasts.said(request, _("They stay two."))
        return redirect("desk:request", request_id)
    return _do(request, request_id, lambda **who: actions.merge_requests(other, request_id, **who))


@require_POST
@staff_view
def apart(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """POST /asked/<id>/apart/: it was a matter of its own after all."""
    return _do(request, request_id, lambda **who: actions.take_requests_apart(request_id, **who))


@require_POST
@staff_view
def known(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """POST /asked/<id>/known/: what is known of it."""
    card = access.client_request(request_id)
    form = DetailsForm(request.POST, category=card.category, known=access.details(request_id))
    if not form.is_valid():
        return _page(request, request_id, status=422, details_form=form)
    actions.know(request_id, form.cleaned_data, by=_me(request), now=clock.now())
    toasts.said(request, _("Written down."))
    return redirect("desk:request", request_id)


@require_POST
@staff_view
def phase(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """POST /asked/<id>/phase/: a case goes on to another phase."""
    chosen = request.POST.get("phase", "")
    return _do(request, request_id, lambda **who: actions.enter_phase(request_id, chosen, **who))


@require_POST
@staff_view
def candidate_new(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """POST /asked/<id>/candidates/: somebody or something that may be it."""
    form = CandidateForm(request.POST)
    if not form.is_valid():
        return _page(request, request_id, status=422, candidate_form=form)
    return _do(request, request_id, lambda **who: actions.add_candidate(request_id, **form.cleaned_data, **who))


@require_POST
@staff_view
def candidate(request: HttpRequest, candidate_id: UUID) -> HttpResponse:
    """POST /candidates/<id>/: how it stands with one, its trial, what was thought."""
    row = Candidate.objects.filter(pk=candidate_id).first()
    if row is None:
        raise NotHere
    with timezone.override(the_house().tz):
        form = JudgeForm(request.POST, now=clock.now())
        if not form.is_valid():
            return _page(request, row.client_request_id, status=422, judged=(candidate_id, form))
    return _do(
        request, row.client_request_id, lambda **who: actions.judge_candidate(candidate_id, **form.cleaned_data, **who)
    )


@require_POST
@staff_view
def look_new(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """POST /asked/<id>/looks/: when it is looked at again."""
    with timezone.override(the_house().tz):
        form = LookForm(request.POST, now=clock.now())
        if not form.is_valid():
            return _page(request, request_id, status=422, look_form=form)
    return _do(request, request_id, lambda **who: actions.plan_look(request_id, **form.cleaned_data, **who))


@require_POST
@staff_view
def look_done(request: HttpRequest, request_id: UUID, look_id: UUID) -> HttpResponse:
    """POST /asked/<id>/looks/<look>/done/: somebody has looked."""
    return _do(request, request_id, lambda **who: actions.looked(look_id, **who))


def _do(request: HttpRequest, request_id: UUID, act: Callable[..., Any]) -> HttpResponse:
    """Do it, say what was done with a way back of ten seconds, and show the request; or say why it cannot be done."""
    try:
        done = act(by=_me(request), now=clock.now())
    except actions.Refused as refused:
        toasts.refused(request, str(REFUSALS.get(type(refused), REFUSALS[actions.NotNow])))
        return redirect("desk:request", request_id)
    if isinstance(done, Move):
        toasts.said(request, _("Done: %(what)s.") % {"what": done.get_what_display()}, undo=_back(done))
    elif done is not None:
        toasts.said(request, _("Written down."))
    return redirect("desk:request", request_id)


def _back(move: Move) -> str:
    return reverse("desk:task_undo", args=[move.pk])


def _page(request: HttpRequest, request_id: UUID, *, status: int = 200, **more: Any) -> HttpResponse:
    with timezone.override(the_house().tz):
        return render(request, "desk/asked.html", _context(request_id) | more, status=status)


def _context(request_id: UUID) -> dict[str, Any]:
    now = clock.now()
    card = access.client_request(request_id)
    known = access.details(request_id)
    steps = [(after, label) for after, label in STEPS.items() if rules.may_become(card.state, after)]
    return {
        "card": card,
        "meaning": MEANING[card.state],
        "client": dossiers.card(card.client_id),
        "talks": _talks(request_id, card),
        "history": access.history(request_id),
        "way": _way(card.state),
        "steps": steps if card.is_open else [],
        "main_step": steps[0][0] if steps else "",
        "may_cancel": rules.may_become(card.state, RequestState.CANCELLED),
        "may_reopen": card.state in (*access.AT_REST, RequestState.DELIVERED) and not access.merged_into(request_id),
        "pause": access.pause_of(request_id),
        "pause_form": PauseForm(now=now),
        "colleagues": access.may_own(card.client_id, now=now).exclude(pk=card.owner.pk),
        "missing": [DETAILS[name] for name in rules.missing(card.category, known)],
        "details_form": DetailsForm(category=card.category, known=known),
        "tasks": access.tasks_of(request_id, now=now),
        "bookings": bookings_of_request(request_id, now=now),
        "merged": [access.client_request(pk) for pk in access.merged_here(request_id)],
        "merged_into": access.merged_into(request_id),
        "likely": access.likely_same(request_id),
        "case": access.case_of(request_id),
        "phases": PHASES,
        "candidate_states": Candidate.State.choices,
        "candidate_form": CandidateForm(auto_id="candidate_%s"),
        "look_form": LookForm(now=now, auto_id="look_%s"),
        "now": now,
    }


def _way(now_at: str) -> list[tuple[str, str, str]]:
    """The usual way of a request: state, its name, and whether it lies behind, here or ahead."""
    place = WAY.index(now_at) if now_at in WAY else len(WAY)
    return [
        (code, str(RequestState(code).label), "past" if at < place else "here" if at == place else "ahead")
        for at, code in enumerate(WAY)
    ]


def _talks(request_id: UUID, card: access.RequestCard) -> list[Message]:
    """The messages that asked for it, of merged ones too: each leads to its conversation."""
    ids = [card.message_id, *(access.client_request(pk).message_id for pk in access.merged_here(request_id))]
    return list(Message.objects.filter(pk__in=filter(None, ids)).order_by("sent_at"))


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotHere from None


def _me(request: HttpRequest) -> Staff:
    return cast(Staff, request.user)  # staff_view lets nobody else in


urls = [
    path("asked/<uuid:request_id>/", asked, name="request"),
    path("asked/<uuid:request_id>/state/", state, name="request_state"),
    path("asked/<uuid:request_id>/pause/", pause, name="request_pause"),
    path("asked/<uuid:request_id>/resume/", resume, name="request_resume"),
    path("asked/<uuid:request_id>/owner/", owner, name="request_owner"),
    path("asked/<uuid:request_id>/merge/", merge, name="request_merge"),
    path("asked/<uuid:request_id>/apart/", apart, name="request_apart"),
    path("asked/<uuid:request_id>/known/", known, name="request_known"),
    path("asked/<uuid:request_id>/phase/", phase, name="request_phase"),
    path("asked/<uuid:request_id>/candidates/", candidate_new, name="candidate_new"),
    path("candidates/<uuid:candidate_id>/", candidate, name="candidate"),
    path("asked/<uuid:request_id>/looks/", look_new, name="look_new"),
    path("asked/<uuid:request_id>/looks/<uuid:look_id>/done/", look_done, name="look_done"),
]
