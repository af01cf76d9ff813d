"""Every address of the house."""

from typing import NoReturn

from django.http import Http404, HttpRequest
from django.urls import include, path, re_path
from django.views.generic import RedirectView


def not_here(request: HttpRequest) -> NoReturn:
    """Colleagues are added by the house, with their address: what allauth offers beyond that is not here."""
    raise Http404


urlpatterns = [
    re_path(
        r"^account/(?:signup|email|confirm-email|password/set|password/reset|login/code|phone|sessions)/", not_here
    ),
    path("account/2fa/", RedirectView.as_view(pattern_name="desk:settings")),  # the settings show the same
    path("account/", include("allauth.urls")),
    path("", include("butler.correspondence.urls")),
    path("", include("butler.portal.urls")),
    path("", include("butler.desk.urls")),
]
