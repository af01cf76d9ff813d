"""Is there time to change? By what is published as the least where an airport says nothing of its own.

Least times between flights of one airport: 30 minutes inside a country, 60 to and between flights abroad, 90 where a
border is crossed before a domestic flight (the ranges OAG gives for published minimum connecting times); between
airports of one town the drive is the longer part (OAG's tables for London: 150 to 210 minutes). Other carriages wait
on a platform or at a kerb. Pure.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

FLIES = frozenset({"flight", "charter"})
WAITS = frozenset({"transfer", "car_rental"})  # a car can come later
INSIDE, OUT_OF, THROUGH_BORDER = timedelta(minutes=30), timedelta(minutes=60), timedelta(minutes=90)
BETWEEN_AIRPORTS = timedelta(hours=4)
FROM_PLANE, FROM_PLANE_ABROAD, FROM_TRAIN = timedelta(minutes=40), timedelta(minutes=75), timedelta(minutes=20)
TO_PLANE = timedelta(minutes=90)
CALM = timedelta(minutes=30)  # more than the least: nobody runs


class Standing(StrEnum):
    """How a connection stands."""

    CALM = "calm"
    TIGHT = "tight"  # possible, and nobody would choose it
    MISSED = "missed"
    WAITS = "waits"  # what carries on can come later: it has to be told


@dataclass(frozen=True)
class Segment:
    """One leg as it is expected now. Places are codes or names; countries ISO 3166 codes, empty where unknown."""

    kind: str
    origin: str
    destination: str
    departs_at: datetime
    arrives_at: datetime
    from_country: str = ""
    to_country: str = ""

    @property
    def crosses_border(self) -> bool:
        return not (self.from_country and self.from_country == self.to_country)


@dataclass(frozen=True)
class Connection:
    """From one leg to the next: how long there is, how long it takes at least."""

    standing: Standing
    has: timedelta
    least: timedelta


def connection(before: Segment, after: Segment) -> Connection:
    """Judge the change from `before` to `after`."""
    has, least = after.departs_at - before.arrives_at, least_time(before, after)
    if has >= least + CALM or (has >= least and after.kind in WAITS):
        standing = Standing.CALM
    elif has >= least:
        standing = Standing.TIGHT
    else:
        standing = Standing.WAITS if after.kind in WAITS else Standing.MISSED
    return Connection(standing, has, least)


def least_time(before: Segment, after: Segment) -> timedelta:
    """The least time from the arrival of one to the departure of the other."""
    if before.kind in FLIES and after.kind in FLIES:
        if before.destination != after.origin:
            return BETWEEN_AIRPORTS
        if after.crosses_border:
            return OUT_OF
        return THROUGH_BORDER if before.crosses_border else INSIDE
    if after.kind in FLIES:
        return TO_PLANE
    return out_of(before)


def out_of(before: Segment) -> timedelta:
    """From the arrival to the kerb."""
    if before.kind not in FLIES:
        return FROM_TRAIN
    return FROM_PLANE_ABROAD if before.crosses_border else FROM_PLANE


def first_possible(before: Segment, after: Segment) -> datetime:
    """The earliest calm departure instead of `after`."""
    spare = timedelta(0) if after.kind in WAITS else CALM
    return before.arrives_at + least_time(before, after) + spare
