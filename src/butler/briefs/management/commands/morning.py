"""Prepare a day's morning and print it. Safe to run twice."""

import argparse
import json
from datetime import date, timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from butler.briefs import access, actions, printing
from butler.ground import clock
from butler.ground.acting import acting_for
from butler.ground.models import House

FURTHEST = timedelta(days=366)


class Command(BaseCommand):
    """`./butler morning`: exit 0 when the morning is prepared and printed, 1 when it cannot be, 2 on a bad option."""

    help = "Prepare the morning of a day and print it: the brief of each manager and the digests of key clients."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--date", type=_day, metavar="YYYY-MM-DD", help="another day than today")
        parser.add_argument("--json", action="store_true", help="everything with its sources, as JSON")
        parser.add_argument("--language", choices=["ru", "en"], help="of the words around; the house's own by default")
        parser.add_argument("--quiet", action="store_true", help="prepare, print nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        house = House.objects.first()
        if house is None:
            raise CommandError("this house is not founded yet; next: ./butler run, or ./butler demo")
        now = clock.now()
        today = house.local(now).date()
        day = options["date"] or today
        if abs(day - today) > FURTHEST:
            raise CommandError(f"{day} is too far from today: at most a year; next: give a nearer --date")
        with translation.override(options["language"] or house.language):
            names = printing.steps()
            done = actions.prepare(day, now=now, say=lambda step: self._progress(names[step], options))
            self._progress("", options)
            if not options["quiet"]:
                self._print(house, done.day, options)

    def _print(self, house: House, day: date, options: dict[str, Any]) -> None:
        now = clock.now()
        with acting_for("morning"):
            people = access.staff_with_a_brief(day)
            briefs = [access.read_brief(person.pk, day, now=now) for person in people]
            digests = access.digests_of_the_house(day)
            morning = printing.Printed(house, day, briefs, digests)
        if options["json"]:
            self.stdout.write(json.dumps(printing.as_json(morning), ensure_ascii=False, indent=1))
        else:
            self.stdout.write(printing.text(morning))

    def _progress(self, words: str, options: dict[str, Any]) -> None:
        """One line that writes over itself, on a terminal only one line per step elsewhere."""
        if options["verbosity"] == 0:
            return
        if self.stderr.isatty():
            self.stderr.write(f"\r\033[K{words}", ending="", style_func=str)
            self.stderr.flush()
        elif words:
            self.stderr.write(words, style_func=str)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no date: write it as 2026-11-24") from None
