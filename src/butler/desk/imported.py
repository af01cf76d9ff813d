"""A batch as its page shows it: where it stands, what could not be read and what to do, what it brought."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import PurePath
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django.models import ProcrastinateJob

from butler.calendars import access as calendars
from butler.calendars.models import Source
from butler.desk.journal_words import OPENED
from butler.dossiers.access import Card, cards
from butler.network.models import Contact, Organisation
from butler.reception import access
from butler.reception.access import BatchCard, RowLine
from butler.reception.models import Batch, ImportedRow
from butler.reception.tally import NAMED_PROBLEMS
from butler.reception.wording import KEPT, KINDS, WHY

State, Action = Batch.State, ImportedRow.Action
TAKE_IN, TAKE_BACK = "reception.take_in", "reception.undo"
SHOWN = 24  # of one kind of what came in
MOODS = {State.PREVIEWED: "warn", State.APPLIED: "ok", State.UNDONE: ""}
ICONS = {State.PREVIEWED: "eye", State.APPLIED: "circle-check", State.UNDONE: "undo-2"}
KIND_ICONS = {
    "client": "users", "person": "users-round", "contact": "contact-round", "organisation": "building-2",
    "message": "mail", "calendar": "calendar",
}  # fmt: skip

# The command's words speak of the command; here stands a page.
WHY_HERE = WHY | {
    "owner_unknown": _("it is not known whose calendar it is"),
    "file_unknown": _("this kind of file is not read"),
    "header_unknown": _("the first line is not a header that we know"),
}
NOT_READ = _("It does not open. What was read before stays.")
FAILURES: dict[str, str | Promise] = {
    "bad_link": _("This is no link to a calendar."),
    "not_public": _("The link leads into somebody's own network."),
    "unreachable": _("Nobody answers there. It is tried again."),
    "too_slow": _("It answers too slowly. It is tried again."),
    "too_large": _("The calendar is too large."),
    "not_found": _("It is gone, or no longer shared with us. Ask for a new link."),
    "refused": _("What stands there is no calendar. Ask for the secret address in iCal format."),
}
AGAIN = _("Save the file again from where it came, and hand it over once more.")
BY_HAND = _("Correct it in the file, or write it into the dossier by hand.")
ADVICE: dict[str, str | Promise] = {
    "owner_unknown": _("Hand it over again and say whose it is."),
    "whose_unclear": _("Look at whose number it is, and write it down in that dossier."),
    "gender_unknown": _("Add a column “gender” with f or m, and hand it over again: it is never guessed."),
    "name_missing": _("Write a name or a surname into this line."),
    "header_unknown": _("Name the columns as the guide says: surname, given name, gender, telephone, mail."),
    "column_unknown": _("Nothing need be done; rename the column if it matters."),
    "manager_unknown": _("Check the colleague's mail address in this line."),
    "quote_not_closed": _("Close the quotation mark in this line."),
    "too_many_cells": _("Put the cell that holds the separator into quotation marks."),
    "date_unclear": _("Write the date as 1980-03-22 or 22.03.1980."),
    "phone_unreadable": _("Write the number with its country: +7 916 123-45-67."),
    "kind_unknown": _("Use a word for the kind from the guide: restaurant, theatre, hotel."),
    "class_unknown": _("Write a number from 1 to 5."),
    "too_large": _("Take out what is attached, or leave this message."),
    "file_too_large": _("Divide the file and hand over the parts."),
    "too_slow": _("Divide the file and hand over the parts."),
    "too_big": _("Divide the file and hand over the parts."),
    "nothing_to_keep": _("Nothing need be done."),
    "empty_card": _("Nothing need be done."),
    "not_a_property": _("Nothing need be done, unless something is missing on the card."),
    "card_without_begin": _("Nothing need be done, unless something is missing on the card."),
    "card_without_end": _("Nothing need be done, unless something is missing on the card."),
    "photo_unreadable": _("Nothing need be done; the picture stays out."),
    "unreadable": AGAIN, "file_empty": AGAIN, "file_unknown": AGAIN, "refused": AGAIN, "forbidden": AGAIN,
    "crashed": AGAIN, "no_card_in_file": AGAIN,
}  # fmt: skip


@dataclass(frozen=True)
class Count:
    """A line of the table: how many of a kind are new, changed and the same."""

    kind: str
    new: int
    changed: int
    same: int

    @property
    def name(self) -> str | Promise:
        return KINDS.get(self.kind, self.kind)

    @property
    def icon(self) -> str:
        return KIND_ICONS.get(self.kind, "file-text")


@dataclass(frozen=True)
class Problem:
    """What could not be read, and what to do."""

    file: str
    line: int
    column: int
    why: str | Promise
    advice: str | Promise


@dataclass(frozen=True)
class Brought:
    """A row that came in and that this reader may open."""

    name: str
    url: str
    is_new: bool


@dataclass(frozen=True)
class Group:
    """What came in, of one kind."""

    icon: str
    title: str | Promise
    rows: tuple[Brought, ...]

    @property
    def shown(self) -> tuple[Brought, ...]:
        return self.rows[:SHOWN]

    @property
    def left_out(self) -> int:
        return len(self.rows) - len(self.shown)


@dataclass(frozen=True)
class Stayed:
    """What could not be taken back, and why."""

    kind: str | Promise
    file: str
    line: int
    why: str | Promise
    hanging: str | Promise


class Shown:
    """One batch, for a page or a line of the list."""

    def __init__(self, card: BatchCard, waiting: frozenset[tuple[str, str]], *, expected: int = 0) -> None:
        self.card, self.waiting, self.expected = card, waiting, expected

    @property
    def is_asked_in(self) -> bool:
        """Somebody has said yes, and the worker has not begun."""
        return self.card.state == State.PREVIEWED and (TAKE_IN, str(self.card.id)) in self.waiting

    @property
    def is_asked_back(self) -> bool:
        return self.card.may_be_undone and (TAKE_BACK, str(self.card.number)) in self.waiting

    @property
    def is_moving(self) -> bool:
        """The worker has it: the page looks again by itself."""
        return self.card.state in (State.NEW, State.APPLYING, State.UNDOING) or self.is_asked_in or self.is_asked_back

    @property
    def may_be_answered(self) -> bool:
        return self.card.may_be_accepted and not self.is_asked_in

    @property
    def may_be_taken_back(self) -> bool:
        """Also what is stuck half-way, and a second time what had to stay."""
        if self.is_asked_back or self.card.state == State.UNDOING:
            return False
        return self.card.state in (State.APPLIED, State.APPLYING) or bool(self.stayed)

    @property
    def mood(self) -> str:
        return "wait" if self.is_moving else MOODS.get(State(self.card.state), "")

    @property
    def icon(self) -> str:
        return "hourglass" if self.is_moving else ICONS[State(self.card.state)]

    @property
    def state_name(self) -> str | Promise:
        if self.is_asked_back:
            return State.UNDOING.label
        return State.APPLYING.label if self.is_asked_in else self.card.state_name

    @property
    def files(self) -> tuple[str, ...]:
        return tuple(PurePath(name).name or name for name in self.card.sources)

    @cached_property
    def counts(self) -> list[Count]:
        tally = self.card.tally
        order = [kind for kind in KINDS if kind in tally.kinds]
        found = [(kind, [tally.count(kind, one) for one in COUNTED]) for kind in order]
        return [Count(kind, *numbers) for kind, numbers in found]

    @property
    def new(self) -> int:
        return self.card.tally.created

    @property
    def changed(self) -> int:
        return self.card.tally.updated

    @property
    def same(self) -> int:
        return sum(count.same for count in self.counts)

    @property
    def troubles(self) -> int:
        return self.card.tally.trouble_count

    @property
    def done(self) -> int:
        """How many entries have been through, good and bad."""
        return self.new + self.changed + self.same + self.troubles

    @cached_property
    def problems(self) -> list[Problem]:
        return [
            Problem(
                self._file(one.file), one.line, one.column, WHY_HERE.get(one.why, one.why), ADVICE.get(one.why, BY_HAND)
            )
            for one in self.card.tally.troubles
        ]

    @property
    def unnamed_problems(self) -> int:
        return max(self.troubles - NAMED_PROBLEMS, 0)

    @cached_property
    def brought(self) -> list[Group]:
        """What came in or changed: clients, calendars, contacts, organisations; as far as the reader may open them."""
        if self.card.state != State.APPLIED:
            return []
        rows = [row for row in access.rows(self.card.number) if row.action in (Action.CREATED, Action.UPDATED)]
        groups = (_clients(rows), _calendars(rows), _contacts(rows), _organisations(rows))
        return [group for group in groups if group.rows]

    @cached_property
    def stayed(self) -> list[Stayed]:
        if self.card.state not in (State.UNDOING, State.UNDONE):
            return []
        return [
            Stayed(KINDS.get(row.kind, row.kind), PurePath(row.file).name, row.line, KEPT[row.kept], _hanging(row))
            for row in access.rows(self.card.number, kept=True)
        ]

    def _file(self, position: int) -> str:
        return self.files[position] if position < len(self.files) else ""


@dataclass(frozen=True)
class Link:
    """A client's calendar that is read by its link."""

    client: str
    url: str
    name: str
    read_at: datetime | None
    failure: str | Promise


