"""Where things are and how long the way takes. Pure: an estimate to warn by, never a route.

City traffic by the hour of the place's own clock; beyond the city a road speed. What is unknown says so with None.
"""

from dataclasses import dataclass
from math import asin, ceil, cos, radians, sin, sqrt

EARTH_KM = 6371.0
DETOUR = 1.35  # streets are not straight lines
TO_THE_CAR_AND_IN = 8  # minutes at both ends together
CITY_KM = 35.0  # beyond this it is a road, not a street
ROAD_KMH = 75.0
WITHIN_ONE_HOUSE_KM = 0.15  # the same building: no way at all
SAME_TOWN_MINUTES = (20, 40)  # when only the town is known: quiet, rush

# Average speed in a large town, by hour of the day
CITY_KMH = (
    45, 45, 45, 45, 45, 42, 36, 26, 20, 20, 24, 26,  # midnight to noon
    26, 26, 26, 24, 20, 17, 17, 20, 26, 32, 38, 42,  # noon to midnight
)  # fmt: skip


@dataclass(frozen=True)
class Point:
    """A place on the map."""

    latitude: float
    longitude: float


def distance_km(one: Point, other: Point) -> float:
    """Along the great circle."""
    north, south = radians(one.latitude), radians(other.latitude)
    half_lat = (south - north) / 2
    half_long = radians(other.longitude - one.longitude) / 2
    chord = sin(half_lat) ** 2 + cos(north) * cos(south) * sin(half_long) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(chord)))


def travel_minutes(one: Point, other: Point, hour: int) -> int:
    """By car, setting out at that hour of the local day; rounded up."""
    straight = distance_km(one, other)
    if straight <= WITHIN_ONE_HOUSE_KM:
        return 0
    way = straight * DETOUR
    city = min(way, CITY_KM)
    return TO_THE_CAR_AND_IN + ceil(60 * (city / CITY_KMH[hour % 24] + (way - city) / ROAD_KMH))


def within_town_minutes(hour: int) -> int:
    """When only the town is known: what a way across it usually takes."""
    quiet, rush = SAME_TOWN_MINUTES
    return rush if CITY_KMH[hour % 24] <= 20 else quiet
