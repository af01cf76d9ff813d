"""Where the sun and the moon stand, well enough for calendars (about 0.05 degrees): Meeus, the largest terms only."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import lru_cache
from math import floor, radians, sin

J2000 = datetime.fromisoformat("2000-01-01T12:00")
SYNODIC_MONTH = 29.530588861
_SUN = (1.914602, 0.019993, 0.000289)
_MOON = (  # degrees; multiples of D, M, M', F
    (6.288774, 0, 0, 1, 0),
    (1.274027, 2, 0, -1, 0),
    (0.658314, 2, 0, 0, 0),
    (0.213618, 0, 0, 2, 0),
    (-0.185116, 0, 1, 0, 0),
    (-0.114332, 0, 0, 0, 2),
    (0.058793, 2, 0, -2, 0),
    (0.057066, 2, -1, -1, 0),
    (0.053322, 2, 0, 1, 0),
    (0.045758, 2, -1, 0, 0),
    (-0.040923, 0, 1, -1, 0),
    (-0.034720, 1, 0, 0, 0),
    (-0.030383, 0, 1, 1, 0),
    (0.015327, 2, 0, 0, -2),
    (-0.012528, 0, 0, 1, 2),
    (0.010980, 0, 0, 1, -2),
    (0.010675, 4, 0, -1, 0),
    (0.010034, 0, 0, 3, 0),
)


def centuries(moment: datetime) -> float:
    """Julian centuries since 2000; `moment` is naive UTC."""
    return (moment - J2000).total_seconds() / 86400 / 36525


def sun(moment: datetime) -> float:
    """Longitude in degrees."""
    t = centuries(moment)
    m = radians(357.52911 + 35999.05029 * t)
    centre = sum(size * sin((i + 1) * m) for i, size in enumerate(_SUN))
    return (280.46646 + 36000.76983 * t + centre - 0.00569) % 360


def moon(moment: datetime) -> float:
    """Longitude in degrees."""
    t = centuries(moment)
    d, m = radians(297.85019 + 445267.11140 * t), radians(357.52911 + 35999.05029 * t)
    a, f = radians(134.96340 + 477198.86751 * t), radians(93.27209 + 483202.01753 * t)
    found = sum(size * sin(i * d + j * m + k * a + n * f) for size, i, j, k, n in _MOON)
    return (218.31645 + 481267.88123 * t + found) % 360


def elongation(moment: datetime) -> float:
    """How far the moon is ahead of the sun: 0 is new, 180 full."""
    return (moon(moment) - sun(moment)) % 360


def sidereal_sun(moment: datetime) -> float:
    """The sun's longitude among the stars (Lahiri)."""
    return (sun(moment) - 23.853 - 1.3969 * centuries(moment)) % 360


def when_elongation(near: datetime, degrees: float) -> datetime:
    """The moment closest to `near` when the moon is so far ahead of the sun."""
    moment = near
    for _ in range(6):
        off = (degrees - elongation(moment) + 180) % 360 - 180
        moment += timedelta(days=off / 360 * SYNODIC_MONTH)
    return moment


def when_sun(near: datetime, degrees: float, *, sidereal: bool = False) -> datetime:
    """The moment closest to `near` when the sun stands there."""
    moment = near
    for _ in range(6):
        here = sidereal_sun(moment) if sidereal else sun(moment)
        moment += timedelta(days=((degrees - here + 180) % 360 - 180) / 360 * 365.2422)
    return moment


@lru_cache(64)
def new_moons(year: int) -> tuple[datetime, ...]:
    """Every new moon from the November before a year to the February after it, UTC."""
    start = datetime(year - 1, 11, 1)  # noqa: DTZ001  naive UTC, as everything here
    first = when_elongation(start, 0)
    count = floor(480 / SYNODIC_MONTH)
    return tuple(when_elongation(first + timedelta(days=SYNODIC_MONTH * i), 0) for i in range(count))


def at(day: date, hour: float) -> datetime:
    """A UTC hour of a day (beyond 24: of the next day)."""
    return datetime.combine(day, datetime.min.time()) + timedelta(hours=hour)
