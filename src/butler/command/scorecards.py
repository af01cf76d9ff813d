"""Scorecards as people read them: one page a play, and one table for all."""

from __future__ import annotations

from statistics import median
from typing import Any

PAIRS = ("expectations_met", "foreseen", "confirmed_by_deadline", "recovered")
SUMS = (
    "invariants_broken", "leaks", "orphans", "doubled", "approvals_asked", "calls_asked", "messages_sent",
    "failed_jobs", "crashes", "virtual_hours", "real_seconds",
)  # fmt: skip
LABELS = {
    "expectations_met": "expectations met", "invariants_broken": "invariants broken",
    "foreseen": "foreseen in time", "confirmed_by_deadline": "confirmed by the deadline", "recovered": "recovered",
    "leaks": "leaks", "orphans": "orphans", "doubled": "doubled", "approvals_asked": "approvals asked",
    "calls_asked": "calls asked", "messages_sent": "messages sent", "failed_jobs": "jobs that failed",
    "crashes": "crashes", "virtual_hours": "virtual hours", "real_seconds": "real seconds",
}  # fmt: skip
RESOURCES = {
    "seconds": "seconds, all in all", "processor_seconds": "of processor", "memory_mb": "memory at most, MB",
    "database_mb": "database, MB",
}  # fmt: skip


def page(told: dict[str, Any], *, all_met: bool = True) -> str:
    """One play: what was not met and why, what was broken, and the figures; what was met, unless there is too much."""
    card = told["scorecard"]
    lines = [f"{card['scenario']}  ({told['file']})"]
    for one in told["expectations"]:
        if one["met"] and not all_met:
            continue
        mark, when = ("+", f" {one['at'][5:16]}" if one["at"] else "") if one["met"] else ("-", "")
        lines.append(f"  {mark} expect[{one['index']}]{when}{'' if one['met'] else ': ' + one['why']}")
    for one in told["invariants"]:
        lines += [f"  ! invariant {one['number']}: {breach['what']}" for breach in one["broken"]]
    lines += [f"  ! job {one['job']} failed at {one['at'][5:16]}: {one['error']}" for one in told["failures"]]
    lines += _figures(card)
    if not all_met:
        lines += [f"  {RESOURCES[name]:26} {value}" for name, value in told["resources"].items()]
    return "\n".join([*lines, ""])


def summary(cards: list[dict[str, Any]]) -> str:
    """All plays together."""
    total = totals(cards)
    lines = ["all together"]
    lines += [
        f"  {_pair(card['expectations_met']):>7}  {card['invariants_broken']} broken  {card['real_seconds']:6.1f} s"
        f"  {card['scenario']}"
        for card in cards
    ]
    return "\n".join([*lines, *_figures(total)])


def totals(cards: list[dict[str, Any]]) -> dict[str, Any]:
    """The sum of scorecards."""
    found: dict[str, Any] = {name: [sum(card[name][n] for card in cards) for n in (0, 1)] for name in PAIRS}
    found |= {name: round(sum(card[name] for card in cards), 1) for name in SUMS}
    minutes = [minute for card in cards for minute in card["minutes_to_solution"]]
    found["minutes_to_solution"] = minutes
    found["median_minutes_to_solution"] = round(median(minutes), 1) if minutes else None
    return found | {"holds": all(card["holds"] for card in cards)}


def _figures(card: dict[str, Any]) -> list[str]:
    lines = []
    for name, label in LABELS.items():
        value = _pair(card[name]) if name in PAIRS else card[name]
        if name == "recovered" and card["median_minutes_to_solution"] is not None:
            value = f"{value}, median {card['median_minutes_to_solution']} min"
        lines.append(f"  {label:26} {value}")
    return lines


def _pair(pair: list[int]) -> str:
    return f"{pair[0]} of {pair[1]}"
