"""What the house knows: articles, city guides, tricks; found by any of the words, in any of their forms."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from butler.desk import toasts
from butler.desk.shell import StaffRequest
from butler.ground import clock
from butler.knowledge import access, actions
from butler.knowledge.forms import ArticleForm
from butler.knowledge.models import Article, Kind
from butler.staff.views import staff_view


@require_safe
@staff_view
def knowledge(request: StaffRequest) -> HttpResponse:
    """GET /knowledge/?q=&kind=&city=: what was found, else what was written last. For htmx only the list."""
    who = access.reader(request.user)
    wish = {name: request.GET.get(name, "").replace("\0", "").strip() for name in ("q", "kind", "city")}
    kind, city = wish["kind"], wish["city"]
    context = {
        "wish": wish,
        "found": access.find(wish["q"], who, kind=kind, city=city) if wish["q"] else [],
        "latest": [] if wish["q"] else access.latest(who, kind=kind, city=city),
        "proposed": [] if any(wish.values()) else access.proposed_to(who),
        "kinds": Kind.choices,
        "cities": access.cities(who),
    }
    template = "desk/knowledge.html#found" if request.headers.get("HX-Request") else "desk/knowledge.html"
    return render(request, template, context)


@require_safe
@staff_view
def article(request: StaffRequest, pk: int) -> HttpResponse:
    """GET /knowledge/7/: one article, where it is from, and how it read before."""
    found = access.article(pk, access.reader(request.user))
    return render(request, "desk/article.html", {"article": found, "versions": access.versions(found)})


@staff_view
def article_new(request: StaffRequest) -> HttpResponse:
    """GET, POST /knowledge/new/: write an article."""
    first = {"kind": request.GET.get("kind", Kind.HOUSE), "language": (get_language() or "ru")[:2]}
    form = _form(request, initial=first)
    if request.method == "POST" and form.is_valid():
        written = actions.write(by=request.user, now=clock.now(), **form.cleaned_data)
        toasts.said(request, _("The house knows it now."))
        return redirect("desk:article", written.pk)
    context = {"form": form, "title": _("New article"), "back": reverse("desk:knowledge")}
    return render(request, "desk/article_form.html", context, status=422 if form.errors else 200)


@staff_view
def article_edit(request: StaffRequest, pk: int) -> HttpResponse:
    """GET, POST /knowledge/7/edit/: other words; how it read before stays."""
    found = access.article(pk, access.reader(request.user))
    form = _form(request, instance=found)
    if request.method == "POST" and form.is_valid():
        actions.change(pk, by=request.user, now=clock.now(), **form.cleaned_data)
        toasts.said(request, _("Written down."))
        return redirect("desk:article", pk)
    context = {"form": form, "title": _("Change the article"), "back": reverse("desk:article", args=[pk])}
    return render(request, "desk/article_form.html", context, status=422 if form.errors else 200)


@require_POST
@staff_view
def article_accept(request: StaffRequest, pk: int) -> HttpResponse:
    """POST /knowledge/7/accept/: what the house proposed is known to everybody now."""
    found = _own(request, pk)
    actions.accept(found.pk, by=request.user, now=clock.now())
    toasts.said(request, _("The house knows it now."), undo=reverse("desk:article_remove", args=[pk]))
    return redirect("desk:article", pk)


@require_POST
@staff_view
def article_remove(request: StaffRequest, pk: int) -> HttpResponse:
    """POST /knowledge/7/remove/: nobody finds it any more; with undo."""
    found = access.article(pk, access.reader(request.user))
    actions.take_out(found.pk, now=clock.now())
    text = _("Left aside.") if found.is_proposed else _("The article is taken out.")
    toasts.said(request, text, undo=reverse("desk:article_restore", args=[pk]))
    return redirect("desk:knowledge")


@require_POST
@staff_view
def article_restore(request: StaffRequest, pk: int) -> HttpResponse:
    """POST /knowledge/7/restore/: it was a slip; it is there again."""
    actions.bring_back(access.removed(pk, access.reader(request.user)).pk)
    toasts.said(request, _("It is there again."))
    return redirect("desk:article", pk)


def _own(request: StaffRequest, pk: int) -> Article:
    found = access.article(pk, access.reader(request.user))
    return access.own(found, request.user.pk)


def _form(request: StaffRequest, **more: Any) -> ArticleForm:
    rights = {"may_lead": request.user.is_lead, "has_team": request.user.team_id is not None}
    return ArticleForm(request.POST or None, **rights, **more)


urls = [
    path("knowledge/", knowledge, name="knowledge"),
    path("knowledge/new/", article_new, name="article_new"),
    path("knowledge/<int:pk>/", article, name="article"),
    path("knowledge/<int:pk>/edit/", article_edit, name="article_edit"),
    path("knowledge/<int:pk>/accept/", article_accept, name="article_accept"),
    path("knowledge/<int:pk>/remove/", article_remove, name="article_remove"),
    path("knowledge/<int:pk>/restore/", article_restore, name="article_restore"),
]
