"""What is told of a play: a scorecard for people, and everything for a stranger's judge."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import partial
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from butler.rehearsal.judging import Broken, Scorecard, Verdict
from butler.rehearsal.judging.invariants import NUMBERS
from butler.rehearsal.record import Change, Record
from butler.rehearsal.scenario.records import Scenario

KINDS = ("bookings", "rides", "requests", "tasks", "preferences", "anticipations", "approvals")


def whole(
    record: Record, scenario: Scenario, verdicts: list[Verdict], breaches: list[Broken], card: Scorecard
) -> dict[str, Any]:
    """Everything, plain: times in ISO 8601 on the house's clock, each row with its changes."""
    plain = partial(_plain, zone=scenario.house.zone)
    return {
        "scorecard": card.figures() | {"scenario": scenario.name},
        "expectations": [
            {"index": one.index, "met": one.met, "at": plain(one.at), "why": one.why} for one in verdicts
        ],
        "invariants": [
            {
                "number": number,
                "broken": [{"what": one.what, "at": plain(one.at)} for one in breaches if one.number == number],
            }
            for number in NUMBERS
        ],
        "messages": [
            {
                "at": plain(one.at), "from": one.from_, "to": one.to, "via": one.via, "purpose": one.purpose,
                "subject": one.subject, "text": one.text,
            }
            for one in record.messages
        ],
        **{kind: list(_rows(record.timeline.history(kind), plain)) for kind in KINDS},
        "briefs": [{"at": plain(at), "staff": staff, "text": text} for at, staff, text in record.briefs],
        "failures": [{"at": plain(one.at), "job": one.job, "error": one.error} for one in record.failures],
    }  # fmt: skip


def _rows(history: dict[str, list[Change]], plain: Callable[[Any], Any]) -> Iterator[dict[str, Any]]:
    for name, past in history.items():
        last = next((one.fields for one in reversed(past) if one.fields is not None), {})
        yield {
            "id": name,
            **{key: plain(value) for key, value in last.items() if key != "id"},
            "changes": [
                {"at": plain(one.at), "row": None if one.fields is None else plain(one.fields)} for one in past
            ],
        }


def _plain(value: Any, zone: ZoneInfo) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(zone).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {str(key): _plain(item, zone) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(item, zone) for item in value]
    if isinstance(value, Decimal | UUID):
        return str(value)
    return value.value if isinstance(value, Enum) else value
