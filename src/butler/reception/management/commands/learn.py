"""Learn from what colleagues put right, and say what came of it. Safe to run twice."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from butler.ground import clock
from butler.ground.models import House
from butler.reception import learning


class Command(BaseCommand):
    """`./butler learn`: exit 0 when it is learnt or there is nothing new, 1 when the new models would read worse."""

    help = "Fit the small models that read messages with what colleagues put right."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="only try, and say what would come of it")
        parser.add_argument("--forget", action="store_true", help="back to the models that Butler came with")

    def handle(self, *args: Any, **options: Any) -> None:
        house = House.objects.first()
        if house is None:
            raise CommandError("this house is not founded yet; next: ./butler run, or ./butler demo")
        with translation.override(house.language):
            if options["forget"]:
                learning.forget()
                self.stdout.write(_("Forgotten: the models that Butler came with serve again."))
                return
            self._say(learning.learn(now=clock.now(), is_trial=options["dry_run"]))

    def _say(self, lesson: learning.Lesson) -> None:
        count = {"n": lesson.corrections, "new": lesson.new}
        self.stdout.write(
            ngettext("%(n)d correction, %(new)d new.", "%(n)d corrections, %(new)d new.", lesson.corrections) % count
        )
        if lesson.after is None:
            self.stdout.write(_("There is nothing new to learn."))
            return
        shares = ("before", "after", "own_before", "own_after")
        figures = {name: round(100 * (getattr(lesson, name) or 0)) for name in shares}
        self.stdout.write(_("Of the corrections read rightly: %(before)d %% before, %(after)d %% after.") % figures)
        self.stdout.write(_("Of our own lines: %(own_before)d %% before, %(own_after)d %% after.") % figures)
        if lesson.is_worse:
            raise CommandError(_("The new models would read our own lines worse: the old ones stay."))
        self.stdout.write(_("Learnt: messages are read with it from now on.") if lesson.is_kept else _("Only tried."))
