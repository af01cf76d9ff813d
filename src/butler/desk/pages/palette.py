"""The palette: type a few letters of a client, a place of the network or a page, and go there."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from butler.desk.shell import Place, Shell, StaffRequest, address
from butler.dossiers import access as dossiers
from butler.network import access as network
from butler.staff.models import Role
from butler.staff.views import staff_view

SHORTEST = 2  # letters before dossiers and the network are asked
MOST = 6  # rows of a group


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
    """GET /palette/?q=вер: what these letters may mean, for this person."""
    words = key(request.GET.get("q", "")[:80])
    groups = [Group(_("Go to"), _places(request, words))]
    if len(words) >= SHORTEST and request.user.opens_dossiers:
        groups = [Group(_("Clients"), _clients(words)), *groups, Group(_("Network"), _network(words))]
    return render(request, "desk/parts/palette.html", {"groups": [group for group in groups if group.rows]})


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
    return [row for row in rows if is_meant(words, row.text)]


def _row_of(place: Place) -> Row:
    return Row(place.url, place.icon, str(place.label), keys=("G", place.letter))


def _clients(words: str) -> list[Row]:
    found = [card for card in dossiers.cards().values() if is_meant(words, card.full_name)]
    return [
        Row(address("desk:client", card.id), "user-round", card.full_name, note=card.city, is_name=True)
        for card in found[:MOST]
    ]


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
