"""What the owner types about an account: only what its kind needs. A password is asked for and never shown again."""

import re
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.utils.translation import gettext_lazy as _

from butler.channels.nearness import is_this_machine
from butler.correspondence.accounts import Settings
from butler.correspondence.models import Account

Kind = Account.Kind
SECURITIES = [
    ("tls", _("TLS from the first byte")),
    ("starttls", _("STARTTLS")),
    ("none", _("none, on this machine only")),
]
AT_OUR_DOOR = [
    ("starttls", _("STARTTLS: offered to everybody")),
    ("tls", _("TLS from the first byte: for a provider that forwards so")),
]
LOGINS = [
    ("password", _("with a password")),
    ("oauth", _("with tokens (OAuth): Gmail, Microsoft 365")),
]
BY_TOKEN = ("token_url", "client_id", "client_secret")
USUAL_PORTS = {Kind.SMTP: 465, Kind.IMAP: 993, Kind.LISTENER: 2525}
OPTIONS = (
    "base", "host", "port", "security", "certificate", "certificate_key", "found_by", "user", "login", "token_url",
    "client_id", "sender_name",
    "folder", "sent_folder", "model", "seconds",
)  # fmt: skip
LOGIN = ("user", "login", "secret", *BY_TOKEN)
FIELDS: dict[str, tuple[str, ...]] = {
    Kind.SMTP: ("name", "address", "host", "port", "security", *LOGIN, "sender_name", "per_minute"),
    Kind.IMAP: ("name", "address", "host", "port", "security", *LOGIN, "folder", "sent_folder", "found_by"),
    Kind.LISTENER: ("name", "address", "host", "port", "security", "certificate", "certificate_key", "found_by"),
    Kind.TELEGRAM: ("name", "address", "secret", "base", "per_minute"),
    Kind.MODEL: ("name", "address", "model", "secret", "seconds"),
}
BASE = re.compile(r"https?://[A-Za-z0-9.:\[\]_-]{1,253}(?:/[A-Za-z0-9._~/-]{0,200})?")
DOMAIN = re.compile(r"(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z0-9-]{2,63}")
HOST = re.compile(r"[A-Za-z0-9.:_-]{1,253}")
MAIL = re.compile(r"[^@\s<>,;:\"()\[\]\\]{1,64}@[A-Za-z0-9.-]{1,255}")
TOKEN = re.compile(r"\d{5,20}:[A-Za-z0-9_-]{20,80}")


