"""Letters of a morning: ours, from facts to a finished letter, beside a Django template that fills in finished words.

    ./butler bench digests [--letters 5000] [--seed 7]

Ours chooses the five lines, says times in two zones, declines names and towns, binds short words, keeps the evidence of
every line and refuses one without; the template only prints five sentences that somebody else has already written. So
the peer does less: the ratio says what the words cost. Both run in one process, one after the other, the best of three
rounds each. A benchmark never fails a build; it says what it saw.
"""

import argparse
import random
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from butler.briefs.rules.digest import Addressee, Dated, Proven, compose
from butler.language.letters import Day, Promise
from butler.language.names import Name
from butler.language.salutation import Voice

TODAY = date(2026, 11, 24)
ZONES = [ZoneInfo(name) for name in ("Europe/Moscow", "Asia/Tokyo", "Europe/London", "Asia/Dubai")]
KINDS = ("restaurant", "transfer", "flight", "tickets", "beauty", "hotel", "flowers")
PEOPLE = [
    Name("Андрей", "Сергеевич", "Вересов", "m"),
    Name("Мария", "Андреевна", "Ольшанская", "f"),
    Name("Илья", "Петрович", "Ким", "m"),
]
TEMPLATE = "{{ greeting }}\n{% for line in lines %}{{ line }}\n{% endfor %}\n{{ manager }}\n{{ house }}"

Facts = tuple[Addressee, list[Proven], list[Dated]]


def main(argv: list[str]) -> int:
    """Print letters per second of both, and the ratio."""
    parser = argparse.ArgumentParser(prog="./butler bench digests", description=__doc__.split("\n\n")[0])
    parser.add_argument("--letters", type=int, default=5_000)
    parser.add_argument("--seed", type=int, default=7)
    args = parser.parse_args(argv)
    facts = [_client(random.Random(f"{args.seed}|{number}")) for number in range(args.letters)]
    written = [compose(*each) for each in facts]  # warm: dictionaries and declensions are loaded once per worker
    ours = _best(lambda: [compose(*each) for each in facts])
    peer = _best(_peer([letter for letter in written if letter]))
    print(f"ours    {args.letters / ours:10,.0f} letters/s  (facts -> words, evidence, five lines)")
    print(f"django  {args.letters / peer:10,.0f} letters/s  (finished sentences -> template)")
    print(f"ratio   {peer / ours:10.2f}")
    print(f"2,000 clients: {2_000 * ours / args.letters:.2f} s of a morning")
    return 0


def _client(chance: random.Random) -> Facts:
    home = chance.choice(ZONES)
    language = chance.choice(("ru", "ru", "ru", "en"))
    to = Addressee(chance.choice(PEOPLE), Voice(language), 9, TODAY, ("Анна Лаврова", "Дом на Мойке"))
    proven = [_proven(chance, home) for _ in range(chance.randint(3, 7))]
    wife = Name("Елена", "", "", "f")
    days = [Dated(_id(chance), Day("birthday", TODAY + timedelta(days=2), TODAY, wife, "spouse"))]
    return to, proven, days if chance.random() < 0.3 else []


def _proven(chance: random.Random, home: ZoneInfo) -> Proven:
    at = datetime(2026, 11, 24, tzinfo=UTC) + timedelta(minutes=5 * chance.randint(72, 260))
    promise = Promise(
        kind=chance.choice(KINDS),
        at=at,
        place=chance.choice(ZONES),
        home=home,
        today=TODAY,
        venue="Северный двор",
        number="NV 402",
        destination=chance.choice(("IST", "LED", "NCE", "HND")),
        party_size=chance.randint(1, 6),
        wishes=("Стол у окна", "тишина"),
    )
    return Proven(_id(chance), _id(chance), promise, chance.randint(0, 3))


def _peer(letters: list) -> Callable[[], list[str]]:
    import django
    from django.conf import settings

    if not settings.configured:
        settings.configure(TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates"}])
        django.setup()
    from django.template import engines

    template = engines["django"].from_string(TEMPLATE)
    contexts = [
        {
            "greeting": letter.body.split("\n")[0],
            "lines": [line.text for line in letter.lines],
            "manager": "Анна Лаврова",
            "house": "Дом на Мойке",
        }
        for letter in letters
    ]
    return lambda: [template.render(context) for context in contexts]


def _best(call: Callable[[], object], rounds: int = 3) -> float:
    best = float("inf")
    for _ in range(rounds):
        start = time.perf_counter()
        call()
        best = min(best, time.perf_counter() - start)
    return best


def _id(chance: random.Random) -> UUID:
    return UUID(int=chance.getrandbits(128))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
