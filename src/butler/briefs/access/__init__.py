"""The only doors to briefs and digests. What comes out is plain and frozen, in the reader's language.

Who reads: a colleague their own brief; a lead those of the team; the owner of the house and the house's own purposes
every one. To anybody else there is no such brief. Row security hides the lines of clients one may not open besides.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext, ngettext

from butler.briefs import wording
from butler.briefs.access import opening
from butler.briefs.models import Brief, BriefLine, Digest, DigestLine
from butler.briefs.rules import hours
from butler.correspondence.access import LetterCard, letters
from butler.dossiers.access import Card, cards
from butler.ground import acting
from butler.ground.house import the_house
from butler.ground.models import House
from butler.ground.refusals import NotHere
from butler.staff.models import Role, Staff

Section = BriefLine.Section


@dataclass(frozen=True)
class Line:
    """A line of the brief. `about` and `about_id` name the row it opens."""

    id: UUID
    section: str
    code: str
    rank: int
    client: Card
    text: str
    detail: str
    time: str
    at: datetime | None
    severity: str  # the data-s of the design: risk, warn, wait, idea, ok, off, or none
    is_settled: bool  # seen to since the brief was compiled
    about: str
    about_id: UUID
    other_about: str = ""  # a clash opens two rows
    other_id: UUID | None = None

    @property
    def is_of_one_client(self) -> bool:
        """False for a line that gathers several clients: it opens the first of them."""
        return self.code != "digests"


@dataclass(frozen=True)
class SectionRead:
    """A part of the brief with its heading."""

    code: str
    title: str
    lines: tuple[Line, ...]

    @property
    def by_client(self) -> list[tuple[Card, list[Line]]]:
        """The lines gathered by client, in the order of their first lines."""
        found: dict[UUID, list[Line]] = defaultdict(list)
        for line in self.lines:
            found[line.client.id].append(line)
        return [(lines[0].client, lines) for lines in found.values()]


@dataclass(frozen=True)
class BriefRead:
    """The morning page of one colleague. `compiled_at` is None when that morning was not prepared (yet)."""

    day: date
    staff: Staff
    compiled_at: datetime | None
    lede: str
    sections: tuple[SectionRead, ...]

    def section(self, code: str) -> SectionRead:
        return next(section for section in self.sections if section.code == code)


@dataclass(frozen=True)
class DigestLineRead:
    """A sentence of a digest as it was compiled, and what stands behind it."""

    rank: int
    code: str
    booking_id: UUID | None
    evidence_id: UUID | None
    occasion_id: UUID | None


@dataclass(frozen=True)
class DigestRead:
    """A client's letter of the morning, and where it stands."""

    id: UUID
    client: Card
    day: date  # on the client's own clock
    letter: LetterCard
    lines: tuple[DigestLineRead, ...]
    compiled_at: datetime
    edited_by: Staff | None
    is_outdated: bool  # it was edited by hand, and a fact behind it has changed since

    @property
    def text(self) -> str:
        return self.letter.body

    @property
    def is_waiting(self) -> bool:
        return self.letter.is_waiting

    @property
    def sends_at(self) -> datetime:
        return self.letter.send_after


def read_brief(
    staff_id: int,
    day: date,
    *,
    now: datetime,
    sections: Iterable[str] = tuple(Section),
    clients: dict[UUID, Card] | None = None,
) -> BriefRead:
    """The brief of a colleague for a day; NotHere for those whom it does not concern. Its queries do not grow.

    Only these `sections` are read. `clients` are the cards of whoever reads, if they are open already.
    """
    person = _reader_of(staff_id)
    brief = Brief.objects.filter(staff=person, day=day).first()
    wanted = brief.lines.filter(section__in=list(sections)) if brief else BriefLine.objects.none()
    rows = list(wanted.order_by("section", "rank", "pk"))
    house = the_house()
    if clients is None:
        acting.fetch_keys({row.client_id for row in rows})
        clients = cards({row.client_id for row in rows}) if rows else {}
    opened = opening.rows(rows, now=now)
    lines = [_line(row, clients[row.client_id], opened, now, house) for row in rows if row.client_id in clients]
    read = tuple(_section(code, lines) for code in Section)
    lede = _lede(read) if brief else gettext("This morning is not prepared yet.")
    return BriefRead(day, person, brief.compiled_at if brief else None, lede, read)


def digests_for(staff_id: int, day: date, *, clients: dict[UUID, Card] | None = None) -> list[DigestRead]:
    """The digests of a colleague's clients that leave between that day's morning and the next, by their hour.

    `clients` are the cards of whoever reads, if they are open already.
    """
    return _read(_leaving(day).filter(client__led_by=_reader_of(staff_id)), clients)


