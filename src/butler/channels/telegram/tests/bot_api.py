"""A small server that speaks the Bot API, and fails when it is told to: slow, cut off, too many, broken."""

import json
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message
from email.parser import BytesParser
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl

from butler.channels.telegram.bot import Bot

TOKEN = "6500400300:xq-poison-token-8842"
FAILURES: dict[int, dict[str, Any]] = {
    400: {"description": "Bad Request: chat not found"},
    401: {"description": "Unauthorized"},
    403: {"description": "Forbidden: bot was blocked by the user"},
    409: {"description": "Conflict: terminated by other getUpdates request"},
    429: {"description": "Too Many Requests: retry after 17", "parameters": {"retry_after": 17}},
    500: {"description": "Internal Server Error"},
}


@dataclass
class BotApi:
    """What it was asked, what it will bring, and how it shall fail next: a status, or one of
    `slow`, `drips`, `truncated`, `hangs up`, `nonsense`, `redirects`."""

    port: int = 0
    fails: int | str = 0
    said: dict[int, dict[str, Any]] = field(default_factory=lambda: dict(FAILURES))
    asked: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    updates: list[dict[str, Any]] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    webhook: dict[str, Any] = field(default_factory=dict)
    knocks: dict[str, Any] = field(default_factory=dict)  # how bringing fares: part of getWebhookInfo
    paths: dict[str, str] = field(default_factory=dict)  # file id: what getFile says, when it shall lie
    over: threading.Event = field(default_factory=threading.Event)
    numbers: int = 100

    def bot(self, token: str = TOKEN, **more) -> Bot:
        return Bot(token, f"http://127.0.0.1:{self.port}", **({"seconds": 5.0} | more))

    def answer(self, method: str, fields: dict[str, Any]) -> Any:
        if method == "getMe":
            return {"id": 6500400300, "is_bot": True, "first_name": "Дом на Мойке"}
        if method == "getUpdates":
            return self.poll(int(fields["offset"]), float(fields["timeout"]))
        if method == "setWebhook":
            self.webhook = fields
            return True
        if method == "deleteWebhook":
            self.webhook = {}
            return True
        if method == "getWebhookInfo":
            return {"url": self.webhook.get("url", ""), "pending_update_count": 0} | self.knocks
        if method == "getFile":
            path = self.paths.get(fields["file_id"], f"documents/{fields['file_id']}")
            return {"file_id": fields["file_id"], "file_path": path, "file_size": len(self.files[fields["file_id"]])}
        if method == "sendMediaGroup":
            return [self.sent(fields) for _ in json.loads(fields["media"])]
        return self.sent(fields)

    def poll(self, offset: int, seconds: float) -> list[dict[str, Any]]:
        end = time.monotonic() + seconds
        while True:
            self.updates = [one for one in self.updates if one["update_id"] >= offset]
            if self.updates or time.monotonic() > end or self.over.wait(0.05):
                return self.updates[:100]

    def sent(self, fields: dict[str, Any]) -> dict[str, Any]:
        self.numbers += 1
        return {"message_id": self.numbers, "chat": {"id": int(fields["chat_id"])}, "date": 1795500000}


@contextmanager
def bot_api() -> Iterator[BotApi]:
    api = BotApi()

    class Visit(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found = re.fullmatch(rf"/file/bot{re.escape(TOKEN)}/documents/(.+)", self.path)
            if not found or found[1] not in api.files:
                return self.say(404, b"{}")
            return self.say(200, api.files[found[1]])

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            found = re.fullmatch(r"/bot([^/]+)/(\w+)", self.path)
            if not found or found[1] != TOKEN:
                return self.say(401, as_json(api.said[401] | {"ok": False}))
            fields = fields_of(self.headers, body)
            api.asked.append((found[2], fields))
            if isinstance(api.fails, int) and api.fails:
                return self.say(
                    api.fails, as_json(api.said.get(api.fails, {}) | {"ok": False, "error_code": api.fails})
                )
            return self.say(200, as_json({"ok": True, "result": api.answer(found[2], fields)}))

        def say(self, status: int, body: bytes) -> None:
            if api.fails == "hangs up":
                return self.connection.close()
            if api.fails == "slow":
                api.over.wait(10)
            self.send_response(302 if api.fails == "redirects" else status)
            if api.fails == "redirects":
                self.send_header("Location", "http://127.0.0.1:9/elsewhere")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if api.fails == "truncated":
                self.wfile.write(body[: len(body) // 2])
            elif api.fails == "drips":
                for at in range(len(body)):
                    if api.over.wait(0.2):
                        break
                    self.wfile.write(body[at : at + 1])
            elif api.fails == "nonsense":
                self.wfile.write(b"<" * len(body))
            else:
                self.wfile.write(body)
            return None

        def log_message(self, *args: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        def handle_error(self, *args: object) -> None:
            """Whoever asked has gone: that is what these tests are about."""

    server = Server(("127.0.0.1", 0), Visit)
    api.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, args=[0.05], daemon=True)
    thread.start()
    try:
        yield api
    finally:
        api.over.set()
        server.shutdown()
        server.server_close()
        thread.join(5)


def as_json(value: Any) -> bytes:
    return json.dumps(value).encode()


def fields_of(headers: Message, body: bytes) -> dict[str, Any]:
    """Fields as words, files as (name, content type, content)."""
    said = headers.get("content-type", "")
    if not said.startswith("multipart/form-data"):
        return dict(parse_qsl(body.decode(), keep_blank_values=True))
    whole = BytesParser().parsebytes(b"Content-Type: " + said.encode() + b"\r\n\r\n" + body)
    found: dict[str, Any] = {}
    for part in whole.get_payload():
        raw = dict(part.raw_items())["Content-Disposition"]
        line = raw.encode("ascii", "surrogateescape").decode()
        name = re.search(r'[; ]name="([^"]*)"', line)[1]
        filename = re.search(r'filename="([^"]*)"', line)
        content = part.get_payload(decode=True)
        found[name] = (filename[1], part.get_content_type(), content) if filename else content.decode()
    return found
