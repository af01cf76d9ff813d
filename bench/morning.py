"""The calendars of a morning: a seven-day window out of 2,000 clients' files, ours beside recurring-ical-events.

    ./butler bench morning [--clients 2000] [--events 42] [--peer-clients 100] [--seed 7]

Seeded calendars (29 % recurring, six zones, moved, cancelled and excluded occurrences, descriptions, folded lines) are
read by both, each in a process of its own, one after the other, on the same bytes. First the answers are compared:
every start and end of the window, as moments. Then the times:

cold     ICS bytes -> occurrences of the window
warm     a second look when no file has changed, as the house does it: occurrence rows kept in PostgreSQL, under row
         security, one query. The peer has its parsed and once asked queries kept in memory, the most it offers.
opened   the same with titles and places opened from seal, which the peer does not do
events   ours without the rows: parsed events kept in memory, expanded again

The peer's figure is taken on a sample of the clients and scaled, because all of them would take minutes; so are the
rows, because making them takes a while. The samples are printed. A benchmark never fails a build; it says what it saw.
"""

import argparse
import gc
import json
import os
import random
import statistics
import subprocess
import sys
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

MONDAY = date(2026, 11, 23)
SINCE = datetime(2026, 11, 23, tzinfo=UTC)
UNTIL = SINCE + timedelta(days=7)
ZONES = ("Europe/Moscow", "Europe/London", "Asia/Dubai", "America/New_York", "Asia/Tokyo", "Europe/Paris")
RECURRING = 0.29
WORDS = [
    "Встреча",
    "Ужин",
    "Осмотр",
    "Примерка",
    "Перелёт",
    "Совет",
    "Урок",
    "Массаж",
    "Лекция",
    "Гольф",
    "Call",
    "Board",
    "Dinner",
    "Fitting",
    "Review",
]
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def main(argv: list[str]) -> int:
    """Print the comparison; 0 always, unless the answers differ."""
    parser = argparse.ArgumentParser(prog="./butler bench morning", description=__doc__.split("\n\n")[0])
    parser.add_argument("--clients", type=int, default=2_000)
    parser.add_argument("--events", type=int, default=42)
    parser.add_argument("--peer-clients", type=int, default=100, help="the peer reads only these, scaled in the print")
    parser.add_argument("--row-clients", type=int, default=500, help="so many have rows made, scaled in the print")
    parser.add_argument("--no-rows", action="store_true", help="without a database")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--rounds", type=int, default=3, help="the best of so many is taken, for both")
    parser.add_argument("--only", choices=["ours", "peer", "rows"], help=argparse.SUPPRESS)
    args = parser.parse_args(argv)
    if args.only:
        print(json.dumps(MEASURES[args.only](args)))
        return 0
    return compare(args)


def compare(args: argparse.Namespace) -> int:
    """Both in processes of their own, the same inputs from the same seed."""
    ours, peer = measured("ours", args), measured("peer", args)
    rows = None if args.no_rows else measured("rows", args)
    total = args.clients * args.events
    scale = args.clients / peer["clients"]
    same = ours["sample"] == peer["sample"]
    print(f"{args.clients} clients x {args.events} events = {total}, {ours['bytes'] / 1e6:.1f} MB, seed {args.seed}")
    print(f"window {SINCE:%Y-%m-%d} to {UNTIL:%Y-%m-%d}: {ours['found']} occurrences, {ours['problems']} unreadable")
    verdict = "the same" if same else "DIFFERENT"
    print(f"answers on {peer['clients']} clients: {len(peer['sample'])} occurrences, {verdict}")
    print(f"peer: recurring-ical-events, on {peer['clients']} of {args.clients} clients, scaled by {scale:g}\n")
    print(f"{'':6}{'ours':>12}{'peer':>12}{'ratio':>9}{'ours, events/s':>18}{'peer, events/s':>18}")
    figures = [("cold", ours["cold"], peer["cold"] * scale)]
    if rows:
        growth = args.clients / rows["clients"]
        figures += [(name, rows[name] * growth, peer["warm"] * scale) for name in ("warm", "opened")]
    figures.append(("events", ours["warm"], peer["warm"] * scale))
    for name, mine, theirs in figures:
        speeds = f"{total / mine:18,.0f}{total / theirs:18,.0f}"
        print(f"{name:6}{mine:10.3f} s{theirs:10.1f} s{theirs / mine:8.1f}x{speeds}")
    if rows:
        are_same = rows["sample"] == [each for each in without_uid(ours["sample"]) if each[0] < rows["clients"]]
        print(
            f"\nrows: {rows['kept']} kept for {rows['clients']} clients in {rows['made']:.0f} s, scaled by {growth:g};"
        )
        print(f"on the same clients they answer {'the same' if are_same else 'DIFFERENTLY'}")
        same = same and are_same
    if not same:
        show_difference(ours["sample"], peer["sample"])
    return 0 if same else 1


