"""The private page of one letter: seen by whoever holds its address, answered with one press.

The address is the right: 122 random bits (RFC 9562, version 4) that stand in one letter. There is no session and no
cookie, so nothing could be done in somebody's name from elsewhere, and a token against forged requests would guard
nothing: whoever could forge the address may press as well. Looking (GET, HEAD) changes nothing, for mail scanners look.
"""

from collections.abc import Mapping
from datetime import tzinfo
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from butler.correspondence import pages
from butler.correspondence.pages import Open
from butler.ground import clock
from butler.ground.acting import acting_at_the_door
from butler.ground.house import the_house
from butler.ground.refusals import NotHere
from butler.portal.forms import Words, form_for
from butler.portal.showing import filled_before, heard, our_clock, shown

LANGUAGES = ("ru", "en")


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, page_id: UUID) -> HttpResponse:
    """GET /a/<page>/ shows it; POST with `act` lays the answer down and comes back to it.

    What is over is still shown, as gone (410); who presses too often is told so (429).
    """
    now = clock.now()
    with acting_at_the_door():
        try:
            found = pages.open_page(page_id, now=now)
        except NotHere:
            return _nothing(request)
        house = the_house()
    with translation.override(found.language if found.language in LANGUAGES else "en"):
        if request.method == "POST":
            return _answer(request, found, house.tz)
        status = HTTPStatus.GONE if found.is_closed else HTTPStatus.OK
        return _page(request, found, Words(zone=house.tz), status=status)


@csrf_exempt
def nothing_here(request: HttpRequest, rest: str = "") -> HttpResponse:
    """Any other address below: the same bytes as for a page that is not there."""
    return _nothing(request)


def _answer(request: HttpRequest, found: Open, zone: tzinfo) -> HttpResponse:
    act = request.POST.get("act", "")
    form = form_for(found.kind, act)(request.POST, zone=zone)
    if act not in found.acts:
        return _page(request, found, form, tried="?", status=HTTPStatus.BAD_REQUEST)
    if not form.is_valid():
        return _page(request, found, form, tried=act, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        with acting_at_the_door():
            pages.lay_answer(found.id, act, form.content(), now=clock.now())
    except pages.NotOffered:
        return _page(request, found, form, tried="?", status=HTTPStatus.BAD_REQUEST)
    except pages.Enough:
        return _page(request, found, form, status=HTTPStatus.TOO_MANY_REQUESTS)
    except pages.Closed:
        return _page(request, found, form, status=HTTPStatus.GONE)
    return redirect("portal:page", found.id)


def _page(
    request: HttpRequest, found: Open, form: Words, *, tried: str = "", status: int = HTTPStatus.OK,
) -> HttpResponse:  # fmt: skip
    known: Mapping[str, Any] = {
        "page": found, "form": form, "tried": tried, "filled": form.data or filled_before(found, form.zone),
        "heard": heard(found, clock.now(), form.zone), "our_clock": our_clock(clock.now(), form.zone), **shown(found),
    }  # fmt: skip
    return _quietly(render(request, f"portal/{found.kind}.html", dict(known), status=status))


def _nothing(request: HttpRequest) -> HttpResponse:
    return _quietly(render(request, "portal/nothing.html", status=HTTPStatus.NOT_FOUND))


def _quietly(response: HttpResponse) -> HttpResponse:
    """Told to nobody: neither where they go next, nor to a search engine."""
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response
