"""Tryton, as a house would run it: its own database in the same PostgreSQL, its web application under the same server.

People are parties with a telephone, their helping and being helped are notes, asked for by JSON-RPC as its client does.
"""

import base64
import http.client
import json
import os
import subprocess
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from pathlib import Path
from typing import Any

import _peers
import _serving
import psycopg

NAME, PASSWORD = "bench_tryton", "for-this-run-only"
FILL = """
import sys
from trytond import config
config.update_etc(sys.argv[1])
from trytond.pool import Pool
from trytond.transaction import Transaction
Pool.start()
pool = Pool(sys.argv[2])
pool.init()
with Transaction().start(sys.argv[2], 1):
    User = pool.get("res.user")
    admin, = User.search([("login", "=", "admin")])
    groups = pool.get("res.group").search([])
    User.write([admin], {"password": sys.argv[4], "groups": [("add", [group.id for group in groups])]})
    Party = pool.get("party.party")
    names = open(sys.argv[3], encoding="utf-8").read().splitlines()
    Party.create([
        {"name": name, "addresses": [], "contact_mechanisms": [("create", [{"type": "other", "value": phone}])]}
        for name, phone in (line.split("\\t") for line in names)
    ])
    Transaction().connection.cursor().execute(
        "INSERT INTO ir_note (resource, message, create_uid, create_date) "
        "SELECT 'party.party,' || id, 'helped us', 1, now() FROM party_party"
    )
    Transaction().commit()
"""


@contextmanager
def served(people: list[tuple[str, str]], folder: Path) -> Iterator["Visitor"]:
    """A signed-in visitor of a Tryton that holds `people` (name, telephone)."""
    env = os.environ | {"PGHOST": os.environ["BUTLER_PG_SOCKET"], "PGUSER": "butler_owner"}
    env = {name: value for name, value in env.items() if name not in ("PYTHONPATH", "PYTHONWARNINGS")}
    settings = folder / "trytond.conf"
    settings.write_text("[database]\nuri = postgresql://\n[session]\nauthentications = password\n")
    names = folder / "names.txt"
    names.write_text("\n".join("\t".join(pair) for pair in people), encoding="utf-8")
    (folder / "password").write_text(PASSWORD)
    python = _peers.python()
    _server(f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)", f"CREATE DATABASE {NAME} OWNER butler_owner")
    admin = [str(Path(python).with_name("trytond-admin"))]
    env["TRYTONPASSFILE"] = str(folder / "password")
    asked = ["-c", str(settings), "-d", NAME, "-u", "party", "--activate-dependencies", "--email", "a@house.test"]
    subprocess.run([*admin, *asked], env=env, check=True, stdin=subprocess.DEVNULL)
    fill = textwrap.dedent(FILL)
    subprocess.run([python, "-c", fill, str(settings), NAME, str(names), PASSWORD], env=env, check=True)
    env |= {"TRYTOND_CONFIG": str(settings), "TRYTOND_DATABASE_NAMES": NAME}
    try:
        with _serving.served([python, "-m", "granian"], "trytond.application:app", env, folder) as port:
            yield Visitor(port)
    finally:
        _server(f"DROP DATABASE {NAME} WITH (FORCE)")


def _server(*statements: str) -> None:
    socket = os.environ["BUTLER_PG_SOCKET"]
    with psycopg.connect(host=socket, user="butler_owner", dbname="postgres", autocommit=True) as door:
        for statement in statements:
            door.execute(statement)


class Visitor:
    """One signed-in user; keeps its connection open as Tryton's client does."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.door = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.word = ""
        user, session = self._ask("common.db.login", "admin", {"password": PASSWORD})[:2]
        self.word = base64.b64encode(f"admin:{user}:{session}".encode()).decode()

    def again(self) -> "Visitor":
        """The same user over a connection of its own."""
        twin = object.__new__(Visitor)
        twin.port, twin.word = self.port, self.word
        twin.door = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        return twin

    def list(self, leaf: int) -> int:
        """Fifty parties by name, with what a list shows; how many came."""
        fields = ["name", "code", "phone", "mobile", "email", "lang.rec_name", "write_date"]
        found = self._model("search_read", [], 50 * leaf, 50, [("name", "ASC")], fields)
        return len(found)

    def search(self, words: str) -> int:
        """Parties by part of a name; how many came."""
        found = self._model("search_read", [("rec_name", "ilike", f"%{words}%")], 0, 50, [("name", "ASC")], ["name"])
        return len(found)

    def create(self, name: str) -> None:
        """A party with a telephone."""
        telephone = {"type": "other", "value": "+7 900 000-00-00"}
        self._model("create", [{"name": name, "contact_mechanisms": [("create", [telephone])]}])

    def _model(self, verb: str, *params: Any) -> Any:
        return self._ask(f"model.party.party.{verb}", *params, {})

    def _ask(self, method: str, *params: Any) -> Any:
        headers = {"Content-Type": "application/json"}
        if self.word:
            headers["Authorization"] = f"Session {self.word}"
        body = json.dumps({"id": 1, "method": method, "params": params})
        self.door.request("POST", f"/{NAME}/rpc/", body, headers)
        response = self.door.getresponse()
        text = response.read().decode()
        if response.status != HTTPStatus.OK:
            raise RuntimeError(f"Tryton answered {response.status}: {text[:500]}")
        answer = json.loads(text)
        if "error" in answer:
            raise RuntimeError(answer["error"])
        return answer["result"]
