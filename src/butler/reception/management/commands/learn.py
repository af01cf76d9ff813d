"""Learn from what colleagues put right, and say what came of it. Safe to run twice."""

from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation
from django.utils.translation import gettext as _

from butler.ground import clock
from butler.ground.acting import acting_for
from butler.ground.models import House
from butler.reception import learning
from butler.reception.access.lessons import LessonCard, card_of
from butler.reception.models import Lesson


class Command(BaseCommand):
    """`./butler learn`: exit 0 when it is learnt or there is nothing new, 1 when other messages would be read worse."""

    help = "Read messages by what colleagues put right."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="only try, and say what would come of it")
        parser.add_argument("--forget", action="store_true", help="read as Butler came")

    def handle(self, *args: Any, **options: Any) -> None:
        house = House.objects.first()
        if house is None:
            raise CommandError("this house is not founded yet; next: ./butler run, or ./butler demo")
        with translation.override(house.language):
            if options["forget"]:
                with acting_for(learning.PURPOSE):
                    learning.forget(now=clock.now())
                self.stdout.write(_("Forgotten: messages are read as Butler came."))
                return
            self._learn(is_trial=options["dry_run"])

    def _learn(self, *, is_trial: bool) -> None:
        try:
            found = card_of(learning.learn(now=clock.now(), is_trial=is_trial))
        except learning.Busy:
            raise CommandError(_("The house is learning just now: look again in a minute.")) from None
        for line in _report(found):
            self.stdout.write(line)
        if found.state == Lesson.State.WORSE:
            raise CommandError(_("Other messages would be read worse: nothing of it was kept."))
        if found.state == Lesson.State.NOTHING:
            self.stdout.write(_("There is nothing new to learn."))
        else:
            self.stdout.write(_("Only tried.") if is_trial else _("Learnt: messages are read by it from now on."))


def _report(found: LessonCard) -> Iterator[str]:
    yield _("Corrections: %(all)d, new: %(new)d, taught: %(taught)d.") % found.counts
    yield _("Left aside: colleagues disagree on %(contradictory)d, %(silent)d say nothing to learn.") % found.counts
    for field in found.fields:
        yield f"{field.name}: {field.said}"
