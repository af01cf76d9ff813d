"""Two small things for every page: the reader's language, and nothing kept in the browser."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

Page = Callable[[HttpRequest], HttpResponse]


def staff_language(get_response: Page) -> Page:
    """A colleague reads in the language of their settings; before sign-in the cookie or the browser decides."""

    def page(request: HttpRequest) -> HttpResponse:
        language = getattr(request.user, "language", None) or translation.get_language_from_request(request)
        with translation.override(language):
            request.LANGUAGE_CODE = language  # type: ignore[attr-defined]
            response = get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response

    return page


def not_kept(get_response: Page) -> Page:
    """Pages are not stored by browsers or caches: after sign-out, Back shows nothing."""

    def page(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if not request.path.startswith(settings.STATIC_URL):
            response.headers.setdefault("Cache-Control", "no-store, private")
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
        return response

    return page
