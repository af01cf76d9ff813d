"""The one way into a page of the house: signed in, of a fitting role, in one's own name."""

from collections.abc import Callable, Collection
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import SimpleTemplateResponse
from django.utils import timezone

from butler.ground.acting import acting_as

View = Callable[..., HttpResponse]


class NotForYou(Http404):
    """A page that this role does not open: the same 404 as a page that is not there."""


def staff_view(view: View | None = None, *, roles: Collection[str] = ("concierge", "lead", "owner")) -> Any:
    """Open `view` to signed-in colleagues of these roles, inside one transaction in their name.

    A stranger is sent to sign in; another role gets 404. Times are those of the house's clock. The page is rendered
    inside the transaction, so what it opened is in the journal before a byte leaves. An error takes everything back.
    """

    def guard(view: View) -> View:
        @wraps(view)
        def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            person = request.user
            if not person.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if person.role not in roles:
                raise NotForYou
            with acting_as(person.pk) as who, timezone.override(who.zone):
                who.known["reader", person.pk] = person  # everybody may read what is their own
                response = view(request, *args, **kwargs)
                if isinstance(response, SimpleTemplateResponse) and not response.is_rendered:
                    response.render()
            return response

        page.is_staff_view = True  # type: ignore[attr-defined]
        return page

    return guard(view) if view else guard
