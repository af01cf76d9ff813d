"""The desk beside Tryton: a list of fifty, a search by part of a name, a new contact; signed in, on the same machine.

./butler bench desk [--people 20000] [--seconds 5] [--visitors 4]

Both keep the same people and as many notes of favours in databases of the same PostgreSQL, both run under the same web
server with two workers, both check who asks and what they may. Butler answers with the whole page and writes a line in
its journal; Tryton answers with the rows as JSON, asked as its own client asks. Turns are short and taken one after the
other, so that whatever else the machine does weighs on both.
"""

import argparse
import itertools
import re
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

sys.path.insert(0, str(Path(__file__).parent))

import _serving
import _tryton

NAME = "bench_desk"
SURNAMES = (
    "Глинская",
    "Орлов",
    "Вяземская",
    "Тарханов",
    "Лебедева",
    "Зимин",
    "Ольшанский",
    "Веретенников",
    "Кольцова",
    "Юсупов",
)
GIVEN = ["Вера", "Семён", "Анна", "Илья", "Мария", "Павел", "Софья", "Лев", "Дарья", "Марк"]
ROUNDS = 3


def main() -> None:
    """Fill both houses, take turns, print requests a second and the ratio."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--people", type=int, default=20_000)
    asked.add_argument("--seconds", type=float, default=5)
    asked.add_argument("--visitors", type=int, default=4)
    given = asked.parse_args()
    people = [
        (f"{GIVEN[n % 10]} {SURNAMES[n // 10 % 10]} {n:05}", f"+7 900 {n // 10000:03}-{n // 100 % 100:02}-{n % 100:02}")
        for n in range(given.people)
    ]
    with tempfile.TemporaryDirectory(prefix="butler-bench-") as name:
        folder = Path(name)
        print(f"{given.people} people and as many favours in each; {given.visitors} visitors at once", flush=True)
        with butler(people, folder) as ours, _tryton.served(people, folder) as theirs:
            measure(ours, theirs, given)


def measure(ours: "Visitor", theirs: _tryton.Visitor, given: argparse.Namespace) -> None:
    leaves = given.people // 50
    fresh = itertools.count()
    jobs: list[tuple[str, str, Callable, int]] = [
        ("list of fifty", "list", lambda n: n * 37 % leaves, 5),
        ("search", "search", lambda n: f"{SURNAMES[n % 10].lower()} {n % 100:03}", 3),
        ("create", "create", lambda n: f"Новый Человек {next(fresh)}", 3),
    ]
    for title, verb, question, goal in jobs:
        rates = ([], [])
        for _ in range(ROUNDS):
            for side, visitor in enumerate((ours, theirs)):
                rates[side].append(rate(visitor, verb, question, given))
        a, b = map(statistics.median, rates)
        print(f"{title:14} Butler {a:7.1f}/s   Tryton {b:7.1f}/s   ratio {a / b:5.1f} (reach {goal})", flush=True)


def rate(visitor: object, verb: str, question: Callable, given: argparse.Namespace) -> float:
    """Answers a second, asked by several visitors at once for some seconds."""
    counts = [0] * given.visitors
    until = time.monotonic() + given.seconds
    failures: list[BaseException] = []

    def go_on(number: int) -> None:
        one = visitor.again()  # type: ignore[attr-defined]
        try:
            while time.monotonic() < until:
                getattr(one, verb)(question(number + counts[number] * given.visitors))
                counts[number] += 1
        except BaseException as failure:
            failures.append(failure)

    threads = [threading.Thread(target=go_on, args=(number,)) for number in range(given.visitors)]
    started = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]
    return sum(counts) / (time.monotonic() - started)


@contextmanager
def butler(people: list[tuple[str, str]], folder: Path) -> Iterator["Visitor"]:
    """A signed-in visitor of a house of Butler that holds `people`."""
    import os

    from config import testing

    testing.prepare_database(NAME)
    try:
        furnish(people)
        env = os.environ | {"BUTLER_DATABASE": NAME, "PYTHONWARNINGS": "ignore", "PYTHONPATH": str(testing.SRC)}
        with _serving.served([sys.executable, "-m", "granian"], "config.wsgi:application", env, folder) as port:
            yield Visitor(port)
    finally:
        from django.db import connection

        connection.close()
        testing.drop_database(NAME)


def furnish(people: list[tuple[str, str]]) -> None:
    import django

    django.setup()
    from django.db import connection

    from butler.ground import clock
    from butler.ground.models import House
    from butler.network.models import Contact, Favour
    from butler.staff.models import Staff

    connection.settings_dict["NAME"] = NAME
    now = clock.now()
    House.objects.create(id=1, name="Дом на Мойке", founded_at=now)
    Staff.objects.create_user("anna@house.test", PASSWORD, given_name="Анна", role="concierge")
    rows = Contact.objects.bulk_create((Contact(full_name=name, phone=phone) for name, phone in people), 2000)
    favours = (Favour(contact=row, way="received", what="помогли", on=now.date()) for row in rows)
    Favour.objects.bulk_create(favours, 2000)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


PASSWORD = "for-this-run-only"  # noqa: S105


class Visitor:
    """Anna, signed in; keeps her connection open as a browser does."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.door = HTTPConnection("127.0.0.1", port, timeout=60)
        self.crumbs: dict[str, str] = {}
        self.token = self._token(self._ask("GET", "/account/login/"))
        self._ask("POST", "/account/login/", {"login": "anna@house.test", "password": PASSWORD})
        self.token = self._token(self._ask("GET", "/network/contacts/new/"))

    def again(self) -> "Visitor":
        """The same person over a connection of its own."""
        twin = object.__new__(Visitor)
        twin.port, twin.crumbs, twin.token = self.port, dict(self.crumbs), self.token
        twin.door = HTTPConnection("127.0.0.1", self.port, timeout=60)
        return twin

    def list(self, leaf: int) -> None:
        """The whole page of fifty contacts."""
        page = self._ask("GET", f"/network/book/?leaf={leaf + 1}")
        assert page.count("data-row") == 50, page[:500]

    def search(self, words: str) -> None:
        """The part of the page that changes while somebody types."""
        self._ask("GET", f"/network/book/?{urlencode({'q': words})}", headers={"HX-Request": "true"})

    def create(self, name: str) -> None:
        """The form of a new contact, sent."""
        fields = {"full_name": name, "phone": "+7 900 000-00-00", "channel": "phone", "language": "ru", "warmth": "40"}
        page = self._ask("POST", "/network/contacts/new/", fields)
        assert not page, page[:3000]

    def _ask(self, verb: str, path: str, fields: dict[str, str] | None = None, headers: dict | None = None) -> str:
        sent = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.crumbs.items()), **(headers or {})}
        body = None
        if fields is not None:
            body = urlencode(fields | {"csrfmiddlewaretoken": self.token})
            sent |= {"Content-Type": "application/x-www-form-urlencoded", "Referer": f"http://127.0.0.1:{self.port}/"}
        self.door.request(verb, path, body, sent)
        answer = self.door.getresponse()
        text = answer.read().decode()
        for crumb in answer.headers.get_all("Set-Cookie") or []:
            name, _, rest = crumb.partition("=")
            self.crumbs[name] = rest.partition(";")[0]
        if answer.status not in (200, 302):
            raise RuntimeError(f"{verb} {path}: {answer.status}")
        return text

    @staticmethod
    def _token(page: str) -> str:
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        return found.group(1) if found else ""


if __name__ == "__main__":
    main()
