"""The channels of the house, for its owner: the accounts through which letters come and leave, and how they fare."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from butler.correspondence import accounts, webhooks
from butler.correspondence.forms import AccountForm, DoorForm, OriginForm, typed_before
from butler.correspondence.models import Account
from butler.desk import toasts
from butler.desk.letter_words import trouble_of, webhook_trouble_of
from butler.desk.pages.stuck import rows_for
from butler.desk.shell import StaffRequest
from butler.ground import clock
from butler.ground.house import the_house
from butler.ground.refusals import NotHere
from butler.staff.models import Role
from butler.staff.views import staff_view

OWNERS = (Role.OWNER,)
Kind = Account.Kind
ICONS = {
    Kind.SMTP: "send",
    Kind.IMAP: "inbox",
    Kind.LISTENER: "server",
    Kind.TELEGRAM: "message-circle",
    Kind.MODEL: "sparkles",
}
RECEIVES = {Kind.IMAP, Kind.LISTENER, Kind.TELEGRAM}
SENDS = {Kind.SMTP, Kind.TELEGRAM}


@require_safe
@staff_view(roles=OWNERS)
def channels(request: StaffRequest) -> HttpResponse:
    """GET /settings/channels/: every account and how it fares, and the letters that did not go."""
    return _channels(request, DoorForm(initial={"origin": the_house().origin}))


@require_POST
@staff_view(roles=OWNERS)
def channels_doors(request: StaffRequest) -> HttpResponse:
    """POST /settings/channels/doors/: `origin`, under which private pages of letters are opened."""
    form = DoorForm(request.POST)
    if not form.is_valid():
        return _channels(request, form, status=422)
    accounts.open_doors_at(form.cleaned_data["origin"], by=request.user)
    toasts.said(request, _("Saved."))
    return redirect("desk:channels")


def _channels(request: StaffRequest, doors: DoorForm, *, status: int = 200) -> HttpResponse:
    rows = accounts.all_accounts(by=request.user)
    context = {
        "accounts": [(row, ICONS[Kind(row.kind)], trouble_of(row.why), row.kind in RECEIVES) for row in rows],
        "kinds": [(kind.value, kind.label, ICONS[kind]) for kind in Kind],
        "can_send": any(row.is_on and row.kind in SENDS for row in rows),
        "stuck": rows_for(clock.now()),
        "doors": doors,
    }
    return render(request, _part_of(request, "desk/channels.html", "accounts"), context, status=status)


@staff_view(roles=OWNERS)
def channel_new(request: StaffRequest, account_kind: str) -> HttpResponse:
    """GET and POST /settings/channels/new/smtp/: a new account; its connection is tried at once."""
    if account_kind not in Kind.values:
        raise NotHere
    form = AccountForm(request.POST if request.method == "POST" else None, kind=account_kind)
    if request.method == "POST" and form.is_valid():
        account = accounts.add(form.settings(), by=request.user)
        return _tried(request, account, _("Added. The connection is being tried."))
    return _page(request, form, {"title": _("New: %(kind)s") % {"kind": Kind(account_kind).label}})


@staff_view(roles=OWNERS)
def channel(request: StaffRequest, account_id: UUID) -> HttpResponse:
    """GET and POST /settings/channels/<id>/: other settings."""
    account = accounts.account_of(account_id, by=request.user)
    form = AccountForm(
        request.POST if request.method == "POST" else None,
        kind=account.kind,
        has_secret=bool(account.secret),
        initial=typed_before(account),
    )
    if request.method == "POST" and form.is_valid():
        accounts.change(account_id, form.settings(), by=request.user)
        return _tried(request, account, _("Kept. The connection is being tried."))
    return _page(request, form, _of(request, account))


@require_POST
@staff_view(roles=OWNERS)
def channel_webhook(request: StaffRequest, account_id: UUID) -> HttpResponse:
    """POST /settings/channels/<id>/webhook/: way=brought with an origin, or way=asked; the answer comes on the page."""
    account = accounts.account_of(account_id, by=request.user)
    form = OriginForm(request.POST, base=account.options.get("base", ""))
    is_brought = request.POST.get("way") == "brought"
    if is_brought and not form.is_valid():
        settings = AccountForm(kind=account.kind, has_secret=bool(account.secret), initial=typed_before(account))
        return _page(request, settings, _of(request, account) | {"origin": form}, status=422)
    webhooks.want(account_id, form.cleaned_data["origin"] if is_brought else "", by=request.user)
    toasts.said(request, _("Telegram is being told."))
    return redirect("desk:channel", account_id)


@require_POST
@staff_view(roles=OWNERS)
def channel_check(request: StaffRequest, account_id: UUID) -> HttpResponse:
    """POST /settings/channels/<id>/check/: have the connection tried; the answer stands on the page."""
    account = accounts.account_of(account_id, by=request.user)
    return _tried(request, account, _("The connection is being tried. Look again in a moment."))


@require_POST
@staff_view(roles=OWNERS)
def channel_switch(request: StaffRequest, account_id: UUID) -> HttpResponse:
    """POST /settings/channels/<id>/switch/: on or off."""
    is_on = request.POST.get("to") == "on"
    accounts.switch(account_id, is_on=is_on, by=request.user)
    said = _("It is on.") if is_on else _("It is off: what waits for it stays, and nothing is lost.")
    toasts.said(request, said)
    return redirect("desk:channels")


def _tried(request: StaffRequest, account: Account, said: str) -> HttpResponse:
    accounts.ask_check(account.pk, by=request.user)
    toasts.said(request, said)
    return redirect("desk:channels")


def _part_of(request: StaffRequest, template: str, part: str) -> str:
    """The page, or the part of it that a page which heard of a change asks for anew."""
    return f"{template}#{part}" if request.GET.get("part") == part else template


def _of(request: StaffRequest, account: Account) -> dict[str, Any]:
    """What the page of an account shows beside its settings: how it fares, and of a bot how its messages come."""
    context: dict[str, Any] = {"title": account.name, "account": account, "trouble": trouble_of(account.why)}
    if account.kind == Kind.TELEGRAM:
        known = account.webhook_wanted or account.webhook or request.build_absolute_uri("/")
        origin = OriginForm(initial={"origin": "/".join(known.split("/")[:3])})
        context |= {"origin": origin, "webhook_trouble": webhook_trouble_of(account.webhook_why)}
    return context


def _page(request: StaffRequest, form: AccountForm, context: dict[str, Any], *, status: int = 0) -> HttpResponse:
    template = _part_of(request, "desk/channel.html", "ways")
    return render(request, template, context | {"form": form}, status=status or (422 if form.errors else 200))


urls = [
    path("settings/channels/", channels, name="channels"),
    path("settings/channels/doors/", channels_doors, name="channels_doors"),
    path("settings/channels/new/<slug:account_kind>/", channel_new, name="channel_new"),
    path("settings/channels/<uuid:account_id>/", channel, name="channel"),
    path("settings/channels/<uuid:account_id>/webhook/", channel_webhook, name="channel_webhook"),
    path("settings/channels/<uuid:account_id>/check/", channel_check, name="channel_check"),
    path("settings/channels/<uuid:account_id>/switch/", channel_switch, name="channel_switch"),
]
