"""Whom we ask in which wave. First the warm and the likely; the shorter the time, the more at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
# (time left, at least; how many are asked at once). Six friends asked in a day is what an operation may cost us.
SIZES = ((2 * DAY, 2), (6 * HOUR, 3), (2 * HOUR, 4), (HOUR, 5), (timedelta(0), 8))
SHORTEST_PAUSE, LONGEST_PAUSE = 8 * MINUTE, 2 * DAY
SHARE_OF_A_PAUSE = 6  # of the time left: five waves fit before the promise is due
MOST_ASKED = 24  # in one operation
SHORTEST_ANSWER = 10 * MINUTE
PLAN_B_SHARE = 3  # of the time, the last third is for another way
PLAN_B_LEAST = 20 * MINUTE


@dataclass(frozen=True)
class Could:
    """Somebody who could be asked: a contact, or an organisation where we know nobody (contact none)."""

    contact: int | None
    organisation: int | None
    chance: int  # percent, that they open this door today
    warmth: int = 40
    reasons: tuple[str, ...] = ()
    is_resting: bool = False  # we promised not to disturb them
    is_reachable: bool = True  # by letter; else somebody calls


@dataclass(frozen=True)
class Planned:
    """One wave: when it opens, whom it asks."""

    number: int
    opens_at: datetime
    asks: tuple[Could, ...]


def plan_waves(those: Sequence[Could], *, now: datetime, until: datetime) -> tuple[Planned, ...]:
    """Waves for `those`, from `now` until the moment promised to the client; the first opens at once.

    Who rests is asked last. Of one organisation only the best is asked in a wave: colleagues hear of each other.
    """
    waiting = sorted(those, key=_order)[:MOST_ASKED]
    waves: list[Planned] = []
    opens = now
    while waiting:
        asks = _one_wave(waiting, wave_size(until - opens))
        waves.append(Planned(len(waves) + 1, opens, asks))
        waiting = [one for one in waiting if one not in asks]
        opens += pause(until - opens)
    return tuple(waves)


def wave_size(left: timedelta) -> int:
    """How many are asked at once with so much time left."""
    return next((size for least, size in SIZES if left >= least), SIZES[-1][1])


def pause(left: timedelta) -> timedelta:
    """How long a wave has before the next one opens."""
    return min(max(left / SHARE_OF_A_PAUSE, SHORTEST_PAUSE), LONGEST_PAUSE)


def answer_by(asked_at: datetime, until: datetime) -> datetime:
    """When a question put at `asked_at` counts as unanswered: after two pauses, and not much after the promise."""
    return asked_at + max(2 * pause(until - asked_at), SHORTEST_ANSWER)


def chase_at(asked_at: datetime, answer_by: datetime) -> datetime:
    """When we ask once more: after two thirds of their time."""
    return asked_at + (answer_by - asked_at) * 2 / 3


def plan_b_at(now: datetime, until: datetime) -> datetime:
    """When another way is proposed: with a third of the time left, and never in the past."""
    return max(now, min(until - (until - now) / PLAN_B_SHARE, until - PLAN_B_LEAST))


def _one_wave(waiting: Sequence[Could], size: int) -> tuple[Could, ...]:
    chosen: list[Could] = []
    houses: set[int] = set()
    for one in waiting:
        if one.organisation is not None and one.organisation in houses:
            continue
        chosen.append(one)
        houses |= {one.organisation} if one.organisation is not None else set()
        if len(chosen) == size:
            break
    return tuple(chosen)


def _order(one: Could) -> tuple[bool, int, int, int, int]:
    return (one.is_resting, -one.chance, -one.warmth, one.contact or 0, one.organisation or 0)
