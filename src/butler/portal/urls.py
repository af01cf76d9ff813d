"""Addresses that stand in letters. Whoever holds one may answer; there is nothing else to find."""

from django.urls import path

from butler.portal.views import nothing_here, page

app_name = "portal"
urlpatterns = [
    path("a/<uuid:page_id>/", page, name="page"),
    path("a/<uuid:page_id>", page),  # some mail programs lose the last stroke of an address
    path("a/", nothing_here),
    path("a/<path:rest>", nothing_here, name="nothing"),
]
