"""Take in files: vCards (.vcf), calendars (.ics, or a link), mail (.mbox, maildir, .eml), contacts and clients (.csv).

  ./butler import PATH... --dry-run     only show what would come in
  ./butler import PATH...               take it in; the same file twice changes nothing twice
  ./butler import --undo BATCH          take a batch back

Everything but --demo goes to the command `import_files`."""

from __future__ import annotations

import argparse

from butler.command import home
from butler.command.inhouse import run_in_house

PASSES_ON = True


def configure(parser: argparse.ArgumentParser) -> None:
    parser.usage = "./butler import [--demo] PATH... [--dry-run] | --undo BATCH"
    home.add_choice(parser)


def run(args: argparse.Namespace) -> int:
    return run_in_house(args, "worker", "import_files")