COUNTED = (Action.CREATED, Action.UPDATED, Action.UNCHANGED)


def all_shown() -> list[Shown]:
    """Every batch that the reader may see, the last first."""
    waiting = _waiting()
    return [Shown(card, waiting) for card in access.batches()]


def shown(number: int, *, expected: int = 0) -> Shown:
    """One batch; NotHere for a stranger."""
    return Shown(access.batch(number), _waiting(), expected=expected)


def links(people: dict[UUID, Card]) -> list[Link]:
    """Calendars by link of these people."""
    found = [each for each in calendars.sources() if each.kind == Source.Kind.LINK and each.client_id in people]
    return [
        Link(
            people[each.client_id].full_name,
            _client(each.client_id),
            each.name,
            each.fetched_at,
            FAILURES.get(each.failure, NOT_READ) if each.failure else "",
        )
        for each in found
    ]


def _waiting() -> frozenset[tuple[str, str]]:
    """(job, id of its batch) of the jobs that have not ended."""
    jobs = ProcrastinateJob.objects.filter(task_name__in=(TAKE_IN, TAKE_BACK), status__in=("todo", "doing"))
    return frozenset((name, str(next(iter(ids.values()), ""))) for name, ids in jobs.values_list("task_name", "args"))


def _of(rows: Iterable[RowLine], table: str) -> dict[str, bool]:
    """id -> is it new, of the rows of this table that still stand."""
    found: dict[str, bool] = {}
    for row in rows:
        if row.table == table and not row.is_undone:
            found[row.target] = found.get(row.target, False) or row.action == Action.CREATED
    return found


