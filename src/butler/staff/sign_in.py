"""How colleagues sign in: what the house changes in allauth."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest

from butler.ground import keys


class AccountAdapter(DefaultAccountAdapter):
    """Colleagues are added by the house: there is no sign-up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


class MFAAdapter(DefaultMFAAdapter):
    """TOTP secrets and recovery seeds are sealed by a key derived from the root key."""

    def encrypt(self, text: str) -> str:
        return keys.seal_small(text, use="mfa")

    def decrypt(self, encrypted_text: str) -> str:
        return keys.open_small(encrypted_text, use="mfa")
