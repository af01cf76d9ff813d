"""The palette: a few letters find a client, a request, a place or a page; a whole line is a new request."""

from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from butler.desk.addresses import address_of
from butler.desk.pages import calls, new_line
from butler.desk.shell import Place, Shell, StaffRequest, address
from butler.dossiers import access as dossiers
from butler.ground.sealing import open_sealed
from butler.network import access as network
from butler.reception.typed import FEWEST, get_ready
from butler.requests.access import AT_REST
from butler.requests.models import ClientRequest
from butler.staff.models import Role
from butler.staff.views import staff_view

SHORTEST = 2  # letters before dossiers and the network are asked
LONGEST = 80  # letters that are looked for; more is a line
MOST = 6  # rows of a group
LOOKED_THROUGH = 300  # open requests, the latest


@dataclass(frozen=True)
class Row:
    """A line of the palette: where it leads and how it reads."""

    url: str
    icon: str
    text: str
    note: str = ""
    keys: tuple[str, ...] = ()
    is_name: bool = False


@dataclass(frozen=True)
class Group:
    label: str
    rows: list[Row]


@require_safe
@staff_view(roles=tuple(Role.values))
def palette(request: StaffRequest) -> HttpResponse:
    """GET /palette/?q=вер: what these letters may mean, for this person; a line is shown as it is understood."""
    typed = request.GET.get("q", "").strip()
    words = key(typed[:LONGEST])
    groups = [Group(_("Go to"), _places(request, words))]
    context: dict[str, Any] = {"typed": typed}
    if request.user.opens_dossiers:
        get_ready()
        if len(words) >= SHORTEST:
            groups = [Group(_("Clients"), _clients(words)), Group(_("Requests"), _requests(words)), *groups]
            groups.append(Group(_("Network"), _network(words)))
        if calls.is_call(typed):
            groups.insert(0, Group(_("Write down a call"), [Row(calls.address_of_line(typed), "phone", typed)]))
        else:
            context |= _line(request, typed)
    context["groups"] = [group for group in groups if group.rows]
    return render(request, "desk/parts/palette.html", context)


def _line(request: StaffRequest, typed: str) -> dict[str, Any]:
    """What is wanted, where two words or more say it."""
    if len(typed.split()) < FEWEST:
        return {}
    found = new_line.understood(request, typed)
    return found | {"here": _here(request)} if found["line"].is_request else {}


def _here(request: StaffRequest) -> str:
    """The page over which the palette stands."""
    there: str = getattr(request.htmx, "current_url_abs_path", "") or ""  # type: ignore[attr-defined]
    return there.partition("?")[0].partition("#")[0]


def key(text: str) -> str:
    """As names are compared: lower case, one space, ё as е."""
    return " ".join(text.lower().replace("ё", "е").split())


def is_meant(words: str, *names: str) -> bool:
    """Does every typed word begin a word of the names?"""
    parts = [part for name in names for part in key(name).replace("-", " ").split()]
    return all(any(part.startswith(word) for part in parts) for word in words.split())


def _places(request: StaffRequest, words: str) -> list[Row]:
    shell = Shell(request)
    rows = [_row_of(place) for place in shell.places]
    if shell.new_request:
        rows.insert(0, Row(shell.new_request, "plus", _("New request"), keys=("N",)))
        rows.insert(1, Row(shell.call, "phone", _("Write down a call"), keys=("C",)))
        rows.append(Row(address("desk:shift"), "moon-star", _("Close the shift"), keys=("Shift", "E")))
        rows.append(Row(address("desk:hand_over_new"), "handshake", _("Hand over")))
        rows.append(Row(address("desk:hand_overs"), "handshake", _("Hand-overs")))
    return [row for row in rows if is_meant(words, row.text)]


def _row_of(place: Place) -> Row:
    return Row(place.url, place.icon, str(place.label), keys=("G", place.letter))


def _clients(words: str) -> list[Row]:
    found = [card for card in dossiers.cards().values() if is_meant(words, card.full_name)]
    return [
        Row(address("desk:client", card.id), "user-round", card.full_name, note=card.city, is_name=True)
        for card in found[:MOST]
    ]


def _requests(words: str) -> list[Row]:
    """Open requests whose title or client is meant, the latest first."""
    clients = dossiers.cards()
    rows = ClientRequest.objects.exclude(state__in=AT_REST).order_by("-opened_at")[:LOOKED_THROUGH]
    named = ((row, open_sealed(row, "title"), clients[row.client_id]) for row in rows if row.client_id in clients)
    found = islice(((row, title, who) for row, title, who in named if is_meant(words, title, who.full_name)), MOST)
    return [Row(address_of("requests.ClientRequest", row.pk, row.client_id), "inbox", title, who.name, is_name=True)
            for row, title, who in found]  # fmt: skip


def _network(words: str) -> list[Row]:
    organisations, contacts = network.find(words, limit=MOST)
    rows = [
        Row(address("desk:organisation", venue.pk), "building-2", venue.name, note=venue.city)
        for venue in organisations
    ]
    rows += [
        Row(address("desk:organisation", person.organisation_id), "contact-round", person.full_name, note=person.role)
        for person in contacts
        if person.organisation_id
    ]
    return [row for row in rows if row.url][: 2 * MOST]


urls = [path("palette/", palette, name="palette")]
