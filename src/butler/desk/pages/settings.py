"""One's own settings: language, theme, keys, how one signs in and where one is signed in."""

from datetime import timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from butler.desk import toasts
from butler.desk.shell import THEMES, StaffRequest
from butler.ground import journal
from butler.staff.models import Role, Staff
from butler.staff.views import staff_view

THEME_COOKIE = "theme"
ONE_YEAR = timedelta(days=365)
EVERYONE = tuple(Role.values)


class SettingsForm(forms.ModelForm):
    """What a colleague may change about their own workplace."""

    class Meta:
        model = Staff
        fields = ("language", "theme", "single_keys", "wants_notices")


@staff_view(roles=EVERYONE)
def settings(request: StaffRequest) -> HttpResponse:
    """GET /settings/, and POST keeps what was chosen."""
    form = SettingsForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        person = form.save()
        with translation.override(person.language):
            toasts.said(request, _("Saved."))
        return _with_theme(redirect("desk:settings"), person.theme)
    context = {"form": form, "sign_in": _sign_in(request), "sessions": _sessions(request)}
    return render(request, "desk/settings.html", context, status=422 if form.errors else 200)


@require_POST
@staff_view(roles=EVERYONE)
def theme(request: StaffRequest) -> HttpResponse:
    """POST /settings/theme/: light or dark from the rail; without a choice, the other one."""
    chosen = request.POST.get("theme") or ("light" if request.COOKIES.get(THEME_COOKIE) == "dark" else "dark")
    if chosen in THEMES:
        request.user.theme = chosen
        request.user.save(update_fields=["theme"])
    return _with_theme(redirect(_back(request)), chosen)


@require_POST
@staff_view(roles=EVERYONE)
def end_sessions(request: StaffRequest) -> HttpResponse:
    """POST /settings/sessions/: sign out everywhere but here."""
    others = UserSession.objects.filter(user=request.user).exclude(session_key=request.session.session_key)
    for session in others:
        session.end()
    journal.record("sessions.ended")
    toasts.said(request, _("All other sessions were ended."))
    return redirect("desk:settings")


def _with_theme(response: HttpResponse, chosen: str) -> HttpResponse:
    """The cookie paints the next page in the right colours from its first byte, before sign-in too."""
    if chosen in THEMES:
        response.set_cookie(THEME_COOKIE, chosen, max_age=ONE_YEAR, samesite="Lax")
    else:
        response.delete_cookie(THEME_COOKIE, samesite="Lax")
    return response


def _back(request: StaffRequest) -> str:
    asked = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(asked, {request.get_host()}, require_https=request.is_secure())
    return asked if is_ours else reverse("desk:settings")


def _sign_in(request: StaffRequest) -> dict[str, Any]:
    keys = {key.type: key for key in Authenticator.objects.filter(user_id=request.user.pk)}
    codes = keys.get(Authenticator.Type.RECOVERY_CODES)
    return {
        "has_totp": Authenticator.Type.TOTP in keys,
        "codes_left": len(codes.wrap().get_unused_codes()) if codes else 0,
    }


def _sessions(request: StaffRequest) -> list[dict[str, Any]]:
    found = UserSession.objects.purge_and_list(request.user)
    rows = [
        {
            "where": _device(session.user_agent),
            "address": session.ip,
            "since": session.created_at,
            "seen": session.last_seen_at,
            "is_current": session.session_key == request.session.session_key,
        }
        for session in found
    ]
    return sorted(rows, key=lambda row: (not row["is_current"], -row["seen"].timestamp()))


def _device(user_agent: str) -> str:
    """Browser and system in two words; what we do not know stays unnamed."""
    browsers = (("Edg/", "Edge"), ("YaBrowser", "Yandex Browser"), ("OPR/", "Opera"), ("Firefox/", "Firefox"))
    engines = (("Chrome/", "Chrome"), ("Safari/", "Safari"))
    systems = (("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Mac OS", "macOS"))
    more_systems = (("Windows", "Windows"), ("Linux", "Linux"))
    browser = next((name for sign, name in browsers + engines if sign in user_agent), "")
    system = next((name for sign, name in systems + more_systems if sign in user_agent), "")
    return ", ".join(part for part in (browser, system) if part) or _("Unknown device")


urls = [
    path("settings/", settings, name="settings"),
    path("settings/theme/", theme, name="theme"),
    path("settings/sessions/", end_sessions, name="end_sessions"),
    path("language/", set_language, name="language"),  # before sign-in; afterwards the settings decide
]
