"""Play one scenario in the empty house of this database and write down everything that was seen, judged."""

import json
import resource
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from butler.ground.models import House
from butler.rehearsal import judging, telling
from butler.rehearsal.generating import Size, generate
from butler.rehearsal.playing import play
from butler.rehearsal.scenario import read_scenario, scenario_of_tree
from butler.rehearsal.scenario.records import Scenario


class Command(BaseCommand):
    """`./butler rehearse` runs this in a database of its own, in the worker's role."""

    help = "Play a scenario in this (empty) house and judge it."

    def add_arguments(self, parser: CommandParser) -> None:
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument("file", type=Path, nargs="?")
        what.add_argument("--generate", nargs=3, metavar=("MANAGERS", "CLIENTS", "FAILURE"))
        parser.add_argument("--out", type=Path, required=True)
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--crash", action="store_true", help="kill the worker at random, again and again")

    def handle(self, *args: Any, **options: Any) -> None:
        if House.objects.exists():
            raise CommandError("there is a house in this database: a rehearsal needs an empty one")
        started = time.monotonic()
        size = options["generate"]
        scenario = _generated(size, options["seed"]) if size else read_scenario(options["file"])
        record = play(scenario, seed=options["seed"], kills=options["crash"])
        verdicts, breaches = judging.judge(record, scenario), judging.broken(record, scenario)
        card = judging.scorecard(record, scenario, verdicts, breaches)
        card = replace(card, real_seconds=round(time.monotonic() - started, 1))
        told = telling.whole(record, scenario, verdicts, breaches, card) | {"resources": _resources(started)}
        options["out"].write_text(json.dumps(told, ensure_ascii=False, indent=1), encoding="utf-8")


def _generated(size: list[str], seed: int) -> Scenario:
    managers, clients, failure = size
    return scenario_of_tree(generate(Size(int(managers), int(clients), float(failure)), seed=seed))


def _resources(started: float) -> dict[str, float]:
    """What the play has taken: never the same twice, so it stands beside the scorecard."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        (size,) = cursor.fetchone()
    used = resource.getrusage(resource.RUSAGE_SELF)
    return {
        "seconds": round(time.monotonic() - started, 1), "processor_seconds": round(used.ru_utime + used.ru_stime, 1),
        "memory_mb": round(used.ru_maxrss / 1024), "database_mb": round(size / 1024**2),
    }  # fmt: skip