def digests_of_the_house(day: date) -> list[DigestRead]:
    """Of these, every one that the one who acts may see."""
    return _read(_leaving(day))


def digest(digest_id: UUID) -> DigestRead:
    """One digest; NotHere for a stranger, and when there is none."""
    found = _read(_digests().filter(pk=digest_id))
    if not found:
        raise NotHere
    return found[0]


def staff_with_a_brief(day: date) -> list[Staff]:
    """Colleagues for whom that morning was prepared, by name."""
    return list(Staff.objects.filter(briefs__day=day).order_by("surname", "given_name", "pk"))


def _reader_of(staff_id: int) -> Staff:
    """The colleague whose morning is read, if the one who acts may read it; asked once in a transaction."""
    known = acting.actor().known
    if ("reader", staff_id) not in known:
        known["reader", staff_id] = _check_reader(staff_id)
    return known["reader", staff_id]


def _check_reader(staff_id: int) -> Staff:
    person = Staff.objects.select_related("team").filter(pk=staff_id).first()
    if person is None:
        raise NotHere
    who = acting.actor()
    if who.staff_id is None or who.staff_id == person.pk:
        return person
    me = Staff.objects.filter(pk=who.staff_id, is_active=True).first()
    leads = me and me.role == Role.LEAD and person.team_id and person.team and person.team.lead_id == me.pk
    if not (leads or (me and me.role == Role.OWNER)):
        raise NotHere
    return person


def _line(row: BriefLine, client: Card, opened: dict[UUID, wording.Row], now: datetime, house: House) -> Line:
    said = wording.words(row, opened, now, house.tz)
    return Line(
        id=row.pk,
        section=row.section,
        code=row.code,
        rank=row.rank,
        client=client,
        text=said.text,
        detail=said.detail,
        time=said.time,
        at=row.at,
        severity=said.severity,
        is_settled=wording.is_settled(row, opened.get(row.about_id, wording.Row())),
        about=row.about,
        about_id=row.about_id,
        other_about=row.numbers.get("other_about", ""),
        other_id=UUID(row.numbers["other"]) if row.numbers.get("other") else None,
    )


def _section(code: Section, lines: Iterable[Line]) -> SectionRead:
    return SectionRead(str(code), str(code.label), tuple(line for line in lines if line.section == code))


def _lede(sections: tuple[SectionRead, ...]) -> str:
    """The first sentence: how much needs somebody, and the first of it by name."""
    open_lines = {section.code: [line for line in section.lines if not line.is_settled] for section in sections}
    decide, risk = open_lines[Section.DECIDE], open_lines[Section.RISK]
    if not decide and not risk:
        return gettext("The morning is calm: nothing waits for a decision.")
    parts = []
    if decide:
        said = ngettext("%(count)s decision waits for you", "%(count)s decisions wait for you", len(decide))
        parts.append(said % {"count": len(decide)})
    if risk:
        parts.append(ngettext("%(count)s risk", "%(count)s risks", len(risk)) % {"count": len(risk)})
    first = (decide or risk)[0]
    of_whom = f"{first.client.name}, " if first.is_of_one_client else ""
    return f"{', '.join(parts)}. {gettext('First')}: {of_whom}{first.text}."


def _leaving(day: date) -> QuerySet[Digest]:
    house = the_house()
    window = hours.window(day, house.morning_at, house.tz)
    return _digests().filter(letter__send_after__gte=window.start, letter__send_after__lt=window.end)


def _digests() -> QuerySet[Digest]:
    lines = DigestLine.objects.order_by("rank")
    return (
        Digest.objects.select_related("edited_by")
        .prefetch_related(Prefetch("lines", lines))
        .order_by("letter__send_after", "pk")
    )


def _read(wanted: QuerySet[Digest], clients: dict[UUID, Card] | None = None) -> list[DigestRead]:
    rows = list(wanted)
    acting.fetch_keys({row.client_id for row in rows})
    if clients is None:
        clients = cards({row.client_id for row in rows}) if rows else {}
    opened = letters(row.letter_id for row in rows) if rows else {}
    found = [_digest(row, clients[row.client_id], opened[row.letter_id]) for row in rows if row.client_id in clients]
    return sorted(found, key=lambda each: (each.sends_at, each.client.surname, str(each.id)))


def _digest(row: Digest, client: Card, letter: LetterCard) -> DigestRead:
    return DigestRead(
        id=row.pk,
        client=client,
        day=row.day,
        letter=letter,
        lines=tuple(
            DigestLineRead(line.rank, line.code, line.booking_id, line.evidence_id, line.occasion_id)
            for line in row.lines.all()
        ),
        compiled_at=row.compiled_at,
        edited_by=row.edited_by,
        is_outdated=row.facts_changed_at is not None,
    )
