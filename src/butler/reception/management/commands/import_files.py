"""Take in files, look at what would come, list batches, take one back. `./butler import` is this command."""

import sys
from argparse import ArgumentParser
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from butler.ground.acting import acting_for
from butler.ground.models import House
from butler.ground.refusals import NotHere
from butler.reception import access, actions
from butler.reception.ledger import Choices
from butler.reception.tally import Tally
from butler.reception.wording import KEPT, KINDS, WHY
from butler.staff.models import Staff

NAMED_PROBLEMS = 50
STEP = 500  # entries between two words of progress where nobody looks at a screen


class Command(BaseCommand):
    help = "Take in cards, lists, mail and calendars; the same file twice changes nothing twice. See docs/import.md."

    told = 0

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "places", nargs="*", metavar="PATH", help="files, folders, maildirs, or a link to a calendar"
        )
        parser.add_argument("--dry-run", action="store_true", help="only show what would come in")
        parser.add_argument("--client", metavar="NAME", help="whose calendar or cards these are: name, alias or id")
        parser.add_argument("--as-clients", action="store_true", help="cards become clients of the house")
        parser.add_argument("--as", dest="colleague", metavar="E-MAIL", help="the colleague who takes it in")
        parser.add_argument("--list", action="store_true", dest="listing", help="show the batches")
        parser.add_argument("--undo", type=int, metavar="BATCH", help="take a batch back")

    def handle(self, *args: Any, **options: Any) -> None:
        colleague = _colleague(options["colleague"])
        house = House.objects.first()
        language = colleague.language if colleague else house.language if house else "ru"
        with translation.override(language):
            self.act(options, colleague)

    def act(self, options: dict[str, Any], colleague: Staff | None) -> None:
        if options["listing"]:
            self.show_batches()
        elif options["undo"] is not None:
            self.undo(options["undo"])
        elif not options["places"]:
            raise CommandError(_("Say what to take in: files, folders or a link. --help tells more."))
        else:
            choices = Choices(colleague, options["as_clients"], _client(options["client"]))
            self.take(options["places"], choices, is_dry=options["dry_run"])

    def take(self, places: list[str], choices: Choices, *, is_dry: bool) -> None:
        if is_dry:
            tally, names = actions.preview(places, choices, progress=self.progress)
            self.show(tally, names)
            self.stdout.write(_("Nothing was changed. Without --dry-run it is taken in."))
            return
        try:
            batch = actions.apply(places, choices, progress=self.progress)
        except actions.Refused as refusal:
            raise CommandError(_("Another import of the same files is at work.")) from refusal
        except actions.NothingRead as nothing:
            self.show(nothing.tally, nothing.names)
            raise CommandError(_("Nothing could be read.")) from nothing
        with acting_for(actions.PURPOSE):
            card = access.batch(batch.number)
        self.show(card.tally, list(card.sources))
        words = _("Batch %(number)d is taken in. To take it back: ./butler import --undo %(number)d")
        self.stdout.write(words % {"number": card.number})

    def undo(self, number: int) -> None:
        try:
            actions.undo(number, progress=self.progress)
        except NotHere as error:
            raise CommandError(_("There is no batch %(number)d.") % {"number": number}) from error
        except actions.Refused as refusal:
            raise CommandError(_("Batch %(number)d was not taken in yet.") % {"number": number}) from refusal
        with acting_for(actions.PURPOSE):
            kept = access.rows(number, kept=True)
        for row in kept:
            kind = KINDS.get(row.kind, row.kind)
            self.stdout.write(f"  {_place(row.file, row.line)}: {kind}: {KEPT[row.kept]}")
        if not kept:
            self.stdout.write(_("Batch %(number)d is taken back.") % {"number": number})
            return
        words = ngettext(
            "Batch %(number)d is taken back, but not all of it: %(count)d stays.",
            "Batch %(number)d is taken back, but not all of it: %(count)d stay.",
            len(kept),
        )
        self.stdout.write(words % {"number": number, "count": len(kept)})

    def show(self, tally: Tally, names: list[str]) -> None:
        """The table of what comes in, then every problem with its place."""
        heads = (pgettext("import", "new"), pgettext("import", "changed"), pgettext("import", "the same"))
        self.stdout.write(f"{'':28}" + "".join(f"{head:>12}" for head in heads))
        for kind in tally.kinds:
            counts = [tally.count(kind, action) for action in ("created", "updated", "unchanged")]
            self.stdout.write(f"{KINDS.get(kind, kind)!s:28}" + "".join(f"{count:>12}" for count in counts))
        if tally.trouble_count:
            words = ngettext("%(count)d problem:", "%(count)d problems:", tally.trouble_count)
            self.stdout.write(words % {"count": tally.trouble_count})
        for one in tally.troubles[:NAMED_PROBLEMS]:
            name = names[one.file] if one.file < len(names) else ""
            column = _(", column %(number)d") % {"number": one.column} if one.column else ""
            self.stdout.write(f"  {_place(name, one.line)}{column}: {WHY.get(one.why, one.why)}")
        if tally.trouble_count > NAMED_PROBLEMS:
            self.stdout.write(f"  … {tally.trouble_count - NAMED_PROBLEMS}")

    def show_batches(self) -> None:
        with acting_for(actions.PURPOSE):
            cards = access.batches()
        for card in cards:
            who = str(card.taken_by) if card.taken_by else "—"
            what = ", ".join(
                f"{KINDS.get(kind, kind)}: {sum(found.values())}" for kind, found in card.tally.kinds.items()
            )
            when = timezone.localtime(card.started_at).strftime("%Y-%m-%d %H:%M")
            self.stdout.write(f"{card.number:>5}  {when}  {card.state_name:18} {who:24} {what}")
        if not cards:
            self.stdout.write(_("There are no batches yet."))

    def progress(self, done: int) -> None:
        """On a screen one line that counts; elsewhere a word now and then."""
        if sys.stderr.isatty():
            self.stderr.write(f"\r{done}", ending="")
        elif done // STEP > self.told:
            self.told = done // STEP
            self.stderr.write(f"… {done}")


def _colleague(email: str | None) -> Staff | None:
    if not email:
        return None
    found = Staff.objects.filter(email=email.lower(), is_active=True).first()
    if found is None:
        raise CommandError(f"{email}: no colleague has this mail address")
    return found


def _client(words: str | None) -> UUID | None:
    if not words:
        return None
    try:
        return actions.client_named(words)
    except NotHere as error:
        raise CommandError(_("%(name)s: no client, or more than one, has this name.") % {"name": words}) from error


def _place(name: str, line: int) -> str:
    return f"{name}:{line}" if line else name
