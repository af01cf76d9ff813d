"""How colleagues sign in: what the house changes in allauth."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url

from butler.ground import journal, keys
from butler.ground.acting import acting_as


class AccountAdapter(DefaultAccountAdapter):
    """Colleagues are added by the house: there is no sign-up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        has_a_day = getattr(request.user, "opens_dossiers", True)  # an auditor has none
        return resolve_url("/" if has_a_day else "desk:journal")

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return resolve_url("desk:settings")

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        with acting_as(user.pk):
            journal.record("signed.in")
        return super().post_login(request, user, **kwargs)


class MFAAdapter(DefaultMFAAdapter):
    """TOTP secrets and recovery seeds are sealed by a key derived from the root key."""

    def encrypt(self, text: str) -> str:
        return keys.seal_small(text, use="mfa")

    def decrypt(self, encrypted_text: str) -> str:
        return keys.open_small(encrypted_text, use="mfa")