def measured(which: str, args: argparse.Namespace) -> dict:
    """One side, in a process of its own."""
    given = {name: value for name, value in vars(args).items() if name not in ("only", "no_rows")}
    numbers = (f"--{name.replace('_', '-')}={value}" for name, value in given.items())
    command = [sys.executable, __file__, *numbers, f"--only={which}"]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout.splitlines()[-1])


def show_difference(ours: list, peer: list) -> None:
    """The first few that only one side found."""
    mine, theirs = {tuple(each) for each in ours}, {tuple(each) for each in peer}
    for name, only in (("only ours", mine - theirs), ("only peer", theirs - mine)):
        for each in sorted(only)[:10]:
            print(name, *each)


def measure_ours(args: argparse.Namespace) -> dict:
    """Ours over all clients."""
    from butler.calendars.reading.events import read_calendar
    from butler.calendars.reading.occurrences import occurrences

    files = calendars(args.seed, args.clients, args.events)
    cold = best(args.rounds, lambda: [occurrences(read_calendar(file), SINCE, UNTIL) for file in files])
    kept = [read_calendar(file) for file in files]
    warm = best(args.rounds, lambda: [occurrences(calendar, SINCE, UNTIL) for calendar in kept])
    found = [occurrences(calendar, SINCE, UNTIL) for calendar in kept]
    sample = [
        [number, each.event.uid, each.start.isoformat(), each.end.isoformat()]
        for number, each_found in enumerate(found[: args.peer_clients])
        for each in each_found
    ]
    return {
        "cold": cold,
        "warm": warm,
        "bytes": sum(map(len, files)),
        "found": sum(map(len, found)),
        "problems": sum(len(calendar.problems) for calendar in kept),
        "sample": sorted(sample),
    }


def measure_peer(args: argparse.Namespace) -> dict:
    """The peer over a sample of the same clients."""
    import icalendar
    import recurring_ical_events

    files = calendars(args.seed, min(args.peer_clients, args.clients), args.events)

    def queries() -> list:
        return [recurring_ical_events.of(icalendar.Calendar.from_ical(file)) for file in files]

    rounds = min(args.rounds, 2)
    cold = best(rounds, lambda: [query.between(SINCE, UNTIL) for query in queries()])
    kept = queries()
    [query.between(SINCE, UNTIL) for query in kept]  # its rules keep what they computed: that is its warm
    warm = best(rounds, lambda: [query.between(SINCE, UNTIL) for query in kept])
    sample = [
        [number, str(event["UID"]), moment(event["DTSTART"].dt), moment(event["DTEND"].dt)]
        for number, query in enumerate(kept)
        for event in query.between(SINCE, UNTIL)
    ]
    return {"cold": cold, "warm": warm, "clients": len(files), "sample": sorted(sample)}


def measure_rows(args: argparse.Namespace) -> dict:
    """The house's own way: rows made from the same files, then the week read in one query."""
    from config import testing  # a database of our own, copied from the migrated template

    testing.prepare_database("bench_morning")
    import django
    from django.db import connection

    django.setup()
    connection.settings_dict["NAME"] = "bench_morning"
    started = time.perf_counter()
    clients = min(args.row_clients, args.clients)
    numbers = make_rows(calendars(args.seed, clients, args.events))
    made = time.perf_counter() - started
    from django.db.models import Q

    from butler.calendars import access
    from butler.calendars.models import Occurrence
    from butler.ground import acting

    touches = Q(starts_at__lt=UNTIL) & (Q(ends_at__gt=SINCE) | Q(starts_at__gte=SINCE))

    def rows() -> list[tuple]:
        with acting.acting_for("bench"):
            week = Occurrence.objects.filter(touches).order_by("starts_at")
            return list(week.values_list("client_id", "starts_at", "ends_at", "zone"))

    def opened() -> list:
        with acting.acting_for("bench"):
            return access.occurrences_between(SINCE, UNTIL)

    with acting.acting_for("bench"):
        kept = Occurrence.objects.count()
    figures = {"warm": best(args.rounds, rows), "opened": best(args.rounds, opened)}
    found = [[numbers[client], moment(start), moment(end)] for client, start, end, _ in rows()]
    connection.close()
    testing.drop_database("bench_morning")
    sample = sorted(each for each in found if each[0] < args.peer_clients)
    return figures | {"clients": clients, "kept": kept, "made": made, "sample": sample}


