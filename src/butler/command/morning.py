"""Prepare the morning and print it: the team's brief and the clients' digests. Safe to run twice.

  ./butler morning                      today
  ./butler morning --date 2026-11-24    another day
  ./butler morning --json               for programs

Everything but --demo goes to the command `morning`."""

from __future__ import annotations

import argparse

from butler.command import home
from butler.command.inhouse import run_in_house

PASSES_ON = True


def configure(parser: argparse.ArgumentParser) -> None:
    parser.usage = "./butler morning [--demo] [--date D] [--json]"
    home.add_choice(parser)


def run(args: argparse.Namespace) -> int:
    return run_in_house(args, "worker", "morning")
