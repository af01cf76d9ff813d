"""The figures of a play."""

from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from statistics import median
from typing import Any

from butler.rehearsal.judging.expectations import Verdict
from butler.rehearsal.judging.invariants import Broken
from butler.rehearsal.judging.world import HOUSE
from butler.rehearsal.record import Fields, Record
from butler.rehearsal.scenario.records import Scenario


@dataclass(frozen=True)
class Scorecard:
    """What a play came to. Pairs are how many of how many."""

    expectations_met: tuple[int, int] = (0, 0)
    invariants_broken: int = 0
    foreseen: tuple[int, int] = (0, 0)  # occasions that were proposed before their start-by date
    confirmed_by_deadline: tuple[int, int] = (0, 0)  # bookings that took place, confirmed before they began
    recovered: tuple[int, int] = (0, 0)
    minutes_to_solution: tuple[float, ...] = field(default=())
    leaks: int = 0
    orphans: int = 0  # requests that stood without an owner or a next moment
    doubled: int = 0  # letters that left twice
    approvals_asked: int = 0
    calls_asked: int = 0
    messages_sent: int = 0
    failed_jobs: int = 0
    crashes: int = 0
    virtual_hours: float = 0.0
    real_seconds: float = 0.0

    @property
    def holds(self) -> bool:
        """Every expectation and every invariant."""
        return self.expectations_met[0] == self.expectations_met[1] and not self.invariants_broken

    @property
    def median_minutes(self) -> float | None:
        return round(median(self.minutes_to_solution), 1) if self.minutes_to_solution else None

    def figures(self) -> dict[str, Any]:
        """Plain, for JSON."""
        found = asdict(self)
        return found | {"median_minutes_to_solution": self.median_minutes, "holds": self.holds}


def scorecard(record: Record, scenario: Scenario, verdicts: list[Verdict], breaches: list[Broken]) -> Scorecard:
    """The figures of one play; its real time is added by whoever watched the clock."""
    end = scenario.clock.to
    minutes = _minutes_to_solution(record, end)
    fallen = sum(_has_fallen(past) for past in record.timeline.history("bookings").values())
    out = [one for one in record.messages if one.from_ == HOUSE]
    return Scorecard(
        expectations_met=(sum(one.met for one in verdicts), len(verdicts)),
        invariants_broken=len({one.number for one in breaches}),
        foreseen=_foreseen(record, scenario),
        confirmed_by_deadline=_confirmed(record, end),
        recovered=(len(minutes), fallen),
        minutes_to_solution=tuple(minutes),
        leaks=sum(one.number == 1 for one in breaches),
        orphans=sum(one.number == 3 for one in breaches),
        doubled=sum(one.number == 2 and one.what.startswith("letter ") for one in breaches),
        approvals_asked=len(record.timeline.history("approvals")),
        calls_asked=record.calls,
        messages_sent=len(out),
        failed_jobs=len(record.failures),
        crashes=record.crashes,
        virtual_hours=round((end - scenario.clock.from_) / timedelta(hours=1), 2),
    )


def _foreseen(record: Record, scenario: Scenario) -> tuple[int, int]:
    rows = record.timeline.at("anticipations", scenario.clock.to).values()
    in_time = [row for row in rows if row["noticed_at"].astimezone(scenario.house.zone).date() <= row["start_by"]]
    return len(in_time), len(rows)


def _confirmed(record: Record, end: datetime) -> tuple[int, int]:
    """Of the bookings that began within the clock and were not called off: how many stood confirmed by then."""
    began = [
        past
        for past in record.timeline.history("bookings").values()
        if (last := past[-1].fields) and last["starts"] <= end and last["state"] not in ("cancelled", "replaced")
    ]
    return sum(_was_confirmed(past) for past in began), len(began)


def _was_confirmed(past: list[Any]) -> bool:
    starts = past[-1].fields["starts"]
    standing = [one.fields for one in past if one.at <= starts and one.fields]
    return bool(standing) and standing[-1]["state"] == "confirmed"


def _has_fallen(past: list[Any]) -> bool:
    """A promise that was made, and is off."""
    states = [one.fields["state"] for one in past if one.fields]
    return "confirmed" in states and states[-1] in ("cancelled", "replaced")


def _minutes_to_solution(record: Record, end: datetime) -> list[float]:
    """From the moment at which a booking stood confirmed no more until what replaces it was confirmed."""
    found = []
    for past in record.timeline.history("bookings").values():
        last = past[-1].fields
        if not last or last["state"] != "replaced" or last["fell_at"] is None:
            continue
        ready = record.timeline.first("bookings", _ready(last["successor"]), until=end)
        if ready is not None:
            found.append(round((ready - last["fell_at"]) / timedelta(minutes=1), 1))
    return found


def _ready(successor: str) -> Callable[[Fields], bool]:
    return lambda row: row["id"] == successor and row["state"] == "confirmed"
