"""Learn from what colleagues put right in the readings of messages. Safe to run twice.

  ./butler learn              fit the models and use them from now on
  ./butler learn --dry-run    only try, and say what would come of it
  ./butler learn --forget     back to the models that Butler came with

Everything but --demo goes to the command `learn`."""

from __future__ import annotations

import argparse

from butler.command import home
from butler.command.inhouse import run_in_house

PASSES_ON = True


def configure(parser: argparse.ArgumentParser) -> None:
    parser.usage = "./butler learn [--demo] [--dry-run] [--forget]"
    home.add_choice(parser)


def run(args: argparse.Namespace) -> int:
    return run_in_house(args, "worker", "learn")
