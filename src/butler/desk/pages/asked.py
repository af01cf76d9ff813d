"""One request: where it stands and how it came there, what is next, what is missing; and what can be done with it."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_safe

from butler.bookings.access import NOT_PROVEN, BookingCard, bookings_of_request
from butler.correspondence.models import Message
from butler.desk.clock_words import clock_lines, point_lines
from butler.dossiers import access as dossiers
from butler.ground import clock
from butler.ground.house import the_house
from butler.requests import access, rules
from butler.requests.forms import (
    DETAILS,
    CandidateForm,
    DetailsForm,
    LookForm,
    PauseForm,
)
from butler.requests.models import Candidate, RequestState
from butler.sourcing.access import operations_of
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


@require_safe
@staff_view
def asked(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """GET /asked/<id>/: what the client asked, how it stands, what is next. One that was merged leads to the other."""
    goes_on = access.stands_for(request_id)
    if goes_on != request_id and "alone" not in request.GET:
        access.client_request(request_id)  # a stranger gets 404 here too
        return redirect("desk:request", goes_on)
    return page(request, request_id)


def page(request: HttpRequest, request_id: UUID, *, status: int = 200, **more: Any) -> HttpResponse:
    with timezone.override(the_house().tz):
        return render(request, "desk/asked.html", _context(request_id) | more, status=status)


def _context(request_id: UUID) -> dict[str, Any]:
    now = clock.now()
    card = access.client_request(request_id)
    known = access.details(request_id)
    bookings = bookings_of_request(request_id, now=now)
    tasks = access.tasks_of(request_id, now=now)
    steps = _steps(card.state, is_proven(bookings))
    return {
        "card": card,
        "meaning": MEANING[card.state],
        "client": dossiers.card(card.client_id),
        "talks": _talks(request_id, card),
        "history": access.history(request_id),
        "way": _way(card.state),
        "steps": steps if card.is_open else [],
        "may_cancel": rules.may_become(card.state, RequestState.CANCELLED),
        "may_reopen": card.state in (*access.AT_REST, RequestState.DELIVERED) and not access.merged_into(request_id),
        "clocks": clock_lines(request_id, now=now) if card.is_open else [],
        "points": point_lines(access.points_of([request_id])[request_id], now) if card.is_open else [],
        "pause": access.pause_of(request_id),
        "pause_form": PauseForm(now=now),
        "colleagues": access.may_own(card.client_id, now=now).exclude(pk=card.owner.pk),
        "missing": [DETAILS[name] for name in rules.missing(card.category, known)],
        "details_form": DetailsForm(category=card.category, known=known),
        "tasks": tasks,
        "work_count": len(tasks) + len(bookings),
        "bookings": bookings,
        "merged": [access.client_request(pk) for pk in access.merged_here(request_id)],
        "merged_into": access.merged_into(request_id),
        "searches": operations_of(request_id),
        "likely": access.likely_same(request_id),
        "case": access.case_of(request_id),
        "phases": PHASES,
        "candidate_states": Candidate.State.choices,
        "candidate_form": CandidateForm(auto_id="candidate_%s"),
        "look_form": LookForm(now=now, auto_id="look_%s"),
        "now": now,
    }


def _steps(now_at: str, is_proven: bool) -> list[tuple[str, Any]]:
    """The steps that fit, those forward first: the first of them is the main one. Confirmed means proven."""
    fitting = [code for code in STEPS if rules.may_become(now_at, code)]
    fitting = [code for code in fitting if is_proven or code != RequestState.CONFIRMED]
    order = list(STEPS)
    here = order.index(now_at) if now_at in order else -1
    return [(code, STEPS[code]) for code in sorted(fitting, key=lambda code: order.index(code) < here)]


def is_proven(bookings: list[BookingCard]) -> bool:
    """Confirmed means proven: none of what is booked for it still waits for its evidence."""
    return not any(each.state in NOT_PROVEN for each in bookings)


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


urls = [path("asked/<uuid:request_id>/", asked, name="request")]
