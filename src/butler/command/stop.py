"""Stop web, worker and PostgreSQL of a house, also what a crash has left behind.

Without BUTLER_HOME: of the demo house and of your own house."""

from __future__ import annotations

import argparse

from butler.command import home, serving


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--demo", action="store_true", help="only the demo house")


def run(args: argparse.Namespace) -> int:
    houses = [home.demo()] if args.demo else dict.fromkeys([home.demo(), home.own()])
    for house in houses:
        if house.path.exists():
            print(f"{house.path}: {'stopped' if serving.stop(house) else 'nothing was running'}")
    return 0
