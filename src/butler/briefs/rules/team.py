"""One manager's morning page: what changed overnight, what to decide, what is at risk, today by client, what comes.

Lines are codes, rows and numbers. The words are made when somebody reads them.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from uuid import UUID

from butler.assurance import rules as assurance
from butler.briefs.rules import transfers
from butler.briefs.rules.facts import Facts, Line, Stay

OVERNIGHT, DECIDE, RISK, TODAY, AHEAD = "overnight", "decide", "risk", "today", "ahead"
MOST = {OVERNIGHT: 30, DECIDE: 5, RISK: 20, TODAY: 120, AHEAD: 15}
FEWEST_DECISIONS = 3
OFF = ("cancelled", "done")
NOT_PROVEN = ("wanted", "held", "unproven")
DAWN = 5  # until then a night belongs to the evening before
MORNING_AFTER = 12  # the hour until which tomorrow's promises are checked today
ANSWER_OWED = timedelta(hours=2)
SOON = timedelta(days=7)
BOOKING, OCCURRENCE, TASK = "bookings.Booking", "calendars.Occurrence", "requests.Task"
ANTICIPATION, TALK, ASK = "foresight.Anticipation", "correspondence.Conversation", "requests.ClientRequest"


def compile_brief(facts: Facts) -> list[Line]:
    """The lines of the page, each section in its order. A row stands in a section once with one code."""
    decisions = _decide(facts)
    decided = {line.about_id for line in decisions}
    risks = [line for line in _risk(facts) if not (line.code == "no_return" and line.about_id in decided)]
    return [
        *_heaviest(_overnight(facts), MOST[OVERNIGHT]),
        *decisions,
        *_heaviest(risks, MOST[RISK]),
        *_today(facts)[: MOST[TODAY]],
        *_ahead(facts)[: MOST[AHEAD]],
    ]


def _overnight(facts: Facts) -> Iterator[Line]:
    """Since the evening before: what was written, what became of bookings, what moved in calendars."""
    for talk in facts.talks:
        if talk.new:
            weight = 50 + talk.waits_for_us * 20 + talk.new
            yield Line(OVERNIGHT, "message", talk.client_id, TALK, talk.id, talk.last_at, {"count": talk.new}, weight)
    for stay in facts.stays:
        if code := _changed(stay, facts):
            at = {"booking_cancelled": stay.cancelled_at, "booking_confirmed": stay.confirmed_at}.get(code)
            weight = {"booking_cancelled": 100, "booking_confirmed": 40, "booking_new": 20}[code] + stay.importance
            yield Line(OVERNIGHT, code, stay.client_id, BOOKING, stay.id, at or stay.asked_at, {}, weight)
    for calendar in facts.calendars:
        if calendar.changes:
            numbers = {"count": calendar.changes}
            yield Line(
                OVERNIGHT, "calendar_changed", calendar.client_id, "calendars.Source", calendar.id, None, numbers, 30
            )


def _changed(stay: Stay, facts: Facts) -> str:
    if not stay.is_booking:
        return ""
    if _is_new(stay.cancelled_at, facts):
        return "booking_cancelled"
    if stay.state == "confirmed" and _is_new(stay.confirmed_at, facts):
        return "booking_confirmed"
    return "booking_new" if stay.state not in OFF and _is_new(stay.asked_at, facts) else ""


def _is_new(moment: datetime | None, facts: Facts) -> bool:
    return moment is not None and facts.since <= moment <= facts.now


def _decide(facts: Facts) -> list[Line]:
    """Three to five things that need this person: what presses first, filled up with what is important."""
    pressing = sorted(_pressing(facts), key=lambda line: (-line.weight, str(line.about_id)))
    chosen: list[Line] = []
    for line in pressing:
        # one digest line, and never the same row twice
        if line.about_id not in {each.about_id for each in chosen}:
            chosen.append(line)
    if len(chosen) < FEWEST_DECISIONS:
        taken = {line.about_id for line in chosen}
        spare = [line for line in _plans(facts) if line.about_id not in taken]
        chosen += sorted(spare, key=lambda line: (-line.weight, str(line.about_id)))[: FEWEST_DECISIONS - len(chosen)]
    return chosen[: MOST[DECIDE]]


def _pressing(facts: Facts) -> Iterator[Line]:
    for work in facts.work:
        if work.place == 1:
            yield Line(DECIDE, "task", work.client_id, TASK, work.id, _deadline(work), _dates(work),
                       100 + work.urgency + work.importance / 2)  # fmt: skip
    for ask in facts.asks:
        weight = 150 if ask.due_at <= facts.now + timedelta(hours=4) else 110
        yield Line(DECIDE, "request_new", ask.client_id, ASK, ask.id, ask.due_at, {}, weight)
    for stay in facts.stays:
        if stay.state == "held" and stay.reply_by and facts.now <= stay.reply_by < facts.now + timedelta(hours=24):
            hours = (stay.reply_by - facts.now) / timedelta(hours=1)
            yield Line(DECIDE, "hold_ends", stay.client_id, BOOKING, stay.id, stay.reply_by, {},
                       160 + 10 * stay.importance - hours)  # fmt: skip
    for talk in facts.talks:
        if talk.waits_for_us and facts.now - talk.last_at >= ANSWER_OWED:
            yield Line(DECIDE, "answer", talk.client_id, TALK, talk.id, talk.last_at, {}, 120)
    if facts.digests:
        first = min(facts.digests, key=lambda each: (each.send_after, str(each.id)))
        yield Line(DECIDE, "digests", first.client_id, "briefs.Digest", first.id, first.send_after,
                   {"count": len(facts.digests)}, 240)  # fmt: skip
    for coming in facts.coming:
        if coming.start_by <= facts.day and not coming.is_for_trip:
            late = (facts.day - coming.start_by).days
            yield Line(DECIDE, "start", coming.client_id, ANTICIPATION, coming.id, None, {}, 105 + min(late, 30))


def _plans(facts: Facts) -> Iterator[Line]:
    for work in facts.work:
        if work.place == 2:
            yield Line(DECIDE, "task", work.client_id, TASK, work.id, _deadline(work), _dates(work),
                       work.importance + work.urgency / 2)  # fmt: skip


def _risk(facts: Facts) -> Iterator[Line]:
    """Where the day can break."""
    for stays in _by_client(_of_the_day(facts)).values():
        for found in transfers.problems(stays):
            numbers = {"minutes": found.minutes, "other": str(found.one.id), "other_about": found.one.about}
            if isinstance(found, transfers.Clash):
                yield _about(RISK, "clash", found.other, numbers, 120)
            else:
                yield _about(RISK, "tight", found.other, numbers | {"needed": found.needed}, 80)
    for stay in facts.stays:
        if _is_unproven_soon(stay, facts):
            numbers = {"importance": stay.importance}
            promise = assurance.Promise(stay.id, stay.starts_at, stay.importance)
            yield _about(RISK, "unproven", stay, numbers, 60 + 40 * promise.weight(facts.now))
    for work in facts.work:
        if work.no_return_at and facts.now <= work.no_return_at < facts.now + timedelta(hours=16):
            yield Line(RISK, "no_return", work.client_id, TASK, work.id, work.no_return_at, {}, 110)
    for coming in facts.coming:
        if coming.is_for_trip:
            yield Line(RISK, "document_for_trip", coming.client_id, ANTICIPATION, coming.id, None, {}, 100)
        elif coming.is_document and coming.start_by <= facts.day:
            yield Line(RISK, "document_expires", coming.client_id, ANTICIPATION, coming.id, None, {}, 50)
    for calendar in facts.calendars:
        if calendar.is_unread:
            yield Line(RISK, "calendar_unread", calendar.client_id, "calendars.Source", calendar.id, None, {}, 40)


def _is_unproven_soon(stay: Stay, facts: Facts) -> bool:
    """Today, and tomorrow until noon, on the clock of the place."""
    if not stay.is_booking or stay.state not in NOT_PROVEN or stay.starts_at <= facts.now:
        return False
    local = stay.starts_at.astimezone(stay.zone)
    distance = (local.date() - facts.day).days
    return distance <= 0 or (distance == 1 and local.hour < MORNING_AFTER)


def _today(facts: Facts) -> list[Line]:
    """The day of each client in order of time; clients in the order of their first appointment."""
    by_client = _by_client(_of_the_day(facts))
    lines = []
    for stays in sorted(by_client.values(), key=lambda each: (each[0].starts_at, str(each[0].client_id))):
        lines += [_about(TODAY, "booking" if stay.is_booking else "event", stay, {}, 0) for stay in stays]
    return lines


def _ahead(facts: Facts) -> list[Line]:
    """What comes: dates and documents by the day to begin, trips that start within a week."""
    lines = [
        Line(AHEAD, "ahead", coming.client_id, ANTICIPATION, coming.id)
        for coming in sorted(
            facts.coming, key=lambda each: (max(each.start_by, facts.day), each.falls_on, str(each.id))
        )
        if not coming.is_for_trip and not (coming.is_document and coming.start_by <= facts.day)  # a risk already
    ]
    lines += [
        Line(AHEAD, "trip", trip.client_id, "travel.Trip", trip.id)
        for trip in sorted(facts.journeys, key=lambda each: (each.starts_on, str(each.id)))
        if facts.day < trip.starts_on <= facts.day + SOON
    ]
    return lines


def _of_the_day(facts: Facts) -> list[Stay]:
    """What happens on that day of the place's own calendar, its night included; not what is off."""
    return [stay for stay in facts.stays if stay.state != "cancelled" and is_on(stay, facts)]


