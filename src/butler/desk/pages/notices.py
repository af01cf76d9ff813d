"""GET /notices/: what needs me now, for a browser that may say so, of colleagues who asked for it."""

from dataclasses import asdict

from django.http import HttpResponse, JsonResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from butler.briefs.access import read_brief
from butler.desk.needs import mine_of, needs_of
from butler.desk.notices import notices_of
from butler.desk.pages.needs import READ
from butler.desk.shell import Shell, StaffRequest
from butler.dossiers.access import cards
from butler.ground import clock
from butler.ground.house import the_house
from butler.requests.access import open_tasks
from butler.staff.views import staff_view


@require_safe
@staff_view
def notices(request: StaffRequest) -> HttpResponse:
    """What is at hand now, each with an id that stays; 204 for whoever does not want to hear of it."""
    if not request.user.wants_notices:
        return HttpResponse(status=204)
    me, now, clients = request.user, clock.now(), cards()
    mine = mine_of(me, clients)
    tasks = open_tasks(now=now, owners=[me.pk])
    brief = read_brief(me.pk, the_house().local(now).date(), now=now, sections=READ, clients=clients)
    found = notices_of(
        needs_of(me, mine, brief, tasks=tasks, now=now), tasks, mine, is_discreet=Shell(request).is_discreet
    )
    answer = JsonResponse({"several": _("Needs you"), "notices": [asdict(one) for one in found]})
    answer.headers["Cache-Control"] = "no-store"
    return answer


urls = [path("notices/", notices, name="notices")]
