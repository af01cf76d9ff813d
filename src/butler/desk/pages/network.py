"""The network: who opens this door, at what price in goodwill, where are we thin?"""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from butler.desk import toasts
from butler.desk.shell import StaffRequest
from butler.ground import clock, journal
from butler.ground.house import the_house
from butler.network import access, actions, drawing
from butler.network.forms import AskedForm, ContactForm, OrganisationForm, ThanksForm
from butler.network.models import Contact
from butler.requests.models import Category
from butler.staff.views import staff_view

CATEGORIES = dict(Category.choices)


@staff_view
def network(request: StaffRequest) -> HttpResponse:
    """GET /network/: doors by wish (q, category, city), the picture of ways in, and one contact beside it."""
    today = _today()
    wish = {
        name: request.GET.get(name, "").replace("\0", "").strip() for name in ("q", "category", "city", "unthanked")
    }
    doors = access.doors(
        today, words=wish["q"], category=wish["category"], city=wish["city"], unthanked=bool(wish["unthanked"])
    )
    chosen = _chosen(request, doors, today)
    organisations = access.find(wish["q"], limit=8)[0] if wish["q"] else []
    context = {
        "wish": wish,
        "query": urlencode({name: value for name, value in wish.items() if value}),
        "doors": doors,
        "chosen": chosen,
        "balance": _bars(access.balance(chosen.contact, today)) if chosen else [],
        "picture": _picture(doors, chosen),
        "organisations": organisations,
        "thin": [(door, CATEGORIES.get(door.category, door.category), people) for door, people in access.thin()],
        "size": access.size(),
        "categories": Category.choices,
        "cities": access.cities(),
        "thanks_form": ThanksForm(auto_id="thanks_%s"),
        "asked_form": AskedForm(auto_id="asked_%s"),
    }
    return render(request, "desk/network.html", context)


@require_safe
@staff_view
def book(request: StaffRequest) -> HttpResponse:
    """GET /network/book/?q=глин&leaf=2: everybody in the network by name, fifty to a leaf. For htmx only the list.

    Whoever leafs through the whole book leaves a line for each leaf: a copied network is the house's loss.
    """
    words = request.GET.get("q", "").replace("\0", "")[:80]
    number = request.GET.get("leaf", "1")
    leaf = access.book(words, number=int(number) if number.isdecimal() and len(number) < 8 else 1)
    journal.record("network.leafed", leaf=leaf.number, people=len(leaf.people))
    context = {"leaf": leaf, "q": words, "today": _today()}
    page = "desk/network_book.html#found" if request.headers.get("HX-Request") else "desk/network_book.html"
    return render(request, page, context)


@staff_view
def organisation(request: StaffRequest, pk: int) -> HttpResponse:
    """GET /network/organisations/7/: a venue or supplier and the people in it."""
    found = access.organisation(pk)
    people = access.doors(_today(), words=found.name)
    inside = [door for door in people if door.contact.organisation_id == found.pk]
    return render(request, "desk/organisation.html", {"organisation": found, "doors": inside})


@staff_view
def organisation_new(request: StaffRequest) -> HttpResponse:
    """GET and POST /network/organisations/new/."""
    form = OrganisationForm(request.POST or None, initial={"kind": request.GET.get("kind", "restaurant")})
    if form.is_valid():
        added = actions.add_organisation(**form.cleaned_data)
        toasts.said(request, _("%(name)s is in the network.") % {"name": added.name})
        return redirect("desk:organisation", added.pk)
    return _form(request, form, title=_("New organisation"), back=reverse("desk:network"))


@staff_view
def organisation_edit(request: StaffRequest, pk: int) -> HttpResponse:
    """GET and POST /network/organisations/7/edit/."""
    row = access.organisation(pk)
    form = OrganisationForm(request.POST or None, instance=row)
    back = reverse("desk:organisation", args=[pk])
    return _edited(request, form, back=back) or _form(request, form, title=row.name, back=back)


@staff_view
def contact_new(request: StaffRequest) -> HttpResponse:
    """GET and POST /network/contacts/new/; ?organisation=7 fills the place of work."""
    form = ContactForm(request.POST or None, initial={"organisation": request.GET.get("organisation")})
    if form.is_valid():
        added = actions.add_contact(**form.cleaned_data)
        toasts.said(request, _("%(name)s is in the network.") % {"name": added.full_name})
        return redirect(_to(added.pk))
    return _form(request, form, title=_("New contact"), back=reverse("desk:network"))


@staff_view
def contact_edit(request: StaffRequest, pk: int) -> HttpResponse:
    """GET and POST /network/contacts/7/edit/."""
    row = access.door(pk, _today()).contact
    form = ContactForm(request.POST or None, instance=row)
    return _edited(request, form, back=_to(pk)) or _form(request, form, title=row.full_name, back=_to(pk))


