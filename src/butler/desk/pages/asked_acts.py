"""What can be done with a request, each act a plain form: said with a way back of ten seconds, or refused in words."""

from collections.abc import Callable
from typing import Any, cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_POST

from butler.bookings.access import bookings_of_request
from butler.desk import toasts
from butler.desk.pages.asked import is_proven, page
from butler.ground import clock
from butler.ground.house import the_house
from butler.ground.refusals import NotHere
from butler.requests import access, actions
from butler.requests.forms import CandidateForm, DetailsForm, HandOverForm, JudgeForm, LookForm, PauseForm
from butler.requests.models import Candidate, Move, RequestState
from butler.staff.models import Staff
from butler.staff.views import staff_view

REFUSALS: dict[type[actions.Refused], Any] = {
    actions.NotNow: pgettext_lazy("refusal", "This step does not fit where the request stands now."),
    actions.InThePast: pgettext_lazy("refusal", "This needs a moment ahead, before it takes place."),
    actions.HoldsNoGrant: pgettext_lazy("refusal", "This colleague may not open the dossier."),
    actions.NotTheSame: pgettext_lazy("refusal", "These two cannot be one."),
}


@require_POST
@staff_view
def state(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """POST /asked/<id>/state/: a step on, cancelled with a reason, or taken up again."""
    after, reason = request.POST.get("state", ""), request.POST.get("reason", "").strip()
    if after not in RequestState.values:
        raise NotHere
    access.client_request(request_id)  # a stranger learns nothing of its bookings either
    if after == RequestState.CANCELLED and not reason:
        return page(request, request_id, status=422, needs_reason=True)
    if after == RequestState.CONFIRMED and not is_proven(bookings_of_request(request_id, now=clock.now())):
        toasts.refused(request, _("Not every booking is proven yet. Confirmed means proven."))
        return redirect("desk:request", request_id)
    is_over = access.client_request(request_id).state in (*access.AT_REST, RequestState.DELIVERED)
    if after == RequestState.ACCEPTED and is_over:
        return _do(request, request_id, lambda **who: actions.reopen_request(request_id, reason=reason, **who))
    return _do(request, request_id, lambda **who: actions.advance(request_id, after, reason=reason, **who))


@require_POST
@staff_view
def pause(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """POST /asked/<id>/pause/: it waits, why, and until when."""
    with timezone.override(the_house().tz):
        form = PauseForm(request.POST, now=clock.now())
        if not form.is_valid():
            return page(request, request_id, status=422, pause_form=form)
    return _do(request, request_id, lambda **who: actions.pause_request(request_id, **form.cleaned_data, **who))


@require_POST
@staff_view
def resume(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """POST /asked/<id>/resume/: it goes on before the pause is over."""
    return _do(request, request_id, lambda **who: actions.resume_request(request_id, **who))


@require_POST
@staff_view
def told(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """POST /asked/<id>/told/: the client was told by telephone or face to face."""
    word = actions.told(request_id, by=_me(request), now=clock.now())
    toasts.said(request, _("The client was told."), undo=reverse("desk:request_untold", args=[word.pk]))
    return redirect("desk:request", request_id)


@require_POST
@staff_view
def untold(request: HttpRequest, word_id: UUID) -> HttpResponse:
    """POST /asked/told/<id>/undo/: that was a slip."""
    request_id = actions.untold(word_id, by=_me(request), now=clock.now())
    toasts.said(request, _("Taken back."))
    return redirect("desk:request", request_id)


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
        return page(request, request_id, status=422, details_form=form)
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
        return page(request, request_id, status=422, candidate_form=form)
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
            return page(request, row.client_request_id, status=422, judged=(candidate_id, form))
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
            return page(request, request_id, status=422, look_form=form)
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


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotHere from None


def _me(request: HttpRequest) -> Staff:
    return cast(Staff, request.user)  # staff_view lets nobody else in


urls = [
    path("asked/<uuid:request_id>/state/", state, name="request_state"),
    path("asked/<uuid:request_id>/pause/", pause, name="request_pause"),
    path("asked/<uuid:request_id>/resume/", resume, name="request_resume"),
    path("asked/<uuid:request_id>/told/", told, name="request_told"),
    path("asked/told/<uuid:word_id>/undo/", untold, name="request_untold"),
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
