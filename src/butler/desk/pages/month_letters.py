"""The letter of each month, «hours returned to you»: who wants it, how it reads, a yes or a no."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from butler.desk import toasts
from butler.desk.dates import day_asked
from butler.desk.pages.digests import LetterForm, answered, taken_back, tried
from butler.desk.shell import StaffRequest
from butler.dossiers.access import Card, card
from butler.ground import clock
from butler.reports import access, actions, printing, wording
from butler.reports.rules import letter as rules
from butler.reports.rules import periods
from butler.reports.rules.periods import Kind, Period
from butler.staff.views import staff_view


@require_safe
@staff_view
def month_letters(request: StaffRequest) -> HttpResponse:
    """GET /reports/letters/: letters of months, those that wait for a yes first."""
    found = access.letters_of_months()
    named = [(one, wording.name_of(periods.of(Kind.MONTH, one.month))) for one in found]
    waiting = [pair for pair in named if pair[0].is_waiting]
    answered = [pair for pair in named if not pair[0].is_waiting]
    return render(request, "desk/month_letters.html", {"waiting": waiting, "answered": answered})


@staff_view
def month_letter(request: StaffRequest, client_id: UUID) -> HttpResponse:
    """GET /reports/clients/<id>/letter/?month=2026-11-01: the letter, or how it would read; POST keeps other words."""
    client, now = card(client_id), clock.now()
    period = _month(request, client)
    found = access.month_letter(client_id, period.first)
    form = LetterForm(request.POST or None, initial={"text": found.letter.body if found else ""})
    if request.method == "POST" and found and form.is_valid():
        text = form.cleaned_data["text"]
        if tried(request, lambda: actions.edit(found.id, text, by=request.user, now=clock.now())):
            toasts.said(request, _("Kept in your words, on paper too."))
        return redirect(_address(client_id, period))
    preview = None if found else access.preview(client_id, period.first, now=now)
    context: dict[str, Any] = {
        "client": client,
        "found": found,
        "preview": preview,
        "body": found.letter.body if found else preview.body if preview else "",
        "subject": found.letter.subject if found else preview.subject if preview else "",
        "form": form,
        "month": wording.name_of(period),
        "query": f"month={period.first}",
        "earlier": f"month={period.before.first}",
        "later": f"month={period.after.first}" if period.after.first <= _today(client) else "",
        "is_over": rules.is_over(period.first, now, client.tz),
        "wants": access.wants(client_id),
    }
    return render(request, "desk/month_letter.html", context, status=422 if form.errors else 200)


@require_safe
@staff_view
def month_letter_pdf(request: StaffRequest, client_id: UUID) -> HttpResponse:
    """GET /reports/clients/<id>/letter.pdf?month=…: the paper that leaves with it, or would."""
    client = card(client_id)
    period = _month(request, client)
    found = access.month_letter(client_id, period.first)
    if found is not None:
        content = access.paper_of(found.letter.id)
    elif (preview := access.preview(client_id, period.first, now=clock.now())) is not None:
        content = printing.letter_as_pdf(period.first, preview.body, preview.minutes, client.language)
    else:
        raise Http404
    response = HttpResponse(content, content_type=printing.PDF)
    response.headers["Content-Disposition"] = f'inline; filename="letter-{period.first:%Y-%m}.pdf"'
    return response


@require_POST
@staff_view
def month_letter_draft(request: StaffRequest, client_id: UUID) -> HttpResponse:
    """POST /reports/clients/<id>/letter/draft/?month=…: write it now; it waits for a yes."""
    period = _month(request, card(client_id))
    try:
        actions.draft(client_id, period.first, now=clock.now())
    except actions.NotYet:
        toasts.refused(request, _("Nothing to write yet: the month is not over, or nothing was settled in it."))
    else:
        toasts.said(request, _("Drafted: it waits for your word."))
    return redirect(_address(client_id, period))


@require_POST
@staff_view
def month_letter_wish(request: StaffRequest, client_id: UUID) -> HttpResponse:
    """POST /reports/clients/<id>/letter/wish/: the client wants it each month, or no more; undone by the other."""
    wanted = request.POST.get("wanted", request.GET.get("wanted")) == "yes"
    back = reverse("desk:month_letter_wish", args=[client_id]) + f"?wanted={'no' if wanted else 'yes'}"
    if wanted:
        actions.want(client_id, by=request.user, now=clock.now())
        toasts.said(request, _("The letter will be drafted at the beginning of each month."), undo=back)
    else:
        actions.want_no_more(client_id)
        toasts.said(request, _("No more letters of the month."), undo=back)
    return redirect("desk:month_letter", client_id)


@require_POST
@staff_view
def month_letter_answer(request: StaffRequest, pk: UUID) -> HttpResponse:
    """POST /reports/letters/<id>/answer/: yes, it may leave at its hour, or no, it stays."""
    answered(request, actions.approve, actions.refuse, pk, undo="desk:month_letter_undo")
    return redirect("desk:month_letters")


@require_POST
@staff_view
def month_letter_undo(request: StaffRequest, pk: UUID) -> HttpResponse:
    """POST /reports/letters/<id>/undo/: the answer was a slip."""
    taken_back(request, actions.take_back, pk)
    return redirect("desk:month_letters")


def _month(request: StaffRequest, client: Card) -> Period:
    """The month asked for, on the client's calendar; without one, the last that is over."""
    today = _today(client)
    asked = day_asked(request.GET.get("month", "")) or periods.months_on(today.replace(day=1), -1)
    return periods.of(Kind.MONTH, periods.within_reach(asked, today))


def _today(client: Card) -> date:
    return clock.today(client.tz)


def _address(client_id: UUID, period: Period) -> str:
    return reverse("desk:month_letter", args=[client_id]) + f"?month={period.first}"


urls = [
    path("reports/letters/", month_letters, name="month_letters"),
    path("reports/letters/<uuid:pk>/answer/", month_letter_answer, name="month_letter_answer"),
    path("reports/letters/<uuid:pk>/undo/", month_letter_undo, name="month_letter_undo"),
    path("reports/clients/<uuid:client_id>/letter/", month_letter, name="month_letter"),
    path("reports/clients/<uuid:client_id>/letter.pdf", month_letter_pdf, name="month_letter_pdf"),
    path("reports/clients/<uuid:client_id>/letter/draft/", month_letter_draft, name="month_letter_draft"),
    path("reports/clients/<uuid:client_id>/letter/wish/", month_letter_wish, name="month_letter_wish"),
]
