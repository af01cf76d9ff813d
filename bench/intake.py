"""How many mails one core takes in from a door to what is proposed: laid down, examined and sorted, read.

./butler bench intake [--letters 300]

The house is made for this run, with 25 clients who write; the letters are lines that the small models are trained from.
Every step is its own transaction under row security, as the worker does it, with seals and journal; strangers' bytes
are read in limited children. Name servers are not asked. Seconds are of the clock: ours and the database's work.
"""

import argparse
import statistics
import time
from collections.abc import Callable
from email.message import EmailMessage
from typing import Any

CLIENTS = 25
DATABASE = "bench_intake"


def main(argv: list[str]) -> int:
    """Print what each step takes, and what all of them make in a second."""
    parser = argparse.ArgumentParser(prog="./butler bench intake", description=__doc__.split("\n\n")[0])
    parser.add_argument("--letters", type=int, default=300)
    args = parser.parse_args(argv)
    from config import testing

    testing.prepare_database(DATABASE)
    try:
        measure(args.letters)
    finally:
        from django.db import connection

        connection.close()
        testing.drop_database(DATABASE)
    return 0


def measure(count: int) -> None:
    import django

    django.setup()
    from django.db import connection

    connection.settings_dict["NAME"] = DATABASE
    letters = made(count + 10)
    furnish()
    from butler.correspondence.models import RawMessage
    from butler.ground.acting import acting_for
    from butler.reception.models import Proposal

    for raw in letters[:10]:  # everything is loaded by the first
        take_in(raw)
    taken = [take_in(raw) for raw in letters[10:]]
    for name, steps in zip(("laid down", "sorted", "read"), zip(*taken, strict=True), strict=True):
        late = sorted(steps)[len(steps) * 99 // 100]
        print(f"{name:10} median {1000 * statistics.median(steps):6.1f} ms, 99 of 100 under {1000 * late:6.1f} ms")
    whole = sum(map(sum, taken))
    print(f"{count / whole:.0f} mails a second from the door to what is proposed, one after the other")
    with acting_for("bench"):
        unread = RawMessage.objects.exclude(state="read").count()
        print(f"{Proposal.objects.count()} proposals; {unread} were not read")


def take_in(raw: bytes) -> tuple[float, float, float]:
    """The seconds of each step."""
    from butler.channels.mail.reading import identity
    from butler.correspondence import doors
    from butler.ground import clock
    from butler.ground.acting import acting_for
    from butler.reception import hearing, sorting

    def laid_down() -> Any:
        with acting_for("doors"):
            return doors.store_raw(channel="mail", external_id=identity(raw), raw=raw, at=clock.now())

    stored, first = timed(laid_down)
    done, second = timed(lambda: sorting.sort(stored.raw.pk, now=clock.now()))
    _, third = timed(lambda: hearing.read_message(done.message_id, now=clock.now()))
    return first, second, third


def timed(act: Callable[[], Any]) -> tuple[Any, float]:
    began = time.perf_counter()
    found = act()
    return found, time.perf_counter() - began


def made(count: int) -> list[bytes]:
    """Mails of the clients, one line of training each, evenly over all there are."""
    from butler.language.training import lines

    written = [line.text for line in lines()]
    found = []
    for number in range(count):
        mail = EmailMessage()
        mail["From"], mail["To"] = f"Клиент <client{number % CLIENTS}@clients.test>", "concierge@house.test"
        mail["Subject"], mail["Message-ID"] = "Просьба", f"<{number}@clients.test>"
        mail.set_content(written[number * len(written) // count])
        found.append(mail.as_bytes())
    return found


def furnish() -> None:
    from butler.dossiers import actions as dossiers
    from butler.ground import clock
    from butler.ground.acting import acting_for
    from butler.ground.models import House
    from butler.staff.models import Staff

    now = clock.now()
    House.objects.create(id=1, name="Дом на Мойке", founded_at=now)
    anna = Staff.objects.create_user("anna@house.test", given_name="Анна", role="concierge")
    for number in range(CLIENTS):
        with acting_for("bench"):
            name = {"given_name": f"Имя{number}", "surname": f"Фамилия{number}"}
            client = dossiers.admit(led_by=anna, now=now, gender="f", standing="key", since=now.date(), **name)
            dossiers.add_contact(client.pk, kind="mail", value=f"client{number}@clients.test")


if __name__ == "__main__":
    import sys

    raise SystemExit(main(sys.argv[1:]))