def _clients(rows: list[RowLine]) -> Group:
    found = _of(rows, "dossiers.Client")
    seen = cards([UUID(pk) for pk in found]) if found else {}
    lines = [Brought(card.full_name, _client(card.id), found[str(card.id)]) for card in seen.values()]
    return Group("users", KINDS["client"], tuple(lines))


def _calendars(rows: list[RowLine]) -> Group:
    found = _of(rows, "calendars.Source")
    whose = dict(Source.objects.filter(pk__in=found).values_list("pk", "client"))
    seen = cards(set(whose.values())) if whose else {}
    lines = [Brought(seen[who].full_name, _client(who), found[str(pk)]) for pk, who in whose.items() if who in seen]
    return Group("calendar", KINDS["calendar"], tuple(lines))


def _contacts(rows: list[RowLine]) -> Group:
    found = _of(rows, "network.Contact")
    people = Contact.objects.filter(pk__in=found).order_by("name_key")
    network = reverse("desk:network")
    lines = [Brought(one.full_name, f"{network}?contact={one.pk}", found[str(one.pk)]) for one in people]
    return Group("contact-round", KINDS["contact"], tuple(lines))


def _organisations(rows: list[RowLine]) -> Group:
    found = _of(rows, "network.Organisation")
    places = Organisation.objects.filter(pk__in=found).order_by("name")
    lines = [Brought(one.name, reverse("desk:organisation", args=[one.pk]), found[str(one.pk)]) for one in places]
    return Group("building-2", KINDS["organisation"], tuple(lines))


def _client(pk: object) -> str:
    return reverse("desk:client", args=[pk])


def _hanging(row: RowLine) -> str | Promise:
    return OPENED.get(row.kept_for.lower(), "") if row.kept_for else ""