def make_rows(files: list[bytes]) -> dict:
    """Clients, sources, entries and occurrences, by the house's own actions."""
    from butler.calendars import actions
    from butler.calendars.models import Source
    from butler.dossiers.models import Client
    from butler.ground import acting, clock
    from butler.staff.models import Staff

    numbers = {}
    with clock.set_to(SINCE):
        anna = Staff.objects.create_user("anna@bench.test", given_name="Анна", role="concierge")
        for number, file in enumerate(files):
            with acting.acting_for("bench"):
                who = {"given_name": "К", "surname": str(number), "alias": f"c{number}", "gender": "f", "zone": "UTC"}
                client = Client.objects.create(**who, led_by=anna, since=MONDAY)
                source = Source.objects.create(client=client, kind="file", name="a", ics=file, due_at=SINCE)
            actions.refresh(source.pk, SINCE)
            numbers[client.pk] = number
    return numbers


def without_uid(sample: list) -> list:
    """The client and the times alone."""
    return sorted([number, start, end] for number, _, start, end in sample)


MEASURES = {"ours": measure_ours, "peer": measure_peer, "rows": measure_rows}


def moment(value: date) -> str:
    """The peer's moments as ours: UTC, a day from midnight."""
    if not isinstance(value, datetime):
        value = datetime(value.year, value.month, value.day)  # noqa: DTZ001 - made aware below
    return (value if value.tzinfo else value.replace(tzinfo=UTC)).astimezone(UTC).isoformat()


def best(rounds: int, work) -> float:
    """The shortest of so many rounds: what the machine can do when nobody else is using it."""
    times = []
    for _ in range(rounds):
        gc.collect()
        started = time.perf_counter()
        work()
        times.append(time.perf_counter() - started)
    return min(times) if rounds < 4 else statistics.quantiles(times, n=4)[0]


def calendars(seed: int, clients: int, events: int) -> list[bytes]:
    """The files of all clients; the first n are the same whatever their number."""
    return [calendar(random.Random(f"{seed}-{number}"), number, events) for number in range(clients)]


def calendar(chance: random.Random, client: int, events: int) -> bytes:
    """One client's file as a calendar program writes it."""
    home = ZONES[client % len(ZONES)]
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Example//Calendar 1.0//EN", "CALSCALE:GREGORIAN"]
    for number in range(events):
        zone = home if chance.random() < 0.8 else chance.choice(ZONES)
        lines += (
            series(chance, f"{client}-{number}@example.org", zone)
            if chance.random() < RECURRING
            else single(chance, f"{client}-{number}@example.org", zone)
        )
    lines.append("END:VCALENDAR")
    return "\r\n".join(part for line in lines for part in folded(line)).encode() + b"\r\n"


def single(chance: random.Random, uid: str, zone: str) -> list[str]:
    """One event within a year around the window."""
    day = MONDAY + timedelta(days=chance.randint(-300, 120))
    if chance.random() < 0.15:
        return event(chance, uid, all_day(day, chance.randint(1, 4)))
    return event(chance, uid, timed(chance, day, zone))


