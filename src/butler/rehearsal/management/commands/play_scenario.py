"""Play one scenario in the empty house of this database and write down everything that was seen, judged."""

import json
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from butler.ground.models import House
from butler.rehearsal import judging, telling
from butler.rehearsal.playing import play
from butler.rehearsal.scenario import read_scenario


class Command(BaseCommand):
    """`./butler rehearse` runs this in a database of its own, in the worker's role."""

    help = "Play a scenario in this (empty) house and judge it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--out", type=Path, required=True)
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--crash", action="store_true", help="kill the worker at random, again and again")

    def handle(self, *args: Any, **options: Any) -> None:
        if House.objects.exists():
            raise CommandError("there is a house in this database: a rehearsal needs an empty one")
        started = time.monotonic()
        scenario = read_scenario(options["file"])
        record = play(scenario, seed=options["seed"], kills=options["crash"])
        verdicts, breaches = judging.judge(record, scenario), judging.broken(record, scenario)
        card = judging.scorecard(record, scenario, verdicts, breaches)
        card = replace(card, real_seconds=round(time.monotonic() - started, 1))
        told = telling.whole(record, scenario, verdicts, breaches, card)
        options["out"].write_text(json.dumps(told, ensure_ascii=False, indent=1), encoding="utf-8")