class AccountForm(forms.Form):
    """The settings of an account of one kind; `has_secret`: an empty password keeps the one there is."""

    name = forms.CharField(label=_("Name"), max_length=80, help_text=_("how colleagues call it"))
    address = forms.CharField(label=_("Our own address"), max_length=254, required=False)
    base = forms.CharField(
        label=_("Bot API server"),
        max_length=200,
        required=False,
        help_text=_("empty: Telegram's own; a house with its own server writes its address"),
    )
    host = forms.CharField(label=_("Server"), max_length=253)
    port = forms.IntegerField(label=_("Port"), min_value=1, max_value=65535)
    security = forms.ChoiceField(label=_("Encryption"), choices=SECURITIES, initial="tls")
    certificate = forms.CharField(
        label=_("Certificate, a file on this machine"),
        max_length=300,
        required=False,
        help_text=_("/etc/letsencrypt/live/club.example/fullchain.pem; empty: the house makes one and keeps it itself"),
    )
    certificate_key = forms.CharField(
        label=_("Its key, a file on this machine"),
        max_length=300,
        required=False,
        help_text=_("empty: it stands in the file of the certificate"),
    )
    found_by = forms.CharField(
        label=_("Whose word on senders is believed"),
        max_length=253,
        required=False,
        help_text=_(
            "as the server that takes mail in before us names itself in Authentication-Results: mx.google.com;"
            " of Gmail, Microsoft, Yandex and Mail.ru the house knows it"
        ),
    )
    user = forms.CharField(label=_("User name"), max_length=254, required=False)
    login = forms.ChoiceField(label=_("How the house signs in there"), choices=LOGINS, initial="password")
    token_url = forms.CharField(
        label=_("Where tokens are given"),
        max_length=300,
        required=False,
        help_text=_(
            "Gmail: https://oauth2.googleapis.com/token. Microsoft 365:"
            " https://login.microsoftonline.com/common/oauth2/v2.0/token, with the number of your tenant for common"
        ),
    )
    client_id = forms.CharField(
        label=_("Number of the application (client ID)"),
        max_length=300,
        required=False,
        help_text=_("of the application that you have registered at the provider for the house"),
    )
    client_secret = forms.CharField(
        label=_("Secret of the application, if it has one"),
        max_length=500,
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )
    secret = forms.CharField(
        label=_("Password"),
        max_length=4000,
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )
    sender_name = forms.CharField(
        label=_("Sender's name"), max_length=120, required=False, help_text=_("empty: the name of the house")
    )
    per_minute = forms.IntegerField(label=_("Letters a minute, at most"), min_value=1, max_value=1000, initial=30)
    model = forms.CharField(label=_("Name of the model"), max_length=120)
    seconds = forms.FloatField(
        label=_("Wait for it, seconds"),
        min_value=1,
        max_value=60,
        initial=8,
        help_text=_("later the house goes on alone"),
    )
    folder = forms.CharField(label=_("Folder to read"), max_length=200, required=False, help_text=_("empty: INBOX"))
    sent_folder = forms.CharField(
        label=_("Folder of sent mail"), max_length=200, required=False, help_text=_("empty: the one the server names")
    )

    def __init__(self, *args: Any, kind: str, has_secret: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"label_suffix": ""})
        self.kind, self.has_secret = kind, has_secret
        self.fields = {name: self.fields[name] for name in FIELDS[kind]}
        if kind in USUAL_PORTS:
            self.fields["port"].initial = USUAL_PORTS[Kind(kind)]
        if kind == Kind.TELEGRAM:
            self.fields["address"].label = _("Name of the bot")
            self.fields["secret"].label = _("Token of the bot")
        if kind == Kind.MODEL:
            self.fields["address"].label = _("Address of the model")
            self.fields["address"].help_text = _("OpenAI-compatible, up to /v1: https://models.example/v1")
            self.fields["secret"].label = _("Key, if it wants one")
        if kind == Kind.LISTENER:
            self.fields["address"].label = _("Our own domain or address")
            self.fields["security"].choices = AT_OUR_DOOR  # type: ignore[attr-defined]
            self.fields["security"].initial = "starttls"
            self.fields["address"].help_text = _("club.example takes all mail of the domain; the world finds it by MX")
        if "login" in self.fields:
            self.fields["secret"].label = _("Password, or the lasting token (refresh token)")
            for name in BY_TOKEN:  # shown only where they are asked for
                self.fields[name].is_by_token = True  # type: ignore[attr-defined]
        if has_secret:
            self.fields["secret"].help_text = _("empty: the one that is kept stays")

    def clean_address(self) -> str:
        address: str = self.cleaned_data["address"].strip()
        if self.kind == Kind.SMTP and not MAIL.fullmatch(address):
            raise forms.ValidationError(_("Write a mail address: letters leave from it."))
        if self.kind == Kind.LISTENER and not (MAIL.fullmatch(address) or DOMAIN.fullmatch(address)):
            raise forms.ValidationError(_("Write a domain or a mail address: for it the house takes mail."))
        if self.kind == Kind.MODEL and not BASE.fullmatch(address):
            raise forms.ValidationError(_("Write the address with https://, such as https://models.example/v1."))
        if self.kind == Kind.MODEL and address.startswith("http://") and not is_this_machine(_host_of(address)):
            raise forms.ValidationError(_("Without encryption a model is asked on this machine only: write https://."))
        return address

    def clean_certificate(self) -> str:
        return self._path("certificate")

    def clean_certificate_key(self) -> str:
        return self._path("certificate_key")

    def _path(self, name: str) -> str:
        path: str = self.cleaned_data[name].strip()
        if path and not path.startswith("/"):
            raise forms.ValidationError(_("Write the whole path, from the first /."))
        return path

    def clean_base(self) -> str:
        base: str = self.cleaned_data["base"].strip().rstrip("/")
        if base and not _is_reached_safely(base):
            raise forms.ValidationError(_("Write the address with https://; without encryption only on this machine."))
        return base

    def clean_host(self) -> str:
        host: str = self.cleaned_data["host"].strip()
        if not HOST.fullmatch(host):
            raise forms.ValidationError(_("Write the name of a server, without https:// and without a path."))
        return host

    def clean_secret(self) -> str:
        secret: str = self.cleaned_data["secret"]
        if self.kind == Kind.TELEGRAM and (secret or not self.has_secret) and not TOKEN.fullmatch(secret):
            raise forms.ValidationError(_("The token has a number, a colon and a long word. BotFather gives it."))
        return secret

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("security") == "none" and not is_this_machine(cleaned.get("host", "")):
            self.add_error("security", _("Without encryption mail stays on this machine. Choose TLS or STARTTLS."))
        if cleaned.get("login") == "oauth":
            self._check_permission(cleaned)
        elif self.initial.get("login") == "oauth" and not cleaned.get("secret"):
            self.add_error("secret", _("Write the password: the house has had tokens until now."))
        return cleaned

    def _check_permission(self, cleaned: dict[str, Any]) -> None:
        """Everything that a token is asked for with; nothing of it in the clear but on this machine."""
        if not _is_reached_safely(cleaned.get("token_url", "")):
            self.add_error("token_url", _("Write the address with https://: the token is sent there."))
        if not cleaned.get("client_id"):
            self.add_error("client_id", _("Write the number of the application."))
        if not cleaned.get("user") or not cleaned["user"].isascii():
            self.add_error("user", _("Write whose mailbox it is: the whole address."))
        if not cleaned.get("secret") and not (self.has_secret and self.initial.get("login") == "oauth"):
            self.add_error("secret", _("Paste the lasting token that the provider has given."))
        cleaned["secret"] = cleaned.get("secret", "").strip()

    def settings(self) -> Settings:
        """What was typed, as `correspondence.accounts` takes it. The form must be valid."""
        said = self.cleaned_data
        return Settings(
            kind=self.kind,
            name=said["name"],
            address=said.get("address", ""),
            options={name: said[name] for name in OPTIONS if said.get(name) not in (None, "")},
            secret=said.get("secret", ""),
            client_secret=said.get("client_secret", ""),
            per_minute=said.get("per_minute") or 30,
        )