@require_POST
@staff_view
def thanks(request: StaffRequest, pk: int) -> HttpResponse:
    """POST /network/contacts/7/thanks/: a sign of attention was given."""
    row = access.door(pk, _today()).contact
    form = ThanksForm(request.POST, auto_id="thanks_%s")
    if not form.is_valid():
        return _form(request, form, title=_("Thank %(name)s") % {"name": row.full_name}, back=_to(pk))
    favour = actions.thank(pk, by=request.user, on=_today(), **form.cleaned_data)
    toasts.said(request, _("Written down. The debt is smaller."), undo=reverse("desk:thanks_undo", args=[favour.pk]))
    return redirect(_to(pk))


@require_POST
@staff_view
def thanks_undo(request: StaffRequest, favour: int) -> HttpResponse:
    """POST /network/thanks/7/undo/: it was a slip."""
    actions.take_back_thanks(favour, by=request.user)
    toasts.said(request, _("Taken back."))
    return redirect("desk:network")


@require_POST
@staff_view
def asked(request: StaffRequest, pk: int) -> HttpResponse:
    """POST /network/contacts/7/asked/: we asked; did it work?"""
    row = access.door(pk, _today()).contact
    form = AskedForm(request.POST, auto_id="asked_%s")
    if not form.is_valid():
        return _form(request, form, title=row.full_name, back=_to(pk))
    actions.note_asked(pk, by=request.user, on=_today(), **form.cleaned_data)
    toasts.said(request, _("Written down."))
    return redirect(_to(pk))


def _today() -> Any:
    return clock.today(the_house().tz)


def _to(contact: int) -> str:
    return f"{reverse('desk:network')}?contact={contact}"


def _chosen(request: StaffRequest, doors: list[access.Door], today: Any) -> access.Door | None:
    asked_for = request.GET.get("contact", "")
    if asked_for.isdecimal():
        return access.door(int(asked_for), today)
    return doors[0] if doors else None


def _edited(request: StaffRequest, form: Any, *, back: str) -> HttpResponse | None:
    if not form.is_valid():
        return None
    actions.keep(form.instance, form.changed_data or ["note"])
    toasts.said(request, _("Saved."))
    return redirect(back)


def _form(request: StaffRequest, form: Any, *, title: str, back: str) -> HttpResponse:
    context = {"form": form, "title": title, "back": back}
    return render(request, "desk/network_form.html", context, status=422 if form.errors else 200)


def _picture(doors: list[access.Door], chosen: access.Door | None) -> drawing.Picture:
    """The house, the contacts of this page and the doors they hold."""
    shown = doors if chosen is None or chosen in doors else [chosen, *doors][: access.SHOWN]
    nodes: dict[str, drawing.Node] = {}
    ties: list[tuple[str, str, int]] = []
    hot: set[str] = set()
    for door in shown:
        mine = f"contact-{door.contact.pk}"
        is_on = chosen is not None and door.contact.pk == chosen.contact.pk
        nodes[mine] = drawing.Node(mine, _short(door.contact.full_name), "contact", door.chance.temper, is_on)
        for known in door.known_by[:2]:
            us = f"us-{known.staff_id}"
            nodes.setdefault(us, drawing.Node(us, known.staff.given_name, "us"))
            ties.append((us, mine, known.warmth))
        there = _door_of(door.contact)
        nodes.setdefault(there, drawing.Node(there, there, "door"))
        ties.append((mine, there, door.chance.percent))
        if is_on:
            hot |= {mine, there, *(f"us-{known.staff_id}" for known in door.known_by[:1])}
    return drawing.draw(nodes.values(), ties, frozenset(hot))


def _short(full_name: str) -> str:
    words = full_name.split()
    return f"{words[0]} {words[-1]}" if len(words) > 2 else full_name


def _door_of(contact: Contact) -> str:
    if contact.organisation is not None:
        return str(contact.organisation.get_kind_display()).capitalize()
    opening = next(iter(contact.openings.all()), None)
    return str(CATEGORIES.get(opening.category, opening.category)).capitalize() if opening else _("Other")


def _bars(months: list[tuple[int, int]]) -> list[dict[str, int]]:
    """Rectangles of the balance: given above the line, received below; a unit of weight is six high, 24 at most."""
    bars = []
    for number, (received, given) in enumerate(months):
        x = 6 + number * 21
        up, down = min(24, given * 6), min(24, received * 6)
        bars.append({"x": x, "up": up, "up_y": 30 - up, "down": down})
    return bars


urls = [
    path("network/", network, name="network"),
    path("network/book/", book, name="network_book"),
    path("network/organisations/new/", organisation_new, name="organisation_new"),
    path("network/organisations/<int:pk>/", organisation, name="organisation"),
    path("network/organisations/<int:pk>/edit/", organisation_edit, name="organisation_edit"),
    path("network/contacts/new/", contact_new, name="contact_new"),
    path("network/contacts/<int:pk>/edit/", contact_edit, name="contact_edit"),
    path("network/contacts/<int:pk>/thanks/", thanks, name="contact_thanks"),
    path("network/contacts/<int:pk>/asked/", asked, name="contact_asked"),
    path("network/thanks/<int:favour>/undo/", thanks_undo, name="thanks_undo"),
]
