"""What needs this person now, from every room, in one queue: what may break first, one main act for each."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from butler.bookings.access import bookings_between
from butler.briefs import access as briefs
from butler.briefs.models import BriefLine
from butler.correspondence.models import Letter
from butler.correspondence.settling import Stuck, stuck
from butler.desk.addresses import address_of
from butler.desk.clock_words import ClockLine
from butler.desk.letter_words import trouble_of
from butler.desk.templatetags.words import spent
from butler.dossiers.access import Card, cards
from butler.ground.house import the_house
from butler.ground.sealing import open_sealed
from butler.language import moments
from butler.reception import access as reception
from butler.reception.models import Proposal
from butler.requests import access as work
from butler.requests.models import ClientRequest, DueWhat, Task
from butler.staff.models import Staff

Section = BriefLine.Section
MOST_WAITING = 40  # letters that wait for a yes
DUE_SOON = timedelta(hours=2)
SNIPPET = 90
TAKEN_BY_A_TAP = (Proposal.Kind.REQUEST, Proposal.Kind.PART, Proposal.Kind.CHANGE, Proposal.Kind.CANCEL,
                  Proposal.Kind.ANSWER, Proposal.Kind.SUPPLIER, Proposal.Kind.THANKS,
                  Proposal.Kind.QUESTION, Proposal.Kind.LATE)  # fmt: skip


NOTHING_HANDED = work.Concern()


@dataclass(frozen=True)
class Need:
    """A row of the queue; `url` is its page."""

    kind: str
    id: UUID
    client: Card | None  # none: of a client whom the reader may not open yet
    text: str
    url: str
    detail: str = ""
    at: datetime | None = None
    severity: str = "warn"  # the data-s of the design
    about: str = ""
    about_id: UUID | None = None
    is_to_be_read: bool = False  # never done without opening it
    relief: Staff | None = None  # who could take the request over

    @property
    def door(self) -> str:
        """Where the act is done; empty: the row only leads to its page."""
        is_here = (self.kind in ("proposal", "task") and not self.is_to_be_read) or self.relief is not None
        return reverse(f"desk:need_{self.kind}", args=[self.id]) if is_here else ""

    @property
    def time(self) -> str:
        """Until when, on the clock of the house."""
        return moments.clock(self.at, the_house().tz) if self.at else ""


def mine_of(person: Staff, seen: Mapping[UUID, Card], covered: Collection[UUID] = ()) -> dict[UUID, Card]:
    """The clients this colleague leads or covers, key clients first; a lead without any sees the team's."""
    own = {pk: card for pk, card in seen.items() if person.pk in (card.led_by_id, card.covered_by_id) or pk in covered}
    ordered = sorted((own or seen).values(), key=lambda card: not card.is_key)
    return {card.id: card for card in ordered}


def needs_of(
    person: Staff,
    mine: Mapping[UUID, Card],
    brief: briefs.BriefRead,
    *,
    tasks: Iterable[work.TaskCard],
    now: datetime,
    handed: work.Concern = NOTHING_HANDED,
) -> list[Need]:
    """Everything that waits for this person now. Letters that may have gone come first, then by their hour.

    `tasks` are their open tasks. What two rooms say of the same row is said once.
    """
    first = [_of_letter(one, mine[one.client_id]) for one in stuck() if one.client_id in mine]
    owner = None if person.is_lead else person.pk
    pressing = work.pressing_clocks(now=now, client_ids=list(mine), owner_id=owner)
    clocks = list(_clocks(person, mine, pressing or ()))
    over = [need for need in clocks if need.at is None]
    found = [
        *(need for need in clocks if need.at),
        *_proposals(mine),
        *_letters(mine),
        *_tray(tasks, mine),
        *of_brief(brief),
    ]
    if pressing is not None:
        said = {each.about_id for each in clocks}
        found += [need for need in _due(person, mine, now) if need.about_id not in said]
    by_hour = sorted(found, key=lambda need: (need.at is None, need.at.timestamp() if need.at else 0))
    return list(_once([*first, *_handed(handed), *by_hour, *over]))


def of_brief(brief: briefs.BriefRead) -> Iterator[Need]:
    """What the morning has found for a decision or at risk, and is not seen to yet."""
    lines = [*brief.section(Section.DECIDE).lines, *brief.section(Section.RISK).lines]
    for line in sorted(lines, key=lambda line: (line.at is None, line.at.timestamp() if line.at else line.rank)):
        if not line.is_settled and line.about != "briefs.Digest":
            yield Need(
                "line", line.id, line.client, line.text, address_of(line.about, line.about_id, line.client.id),
                line.detail, line.at, line.severity or "warn", line.about, line.about_id,
            )  # fmt: skip


def next_event(mine: Iterable[UUID], now: datetime) -> datetime | None:
    """When the next booking of today begins: said where nothing waits."""
    tomorrow = now.astimezone(the_house().tz).date() + timedelta(days=1)
    ends = datetime.combine(tomorrow, time.min, the_house().tz)
    found = bookings_between(now, ends, now=now, client_ids=list(mine), wishes=False)
    return next((card.starts_at for card in found if card.starts_at > now), None)


def _once(needs: Iterable[Need]) -> Iterator[Need]:
    said: set[tuple[UUID, str]] = set()
    for need in needs:
        client = need.client.id if need.client else need.id
        same = {(client, str(need.about_id or need.id)), (client, need.text)}
        if not same & said:
            said |= same
            yield need


def _of_letter(one: Stuck, client: Card) -> Need:
    """What may have gone, or did not go: nobody learns of it but from us."""
    text = _("a letter may have gone: send it again?") if one.state == "uncertain" else _("a letter did not go")
    url = reverse("desk:stuck") + f"#letter-{one.id}"
    return Need("letter", one.id, client, text, url, trouble_of(one.why), None, "risk", "correspondence.Letter", one.id)


