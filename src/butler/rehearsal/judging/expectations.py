"""Each expectation of a scenario against the record: met or not, since when, and why not."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from butler.rehearsal.judging.matching import covers, message_text, says, told
from butler.rehearsal.judging.world import HOUSE, World, world_of
from butler.rehearsal.record import Fields, Record
from butler.rehearsal.scenario.records import Expectation, WantedBooking, WantedRequest, WantedRide, WantedSent

ASKS = ("approach", "booking")
KINDS = ("brief", "anticipation", "sent", "request", "approached", "booking", "ride", "preference", "task")
KEPT_IN = {  # kinds that are judged by rows, and which
    "anticipation": "anticipations", "request": "requests", "booking": "bookings", "ride": "rides",
    "preference": "preferences", "task": "tasks",
}  # fmt: skip
HAPPENINGS = ("sent", "request", "approached", "anticipation")  # met at any time until then; others as they stand
GONE = "cancelled"


@dataclass(frozen=True)
class Verdict:
    """One expectation, judged."""

    index: int
    met: bool
    at: datetime | None  # since when it is met, or when it was broken
    why: str  # empty when it is met


@dataclass(frozen=True)
class Found:
    """Was it so, since when, and else why not."""

    met: bool
    at: datetime | None = None
    why: str = ""


def judge(record: Record, scenario: Any) -> list[Verdict]:
    """A verdict for each expectation, in their order."""
    bench = Bench(record, world_of(scenario), scenario.clock.to)
    return [bench.verdict(index, one) for index, one in enumerate(scenario.expect)]


@dataclass(frozen=True)
class Bench:
    """The record, and who is who."""

    record: Record
    world: World
    end: datetime

    def verdict(self, index: int, wanted: Expectation) -> Verdict:
        by = wanted.by or self.end
        if wanted.always is not None:
            found = self._always(wanted.always, by)
        elif wanted.never is not None:
            found = self._never(wanted.never, by)
        else:
            found = self.holds(wanted, by)
        return Verdict(index, found.met, found.at, "" if found.met else found.why)

    def holds(self, wanted: Expectation, by: datetime) -> Found:
        """Is it met at `by`, or has it happened until then?"""
        kind = kind_of(wanted)
        judged: Found = JUDGES[kind](self, wanted, by)
        return judged

    def _never(self, wanted: Expectation, by: datetime) -> Found:
        """At no moment until then."""
        if wanted.by is not None:
            by = min(by, wanted.by)
        kind = kind_of(wanted)
        moments = [by] if kind in HAPPENINGS else [*self._moments(kind, by), by]
        for moment in moments:
            found = self.holds(wanted, moment)
            if found.met:
                return Found(False, found.at or moment, f"{kind} was so at {told_at(found.at or moment)}")
        return Found(True)

    def _always(self, wanted: Expectation, by: datetime) -> Found:
        """Each message to that address, or each moment."""
        if wanted.by is not None:
            by = min(by, wanted.by)
        if wanted.sent is not None:
            for one in self.letters(wanted.sent, by):
                if why := _lacks(wanted.sent, one):
                    return Found(False, one.at, f"a letter to {one.to} at {told_at(one.at)}: {why}")
            return Found(True)
        kind = kind_of(wanted)
        for moment in [*self._moments(kind, by), by]:
            found = self.holds(wanted, moment)
            if not found.met:
                return Found(False, moment, f"not so at {told_at(moment)}: {found.why}")
        return Found(True)

    def _moments(self, kind: str, by: datetime) -> list[datetime]:
        if kind == "brief":
            return [at for at, _, _ in self.record.briefs if at <= by]
        if kind in ("sent", "approached"):
            return sorted({one.at for one in self.record.messages if one.at <= by})
        return [at for at in self.record.timeline.moments([KEPT_IN[kind]]) if at <= by]

    # Letters

    def letters(self, wanted: WantedSent, by: datetime) -> list[Any]:
        out = (one for one in self.record.messages if one.from_ == HOUSE and one.at <= by)
        return [one for one in out if self.world.is_reached(wanted.to, one.to)]

    def sent(self, expected: Expectation, by: datetime) -> Found:
        wanted = expected.sent
        assert wanted is not None  # noqa: S101 - for the types
        reached = self.letters(wanted, by)
        met = [one for one in reached if not _lacks(wanted, one)]
        if wanted.count is not None:
            return _counted(len(met), wanted.count, met[-1].at if met else None, f"letters to {wanted.to}")
        if met:
            return Found(True, met[0].at)
        if not reached:
            return Found(False, why=f"nothing was sent to {wanted.to}")
        return Found(False, why=f"{len(reached)} letters to {wanted.to}, the nearest: {_nearest(wanted, reached)}")

    def approached(self, expected: Expectation, by: datetime) -> Found:
        asked = [one for one in self.record.messages if one.from_ == HOUSE and one.at <= by and one.asks in ASKS]
        missing, at = [], None
        for who in expected.approached or ():
            first = next((one for one in asked if self.world.is_reached(who, one.to)), None)
            if first is None:
                missing.append(who)
            else:
                at = max(at or first.at, first.at)
        if missing:
            return Found(False, why=f"not asked: {', '.join(missing)}")
        return Found(True, at)

    def brief(self, expected: Expectation, by: datetime) -> Found:
        text = self.record.brief(expected.brief, by)
        if not text:
            return Found(False, why=f"{expected.brief} has no page")
        missing, unwanted = says(text, expected.says), told(text, expected.shuns)
        why = "; ".join(_reasons(missing, unwanted))
        return Found(not why, by, f"the page: {why}")

    # Rows

    def rows(self, kind: str, by: datetime) -> list[Fields]:
        return list(self.record.timeline.at(KEPT_IN[kind], by).values())

    def _until(self, kind: str, by: datetime) -> Iterator[tuple[datetime, Fields]]:
        """Every standing of every row until then."""
        for past in self.record.timeline.history(KEPT_IN[kind]).values():
            yield from ((one.at, one.fields) for one in past if one.at <= by and one.fields is not None)

    def request(self, expected: Expectation, by: datetime) -> Found:
        wanted = expected.request
        assert wanted is not None  # noqa: S101 - for the types
        if wanted.count is not None:
            rows = [row for row in self.rows("request", by) if row["is_asked"] and not _request_lacks(wanted, row)]
            return _counted(len(rows), wanted.count, by, "requests")
        met = [at for at, row in self._until("request", by) if row["is_asked"] and not _request_lacks(wanted, row)]
        if met:
            return Found(True, min(met))
        near = [row for row in self.rows("request", by) if row["client"] == wanted.client and row["is_asked"]]
        shown = "; ".join(f"{row['category']} party {row['party']} when {row['when']}" for row in near)
        return Found(False, why=f"no such request; of {wanted.client}: {shown or 'none'}")

    def anticipation(self, expected: Expectation, by: datetime) -> Found:
        wanted = expected.anticipation
        assert wanted is not None  # noqa: S101 - for the types
        whys = []
        for at, row in sorted(self._until("anticipation", by), key=lambda pair: pair[0]):
            if (row["client"], row["occasion"]) != (wanted.client, wanted.occasion):
                continue
            if wanted.with_ and row["with"] != wanted.with_:
                continue
            ideas = "\n".join(row["ideas"])
            reasons = _reasons(says(ideas, wanted.says), told(ideas, wanted.never))
            if len(row["ideas"]) < wanted.ideas:
                reasons.append(f"{len(row['ideas'])} ideas")
            if not reasons:
                return Found(True, at)
            whys.append("; ".join(reasons))
        return Found(False, why=whys[-1] if whys else f"{wanted.occasion} of {wanted.client} was not foreseen")

    def booking(self, expected: Expectation, by: datetime) -> Found:
        wanted = expected.booking
        assert wanted is not None  # noqa: S101 - for the types
        rows = self.rows("booking", by)
        met = [row for row in rows if not _booking_lacks(wanted, row)]
        if wanted.count is not None:
            return _counted(len(met), wanted.count, by, "bookings")
        if met:
            return Found(True, self._since("booking", lambda row: not _booking_lacks(wanted, row), by))
        near = [row for row in rows if (wanted.id and row["given"] == wanted.id) or _is_like(wanted, row)]
        shown = "; ".join(f"{row['given'] or row['at']} {row['state']} {row['by']}".strip() for row in near)
        return Found(False, why=f"no such booking; near: {shown or 'none'}")

    def ride(self, expected: Expectation, by: datetime) -> Found:
        wanted = expected.ride
        assert wanted is not None  # noqa: S101 - for the types
        rows = [row for row in self.rows("ride", by) if row["booking"] == wanted.booking]
        if any(not _ride_lacks(wanted, row) for row in rows):
            return Found(True, self._since("ride", lambda row: not _ride_lacks(wanted, row), by))
        shown = "; ".join(f"{row['driver']} to {row['to']} {row['state']}" for row in rows)
        return Found(False, why=f"rides of {wanted.booking}: {shown or 'none'}")

    def preference(self, expected: Expectation, by: datetime) -> Found:
        wanted = expected.preference
        assert wanted is not None  # noqa: S101 - for the types

        def fits(row: Fields) -> bool:
            return (
                row["client"] == wanted.client
                and (not wanted.topic or covers(wanted.topic, row["topic"]))
                and (not wanted.polarity or row["polarity"] == wanted.polarity)
                and (not wanted.scope or row["scope"] in (wanted.scope, SCOPES.get(wanted.scope)))
                and (wanted.says is None or not says(row["text"], [wanted.says]))
            )

        if any(fits(row) for row in self.rows("preference", by)):
            return Found(True, self._since("preference", fits, by))
        near = [row for row in self.rows("preference", by) if row["client"] == wanted.client]
        shown = "; ".join(f"{row['topic']} {row['polarity']} {row['text']}" for row in near)
        return Found(False, why=f"not known; of {wanted.client}: {shown or 'nothing'}")

    def task(self, expected: Expectation, by: datetime) -> Found:
        wanted = expected.task
        assert wanted is not None  # noqa: S101 - for the types
        row = next((row for row in self.rows("task", by) if row["given"] == wanted.id), None)
        if row is None:
            return Found(False, why=f"{wanted.id} is gone")
        return Found(row["quadrant"] == wanted.quadrant, by, f"{wanted.id} stands in {row['quadrant'] or 'none'}")

    def _since(self, kind: str, holds: Callable[[Fields], bool], by: datetime) -> datetime | None:
        """Since when some row is so, as it stands."""
        since = []
        for past in self.record.timeline.history(KEPT_IN[kind]).values():
            start = None
            for one in past:
                if one.at > by:
                    break
                start = (start or one.at) if one.fields is not None and holds(one.fields) else None
            since += [start] if start else []
        return min(since, default=None)


SCOPES = {"restaurant": "table"}
JUDGES: dict[str, Callable[[Bench, Expectation, datetime], Found]] = {
    "brief": Bench.brief, "anticipation": Bench.anticipation, "sent": Bench.sent, "request": Bench.request,
    "approached": Bench.approached, "booking": Bench.booking, "ride": Bench.ride, "preference": Bench.preference,
    "task": Bench.task,
}  # fmt: skip


def kind_of(wanted: Expectation) -> str:
    """What an expectation is about."""
    return next(kind for kind in KINDS if getattr(wanted, kind) not in (None, ""))


def told_at(moment: datetime) -> str:
    return f"{moment:%d.%m %H:%M}"


def _counted(found: int, wanted: int, at: datetime | None, what: str) -> Found:
    return Found(found == wanted, at, f"{found} {what}, not {wanted}")


def _lacks(wanted: WantedSent, letter: Any) -> str:
    """Why one letter is not the wanted one; empty: it is."""
    text = message_text(letter.subject, letter.text)
    return "; ".join(_reasons(says(text, wanted.says), told(text, wanted.never)))


def _nearest(wanted: WantedSent, letters: Iterable[Any]) -> str:
    return min((_lacks(wanted, one) for one in letters), key=len)


def _reasons(missing: list[str], unwanted: list[str]) -> list[str]:
    found = [f"does not say {', '.join(missing)}"] if missing else []
    return found + ([f"says {', '.join(unwanted)}"] if unwanted else [])


def _request_lacks(wanted: WantedRequest, row: Fields) -> bool:
    return (
        (row["client"], row["category"]) != (wanted.client, wanted.category)
        or (wanted.party is not None and row["party"] != wanted.party)
        or (wanted.when is not None and row["when"] != wanted.when)
    )


def _is_like(wanted: WantedBooking, row: Fields) -> bool:
    return bool(wanted.client) and (row["client"], row["kind"]) == (wanted.client, wanted.kind or row["kind"])


def _booking_lacks(wanted: WantedBooking, row: Fields) -> bool:
    return (
        bool(wanted.id and row["given"] != wanted.id)
        or bool(wanted.client and row["client"] != wanted.client)
        or bool(wanted.kind and row["kind"] != wanted.kind)
        or bool(wanted.at and row["at"] != wanted.at)
        or (wanted.starts is not None and row["starts"] != wanted.starts)
        or (wanted.party is not None and row["party"] != wanted.party)
        or bool(wanted.state and row["state"] != wanted.state)
        or bool(wanted.by and row["by"] != wanted.by)
    )


def _ride_lacks(wanted: WantedRide, row: Fields) -> bool:
    return (
        row["state"] == GONE
        or bool(wanted.to and row["to"] != wanted.to)
        or bool(wanted.driver and row["driver"] != wanted.driver)
        or bool(wanted.from_ and row["from"] not in (wanted.from_, HOMES.get(wanted.from_)))
        or (wanted.at is not None and row["at"] != wanted.at)
    )


HOMES = {"home": "дом"}
