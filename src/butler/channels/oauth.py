"""Tokens instead of passwords, for providers that take none: a lasting one brings one that holds an hour (RFC 6749, 6).

The lasting token was given once, by a person, in the provider's own pages. Nothing of either stands in an exception.
"""

import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import httpx

from butler.channels.nearness import is_this_machine

SECONDS, WHOLE_SECONDS = 10.0, 20.0
MAX_ANSWER_BYTES = 64 * 1024
USUAL_SECONDS = 3600  # where they do not say how long it holds


@dataclass(frozen=True)
class Permission:
    """What a person has got for us from the provider, and where it is turned into a token."""

    endpoint: str
    client_id: str
    refresh: str = field(repr=False)
    client_secret: str = field(default="", repr=False)


@dataclass(frozen=True)
class Token:
    value: str = field(repr=False)
    seconds: int  # how long it holds
    refresh: str = field(default="", repr=False)  # the lasting one that is good from now on; "": the old one


class NoToken(Exception):
    """There is none. `is_refused`: they take the permission no more, a person must give it anew; else: later again."""

    def __init__(self, *, is_refused: bool) -> None:
        super().__init__("refused" if is_refused else "not reached")
        self.is_refused = is_refused


def renew(permission: Permission) -> Token:
    """A new token, asked for once. Raises NoToken."""
    parts = urlsplit(permission.endpoint)
    if parts.scheme != "https" and not is_this_machine(parts.hostname or ""):
        raise NoToken(is_refused=True)  # in the clear it stays on this machine
    said = {"grant_type": "refresh_token", "refresh_token": permission.refresh, "client_id": permission.client_id}
    if permission.client_secret:
        said["client_secret"] = permission.client_secret
    try:
        with httpx.Client(timeout=SECONDS, trust_env=False, follow_redirects=False) as client:
            status, found = _asked(client, permission.endpoint, said)
    except (httpx.HTTPError, httpx.InvalidURL):
        raise NoToken(is_refused=False) from None
    if 400 <= status < 500 and status not in (408, 425, 429):
        raise NoToken(is_refused=True)
    value, refresh = found.get("access_token"), found.get("refresh_token", "")
    if status != 200 or not _is_token(value) or not (refresh == "" or _is_token(refresh)):
        raise NoToken(is_refused=False)
    seconds = found.get("expires_in")
    return Token(str(value), seconds if isinstance(seconds, int) and seconds > 0 else USUAL_SECONDS, str(refresh))


def _asked(client: httpx.Client, endpoint: str, said: dict[str, str]) -> tuple[int, dict[str, Any]]:
    with client.stream("POST", endpoint, data=said, headers={"Accept": "application/json"}) as response:
        body = b""
        for part in response.iter_bytes():
            body += part
            if len(body) > MAX_ANSWER_BYTES:
                raise NoToken(is_refused=False)
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        found = None
    return response.status_code, found if isinstance(found, dict) else {}


def _is_token(value: object) -> bool:
    """Of signs that may stand in an answer to a server: no line end, no space, no ^A."""
    return isinstance(value, str) and bool(value) and value.isascii() and value.isprintable() and " " not in value


def bearer(user: str, token: str, host: str, port: int) -> str:
    """The first words of OAUTHBEARER (RFC 7628)."""
    name = user.replace("=", "=3D").replace(",", "=2C")
    return f"n,a={name},\1host={host}\1port={port}\1auth=Bearer {token}\1\1"


def xoauth2(user: str, token: str) -> str:
    """The first words of XOAUTH2, as Google and Microsoft write it down."""
    return f"user={user}\1auth=Bearer {token}\1\1"
