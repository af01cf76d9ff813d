"""The import: what was handed over, what would come in, and the way back."""

from django.shortcuts import render
from django.urls import path

from butler.desk.shell import StaffRequest
from butler.staff.views import staff_view


@staff_view
def imports(request: StaffRequest):
    """GET /imports/: hand files over, and look at what was taken in before."""
    return render(request, "desk/imports.html")


urls = [path("imports/", imports, name="imports")]
