"""A house at size: re-scoring all open tasks, and the day page while many colleagues ask at once.

./butler bench house [--managers 500] [--clients 20] [--tasks 100000] [--users 50] [--seconds 10]

The house is made for this run by the house's own verbs: every manager leads key clients, each with three bookings of
the day and a task; the other tasks are laid beside them, with deadlines of the next month. The goals are under 2 s for
the re-scoring that follows ten minutes after one, and a p95 under 300 ms for the day page, on two cores.
"""

import argparse
import os
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from datetime import time as clock_time
from http.client import HTTPConnection
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import _serving

NAME = "bench_house"
AT_ONCE = 1000  # rows in one statement


def main() -> None:
    """Make the house, score its tasks, ask its pages."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--managers", type=int, default=500)
    asked.add_argument("--clients", type=int, default=20)
    asked.add_argument("--tasks", type=int, default=100_000)
    asked.add_argument("--users", type=int, default=50)
    asked.add_argument("--seconds", type=float, default=10)
    given = asked.parse_args()
    from config import testing

    testing.prepare_database(NAME)
    try:
        started = time.monotonic()
        people = furnish(given)
        print(
            f"{given.managers} managers x {given.clients} clients: made in {time.monotonic() - started:.0f} s",
            flush=True,
        )
        score(given)
        prepare()
        walk(people, given)
    finally:
        from django.db import connection

        connection.close()
        testing.drop_database(NAME)


def score(given: argparse.Namespace) -> None:
    """The sweep of the scores: of tasks that were never scored, after ten minutes, and with nothing to write."""
    from butler.ground import clock
    from butler.ground.acting import acting_for
    from butler.requests import actions as requests

    now = clock.now()
    for what, after in (("never scored", 0), ("ten minutes later", 10), ("at the same minute", 10)):
        started, busy = time.perf_counter(), time.process_time()
        with acting_for("rescore"):
            moved = requests.rescore_all(now=now + timedelta(minutes=after))
        wall, own = time.perf_counter() - started, time.process_time() - busy
        print(
            f"re-scoring {given.tasks} open tasks, {what}: {wall:.2f} s ({own:.2f} s of our own), {moved} moved",
            flush=True,
        )


def walk(people: list[object], given: argparse.Namespace) -> None:
    """The day page, asked by `users` colleagues at once who each wait for their page before they ask again."""
    from config import testing

    env = os.environ | {"BUTLER_DATABASE": NAME, "PYTHONWARNINGS": "ignore", "PYTHONPATH": str(testing.SRC)}
    crumbs = [signed_in(people[number % len(people)]) for number in range(given.users)]
    taken: list[float] = []
    with (
        tempfile.TemporaryDirectory(prefix="butler-bench-") as folder,
        _serving.served([sys.executable, "-m", "granian"], "config.wsgi:application", env, Path(folder)) as port,
    ):
        for pause, said in ((0.0, "without a pause"), (5.0, "each every five seconds")):
            taken = asked_at_once(port, crumbs, given.seconds, pause)
            low, high = (1000 * sorted(taken)[int(len(taken) * share)] for share in (0.5, 0.95))
            print(f"day page, {given.users} users at once, {said}: {len(taken) / given.seconds:.1f}/s, "
                  f"median {low:.0f} ms, p95 {high:.0f} ms")  # fmt: skip


def asked_at_once(port: int, crumbs: list[str], seconds: float, pause: float) -> list[float]:
    taken: list[float] = []
    warm, until = time.monotonic() + 2, time.monotonic() + 2 + seconds

    def ask(number: int) -> None:
        door = HTTPConnection("127.0.0.1", port, timeout=60)
        time.sleep(pause * number / len(crumbs))  # people do not all press at once
        while (now := time.monotonic()) < until:
            door.request("GET", "/", headers={"Cookie": crumbs[number]})
            answer = door.getresponse()
            answer.read()
            if answer.status != 200:
                raise RuntimeError(f"the day page answered {answer.status}")
            if now > warm:
                taken.append(time.monotonic() - now)
            time.sleep(max(0.0, pause - (time.monotonic() - now)))

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(len(crumbs))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return taken


def signed_in(person: object) -> str:
    from django.test import Client

    browser = Client()
    browser.force_login(person)
    return "; ".join(f"{name}={crumb.value}" for name, crumb in browser.cookies.items())


def furnish(given: argparse.Namespace) -> list[object]:
    """The house, its managers, their clients and the tasks; returns the managers."""
    import django

    django.setup()
    from django.db import connection

    from butler.dossiers.models import Client
    from butler.ground import clock
    from butler.ground.models import House
    from butler.staff.models import Staff

    connection.settings_dict["NAME"] = NAME
    now = clock.now()
    house = House.objects.create(id=1, name="Дом на Мойке", founded_at=now)
    today = house.local(now).date()
    nine = datetime.combine(today, clock_time(9), house.tz)
    people = []
    for number in range(given.managers):
        person = Staff.objects.create_user(f"m{number}@house.test", given_name=f"Имя{number}", role="concierge")
        people.append(person)
        with in_one_go():
            for place in range(given.clients):
                client_of(person, f"{number}-{place}", nine, now)
    with in_one_go():
        lay_tasks(list(Client.objects.all()), people, given.tasks, now)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return people


def prepare() -> None:
    """The morning of all."""
    from butler.briefs import actions as briefs
    from butler.ground import clock
    from butler.ground.house import the_house

    now = clock.now()
    started, busy = time.monotonic(), time.process_time()
    briefs.prepare(the_house().local(now).date(), now=now)
    own = time.process_time() - busy
    print(f"the morning of all: {time.monotonic() - started:.1f} s ({own:.1f} s of our own)", flush=True)


@contextmanager
def in_one_go() -> Iterator[None]:
    from butler.ground.acting import acting_for

    with acting_for("bench"):
        yield


def client_of(person: object, name: str, nine: datetime, now: datetime) -> None:
    """A key client of this manager, with three bookings and a task."""
    from butler.bookings import actions as bookings
    from butler.dossiers.actions import admit
    from butler.requests import actions as requests

    names = {"given_name": f"Имя{name}", "surname": f"Фамилия{name}"}
    client = admit(led_by=person, now=now, gender="f", standing="key", since=now.date(), **names)
    for hours in (0, 3, 8):
        starts = nine + timedelta(hours=hours)
        row = bookings.book(client, kind="restaurant", title="Встреча", starts_at=starts, by=None, now=now)
        if hours != 3:
            bookings.add_evidence(row.pk, bookings.Told("reference", reference="A-17"), by=None, now=now)
    requests.add_task(client, title="Дело", category="gift", owner=person, now=now, due_at=nine + timedelta(hours=4))


def lay_tasks(clients: list, people: list, count: int, now: datetime) -> None:
    """Tasks due over a month, a quarter of an hour apart; put off, so that no page is made of them."""
    from butler.requests.models import Task

    rows = (
        Task(
            client=clients[n % len(clients)], title="Дело", category="other", owner=people[n % len(people)],
            asked_at=now, due_at=now + timedelta(minutes=15 * (n * 7919 % 2880)), effort_minutes=20 + n % 5 * 20,
            cost_of_failure=n % 4, is_promised=n % 3 == 0, snoozed_until=now + timedelta(days=60),
        )
        for n in range(count)
    )  # fmt: skip
    Task.objects.bulk_create(rows, AT_ONCE)


if __name__ == "__main__":
    main()
