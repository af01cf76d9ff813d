"""Every address of the house."""

from typing import NoReturn

from django.http import Http404, HttpRequest
from django.urls import include, path, re_path


def not_here(request: HttpRequest) -> NoReturn:
    """Colleagues are added by the house, with their address: what allauth offers beyond that is not here."""
    raise Http404


urlpatterns = [
    re_path(r"^account/(?:signup|email|confirm-email|password/set|password/reset|login/code|phone)/", not_here),
    path("account/", include("allauth.urls")),
    path("", include("butler.desk.urls")),
]
