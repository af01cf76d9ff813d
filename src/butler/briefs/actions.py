"""Verbs of the morning: prepare it, keep its letters true, answer them.

The morning goes through the rooms from below: calendars, foresight, bookings, requests, then letters and briefs. Each
step is one transaction under the purpose "morning" and may be done again; a crash between two loses nothing, because
the row that says done is written with the last.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import connection, transaction

from butler.bookings import actions as bookings
from butler.bookings.models import State as BookingState
from butler.briefs.access import calendar_changes, client_mornings, gathering
from butler.briefs.access.client_mornings import ClientMorning, mornings
from butler.briefs.models import Brief, BriefLine, Digest, DigestLine, Morning, SeenCalendar
from butler.briefs.rules import digest as rules
from butler.briefs.rules import hours, team
from butler.briefs.rules.digest import Step
from butler.briefs.rules.facts import Line
from butler.calendars import actions as calendars
from butler.correspondence import actions as correspondence
from butler.correspondence.actions import Draft, Refused
from butler.correspondence.models import Approval, Channel, Letter
from butler.correspondence.rules import Answer
from butler.foresight import actions as foresight
from butler.ground import journal
from butler.ground.acting import acting_for
from butler.ground.house import the_house
from butler.ground.models import House
from butler.ground.refusals import NotHere
from butler.ground.sealing import blind_index, open_sealed
from butler.requests import actions as requests
from butler.staff.models import Staff

PURPOSE = "morning"
BATCH = 500
ONE_AT_A_TIME = 0x6D6F726E  # an advisory lock: of two workers the second finds the work done
FACTS_CHANGED = "facts_changed"

Say = Callable[[str], None]


@dataclass(frozen=True)
class Prepared:
    """What a morning has done; numbers only."""

    day: date
    calendars: int = 0
    foreseen: int = 0
    placed: int = 0
    digests: int = 0
    briefs: int = 0
    lines: int = 0


def prepare_due(*, now: datetime, say: Say = lambda step: None) -> Prepared | None:
    """The day's morning if its hour has come and it is not done; afterwards the letters are kept true. Any ring may
    ask. None when there was nothing to prepare."""
    house = House.objects.first()
    if house is None:
        return None
    day = hours.day_due(now, house.morning_at, house.tz)
    if day is None:
        return None
    if not Morning.objects.filter(day=day, prepared_at__gte=_window(house, day).start).exists():
        return prepare(day, now=now, say=say)  # also when somebody has looked at this day ahead of time
    with acting_for(PURPOSE):
        _look_again(day, now)
    return None


def prepare(day: date, *, now: datetime, say: Say = lambda step: None) -> Prepared:
    """The whole morning of `day`. Safe to run twice: the second time only adds what is new."""
    say("calendars")
    read = calendars.refresh_due(
        now
    )  # each in transactions of its own: the world is slow, and one failure stops nobody
    say("foresight")
    with acting_for(PURPOSE):
        foreseen = foresight.propose(now=now).new
    say("bookings")
    with acting_for(PURPOSE):
        bookings.recompute_stale(now=now)
    say("requests")
    with acting_for(PURPOSE):
        placed = requests.rescore_all(now=now)
    say("digests")
    with acting_for(PURPOSE):
        digests = keep_digests_true(day, now=now)
    say("briefs")
    with acting_for(PURPOSE):
        briefs, lines = _compile_briefs(day, now)
        done = Prepared(day, read, foreseen, placed, digests, briefs, lines)
        _say_done(done, now)
    return done


@transaction.atomic
def keep_digests_true(day: date, *, now: datetime, only: set[UUID] | None = None) -> int:
    """Write the letters of that morning, and put right those whose facts have changed. Returns how many are new.

    What waits untouched is written anew; somebody's own words are kept and marked; what was approved and is not true
    any more is withdrawn, and another waits for a yes.
    """
    _one_at_a_time()
    window = _window(the_house(), day)
    steps = []
    for morning in mornings(window, now, only):
        letter = rules.compose(morning.to, morning.proven, morning.dated)
        step = rules.next_step(_as_written(morning.existing), letter, _mark)
        steps.append((step, morning, letter))
    _write([(morning, letter) for step, morning, letter in steps if step in (Step.WRITE, Step.RENEW) and letter], now)
    for step, morning, letter in steps:
        if morning.existing and step not in (Step.NOTHING, Step.WRITE):
            _put_right(step, morning, letter, now)
    return sum(step == Step.WRITE for step, *_ in steps)


@transaction.atomic
def approve(digest_id: UUID, *, by: Staff, now: datetime) -> Approval:
    """A yes to a client's letter. Refused when a fact behind it has changed, and when the client's day is over."""
    row = _locked(digest_id)
    if row.facts_changed_at or row.lines.exclude(booking=None).exclude(booking__state=BookingState.CONFIRMED).exists():
        raise Refused(FACTS_CHANGED)
    if now.astimezone(ZoneInfo(row.client.zone)).date() > row.day:
        raise Refused(Answer.TOO_LATE)
    return correspondence.approve(row.letter_id, by=by, now=now)


def approve_all(digest_ids: Iterable[UUID], *, by: Staff, now: datetime) -> tuple[list[UUID], dict[UUID, str]]:
    """A yes to many letters at once: which were approved, and why others were not."""
    approved, refused = [], {}
    for digest_id in digest_ids:
        try:
            approve(digest_id, by=by, now=now)
            approved.append(digest_id)
        except Refused as refusal:
            refused[digest_id] = str(refusal.why)
    return approved, refused


@transaction.atomic
def refuse(digest_id: UUID, *, by: Staff, now: datetime) -> Approval:
    """Not today: the letter stays in the house and is not written again."""
    return correspondence.refuse(_locked(digest_id).letter_id, by=by, now=now)


@transaction.atomic
def take_back(digest_id: UUID, *, by: Staff, now: datetime) -> Letter:
    """The answer was a slip: within ten seconds the letter waits again."""
    return correspondence.take_back(_locked(digest_id).letter_id, by=by, now=now)


@transaction.atomic
def edit(digest_id: UUID, text: str, *, by: Staff, now: datetime) -> Digest:
    """Somebody's own words. They are kept from then on, and whose they are; a changed fact only marks them."""
    row = _locked(digest_id)
    correspondence.edit(row.letter_id, text, by=by, now=now)
    row.edited_by, row.facts_changed_at = by, None
    row.save(update_fields=["edited_by", "facts_changed_at"])
    return row