def _handed(concern: work.Concern) -> Iterator[Need]:
    """What a colleague hands over waits for an answer; what was refused lies before whoever gave it, and their lead."""
    if not (concern.offered or concern.refused):
        return
    known = cards({pk for card in (*concern.offered, *concern.refused) for pk in card.client_ids})
    for card in concern.offered:
        url = reverse("desk:hand_over", args=[card.id])
        n = len(card.offered)
        text = ngettext("%(name)s hands over to you: %(n)s thing", "%(name)s hands over to you: %(n)s things", n)
        first = next((known[pk] for pk in card.client_ids if pk in known), None)
        yield Need("handed", card.id, first, text % {"name": card.giver, "n": n}, url, card.why_name, None, "wait")
    for card in concern.refused:
        url = reverse("desk:hand_over", args=[card.id])
        for item in card.refused:
            if item.client_id in known:
                text = _("%(name)s does not take it over: %(what)s") % {
                    "name": card.taker, "what": item.title or _("the whole client"),
                }  # fmt: skip
                yield Need("refused", item.id, known[item.client_id], text, url, item.refusal_name, None, "risk")


def _proposals(mine: Mapping[UUID, Card]) -> Iterator[Need]:
    """What was read in messages: the first of each message, the next one takes its place."""
    seen: set[UUID] = set()
    for card in sorted(reception.proposals(), key=lambda card: (card.made_at, card.number)):
        client = mine.get(card.client_id) if card.client_id else None
        if client and card.kind in TAKEN_BY_A_TAP and card.message_id not in seen:
            seen.add(card.message_id)
            url = reverse("desk:conversation", args=[card.conversation_id])
            detail = _("the sender is not proven") if card.is_doubted else card.kind_name
            yield Need(
                "proposal", card.id, client, card.title, url, detail, None, "risk" if card.is_doubted else "idea",
                "reception.Proposal", card.id, card.is_doubted,
            )  # fmt: skip


def _letters(mine: Mapping[UUID, Card]) -> Iterator[Need]:
    """Drafts of answers that wait for a yes; they are read before they leave. Digests have their own panel."""
    rows = Letter.objects.filter(state=Letter.State.WAITING, client__in=list(mine), conversation__isnull=False)
    for row in rows.exclude(purpose="digest").order_by("send_after", "pk")[:MOST_WAITING]:
        words = " ".join(open_sealed(row, "body").split())[:SNIPPET]
        url = reverse("desk:conversation", args=[row.conversation_id])
        yield Need(
            "draft", row.pk, mine[row.client_id], _("an answer is drafted: read and send"), url, words, None, "warn",
            "correspondence.Letter", row.pk,
        )  # fmt: skip


def _tray(tasks: Iterable[work.TaskCard], mine: Mapping[UUID, Card]) -> Iterator[Need]:
    """New tasks that nobody has looked at: the proposed place is taken by a tap."""
    for card in tasks:
        if not card.is_seen and card.client_id in mine:
            why = _("proposed place: %(n)s. %(name)s") % {"n": int(card.proposal), "name": card.proposal.label}
            severity = {1: "risk", 2: "ok", 3: "wait"}.get(int(card.proposal), "off")
            yield Need(
                "task", card.id, mine[card.client_id], card.title, reverse("desk:task", args=[card.id]), why,
                card.deadline, severity, "requests.Task", card.id,
            )  # fmt: skip


def _clocks(person: Staff, mine: Mapping[UUID, Card], pressing: Iterable[work.Pressing]) -> Iterator[Need]:
    """Clocks that near their end; those that have run out come last: what can still be kept goes first.

    Whoever leads sees those of others too, once a hand-over should be thought of.
    """
    for each in pressing:
        line = ClockLine(each.clock)
        if each.owner.pk != person.pk and line.meaning != "risk":
            continue
        url = address_of("requests.ClientRequest", each.request_id, each.client_id)
        whose = f"{each.title}. {each.owner}" if each.owner.pk != person.pk else each.title
        yield Need(
            "clock", each.ring_id or each.request_id, mine[each.client_id], _clock_words(line), url, whose,
            None if line.is_over else each.clock.due_at, line.meaning, "requests.ClientRequest", each.request_id,
            relief=each.relief,
        )  # fmt: skip


def _clock_words(line: ClockLine) -> str:
    clock = line.clock
    if line.is_over:
        return _("%(name)s: over time by %(length)s") % {"name": line.name, "length": spent(clock.over)}
    used = {"name": line.name, "used": spent(clock.used), "allowed": spent(clock.allowed)}
    return _("%(name)s: %(used)s of %(allowed)s") % used


def _due(person: Staff, mine: Mapping[UUID, Card], now: datetime) -> Iterator[Need]:
    """Requests whose next moment is near; once it has come it is a task in the tray."""
    rows = ClientRequest.objects.filter(owner=person, client__in=list(mine), due_at__lte=now + DUE_SOON, due_at__gt=now)
    waiting = Task.objects.filter(client_request__in=rows, done_at__isnull=True, is_seen=False)
    for row in rows.exclude(due_what__in=("", DueWhat.EVENT)).exclude(tasks__in=waiting).order_by("due_at", "pk"):
        url = address_of("requests.ClientRequest", row.pk, row.client_id)
        what = f"{DueWhat(row.due_what).label}"
        yield Need(
            "request", row.pk, mine[row.client_id], open_sealed(row, "title"), url, what, row.due_at, "wait",
            "requests.ClientRequest", row.pk,
        )  # fmt: skip
