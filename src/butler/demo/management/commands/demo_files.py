"""Write a folder of fictional files to try the import with."""

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.core.management.base import BaseCommand

from butler.demo import files
from butler.ground import clock


class Command(BaseCommand):
    help = "Write sample files (.vcf, .ics, .mbox, .csv) into a folder."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument("--today", type=date.fromisoformat, help="the day around which they are dated (YYYY-MM-DD)")

    def handle(self, *args: Any, **options: Any) -> None:
        today = options["today"] or clock.today(ZoneInfo("Europe/Moscow"))
        for path in files.write(options["folder"], today):
            self.stdout.write(str(path))
