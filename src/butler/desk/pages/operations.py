"""Operations: what the house is looking for, whom it has asked, what is offered and why, and what happens next."""

from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_POST, require_safe

from butler.desk import toasts
from butler.desk.shell import StaffRequest
from butler.dossiers import access as dossiers
from butler.dossiers.access import cards
from butler.ground import clock
from butler.ground.house import the_house
from butler.ground.refusals import NotHere
from butler.requests import access as requests
from butler.sourcing import access, actions
from butler.sourcing.access.cards import OperationCard
from butler.sourcing.actions.telephone import OUTCOMES
from butler.sourcing.rules.hearing import Terms
from butler.staff.views import staff_view

REASONS: dict[str, str | Promise] = {
    "price_within": pgettext_lazy("offer", "the price is within the limits"),
    "price_above": pgettext_lazy("offer", "above what it may cost"),
    "price_not_said": pgettext_lazy("offer", "no price was named"),
    "other_currency": pgettext_lazy("offer", "in another currency"),
    "above_face_value": pgettext_lazy("offer", "resold above the printed price"),
    "held": pgettext_lazy("offer", "held long enough"),
    "hold_too_short": pgettext_lazy("offer", "held too short to act"),
    "reliable": pgettext_lazy("offer", "the supplier keeps their word"),
}
LOG: dict[str, str | Promise] = {
    "opened": pgettext_lazy("operation log", "the search began"),
    "asked": pgettext_lazy("operation log", "asked"),
    "chased": pgettext_lazy("operation log", "asked once more"),
    "offered": pgettext_lazy("operation log", "offers"),
    "perhaps": pgettext_lazy("operation log", "not yet"),
    "refused": pgettext_lazy("operation log", "cannot"),
    "call": pgettext_lazy("operation log", "wants a call"),
    "silent": pgettext_lazy("operation log", "is silent"),
    "stopped": pgettext_lazy("operation log", "stopped"),
    "taken": pgettext_lazy("operation log", "taken"),
    "confirmed": pgettext_lazy("operation log", "confirmed"),
    "choice": pgettext_lazy("operation log", "the client was asked to choose"),
    "chosen": pgettext_lazy("operation log", "the client chose"),
    "booked": pgettext_lazy("operation log", "booked"),
}
MEANING = {
    "planned": "off", "asked": "wait", "offered": "ok", "perhaps": "warn", "call": "warn", "refused": "off",
    "silent": "warn", "stopped": "off", "searching": "wait", "choice": "wait", "approval": "warn", "ordered": "wait",
    "booked": "ok", "good": "ok", "unclear": "warn", "lacking": "risk",
}  # fmt: skip
TELLING = ("offered", "perhaps", "refused", "call", "confirmed", "booked", "taken")


@require_safe
@staff_view
def operations(request: StaffRequest) -> HttpResponse:
    """GET /operations/: every open search, the nearest promise first."""
    found = access.open_operations()
    clients = cards({each.client_id for each in found})
    rows = [(each, clients[each.client_id], MEANING[each.state]) for each in found if each.client_id in clients]
    return _render(request, "desk/operations.html", {"rows": rows, "now": clock.now()})


@require_safe
@staff_view
def operation(request: StaffRequest, operation_id: UUID) -> HttpResponse:
    """GET /operations/<id>/: one search whole."""
    return _page(request, operation_id)


@require_POST
@staff_view
def begin(request: StaffRequest, request_id: UUID) -> HttpResponse:
    """POST /asked/<request>/search/: ask the network for what this request wants."""
    try:
        found = actions.open_operation(request_id, by=request.user, now=clock.now())
    except actions.NobodyToAsk:
        toasts.warned(request, _("The network has no door for it: nobody was asked."))
        return redirect("desk:request", request_id)
    except actions.NothingToSearch:
        toasts.refused(request, _("There is nothing to look for: say what is wanted first."))
        return redirect("desk:request", request_id)
    return redirect("desk:operation", found.pk)


@require_POST
@staff_view
def stop(request: StaffRequest, operation_id: UUID) -> HttpResponse:
    """POST /operations/<id>/stop/: whoever was asked is thanked."""
    access.operation(operation_id)
    try:
        actions.stop_search(operation_id, by=request.user, now=clock.now())
    except NotHere:
        return _gone_on(request, operation_id)
    toasts.said(request, _("The search is over; whoever was asked hears it kindly."))
    return redirect("desk:operation", operation_id)


@require_POST
@staff_view
def agree(request: StaffRequest, operation_id: UUID, offer_id: UUID) -> HttpResponse:
    """POST /operations/<id>/offers/<offer>/yes/: the house agrees to the price."""
    actions.say_yes_to_price(offer_id, by=request.user, now=clock.now())
    toasts.said(request, _("Your yes to the price is written down. A colleague orders."))
    return redirect("desk:operation", operation_id)


