"""Break the house on purpose and count what it lost. `sends`: letters leave while the worker is killed at random.

A house of its own in .butler/chaos of the clone, made anew each time, with a real PostgreSQL, the worker of every house
and an SMTP server that counts by Message-ID. Ends with 0 when nothing was lost, doubled or left untold."""

from __future__ import annotations

import argparse
import json

from butler.command import preparing
from butler.command.home import CLONE, Home
from butler.command.postgres import Embedded
from butler.command.steps import tell

FOLDER = CLONE / ".butler" / "chaos"


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=["sends"])
    parser.add_argument("--letters", type=int, default=1000)
    parser.add_argument("--kills", type=int, default=40, help="of the worker, with -9")
    parser.add_argument("--restarts", type=int, default=0, help="of the database, while letters leave")
    parser.add_argument("--workers", type=int, default=1, help="at once; one of them is killed")
    parser.add_argument("--seed", type=int, default=1)


def run(args: argparse.Namespace) -> int:
    from butler.command.chaos.sends import Plan, Stage, storm

    house = Home(FOLDER).open()
    server = Embedded(house.path, tell=tell)
    server.clear_away()
    for stamp in (house.path / "done").glob("*"):
        stamp.unlink()
    server.ensure()
    try:
        preparing.prepare(house)
        stage = Stage(house, server.dsn("postgres"), house.environment("worker"), server)
        report = storm(Plan(args.letters, args.kills, args.seed, args.restarts, args.workers), stage, say=tell)
    finally:
        server.stop()
    print(json.dumps(report.figures(), indent=2))
    return 0 if report.is_clean else 1