def _look_again(day: date, now: datetime) -> None:
    """Only the letters whose facts are others than last time are opened: a quiet ring leaves nothing in the journal."""
    _one_at_a_time()
    row = Morning.objects.get(day=day)
    marks = client_mornings.marks(_window(the_house(), day), now)
    if touched := {UUID(client) for client, mark in marks.items() if row.marks.get(client) != mark}:
        keep_digests_true(day, now=now, only=touched)
        row.marks = marks
        row.save(update_fields=["marks"])


def _as_written(row: Digest | None) -> rules.Written | None:
    if row is None:
        return None
    untouched = row.letter.state == Letter.State.WAITING and row.edited_by_id is None
    return rules.Written(
        state=row.letter.state,
        said=tuple(bytes(line.said) for line in row.lines.all()),
        body=open_sealed(row.letter, "body") if untouched else "",
        is_edited=row.edited_by_id is not None,
        is_marked=row.facts_changed_at is not None,
        was_refused=any(not answer.is_yes for answer in row.letter.standing),  # type: ignore[attr-defined]
    )


def _write(wanted: list[tuple[ClientMorning, rules.Letter]], now: datetime) -> None:
    """Letters that wait for a yes, with their digests and lines: three statements, however many."""
    letters = correspondence.draft_letters([_draft(*each, now) for each in wanted], now=now)
    fresh, lines = [], []
    for (morning, composed), letter in zip(wanted, letters, strict=True):
        row = morning.existing
        if row is None:
            row = Digest(client_id=morning.card.id, day=morning.day, letter=letter, compiled_at=now)
            fresh.append(row)
        else:
            _replace(row, letter, now)
        lines += _lines(row, composed)
    Digest.objects.bulk_create(fresh, batch_size=BATCH)
    DigestLine.objects.bulk_create(lines, batch_size=BATCH)


def _replace(row: Digest, letter: Letter, now: datetime) -> None:
    """Another letter in the place of one that is no longer true; the old one stays as it was answered."""
    before = row.letter_id
    if correspondence.withdraw(before, why=FACTS_CHANGED, now=now):
        journal.record("digest.withdrawn", about=row, letter=str(before))
    row.lines.all().delete()
    row.letter, row.compiled_at, row.edited_by, row.facts_changed_at = letter, now, None, None
    row.save(update_fields=["letter", "compiled_at", "edited_by", "facts_changed_at"])


def _put_right(step: Step, morning: ClientMorning, letter: rules.Letter | None, now: datetime) -> None:
    row = morning.existing
    if row is None:
        return
    if step == Step.REWRITE and letter:
        correspondence.edit(row.letter_id, letter.body, by=None, now=now)
        row.lines.all().delete()
        DigestLine.objects.bulk_create(_lines(row, letter))
        row.compiled_at = now
        row.save(update_fields=["compiled_at"])
        journal.record("digest.rewritten", about=row)
    elif step == Step.MARK:
        row.facts_changed_at = now
        row.save(update_fields=["facts_changed_at"])
        journal.record("digest.facts_changed", about=row)
    elif step == Step.WITHDRAW:
        correspondence.withdraw(row.letter_id, why=FACTS_CHANGED, now=now)
        row.lines.all().delete()
        journal.record("digest.withdrawn", about=row, letter=str(row.letter_id))


