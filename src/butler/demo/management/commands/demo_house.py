"""Make the demo house, or bring it to today. Progress goes to standard error; the sign-ins are the answer."""

from argparse import ArgumentParser
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.core.management.base import BaseCommand, CommandError

from butler.demo import build
from butler.ground import clock


class Command(BaseCommand):
    help = "Make the fictional demo house, or bring it to today."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--today", type=date.fromisoformat, help="the day to prepare it for (YYYY-MM-DD)")
        parser.add_argument(
            "--seed", type=int, default=7, help="another seed, another house; only when it is made anew"
        )
        parser.add_argument("--reset", action="store_true", help="throw the demo house away first (as the owner role)")

    def handle(self, *args: Any, **options: Any) -> None:
        today = options["today"] or clock.today(ZoneInfo("Europe/Moscow"))
        try:
            if options["reset"]:
                build.reset()
            sign_ins = build.ensure(today, options["seed"], loud=True)
        except build.NotADemoHouse as error:
            raise CommandError(f"{error}; nothing was written") from error
        for one in sign_ins:
            self.stdout.write(f"{one['email']:28} {one['password']:16} {one['role']:10} {one['name']}")
