"""A small provider of tokens, and a mail server that lets in by them, as Google and Microsoft do."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult

CLIENT, CLIENT_SECRET, REFRESH = "house-1.apps.example", "xq-client-7712", "1//xq-lasting-3341"


@dataclass
class Provider:
    """Gives tokens for REFRESH, says whose they are, and can be told to refuse, to change it or to be broken."""

    port: int = 0
    user: str = "house@house.test"
    refresh: str = REFRESH
    changes: bool = False  # each lasting token is good once, as Microsoft may have it
    fails: int = 0  # a status
    nonsense: bytes = b""
    seconds: int = 3600
    good: set[str] = field(default_factory=set)
    asked: list[dict[str, str]] = field(default_factory=list)
    given: int = 0

    @property
    def token_url(self) -> str:
        return f"http://127.0.0.1:{self.port}/token"

    @property
    def introspection(self) -> str:
        return f"http://127.0.0.1:{self.port}/introspect"

    def answer(self, path: str, said: dict[str, str]) -> tuple[int, Any]:
        if path == "/introspect":
            is_good = said.get("token") in self.good
            return 200, {"active": is_good} | ({"username": self.user} if is_good else {})
        self.asked.append(said)
        if self.fails:
            return self.fails, {"error": "broken"}
        known = (said.get("client_id"), said.get("client_secret"), said.get("refresh_token"), said.get("grant_type"))
        if known != (CLIENT, CLIENT_SECRET, self.refresh, "refresh_token"):
            return 400, {"error": "invalid_grant", "error_description": f"{said.get('refresh_token')} was revoked"}
        self.given += 1
        token = f"xq-token-{self.given}"
        self.good.add(token)
        more = {}
        if self.changes:
            self.refresh = f"{REFRESH}-{self.given}"
            more = {"refresh_token": self.refresh}
        return 200, {"access_token": token, "expires_in": self.seconds, "token_type": "Bearer"} | more


@contextmanager
def provider() -> Iterator[Provider]:
    found = Provider()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            said = dict(parse_qsl(self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()))
            status, answer = found.answer(self.path, said)
            body = found.nonsense or json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    found.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, args=[0.05], daemon=True)
    thread.start()
    try:
        yield found
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)


@dataclass
class Door:
    """A mail server that lets in by token: which words were said, and what it took."""

    provider: Provider
    port: int = 0
    said: list[tuple[str, bytes]] = field(default_factory=list)
    taken: list[Any] = field(default_factory=list)

    async def handle_MAIL(self, server: SMTP, session: Any, envelope: Any, address: str, options: list[str]) -> str:
        if not session.authenticated:
            return "530 5.7.0 who are you"
        envelope.mail_from = address
        return "250 ok"

    async def handle_DATA(self, server: SMTP, session: Any, envelope: Any) -> str:
        self.taken.append(envelope)
        return "250 taken"

    async def auth_XOAUTH2(self, server: SMTP, args: list[str]) -> AuthResult:
        return await self._let_in(server, args, "XOAUTH2")

    async def auth_OAUTHBEARER(self, server: SMTP, args: list[str]) -> AuthResult:
        return await self._let_in(server, args, "OAUTHBEARER")

    async def _let_in(self, server: SMTP, args: list[str], how: str) -> AuthResult:
        from base64 import b64decode

        words = b64decode(args[1])
        self.said.append((how, words))
        listed = words.decode().replace("n,a=", "user=", 1).split("\1")
        parts = dict(part.partition("=")[::2] for part in listed if part)
        token = parts.get("auth", "").removeprefix("Bearer ")
        if token in self.provider.good and parts.get("user", "").rstrip(",") == self.provider.user:
            return AuthResult(success=True, auth_data=parts["user"])
        last = await server.challenge_auth(b'{"status":"401","schemes":"bearer"}')  # type: ignore[arg-type]
        self.said.append(("refused", bytes(last) if isinstance(last, bytes) else b"?"))
        return AuthResult(success=False, handled=False)


@contextmanager
def token_door(tokens: Provider, *, only: str = "") -> Iterator[Door]:
    """`only` XOAUTH2, as Microsoft; else both."""
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    door = Door(tokens, port)
    left_out = ["LOGIN", "PLAIN", *(["OAUTHBEARER"] if only else [])]
    controller = Controller(
        door,
        hostname="127.0.0.1",
        port=port,
        auth_require_tls=False,
        auth_exclude_mechanism=left_out,
    )
    controller.start()
    try:
        yield door
    finally:
        controller.stop()