def is_on(stay: Stay, facts: Facts) -> bool:
    local = stay.starts_at.astimezone(stay.zone)
    if stay.is_all_day:
        return local.date() == facts.day
    return (local - timedelta(hours=DAWN)).date() == facts.day


def _by_client(stays: Iterable[Stay]) -> dict[UUID, list[Stay]]:
    found: dict[UUID, list[Stay]] = defaultdict(list)
    for stay in sorted(stays, key=lambda each: (not each.is_all_day, each.starts_at, str(each.id))):
        found[stay.client_id].append(stay)
    return found


def _about(section: str, code: str, stay: Stay, numbers: dict, weight: float) -> Line:
    return Line(section, code, stay.client_id, stay.about, stay.id, stay.starts_at, numbers, weight)


def _heaviest(lines: Iterable[Line], most: int) -> list[Line]:
    """By weight; of three things at one time the page names each once, with the first it clashes with."""
    found: dict[tuple[str, UUID], Line] = {}
    for line in sorted(lines, key=lambda line: (-line.weight, line.code, str(line.about_id))):
        found.setdefault((line.code, line.about_id), line)
    return list(found.values())[:most]


def _deadline(work):  # type: ignore[no-untyped-def]
    return min((moment for moment in (work.due_at, work.no_return_at) if moment), default=None)


def _dates(work) -> dict:  # type: ignore[no-untyped-def]
    found = {"due_at": work.due_at, "no_return_at": work.no_return_at}
    return {name: moment.isoformat() for name, moment in found.items() if moment}