def _draft(morning: ClientMorning, letter: rules.Letter, now: datetime) -> Draft:
    return Draft(
        client_id=morning.card.id,
        purpose="digest",
        subject=letter.subject,
        body=letter.body,
        send_after=max(morning.send_after, now) if morning.existing else morning.send_after,
        channel=morning.card.channel if morning.card.channel in Channel.values else Channel.MAIL,
        language=morning.language,
    )


def _lines(row: Digest, letter: rules.Letter) -> list[DigestLine]:
    return [
        DigestLine(
            client_id=row.client_id,
            digest=row,
            rank=rank,
            code=line.code,
            said=_mark(line.text),
            booking_id=line.booking_id,
            evidence_id=line.evidence_id,
            occasion_id=line.occasion_id,
        )
        for rank, line in enumerate(letter.lines, start=1)
    ]


def _mark(text: str) -> bytes:
    """What a sentence said, without saying it."""
    return blind_index(text, use="digest")


def _compile_briefs(day: date, now: datetime) -> tuple[int, int]:
    """One page per manager: new pages whole, to old ones only what is new. Returns how many pages and lines."""
    _one_at_a_time()
    window = _window(the_house(), day)
    at = now if window.holds(now) else window.start
    people = gathering.managers()
    changed = _calendar_changes(now) if window.holds(now) else {}
    facts = gathering.facts_of_the_house(day, at, people, changed)
    briefs = _briefs(day, people, window, now)
    known = _known(briefs.values())
    lines = [
        line for person in people for line in _new_lines(briefs[person.pk], team.compile_brief(facts[person.pk]), known)
    ]
    BriefLine.objects.bulk_create(lines, batch_size=BATCH)
    return len(briefs), len(lines)


def _calendar_changes(now: datetime) -> dict[UUID, int]:
    changed, seen = calendar_changes.look(now)
    SeenCalendar.objects.bulk_create(
        seen,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=["until", "marks", "seen_at"],
    )
    return changed


def _briefs(day: date, people: list[Staff], window: hours.Window, now: datetime) -> dict[int, Brief]:
    """The pages of that day. One that was compiled ahead of its morning is compiled from the start."""
    ahead = Brief.objects.filter(day=day, compiled_at__lt=window.start)
    if now >= window.start and ahead.exists():
        BriefLine.objects.filter(brief__in=ahead).delete()
        ahead.update(compiled_at=now)
    fresh = [Brief(day=day, staff=person, compiled_at=now) for person in people]
    Brief.objects.bulk_create(fresh, ignore_conflicts=True)
    return {brief.staff_id: brief for brief in Brief.objects.filter(day=day, staff__in=people)}


def _known(briefs: Iterable[Brief]) -> dict[int, set[tuple[str, str, UUID]]]:
    found: dict[int, set[tuple[str, str, UUID]]] = {brief.pk: set() for brief in briefs}
    rows = BriefLine.objects.filter(brief__in=list(found))
    for brief_id, section, code, about_id in rows.values_list("brief_id", "section", "code", "about_id"):
        found[brief_id].add((section, code, about_id))
    return found


def _new_lines(brief: Brief, lines: list[Line], known: dict[int, set[tuple[str, str, UUID]]]) -> list[BriefLine]:
    """What the page does not say yet, after what it says; never more decisions than a person can take."""
    said = known[brief.pk]
    ranks = Counter(section for section, *_ in said)
    made = []
    for line in lines:
        key = (line.section, line.code, line.about_id)
        if key in said or ranks[line.section] >= team.MOST[line.section]:
            continue
        said.add(key)
        ranks[line.section] += 1
        made.append(
            BriefLine(
                brief=brief,
                client_id=line.client_id,
                section=line.section,
                rank=ranks[line.section],
                code=line.code,
                about=line.about,
                about_id=line.about_id,
                at=line.at,
                numbers=line.numbers,
            )
        )
    return made


def _say_done(done: Prepared, now: datetime) -> None:
    counts = {name: value for name, value in vars(done).items() if name != "day"}
    row, is_new = Morning.objects.get_or_create(day=done.day, defaults={"prepared_at": now, "counts": counts})
    row.prepared_at = max(row.prepared_at, now)
    row.marks = client_mornings.marks(_window(the_house(), done.day), now)
    row.save(update_fields=["prepared_at", "marks"])
    if is_new or done.lines or done.digests:
        journal.record("morning.prepared", day=done.day.isoformat(), again=not is_new, **counts)


def _locked(digest_id: UUID) -> Digest:
    row = Digest.objects.select_for_update(of=("self",)).select_related("client").filter(pk=digest_id).first()
    if row is None:
        raise NotHere
    return row


def _window(house: House, day: date) -> hours.Window:
    return hours.window(day, house.morning_at, house.tz)


def _one_at_a_time() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_AT_A_TIME])
