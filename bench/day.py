"""The day page of a manager with 25 clients: server time and queries of one request, beside an empty Django page.

./butler bench day

The house is made for this run: 25 key clients, three bookings and a task each, the morning compiled. Every request goes
through all middleware, the session, row security, the opening of sealed fields and the journal. The goal is 100 ms.
"""

import argparse
import statistics
import time
from datetime import datetime, timedelta
from datetime import time as clock_time

CLIENTS, ROUNDS = 25, 30


def main() -> None:
    """Make the house, ask the page ROUNDS times, print minimum, median and maximum."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    from config import testing

    testing.prepare_database("bench_day")
    try:
        measure()
    finally:
        from django.db import connection

        connection.close()
        testing.drop_database("bench_day")


def measure() -> None:
    import django

    django.setup()
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    connection.settings_dict["NAME"] = "bench_day"
    anna = furnish()
    browser = Client()
    browser.force_login(anna)
    with CaptureQueriesContext(connection) as asked:
        browser.get("/")
    queries = [query["sql"] for query in asked.captured_queries]
    bare = times(lambda: browser.get("/account/inactive/"))
    page = times(lambda: browser.get("/"))
    said = [f"{1000 * number:6.1f}" for number in (min(page), statistics.median(page), max(page))]
    print(f"day page, {CLIENTS} clients: min {said[0]} ms, median {said[1]} ms, max {said[2]} ms (goal 100 ms)")
    print(f"queries on the first request: {len(queries)}, the transaction's own statements included")
    print(f"beside a page without rows: median {1000 * statistics.median(bare):.1f} ms")


def times(ask: object) -> list[float]:
    taken = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        ask()  # type: ignore[operator]
        taken.append(time.perf_counter() - start)
    return taken


def furnish() -> object:
    """Anna and her clients, each with a full day; returns Anna."""
    from butler.bookings import actions as bookings
    from butler.briefs import actions as briefs
    from butler.dossiers.actions import admit
    from butler.ground import clock
    from butler.ground.acting import acting_for
    from butler.ground.models import House
    from butler.requests import actions as requests
    from butler.staff.models import Staff

    now = clock.now()
    house = House.objects.create(id=1, name="Дом на Мойке", founded_at=now)
    today = house.local(now).date()
    nine = datetime.combine(today, clock_time(9), house.tz)
    anna = Staff.objects.create_user("anna@house.test", given_name="Анна", role="concierge")
    for number in range(CLIENTS):
        with acting_for("bench"):
            name = {"given_name": f"Имя{number}", "surname": f"Фамилия{number}"}
            client = admit(led_by=anna, now=now, gender="f", standing="key", since=now.date(), **name)
            for hours in (0, 3, 8):
                row = bookings.book(
                    client,
                    kind="restaurant",
                    title="Встреча",
                    starts_at=nine + timedelta(hours=hours),
                    by=None,
                    now=now,
                )
                if hours != 3:
                    told = bookings.Told("reference", reference="A-17")
                    bookings.add_evidence(row.pk, told, by=None, now=now)
            requests.add_task(
                client, title="Дело", category="gift", owner=anna, now=now, due_at=nine + timedelta(hours=4)
            )
    briefs.prepare(today, now=now)
    return anna


if __name__ == "__main__":
    main()