class OriginForm(forms.Form):
    """Where the world reaches the house; `base`: the bot's own server, which may be on this machine."""

    origin = forms.CharField(
        label=_("Address of the house on the internet"),
        max_length=200,
        help_text=_("begins with https:// and answers from outside; Telegram knocks at port 443, 80, 88 or 8443"),
    )

    def __init__(self, *args: Any, base: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"label_suffix": ""})
        self.has_own_server = bool(base) and is_this_machine(_host_of(base))

    def clean_origin(self) -> str:
        origin: str = self.cleaned_data["origin"].strip().rstrip("/")
        is_safe = origin.startswith("https://") or (self.has_own_server and _is_reached_safely(origin))
        if not (BASE.fullmatch(origin) and is_safe and not urlsplit(origin).path):
            raise forms.ValidationError(_("Write the address with https:// and without a path: Telegram knocks there."))
        return origin


class DoorForm(forms.Form):
    """Where private pages of letters are opened; empty: letters carry no links."""

    origin = forms.CharField(
        label=_("Address under which readers of our letters answer"),
        max_length=120,
        required=False,
        help_text=_("https://desk.example, without a path. Empty: letters are answered in words only, without a link."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"label_suffix": ""})

    def clean_origin(self) -> str:
        origin: str = self.cleaned_data["origin"].strip().rstrip("/")
        if origin and (not _is_reached_safely(origin) or urlsplit(origin).path):
            raise forms.ValidationError(_("Write the address with https:// and without a path."))
        return origin


def typed_before(account: Account) -> dict[str, Any]:
    """The settings of an account as they fill the form; never its secret."""
    return {"name": account.name, "address": account.address, "per_minute": account.per_minute} | account.options


def _is_reached_safely(address: str) -> bool:
    """Encrypted, or on this machine."""
    is_near = address.startswith("http://") and is_this_machine(_host_of(address))
    return bool(BASE.fullmatch(address)) and (address.startswith("https://") or is_near)


def _host_of(address: str) -> str:
    return urlsplit(address).hostname or ""
