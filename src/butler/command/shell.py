"""A Python shell in the house, with everything loaded. Whoever opens clients' rows there acts for a named purpose."""

from __future__ import annotations

import argparse

from butler.command import home
from butler.command.inhouse import run_in_house

PASSES_ON = True


def configure(parser: argparse.ArgumentParser) -> None:
    home.add_choice(parser)
    parser.add_argument("--role", choices=["app", "worker", "owner"], default="worker", help="database role")


def run(args: argparse.Namespace) -> int:
    return run_in_house(args, args.role, "shell")
