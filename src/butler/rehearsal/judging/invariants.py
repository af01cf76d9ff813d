"""The eight things that hold in every scenario, whatever it expects."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import combinations

from butler.rehearsal.judging.identifying import marks_of
from butler.rehearsal.judging.matching import message_text, plain
from butler.rehearsal.judging.world import HOUSE, World, world_of
from butler.rehearsal.record import Fields, Record
from butler.rehearsal.scenario.records import Class, Scenario

NUMBERS = range(1, 9)
MAY_OVERLAP = frozenset({"hotel", "flowers", "gift", "courier", "documents", "household", "car_rental", "other"})
LOWER_STANDING, LOWER_PRICE = 0.25, 0.75  # so much less, or such a part of the price, is another class
SINGLE = "confirmed"
PROBLEM = re.compile(
    r"к сожалению|не удалось|не получ(илось|ается)|отмен(ил|ен|яет)|сорвал|закрыт[аоы]?\b|опозда|не успе|нет мест"
    r"|недоступ|проблем|задерж|unfortunately|cancel(l)?ed|could not|delayed|problem",
    re.IGNORECASE,
)
SOLUTION = re.compile(
    r"вместо|вариант|предлага|нашли|заброниров|подтвержд|перенес|пересад|план\b|замен|договорил|ищем|займ[её]мся"
    r"|instead|option|found|booked|confirmed|rearrang|suggest|we are",
    re.IGNORECASE,
)
DISCLOSED = re.compile(r"безопасн|здоров|врач|полици|штраф|safety|health|police|fine\b", re.IGNORECASE)


@dataclass(frozen=True)
class Broken:
    """One breach: of which of the eight, what, and when if there is a moment."""

    number: int
    what: str
    at: datetime | None = None


def broken(record: Record, scenario: Scenario) -> list[Broken]:
    """Every breach, in the order of the eight."""
    world = world_of(scenario)
    return [Broken(number, what, at) for number, check in CHECKS.items() for what, at in check(record, world)]


Breach = tuple[str, datetime | None]


def _leaks(record: Record, world: World) -> Iterator[Breach]:
    """1. Nothing that leaves for anyone outside a client's circle tells who that client is."""
    marks = marks_of(world)
    for one in record.messages:
        if one.from_ != HOUSE:
            continue
        own = world.client_of.get(one.to, "")
        for client, found in sorted(marks.found_in(plain(message_text(one.subject, one.text)), own=own).items()):
            if client != own and client not in one.disclosed:
                yield f"a letter to {one.to} ({one.purpose}) says {found!r} of {client}", one.at


def _once(record: Record, world: World) -> Iterator[Breach]:
    """2. Each message leaves once; each inbound message is stored once; none is lost."""
    names = Counter(one.letter for one in record.messages if one.from_ == HOUSE)
    for letter, times in names.items():
        if letter and times > 1:
            yield f"letter {letter} left {times} times", None
    brought, stored = (record.counts.get(name, 0) for name in ("brought", "stored"))
    if brought != stored:
        yield f"{brought} messages came, {stored} are stored", None
    for name in ("unread", "stuck"):
        if record.counts.get(name):
            yield f"{record.counts[name]} {LOST[name]}", None


LOST = {"unread": "messages that came were never read", "stuck": "letters began to leave and have no end"}


def _owned(record: Record, world: World) -> Iterator[Breach]:
    """3. Every open request has an owner and a next moment."""
    for name, past in record.timeline.history("requests").items():
        for one in past:
            row = one.fields
            if (
                row
                and row["state"] not in ("closed", "cancelled", "debriefed")
                and not (row["owner"] and row["due_at"])
            ):
                yield f"request {name} of {row['client']} has no owner or no next moment", one.at
                break


def _proven(record: Record, world: World) -> Iterator[Breach]:
    """4. No booking is confirmed without evidence, and no digest line lacks it."""
    for name, past in record.timeline.history("bookings").items():
        for one in past:
            if one.fields and one.fields["state"] == "confirmed" and one.fields["is_due_proof"]:
                yield f"booking {one.fields['given'] or name} is confirmed without evidence", one.at
                break
    if record.counts.get("unproven_lines"):
        yield f"{record.counts['unproven_lines']} lines of digests prove nothing", None


def _in_one_place(record: Record, world: World) -> Iterator[Breach]:
    """5. No client, driver or car is in two places at once; a spare is never of lower class."""
    for moment in record.timeline.moments(["bookings", "rides"]):
        found = [*_clashes(record, moment), *_lower(record, world, moment)]
        if found:
            yield from ((what, moment) for what in found)
            return


def _clashes(record: Record, moment: datetime) -> Iterator[str]:
    plans = [row for row in record.timeline.at("bookings", moment).values() if _holds_the_client(row)]
    for one, other in combinations(plans, 2):
        if one["client"] == other["client"] and one["at"] != other["at"] and _overlap(one, other):
            yield f"{one['client']} is at {one['at']} and at {other['at']} at once"
    rides = [row for row in record.timeline.at("rides", moment).values() if row["state"] != "cancelled"]
    for one, other in combinations(rides, 2):
        if one["driver"] == other["driver"] and one["at"] == other["at"]:
            yield f"driver {one['driver']} has two rides at once"


def _holds_the_client(row: Fields) -> bool:
    return row["state"] == SINGLE and row["kind"] not in MAY_OVERLAP and row["ends"] is not None


def _overlap(one: Fields, other: Fields) -> bool:
    return bool(one["starts"] < other["ends"] and other["starts"] < one["ends"])


def _lower(record: Record, world: World, moment: datetime) -> Iterator[str]:
    for row in record.timeline.at("bookings", moment).values():
        if row["state"] != "replaced":
            continue
        before, after = world.supplier(row["at"]), world.supplier(row["by"])
        if before and after and before.class_ and after.class_ and _is_lower(after.class_, before.class_):
            yield f"{row['by']} is of lower class than {row['at']}"


def _is_lower(after: Class, before: Class) -> bool:
    if after.standing is not None and before.standing is not None and after.standing < before.standing - LOWER_STANDING:
        return True
    if after.price is None or before.price is None or after.price.currency != before.price.currency:
        return False
    return after.price.amount < before.price.amount * Decimal(str(LOWER_PRICE))


def _solutions(record: Record, world: World) -> Iterator[Breach]:
    """6. Nothing that a client receives tells a problem without its solution, except what must be disclosed."""
    for one in record.messages:
        if one.from_ != HOUSE or one.to not in world.client_of:
            continue
        text = plain(message_text(one.subject, one.text))
        if (found := PROBLEM.search(text)) and not SOLUTION.search(text) and not DISCLOSED.search(text):
            yield f"a letter to {one.to} says {found[0]!r} and no way out", one.at


def _spent(record: Record, world: World) -> Iterator[Breach]:
    """7. No spend above a mandate without an approval."""
    for row in record.timeline.at("spends", world.scenario.clock.to).values():
        if row["is_above"] and not row["is_approved"]:
            yield f"{row['price']} {row['currency']} were spent for {row['client']} above the mandate", row["at"]


def _verified(record: Record, world: World) -> Iterator[Breach]:
    """8. The journal verifies."""
    if record.counts.get("journal_broken"):
        yield f"the journal is broken at {record.counts['journal_broken']} lines", None


CHECKS = {
    1: _leaks, 2: _once, 3: _owned, 4: _proven, 5: _in_one_place, 6: _solutions, 7: _spent, 8: _verified,
}  # fmt: skip
