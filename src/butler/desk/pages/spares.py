"""Who could stand in for a booking: a colleague may say «not this one», and take it back."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from butler.assurance import spares
from butler.desk import toasts
from butler.desk.shell import StaffRequest
from butler.ground import clock
from butler.staff.views import staff_view


@require_POST
@staff_view
def rule_out(request: StaffRequest, spare_id: UUID) -> HttpResponse:
    """POST /spares/<id>/out/: not this one; the next moves up."""
    spare = spares.rule_out(spare_id, by=request.user, now=clock.now())
    toasts.said(request, _("Not this one, then."), undo=reverse("desk:spare_back", args=[spare_id]))
    return redirect("desk:booking", spare.booking_id)


@require_POST
@staff_view
def bring_back(request: StaffRequest, spare_id: UUID) -> HttpResponse:
    """POST /spares/<id>/back/: it may stand in after all."""
    booking_id = spares.bring_back(spare_id, by=request.user, now=clock.now())
    toasts.said(request, _("Taken back."))
    return redirect("desk:booking", booking_id)


urls = [
    path("spares/<uuid:spare_id>/out/", rule_out, name="spare_out"),
    path("spares/<uuid:spare_id>/back/", bring_back, name="spare_back"),
]
