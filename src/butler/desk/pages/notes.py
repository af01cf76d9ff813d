"""All notes of one client, and a search in them: opened, looked through, and written in the journal."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

from butler.desk.shell import StaffRequest
from butler.dossiers import access
from butler.staff.views import staff_view


@require_safe
@staff_view
def client_notes(request: StaffRequest, client_id: UUID) -> HttpResponse:
    """GET /clients/<id>/notes/?q=: the notes that hold the words, else the latest. For htmx only the list."""
    words = request.GET.get("q", "").replace("\0", "").strip()
    context = {"card": access.card(client_id), "q": words, "notes": access.find_notes(client_id, words)}
    template = "desk/client_notes.html#found" if request.headers.get("HX-Request") else "desk/client_notes.html"
    return render(request, template, context)


urls = [path("clients/<uuid:client_id>/notes/", client_notes, name="client_notes")]