@require_POST
@staff_view
def called(request: StaffRequest, operation_id: UUID, approach_id: UUID) -> HttpResponse:
    """POST /operations/<id>/asked/<approach>/: what was heard by telephone: `outcome`, `who`, `what`, `price`."""
    access.operation(operation_id)
    outcome, who = request.POST.get("outcome", ""), request.POST.get("who", "").strip()[:120]
    if outcome not in OUTCOMES:
        raise NotHere
    price = _price(request.POST.get("price", ""))
    if price is None:
        return _page(
            request, operation_id, wrong=approach_id, why=_("Write the price as a number: 46 000."), status=422
        )
    terms = Terms(request.POST.get("what", "").strip()[:600], price or None)
    try:
        actions.called(approach_id, outcome, by=request.user, now=clock.now(), who=who, terms=terms)
    except ValueError:
        return _page(request, operation_id, wrong=approach_id, why=_("Who said so? A yes has a name."), status=422)
    except NotHere:
        return _gone_on(request, operation_id)
    toasts.said(request, _("Written down."))
    return redirect("desk:operation", operation_id)


def _gone_on(request: StaffRequest, operation_id: UUID) -> HttpResponse:
    """The page was older than the search: it is shown as it stands now."""
    toasts.refused(request, _("The search has gone on meanwhile: nothing was changed. This is how it stands now."))
    return redirect("desk:operation", operation_id)


def _price(said: str) -> Decimal | None:
    """Zero where nothing was written, None where it is no price."""
    bare = "".join(said.split()).replace("\u00a0", "").replace(",", ".")
    try:
        price = Decimal(bare or 0)
    except InvalidOperation:
        return None
    return price if price.is_finite() and 0 <= price < 10**9 else None


def _page(request: StaffRequest, operation_id: UUID, *, status: int = 200, **more: Any) -> HttpResponse:
    now = clock.now()
    card = access.operation(operation_id)
    offers = access.offers_of(operation_id)
    asked = requests.client_request(card.request_id)
    context = {
        "card": card, "asked": asked, "client": dossiers.card(card.client_id), "meaning": MEANING[card.state],
        "waves": [(wave, [(ask, MEANING[ask.state]) for ask in wave.asks]) for wave in access.waves_of(operation_id)],
        "offers": [(offer, _tag(offer.state, offer.verdict), _reasons(offer)) for offer in offers],
        "house_asked": {offer.id for offer in offers if offer.waits_for_house and not offer.order_waits},
        "log": [(one, LOG.get(one.what, one.what), MEANING.get(one.what, "")) for one in access.happened(operation_id)],
        "telling": TELLING, "steps": _steps(card, now), "left": _left(card.answer_by, now), "now": now,
        "is_late": card.is_open and card.answer_by <= now,
    }  # fmt: skip
    return _render(request, "desk/operation.html", context | more, status=status)


def _tag(state: str, verdict: str) -> str:
    if state in ("accepted", "confirmed"):
        return "ok"
    return MEANING.get(verdict, "off") if state == "standing" else "off"


def _reasons(offer: Any) -> list[tuple[bool, str]]:
    return [(one.is_met, one.term or str(REASONS.get(one.code, one.code))) for one in offer.reasons]


def _steps(card: OperationCard, now: datetime) -> list[tuple[datetime, str, str]]:
    """The way of a search: (when, what, is it past, here or ahead)."""
    moments = [(card.opened_at, _("the search began"))]
    moments += [
        (wave.opened_at or wave.opens_at, _("wave %(n)s") % {"n": wave.number}) for wave in access.waves_of(card.id)
    ]
    moments += [(card.plan_b_at, _("another way, if nothing is found")), (card.answer_by, _("the client hears"))]
    ordered = sorted(moments, key=lambda one: one[0])
    past = [at for at, _what in ordered if at <= now]
    here = past[-1] if past and card.is_open else None
    return [(at, what, "here" if at == here else "past" if at <= now else "ahead") for at, what in ordered]


def _left(until: datetime, now: datetime) -> str:
    minutes = int(abs((until - now).total_seconds()) // 60)
    days, rest = divmod(minutes, 24 * 60)
    return _("%(n)s d") % {"n": days} if days else f"{rest // 60}:{rest % 60:02}"


def _render(request: StaffRequest, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    with timezone.override(the_house().tz):
        return render(request, template, context, status=status)


urls = [
    path("operations/", operations, name="operations"),
    path("operations/<uuid:operation_id>/", operation, name="operation"),
    path("operations/<uuid:operation_id>/stop/", stop, name="operation_stop"),
    path("operations/<uuid:operation_id>/offers/<uuid:offer_id>/yes/", agree, name="operation_agree"),
    path("operations/<uuid:operation_id>/asked/<uuid:approach_id>/", called, name="operation_called"),
    path("asked/<uuid:request_id>/search/", begin, name="request_search"),
]