def series(chance: random.Random, uid: str, zone: str) -> list[str]:
    """A series begun up to eight years ago, some with excluded, moved or cancelled occurrences."""
    day = MONDAY - timedelta(days=chance.randint(10, 2_900))
    if chance.random() < 0.15:
        return [*event(chance, uid, all_day(day, 1), f"RRULE:FREQ=YEARLY;BYMONTH={day.month};BYMONTHDAY={day.day}")]
    at = f"T{chance.randint(7, 20):02}{chance.choice((0, 15, 30)):02}00"
    minutes = chance.choice((30, 45, 60, 90, 180))
    weekday = DAYS[day.weekday()]
    kind = chance.random()
    if kind < 0.5:
        rule = f"FREQ=WEEKLY;BYDAY={','.join(sorted({weekday, chance.choice(DAYS)}))}"
        step = 7
    elif kind < 0.65:
        rule, step = f"FREQ=WEEKLY;INTERVAL=2;WKST=MO;BYDAY={weekday}", 14
    elif kind < 0.8:
        rule, step = "FREQ=DAILY", 1
    elif kind < 0.9:
        rule, step = f"FREQ=MONTHLY;BYDAY={(day.day - 1) // 7 + 1 if day.day <= 28 else -1}{weekday}", 0
    else:
        rule, step = f"FREQ=MONTHLY;BYMONTHDAY={day.day}", 0
    end = chance.random()
    if end < 0.15:
        rule += f";COUNT={chance.randint(5, 400)}"
    elif end < 0.4:
        rule += f";UNTIL={MONDAY + timedelta(days=chance.randint(-200, 300)):%Y%m%d}T000000Z"
    more = [f"RRULE:{rule}"]
    changed: list[str] = []
    if step and chance.random() < 0.4:
        near = day + timedelta(days=(MONDAY - day).days // step * step)
        for back in range(chance.randint(1, 3)):
            gone = near - timedelta(days=step * back)
            if gone > day:
                more.append(f"EXDATE;TZID={zone}:{gone:%Y%m%d}{at}")
    if step and chance.random() < 0.4:
        moved = day + timedelta(days=(MONDAY - day).days // step * step + step)
        new_day = moved + timedelta(days=chance.choice((-9, -2, -1, 0, 1, 2, 9)))
        changed = event(
            chance,
            uid,
            clock(new_day, f"T{chance.randint(8, 19):02}3000", minutes + 30, zone),
            f"RECURRENCE-ID;TZID={zone}:{moved:%Y%m%d}{at}",
            "SEQUENCE:2",
            "STATUS:CANCELLED" if chance.random() < 0.2 else "STATUS:CONFIRMED",
        )
    return event(chance, uid, clock(day, at, minutes, zone), *more) + changed


def timed(chance: random.Random, day: date, zone: str) -> list[str]:
    """Start and end on a clock, some of them in UTC."""
    at = f"T{chance.randint(7, 20):02}{chance.choice((0, 15, 30, 45)):02}00"
    return clock(day, at, chance.choice((30, 60, 90, 120, 240)), "" if chance.random() < 0.1 else zone)


def clock(day: date, at: str, minutes: int, zone: str) -> list[str]:
    """DTSTART and DTEND."""
    start = datetime.fromisoformat(f"{day:%Y%m%d}{at}")
    end = start + timedelta(minutes=minutes)
    head, mark = (f";TZID={zone}", "") if zone else ("", "Z")
    return [f"DTSTART{head}:{start:%Y%m%dT%H%M%S}{mark}", f"DTEND{head}:{end:%Y%m%dT%H%M%S}{mark}"]


def all_day(day: date, days: int) -> list[str]:
    """Whole days."""
    return [f"DTSTART;VALUE=DATE:{day:%Y%m%d}", f"DTEND;VALUE=DATE:{day + timedelta(days=days):%Y%m%d}"]


def event(chance: random.Random, uid: str, when: list[str], *more: str) -> list[str]:
    """One VEVENT with what programs put around it."""
    words = " ".join(chance.choices(WORDS, k=3))
    return [
        "BEGIN:VEVENT",
        f"UID:{uid}",
        "DTSTAMP:20261101T080000Z",
        *when,
        f"SUMMARY:{words}",
        f"LOCATION:{chance.choice(WORDS)}\\, {chance.randint(1, 99)}",
        *(
            [f"DESCRIPTION:{' '.join(chance.choices(WORDS, k=12))}\\nwww.example.org/{uid}"]
            if chance.random() < 0.3
            else []
        ),
        *more,
        "END:VEVENT",
    ]


def folded(line: str) -> list[str]:
    """A line in pieces of at most 75 octets, as RFC 5545 wants."""
    if len(line.encode()) <= 75:
        return [line]
    pieces, piece = [], ""
    for letter in line:
        if len((piece + letter).encode()) > 73:
            pieces.append(piece)
            piece = ""
        piece += letter
    return [pieces[0], *(" " + each for each in [*pieces[1:], piece])]


if __name__ == "__main__":
    clone = Path(__file__).resolve().parent.parent
    sys.path.insert(0, str(clone / "src"))
    os.environ.setdefault("BUTLER_HOME", str(clone / ".butler" / "bench"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    sys.exit(main(sys.argv[1:]))
